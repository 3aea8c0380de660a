import Mentoring
import Scheduling
import TerminalKit

/// The table of pairs and what there is to know of the selected one.
struct PairsScreen: Layer {
  enum Action: Hashable, Sendable {
    case move(Int)
    case page(Int)
    case first, last
    case search, keepSearch, nextMatch, previousMatch, filter
    case nextConflict, previousConflict
    case sort(PairFilter.Column)
    case leaveSearch
    case open, calendar, book, notebook
  }

  let name = "Pairs"
  private(set) var list: PairList?
  private(set) var filter = PairFilter()
  /// Positions in the list's rows, in the order shown.
  private(set) var shown: [Int] = []
  private(set) var table = ListState()
  /// The search field while it is typed in, what was searched for and where the selection was before.
  private(set) var search: (field: TextField, kept: String, before: PairID?)?
  /// Whether the detail lies over the table, where there is no room beside it.
  private(set) var isDetailOpen = false
  /// Lines of the open detail above those in sight.
  private(set) var detailOffset = 0
  /// The sessions that no longer fit, by pair and start: the viewer's, a coordinator's all.
  private(set) var conflicts: [PairID: [Conflict]] = [:]
  /// To be selected once it is loaded.
  private var wanted: PairID?

  var selectedRow: PairList.Row? {
    guard let list, shown.indices.contains(table.selected) else { return nil }
    return list.rows[shown[table.selected]]
  }

  var isTyping: Bool { search != nil }
  var isReady: Bool { list != nil }

  /// In the open detail a page is one of its own.
  var keymap: Keymap<Action> {
    guard search == nil else { return Self.searchKeys }
    guard isDetailOpen else { return Self.keys }
    return Keymap(
      Self.keys.bindings.map { binding in
        var binding = binding
        if binding.action == .page(1) { (binding.label, binding.hint) = ("more of the details", "more") }
        if binding.action == .page(-1) { binding.label = "back in the details" }
        if binding.action == .leaveSearch { binding.hint = "close" }
        return binding
      })
  }

  private static let searchKeys = Keymap<Action>([
    .init(.keepSearch, [Key(.enter)], "keep what was found", hint: "keep"),
    .init(.leaveSearch, [Key(.escape)], "back to the search and the pair before", hint: "back"),
    .init(.move(1), [Key(.down)], "down", hint: "move"),
    .init(.move(-1), [Key(.up)], "up"),
    .init(.page(1), [Key(.pageDown)], "page down"),
    .init(.page(-1), [Key(.pageUp)], "page up"),
  ])

  private static let keys = Keymap<Action>(
    [
      .init(.move(1), [Key(.down), .character("j")], "down", hint: "move"),
      .init(.move(-1), [Key(.up), .character("k")], "up"),
      .init(.page(1), [Key(.pageDown), .control("f")], "page down"),
      .init(.page(-1), [Key(.pageUp)], "page up"),
      .init(.first, [Key(.home)], "first pair"),
      .init(.last, [Key(.end), .character("G")], "last pair"),
      .init(.open, [Key(.enter)], "details, then the pair's calendar", hint: "open"),
      .init(.calendar, [.character("c")], "the pair's calendar", hint: "calendar"),
      .init(.book, [.character("b")], "book the next opening", hint: "book next opening"),
      .init(.search, [.character("/")], "search names, skills, departments, topics", hint: "search"),
      .init(.nextMatch, [.character("n")], "next match"),
      .init(.previousMatch, [.character("N")], "previous match"),
      .init(.nextConflict, [.character("!")], "next pair in conflict", hint: "next conflict"),
      .init(.previousConflict, [.alt("!")], "previous pair in conflict"),
      .init(.filter, [.character("f")], "next filter: all, mine, at risk, kinds", hint: "filter"),
      .init(.notebook, [.character("w")], "notes, tasks, goals and feedback of the pair"),
      .init(.leaveSearch, [Key(.escape)], "close the details, end the search or the filter"),
    ]
      + PairFilter.Column.allCases.map { column in
        .init(
          .sort(column), [.character(column.letter)], "sort by \(column.title.lowercased()), again to reverse",
          group: "Sort")
      })

