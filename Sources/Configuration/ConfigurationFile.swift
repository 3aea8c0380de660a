import Glibc

/// `HOME`, else what the system has for the user: services run without it, and each folder they run in is no home.
public func homeFolder(_ variable: (String) -> String?) -> String {
  if let home = variable("HOME") { return home }
  guard let folder = getpwuid(getuid())?.pointee.pw_dir, folder.pointee != 0 else { return "." }
  return String(cString: folder)
}

/// The file `config.toml`: read in one piece, written atomically, with its mode and a link to it kept.
public struct ConfigurationFile: Hashable, Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  /// Without its folder.
  public var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// By `XDG_CONFIG_HOME`, else `~/.config` (XDG Base Directory Specification 0.8: a relative path counts as none).
  public init(variable: (String) -> String?) {
    let folder = variable("XDG_CONFIG_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    self.init(path: (folder ?? "\(homeFolder(variable))/.config") + "/tandem/config.toml")
  }

  /// What it says; a file that isn't there says nothing. Never fails: what is wrong is in the document's problems.
  public func read() -> ConfigurationDocument {
    do {
      return try bytes().map { ConfigurationDocument($0) } ?? ConfigurationDocument()
    } catch {
      return ConfigurationDocument(unreadable: Problem(error.message))
    }
  }

  public var exists: Bool { access(path, F_OK) == 0 }

  /// Sets a setting, or with nil takes it out; makes the file where there is none.
  ///
  /// - Parameters:
  ///   - value: as people write it.
  ///   - opening: the text of a new file.
  /// - Returns: the document as it is now on disk.
  /// - Throws: ``ConfigurationError`` in one sentence; the file is as it was.
  @discardableResult
  public func write(
    _ setting: Setting, _ value: String?, opening: String = ""
  ) throws(ConfigurationError) -> ConfigurationDocument {
    let text: String
    do {
      let old = try bytesNamingFile()
      if let old, old.count > ConfigurationDocument.largest || !isText(old) {
        throw ConfigurationError(ConfigurationDocument(old).problems.first?.sentence(path: path) ?? path)
      }
      let oldText = old.map { String(decoding: $0, as: UTF8.self) } ?? opening
      if let value {
        text = try ConfigurationText.setting(setting, to: setting.normalized(value), in: oldText)
      } else {
        text = try ConfigurationText.removing(setting, in: oldText)
      }
      if old == nil, value == nil { return ConfigurationDocument() }
    } catch let error as ConfigurationError {
      throw error
    } catch let error as EditError {
      throw ConfigurationError(error.problem.sentence(path: path))
    } catch {
      throw ConfigurationError("\(error)")
    }
    try replace(with: text)
    return ConfigurationDocument(Array(text.utf8))
  }

  /// Makes the file; one that is there stays as it is.
  public func create(_ text: String) throws(ConfigurationError) {
    if exists { throw ConfigurationError("\(path) is there already; “tandem config edit” opens it") }
    try replace(with: text)
  }

  // MARK: Bytes

  private func isText(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

  /// As ``bytes()``, with an error that can stand alone.
  private func bytesNamingFile() throws(ConfigurationError) -> [UInt8]? {
    do {
      return try bytes()
    } catch {
      throw ConfigurationError(Problem(error.message).sentence(path: path))
    }
  }

  /// Nil when there is no file.
  private func bytes() throws(ConfigurationError) -> [UInt8]? {
    // A pipe or device in its place must not stop the program.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw ConfigurationError("it can't be read: \(String(cString: strerror(errno)))")
    }
    defer { close(file) }
    var info = stat()
    guard fstat(file, &info) == 0, info.st_mode & S_IFMT == S_IFREG else {
      let isFolder = info.st_mode & S_IFMT == S_IFDIR
      throw ConfigurationError(isFolder ? "it is a directory; a file is expected there" : "it is no plain file")
    }
    // One byte more than may be, which the document refuses.
    let limit = ConfigurationDocument.largest + 1
    var bytes = [UInt8](repeating: 0, count: min(limit, max(1, Int(info.st_size) + 1)))
    var count = 0
    while count < bytes.count {
      let part = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress! + count, $0.count - count) }
      if part < 0, errno == EINTR { continue }
      guard part >= 0 else { throw ConfigurationError("it can't be read: \(String(cString: strerror(errno)))") }
      if part == 0 { break }
      count += part
    }
    return Array(bytes[..<count])
  }

  /// Through a file beside it that takes its place, where a link leads.
  private func replace(with text: String) throws(ConfigurationError) {
    let target = resolved()
    let folder = target.lastIndex(of: "/").map { String(target[..<$0]) } ?? "."
    try makeFolder(folder)
    func failed(_ what: String) -> ConfigurationError {
      ConfigurationError("\(path) can't be written: \(what): \(String(cString: strerror(errno)))")
    }
    var info = stat()
    // A new one may come to hold a password for mail.
    let mode = stat(target, &info) == 0 ? info.st_mode & 0o7777 : 0o600
    let draft = "\(target).\(getpid()).new"
    let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw failed(draft) }
    var isOpen = true
    defer {
      if isOpen { close(file) }
      unlink(draft)
    }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failed(draft) }
      bytes = bytes.dropFirst(count)
    }
    guard fchmod(file, mode) == 0, fsync(file) == 0 else { throw failed(draft) }
    isOpen = false
    guard close(file) == 0, rename(draft, target) == 0 else { throw failed(target) }
  }

  /// Where a link leads, even one to a file that is not there yet.
  private func resolved() -> String {
    var path = path
    for _ in 0..<16 {
      var target = [CChar](repeating: 0, count: 4_097)
      let count = readlink(path, &target, target.count - 1)
      guard count > 0 else { break }
      let link = String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      path = link.hasPrefix("/") ? link : (path.lastIndex(of: "/").map { String(path[...$0]) } ?? "") + link
    }
    return path
  }

  private func makeFolder(_ folder: String) throws(ConfigurationError) {
    guard access(folder, F_OK) != 0 else { return }
    if let slash = folder.lastIndex(of: "/"), slash != folder.startIndex { try makeFolder(String(folder[..<slash])) }
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      throw ConfigurationError("\(folder) can't be made: \(String(cString: strerror(errno)))")
    }
  }
}

/// Why the configuration couldn't be read or written, in one sentence.
public struct ConfigurationError: Error, Hashable, CustomStringConvertible {
  public let message: String
  public var description: String { message }

  init(_ message: String) { self.message = message }
}
