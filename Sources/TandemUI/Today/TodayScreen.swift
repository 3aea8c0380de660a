import Mentoring
import Scheduling
import TerminalKit

/// The first screen: what comes next, what wants doing, and how full the week is.
struct TodayScreen: Layer {
  enum Action: Hashable, Sendable {
    case move(Int)
    case page(Int)
    case first, last
    case open, calendar, book, notebook
    case nextConflict, previousConflict
  }

  let name = "Today"
  var isReady: Bool { data != nil }
  private(set) var data: TodayData?
  private(set) var list = ListState()

  /// What can be selected: sessions, then nudges.
  enum Item: Hashable, Sendable {
    case session(Int)
    case nudge(Int)
  }

  let keymap = Keymap<Action>([
    .init(.move(1), [Key(.down), .character("j"), Key(.tab)], "next", hint: "move"),
    .init(.move(-1), [Key(.up), .character("k"), Key(.tab, .shift)], "previous"),
    .init(.page(1), [Key(.pageDown)], "page down"),
    .init(.page(-1), [Key(.pageUp)], "page up"),
    .init(.first, [Key(.home)], "first"),
    .init(.last, [Key(.end), .character("G")], "last"),
    .init(.open, [Key(.enter)], "open it in the calendar", hint: "open"),
    .init(.book, [.character("b")], "book the pair's next opening", hint: "book next opening"),
    .init(.notebook, [.character("w")], "notes, tasks, goals and feedback of the pair"),
    .init(.calendar, [.character("c")], "my calendar", hint: "my calendar"),
    .init(.nextConflict, [.character("!"), .character("x")], "next conflict", hint: "next conflict"),
    .init(.previousConflict, [.alt("!"), .alt("x")], "previous conflict"),
  ])

  var items: [Item] {
    guard let data else { return [] }
    return data.coming.indices.map { .session($0) } + data.nudges.indices.map { .nudge($0) }
  }

  /// Positions among the items.
  private var placesInConflict: [Int] {
    guard let data else { return [] }
    return data.coming.indices.filter {
      !data.coming[$0].conflicts.isEmpty || !data.coming[$0].agreedConflicts.isEmpty
    }
  }

  /// The first that is not listed here, but among the pairs: it comes later, or is others'. Nil while another is listed.
  private func elsewhere(_ context: Context) -> Conflict? {
    guard placesInConflict.allSatisfy({ $0 == list.selected }) else { return nil }
    let listed = Set(data?.coming.map(\.session.id) ?? [])
    return context.conflicts.first { !listed.contains($0.session.id) }
  }

  var selected: Item? { items.indices.contains(list.selected) ? items[list.selected] : nil }

  func obstacle(to action: Action, _ context: Context) -> String? {
    switch action {
    case .open, .notebook: selected == nil ? "nothing is selected" : nil
    case .book: context.writeObstacle ?? (selected == nil ? "nothing is selected" : nil)
    case .calendar:
      context.actor.person == nil ? "only people of the program have a calendar: 2 lists the pairs, c shows one's" : nil
    case .nextConflict, .previousConflict:
      placesInConflict.contains { $0 != list.selected } || elsewhere(context) != nil
        ? nil : "nothing \(placesInConflict.isEmpty ? "" : "else ")is in conflict"
    case .move, .page, .first, .last: obstacleToMoving(among: items.count)
    }
  }