  func obstacle(to action: Action, _ context: Context) -> String? {
    switch action {
    case .notebook:
      guard let row = selectedRow else { return "no pair is selected" }
      return context.actor.person.map(row.pair.includes) ?? false
        ? nil : "what \(row.mentor.name) and \(row.mentee.name) note is theirs alone"
    case .open, .calendar: return selectedRow == nil ? "no pair is selected" : nil
    case .book:
      guard let row = selectedRow else { return "no pair is selected" }
      if let obstacle = context.writeObstacle { return obstacle }
      guard context.actor.mayAct(for: row.pair) else {
        return "only \(row.mentor.name), \(row.mentee.name) or a coordinator can book"
      }
      return row.pair.state == .active ? nil : "this pair is not active"
    case .page(let pages) where isDetailOpen:
      let limit = PairsDrawing(screen: self, context: context).detailScroll.limit
      return (pages > 0 ? detailOffset < limit : detailOffset > 0) ? nil : "nothing more is there"
    case .move, .page, .first, .last: return obstacleToMoving(among: shown.count)
    case .nextConflict, .previousConflict:
      if placesInConflict == [table.selected] {
        return "no other pair \(filter.query.isEmpty ? "" : "here ")is in conflict"
      }
      if !placesInConflict.isEmpty { return nil }
      return conflicts.isEmpty ? "nothing is in conflict" : "what is in conflict is filtered out; Esc shows all pairs"
    case .nextMatch, .previousMatch: return filter.query.isEmpty ? "there is no search; / begins one" : nil
    default: return nil
    }
  }

  mutating func perform(_ action: Action, count: Int, _ context: Context) -> [Effect] {
    let height = PairsDrawing(screen: self, context: context).bodyHeight
    if isDetailOpen, case .page(let pages) = action {
      scrollDetail(by: pages * count * PairsDrawing(screen: self, context: context).detailScroll.page, context)
      return []
    }
    // Another pair's begins at its beginning.
    detailOffset = 0
    switch action {
    case .move(let rows): table.move(by: rows * count, count: shown.count)
    case .page(let pages): table.move(by: pages * count * max(1, height - 1), count: shown.count)
    case .first: table.selected = 0
    case .last: table.selected = max(0, shown.count - 1)
    case .nextMatch: table.move(by: count, count: shown.count)
    case .previousMatch: table.move(by: -count, count: shown.count)
    case .nextConflict: table.move(round: placesInConflict, by: count)
    case .previousConflict: table.move(round: placesInConflict, by: -count)
    case .search: search = (TextField(replacing: filter.query), filter.query, selectedRow?.pair.id)
    case .keepSearch: search = nil
    case .filter:
      let subsets = PairFilter.Subset.allCases.filter { $0 != .mine || context.actor.person != nil }
      let index = subsets.firstIndex(of: filter.subset) ?? 0
      filter.subset = subsets[(index + 1) % subsets.count]
      arrange(context, keeping: selectedRow?.pair.id)
    case .sort(let column): sort(by: column, context)
    case .leaveSearch:
      if let search {
        self.search = nil
        filter.query = search.kept
        arrange(context, keeping: search.before)
      } else if isDetailOpen {
        isDetailOpen = false
      } else if filter.query.isEmpty {
        filter.subset = .all
        arrange(context, keeping: selectedRow?.pair.id)
      } else {
        filter.query = ""
        arrange(context, keeping: selectedRow?.pair.id)
      }
    case .open:
      // Beside the table the detail is always there; Enter goes on to the calendar.
      if PairsDrawing(screen: self, context: context).hasDetailBeside || isDetailOpen { return calendarEffects }
      isDetailOpen = true
    case .calendar: return calendarEffects
    case .notebook: return selectedRow.map { [.push(NotebookOverlay($0.pair.id, session: nil))] } ?? []
    case .book: return selectedRow.map { [.bookNextOpening($0.pair.id)] } ?? []
    }
    table.settle(count: shown.count, height: height)
    return []
  }

  private mutating func scrollDetail(by lines: Int, _ context: Context) {
    detailOffset = min(max(0, detailOffset + lines), PairsDrawing(screen: self, context: context).detailScroll.limit)
  }

  /// At what no longer fits, for that is what one looks for there, else at the next session.
  private var calendarEffects: [Effect] {
    selectedRow.map { row in
      let conflict = conflicts[row.pair.id]?.first?.session.interval.start
      return [.openCalendar(.pair(row.pair.id), at: conflict ?? row.next?.interval.start)]
    } ?? []
  }

  private func isInConflict(_ index: Int) -> Bool {
    list.map { conflicts[$0.rows[shown[index]].pair.id] != nil } ?? false
  }

  private var placesInConflict: [Int] { conflicts.isEmpty ? [] : shown.indices.filter(isInConflict) }

  // MARK: Searching

