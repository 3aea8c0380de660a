import Mentoring
import Scheduling
import TerminalKit

/// What happened.
enum AppMessage: Sendable {
  case event(Event)
  case loaded(any Loaded)
  /// A write that ``Writes`` counts came to an end.
  case written(any WriteResult)
  /// The store was changed, by this program or another.
  case storeChanged
  case clock(Instant)
  /// The store answers again, or, with the reason, no more.
  case storeReached(trouble: StoreError?)
  /// What was asked for is not written yet.
  case stillWriting
}

extension AppState {
  /// The new state and what is to be done outside it. Effects that only change the state are done here.
  mutating func update(_ message: AppMessage) -> [Effect] {
    switch message {
    case .event(let event): return tellingOfWrites { $0.carryOut($0.handle(event)) }
    case .loaded(let loaded): return endingMessageUnderCover { $0.carryOut($0.receive(loaded)) }
    case .written(let result):
      return receive(written: result) { state in
        state.endingMessageUnderCover { $0.carryOut($0.receive(result)) }
      }
    case .storeChanged: return carryOut(refreshAll(.storeChanged) + readNews() + countConflicts())
    case .clock(let now):
      context.now = now
      // What could not be read when it should have been is asked for again.
      let isBehind = context.storeTrouble != nil || hasMissed
      hasMissed = false
      return carryOut(refreshAll(isBehind ? .storeChanged : .clock) + endConflicts())
    case .stillWriting:
      // It may have come to its end in the same moment.
      guard context.writes.count > 0 else { return [] }
      context.writes.tell(isSlow: true)
      say(Writes.slow, .warning)
      return []
    case .storeReached(let trouble):
      let before = context.storeTrouble
      context.storeTrouble = trouble
      calendar.storeTrouble = trouble
      if let trouble {
        // Keys that wait for a screen would do, once it is there, what nobody thinks of any more.
        waitingKeys = []
        // Another reason for the same, such as a server that goes down and then is, only where the first one stands.
        guard before == nil || shownMessage?.message.text == before?.news else { return [] }
        say(trouble.news, .error)
        return []
      }
      say("the database answers again", .success)
      return carryOut(refreshAll(.storeChanged) + countConflicts())
    }
  }

  /// The first screen's data.
  mutating func start() -> [Effect] {
    let context = context
    // The tab tells how many requests wait, on whatever screen.
    return carryOut(refreshAll(.shown) + requests.refresh(.shown, context) + readNews() + countConflicts())
  }

  private mutating func handle(_ event: Event) -> [Effect] {
    let context = context
    switch event {
    case .key(let key):
      // Whoever goes on to something else draws no more, wherever the button comes up.
      if key != Key(.escape) { calendar.endDrawing() }
      // Whoever goes on writing has read it.
      if top.isTyping, key.typed != nil { shownMessage = nil }
      return fadingMessage { $0.press(key) }
    case .paste(let text): return context.writes.leavingSince == nil ? withTop { $0.paste(text, context) } : []
    case .mouse(let mouse): return fadingMessage(weight: Self.weight(of: mouse)) { $0.mouse(mouse) }
    case .resize(let size):
      self.context.size = size
      return refreshAll(.resized)
    }
  }

  /// More keys than this nobody types ahead.
  private static let mostWaitingKeys = 64

  private mutating func press(_ key: Key) -> [Effect] {
    if context.writes.leavingSince != nil { return pressOnTheWayOut(key) }
    if !top.isReady {
      if !isUnreadable, context.storeTrouble == nil, !passes(key) {
        if waitingKeys.count < Self.mostWaitingKeys { waitingKeys.append(key) }
        return []
      }
      waitingKeys = []
    }
    let context = context
    if let effects = withTop({ $0.type(key, context) }) { return effects }
    if !top.isTyping, let effects = countOrTab(key) { return effects }
    let repeats = count.use()
    if let effects = withTop({ $0.press(key, count: repeats, context) }) { return effects }
    if !overlays.isEmpty {
      // Esc goes one level back; q closes where it isn't text.
      if key == Key(.escape) || (key == .character("q") && !top.isTyping) { return [.pop] }
      // What is no text, such as F1, means the same where text is typed.
      guard key.modifiers.contains(.control) || key.typed == nil || !top.isTyping else { return [] }
    }
    guard let action = GlobalAction.keymap(context).action(for: key) else { return unbound(key) }
    return run(action)
  }

