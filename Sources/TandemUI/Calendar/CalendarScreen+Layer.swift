import Mentoring
import Scheduling
import TerminalKit

/// Something that was read for the calendar.
struct CalendarLoaded: Loaded {
  let message: CalendarMessage
}

extension CalendarScreen: Layer {
  var name: String { "Calendar" }

  /// The calendar's table, with the words that fit what is under the cursor; a sheet has a table of its own.
  var keymap: Keymap<CalendarAction> { sheet == nil ? CalendarKeyWords(self).keymap : sheetKeymap }

  /// What a sheet's keys do is told in the sheet; here are those worth a hint.
  private var sheetKeymap: Keymap<CalendarAction> {
    let canWrite = refusalToWrite == nil
    return switch sheet {
    case .booking(let form):
      Keymap(
        [
          .init(
            .open, [Key(.enter)], "next field, or \(form.verb.word)",
            hint: (canWrite || !form.isOnButton) && !form.isRefused ? form.enterWord : nil),
          .init(.nextSession, [Key(.tab)], "next field", hint: "next field"),
          .init(.previousSession, [.shift(.tab)], "field before"),
          form.isChoice ? .init(.previousOpening, [Key(.left), Key(.right)], "another value", hint: "change") : nil,
        ].compactMap(\.self)
          + zip(form.keys, form.alternatives).map { key, start in
            .init(.nextOpening, [key], "take \(calendar.times.moment(start))")
          } + [.init(.back, [Key(.escape)], "leave without \(form.verb.doing)", hint: "leave")])
    case .openings:
      Keymap([
        calendar.ghost?.session == nil
          ? .init(.open, [Key(.enter)], "book this opening", hint: canWrite ? "book" : nil)
          : .init(
            .open, [Key(.enter)], "move the session to this opening", hint: canWrite ? "move it here" : nil),
        .init(.openings, [.character("o")], "best first, or by time", hint: "order"),
        .init(.back, [Key(.escape)], "close", hint: "close"),
      ])
    case .series(let series):
      Keymap([
        .init(
          .open, [Key(.enter)], "book, or go to the next to decide",
          hint: canWrite ? "book, or next to decide" : nil),
        .init(
          .cancelSession, [.character(" ")], "leave this one out, or take it in",
          hint: series.selected?.isSkipped ?? false ? "take in" : "leave out"),
        .init(
          .moveSession, [.character("m")], "move this one to what is free near it",
          hint: series.selected.map { $0.isMoved || $0.opening != nil } ?? false ? "move it" : nil),
        .init(.leaveAllOut, [.character("S")], "leave all out that can't be had"),
        .init(.moveAll, [.character("M")], "move all that can't be had to what is free near them"),
        .init(.down, [Key(.down), .character("j")], "next session"),
        .init(.up, [Key(.up), .character("k")], "session before"),
        .init(.pageForward, [Key(.pageDown)], "page down"),
        .init(.pageBack, [Key(.pageUp)], "page up"),
        .init(.first, [Key(.home)], "first session"),
        .init(.last, [Key(.end), .character("G")], "last session"),
        .init(.back, [Key(.escape), .character("q")], "back to the form", hint: "back"),
      ])
    case .session(let open): sessionKeymap(open)
    case .explanation(let explanation):
      Keymap(
        [
          explanation.offer.elsewhere.map { .init(.moveSession, [.character("v")], $0, hint: $0) },
          explanation.hasNextOpening
            ? .init(.nextOpening, [.character("n")], "next opening", hint: "next opening") : nil,
        ].compactMap(\.self)
          + zip(["1", "2", "3"], explanation.alternatives).map { digit, start in
            .init(
              .nextOpening, [.character(digit)],
              "\(explanation.offer == .go ? "go to " : explanation.offer.words)\(calendar.times.moment(start))")
          } + [.init(.back, [Key(.escape)], "close", hint: "close")])
    case .pairs:
      Keymap([
        .init(.open, [Key(.enter)], "open this calendar", hint: "open"),
        .init(.back, [Key(.escape)], "close", hint: "close"),
      ])
    case nil: Keymap([])
    }
  }

  /// The sheet's own line tells its keys; what has no room there is hinted at, and that it scrolls.
  private func sessionKeymap(_ open: SessionSheet) -> Keymap<CalendarAction> {
    let keys = open.keys(
      at: calendar.now, viewer: calendar.slice?.viewer ?? viewer, canWrite: refusalToWrite == nil,
      canWriteAgenda: calendar.slice.flatMap { open.agendaOwner($0) } == nil)
    let width = inner(Rect(Size(calendar.layout.width, calendar.layout.height)), 72)
    let told = SheetDrawing.count(of: keys, fittingInto: width, .unicode)
    var bindings = keys.enumerated().map { index, item -> Keymap<CalendarAction>.Binding in
      .init(.open, [item.key], item.label, hint: index >= told || item.key == Key(.escape) ? item.label : nil)
    }
    if let slice = calendar.slice, page(of: open, slice).limit > 0 {
      bindings.append(.init(.open, [Key(.down), Key(.pageDown)], "more of it", hint: "move"))
    }
    return Keymap(bindings)
  }

