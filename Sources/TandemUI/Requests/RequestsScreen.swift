import Mentoring
import Scheduling
import TerminalKit

/// What waits for an answer, the viewer's or the other side's, each with the day around it.
struct RequestsScreen: Layer {
  enum Action: Hashable, Sendable {
    case move(Int)
    case page(Int)
    case first, last
    case accept, acceptAnyway, decline, counter, withdraw, calendar
    case conflict
  }

  let name = "Requests"
  var isReady: Bool { data != nil }
  private(set) var data: RequestsData?
  private(set) var list = ListState()
  /// To be selected once it is loaded.
  private var wanted: SessionID?
  /// What is to be done for others once it is asked for again.
  private var asked: (session: SessionID, action: Action)?

  private static let keys = Keymap<Action>([
    .init(.move(1), [Key(.down), .character("j"), Key(.tab)], "next", hint: "move"),
    .init(.move(-1), [Key(.up), .character("k"), .shift(.tab)], "previous"),
    .init(.page(1), [Key(.pageDown)], "page down"),
    .init(.page(-1), [Key(.pageUp)], "page up"),
    .init(.first, [Key(.home)], "first request"),
    .init(.last, [Key(.end), .character("G")], "last request"),
    .init(.accept, [.character("a")], "accept this time", hint: "accept", group: "Answer"),
    .init(.acceptAnyway, [.character("A")], "accept although your own calendar is against it", group: "Answer"),
    .init(.decline, [.character("d")], "decline, with a reason", hint: "decline", group: "Answer"),
    .init(.counter, [.character("c")], "propose another time", hint: "counter", group: "Answer"),
    .init(.withdraw, [.character("w")], "withdraw what you asked for", hint: "withdraw", group: "Answer"),
    .init(.calendar, [Key(.enter)], "see it in the calendar", hint: "calendar"),
    .init(.conflict, [.character("!")], "the first pair in conflict"),
  ])

  /// The table, with a hint at what waives one's own rules where that is what is needed.
  var keymap: Keymap<Action> {
    guard selected?.canWaive ?? false else { return Self.keys }
    var bindings = Self.keys.bindings
    for index in bindings.indices {
      switch bindings[index].action {
      case .accept: bindings[index].hint = nil
      case .acceptAnyway: bindings[index].hint = "accept anyway"
      default: break
      }
    }
    return Keymap(bindings)
  }

  /// What accepts although one's own calendar is against it, as the configuration has it.
  func acceptAnywayKey(_ context: Context) -> Key? {
    context.settings.keys.applied(to: Self.keys, of: name).bindings.first { $0.action == .acceptAnyway }?.keys.first
  }

  var selected: RequestsData.Item? {
    guard let items = data?.items, items.indices.contains(list.selected) else { return nil }
    return items[list.selected]
  }

  func obstacle(to action: Action, _ context: Context) -> String? {
    switch action {
    case .move, .page, .first, .last: return obstacleToMoving(among: data?.items.count ?? 0)
    case .conflict: return context.conflicts.isEmpty ? "nothing is in conflict" : nil
    default: break
    }
    guard let item = selected else { return "nothing is selected" }
    if action == .calendar { return nil }
    if let obstacle = context.writeObstacle { return obstacle }
    let isProposer = context.actor.person == item.request.proposer
    switch action {
    case .accept, .acceptAnyway, .decline:
      return isProposer
        ? "you proposed this time; \(item.answering.name) answers, and w withdraws it" : nil
    case .withdraw:
      return isProposer || context.actor.isCoordinator
        ? nil : "\(item.proposer.name) proposed this time; d declines it"
    case .counter:
      return item.waitsForViewer || isProposer ? nil : "only \(item.mentor.name) and \(item.mentee.name) propose times"
    case .move, .page, .first, .last, .calendar, .conflict: return nil
    }
  }

  mutating func perform(_ action: Action, count: Int, _ context: Context) -> [Effect] {
    let rows = data?.items.count ?? 0
    if let question = question(before: action, context) { return [.say(question, .warning)] }
    switch action {
    case .move(let step): list.move(by: step * count, count: rows)
    case .page(let pages):
      let shown = RequestsDrawing(screen: self, context: context).places.count
      list.move(by: pages * count * max(1, shown - 1), count: rows)
    case .first: list.selected = 0
    case .last: list.selected = max(0, rows - 1)
    case .conflict: return context.conflicts.first.map { [.openPair($0.session.pair)] } ?? []
    default: return answer(action, context)
    }
    return []
  }

