import CLibical
import Recurrence
import Scheduling

/// A time as a calendar writes it.
enum CalendarTime: Hashable {
  case date(CivilDate)
  /// Read in the person's own zone.
  case floating(CivilDateTime)
  case utc(Instant)
  case zoned(CivilDateTime, zone: String)

  /// Reads `20261125`, `20261125T143000` or `20261125T133000Z`; nil for anything else.
  init?(_ text: some Collection<UInt8>, zone: String? = nil) {
    guard Self.isWellFormed(text) else { return nil }
    var time = icaltime_null_time()
    let terminated = text.map { CChar(bitPattern: $0) } + [0]
    Libical.exclusively { time = icaltime_from_string(terminated) }
    self.init(time, zone: zone)
  }

  /// Nil when there is no such day or time, as libical doesn't check; 60 seconds are a leap second and read as 59.
  init?(_ time: icaltimetype, zone: String?) {
    guard let date = CivilDate(year: Int(time.year), month: Int(time.month), day: Int(time.day)), time.year >= 1 else {
      return nil
    }
    guard time.is_date == 0 else {
      self = .date(date)
      return
    }
    guard
      let clock = CivilTime(hour: Int(time.hour), minute: Int(time.minute), second: min(Int(time.second), 59)),
      time.second <= 60
    else { return nil }
    let civil = CivilDateTime(date, clock)
    if icaltime_is_utc(time) != 0 {
      self = .utc(Instant(seconds: civil.reading))
    } else if let zone {
      self = .zoned(civil, zone: zone)
    } else {
      self = .floating(civil)
    }
  }

  /// Whether the text is a date, a time or a UTC time as RFC 5545 3.3.4 and 3.3.5 write it; libical also takes shorter
  /// numbers.
  static func isWellFormed(_ text: some Collection<UInt8>) -> Bool {
    guard text.count == 8 || text.count == 15 || text.count == 16 else { return false }
    for (position, byte) in text.enumerated() {
      switch position {
      case 8: guard byte == UInt8(ascii: "T") else { return false }
      case 15: guard byte == UInt8(ascii: "Z") else { return false }
      default: guard byte >= 48 && byte <= 57 else { return false }
      }
    }
    return true
  }
}

// How an event's length is written.
extension Extent {
  /// Whether the text is a duration as RFC 5545 3.3.6 writes it, weeks and days together allowed; libical takes units in
  /// any order, and none at all.
  static func isWellFormed(_ text: some Collection<UInt8>) -> Bool {
    var rest = text.drop { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
    guard text.count - rest.count <= 1, rest.first == UInt8(ascii: "P") else { return false }
    rest = rest.dropFirst()
    var numbers = 0
    var units = Array("WDTHMS".utf8)[...]
    while let byte = rest.first {
      let digits = rest.prefix { $0 >= 48 && $0 <= 57 }
      rest = rest.dropFirst(digits.count)
      // A T stands alone before hours, minutes and seconds.
      guard digits.isEmpty == (byte == UInt8(ascii: "T")), digits.count <= 9, let unit = rest.first,
        let position = units.firstIndex(of: unit), position < 3 || !units.contains(UInt8(ascii: "T"))
      else { return false }
      units = units[(position + 1)...]
      rest = rest.dropFirst()
      if !digits.isEmpty { numbers += 1 }
    }
    return numbers > 0
  }
}
