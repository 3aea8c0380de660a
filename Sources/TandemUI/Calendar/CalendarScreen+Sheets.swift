import Mentoring
import Scheduling
import TerminalKit

extension CalendarScreen {
  /// A key while something lies over the grid. Esc goes back one level; what a sheet doesn't know is not passed on.
  mutating func handleInSheet(_ key: Key, count: Int) -> [CalendarEffect] {
    switch sheet {
    case .booking(let form): return handle(key, in: form)
    case .session(let open): return handle(key, in: open)
    case .openings(let list): return handle(key, in: list, count: count)
    case .explanation(let explanation): return handle(key, in: explanation)
    case .pairs(let choice): return handle(key, in: choice, count: count)
    case .series(let series): return handle(key, in: series, count: count)
    case nil: return []
    }
  }

  /// Text pasted into the field that has the focus; elsewhere it does nothing.
  mutating func paste(_ text: String) {
    switch sheet {
    case .booking(var form):
      switch form.focus {
      case .time:
        form.time.paste(text)
        if let slice = calendar.slice { form.readTime(slice, times: calendar.times) }
      case .topic: form.topic.paste(text)
      case .agenda: form.agenda.paste(text)
      case .message: form.message.paste(text)
      default: return
      }
      sheet = .booking(form)
    case .session(var open):
      switch open.mode {
      case .reading: return
      case .ending(let ending, var reason):
        reason.paste(text)
        open.mode = .ending(ending, reason)
      case .missing(let person, var reason):
        reason.paste(text)
        open.mode = .missing(person, reason)
      case .editing(var topic, var agenda, let focus):
        switch focus {
        case .topic: topic.paste(text)
        case .agenda: agenda.paste(text)
        case .room, .scope: return
        }
        open.mode = .editing(topic: topic, agenda: agenda, focus: focus)
      }
      sheet = .session(open)
    default: return
    }
  }

  // MARK: Booking

  private mutating func handle(_ key: Key, in sheet: BookingSheet) -> [CalendarEffect] {
    var form = sheet
    guard let slice = calendar.slice else { return [] }
    let times = calendar.times
    if key == Key(.escape) || (key == .character("q") && !form.isTyping) {
      guard form.isLeaving || form.isSaving || !form.hasUnsavedText else {
        form.isLeaving = true
        self.sheet = .booking(form)
        return [
          .tell("Not \(form.verb.done) yet: \(key.label(.unicode)) again discards what is written", isError: true)
        ]
      }
      self.sheet = nil
      guard form.isOfSheet, let moving = form.moving else { return [] }
      // The time that was written may have led away from it.
      guard let entry = calendar.slice?.entry(moving.id) else { return show(moving, then: .open) }
      calendar.move(to: entry.session.interval.start)
      return openSession(entry) + loadIfNeeded()
    }
    guard !form.isSaving else { return [] }
    form.isLeaving = false
    var effects: [CalendarEffect] = []
    switch key {
    case _ where form.index(takenBy: key) != nil:
      if let index = form.index(takenBy: key) { form.take(form.alternatives[index], slice, times: times) }
    case Key(.tab), Key(.down): form.moveFocus(1)
    case .shift(.tab), Key(.up): form.moveFocus(-1)
    case Key(.enter):
      switch form.focus {
      case .confirm: effects = confirm(&form, anyway: false)
      case .anyway: effects = confirm(&form, anyway: true)
      case .ask: effects = ask(&form)
      default: form.goOn()
      }
    default:
      switch form.focus {
      case .time: if form.time.handle(key) { form.readTime(slice, times: times) }
      case .topic: _ = form.topic.handle(key)
      case .agenda: _ = form.agenda.handle(key)
      case .message: _ = form.message.handle(key)
      case .length:
        if let step = Self.step(key) {
          form.changeLength(step, slice, times: times)
        } else if let digit = key.typed?.wholeNumberValue {
          form.type(digit: digit, slice, times: times)
        } else if key == Key(.backspace) || key == .control("u") {
          form.untype(all: key != Key(.backspace), slice, times: times)
        }
      case .room: if let step = Self.step(key) { form.changeRoom(step, slice, times: times) }
      case .repeats: if let step = Self.step(key) { form.repetition.change(pattern: step) }
      case .times: if let step = Self.step(key) { form.repetition.change(count: step) }
      case .scope: if let step = Self.step(key) { form.changeScope(step, slice, times: times) }
      case .confirm, .anyway, .ask:
        if key == Key(.left) || key == Key(.right) { form.moveFocus(key == Key(.left) ? -1 : 1) }
      }
    }
    self.sheet = .booking(form)
    if form.isUnchecked, let move = form.seriesMove { effects.append(.planMove(move)) }
    // The grid behind shows the time that is asked for, and reads its weeks where they are not there yet.
    if let start = form.start, start != calendar.cursor {
      calendar.move(to: start)
      effects += loadIfNeeded()
    }
    return effects
  }