  /// A letter that means nothing here; other keys are pressed on the way to something, and need no word.
  private func unbound(_ key: Key) -> [Effect] {
    guard overlays.isEmpty, !top.isTyping, key.typed != nil, key != .character(" "),
      let help = GlobalAction.keymap(context).bindings.first(where: { $0.action == .help })?.keys.first
    else { return [] }
    let glyphs = context.glyphs
    return [.say("\(key.label(glyphs)) does nothing here: \(help.label(glyphs)) lists the keys", .notice)]
  }

  /// Whether a key means the same whatever is there: one that leaves, or shows another screen.
  private func passes(_ key: Key) -> Bool {
    if key.modifiers.contains(.control) || key == Key(.escape) { return true }
    guard waitingKeys.isEmpty, !top.isTyping else { return false }
    let isTab = key.typed?.wholeNumberValue.flatMap { Tab(rawValue: $0 - 1) } != nil
    return overlays.isEmpty && (isTab || key == .character("q") || key == .character("?") || key == .character(":"))
  }

  /// Takes a digit: the number of a screen, or of a count. Nil for keys that are neither.
  private mutating func countOrTab(_ key: Key) -> [Effect]? {
    if let begun = begunCount {
      begunCount = nil
      if begun.isContinued(by: key, at: beat) {
        tab = begun.tab
        _ = count.take(begun.digit)
        return count.take(key) ? [] : nil
      }
    }
    if overlays.isEmpty, count.digits == nil, let number = key.typed?.wholeNumberValue,
      let shown = Tab(rawValue: number - 1)
    {
      begunCount = BegunCount(digit: key, tab: tab, at: beat)
      return shown == tab ? [] : [.show(shown)]
    }
    return count.take(key) ? [] : nil
  }

  /// What the middle of the screen does with the mouse is the layer's; tabs and hints are ours.
  private mutating func mouse(_ mouse: MouseEvent) -> [Effect] {
    let context = context
    if case .press = mouse.action, mouse.button == .left {
      if mouse.position.y == context.size.height - 1 {
        for (rect, hint) in hintPlaces where rect.contains(mouse.position) { return press(hint) }
        return []
      }
      if mouse.position.y == 0, overlays.isEmpty, context.writes.leavingSince == nil {
        for (rect, tab) in tabPlaces where rect.contains(mouse.position) { return [.show(tab)] }
        return []
      }
    }
    return context.writes.leavingSince == nil ? withTop { $0.mouse(mouse, context) } : []
  }

  mutating func run(_ action: GlobalAction) -> [Effect] {
    switch action {
    case .show(let tab): return [.show(tab)]
    case .nextTab, .previousTab:
      let count = Tab.allCases.count
      let index = (tab.rawValue + (action == .nextTab ? 1 : count - 1)) % count
      return [.show(Tab.allCases[index])]
    case .help:
      return open(HelpOverlay(of: top.commands(context), commandsEverywhere))
    case .palette: return [.push(PaletteOverlay(paletteEntries, recent: recentCommands))]
    case .goTo: return [.push(GoToOverlay())]
    case .quickAdd: return open(QuickAddOverlay())
    case .messages: return [.push(MessagesOverlay(messages))]
    case .hours:
      guard let person = context.actor.person else {
        return [.say("\(context.actor.login) is nobody of this program and has no hours", .warning)]
      }
      return open(HoursSheet(of: person))
    case .calendars:
      guard context.calendarFiles != nil, let person = context.actor.person else {
        return [.say("\(context.actor.login) is nobody of this program and has no calendars", .warning)]
      }
      return open(CalendarsOverlay(of: person))
    case .history: return open(HistoryOverlay(pair: shownPair, of: context.actor))
    case .settings: return open(SettingsOverlay())
    case .undo: return obstacleToUndoing.map { [.say($0, .warning)] } ?? [.perform(.undo)]
    case .redo: return obstacleToUndoing.map { [.say($0, .warning)] } ?? [.perform(.redo)]
    case .theme:
      let names = Theme.all.map(\.name)
      let index = names.firstIndex(of: context.theme.name) ?? 0
      return [.setTheme(names[(index + 1) % names.count])]
    case .mouse:
      wantsMouse.toggle()
      return [.say(wantsMouse ? "mouse on" : "mouse off: the terminal selects text as usual", .success)]
    case .redraw:
      wantsRedraw = true
      return []
    case .suspend:
      wantsSuspension = true
      return []
    case .quit:
      if context.writes.leave(at: beat) { isFinished = true }
      return []
    }
  }