  mutating func perform(_ action: Action, count: Int, _ context: Context) -> [Effect] {
    switch action {
    case .move(let rows): list.move(by: rows * count, count: items.count)
    case .page(let pages):
      // What is on the screen, less one that stays.
      let shown = TodayDrawing(screen: self, context: context).places.count
      list.move(by: pages * count * max(1, shown - 1), count: items.count)
    case .nextConflict, .previousConflict:
      if let conflict = elsewhere(context) { return [.openPair(conflict.session.pair)] }
      list.move(round: placesInConflict, by: action == .nextConflict ? count : -count)
    case .first: list.selected = 0
    case .last: list.selected = max(0, items.count - 1)
    case .calendar: return context.actor.person.map { [.openCalendar(.person($0), at: nil)] } ?? []
    case .open:
      switch selected {
      case .session(let index):
        guard let session = data?.coming[index].session else { return [] }
        if session.status.isHold { return [.openRequest(session.id)] }
        return [.openCalendar(.pair(session.pair), at: session.interval.start)]
      case .nudge(let index):
        guard let nudge = data?.nudges[index] else { return [] }
        if let session = nudge.notebook { return [.push(NotebookOverlay(nudge.pair, session: session))] }
        return nudge.request.map { [.openRequest($0)] } ?? [.openCalendar(.pair(nudge.pair), at: nudge.start)]
      case nil: return []
      }
    case .notebook:
      switch selected {
      case .session(let index):
        return data.map {
          [.push(NotebookOverlay($0.coming[index].session.pair, session: $0.coming[index].session.id))]
        } ?? []
      case .nudge(let index):
        return data.map { [.push(NotebookOverlay($0.nudges[index].pair, session: $0.nudges[index].notebook ?? nil))] }
          ?? []
      case nil: return []
      }
    case .book:
      switch selected {
      case .session(let index): return data.map { [.bookNextOpening($0.coming[index].session.pair)] } ?? []
      case .nudge(let index): return data.map { [.bookNextOpening($0.nudges[index].pair)] } ?? []
      case nil: return []
      }
    }
    return []
  }

  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect] {
    switch event.action {
    case .wheelUp: list.move(by: -1, count: items.count)
    case .wheelDown: list.move(by: 1, count: items.count)
    case .press(let clicks):
      let places = TodayDrawing(screen: self, context: context).places
      guard let hit = places.first(where: { $0.rect.contains(event.position) }),
        let index = items.firstIndex(of: hit.item)
      else { return [] }
      let wasSelected = index == list.selected
      list.selected = index
      return clicks >= 2 || wasSelected ? perform(.open, count: 1, context) : []
    default: break
    }
    return []
  }

  mutating func receive(_ loaded: any Loaded, _ context: Context) -> [Effect] {
    if let program = loaded as? ProgramNudges, data?.isProgram == true {
      keepingSelection { data in
        data?.nudges = program.nudges
        data?.fill = program.fill
        data?.freshness.end(at: program.freshness.end)
      }
    }
    if let found = loaded as? ProgramConflicts, data?.isProgram == true { data?.mark(found.conflicts) }
    guard var data = loaded as? TodayData else { return [] }
    let (viewer, now) = (context.actor, context.now)
    // What was known of the program stays until it is read anew.
    if data.isProgram {
      data.mark(context.conflicts)
      if let before = self.data, before.isProgram { (data.nudges, data.fill) = (before.nudges, before.fill) }
    }
    keepingSelection { $0 = data }
    guard data.isProgram else { return [] }
    return [
      .read("program nudges") { reader, zones in try ProgramNudges.load(reader, zones, viewer: viewer, now: now) }
    ]
  }

  /// Changes what is there; the selection stays on what it is about, wherever that went, and where that is gone near it,
  /// among its own kind.
  private mutating func keepingSelection(_ change: (inout TodayData?) -> Void) {
    let before = selected
    let subject = before.flatMap { data?.subject(of: $0) }
    let words = before.flatMap { data?.words(of: $0) }
    change(&data)
    let items = items
    let same = items.indices.filter { subject != nil && data?.subject(of: items[$0]) == subject }
    // Of one pair several things may be to do.
    let kept = same.first { data?.words(of: items[$0]) == words } ?? same.first
    let near = items.lastIndex { item in
      switch (item, before) {
      case (.session(let index), .session(let old)?), (.nudge(let index), .nudge(let old)?): index <= old
      default: false
      }
    }
    list.selected = kept ?? near ?? min(list.selected, max(0, items.count - 1))
  }

  mutating func refresh(_ reason: RefreshReason, _ context: Context) -> [Effect] {
    guard reason != .resized, reason != .clock || data?.freshness.isOver(at: context.now) ?? true else { return [] }
    let (viewer, times, first) = (context.viewer, context.times, context.settings.firstWeekday)
    return [
      .read("today") { reader, zones in
        try TodayData.load(reader, zones, viewer: viewer, times: times, firstWeekday: first)
      }
    ]
  }

  func draw(into canvas: inout Canvas, _ context: Context) {
    TodayDrawing(screen: self, context: context).draw(into: &canvas)
  }

  func focus(_ context: Context) -> String {
    guard let data else { return "Today: \(context.unread("loading"))" }
    switch selected {
    case .session(let index):
      let coming = data.coming[index]
      return
        "Next \(index + 1) of \(data.coming.count): \(coming.people), \(context.times.span(coming.session.interval))"
    case .nudge(let index): return data.nudges[index].words(context.times)
    case nil: return "Today: nothing is booked and nothing waits"
    }
  }
}
