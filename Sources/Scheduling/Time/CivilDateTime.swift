/// A date and a time of day as a calendar and a clock on the wall show them, without a zone.
public struct CivilDateTime: Hashable, Comparable, Sendable {
  /// Seconds from 1970-01-01T00:00:00 to this reading as if every day had 24 hours: the zone-free time line.
  public var reading: Int64

  @inlinable
  public init(reading: Int64) {
    self.reading = reading
  }

  @inlinable
  public init(_ date: CivilDate, _ time: CivilTime = .midnight) {
    reading = Int64(date.dayNumber) * 86_400 + Int64(time.secondOfDay)
  }

  /// Whole minutes after midnight of `date`; 1,440 and more run into the days after it.
  @inlinable
  public init(_ date: CivilDate, minuteOfDay: Int) {
    reading = Int64(date.dayNumber) * 86_400 + Int64(minuteOfDay) * 60
  }

  /// The reading, or nil when there is no such day or time.
  public init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int = 0) {
    guard let date = CivilDate(year: year, month: month, day: day),
      let time = CivilTime(hour: hour, minute: minute, second: second)
    else { return nil }
    self.init(date, time)
  }

  @inlinable
  public static func < (left: CivilDateTime, right: CivilDateTime) -> Bool { left.reading < right.reading }

  @inlinable
  public var date: CivilDate {
    CivilDate(dayNumber: Int(reading >= 0 ? reading / 86_400 : (reading - 86_399) / 86_400))
  }

  @inlinable
  public var time: CivilTime {
    CivilTime(secondOfDay: Int(reading - Int64(date.dayNumber) * 86_400))
  }
}

extension CivilDateTime: CustomStringConvertible {
  /// ISO 8601 without a zone, seconds always written: `2026-11-25T14:30:00`.
  public var description: String {
    let time = time
    return "\(date)T\(padded(time.hour, to: 2)):\(padded(time.minute, to: 2)):\(padded(time.second, to: 2))"
  }
}
