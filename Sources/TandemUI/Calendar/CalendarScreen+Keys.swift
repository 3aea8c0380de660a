import Mentoring
import Scheduling
import TerminalKit

extension CalendarScreen {
  /// Takes a key; nil where it means nothing here and the interface may have it.
  mutating func handle(_ key: Key, count: Int = 1, keymap: Keymap<CalendarAction> = .calendar) -> [CalendarEffect]? {
    if sheet != nil { return handleInSheet(key, count: count) }
    guard let action = keymap.action(for: key) else { return nil }
    return perform(action, count: count)
  }

  mutating func perform(_ action: CalendarAction, count: Int = 1) -> [CalendarEffect]? {
    switch action {
    case .up: calendar.move(rows: -count)
    case .down: calendar.move(rows: count)
    case .left: calendar.move(days: -count)
    case .right: calendar.move(days: count)
    case .pageBack: calendar.move(pages: -count)
    case .pageForward: calendar.move(pages: count)
    case .first: calendar.moveToEdge(last: false)
    case .last: calendar.moveToEdge(last: true)
    case .today: goToday()
    case .zones: switchZone()
    case .zoomIn: zoom(finer: true)
    case .zoomOut: zoom(finer: false)
    case .longer: for _ in 0..<min(count, 8) { calendar.changeLength(1) }
    case .shorter: for _ in 0..<min(count, 8) { calendar.changeLength(-1) }
    case .day: choose(.day)
    case .week: choose(.week)
    case .month: choose(.month)
    case .agenda: choose(.agenda)
    case .nextOpening: return moveToOpening(count)
    case .previousOpening: return moveToOpening(-count)
    case .openings: return listOpenings()
    case .explain: return explain()
    case .repeats: return repeatBooking()
    case .request: return requestTime()
    case .open: return open()
    case .moveSession: return takeSession()
    case .cancelSession: return cancelSession()
    case .nextSession: return moveToSession(count, conflictsOnly: false)
    case .previousSession: return moveToSession(-count, conflictsOnly: false)
    case .nextConflict: return moveToSession(count, conflictsOnly: true)
    case .previousConflict: return moveToSession(-count, conflictsOnly: true)
    // Of a series that is put together, whose list takes its keys itself.
    case .leaveAllOut, .moveAll: return nil
    case .choosePair: return [.listPairs(at: calendar.cursor)]
    case .back:
      guard calendar.ghost != nil else { return nil }
      // The button may be held still: what the hand does until it lets go takes nothing up again.
      press = nil
      calendar.dropGhost(returning: true)
      calendar.followCursor()
      return [.tell("Left where it was", isError: false)]
    }
    return loadIfNeeded()
  }

  /// Why an action can do nothing now; nil when it can.
  func obstacle(to action: CalendarAction) -> String? {
    switch action {
    case .explain where calendar.entryAtCursor != nil: nil
    case .nextOpening, .previousOpening, .openings, .explain:
      calendar.slice?.pair == nil ? Self.noPair : nil
    case .repeats where calendar.ghost?.session != nil, .request where calendar.ghost?.session != nil:
      Self.inTheAir
    case .repeats where isOnlyLogged, .request where isOnlyLogged: "this time is past: Enter logs what took place"
    case .repeats:
      calendar.slice?.pair == nil ? Self.noPair : refusalToWrite
    case .request:
      calendar.slice?.pair == nil
        ? Self.noPair
        : refusalToWrite ?? (isSide ? nil : "one side of a pair asks the other; Enter books directly")
    case .longer, .shorter: calendar.slice?.pair == nil ? Self.noPair : nil
    case .moveSession, .cancelSession:
      writeRefusal != nil || storeTrouble != nil
        ? refusalToWrite
        : calendar.entryAtCursor == nil
          ? "no session is under the cursor: Tab goes to the next" : refusal(to: "move or cancel its sessions")
    case .nextSession, .previousSession: calendar.slice?.entries.isEmpty ?? true ? "there is no session here" : nil
    case .zones: calendar.zones.count < 2 ? "everybody here lives in one time zone" : nil
    case .zoomIn, .zoomOut:
      if case .days = calendar.layout.form { nil } else { "only days have rows to zoom" }
    case .back: calendar.ghost == nil && origin == nil && !isDrawingStretch ? "nothing is being moved" : nil
    case .open:
      calendar.slice == nil
        ? calendar.subject == nil ? "no pair is chosen: 2 lists the pairs" : "the calendar is not loaded yet"
        : calendar.entryAtCursor == nil && calendar.slice?.pair != nil && calendar.layout.form != .month
          ? refusalToWrite : nil
    default: nil
    }
  }

