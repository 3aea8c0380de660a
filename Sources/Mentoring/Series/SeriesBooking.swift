public import Recurrence
public import Scheduling

/// Sessions to be booked by a rule, all or none.
public struct SeriesBooking: Hashable, Sendable {
  /// The first of them, which the rule must give too.
  public var first: Booking
  /// Daily, weekly or monthly, with an end, over at most two years; see ``SeriesRule``.
  public var rule: RecurrenceRule
  /// What to do about an occurrence that can't be had.
  public var onClash: ClashAnswer
  /// What to do about single ones, by the start that the rule gives them.
  public var answers: [Instant: ClashAnswer]

  public init(
    first: Booking, rule: RecurrenceRule, onClash: ClashAnswer = .stop, answers: [Instant: ClashAnswer] = [:]
  ) {
    self.first = first
    self.rule = rule
    self.onClash = onClash
    self.answers = answers
  }
}

/// What to do about an occurrence of a series whose time can't be had.
public enum ClashAnswer: Hashable, Sendable {
  /// Book nothing at all.
  case stop
  /// Leave it out, also one that could be had.
  case skip
  /// Take the nearest opening between its neighbors; stop when there is none.
  case moveToNearest
  case move(to: Instant)
}

/// Which sessions of a series an action is about.
public enum SeriesScope: String, Hashable, Sendable, CaseIterable {
  /// This one alone.
  case this
  /// This one and the later ones that still stand where their rule put them.
  case following
  /// All that are still to come, also those that were moved by hand.
  case all
}
