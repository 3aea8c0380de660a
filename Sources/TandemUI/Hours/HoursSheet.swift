import Mentoring
import Scheduling
import TerminalKit

/// A person's week, painted; the days that differ; absences; preferences. Before it is saved it tells what it breaks.
struct HoursSheet: Layer {
  enum Action: Hashable, Sendable {
    case slot(Int)
    case first, last
    case day(Int)
    case row(Int)
    case paint
    case stroke(Int)
    case strokeDays(Int)
    case everyDay, brush
    case absence, special, remove, toggle
    case pane, save, keep, leave
  }

  /// What painting changes.
  enum Brush: Hashable, Sendable {
    case hours, preferred
  }

  enum Pane: Hashable, Sendable {
    case week, list
  }

  /// A line below the week.
  enum Row: Hashable, Sendable {
    case asksFirst
    case day(Person.DayOverride)
    case absence(Absence)
  }

  /// Half hours of a day.
  static let slots = 48

  let name = "Hours"
  let id: PersonID
  var isReady: Bool { edited != nil }
  /// As it is stored.
  private(set) var person: Person?
  /// As it would be.
  private(set) var edited: Person?
  private(set) var zone: ZoneRules?
  private(set) var data: HoursData?
  private(set) var weekday = Weekday.monday
  private(set) var slot = 18
  private(set) var brush = Brush.hours
  private(set) var pane = Pane.week
  private(set) var list = ListState()
  private(set) var field: TextField?
  private(set) var isAddingAbsence = true
  /// What is wrong, or what the last key did not do.
  private(set) var objection: String?
  private var stroke: Bool?
  private var isLeaving = false

  init(of person: PersonID) { id = person }

  private static let fieldKeys = Keymap<Action>([
    .init(.keep, [Key(.enter)], "add it", hint: "add"),
    .init(.leave, [Key(.escape)], "leave it"),
  ])

  private static let common: [Keymap<Action>.Binding] = [
    .init(.save, [Key(.enter)], "save", hint: "save", group: "Save"),
    .init(.absence, [.character("a")], "add an absence", hint: "absence", group: "Add"),
    .init(.special, [.character("d")], "give one day other hours", hint: "one day", group: "Add"),
    .init(.leave, [Key(.escape), .character("q")], "leave without saving", group: "Save"),
  ]

  private static let weekKeys = Keymap<Action>(
    [
      .init(.paint, [.character(" ")], "paint, or wipe", hint: "paint", group: "Paint"),
      .init(.slot(-1), [Key(.left), .character("h")], "half an hour earlier"),
      .init(.slot(1), [Key(.right), .character("l")], "half an hour later", hint: "move"),
      .init(.day(-1), [Key(.up), .character("k")], "day before"),
      .init(.day(1), [Key(.down), .character("j")], "day after"),
      .init(.first, [Key(.home)], "begin of the day's hours, then of the day"),
      .init(.last, [Key(.end)], "end of the day's hours, then of the day"),
      .init(.stroke(-1), [.shift(.left)], "paint along, to the left", group: "Paint"),
      .init(.stroke(1), [.shift(.right)], "paint along, to the right", group: "Paint"),
      .init(.strokeDays(-1), [.shift(.up)], "paint along, to the day before", group: "Paint"),
      .init(.strokeDays(1), [.shift(.down)], "paint along, to the day after", group: "Paint"),
      .init(.everyDay, [.character("=")], "this day's on Monday to Friday", hint: "all days", group: "Paint"),
      .init(.brush, [.character("p")], "paint hours, or preferred hours", hint: "prefer", group: "Paint"),
      .init(.pane, [Key(.tab)], "to the list", hint: "list"),
    ] + common)

  private static let listKeys = Keymap<Action>(
    [
      .init(.row(1), [Key(.down), .character("j")], "down", hint: "move"),
      .init(.row(-1), [Key(.up), .character("k")], "up"),
      .init(.toggle, [.character(" ")], "whether others ask first", hint: "change"),
      .init(.remove, [.character("x"), Key(.delete)], "remove it", hint: "remove"),
      .init(.pane, [Key(.tab)], "to the week", hint: "week"),
    ] + common)

  var keymap: Keymap<Action> {
    if field != nil { return Self.fieldKeys }
    return pane == .week ? Self.weekKeys : Self.listKeys
  }

  var isTyping: Bool { field != nil }

  /// What is changed and not saved.
  var edits: [HoursEdit] {
    guard let person, let edited else { return [] }
    return HoursEdit.difference(from: person, to: edited)
  }

  /// What the change breaks; nil while that is looked up.
  var broken: [BrokenSession]? { data?.edits == edits ? data?.broken : nil }

  /// The lines below the week: those of days gone by are left out.
  func rows(_ context: Context) -> [Row] {
    guard let edited, let zone else { return [] }
    let today = zone.date(at: context.now)
    return [.asksFirst] + edited.overrides.filter { $0.date >= today }.map { .day($0) }
      + edited.absences(in: zone).filter { ($0.interval(in: zone)?.end ?? .distantPast) > context.now }
      .map { .absence($0) }
  }

