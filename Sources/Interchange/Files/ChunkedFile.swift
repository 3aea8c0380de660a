import Glibc

/// A file read front to back in chunks, so that its size never decides how much memory is used.
final class ChunkedFile {
  static let chunkSize = 256 << 10

  let path: String
  /// As its folder tells; 0 for pipes and devices.
  let size: Int
  private let descriptor: Int32
  private let limit: Int
  private(set) var bytesRead = 0

  /// - Parameters:
  ///   - path: `-` is standard input.
  ///   - limit: bytes; reading beyond it throws.
  init(path: String, limit: Int) throws(FileError) {
    self.path = path
    self.limit = limit
    descriptor = open(path == "-" ? "/dev/stdin" : path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let code = errno
      throw code == ENOENT || code == ENOTDIR ? .missing(path) : .unreadable(path, reason: Self.reason(code))
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw .unreadable(path, reason: Self.reason(code))
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      close(descriptor)
      throw .isFolder(path)
    }
    size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
    guard size <= limit else {
      close(descriptor)
      throw .tooLarge(path, limit: limit)
    }
  }

  deinit { close(descriptor) }

  /// Fills `chunk` with the next bytes, at most ``chunkSize``; an empty chunk is the end.
  func read(into chunk: inout [UInt8]) throws(FileError) {
    var code: Int32 = 0
    // No more room than what is left needs: a folder holds a hundred thousand small files, and memory for each large
    // chunk would be asked of the kernel.
    let room = size > 0 ? min(Self.chunkSize, max(4_096, size - bytesRead + 1)) : Self.chunkSize
    chunk = Array(unsafeUninitializedCapacity: room) { buffer, count in
      var got = -1
      repeat { got = Glibc.read(descriptor, buffer.baseAddress, room) } while got < 0 && errno == EINTR
      code = got < 0 ? errno : 0
      count = max(0, got)
    }
    guard code == 0 else { throw .unreadable(path, reason: Self.reason(code)) }
    bytesRead += chunk.count
    guard bytesRead <= limit else { throw .tooLarge(path, limit: limit) }
  }

  static func reason(_ code: Int32) -> String {
    switch code {
    case EACCES: "permission denied"
    case ELOOP: "its symbolic links go in a circle"
    case ENAMETOOLONG: "the path is too long"
    case EISDIR: "it is a folder"
    default: String(cString: strerror(code))
    }
  }
}

extension ChunkedFile {
  /// Bytes of a regular file; 0 for anything else.
  static func size(of path: String) -> Int {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
    return Int(status.st_size)
  }
}
