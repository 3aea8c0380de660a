public import Scheduling

/// Writes instants as people read them, in one zone: `Wed 25 Nov 14:30–15:30 CET`.
///
/// The year is written only where it differs from now's.
public struct TimeWording: Sendable {
  public enum Clock: Sendable, Hashable {
    case hours24, hours12
  }

  public let zone: ZoneRules
  public let now: Instant
  public let clock: Clock

  public init(zone: ZoneRules, now: Instant, clock: Clock = .hours24) {
    self.zone = zone
    self.now = now
    self.clock = clock
  }

  /// `14:30`, or `2:30 pm`.
  public func time(_ time: CivilTime) -> String {
    switch clock {
    case .hours24:
      // As bytes: a week is full of clocks.
      return String(unsafeUninitializedCapacity: 5) { bytes in
        for (place, number) in [(0, time.hour), (3, time.minute)] {
          bytes[place] = 48 + UInt8(number / 10)
          bytes[place + 1] = 48 + UInt8(number % 10)
        }
        bytes[2] = UInt8(ascii: ":")
        return 5
      }
    case .hours12:
      let hour = time.hour % 12 == 0 ? 12 : time.hour % 12
      return "\(hour):\(Self.twoDigits(time.minute)) \(time.hour < 12 ? "am" : "pm")"
    }
  }

  /// `14`, or `2`: where hours stand in a row, each two columns wide at most.
  ///
  /// - Parameter hour: 0 to 24.
  public func hourMark(_ hour: Int) -> String {
    switch clock {
    case .hours24: Self.twoDigits(hour)
    case .hours12: "\(hour % 12 == 0 ? 12 : hour % 12)"
    }
  }

  /// `2:30 pm` as `2:30p`, for where columns are few.
  public static func narrow(_ time: String) -> String {
    time.hasSuffix("m") ? time.dropLast(3) + String(time.suffix(2).prefix(1)) : time
  }

  /// `14:30` in this zone.
  public func time(_ instant: Instant) -> String { time(zone.civil(at: instant).time) }

  /// `Wed 25 Nov`, with the year where it isn't this one's: `Wed 25 Nov 2027`.
  public func day(_ date: CivilDate) -> String {
    date.year == zone.date(at: now).year ? Self.yearless(date) : Self.dated(date)
  }

  private static func yearless(_ date: CivilDate) -> String {
    let (_, month, day) = date.fields
    return "\(date.weekday.shortName) \(day) \(months[month - 1])"
  }

  private static func dated(_ date: CivilDate) -> String { "\(yearless(date)) \(date.year)" }

  /// `Mon 3 Aug to Fri 18 Dec`; both with their years where these differ, for a term that may be longer than one.
  public func days(_ first: Instant, to last: Instant) -> String {
    let (first, last) = (zone.date(at: first), zone.date(at: last))
    return first.year == last.year
      ? "\(day(first)) to \(day(last))" : "\(Self.dated(first)) to \(Self.dated(last))"
  }

  public func day(_ instant: Instant) -> String { day(zone.date(at: instant)) }

  /// `Wed 25 Nov 14:30`.
  public func moment(_ instant: Instant) -> String { "\(day(instant)) \(time(instant))" }

  /// `Wed 6 Jan 14:30`: without its year also in another one, where the day can be no other for half a year around.
  public func momentInBrief(_ instant: Instant, hasWeekday: Bool = true) -> String {
    let date = zone.date(at: instant)
    let day = abs(date - zone.date(at: now)) < 183 ? Self.yearless(date) : day(date)
    return "\(hasWeekday ? day : String(day.dropFirst(4))) \(time(instant))"
  }

  /// `Wed 25 Nov 14:30 CET`.
  public func momentWithZone(_ instant: Instant) -> String { "\(moment(instant)) \(abbreviation(at: instant))" }

  /// As ``momentWithZone(_:)``, with the seconds where there are some: `Wed 25 Nov 14:30:01 CET`.
  public func momentToTheSecond(_ instant: Instant) -> String {
    let seconds = zone.civil(at: instant).time.second
    guard seconds != 0 else { return momentWithZone(instant) }
    var clock = time(instant).split(separator: " ").map(String.init)
    clock[0] += ":" + Self.twoDigits(seconds)
    return "\(day(instant)) \(clock.joined(separator: " ")) \(abbreviation(at: instant))"
  }

