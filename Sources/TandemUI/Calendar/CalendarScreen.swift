import Mentoring
import Scheduling
import TerminalKit

/// The calendar screen: the grid, what lies over it, and how it takes keys. Elm's way: each call changes the state and
/// returns what is to be done outside.
struct CalendarScreen: Sendable {
  /// What lies over the grid and takes the keys.
  enum Sheet: Sendable {
    case booking(BookingSheet)
    case session(SessionSheet)
    case openings(OpeningsList)
    case explanation(ExplanationSheet)
    case series(SeriesSheet)
    case pairs(PairChoice)
  }

  var calendar: CalendarState
  var sheet: Sheet?
  /// A press of the mouse that has not been let go.
  var press: Press?
  /// The date that data was asked for last, so that it is asked for once.
  private(set) var requested: CivilDate?
  /// Why there is nothing to see.
  private(set) var failure: String?
  /// Why nothing can be written; nil when it can.
  var writeRefusal: String?
  /// Why the store can't be reached; nil while it answers.
  var storeTrouble: StoreError? {
    didSet {
      guard case .booking(var form) = sheet else { return }
      if storeTrouble == nil {
        // What came of a try while it was away is no news when it is back.
        guard oldValue != nil, form.refusal?.isRace == false else { return }
        form.refusal = nil
      } else {
        // A series that was being looked up has no answer coming; what was sent to be written has.
        guard form.isSaving, pending == nil else { return }
        form.isSaving = false
      }
      sheet = .booking(form)
    }
  }
  /// What the store was asked to do last.
  var pending: Command?
  /// What was done here since the program began.
  var ownSteps: Set<Int64> = []
  /// Whether something is being looked for that keys are for: a list of pairs, an opening beyond the weeks that are there.
  var isAwaiting = false
  /// The screen on which it was opened, to which Esc leads back; nil when it was shown as one of the screens.
  var origin: Tab?
  /// Whether the next opening is to be booked once the pair's weeks are there.
  private var wantsNextOpening = false
  /// Whether the cursor is to begin at an opening once the pair's weeks are there.
  private var wantsFreeCursor = false
  let viewer: Actor

  struct Press: Hashable, Sendable {
    let start: Instant
    /// Minutes that were wanted before; what is drawn over free rows sets others.
    let length: Int
    let entry: SessionID?
    /// Whether the place was under the cursor before.
    let wasChosen: Bool
    /// Whether it took hold of a session's last row, which makes it longer or shorter.
    var isEnd = false
    var hasMoved = false
  }

  init(viewer: Actor, viewerZone: ZoneRules, now: Instant, clock: TimeWording.Clock = .hours24) {
    self.viewer = viewer
    calendar = CalendarState(now: now, viewerZone: viewerZone)
    calendar.clock = clock
    calendar.subject = viewer.person.map { .person($0) }
  }

  // MARK: Opening

  /// Shows a pair, or the viewer's own time, at a start or where the cursor is.
  mutating func show(_ subject: CalendarSubject?, at start: Instant? = nil, length: Int? = nil) -> [CalendarEffect] {
    sheet = nil
    press = nil
    let subject = subject ?? viewer.person.map { .person($0) }
    if subject != calendar.subject {
      requested = nil
      // Where nothing else was asked for, a pair's calendar begins where it can be booked.
      if start == nil, case .pair? = subject { wantsFreeCursor = true }
    }
    let letsGo = calendar.ghost?.session != nil && subject != calendar.subject
    calendar.show(subject: subject)
    if let start {
      wantsFreeCursor = false
      calendar.move(to: start)
    }
    if let length { calendar.setLength(length) }
    let effects = loadIfNeeded()
    return letsGo ? effects + [.tell("The session that was in the air is left where it was", isError: false)] : effects
  }

  /// Opens the session's sheet once its calendar is there.
  mutating func show(session: Session) -> [CalendarEffect] {
    let effects = show(.pair(session.pair), at: session.interval.start)
    wantedSession = session.id
    return effects + openWanted()
  }

  private var wantedSession: SessionID?
  /// What to do with the wanted session once its calendar is there.
  private var wantedStep = WantedStep.open

  enum WantedStep: Hashable, Sendable {
    case open
    /// Its ghost follows the cursor, from where it is taken first.
    case take(to: Instant?)
    /// A time phrase moves it.
    case retime
  }