  /// The pair that the screen is about, if it is about one.
  private var shownPair: (id: PairID, title: String)? {
    func titled(_ pair: PairID, _ mentor: String, _ mentee: String) -> (PairID, String) {
      (pair, "\(mentor) \(context.glyphs.oneWay) \(mentee)")
    }
    switch tab {
    case .pairs: return pairs.selectedRow.map { titled($0.pair.id, $0.mentor.name, $0.mentee.name) }
    case .requests: return requests.selected.map { titled($0.session.pair, $0.mentor.name, $0.mentee.name) }
    case .calendar:
      guard let slice = calendar.calendar.slice, let pair = slice.pair else { return nil }
      return titled(pair.id, slice.names[pair.mentor] ?? "?", slice.names[pair.mentee] ?? "?")
    case .today: return nil
    }
  }

  /// Lays something over the screen that is there once only: what lies over it already comes into sight.
  private mutating func open<L: Layer>(_ layer: L) -> [Effect] {
    guard let index = overlays.firstIndex(where: { $0 is L }) else { return [.push(layer)] }
    overlays.removeSubrange((index + 1)...)
    return []
  }

  mutating func receive(_ loaded: any Loaded) -> [Effect] {
    var effects: [Effect] = []
    // That the store can't be reached is told once, not by each read.
    if let failure = loaded as? ReadFailure, context.storeTrouble == nil { say(failure.text, .error) }
    if let found = conflictsTold(by: loaded) { context.conflicts = found }
    if let result = loaded as? CommandResult {
      tell(result)
      // What was done here is known before the store's own word of it comes.
      if tab != .calendar, (try? result.result.get()) != nil { calendar.missChange() }
    }
    if let news = loaded as? News { take(news) }
    // Whoever comes next lets go of them, and whoever has them on screen is next.
    if let requests = loaded as? RequestsData, requests.hasExpired, context.writeObstacle == nil {
      effects.append(.expireRequests)
    }
    if let saved = loaded as? SettingSaved { effects += take(saved) }
    if let end = loaded as? CalendarEnd { tell(end) }
    if let notice = loaded as? Notice { say(notice.text, notice.kind, of: notice.subject) }
    let context = context
    for tab in Tab.allCases { effects += withScreen(tab) { $0.receive(loaded, context) } }
    for index in overlays.indices where overlays.indices.contains(index) {
      effects += overlays[index].receive(loaded, context)
    }
    isUnreadable = loaded is ReadFailure
    if isUnreadable { hasMissed = true }
    if isUnreadable { waitingKeys = [] }
    // After what was received has been carried out, which may open what the keys are for.
    if top.isReady, !waitingKeys.isEmpty { effects.append(.pressWaiting) }
    return effects
  }

  /// The history's words, with the times as the viewer's clock shows them, and what they can be cut down to, the longest first. An
  /// operator reads them as they are.
  ///
  /// - Parameter doer: who is told to have done it, if not the viewer.
  func told(
    _ summary: String, _ changes: [Change], _ people: [PersonID: Person], by doer: PersonID? = nil
  ) -> [String] {
    guard let viewer = context.viewer else { return [summary] }
    return SummaryWording(context.times, zones: context.zones)
      .forms(summary, of: changes, people: people, for: viewer.id, by: doer)
  }

  /// Success is said in the history's words; a refusal is told by the sheet that asked, or here.
  private mutating func tell(_ result: CommandResult) {
    switch result.result {
    case .success(let outcome):
      let warnings = outcome.warnings.map(\.message).joined(separator: "; ")
      if let words = ImportWords(result.command, outcome) {
        say(words.text, warnings.isEmpty ? .success : .warning, briefs: words.briefs)
        return
      }
      let forms = told(outcome.readBack(context.times), outcome.changes, result.people).map {
        warnings.isEmpty ? $0 : "\($0) (\(warnings))"
      }
      say(forms[0], warnings.isEmpty ? .success : .warning, briefs: Array(forms.dropFirst()))
    case .failure(let error):
      let anyway = tab == .calendar ? SessionSheet.acceptAnyway : requests.acceptAnywayKey(context)
      say(
        ErrorWording.sentence(error, context, of: result.command, reasons: result.reasons, anyway: anyway), .error)
    }
  }