  /// Why nothing can be booked in a person's own calendar.
  static let noPair = "no pair is chosen: p chooses one"
  /// Why something else has to wait while a session is moved.
  static let inTheAir = "a session is in the air: Enter puts it here, Esc lets it go"

  // MARK: Views

  mutating func choose(_ view: CalendarView) {
    calendar.view = view
    calendar.refreshLayout()
    if view == .agenda { calendar.snapToItem() }
  }

  mutating func goToday() {
    let grid = calendar.slice?.situation?.grid ?? StartGrid(zone: calendar.zone, granularity: 30)
    calendar.move(to: grid.firstStart(atOrAfter: calendar.now))
  }

  private mutating func switchZone() {
    calendar.zoneIndex = (calendar.zoneIndex + 1) % max(1, calendar.zones.count)
    calendar.refreshLayout()
  }

  private mutating func zoom(finer: Bool) {
    let steps = [15, 30, 60]
    guard let index = steps.firstIndex(of: calendar.step), steps.indices.contains(index + (finer ? -1 : 1)) else {
      return
    }
    calendar.zoom(to: steps[index + (finer ? -1 : 1)])
  }

  // MARK: Openings and sessions

  private mutating func moveToOpening(_ count: Int) -> [CalendarEffect] {
    guard let pair = calendar.slice?.pair else { return [.tell(Self.noPair, isError: true)] }
    if calendar.moveToOpening(count) { return loadIfNeeded() }
    return [.findOpening(pair.id, after: calendar.cursor, isForward: count > 0, length: calendar.length)]
  }

  private mutating func moveToSession(_ count: Int, conflictsOnly: Bool) -> [CalendarEffect] {
    if calendar.moveToSession(count, conflictsOnly: conflictsOnly) { return loadIfNeeded() }
    return [
      .tell(
        conflictsOnly
          ? "Nothing is in conflict in these weeks"
          : calendar.slice?.entries.isEmpty == false
            ? "No session comes in these weeks; Shift-Tab goes to the last" : "No session in these weeks",
        isError: false)
    ]
  }

  private func listOpenings() -> [CalendarEffect] {
    guard let query = calendar.openingsQuery(from: calendar.cursor) else {
      return [.tell(Self.noPair, isError: true)]
    }
    return [.listOpenings(query)]
  }

  /// Enter: drops what is in the air, opens what is under the cursor, or books.
  mutating func open() -> [CalendarEffect] {
    guard let slice = calendar.slice else { return [] }
    if let ghost = calendar.ghost, ghost.session != nil { return drop() }
    if let entry = calendar.entryAtCursor { return openSession(entry) }
    if calendar.layout.form == .month {
      choose(.day)
      return loadIfNeeded()
    }
    guard slice.pair != nil else { return [.listPairs(at: calendar.cursor)] }
    if let refusal = refusalToWrite { return [.tell(refusal, isError: true)] }
    sheet = .booking(BookingSheet(slice, start: calendar.cursor, length: calendar.length, times: calendar.times))
    return []
  }

  /// Whether Enter logs what took place: nothing is booked or asked for in the past.
  private var isOnlyLogged: Bool {
    calendar.slice?.pair != nil && calendar.entryAtCursor == nil && refusalToWrite == nil && calendar.isPast
  }

  /// Whether the viewer is one side of the pair.
  private var isSide: Bool {
    calendar.slice?.isOfViewer ?? false
  }