  /// Shows the calendar of a session's pair, and there does something with the session.
  mutating func show(_ entry: CalendarSlice.Entry, then step: WantedStep) -> [CalendarEffect] {
    let effects = show(.pair(entry.session.pair), at: entry.session.interval.start)
    wantedSession = entry.id
    wantedStep = step
    return effects + openWanted()
  }

  /// Shows a pair at its next opening, with the booking sheet open.
  mutating func bookNextOpening(of pair: PairID) -> [CalendarEffect] {
    var effects = show(.pair(pair), at: calendar.now)
    wantsNextOpening = true
    effects += openWanted()
    return effects
  }

  private mutating func openWanted() -> [CalendarEffect] {
    guard !calendar.isStale else { return [] }
    if wantsFreeCursor, let open = calendar.open {
      wantsFreeCursor = false
      // Not over weeks, which would surprise.
      if let next = open.next(after: calendar.cursor - 1), next - calendar.cursor < 7 * 86_400 {
        calendar.move(to: next)
      }
    }
    if wantsNextOpening, let slice = calendar.slice, let pair = slice.pair {
      guard let open = calendar.open, let next = open.next(after: calendar.now) else {
        return [.findOpening(pair.id, after: calendar.now, isForward: true, length: calendar.length)]
      }
      wantsNextOpening = false
      calendar.move(to: next)
      return loadIfNeeded() + self.open()
    }
    guard let id = wantedSession, let entry = calendar.slice?.entry(id) else { return [] }
    wantedSession = nil
    defer { wantedStep = .open }
    switch wantedStep {
    case .open: return openSession(entry)
    case .take(let start): return take(entry, to: start)
    case .retime: return retime(entry)
    }
  }

  /// Data that the cursor nears the end of is asked for before it is missed.
  mutating func loadIfNeeded() -> [CalendarEffect] {
    guard let subject = calendar.subject else { return [] }
    let date = calendar.cursorDate
    if let slice = calendar.slice, slice.subject == subject, !calendar.isStale {
      let dates = calendar.dates
      let zone = calendar.zone
      let first = zone.startOfDay((dates.first ?? date) - 8)
      let last = zone.startOfDay((dates.last ?? date) + 9)
      if slice.window.start <= first, last <= slice.window.end { return [] }
    }
    guard requested != date else { return [] }
    requested = date
    return [.load(subject, around: date)]
  }

  /// Somebody changed something: what is on show is read again.
  mutating func reload() -> [CalendarEffect] {
    guard let subject = calendar.subject else { return [] }
    requested = calendar.cursorDate
    let load = CalendarEffect.load(subject, around: calendar.cursorDate)
    // What is told of the session that is open: its history, and what the pair notes.
    guard case .session(let open) = sheet else { return [load] }
    return [load, .readHistory(open.entry.id)]
  }

  /// Somebody changed something while this was out of sight: it is read again when it is shown, however that comes.
  mutating func missChange() {
    calendar.markStale()
    requested = nil
  }

  mutating func tick(to now: Instant) {
    calendar.tick(to: now)
    recheckSheet()
  }

  // MARK: Results