  /// Asks the store, if the form's own check lets it; otherwise says why not.
  mutating func confirm(_ form: inout BookingSheet, anyway: Bool) -> [CalendarEffect] {
    guard let pair = calendar.slice?.pair else { return [] }
    guard let command = form.command(pair: pair.id, anyway: anyway) else {
      form.focus = .time
      return []
    }
    if form.isAsked, form.repetition.isSeries || (form.moving != nil && form.scope != .this) {
      let partner = calendar.slice?.viewer.person.flatMap(pair.partner).flatMap { calendar.slice?.shortName($0) }
      return [
        .tell(
          "\(partner ?? "The other side") wants to be asked, and several sessions can't be asked for at once: "
            + "\(form.moving == nil ? "ask for" : "move") them one by one", isError: true)
      ]
    }
    if let series = form.series(pair: pair.id, anyway: anyway) {
      if let storeTrouble { return [.tell(storeTrouble.obstacle, isError: true)] }
      form.isSaving = true
      return [.planSeries(series)]
    }
    guard let explanation = form.explanation else {
      return [.tell(form.isUnchecked ? "Still checking" : "Still reading that week", isError: false)]
    }
    guard explanation.isOpen || (anyway && explanation.mayWaive) else {
      return [.tell("Can't be \(form.verb.done): \(explanation.why)", isError: true)]
    }
    if let storeTrouble { return [.tell(storeTrouble.obstacle, isError: true)] }
    form.refusal = nil
    form.isSaving = true
    return [.perform(command)]
  }

  /// Asks the other side instead of booking.
  private func ask(_ form: inout BookingSheet) -> [CalendarEffect] {
    guard let pair = calendar.slice?.pair, form.offersAsking,
      let command = form.command(pair: pair.id, anyway: false, asks: true)
    else { return [] }
    if let storeTrouble { return [.tell(storeTrouble.obstacle, isError: true)] }
    form.refusal = nil
    form.isSaving = true
    return [.perform(command)]
  }

  private static func step(_ key: Key) -> Int? {
    switch key {
    case Key(.right), .character("+"), .character(" "), .character("l"), .character("="): 1
    case Key(.left), .character("-"), .character("h"): -1
    default: nil
    }
  }

  /// 0 to 2 for the keys 1 to 3.
  static func choice(_ key: Key) -> Int? {
    guard let digit = key.typed?.wholeNumberValue, (1...3).contains(digit) else { return nil }
    return digit - 1
  }

  // MARK: Session

