import Glibc

/// A folder that is there for one test and gone afterwards.
public final class TemporaryFolder: Sendable {
  public let path: String

  public init() {
    // The system puts letters of its own in place of each X.
    var template = Array("/tmp/tandem-test-XXXXXX".utf8CString)
    _ = mkdtemp(&template)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { Self.remove(path) }

  public func file(_ name: String) -> String { "\(path)/\(name)" }

  public func write(_ text: String, to name: String) { write(Array(text.utf8), to: name) }

  public func write(_ bytes: [UInt8], to name: String) {
    guard let handle = fopen(file(name), "wb") else { return }
    fwrite(bytes, 1, bytes.count, handle)
    fclose(handle)
  }

  private static func remove(_ path: String) {
    // What a link leads to is not ours.
    var status = stat()
    let isFolder = lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    if isFolder, let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { remove("\(path)/\(name)") }
      }
      closedir(folder)
    }
    Glibc.remove(path)
  }
}