  /// r: the booking form, at the button that asks.
  private mutating func requestTime() -> [CalendarEffect] {
    guard calendar.slice?.pair != nil else { return [.tell(Self.noPair, isError: true)] }
    guard calendar.entryAtCursor == nil else {
      return [.tell("Here is a session already; ask for a time where nothing is", isError: true)]
    }
    let effects = open()
    guard case .booking(var form) = sheet else { return effects }
    form.meanToAsk()
    sheet = .booking(form)
    return effects
  }

  mutating func openSession(_ entry: CalendarSlice.Entry) -> [CalendarEffect] {
    sheet = .session(SessionSheet(entry))
    return [.readHistory(entry.id)]
  }

  private mutating func takeSession() -> [CalendarEffect] {
    guard let entry = calendar.entryAtCursor else {
      return [.tell("No session under the cursor: Tab goes to the next", isError: true)]
    }
    return take(entry)
  }

  /// - Parameter start: where its ghost goes first.
  mutating func take(_ entry: CalendarSlice.Entry, to start: Instant? = nil) -> [CalendarEffect] {
    if let refusal = refusal(to: "move or cancel its sessions") { return [.tell(refusal, isError: true)] }
    // A session of another pair is moved in that pair's calendar, where both sides' time is known.
    guard calendar.slice?.pair?.id == entry.session.pair else {
      return show(entry, then: .take(to: start))
    }
    guard calendar.take(entry) else { return [.tell("Only a coming session can be moved", isError: true)] }
    if case .days = calendar.layout.form {} else { choose(.week) }
    if let start { calendar.move(to: start) }
    return loadIfNeeded() + [.tell("Move with the arrows, + and -; Enter puts it there, Esc back", isError: false)]
  }

  private mutating func cancelSession() -> [CalendarEffect] {
    guard let entry = calendar.entryAtCursor else {
      return [.tell("No session under the cursor: Tab goes to the next", isError: true)]
    }
    if let refusal = refusal(to: "move or cancel its sessions") { return [.tell(refusal, isError: true)] }
    var open = SessionSheet(entry)
    if open.hasBegun(at: calendar.now) {
      open.beginMissing(viewer.person)
    } else {
      guard open.isComing(at: calendar.now) else {
        return [.tell("Only a coming session can be cancelled", isError: true)]
      }
      open.beginCancelling(viewer.person)
    }
    sheet = .session(open)
    return [.readHistory(entry.id)]
  }

  private var isWhereItWas: Bool {
    calendar.ghost?.session.flatMap { calendar.slice?.entry($0) }?.session.interval == calendar.wanted
  }

  /// Whether the session in the air can be put where its ghost is.
  var canDrop: Bool { isWhereItWas || calendar.explanation(room: nil)?.isOpen ?? false }

  /// Puts the session in the air where its ghost is, if that can be; otherwise it stays in the air.
  mutating func drop() -> [CalendarEffect] {
    guard let ghost = calendar.ghost, let session = ghost.session else { return [] }
    let entry = calendar.slice?.entry(session)
    if isWhereItWas {
      calendar.dropGhost(returning: true)
      return [.tell("Left where it was", isError: false)]
    }
    guard let explanation = calendar.explanation(room: nil), explanation.isOpen else {
      let line = calendar.explanation(room: nil)?.line ?? "this time is not loaded yet"
      return [.tell("Can't be moved here: \(line)", isError: true)]
    }
    // Of a series, the form asks which of them move along.
    if let entry, entry.session.series != nil, let slice = calendar.slice {
      var form = BookingSheet(
        slice, start: calendar.cursor, length: calendar.length, times: calendar.times, moving: entry)
      form.focus = .scope
      sheet = .booking(form)
      return []
    }
    return [.perform(.move(Move(session: session, start: calendar.cursor, length: calendar.length)))]
  }

  /// Why nothing may be written here.
  var refusalToWrite: String? { refusal(to: "book for this pair") }

  /// Why the viewer can't do something here; nil when they can.
  func refusal(to deed: String) -> String? {
    if let writeRefusal { return writeRefusal }
    if let storeTrouble { return storeTrouble.obstacle }
    guard let slice = calendar.slice, slice.pair != nil, !slice.mayAct else { return nil }
    return "Only \(slice.lanes.map(\.person.name).joined(separator: ", ")) or a coordinator can \(deed)"
  }
}
