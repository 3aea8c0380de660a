/// Damages bytes the way bad programs, bad disks and bad people do.
enum Mutation {
  private static let pieces: [[UInt8]] = [
    [0], [0xFF], [0xC3], [13], [10], [13, 10], [9], [34], [44], [58], [59], [92], [0xEF, 0xBB, 0xBF],
    [0xE2, 0x80, 0xA8],
    [0xCC, 0x81], Array("BEGIN:VEVENT\r\n".utf8), Array("END:VEVENT\r\n".utf8), Array("BEGIN:VALARM\r\n".utf8),
    Array("99999999999999999999".utf8), Array("-1".utf8), Array("T".utf8), Array("\r\n ".utf8),
  ]

  /// One to six changes: bytes replaced, taken away, doubled, moved, pieces put in, the end cut off.
  static func applied(to bytes: [UInt8], using random: inout some RandomNumberGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
      switch Int.random(in: 0..<7, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.removeSubrange(place..<end)
      case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 3: bytes.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &random)], at: place)
      case 4: bytes.removeSubrange(place...)
      case 5:
        let piece = Array(bytes[place..<end])
        bytes.removeSubrange(place..<end)
        bytes.insert(contentsOf: piece, at: Int.random(in: 0...bytes.count, using: &random))
      default: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      }
    }
    return bytes
  }
}
