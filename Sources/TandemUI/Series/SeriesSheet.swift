import Mentoring
import Scheduling
import TerminalKit

/// All sessions that a series would have, before anything is written: which can be had, and what to do about the others.
struct SeriesSheet: Sendable {
  /// Where Esc goes back to.
  let form: BookingSheet
  private(set) var booking: SeriesBooking
  private(set) var plan: SeriesPlan
  var list = ListState()
  /// Whether the store is being asked to write.
  var isSaving = false
  /// Whether the plan is that of another answer, and a new one is on its way.
  private(set) var isPlanning = false
  /// What the store objected to.
  var error: String?
  /// Those that were left out one by one, by the start that the rule gives them: an answer for all is not about them.
  private var leftOut: Set<Instant> = []

  init(form: BookingSheet, booking: SeriesBooking, plan: SeriesPlan) {
    self.form = form
    self.booking = booking
    self.plan = plan
    list.selected = plan.occurrences.firstIndex(where: \.isOpen) ?? 0
  }

  var selected: SeriesPlan.Occurrence? {
    plan.occurrences.indices.contains(list.selected) ? plan.occurrences[list.selected] : nil
  }

  /// A plan of the present answers; others come too late.
  mutating func take(_ plan: SeriesPlan, of booking: SeriesBooking) {
    guard booking == self.booking else { return }
    self.plan = plan
    isPlanning = false
  }

  mutating func replan() { isPlanning = true }

  // MARK: Answers

  /// Leaves the selected one out, or takes it in again.
  mutating func toggleSkip() {
    guard let occurrence = selected else { return }
    answer(occurrence, occurrence.isSkipped ? nil : .skip)
    if !occurrence.isSkipped { leftOut.insert(occurrence.original) }
  }

  /// Takes the opening that is offered for the selected one, or puts it back.
  ///
  /// - Returns: false when there is none.
  mutating func toggleMove() -> Bool {
    guard let occurrence = selected else { return false }
    if occurrence.isMoved {
      answer(occurrence, nil)
    } else if let opening = occurrence.opening {
      answer(occurrence, .move(to: opening))
    } else {
      return false
    }
    return true
  }

  /// Those that can't be had where the rule puts them, whatever was decided about them but to leave one out by itself.
  var clashing: [SeriesPlan.Occurrence] {
    plan.occurrences.filter { (!$0.violations.isEmpty || $0.isMoved) && !leftOut.contains($0.original) }
  }

  /// One answer for all that can't be had now: about what comes to be in the way later, nothing is decided. Given twice it is
  /// taken back.
  ///
  /// - Returns: false when there is nothing to answer.
  mutating func answerAll(_ answer: ClashAnswer) -> Bool {
    let clashing = clashing
    guard !clashing.isEmpty else { return false }
    let isGiven = clashing.allSatisfy { booking.answers[$0.original] == answer }
    for occurrence in clashing { self.answer(occurrence, isGiven ? nil : answer) }
    return true
  }

  /// Binds what is to be booked to the times that are shown: nearest to a clash may be another time by then.
  mutating func settle() {
    for occurrence in plan.occurrences where booking.answers[occurrence.original] == .moveToNearest {
      if let start = occurrence.start { booking.answers[occurrence.original] = .move(to: start) }
    }
  }

  private mutating func answer(_ occurrence: SeriesPlan.Occurrence, _ answer: ClashAnswer?) {
    booking.answers[occurrence.original] = answer
    leftOut.remove(occurrence.original)
    isPlanning = true
    error = nil
  }

  /// Goes to the next one that something must be decided about.
  mutating func selectOpen() {
    let open = plan.occurrences.indices.filter { plan.occurrences[$0].isOpen }
    list.selected = open.first { $0 > list.selected } ?? open.first ?? list.selected
  }
}
