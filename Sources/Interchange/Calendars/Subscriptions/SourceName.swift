import Glibc

/// The name by which a calendar is kept: as it was given, from the root on.
///
/// Links stay in it: whoever turns one over to another folder means that one from then on.
public enum SourceName {
  /// - Parameters:
  ///   - path: as it was given.
  ///   - known: the names of what its owner has already. One that leads to the same place now is the same calendar, which
  ///     must not count twice.
  public static func of(_ path: String, among known: [String]) -> String {
    let name = absolute(path)
    return found(name, among: known).first ?? name
  }

  /// Which of the names mean what is given: that very name alone, or else all that lead to the same place now.
  public static func matches(_ path: String, among known: [String]) -> [String] { found(absolute(path), among: known) }

  private static func found(_ name: String, among known: [String]) -> [String] {
    if known.contains(name) { return [name] }
    let place = place(of: name)
    return known.filter { self.place(of: $0) == place }
  }

  /// Without `.`, `..` and doubled slashes, wherever the next command is started.
  static func absolute(_ path: String) -> String {
    var name = path.hasPrefix("/") ? "/" : real(".") ?? "/"
    for part in path.split(separator: "/") where part != "." {
      guard part != ".." else {
        // Above a link is what is above the folder that it leads to.
        name = parent(of: isLink(name) ? real(name) ?? name : name)
        continue
      }
      name = joined(name, String(part))
    }
    // `/dev/stdin` and its like are something else to every process.
    return PathWay(to: name).steps.contains("/proc") ? place(of: name) : name
  }

  /// Where a name leads now. What is gone still has its place, and so has what was in it.
  ///
  /// - Parameter name: absolute.
  static func place(of name: String) -> String {
    if let real = real(name) { return real }
    guard name != "/", let slash = name.lastIndex(of: "/") else { return name }
    return joined(place(of: parent(of: name)), String(name[name.index(after: slash)...]))
  }

  private static func parent(of name: String) -> String {
    guard let slash = name.lastIndex(of: "/"), slash != name.startIndex else { return "/" }
    return String(name[..<slash])
  }

  private static func joined(_ folder: String, _ name: String) -> String {
    folder == "/" ? "/" + name : folder + "/" + name
  }

  private static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  private static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