  /// What is asked back of a coordinator, whose key answers or withdraws for somebody else; nil where nothing is, or it was.
  private mutating func question(before action: Action, _ context: Context) -> String? {
    defer { if asked?.action != action { asked = nil } }
    guard let item = selected, context.actor.person != item.mentor.id, context.actor.person != item.mentee.id else {
      return nil
    }
    let deed: String
    switch action {
    case .accept, .acceptAnyway: deed = "accept for \(item.answering.name)"
    case .withdraw: deed = "withdraw what \(item.proposer.name) asked for"
    default: return nil
    }
    if let asked, asked == (item.session.id, action) {
      self.asked = nil
      return nil
    }
    asked = (item.session.id, action)
    let key = context.settings.keys.applied(to: keymap, of: name).bindings.first { $0.action == action }?.keys.first
    return "\(key?.label(context.glyphs) ?? "the same key") again to \(deed)"
  }

  private func answer(_ action: Action, _ context: Context) -> [Effect] {
    guard let item = selected else { return [] }
    let session = item.session
    switch action {
    case .accept: return [.perform(.accept(session.id))]
    case .acceptAnyway: return [.perform(.accept(session.id, anyway: true))]
    case .decline:
      return [
        .push(
          LineOverlay("Decline", asking: "why (or nothing), for \(item.proposer.name)") {
            text throws(LineOverlay.LineError) in
            .decline(session.id, reason: text)
          })
      ]
    case .withdraw: return [.perform(.withdraw(session.id))]
    case .counter: return [.push(AnotherTimeOverlay(session, for: .counter))]
    case .calendar: return [.openCalendar(.pair(session.pair), at: session.interval.start)]
    case .move, .page, .first, .last, .conflict: return []
    }
  }

  /// Selects a request, now or when it has been read.
  mutating func select(_ session: SessionID) {
    wanted = session
    settle()
  }

  /// Selects what is wanted; what was selected before, wherever that went, where it isn't there.
  private mutating func settle(_ selected: SessionID? = nil) {
    let items = data?.items ?? []
    let found = [wanted, selected].lazy.compactMap { id in items.firstIndex { $0.session.id == id } }.first
    if let found { list.selected = found }
    if let wanted, items.contains(where: { $0.session.id == wanted }) { self.wanted = nil }
    list.selected = max(0, min(list.selected, items.count - 1))
  }

  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect] {
    switch event.action {
    case .wheelUp: list.move(by: -1, count: data?.items.count ?? 0)
    case .wheelDown: list.move(by: 1, count: data?.items.count ?? 0)
    case .press(let clicks):
      let places = RequestsDrawing(screen: self, context: context).places
      guard let hit = places.first(where: { $0.rect.contains(event.position) }) else { return [] }
      list.selected = hit.index
      return clicks >= 2 ? perform(.calendar, count: 1, context) : []
    default: break
    }
    return []
  }

  mutating func receive(_ loaded: any Loaded, _ context: Context) -> [Effect] {
    if let result = loaded as? CommandResult { follow(result) }
    guard let data = loaded as? RequestsData else { return [] }
    let before = selected?.session.id
    self.data = data
    settle(before)
    wanted = nil
    return []
  }

  /// What an undo brings back is what the viewer looks at.
  private mutating func follow(_ result: CommandResult) {
    switch result.command {
    case .undo, .redo, .reverse: wanted = (try? result.result.get())?.sessions.first?.id
    default: break
    }
  }

  /// Whether the time to answer one that was read is over by now.
  func hasRunOut(at now: Instant) -> Bool { data?.nextDeadline.map { $0 <= now } ?? false }

  mutating func refresh(_ reason: RefreshReason, _ context: Context) -> [Effect] {
    guard reason != .resized, reason != .clock || data?.freshness.isOver(at: context.now) ?? true else { return [] }
    let (actor, zone, now, clock) = (context.actor, context.zone, context.now, context.settings.clock)
    return [
      .read("requests") { reader, zones in
        try RequestsData.load(reader, zones, actor: actor, zone: zone, now: now, clock: clock)
      }
    ]
  }

  func draw(into canvas: inout Canvas, _ context: Context) {
    RequestsDrawing(screen: self, context: context).draw(into: &canvas)
  }

  func focus(_ context: Context) -> String {
    guard let data else { return "Requests: loading" }
    guard let item = selected else { return "Nothing waits for an answer" }
    let what = item.waitsForViewer ? "waits for you" : "waits for \(item.answering.name)"
    return "Request \(list.selected + 1) of \(data.items.count): \(what), \(context.times.span(item.session.interval))"
  }
}