  var isTyping: Bool {
    switch sheet {
    case .booking(let form): form.isTyping
    case .session(let open): open.isTyping
    default: false
    }
  }

  var isModal: Bool { sheet != nil }

  var isReady: Bool {
    calendar.subject == nil || failure != nil || (calendar.slice != nil && !calendar.isStale && !isAwaiting)
  }

  func obstacle(to action: CalendarAction, _ context: Context) -> String? {
    if sheet != nil { return nil }
    guard action == .nextConflict || action == .previousConflict else { return obstacle(to: action) }
    if isAnotherConflictHere || conflictElsewhere(by: 1, context) != nil { return nil }
    let isHere = calendar.entryAtCursor.map { !$0.conflicts.isEmpty || !$0.agreedConflicts.isEmpty } ?? false
    return "nothing \(isHere ? "else " : "")is in conflict"
  }

  /// Whether what is loaded has a conflict beside that under the cursor.
  private var isAnotherConflictHere: Bool {
    calendar.slice?.entries.contains { !$0.conflicts.isEmpty && $0.session.interval.start != calendar.cursor } ?? false
  }

  /// The next or the last one in other weeks or calendars; nil while there is another here.
  private func conflictElsewhere(by step: Int, _ context: Context) -> Conflict? {
    guard !isAnotherConflictHere, calendar.ghost == nil else { return nil }
    let others = context.conflicts.filter { $0.session.id != calendar.entryAtCursor?.session.id }
    return step > 0
      ? others.first { $0.session.interval.start > calendar.cursor } ?? others.first
      : others.last { $0.session.interval.start < calendar.cursor } ?? others.last
  }

  /// In one's own calendar where it is one's own.
  private func open(_ conflict: Conflict) -> Effect {
    let session = conflict.session
    if case .person(let person) = calendar.subject, session.mentor == person || session.mentee == person {
      return .openCalendar(.person(person), at: session.interval.start)
    }
    return .openCalendar(.pair(session.pair), at: session.interval.start)
  }

  mutating func perform(_ action: CalendarAction, count: Int, _ context: Context) -> [Effect] {
    if action == .back {
      if let effects = letGoOfStretch() { return outside(effects, context) }
      if calendar.ghost == nil, let origin { return [.show(origin)] }
    }
    if action == .nextConflict || action == .previousConflict,
      let conflict = conflictElsewhere(by: action == .nextConflict ? 1 : -1, context)
    {
      return [open(conflict)]
    }
    return outside(perform(action, count: count) ?? [], context)
  }

  mutating func type(_ key: Key, _ context: Context) -> [Effect]? {
    if sheet == nil {
      // Nothing to go back from is no reason to say so.
      return key == Key(.escape) && calendar.ghost == nil && origin == nil && !isDrawingStretch ? [] : nil
    }
    if let waiting = waiting(for: key, context) { return [.say("\(waiting): Esc closes this first", .notice)] }
    return lets(through: key) ? nil : outside(handleInSheet(key, count: 1), context)
  }

  /// What a key does on every screen where a sheet that is only read has no use for it: who presses it is told that it waits.
  private func waiting(for key: Key, _ context: Context) -> String? {
    switch sheet {
    case .session(let open) where open.mode == .reading: break
    case .booking(let form) where !form.isTyping && !(form.takesDigits && key.typed?.isWholeNumber == true): break
    case .explanation, .openings, .pairs: break
    default: return nil
    }
    // With Ctrl, some move in lists.
    guard key.typed != nil || key == .control("r"), key != .character("q"), !lets(through: key),
      !keymap.bindings.contains(where: { $0.keys.contains(key) })
    else { return nil }
    return GlobalAction.keymap(context).bindings.first { $0.keys.contains(key) }?.label
  }

  /// What concerns the whole program goes through a sheet.
  func lets(through key: Key) -> Bool {
    if sheet == nil || [.control("l"), .control("z"), Key(.function(1))].contains(key) { return true }
    return !isTyping && [.character("?"), .character(":"), .character("L"), .character("T")].contains(key)
  }

