/// A time zone as a value: the instants at which its offset from UTC changes, sorted, and the offset after each.
///
/// Built from a TZif file's bytes (RFC 8536) or from parts; holds transitions through the year 2437, and maps later
/// instants back by whole 400-year Gregorian cycles, after which dates fall on the same weekdays.
///
/// Look-ups are O(log *n*) in the number of transitions, a few hundred for most zones.
public struct ZoneRules: Sendable {
  /// The IANA name, such as `Europe/Berlin`.
  public let name: String
  /// The place that it is named after: `New York` of `America/New_York`.
  public let city: String

  /// Sorted, in seconds since 1970.
  let transitions: [Int64]
  /// Index into `kinds` that is in force from the transition at the same position on.
  let kindIndices: [UInt8]
  let kinds: [Kind]
  /// In force before the first transition.
  let firstKind: UInt8

  /// One of the readings a zone's clocks can show.
  public struct Kind: Hashable, Sendable {
    /// Seconds east of UTC.
    public let offset: Int
    /// `CET`, `EST`, `+03`.
    public let abbreviation: String
    /// Whether the zone calls it daylight-saving time.
    public let isDaylight: Bool

    public init(offset: Int, abbreviation: String, isDaylight: Bool) {
      self.offset = offset
      self.abbreviation = abbreviation
      self.isDaylight = isDaylight
    }
  }

  /// - Precondition: as many transitions as indices, transitions ascending, every index within `kinds`.
  init(name: String, transitions: [Int64], kindIndices: [UInt8], kinds: [Kind], firstKind: UInt8) {
    precondition(transitions.count == kindIndices.count)
    precondition(Int(firstKind) < kinds.count && kindIndices.allSatisfy { Int($0) < kinds.count })
    self.name = name
    city = Self.city(of: name)
    self.transitions = transitions
    self.kindIndices = kindIndices
    self.kinds = kinds
    self.firstKind = firstKind
  }

  private static func city(of name: String) -> String {
    name.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(name[name.index(after: $0)...].replacing("_", with: " ")) }
      ?? name
  }

  /// A zone whose clocks never change.
  public init(name: String, fixedOffset: Int, abbreviation: String) {
    self.init(
      name: name, transitions: [], kindIndices: [],
      kinds: [Kind(offset: fixedOffset, abbreviation: abbreviation, isDaylight: false)], firstKind: 0)
  }

  /// A zone of given changes: `(instant, kind from then on)`, ascending. Serves calendars that define their own zones.
  public init(name: String, before first: Kind, changes: [(at: Instant, kind: Kind)]) {
    var kinds = [first]
    var indices: [UInt8] = []
    for change in changes {
      if let known = kinds.firstIndex(of: change.kind) {
        indices.append(UInt8(known))
      } else {
        // 256 distinct readings are more than any zone has had; further ones keep the last.
        if kinds.count < 256 { kinds.append(change.kind) }
        indices.append(UInt8(kinds.count - 1))
      }
    }
    self.init(
      name: name, transitions: changes.map(\.at.seconds), kindIndices: indices, kinds: kinds, firstKind: 0)
  }

  public static let utc = ZoneRules(name: "UTC", fixedOffset: 0, abbreviation: "UTC")
}

extension ZoneRules: Equatable {
  /// Same name: two readings of one zone's file are one zone.
  public static func == (left: ZoneRules, right: ZoneRules) -> Bool { left.name == right.name }
}

extension ZoneRules: CustomStringConvertible {
  public var description: String { name }
}
