import Glibc

/// Which file lies at a path. What is open stays open when it is moved or replaced, and is then somewhere else, or nowhere.
public struct FileIdentity: Equatable, Sendable {
  private let device: dev_t
  private let number: ino_t

  /// Nil where there is none. One system call.
  public init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    (device, number) = (status.st_dev, status.st_ino)
  }
}