  mutating func paste(_ text: String, _ context: Context) -> [Effect] {
    paste(text)
    return []
  }

  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect] {
    var target: CalendarTarget?
    if case .press = event.action {
      // What lies where is known by drawing it; a press is rare enough.
      var canvas = Canvas(context.size)
      target = draw(into: &canvas, context.area, theme: context.theme, glyphs: context.glyphs).target(
        at: event.position)
    }
    return outside(handle(event, on: target), context)
  }

  mutating func receive(_ loaded: any Loaded, _ context: Context) -> [Effect] {
    if let loaded = loaded as? CalendarLoaded {
      let effects = receive(loaded.message)
      // What is being written here tells by itself what became of a session.
      return outside(context.writes.count > 0 ? effects.filter { !$0.isOfLoss } : effects, context)
    }
    guard let result = loaded as? CommandResult else { return [] }
    if let step = (try? result.result.get())?.step { ownSteps.insert(step.id) }
    guard pending == result.command else { return [] }
    pending = nil
    switch result.result {
    case .success(let outcome):
      return outside(receive(.performed(result.command, outcome)), context) + replacement(for: outcome, context)
    case .failure(CommandError.refused(let violations, _, _)):
      return outside(receive(.refused(result.command, violations)), context)
    case .failure(CommandError.seriesRefused(let plan)):
      return outside(refused(plan, result.command), context)
    case .failure(let error):
      return outside(receive(.failed(result.command, CalendarWorker.words(error))), context)
    }
  }

  mutating func refresh(_ reason: RefreshReason, _ context: Context) -> [Effect] {
    writeRefusal = context.settings.writeRefusal
    resize(context.area)
    switch reason {
    case .shown:
      tick(to: context.now)
      return outside(calendar.slice == nil ? loadIfNeeded() : reload(), context)
    case .storeChanged: return outside(reload(), context)
    case .resized: return outside(loadIfNeeded(), context)
    case .clock:
      tick(to: context.now)
      return []
    }
  }

  func draw(into canvas: inout Canvas, _ context: Context) {
    _ = draw(into: &canvas, context.area, theme: context.theme, glyphs: context.glyphs)
  }

  func focus(_ context: Context) -> String { focusWords }

  /// Who called a session off is offered another time for it at once.
  private func replacement(for outcome: Outcome, _ context: Context) -> [Effect] {
    guard outcome.step?.command == "cancel", outcome.sessions.count == 1, let session = outcome.sessions.first,
      session.status == .cancelled, session.interval.end > context.now
    else { return [] }
    return [.push(AnotherTimeOverlay(session, for: .replacement(isLate: !outcome.warnings.isEmpty)))]
  }

  // MARK: For the interface

  init(_ context: Context) {
    self.init(viewer: context.actor, viewerZone: context.zone, now: context.now, clock: context.settings.clock)
    take(context.settings)
  }

  /// How times and weeks are written from now on.
  mutating func take(_ settings: InterfaceSettings) {
    writeRefusal = settings.writeRefusal
    calendar.clock = settings.clock
    calendar.firstWeekday = settings.firstWeekday
    calendar.showsOtherZone = settings.showsOtherZone
    calendar.standardLength = settings.standardLength
    calendar.refreshLayout()
  }

  /// Shows a pair or a person; nil keeps the time it is at.
  mutating func open(_ subject: CalendarSubject, at start: Instant?, _ context: Context) -> [Effect] {
    tick(to: context.now)
    resize(context.area)
    return outside(show(subject, at: start), context)
  }

  /// Goes to a time, or to a day at the time on the clock where the cursor is.
  mutating func go(to instant: Instant, isDay: Bool, _ context: Context) -> [Effect] {
    resize(context.area)
    sheet = nil
    if isDay { calendar.move(to: calendar.zone.date(at: instant)) } else { calendar.move(to: instant) }
    return outside(loadIfNeeded(), context)
  }

  /// Goes to the pair's next opening, and opens the booking sheet there once it is found.
  mutating func bookNextOpening(of pair: PairID, _ context: Context) -> [Effect] {
    tick(to: context.now)
    resize(context.area)
    return outside(bookNextOpening(of: pair), context)
  }

  /// Hands effects to the interface.
  private mutating func outside(_ effects: [CalendarEffect], _ context: Context) -> [Effect] {
    let worker = CalendarWorker(
      viewer: viewer, now: context.now, viewerZone: context.zone, clock: context.settings.clock)
    return effects.map { effect in
      switch effect {
      case .listPairs, .findOpening, .listOpenings, .readPair: isAwaiting = true
      default: break
      }
      switch effect {
      case .perform(let command):
        pending = command
        return .perform(command)
      case .openNotebook(let pair, let session): return .push(NotebookOverlay(pair, session: session))
      case .writeAgenda(let session, let text): return .push(LongTextEditor(.agenda(session), text))
      case .tell(let text, let isError): return .say(text, isError ? .warning : .notice)
      case .load, .findOpening, .listOpenings, .readHistory, .readPair, .listPairs, .planSeries, .planMove,
        .tellRefusal, .tellLoss:
        return .read("calendar \(effect.name)") { reader, zones in
          CalendarLoaded(message: worker.run(effect, reader, zones) ?? .loadFailed("nothing was read"))
        }
      }
    }
  }
}

extension CalendarEffect {
  fileprivate var isOfLoss: Bool { if case .tellLoss = self { true } else { false } }

  /// Of several reads of one name only the last matters.
  fileprivate var name: String {
    switch self {
    case .load: "weeks"
    case .findOpening: "opening"
    case .listOpenings: "openings"
    case .readHistory: "history"
    case .readPair: "pair"
    case .listPairs: "pairs"
    case .planSeries: "series"
    case .planMove: "move"
    case .tellRefusal: "refusal"
    case .tellLoss: "loss"
    case .perform, .tell, .openNotebook, .writeAgenda: ""
    }
  }
}