  func obstacle(to action: Action, _ context: Context) -> String? {
    guard edited != nil else { return action == .leave ? nil : "the hours are not read yet" }
    switch action {
    case .paint, .stroke, .strokeDays, .everyDay, .absence, .special, .keep: return context.writeObstacle
    case .save: return edits.isEmpty ? "nothing was changed" : context.writeObstacle
    case .remove:
      guard let row = selectedRow(context), row != .asksFirst else { return "no day and no absence is selected" }
      return context.writeObstacle
    case .toggle:
      return selectedRow(context) == .asksFirst
        ? context.writeObstacle : "Space changes the first line; x removes others"
    case .slot, .first, .last, .day, .row, .brush, .pane, .leave: return nil
    }
  }

  private func selectedRow(_ context: Context) -> Row? {
    let rows = rows(context)
    return rows.indices.contains(list.selected) ? rows[list.selected] : nil
  }

  mutating func type(_ key: Key, _ context: Context) -> [Effect]? {
    guard field?.handle(key) == true else { return nil }
    (isLeaving, objection) = (false, nil)
    return []
  }

  mutating func paste(_ text: String, _ context: Context) -> [Effect] {
    field?.paste(text)
    return []
  }

  mutating func perform(_ action: Action, count: Int, _ context: Context) -> [Effect] {
    if action != .leave { isLeaving = false }
    objection = nil
    switch action {
    case .slot(let step): slot = min(max(0, slot + step * count), Self.slots - 1)
    case .first, .last: moveToEdge(last: action == .last)
    case .day(let step): weekday = day(after: step * count, context)
    case .row(let step): list.move(by: step * count, count: rows(context).count)
    case .paint:
      paint(!isOn(slot), slot...slot)
      return impact(context)
    case .stroke(let step):
      let value = isOn(slot)
      let next = min(max(0, slot + step * count), Self.slots - 1)
      paint(value, min(slot, next)...max(slot, next))
      slot = next
      return impact(context)
    case .strokeDays(let step):
      let value = isOn(slot)
      for _ in 0..<min(count, 6) {
        weekday = day(after: step, context)
        paint(value, slot...slot)
      }
      return impact(context)
    case .everyDay:
      copyToEveryDay()
      return impact(context)
    case .brush: brush = brush == .hours ? .preferred : .hours
    case .absence, .special:
      isAddingAbsence = action == .absence
      field = TextField(
        placeholder: isAddingAbsence
          ? "7 dec to 11 dec, vacation, or fri 14:00-16:00" : "fri 10:00-12:00, or fri off, or fri usual")
    case .keep: return keep(context)
    case .remove:
      switch selectedRow(context) {
      case .day(let day): return change(.day(day.date, nil), context)
      case .absence(let absence): return change(.removeAbsence(absence), context)
      case .asksFirst, nil: break
      }
    case .toggle: return change(.asksFirst(!asksFirst(context)), context)
    case .pane: pane = pane == .week ? .list : .week
    case .save: return save(context)
    case .leave: return leave()
    }
    return []
  }

  /// The rows' days, from the one that a week begins with.
  func week(_ context: Context) -> [Weekday] { (0..<7).map { context.settings.firstWeekday.advanced(by: $0) } }

  /// The day so many further down the week, which ends with its last.
  private func day(after step: Int, _ context: Context) -> Weekday {
    let week = week(context)
    return week[min(max(0, (week.firstIndex(of: weekday) ?? 0) + step), 6)]
  }

  /// To the first or last painted half hour of the day as in the calendar, and from there to the day's own.
  private mutating func moveToEdge(last: Bool) {
    let painted = (0..<Self.slots).filter { minutes($0, of: weekday, brush) > 0 }
    let wanted = last ? painted.last : painted.first
    slot = wanted.flatMap { $0 == slot ? nil : $0 } ?? (last ? Self.slots - 1 : 0)
  }

  // MARK: Painting

  /// Whether a half hour of the day at the cursor is painted, all of it.
  func isOn(_ slot: Int) -> Bool { minutes(slot, of: weekday, brush) == 30 }

  /// How much of a half hour is painted, 0 to 30 minutes.
  func minutes(_ slot: Int, of day: Weekday, _ brush: Brush) -> Int {
    let hours = brush == .hours ? edited?.hours : edited?.policy.preferred
    return hours?.minutes(on: day, from: slot * 30, to: slot * 30 + 30) ?? 0
  }

  private mutating func paint(_ value: Bool, _ slots: ClosedRange<Int>) {
    let weekday = weekday
    change { hours in
      hours.paint(value, on: weekday, from: slots.lowerBound * 30, to: slots.upperBound * 30 + 30)
    }
  }

  private mutating func copyToEveryDay() {
    let weekday = weekday
    change { hours in
      let ranges = hours[weekday]
      for day in Weekday.allCases.prefix(5) { hours[day] = ranges }
    }
  }

  private mutating func change(_ body: (inout WeeklyHours) -> Void) {
    guard var edited else { return }
    if brush == .hours {
      body(&edited.hours)
    } else {
      var preferred = edited.policy.preferred ?? WeeklyHours()
      body(&preferred)
      edited.policy.preferred = preferred.isEmpty ? nil : preferred
    }
    self.edited = edited
  }