  private mutating func handle(_ key: Key, in sheet: SessionSheet) -> [CalendarEffect] {
    var open = sheet
    guard !open.isSaving || key == Key(.escape) else { return [] }
    let leaves = key == Key(.escape) || (key == .character("q") && !open.isTyping)
    if leaves, open.mode != .reading { return leave(open) }
    open.isLeaving = false
    switch open.mode {
    case .reading: return read(key, &open)
    case .ending(let ending, var reason):
      switch key {
      case Key(.tab), .shift(.tab), Key(.up), Key(.down):
        if open.choosesScope { open.scope = open.scope.next(key == .shift(.tab) || key == Key(.up) ? -1 : 1) }
      case Key(.enter):
        return save(
          &open, isComplete: ending != .cancel || !reason.text.trimmingSpaces.isEmpty,
          missing: "Write why first: the other side reads it")
      default:
        _ = reason.handle(key)
        open.error = nil
        open.mode = .ending(ending, reason)
      }
    case .missing(let person, var reason):
      switch key {
      case Key(.tab), .shift(.tab), Key(.up), Key(.down): open.mode = .missing(open.other(than: person), reason)
      case Key(.enter): return save(&open, isComplete: true, missing: "")
      default:
        _ = reason.handle(key)
        open.error = nil
        open.mode = .missing(person, reason)
      }
    case .editing(var topic, var agenda, var focus):
      switch key {
      case Key(.enter) where focus == open.lastField: return save(&open, isComplete: true, missing: "")
      case Key(.tab), Key(.down), Key(.enter): focus = open.field(after: focus, 1)
      case .shift(.tab), Key(.up): focus = open.field(after: focus, -1)
      default:
        switch focus {
        case .topic: _ = topic.handle(key)
        case .agenda: _ = agenda.handle(key)
        case .room: if let step = Self.step(key) { open.changeRoom(by: step) }
        case .scope: if let step = Self.step(key) { open.scope = open.scope.next(step) }
        }
      }
      open.mode = .editing(topic: topic, agenda: agenda, focus: focus)
    }
    self.sheet = .session(open)
    return []
  }

  /// Back to what is read; what was written is asked for once.
  private mutating func leave(_ sheet: SessionSheet) -> [CalendarEffect] {
    var open = sheet
    open.isLeaving = !(open.isLeaving || open.isSaving) && open.hasUnsavedText
    if !open.isLeaving {
      open.mode = .reading
      open.error = nil
    }
    self.sheet = .session(open)
    guard open.isLeaving else { return [] }
    let enter = if case .editing = open.mode { "Enter in the last field saves" } else { "Enter saves" }
    return [.tell("Not saved: Esc again discards it, \(enter)", isError: true)]
  }

  private mutating func read(_ key: Key, _ open: inout SessionSheet) -> [CalendarEffect] {
    let wasAskedBack = open.isAskedBack
    open.isAskedBack = false
    switch key {
    case Key(.escape), .character("q"), Key(.enter):
      sheet = nil
      return []
    case Key(.down), .character("j"): scroll(&open, by: 1)
    case Key(.up), .character("k"): scroll(&open, by: -1)
    case Key(.pageDown): scroll(&open, by: max(1, calendar.layout.height - 4))
    case Key(.pageUp): scroll(&open, by: -max(1, calendar.layout.height - 4))
    case .character("n"): return [.openNotebook(open.entry.session.pair, open.entry.id)]
    case .character("A"): return writeAgenda(of: open)
    case .character("["): return walk(-1, from: open)
    case .character("]"): return walk(1, from: open)
    case .character("a") where open.entry.session.status.isHold,
      SessionSheet.acceptAnyway where open.entry.session.status.isHold:
      if let refusal = refusalToWrite { return [.tell(refusal, isError: true)] }
      if !wasAskedBack, let name = calendar.slice.flatMap(open.answeredFor) {
        open.isAskedBack = true
        sheet = .session(open)
        return [.tell("\(key.typed.map(String.init) ?? "The same key") again to accept for \(name)", isError: true)]
      }
      open.isSaving = true
      sheet = .session(open)
      return [.perform(.accept(open.entry.id, anyway: key == SessionSheet.acceptAnyway))]
    case .character("y") where open.entry.isMissed:
      if let refusal = refusalToWrite { return [.tell(refusal, isError: true)] }
      open.isSaving = true
      sheet = .session(open)
      return [.perform(.hold(open.entry.id))]
    case .character("m"), .character("v"), .character("t"), .character("x"), .character("X"), .character("e"):
      if let refusal = refusalToWrite { return [.tell(refusal, isError: true)] }
      if key.typed?.lowercased() == "x", open.hasBegun(at: calendar.now) {
        open.beginMissing(viewer.person)
        break
      }
      guard key == .character("e") || open.isComing(at: calendar.now) else {
        return [.tell("Only a coming session can be moved or cancelled", isError: true)]
      }
      return act(key, &open)
    default: break
    }
    sheet = .session(open)
    return []
  }