  /// `14:30–15:30`; an end on another day is written with it: `23:30–Thu 26 Nov 00:30`.
  ///
  /// Where the day's clocks change in between, each has its zone, for an hour seems to take none or two:
  /// `02:30 CEST–02:30 CET`.
  public func times(_ interval: Interval) -> String {
    if hasClockChange(interval) {
      let ends = [interval.start, interval.end].map { "\(time($0)) \(abbreviation(at: $0))" }
      return ends.joined(separator: "–")
    }
    let (first, last) = (zone.civil(at: interval.start), zone.civil(at: interval.end))
    if first.date == last.date { return "\(time(first.time))–\(time(last.time))" }
    if last.date == first.date + 1, last.time == .midnight, clock == .hours24 { return "\(time(first.time))–24:00" }
    return "\(time(first.time))–\(day(last.date)) \(time(last.time))"
  }

  /// `Wed 25 Nov 14:30–15:30 CET`.
  public func span(_ interval: Interval) -> String {
    let text = "\(day(interval.start)) \(times(interval))"
    return hasClockChange(interval) ? text : "\(text) \(abbreviation(at: interval.start))"
  }

  private func hasClockChange(_ interval: Interval) -> Bool {
    zone.offset(at: interval.start) != zone.offset(at: interval.end)
      && zone.date(at: interval.start) == zone.date(at: interval.end)
  }

  /// What the clocks of a zone show at an instant: `08:30`, with the weekday where it is another day there: `Thu 08:30`. Nil where they
  /// show the same as those of these words.
  public func time(_ instant: Instant, in there: ZoneRules) -> String? {
    let (here, civil) = (zone.civil(at: instant), there.civil(at: instant))
    guard civil != here else { return nil }
    return (civil.date == here.date ? "" : "\(civil.date.weekday.shortName) ") + time(civil.time)
  }

  /// `45 min`, `1 h`, `1 h 30 min`.
  public static func length(_ minutes: Int) -> String {
    guard minutes >= 60 else { return "\(minutes) min" }
    return "\(minutes / 60) h" + (minutes % 60 == 0 ? "" : " \(minutes % 60) min")
  }

  /// `CET`, or `UTC+5:30` where the zone has no letters for it.
  public func abbreviation(at instant: Instant) -> String {
    let kind = zone.kind(at: instant)
    guard kind.abbreviation.contains(where: { !$0.isLetter }) else { return kind.abbreviation }
    let minutes = abs(kind.offset) / 60
    let sign = kind.offset < 0 ? "-" : "+"
    return "UTC\(sign)\(minutes / 60)" + (minutes % 60 == 0 ? "" : ":" + Self.twoDigits(minutes % 60))
  }

  /// ``abbreviation(at:)`` in five columns, as a clock has them: `CET`, `+11`, `+5:45`, `+1245`.
  public func shortAbbreviation(at instant: Instant) -> String {
    let whole = abbreviation(at: instant)
    guard whole.count > 5 else { return whole }
    let offset = whole.hasPrefix("UTC") ? String(whole.dropFirst(3)) : whole
    return offset.count > 5 ? offset.replacing(":", with: "") : offset
  }

  /// `now`, `in 45 min`, `in 3 h 20 min`, `in 2 days`, `5 min ago`. Days are local dates.
  public func distance(to instant: Instant) -> String {
    let seconds = instant - now
    let minutes = (abs(seconds) + 59) / 60
    let days = abs(zone.date(at: instant) - zone.date(at: now))
    let amount: String
    if minutes == 0 {
      return "now"
    } else if minutes < 12 * 60 || days == 0 {
      amount = Self.length(minutes)
    } else {
      amount = days == 1 ? "1 day" : "\(days) days"
    }
    return seconds > 0 ? "in \(amount)" : "\(amount) ago"
  }

  /// ISO 8601 with the zone's offset: `2026-11-25T14:30:00+01:00`.
  public func iso(_ instant: Instant) -> String {
    let offset = zone.offset(at: instant)
    let minutes = abs(offset) / 60
    return zone.civil(at: instant).description
      + (offset < 0 ? "-" : "+") + Self.twoDigits(minutes / 60) + ":" + Self.twoDigits(minutes % 60)
  }

  /// `Jan` … `Dec`.
  public static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
