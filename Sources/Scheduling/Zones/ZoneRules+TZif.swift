/// Why bytes are not a usable time zone file.
public enum ZoneFileError: Error, Hashable, Sendable, CustomStringConvertible {
  case notTZif
  case truncated
  case damaged(String)

  public var description: String {
    switch self {
    case .notTZif: "not a time zone file (it does not begin with “TZif”)"
    case .truncated: "the time zone file ends too early"
    case .damaged(let what): "the time zone file is damaged: \(what)"
    }
  }
}

extension ZoneRules {
  /// Reads a TZif file, versions 1 to 4 (RFC 8536 and its successor RFC 9636), and tabulates its footer's rule.
  ///
  /// - Throws: ``ZoneFileError``.
  public init(name: String, tzif bytes: [UInt8]) throws(ZoneFileError) {
    var reader = TZifReader(bytes: bytes)
    var header = try reader.header()
    let hasWideBlock = header.version >= 2
    if hasWideBlock {
      // Version 1's 32-bit block comes first, and says nothing that the 64-bit one doesn't.
      try reader.skip(header.size(timeBytes: 4))
      header = try reader.header()
    }
    var block = try reader.block(header, timeBytes: hasWideBlock ? 8 : 4)
    if hasWideBlock, let footer = try reader.footer(), let rule = PosixZoneRule(footer) {
      block.extend(with: rule)
    }
    self.init(
      name: name, transitions: block.transitions, kindIndices: block.indices, kinds: block.kinds,
      // Times before the first transition use the first kind (RFC 8536, 3.2).
      firstKind: 0)
  }
}

private struct TZifReader {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  struct Header {
    var version: UInt8
    var utcIndicators, standardIndicators, leapSeconds, transitions, kinds, characters: Int

    func size(timeBytes: Int) -> Int {
      transitions * (timeBytes + 1) + kinds * 6 + characters + leapSeconds * (timeBytes + 4)
        + standardIndicators + utcIndicators
    }
  }

  struct Block {
    var transitions: [Int64]
    var indices: [UInt8]
    var kinds: [ZoneRules.Kind]

    /// Adds the changes of `rule` after the last transition, through 2437.
    mutating func extend(with rule: PosixZoneRule) {
      guard let standard = index(of: rule.standard) else { return }
      guard let daylight = rule.daylight, let saving = index(of: daylight.kind) else { return }
      let last = transitions.last ?? Int64.min
      let firstYear = transitions.isEmpty ? 1900 : max(1900, CivilDateTime(reading: last).date.year)
      for year in stride(from: firstYear, through: 2437, by: 1) {
        let starts = daylight.start.reading(inYear: year) - Int64(rule.standard.offset)
        let ends = daylight.end.reading(inYear: year) - Int64(daylight.kind.offset)
        let changes = starts < ends ? [(starts, saving), (ends, standard)] : [(ends, standard), (starts, saving)]
        for (at, kind) in changes where at > last {
          // Permanent daylight-saving time is written as an end that meets the next start (RFC 8536, 3.3.1).
          if let previous = transitions.last, at <= previous { continue }
          transitions.append(at)
          indices.append(kind)
        }
      }
    }

    private mutating func index(of kind: ZoneRules.Kind) -> UInt8? {
      if let known = kinds.firstIndex(of: kind) { return UInt8(known) }
      guard kinds.count < 256 else { return nil }
      kinds.append(kind)
      return UInt8(kinds.count - 1)
    }
  }

  mutating func skip(_ count: Int) throws(ZoneFileError) {
    guard count >= 0, bytes.count - position >= count else { throw .truncated }
    position += count
  }

  mutating func integer(_ width: Int) throws(ZoneFileError) -> Int64 {
    let begin = position
    try skip(width)
    var value = UInt64(0)
    for byte in bytes[begin..<position] { value = value << 8 | UInt64(byte) }
    let unused = UInt64(64 - width * 8)
    return Int64(bitPattern: value << unused) >> Int64(unused)
  }

  mutating func header() throws(ZoneFileError) -> Header {
    guard bytes.count - position >= 44 else { throw position == 0 ? .notTZif : .truncated }
    guard Array(bytes[position..<position + 4]) == Array("TZif".utf8) else { throw .notTZif }
    let version = bytes[position + 4]
    position += 20
    var counts: [Int] = []
    for _ in 0..<6 {
      let count = try integer(4)
      guard count >= 0 else { throw .damaged("a count is negative") }
      counts.append(Int(count))
    }
    return Header(
      version: version >= 0x32 ? version - 0x30 : 1, utcIndicators: counts[0], standardIndicators: counts[1],
      leapSeconds: counts[2], transitions: counts[3], kinds: counts[4], characters: counts[5])
  }

  mutating func block(_ header: Header, timeBytes: Int) throws(ZoneFileError) -> Block {
    guard bytes.count - position >= header.size(timeBytes: timeBytes) else { throw .truncated }
    guard (1...256).contains(header.kinds) else { throw .damaged("it has \(header.kinds) kinds of local time") }
    var transitions: [Int64] = []
    for _ in 0..<header.transitions { transitions.append(try integer(timeBytes)) }
    let indices = Array(bytes[position..<position + header.transitions])
    try skip(header.transitions)
    var raw: [(offset: Int, isDaylight: Bool, name: Int)] = []
    for _ in 0..<header.kinds {
      let offset = try integer(4)
      let isDaylight = try integer(1) != 0
      let name = Int(UInt8(truncatingIfNeeded: try integer(1)))
      raw.append((Int(offset), isDaylight, name))
    }
    let characters = bytes[position..<position + header.characters]
    try skip(header.size(timeBytes: timeBytes) - header.transitions * (timeBytes + 1) - header.kinds * 6)
    guard zip(transitions, transitions.dropFirst()).allSatisfy(<) else {
      throw .damaged("its changes are not in order")
    }
    guard transitions.allSatisfy({ $0.magnitude <= 1 << 59 }) else {
      throw .damaged("a change lies before the big bang or after any calendar")
    }
    guard indices.allSatisfy({ Int($0) < raw.count }) else { throw .damaged("a change names no kind") }
    let kinds = raw.map { kind in
      let name = characters.dropFirst(kind.name).prefix { $0 != 0 }
      return ZoneRules.Kind(
        offset: kind.offset, abbreviation: String(decoding: name, as: UTF8.self), isDaylight: kind.isDaylight)
    }
    return Block(transitions: transitions, indices: indices, kinds: kinds)
  }

  /// The text between the two newlines at the file's end; nil when it is empty.
  mutating func footer() throws(ZoneFileError) -> String? {
    guard position < bytes.count, bytes[position] == 10 else { throw .truncated }
    let text = bytes[(position + 1)...].prefix { $0 != 10 }
    return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
  }
}