  // MARK: The list

  func asksFirst(_ context: Context) -> Bool { edited?.policy.asksFirst ?? false }

  private mutating func change(_ edit: HoursEdit, _ context: Context) -> [Effect] {
    do throws(CommandError) {
      edited = try edited?.applying([edit])
    } catch {
      objection = ErrorWording.sentence(error, context)
    }
    list.move(by: 0, count: rows(context).count)
    return impact(context)
  }

  private mutating func keep(_ context: Context) -> [Effect] {
    switch reading(context) {
    case .success(let edit):
      field = nil
      pane = .list
      let effects = change(edit, context)
      if let index = rows(context).firstIndex(where: { edit.isAbout($0) }) { list.selected = index }
      return effects
    case .failure(let failure):
      objection = failure.text
      return []
    }
  }

  /// What the line that is typed means.
  func reading(_ context: Context) -> Result<HoursEdit, LineOverlay.LineError> {
    guard let zone, let text = field?.text else { return .failure(.init(text: "")) }
    do {
      guard isAddingAbsence else { return .success(try DayPhrase(text, now: context.now, zone: zone).edit) }
      return .success(.addAbsence(try AbsencePhrase(text, now: context.now, zone: zone).absence))
    } catch let error as HoursError {
      return .failure(.init(text: "“\(error.value)” \(error.reason); write “fri 10:00-12:00” or “fri off”"))
    } catch {
      return .failure(.init(text: "\(error)"))
    }
  }

  // MARK: Saving

  private mutating func save(_ context: Context) -> [Effect] {
    guard let broken else {
      objection = "still looking at what this breaks; try again"
      return []
    }
    guard broken.isEmpty else { return [.push(BrokenSheet(of: id, edits, data))] }
    return [.perform(.changeHours(HoursChange(person: id, edits: edits)))]
  }

  private mutating func leave() -> [Effect] {
    if let text = field?.text.trimmingSpaces {
      guard text.isEmpty || isLeaving else {
        isLeaving = true
        objection = "not taken yet: Enter takes it, Esc again throws it away"
        return []
      }
      (field, isLeaving) = (nil, false)
      return []
    }
    guard edits.isEmpty || isLeaving else {
      isLeaving = true
      objection = "not saved yet: Enter saves, Esc again throws it away"
      return []
    }
    return [.pop]
  }

  // MARK: The store

  mutating func refresh(_ reason: RefreshReason, _ context: Context) -> [Effect] {
    guard reason == .shown || reason == .storeChanged else { return [] }
    return impact(context)
  }

  /// Looks up what the change breaks, and the hours as they are stored now.
  private func impact(_ context: Context) -> [Effect] {
    let (id, edits, now) = (id, edits, context.now)
    return [.read("hours") { reader, zones in try HoursData.load(reader, zones, id, edits, now: now) }]
  }

  mutating func receive(_ loaded: any Loaded, _ context: Context) -> [Effect] {
    if let result = loaded as? CommandResult, case .changeHours(let change) = result.command, change.person == id {
      switch result.result {
      case .success: return [.pop]
      case .failure(CommandError.breaks): return impact(context)
      case .failure(let error): objection = ErrorWording.sentence(error, context)
      }
    }
    guard let data = loaded as? HoursData, data.moved.isEmpty else { return [] }
    guard let stored = data.person, stored.id == id else {
      return data.person == nil ? [.pop, .say("this person is gone", .warning)] : []
    }
    let pending = edits
    zone = try? context.zones.zone(named: stored.zone)
    if person != stored {
      // Somebody else changed them: what was painted here goes on top.
      person = stored
      edited = (try? stored.applying(pending)) ?? stored
      if pending.isEmpty, data.edits.isEmpty { weekday = zone?.date(at: context.now).weekday ?? .monday }
    }
    self.data = data
    // What is painted here is something else on top of the new hours; else a later answer is on its way.
    return edits == pending ? [] : impact(context)
  }

  // MARK: Mouse

  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect] {
    guard field == nil, edited != nil else { return [] }
    let drawing = HoursDrawing(sheet: self, context: context)
    switch event.action {
    case .press:
      guard drawing.frame.contains(event.position) else { return edits.isEmpty ? [.pop] : leave() }
      if let (day, slot) = drawing.cell(at: event.position) {
        (weekday, self.slot, pane) = (day, slot, .week)
        guard obstacle(to: .paint, context) == nil else { return [] }
        stroke = !isOn(slot)
        paint(stroke ?? true, slot...slot)
        return impact(context)
      }
      if let index = drawing.row(at: event.position) { (list.selected, pane) = (index, .list) }
    case .drag:
      guard let stroke, let (day, slot) = drawing.cell(at: event.position), day == weekday else { return [] }
      paint(stroke, min(self.slot, slot)...max(self.slot, slot))
      self.slot = slot
      return impact(context)
    case .release: stroke = nil
    case .wheelUp: list.move(by: -1, count: rows(context).count)
    case .wheelDown: list.move(by: 1, count: rows(context).count)
    }
    return []
  }
}