  /// Scrolls the whole sheet where it does not fit, its history otherwise.
  private func scroll(_ open: inout SessionSheet, by lines: Int) {
    let limit = calendar.slice.map { page(of: open, $0).limit } ?? 0
    let last = limit > 0 ? limit : max(0, (open.history?.count ?? 0) - 1)
    open.scroll = max(0, min(open.scroll, last) + lines)
    open.scroll = min(open.scroll, last)
  }

  private func writeAgenda(of open: SessionSheet) -> [CalendarEffect] {
    if let refusal = refusalToWrite { return [.tell(refusal, isError: true)] }
    if let owner = calendar.slice.flatMap({ open.agendaOwner($0) }) {
      return [.tell("The agenda of a reverse pair is the mentor's: \(owner) can change it", isError: true)]
    }
    return [.writeAgenda(open.entry.id, open.entry.session.agenda)]
  }

  private mutating func act(_ key: Key, _ open: inout SessionSheet) -> [CalendarEffect] {
    switch key {
    // As in the grid, and by its first letter.
    case .character("m"), .character("v"):
      sheet = nil
      return take(open.entry)
    case .character("t"):
      return retime(open.entry)
    case .character("x"): open.begin(open.refusal(by: viewer.person) ?? .cancel)
    case .character("X"): open.beginCancelling(viewer.person)
    default: open.beginEditing(rooms: calendar.slice?.rooms.map(\.id) ?? [])
    }
    sheet = .session(open)
    return []
  }

  /// Opens the form that gives a session another time.
  mutating func retime(_ entry: CalendarSlice.Entry) -> [CalendarEffect] {
    guard let slice = calendar.slice, slice.pair?.id == entry.session.pair else { return show(entry, then: .retime) }
    var form = BookingSheet(
      slice, start: entry.session.interval.start, length: entry.session.minutes, times: calendar.times, moving: entry)
    form.focus = .time
    form.isOfSheet = true
    sheet = .booking(form)
    return []
  }

  private mutating func save(_ open: inout SessionSheet, isComplete: Bool, missing: String) -> [CalendarEffect] {
    guard isComplete, let command = open.command else {
      open.error = missing
      sheet = .session(open)
      return []
    }
    open.isSaving = true
    open.error = nil
    sheet = .session(open)
    return [.perform(command)]
  }

  // MARK: Lists

  private mutating func handle(_ key: Key, in sheet: OpeningsList, count: Int) -> [CalendarEffect] {
    var list = sheet
    switch key {
    case Key(.escape), .character("q"), .character("b"):
      self.sheet = nil
      calendar.move(to: list.origin)
      return loadIfNeeded()
    case Key(.enter):
      // The list stays: what it shows can be looked at all the same.
      if let refusal = refusalToWrite { return [.tell(refusal, isError: true)] }
      self.sheet = nil
      guard let item = list.selected else { return [] }
      calendar.move(to: item.start)
      return loadIfNeeded() + open()
    case .character("o"): list.toggleOrder()
    default:
      let height = SheetFrame.listHeight(calendar.layout)
      guard list.list.handle(key, repeats: count, count: list.items.count, height: height) else { return [] }
    }
    // The grid behind shows the time that is being looked at.
    if let item = list.selected { calendar.move(to: item.start) }
    self.sheet = .openings(list)
    return loadIfNeeded()
  }

  private mutating func handle(_ key: Key, in sheet: PairChoice, count: Int) -> [CalendarEffect] {
    var choice = sheet
    switch key {
    case Key(.escape), .character("q"), .character("p"):
      self.sheet = nil
      return []
    case Key(.enter):
      self.sheet = nil
      guard choice.items.indices.contains(choice.list.selected) else { return [] }
      // A time that can't be booked any more is no reason to begin there.
      let notice = (calendar.slice?.policy ?? .standard).notice * 60
      let start = choice.start - calendar.now < notice ? nil : choice.start
      return show(choice.items[choice.list.selected].subject, at: start)
    default:
      let height = SheetFrame.listHeight(calendar.layout)
      guard choice.list.handle(key, repeats: count, count: choice.items.count, height: height) else { return [] }
    }
    self.sheet = .pairs(choice)
    return []
  }
}
