import Recurrence
import Scheduling

/// A VTIMEZONE as zone rules (RFC 5545, 3.6.5).
struct ZoneDefinition {
  /// Changes of one part; a zone of two changes a year has 480 until its rules repeat.
  private static let mostOnsets = 5_000

  /// More than any zone has had changes of law.
  static let mostParts = 100

  let rules: ZoneRules

  /// - Throws: ``ComponentError`` that says why the component defines no zone that can be used.
  init(_ raw: RawComponent, name: String) throws(ComponentError) {
    func fault(_ reason: String) -> ComponentError { ComponentError(line: raw.line, reason: reason) }
    if let fault = raw.fault { throw ComponentError(line: fault.line, reason: fault.reason) }
    guard !raw.parts.isEmpty else { throw fault("it has no STANDARD or DAYLIGHT part") }
    guard raw.parts.count <= Self.mostParts else { throw fault("it has more than \(Self.mostParts) parts") }
    var changes: [(at: Instant, kind: ZoneRules.Kind)] = []
    var earliest: (at: Instant, from: Int)?
    for part in 1...raw.parts.count {
      guard let observance = Observance(raw, part) else {
        throw fault("a part has no TZOFFSETFROM, TZOFFSETTO, DTSTART or RDATE that can be read")
      }
      guard let onsets = observance.onsets(mostOnsets: Self.mostOnsets), let first = onsets.first,
        changes.count + onsets.count <= 20_000
      else { throw fault("its clocks change more than \(Self.mostOnsets) times, or by a rule that can't be read") }
      changes += onsets.map { ($0, observance.kind) }
      if earliest.map({ first < $0.at }) ?? true { earliest = (first, observance.from) }
    }
    guard let earliest else { throw fault("its clocks never change") }
    changes.sort { $0.at < $1.at }
    var distinct: [(at: Instant, kind: ZoneRules.Kind)] = []
    for change in changes {
      if let last = distinct.last, last.at == change.at { distinct.removeLast() }
      distinct.append(change)
    }
    let before = ZoneRules.Kind(offset: earliest.from, abbreviation: name, isDaylight: false)
    rules = ZoneRules(name: name, before: before, changes: distinct)
  }
}

/// A STANDARD or DAYLIGHT part of a VTIMEZONE.
private struct Observance {
  /// Seconds east of UTC before each onset.
  let from: Int
  let kind: ZoneRules.Kind
  let start: CivilDateTime
  /// RDATEs.
  let dates: [CalendarTime]
  let rule: String?

  init?(_ raw: RawComponent, _ part: Int) {
    guard let from = raw.first(.offsetFrom, part: part).flatMap({ Self.offset(raw.value($0)) }),
      let to = raw.first(.offsetTo, part: part).flatMap({ Self.offset(raw.value($0)) }),
      let startLine = raw.first(.start, part: part), case .floating(let start)? = CalendarTime(raw.dates(startLine))
    else { return nil }
    self.from = from
    self.start = start
    let name = raw.first(.zoneName, part: part).map { raw.valueText($0).trimmed } ?? ""
    kind = ZoneRules.Kind(offset: to, abbreviation: String(name.prefix(40)), isDaylight: raw.parts[part - 1])
    rule = raw.first(.rule, part: part).map { raw.valueText($0).trimmed }
    var dates: [CalendarTime] = []
    for line in raw.lines where line.part == part && line.property == .dates {
      for text in raw.dates(line).split(separator: UInt8(ascii: ",")) {
        guard let date = CalendarTime(text) else { return nil }
        dates.append(date)
      }
    }
    self.dates = dates
  }

  /// When it begins each time, ascending; onsets are written in the time before the change. Nil when there are more than
  /// `mostOnsets`, or its rule can't be read.
  func onsets(mostOnsets: Int) -> [Instant]? {
    let zone = ZoneRules(name: "onset", fixedOffset: from, abbreviation: "")
    var onsets = [zone.instant(of: start)]
    guard dates.count < mostOnsets else { return nil }
    for date in dates {
      switch date {
      case .floating(let civil), .zoned(let civil, _): onsets.append(zone.instant(of: civil))
      case .utc(let instant): onsets.append(instant)
      case .date(let day): onsets.append(zone.startOfDay(day))
      }
    }
    if let rule {
      // Zone rules hold changes through 2437, and repeat from there; many begin in 1601, which nobody's calendar needs.
      guard let rule = try? RecurrenceRule(rule),
        let end = CivilDateTime(year: 2438, month: 1, day: 1, hour: 0, minute: 0), start < end
      else { return nil }
      let begin = max(start, CivilDateTime(reading: 0))
      let found = rule.readings(from: start, zone: zone, in: begin..<end, limit: mostOnsets)
      guard !found.isCut else { return nil }
      onsets += found.readings.map { zone.instant(of: $0) }
    }
    return onsets.sorted()
  }

  /// `+0100`, `-0330`, `+001730`; nil for anything else.
  private static func offset(_ text: ArraySlice<UInt8>) -> Int? {
    let text = String(decoding: text, as: UTF8.self).trimmed
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst()
    guard [4, 6].contains(digits.utf8.count), digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }),
      let number = Int(digits)
    else { return nil }
    let value = digits.utf8.count == 4 ? number * 100 : number
    let (hours, minutes, seconds) = (value / 10_000, value / 100 % 100, value % 100)
    guard hours < 24, minutes < 60, seconds < 60 else { return nil }
    return (sign == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60 + seconds)
  }
}
