import Glibc

/// A folder that we write to, held by one publisher at a time.
final class PublishedFolder {
  let path: String
  private let descriptor: Int32

  /// Makes the folder, and those above it, when they are not there.
  init(path: String) throws(FileError) {
    self.path = path
    try Self.make(path)
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path, reason: ChunkedFile.reason(errno)) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .unwritable(path, reason: "another tandem is publishing to it; try again in a moment")
    }
  }

  deinit {
    // Also for whoever was started meanwhile, and has it open until its own program runs.
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  private static func make(_ path: String) throws(FileError) {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw .unwritable(path, reason: "it is a file, and a folder is needed")
      }
      return
    }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex { try make(String(path[..<slash])) }
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw .unwritable(path, reason: ChunkedFile.reason(errno)) }
  }

  func has(_ name: String) -> Bool {
    var status = stat()
    return lstat(place(name), &status) == 0
  }

  /// A file's text; nil when there is none, it is longer than `limit` bytes, or not a regular file.
  func read(_ name: String, limit: Int) -> String? {
    var status = stat()
    guard lstat(place(name), &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit,
      let file = try? ChunkedFile(path: place(name), limit: limit)
    else { return nil }
    var bytes: [UInt8] = []
    var chunk: [UInt8] = []
    repeat {
      guard (try? file.read(into: &chunk)) != nil else { return nil }
      bytes += chunk
    } while !chunk.isEmpty
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Replaces a file in one step: written beside it, then renamed.
  func write(_ text: String, to name: String, through temporary: String) throws(FileError) {
    let new = place(temporary)
    unlink(new)
    let file = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw .unwritable(path, reason: ChunkedFile.reason(errno)) }
    var code: Int32 = 0
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty, code == 0 {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { code = errno }
    }
    if fsync(file) != 0, code == 0 { code = errno }
    if close(file) != 0, code == 0 { code = errno }
    if code == 0, rename(new, place(name)) != 0 { code = errno }
    guard code == 0 else {
      unlink(new)
      throw .unwritable(place(name), reason: ChunkedFile.reason(code))
    }
  }

  func remove(_ name: String) throws(FileError) {
    guard unlink(place(name)) == 0 || errno == ENOENT else {
      throw .unwritable(place(name), reason: ChunkedFile.reason(errno))
    }
  }

  private func place(_ name: String) -> String { path + "/" + name }

  // MARK: The list of our files

  /// The names in the list; none when there is no list.
  ///
  /// - Throws: when the folder is kept for someone else, or another program.
  func list(named list: String, owner: String, domain: String) throws(FileError) -> Set<String> {
    guard let text = read(list, limit: 64 << 20) else { return [] }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let head = lines[0].split(separator: " ", maxSplits: 3).map(String.init)
    guard head.count == 4, head[0] == "tandem", head[1] == "1" else {
      throw .unwritable(
        path, reason: "its \(list) is not of a form that this version knows; publish to another folder")
    }
    guard head[2] == domain, head[3] == owner else {
      let other = head[2] == domain ? (head[3] == "*" ? "the whole program" : head[3]) : "another program"
      throw .unwritable(path, reason: "it is kept for \(other); publish to a folder of its own")
    }
    // A name that leads out of the folder is none of ours.
    return Set(lines.dropFirst().filter { !$0.isEmpty && !$0.contains("/") && !$0.hasPrefix(".") })
  }

  func keepList(_ names: Set<String>, named list: String, owner: String, domain: String) throws(FileError) {
    let text = "tandem 1 \(domain) \(owner)\n" + names.sorted().map { $0 + "\n" }.joined()
    try write(text, to: list, through: list + ".tmp")
  }
}
