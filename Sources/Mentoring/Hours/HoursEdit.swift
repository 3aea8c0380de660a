public import Scheduling

/// One change to when a person can be met, or would rather be.
///
/// Edits say what to change, not what to end with, so that two people who edit at once don't undo one another.
public enum HoursEdit: Hashable, Sendable {
  /// The hours of an ordinary week.
  case weekly(WeeklyHours)
  /// The hours of one local date in place of the weekly ones: none is a day off, nil the weekly ones again.
  case day(CivilDate, [MinuteRange]?)
  case addAbsence(Absence)
  case removeAbsence(Absence)
  /// Nil for no preference of one's own.
  case preferred(WeeklyHours?)
  /// Whether the other side's bookings need this person's yes; nil for what the program says.
  case asksFirst(Bool?)
}

/// A change of hours, and what becomes of the sessions that it breaks: one step.
public struct HoursChange: Hashable, Sendable {
  public var person: PersonID
  public var edits: [HoursEdit]
  /// In the order in which they take their new times.
  public var remedies: [Remedy]
  /// Whether broken sessions without a remedy stay as they are; otherwise the change is refused, so that nobody breaks
  /// one that they have not seen.
  public var leavesOthers: Bool

  public init(person: PersonID, edits: [HoursEdit], remedies: [Remedy] = [], leavesOthers: Bool = false) {
    self.person = person
    self.edits = edits
    self.remedies = remedies
    self.leavesOthers = leavesOthers
  }
}

/// What becomes of a session that a change of hours breaks.
public struct Remedy: Hashable, Sendable {
  public var session: SessionID
  public var kind: Kind

  public enum Kind: Hashable, Sendable {
    /// It stays as it is, and shows as a conflict.
    case leave
    /// A request moves its hold; a session moves at once.
    case move(Instant)
    /// The other side is asked for the new time, which is held until they answer.
    case ask(Instant, message: String = "")
  }

  public init(_ session: SessionID, _ kind: Kind) {
    self.session = session
    self.kind = kind
  }
}

/// The most days off and absences that one person can have on record, each.
public let hoursEntryLimit = 1_000

extension Person {
  /// This person with other hours.
  ///
  /// - Throws: `CommandError.invalid` for an edit that makes no sense, `CommandError.notFound` for an absence that isn't
  ///   there.
  public func applying(_ edits: [HoursEdit]) throws(CommandError) -> Person {
    var person = self
    for edit in edits { try person.apply(edit) }
    guard person.overrides.count <= hoursEntryLimit, person.absences.count <= hoursEntryLimit else {
      throw .invalid("\(name) has \(hoursEntryLimit) days or absences on record; remove old ones first")
    }
    return person
  }

  private mutating func apply(_ edit: HoursEdit) throws(CommandError) {
    switch edit {
    case .weekly(let hours): self.hours = hours
    case .day(let date, let ranges):
      overrides.removeAll { $0.date == date }
      guard let ranges else { return }
      let sorted = ranges.sorted()
      if let clash = zip(sorted, sorted.dropFirst()).first(where: { $0.end > $1.start }) {
        throw .invalid("the hours \(clash.0) and \(clash.1) of \(date) overlap; write them as one")
      }
      overrides.append(DayOverride(date: date, ranges: sorted))
      overrides.sort { $0.date < $1.date }
    case .addAbsence(var absence):
      absence.reason = absence.reason.trimmingSpaces
      guard absence.reason.utf8.count <= notebookTextLimit else {
        throw .invalid(
          "a reason of \(absence.reason.utf8.count) bytes is too long; up to \(notebookTextLimit) are kept")
      }
      if case .days(let first, let last) = absence.span, last < first {
        throw .invalid("an absence from \(first) to \(last) ends before it begins")
      }
      if !absences.contains(absence) { absences.append(absence) }
    case .removeAbsence(let absence):
      guard let index = absences.firstIndex(of: absence) else {
        throw .notFound("\(name) has no such absence; it may have been removed already")
      }
      absences.remove(at: index)
    case .preferred(let hours): policy.preferred = hours
    case .asksFirst(let asks): policy.asksFirst = asks
    }
  }
}
