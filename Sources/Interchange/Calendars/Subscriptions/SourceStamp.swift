import Glibc

/// What a calendar's files are like, so that they are read again only when they changed.
///
/// Sizes and times of change are asked first, which opens no file; only when these differ are the bytes compared, and
/// only when these differ is the calendar read.
struct SourceStamp: Equatable {
  /// Of each file's path, size and time of change, of the paths at which there is none, and of where links lead on the way.
  let outside: UInt64
  /// Of all bytes, and of these paths.
  let inside: UInt64
  /// Whether it is one file; false for a folder, and where that was not kept yet.
  let isFile: Bool
  /// Which of them could not be read, and why, in a sentence; nil when all was read.
  let fault: String?
  /// How many events were skipped as broken, which is told until they are not.
  let skipped: Int

  /// `9f3a….:77c1…+2`, as a store keeps it: the period says that it is a file, behind is what was skipped, if anything was, and
  /// the fault.
  var text: String {
    String(outside, radix: 16) + (isFile ? "." : "") + ":" + String(inside, radix: 16)
      + (skipped > 0 ? "+\(skipped)" : "") + (fault.map { ":\($0)" } ?? "")
  }

  init(outside: UInt64, inside: UInt64, isFile: Bool, fault: String? = nil, skipped: Int = 0) {
    self.outside = outside
    self.inside = inside
    self.isFile = isFile
    self.fault = fault
    self.skipped = skipped
  }

  init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 2)
    guard parts.count >= 2 else { return nil }
    let isFile = parts[0].last == "."
    guard let outside = UInt64(isFile ? parts[0].dropLast() : parts[0], radix: 16) else { return nil }
    let numbers = parts[1].split(separator: "+", maxSplits: 1)
    guard let first = numbers.first, let inside = UInt64(first, radix: 16) else { return nil }
    self.init(
      outside: outside, inside: inside, isFile: isFile, fault: parts.count > 2 ? String(parts[2]) : nil,
      skipped: numbers.count > 1 ? Int(numbers[1]) ?? 0 : 0)
  }

  /// Whether there is a file or folder that gives the same when it is read again, unlike a pipe or a device; true also
  /// for what is not there.
  static func isLasting(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return true }
    return status.st_mode & S_IFMT == S_IFREG || status.st_mode & S_IFMT == S_IFDIR
  }

  /// What there is to say of one that is not.
  static func fleeting(_ path: String) -> FileError {
    .unreadable(path, reason: "it is no file or folder that could be read again; “import busy” reads it once")
  }

  /// The number of a file of a folder, by its path in it; never 0. See `BusyBlock.file`.
  static func number(of name: String) -> Int64 {
    var hash = Hash()
    hash.add(Array(name.utf8))
    return hash.value == 0 ? 1 : Int64(bitPattern: hash.value)
  }

  /// O(files).
  ///
  /// - Throws: ``FileError`` when one can't be asked about; of a folder one may go away at any time.
  static func outside(of files: SourceFiles) throws(FileError) -> UInt64 {
    var hash = Hash()
    // A copy may have the other's size and time of change.
    if let place = files.place { hash.add(Array(place.utf8)) }
    for fault in files.faults { hash.add(Array(fault.utf8)) }
    for file in files.paths {
      var status = stat()
      guard stat(file, &status) == 0 else {
        let code = errno
        if files.isFolder, code == ENOENT { continue }
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
  ///
  /// - Throws: ``FileError`` when a file that is alone can't be read; one among others counts as it is.
  static func inside(of files: SourceFiles) throws(FileError) -> UInt64 {
    var hash = Hash()
    for fault in files.faults { hash.add(Array(fault.utf8)) }
    for file in files.paths {
      do {
        hash.add(try inside(of: file))
      } catch {
        guard files.paths.count > 1 else { throw error }
        hash.add(UInt64(0))
      }
    }
    return hash.value
  }

  private static func inside(of file: String) throws(FileError) -> UInt64 {
    // Waiting for who writes into a pipe would have no end.
    guard isLasting(file) else { throw fleeting(file) }
    var hash = Hash()
    var chunk: [UInt8] = []
    let reader = try ChunkedFile(path: file, limit: CalendarReader.largestFile)
    repeat {
      try reader.read(into: &chunk)
      hash.add(chunk)
    } while !chunk.isEmpty
    return hash.value
  }

  /// The bytes of files while they are read for something else; comes to what ``SourceStamp/inside(of:)`` does.
  struct Contents {
    private var hash = Hash()
    private var file = Hash()
    private(set) var files = 0

    var value: UInt64 { hash.value }

    mutating func add(_ chunk: [UInt8]) { file.add(chunk) }

    /// All faults come before the first file.
    mutating func add(fault path: String) { hash.add(Array(path.utf8)) }

    mutating func endFile() {
      hash.add(file.value)
      file = Hash()
      files += 1
    }

    /// A file whose reading was given up counts with all that is in it nevertheless.
    mutating func endFile(givenUp path: String) {
      hash.add((try? SourceStamp.inside(of: path)) ?? 0)
      file = Hash()
      files += 1
    }
  }

  /// FNV-1a over eight bytes at a time: tells versions apart, guards against nothing.
  private struct Hash {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ word: UInt64) {
      value = (value ^ word) &* 0x100_0000_01b3
      value ^= value >> 29
    }

    mutating func add(_ bytes: [UInt8]) {
      bytes.withUnsafeBytes { raw in
        var position = 0
        while position + 8 <= raw.count {
          add(raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
          position += 8
        }
        while position < raw.count {
          value = (value ^ UInt64(raw[position])) &* 0x100_0000_01b3
          position += 1
        }
      }
    }
  }
}
