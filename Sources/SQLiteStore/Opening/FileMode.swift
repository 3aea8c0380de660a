import Glibc

/// Who may read and write a file: what is made of it must not be open to more.
public struct FileMode: Sendable {
  /// For its owner alone.
  public static let own = FileMode(bits: 0o600)

  private let bits: mode_t

  private init(bits: mode_t) { self.bits = bits }

  /// Nil where there is no file.
  public init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    bits = status.st_mode & 0o666
  }

  /// Makes an empty file; one that is there stays as it is.
  public func makeFile(_ path: String) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    fchmod(file, bits)
    close(file)
  }
}
