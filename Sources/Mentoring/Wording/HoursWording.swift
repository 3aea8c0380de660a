import Scheduling

/// Tells a person's hours, and changes to them, in words.
public struct HoursWording: Sendable {
  public let person: Person
  /// In the person's zone.
  public let times: TimeWording

  public init(person: Person, times: TimeWording) {
    self.person = person
    self.times = times
  }

  /// `Mia Chen is away Mon 7 Dec to Fri 11 Dec (vacation); 2 sessions moved`.
  ///
  /// - Parameters:
  ///   - moved: sessions that got another time along with it.
  ///   - asked: sessions that the other side is asked to move.
  ///   - left: sessions that stay though they no longer fit.
  public func summary(_ edits: [HoursEdit], moved: Int = 0, asked: Int = 0, left: Int = 0) -> String {
    var parts = edits.prefix(3).map { clause($0) }
    if edits.count > 3 { parts.append("and \(edits.count - 3) more changes") }
    if moved > 0 { parts.append("\(moved) \(moved == 1 ? "session" : "sessions") moved") }
    if asked > 0 { parts.append("asked to move \(asked) \(asked == 1 ? "session" : "sessions")") }
    if left > 0 { parts.append("\(left) no longer \(left == 1 ? "fits" : "fit")") }
    return "\(person.name) " + parts.joined(separator: "; ")
  }

  /// One edit, as what the person does from now on: `is off on Fri 27 Nov`.
  public func clause(_ edit: HoursEdit) -> String {
    switch edit {
    case .weekly(let hours): "works \(hours)"
    case .day(let date, nil): "works as usual on \(times.day(date))"
    case .day(let date, let ranges?):
      ranges.isEmpty ? "is off on \(times.day(date))" : "works \(Self.ranges(ranges)) on \(times.day(date))"
    case .addAbsence(let absence): "is away \(words(absence))"
    case .removeAbsence(let absence): "is no longer away \(words(absence))"
    case .preferred(let hours?): "prefers \(hours)"
    case .preferred(nil): "prefers no hours to others"
    case .asksFirst(true?): "wants to be asked before being booked"
    case .asksFirst(false?): "can be booked without being asked"
    case .asksFirst(nil): "leaves it to the program whether to be asked"
    }
  }

  /// `Mon 7 Dec to Fri 11 Dec (vacation)`.
  public func words(_ absence: Absence) -> String {
    span(absence) + (absence.reason.isEmpty ? "" : " (\(absence.reason))")
  }

  /// `Mon 7 Dec to Fri 11 Dec`, `Mon 7 Dec`, `Mon 7 Dec 09:00–12:00`.
  public func span(_ absence: Absence) -> String {
    switch absence.span {
    case .days(let first, let last) where first == last: times.day(first)
    case .days(let first, let last): "\(times.day(first)) to \(times.day(last))"
    case .exact(let interval): times.span(interval)
    }
  }

  /// `09:00-12:00 13:00-17:00`.
  public static func ranges(_ ranges: [MinuteRange]) -> String {
    ranges.map(\.description).joined(separator: " ")
  }
}
