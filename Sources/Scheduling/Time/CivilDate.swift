/// A day of the proleptic Gregorian calendar, without a zone.
///
/// Stored as days since 1970-01-01, so that stepping and comparing days is integer arithmetic.
public struct CivilDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before it.
  public var dayNumber: Int

  @inlinable
  public init(dayNumber: Int) {
    self.dayNumber = dayNumber
  }

  /// The date, or nil when there is no such day (month 1 to 12, day 1 to the month's last).
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1, day <= Self.daysInMonth(month, ofYear: year) else { return nil }
    dayNumber = Self.dayNumber(year: year, month: month, day: day)
  }

  @inlinable
  public static func < (left: CivilDate, right: CivilDate) -> Bool { left.dayNumber < right.dayNumber }

  @inlinable
  public static func + (date: CivilDate, days: Int) -> CivilDate { CivilDate(dayNumber: date.dayNumber + days) }

  @inlinable
  public static func - (date: CivilDate, days: Int) -> CivilDate { CivilDate(dayNumber: date.dayNumber - days) }

  /// Days from `other` to this date.
  @inlinable
  public static func - (date: CivilDate, other: CivilDate) -> Int { date.dayNumber - other.dayNumber }

  public var year: Int { fields.year }
  /// 1 to 12.
  public var month: Int { fields.month }
  /// 1 to 31.
  public var day: Int { fields.day }

  /// Year, month and day in one go; cheaper than asking for each.
  ///
  /// Source: the 400-year-era arithmetic of H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  public var fields: (year: Int, month: Int, day: Int) {
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }

  @inlinable
  public var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    Weekday.allCases[((dayNumber + 3) % 7 + 7) % 7]
  }

  /// 1 to 366.
  public var dayOfYear: Int { dayNumber - Self.dayNumber(year: year, month: 1, day: 1) + 1 }

  /// The Monday of this date's ISO week.
  public var startOfWeek: CivilDate { self - (weekday.rawValue - 1) }

  /// The first day of the week that holds this date, for weeks that begin on `first`.
  public func startOfWeek(beginningOn first: Weekday) -> CivilDate { self - weekday.daysAfter(first) }

  /// ISO 8601 week and the year it belongs to (that of its Thursday).
  public var isoWeek: (year: Int, week: Int) {
    let thursday = startOfWeek + 3
    return (thursday.year, (thursday.dayOfYear - 1) / 7 + 1)
  }

  /// The first of this date's month.
  public var startOfMonth: CivilDate { self - (day - 1) }

  /// The same day `months` later, or the last of that month when it is shorter.
  public func adding(months: Int) -> CivilDate {
    let (year, month, day) = fields
    let total = year * 12 + (month - 1) + months
    let newYear = total >= 0 ? total / 12 : (total - 11) / 12
    let newMonth = total - newYear * 12 + 1
    let newDay = min(day, Self.daysInMonth(newMonth, ofYear: newYear))
    return CivilDate(dayNumber: Self.dayNumber(year: newYear, month: newMonth, day: newDay))
  }

  public static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// 28 to 31. - Precondition: `month` is 1 to 12.
  public static func daysInMonth(_ month: Int, ofYear year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01 of a date that is known to exist; the inverse of ``fields``.
  @usableFromInline
  static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

extension CivilDate: CustomStringConvertible {
  /// ISO 8601, `2026-11-25`.
  public var description: String {
    let (year, month, day) = fields
    return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }

  /// Reads `2026-11-25`; nil for anything else or a day that doesn't exist.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = decimal(parts[0]), let month = decimal(parts[1]), let day = decimal(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}

extension CivilDate: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let date = CivilDate(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "“\(text)” is not a date like 2026-11-25")
    }
    self = date
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
