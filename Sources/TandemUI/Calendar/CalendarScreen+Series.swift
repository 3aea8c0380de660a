import Mentoring
import Scheduling
import TerminalKit

extension CalendarScreen {
  /// R: the booking form with a weekly series set.
  mutating func repeatBooking() -> [CalendarEffect] {
    guard calendar.slice?.pair != nil else { return [.tell(Self.noPair, isError: true)] }
    guard calendar.entryAtCursor == nil else {
      return [.tell("Here is a session already; a series is booked where nothing is", isError: true)]
    }
    let effects = open()
    guard case .booking(var form) = sheet else { return effects }
    form.repetition.pattern = .weekly
    form.focus = .repeats
    sheet = .booking(form)
    return effects
  }

  /// A key while the sessions of a series are looked through.
  mutating func handle(_ key: Key, in sheet: SeriesSheet, count: Int) -> [CalendarEffect] {
    var series = sheet
    if key == Key(.escape) || key == .character("q") {
      self.sheet = .booking(series.form)
      return []
    }
    guard !series.isSaving else { return [] }
    var effects: [CalendarEffect] = []
    switch key {
    case Key(.enter):
      if series.isPlanning {
        effects = [.tell("Still checking", isError: false)]
      } else if series.plan.isBookable {
        series.settle()
        series.isSaving = true
        effects = [.perform(.bookSeries(series.booking))]
      } else {
        series.selectOpen()
        effects = [.tell("Decide first: Space leaves it out, m moves it", isError: true)]
      }
    case .character(" "):
      series.toggleSkip()
      effects = [.planSeries(series.booking)]
    case .character("m"):
      effects =
        series.toggleMove()
        ? [.planSeries(series.booking)]
        : [whyNotMoved(series.selected)]
    case .character("S"):
      effects =
        series.answerAll(.skip)
        ? [.planSeries(series.booking)]
        : [.tell("\(whyNothingToAnswer(series)): there is nothing to leave out", isError: false)]
    case .character("M"):
      effects =
        series.answerAll(.moveToNearest)
        ? [.planSeries(series.booking)]
        : [.tell("\(whyNothingToAnswer(series)): there is nothing to move", isError: false)]
    default:
      _ = series.list.handle(
        key, repeats: count, count: series.plan.occurrences.count, height: SheetFrame.listHeight(calendar.layout))
    }
    self.sheet = .series(series)
    return effects
  }

  private func whyNotMoved(_ occurrence: SeriesPlan.Occurrence?) -> CalendarEffect {
    if occurrence?.isSkipped == true { return .tell("It is left out: Space takes it in again", isError: true) }
    return occurrence?.violations.isEmpty == true
      ? .tell("It fits: there is nothing to move", isError: false)
      : .tell("Nothing is free near it; Space leaves it out", isError: true)
  }

  private func whyNothingToAnswer(_ series: SeriesSheet) -> String {
    series.plan.occurrences.contains { $0.isSkipped && !$0.violations.isEmpty }
      ? "What can't be had you left out, and Space takes it in" : "All of them can be had"
  }

  /// A plan for what is being put together. Whether something is to be decided is told when that changes: it may lie out of
  /// sight.
  mutating func receive(_ plan: SeriesPlan, of booking: SeriesBooking) -> [CalendarEffect] {
    switch sheet {
    case .booking(var form) where form.isSaving:
      form.isSaving = false
      sheet = .series(SeriesSheet(form: form, booking: booking, plan: plan))
    case .series(var series):
      let (wasBookable, wereBooked) = (series.plan.isBookable, series.booked)
      series.take(plan, of: booking)
      sheet = .series(series)
      if series.plan.isBookable {
        // Also when it is another number: what was said before would go on being read.
        guard !wasBookable || series.booked != wereBooked else { break }
        return [.tell("All decided: Enter books \(series.booked)", isError: false)]
      }
      guard wasBookable else { break }
      let open = series.plan.occurrences.count(where: \.isOpen)
      return [.tell(open > 0 ? "\(open) to decide" : "Nothing is left to book", isError: open > 0)]
    default: break
    }
    return []
  }

  /// The store found the series not to be had any more: the new plan tells what has changed.
  mutating func refused(_ plan: SeriesPlan, _ command: Command) -> [CalendarEffect] {
    let open = plan.occurrences.filter(\.isOpen)
    let words = open.prefix(2).map { occurrence in
      "\(calendar.times.moment(occurrence.original)): \(occurrence.violations.map(sentence).joined(separator: ", "))"
    }
    let more = open.count > 2 ? " · and \(open.count - 2) more" : ""
    let text = "\(open.count) of \(plan.occurrences.count) can't be had: \(words.joined(separator: " · "))\(more)"
    guard case .series(var series) = sheet, case .bookSeries(let booking) = command else {
      return refused([text], [], isRace: true)
    }
    series.isSaving = false
    series.error = "Somebody was faster. \(text)"
    series.take(plan, of: booking)
    sheet = .series(series)
    return reload()
  }

  /// Goes along the series of the session whose sheet is open.
  mutating func walk(_ step: Int, from open: SessionSheet) -> [CalendarEffect] {
    guard let overview = open.series else {
      return [.tell("This session is of no series", isError: true)]
    }
    guard let next = overview.session(step, from: open.entry.id) else {
      let beyond = overview.beyond(step, times: calendar.times).map { "; \($0)" } ?? ""
      return [.tell("This is the \(step > 0 ? "last" : "first") of its series\(beyond)", isError: true)]
    }
    return show(session: next)
  }
}