  mutating func receive(_ message: CalendarMessage) -> [CalendarEffect] {
    switch message {
    case .pairs, .foundOpening, .openings, .pairRead, .loadFailed: isAwaiting = false
    default: break
    }
    switch message {
    case .loaded(let slice):
      guard slice.subject == calendar.subject else { return [] }
      failure = nil
      let isFirst = calendar.slice == nil
      calendar.show(slice)
      var effects = letGoOfLost()
      // It was asked for before what has changed since.
      if requested == nil { calendar.markStale() }
      recheckSheet()
      effects += openWanted()
      if case .series(var series) = sheet {
        series.replan()
        sheet = .series(series)
        effects.append(.planSeries(series.booking))
      }
      if case .booking(let form) = sheet, let move = form.seriesMove { effects.append(.planMove(move)) }
      // What somebody else took is no opening any more.
      if case .openings(let list) = sheet, let query = calendar.openingsQuery(from: list.origin) {
        effects.append(.listOpenings(query))
      }
      // A list begins on one of its lines.
      if isFirst { calendar.snapToItem() }
      return effects + loadIfNeeded()
    case .loadFailed(let text):
      failure = text
      return [.tell(text, isError: true)]
    case .foundOpening(let start, let isForward):
      let isBooking = wantsNextOpening
      wantsNextOpening = false
      guard let start else {
        return [.tell("No \(isForward ? "later" : "earlier") opening of \(calendar.length) minutes", isError: true)]
      }
      calendar.move(to: start)
      return loadIfNeeded() + (isBooking ? open() : [])
    case .openings(let list):
      guard !list.items.isEmpty else {
        return [.tell("No opening of \(list.length) minutes; - makes it shorter", isError: true)]
      }
      if case .openings(let old) = sheet {
        sheet = .openings(list.following(old))
      } else {
        sheet = .openings(list)
      }
      return []
    case .lossTold(let step, let text):
      // What was done here has been told.
      guard let text, !(step.map(ownSteps.contains) ?? false) else { return [] }
      return [.tell(text, isError: true)]
    case .performed(let command, _): return performed(command)
    case .refused(_, let violations):
      let effects = refused([], violations, isRace: true)
      return effects + [.tellRefusal(violations)]
    case .refusalTold(let reasons): return refused(reasons, [], isRace: true)
    case .failed(_, let text): return refused([text], [], isRace: false)
    case .planned(let booking, let plan): return receive(plan, of: booking)
    case .movePlanned(let check):
      if case .booking(var form)? = sheet, let slice = calendar.slice {
        form.take(check, slice, times: calendar.times)
        sheet = .booking(form)
      }
      return []
    case .planFailed(let text):
      if case .booking(var form)? = sheet {
        form.isSaving = false
        if form.moving == nil { form.focus = .repeats }
        sheet = .booking(form)
      }
      return [.tell(text, isError: true)]
    case .history(let session, let steps, let series, let papers):
      if case .session(var open)? = sheet, open.entry.id == session {
        open.history = steps
        open.series = series
        open.papers = papers
        sheet = .session(open)
      }
      return []
    case .pairRead(let session, let slice):
      explain(session, with: slice)
      return []
    case .pairs(let items, let start):
      // From their own calendar, it is chosen with whom to book.
      let own = calendar.slice?.pair == nil ? nil : viewer.person.map(CalendarSubject.person)
      let all = (own.map { [PairChoice.Item(subject: $0, label: "My own calendar")] } ?? []) + items
      if all.isEmpty { return [.tell("You are in no pair: 2 lists all pairs", isError: true)] }
      if all.count == 1 { return show(all[0].subject, at: start) }
      var choice = PairChoice(all, start: start)
      choice.list.selected = all.firstIndex { $0.subject == calendar.subject } ?? 0
      sheet = .pairs(choice)
      return []
    }
  }

  private mutating func performed(_ command: Command) -> [CalendarEffect] {
    sheet = nil
    switch command {
    case .book(let booking): calendar.cursor = booking.start
    case .bookSeries(let booking): calendar.cursor = booking.first.start
    case .log(let logging): calendar.cursor = logging.start
    case .move(let move):
      calendar.dropGhost(returning: false)
      calendar.cursor = move.start
    default: break
    }
    calendar.followCursor()
    return reload()
  }

  /// The form stays, with who was faster; a session in the air stays in the air.
  mutating func refused(_ reasons: [String], _ violations: [Violation], isRace: Bool) -> [CalendarEffect] {
    let told = reasons.isEmpty ? violations.map(sentence) : reasons
    switch sheet {
    case .booking(var form):
      form.isSaving = false
      form.refusal = BookingSheet.Refusal(reasons: told, isRace: isRace)
      form.focus = .confirm
      sheet = .booking(form)
      recheckSheet()
      return reload()
    case .session(var open):
      open.isSaving = false
      open.error = told.joined(separator: " · ")
      if open.entry.session.status.isHold, !violations.isEmpty {
        open.mayWaiveRefusal = violations.allSatisfy(viewer.mayWaive)
      }
      sheet = .session(open)
      return reload()
    default: return reload()
    }
  }

  /// With the names at hand; the session in the way may be too new for them.
  func sentence(_ violation: Violation) -> String {
    ViolationPhrase(violation, viewer: viewer.person, times: calendar.times).sentence(
      person: violation.person.flatMap { calendar.slice?.shortName($0) },
      room: violation.room.flatMap { id in calendar.slice?.rooms.first { $0.id == id }?.name },
      partner: violation.session.flatMap { calendar.slice?.partner(of: violation.person, in: $0) })
  }

  /// After new data or a new minute.
  mutating func recheckSheet() {
    guard let slice = calendar.slice else { return }
    switch sheet {
    case .booking(var form):
      form.check(slice, times: calendar.times)
      sheet = .booking(form)
    case .session(var open):
      sheet = open.refresh(slice) ? .session(open) : nil
    default: break
    }
  }
}
