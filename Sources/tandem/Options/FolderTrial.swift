import Glibc

/// Finds out by doing so whether something can be made in a folder: permissions alone don't tell, for the disk may be read-only,
/// full, or none at all.
enum FolderTrial {
  /// Why nothing can be made there, also when the folder itself is still to be made; nil when something can. Leaves nothing.
  static func obstacle(to folder: String) -> String? {
    var missing: String?
    var place = folder
    var status = stat()
    while stat(place, &status) != 0 {
      guard errno == ENOENT else { return "\(place) can't be reached: \(reason())" }
      missing = place
      place = parent(of: place)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { return "\(place) is no folder" }
    // The system puts letters of its own in place of each X.
    var template = Array("\(place)/.tandem-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      let why = reason()
      return missing.map { "\($0) can't be made: \(why)" } ?? "nothing can be made in \(place): \(why)"
    }
    rmdir(template)
    return nil
  }

  static func isThere(_ folder: String) -> Bool { access(folder, F_OK) == 0 }

  /// Of a path that may be relative.
  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