  /// Most warnings of one calendar that are listed here; the command line tells all of them.
  private static let mostCalendarWarnings = 50

  private mutating func tell(_ end: CalendarEnd) {
    switch end.result {
    case .read(let warnings):
      for warning in warnings.prefix(Self.mostCalendarWarnings) { say(warning, .warning) }
      let left = warnings.count - Self.mostCalendarWarnings
      if left > 0 { say("\(end.path): \(left) more warnings; “tandem calendar refresh --all” lists them", .warning) }
    case .stopped: say("\(end.path): stopped, and nothing was changed", .warning)
    case .failed(let reason): say(reason, .error)
    }
  }

  /// Only what is in sight reads anew; the rest when it is shown.
  mutating func refreshAll(_ reason: RefreshReason) -> [Effect] {
    let context = context
    var effects = withScreen(tab) { $0.refresh(reason, context) }
    if reason == .storeChanged, tab != .today { effects += today.refresh(reason, context) }
    if reason == .storeChanged, tab != .calendar { calendar.missChange() }
    if reason == .storeChanged || reason == .clock, tab != .requests {
      effects += requests.refresh(reason, context)
    }
    for index in overlays.indices { effects += overlays[index].refresh(reason, context) }
    return effects
  }

  /// Does what only changes the state, and returns the rest.
  mutating func carryOut(_ effects: [Effect]) -> [Effect] {
    var rest: [Effect] = []
    var waiting = effects[...]
    while let effect = waiting.popFirst() {
      let context = context
      switch effect {
      case .push(var layer):
        let begun = layer.refresh(.shown, context)
        overlays.append(layer)
        waiting = (begun + waiting)[...]
      case .pop: _ = overlays.popLast()
      case .show(let tab):
        overlays = []
        self.tab = tab
        calendar.origin = nil
        waiting += withScreen(tab) { $0.refresh(.shown, context) }
      case .openCalendar(let subject, let start):
        showCalendarFromHere()
        waiting += calendar.open(subject, at: start, context)
      case .openRequest(let session):
        overlays = []
        tab = .requests
        requests.select(session)
        waiting += requests.refresh(.shown, context)
      case .openPair(let pair):
        overlays = []
        tab = .pairs
        waiting += pairs.open(pair, context)
      case .bookNextOpening(let pair):
        showCalendarFromHere()
        waiting += calendar.bookNextOpening(of: pair, context)
      case .say(let text, let kind): say(text, kind)
      case .edit(let text): textToEdit = text
      case .command(let action): waiting += run(action)
      case .press(let key): waiting += press(key)
      case .pressWaiting:
        guard top.isReady, !waitingKeys.isEmpty else { continue }
        let key = waitingKeys.removeFirst()
        waiting += press(key)
        waiting.append(.pressWaiting)
      case .runNamed(let entry): waiting += runNamed(entry)
      case .goTo(let instant, let isDay):
        if tab != .calendar {
          calendar.origin = tab
          tab = .calendar
          waiting += calendar.refresh(.shown, context)
        }
        waiting += calendar.go(to: instant, isDay: isDay, context)
      case .setTheme(let name):
        if let theme = Theme.named(name) {
          self.context.theme = theme
          say("theme: \(name)", .success)
        }
      case .perform(let command):
        // Asked now, it would be done whenever the store answers again.
        if let trouble = context.storeTrouble {
          let error = StoreError.unavailable(trouble.obstacle)
          waiting += receive(CommandResult(command: command, result: .failure(error)))
        } else {
          rest.append(effect)
        }
      case .read, .expireRequests, .countConflicts, .save, .readCalendar, .stopReadingCalendar: rest.append(effect)
      }
    }
    return rest
  }

  /// Esc leads back to where a calendar was opened.
  private mutating func showCalendarFromHere() {
    overlays = []
    if tab != .calendar { calendar.origin = tab }
    tab = .calendar
  }
}