  mutating func type(_ key: Key, _ context: Context) -> [Effect]? {
    guard var search, search.field.handle(key) else { return nil }
    let isSame = search.field.text == filter.query
    self.search = search
    // Moving the cursor in the text is no new search.
    if !isSame { applySearch(context) }
    return []
  }

  mutating func paste(_ text: String, _ context: Context) -> [Effect] {
    guard var search else { return [] }
    search.field.paste(text)
    self.search = search
    applySearch(context)
    return []
  }

  private mutating func applySearch(_ context: Context) {
    filter.query = search?.field.text ?? ""
    arrange(context, keeping: nil)
    table.selected = 0
    table.settle(count: shown.count, height: PairsDrawing(screen: self, context: context).bodyHeight)
  }

  private mutating func sort(by column: PairFilter.Column, _ context: Context) {
    filter.isDescending = filter.column == column ? !filter.isDescending : false
    filter.column = column
    arrange(context, keeping: selectedRow?.pair.id)
  }

  /// Applies filter and order anew; the selection stays on its pair where that is still shown.
  private mutating func arrange(_ context: Context, keeping pair: PairID?) {
    guard let list else { return }
    shown = filter.apply(to: list.rows, viewer: context.actor.person)
    if let pair, let index = shown.firstIndex(where: { list.rows[$0].pair.id == pair }) { table.selected = index }
    table.settle(count: shown.count, height: PairsDrawing(screen: self, context: context).bodyHeight)
  }

  /// Selects a pair, whatever was searched for before.
  mutating func open(_ pair: PairID, _ context: Context) -> [Effect] {
    filter.query = ""
    filter.subset = .all
    wanted = pair
    arrange(context, keeping: pair)
    return refresh(.shown, context)
  }

  // MARK: Mouse

  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect] {
    let drawing = PairsDrawing(screen: self, context: context)
    switch event.action {
    case .wheelUp where isDetailOpen: scrollDetail(by: -3, context)
    case .wheelDown where isDetailOpen: scrollDetail(by: 3, context)
    case .wheelUp: table.scroll(by: -3, count: shown.count, height: drawing.bodyHeight)
    case .wheelDown: table.scroll(by: 3, count: shown.count, height: drawing.bodyHeight)
    case .press(let clicks):
      if isDetailOpen {
        isDetailOpen = false
        return []
      }
      if event.position.y == drawing.headerRow, let column = drawing.column(at: event.position.x) {
        sort(by: column, context)
      } else if event.position.y == context.area.y {
        return perform(.search, count: 1, context)
      } else if let index = drawing.row(at: event.position) {
        let wasSelected = index == table.selected
        table.selected = index
        return clicks >= 2 || wasSelected ? perform(.open, count: 1, context) : []
      }
    default: break
    }
    return []
  }

  // MARK: Data

  mutating func receive(_ loaded: any Loaded, _ context: Context) -> [Effect] {
    let isProgram = context.actor.isCoordinator
    if let found = isProgram ? (loaded as? ProgramConflicts)?.conflicts : (loaded as? TodayData)?.conflicts {
      conflicts = Dictionary(grouping: found, by: \.session.pair)
    }
    guard let list = loaded as? PairList else { return [] }
    let kept = wanted ?? selectedRow?.pair.id
    wanted = nil
    self.list = list
    shown = []
    arrange(context, keeping: kept)
    return []
  }

  mutating func refresh(_ reason: RefreshReason, _ context: Context) -> [Effect] {
    if reason == .resized {
      table.settle(count: shown.count, height: PairsDrawing(screen: self, context: context).bodyHeight)
      return []
    }
    if reason == .clock, let list, !list.freshness.isOver(at: context.now) { return [] }
    let (viewer, now) = (context.actor, context.now)
    return [.read("pairs") { reader, zones in try PairList.load(reader, zones, viewer: viewer, now: now) }]
  }

  func draw(into canvas: inout Canvas, _ context: Context) {
    PairsDrawing(screen: self, context: context).draw(into: &canvas)
  }

  func focus(_ context: Context) -> String {
    if search != nil { return "Search: \(shown.count) of \(list?.rows.count ?? 0) pairs" }
    guard let row = selectedRow else {
      return list.map { $0.fill.advice ?? "No pair fits; Esc shows all" } ?? "Pairs: \(context.unread("loading"))"
    }
    return "Pair \(table.selected + 1) of \(shown.count): \(row.mentor.name) → \(row.mentee.name)"
      + (conflicts[row.pair.id] == nil ? "" : ", in conflict") + (row.risk.map { ", \($0)" } ?? "")
  }
}
