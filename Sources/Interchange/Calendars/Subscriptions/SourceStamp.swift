import Glibc

/// What a calendar's files are like, so that they are read again only when they changed.
///
/// Sizes and times of change are asked first, which opens no file; only when these differ are the bytes compared, and
/// only when these differ is the calendar read.
struct SourceStamp: Equatable {
  /// Of each file's path, size and time of change.
  let outside: UInt64
  /// Of all bytes.
  let inside: UInt64

  /// `9f3a…:77c1…`, as a store keeps it.
  var text: String { String(outside, radix: 16) + ":" + String(inside, radix: 16) }

  init(outside: UInt64, inside: UInt64) {
    self.outside = outside
    self.inside = inside
  }

  init?(_ text: String) {
    let parts = text.split(separator: ":")
    guard parts.count == 2, let outside = UInt64(parts[0], radix: 16), let inside = UInt64(parts[1], radix: 16) else {
      return nil
    }
    self.init(outside: outside, inside: inside)
  }

  /// The files of a path, by name: itself, or those of the folder. O(files).
  static func files(of path: String) throws(FileError) -> [String] {
    guard VdirFolder.isFolder(path) else { return [path] }
    return try VdirFolder(path: path).files
  }

  /// O(files).
  ///
  /// - Throws: ``FileError`` when one can't be asked about.
  static func outside(of files: [String]) throws(FileError) -> UInt64 {
    var hash = Hash()
    for file in files {
      var status = stat()
      guard stat(file, &status) == 0 else {
        let code = errno
        throw code == ENOENT || code == ENOTDIR ? .missing(file) : .unreadable(file, reason: ChunkedFile.reason(code))
      }
      hash.add(Array(file.utf8))
      for number in [Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec] {
        withUnsafeBytes(of: Int64(number).littleEndian) { hash.add(Array($0)) }
      }
    }
    return hash.value
  }

  /// O(bytes).
  static func inside(of files: [String]) throws(FileError) -> UInt64 {
    var hash = Hash()
    var chunk: [UInt8] = []
    for file in files {
      let reader = try ChunkedFile(path: file, limit: CalendarReader.largestFile)
      repeat {
        try reader.read(into: &chunk)
        hash.add(chunk)
      } while !chunk.isEmpty
      hash.add([0])
    }
    return hash.value
  }

  /// FNV-1a over eight bytes at a time: tells versions apart, guards against nothing.
  private struct Hash {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ bytes: [UInt8]) {
      bytes.withUnsafeBytes { raw in
        var position = 0
        var value = value
        while position + 8 <= raw.count {
          value = (value ^ raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)) &* 0x100_0000_01b3
          value ^= value >> 29
          position += 8
        }
        while position < raw.count {
          value = (value ^ UInt64(raw[position])) &* 0x100_0000_01b3
          position += 1
        }
        self.value = value
      }
    }
  }
}
