import Glibc

/// Cuts chunks of bytes into physical lines, numbered from 1; line ends are CRLF or LF.
///
/// Of a line beyond ``longestLine`` only the beginning is kept, so memory stays bounded. O(bytes).
struct LineScanner {
  /// Bytes.
  static let longestLine = 1 << 20

  /// One physical line without its end; valid during the call only.
  struct Line {
    var bytes: UnsafeRawBufferPointer
    var number: Int
    /// Whether the rest was dropped.
    var isCut: Bool
  }

  private var partial: [UInt8] = []
  private var isCut = false
  private var number = 1

  /// Hands on each line that the chunk completes.
  mutating func feed(_ chunk: [UInt8], _ take: (Line) throws -> Void) rethrows {
    try chunk.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while let first = rest.first.map({ _ in rest.startIndex }) {
        let piece = UnsafeRawBufferPointer(rebasing: rest)
        guard let base = piece.baseAddress, let end = memchr(base, 10, piece.count) else {
          keep(piece)
          return
        }
        let length = UnsafeRawPointer(end) - base
        let line = UnsafeRawBufferPointer(rebasing: piece[..<length])
        if partial.isEmpty && !isCut {
          try hand(line, take)
        } else {
          keep(line)
          try handPartial(take)
        }
        rest = bytes[(first + length + 1)...]
      }
    }
  }

  /// Hands on a last line without an end.
  mutating func finish(_ take: (Line) throws -> Void) rethrows {
    if !partial.isEmpty { try handPartial(take) }
  }

  private mutating func keep(_ piece: UnsafeRawBufferPointer) {
    let room = Self.longestLine - partial.count
    partial.append(contentsOf: piece.prefix(room))
    if piece.count > room { isCut = true }
  }

  private mutating func handPartial(_ take: (Line) throws -> Void) rethrows {
    let whole = partial
    partial.removeAll(keepingCapacity: whole.count < 4_096)
    try whole.withUnsafeBytes { try hand($0, take) }
    isCut = false
  }

  private mutating func hand(_ bytes: UnsafeRawBufferPointer, _ take: (Line) throws -> Void) rethrows {
    var line = bytes
    if line.last == 13 { line = UnsafeRawBufferPointer(rebasing: line.dropLast()) }
    let isCut = isCut || line.count > Self.longestLine
    if isCut { line = UnsafeRawBufferPointer(rebasing: line.prefix(Self.longestLine)) }
    try take(Line(bytes: line, number: number, isCut: isCut))
    number += 1
  }
}
