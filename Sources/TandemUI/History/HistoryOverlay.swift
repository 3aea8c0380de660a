import Folding
import Mentoring
import Scheduling
import TerminalKit

/// What was done, by whom, when and why; what each step changed; and taking any of them back.
struct HistoryOverlay: Layer {
  enum Action: Hashable, Sendable {
    case move(Int)
    case page(Int)
    case first, last
    case search, searched, leaveSearch
    case person, named, leaveNaming
    case scope, reverse, open, detail
  }

  /// About whom.
  enum Scope: Hashable, Sendable {
    case pair(PairID, title: String)
    case mine
    case all
    case person(PersonID, name: String)
  }

  /// Steps that are read at once; more when the end comes near.
  static let portion = 300

  let name = "History"
  /// A key on a step waits until the steps are those that were asked for; what is searched for goes on being typed.
  var isReady: Bool { data != nil && (isTyping || !isSearching) }
  private var scopes: [Scope]
  private(set) var scope: Scope
  private(set) var data: HistoryData?
  private(set) var detail: HistoryDetail?
  private(set) var list = ListState()
  private(set) var words = ""
  private(set) var field: TextField?
  /// Whether the field names a person instead of what is searched for.
  private(set) var isNaming = false
  /// On a screen too small for both: whether the step takes the list's place.
  private(set) var showsDetail = false
  /// Lines of it scrolled out of sight.
  private(set) var detailScroll = 0
  private var limit = Self.portion
  /// What was asked for last.
  private var asked: HistoryRequest?

  /// Whether the steps that are there are still those of the words or the people before.
  var isSearching: Bool {
    guard let asked, let data else { return false }
    return !asked.isForTheSame(as: data.request)
  }

  /// - Parameter pair: what the screen below shows.
  init(pair: (id: PairID, title: String)?, of actor: Actor) {
    var scopes: [Scope] = []
    if let pair { scopes.append(.pair(pair.id, title: pair.title)) }
    if actor.person != nil { scopes.append(.mine) }
    if actor.isCoordinator { scopes.append(.all) }
    self.scopes = scopes
    scope = scopes.first ?? .all
  }

  private static let keys = Keymap<Action>([
    .init(.move(1), [Key(.down), .character("j")], "down", hint: "move"),
    .init(.move(-1), [Key(.up), .character("k")], "up"),
    .init(.page(1), [Key(.pageDown)], "page down; in what the step changed, where that is opened"),
    .init(.page(-1), [Key(.pageUp)], "page up"),
    .init(.first, [Key(.home)], "newest"),
    .init(.last, [Key(.end), .character("G")], "oldest read so far"),
    .init(.reverse, [.character("u")], "take it back, or do again what it took back", hint: "take back"),
    .init(.search, [.character("/")], "search", hint: "search"),
    .init(.scope, [.character("s")], "about the pair, about me, about all", hint: "whose"),
    .init(.person, [.character("p")], "about another person", hint: "person"),
    .init(.open, [Key(.enter)], "open its session", hint: "open"),
    .init(.detail, [Key(.tab), .character(" ")], "what it changed", hint: "changes"),
  ])

  private static let fieldKeys = Keymap<Action>([
    .init(.searched, [Key(.enter)], "to what was found", hint: "done"),
    .init(.leaveSearch, [Key(.escape)], "all of it again"),
  ])

  private static let namingKeys = Keymap<Action>([
    .init(.named, [Key(.enter)], "their history", hint: "show"),
    .init(.leaveNaming, [Key(.escape)], "back"),
  ])

  var keymap: Keymap<Action> { field == nil ? Self.keys : isNaming ? Self.namingKeys : Self.fieldKeys }
  var isTyping: Bool { field != nil }

  var steps: [Step] { data?.steps ?? [] }
  var selected: Step? { steps.indices.contains(list.selected) ? steps[list.selected] : nil }

  func obstacle(to action: Action, _ context: Context) -> String? {
    switch action {
    case .reverse:
      guard let step = selected else { return "there is no step" }
      if let reversal = data?.reversals[step.id] { return "step \(reversal) took it back; take back that one" }
      guard context.actor.isCoordinator || step.actor.lowercased() == context.actor.login.lowercased() else {
        return "\(step.actor) did that; \(step.actor) or a coordinator can take it back"
      }
      return context.writeObstacle
    case .open: return selected?.session == nil ? "this step is about no session" : nil
    case .scope: return scopes.count < 2 ? "there is nothing else to see here" : nil
    case .person: return context.actor.isCoordinator ? nil : "you see your own history; a coordinator sees everybody's"
    case .move, .page, .first, .last, .search, .searched, .leaveSearch, .named, .leaveNaming, .detail: return nil
    }
  }

  mutating func type(_ key: Key, _ context: Context) -> [Effect]? {
    guard field?.handle(key) == true else { return nil }
    return isNaming ? [] : look(for: field?.text ?? "", context)
  }

  mutating func paste(_ text: String, _ context: Context) -> [Effect] {
    guard field != nil else { return [] }
    field?.paste(text)
    return isNaming ? [] : look(for: field?.text ?? "", context)
  }

  mutating func perform(_ action: Action, count: Int, _ context: Context) -> [Effect] {
    switch action {
    case .move(let rows): return select(list.selected + rows * count, context)
    case .page(let pages):
      let drawing = HistoryDrawing(overlay: self, context: context)
      if showsDetail {
        // A line of the page before stays, and the last one tells how much is left.
        let rows = pages * count * max(1, drawing.detailRows.height - 2)
        detailScroll = min(max(0, drawing.detailOffset + rows), drawing.detailLimit)
        return []
      }
      return select(list.selected + pages * count * max(1, drawing.rows.height - 1), context)
    case .first: return select(0, context)
    case .last: return select(steps.count - 1, context)
    case .search: field = TextField(replacing: words, placeholder: "words in what was done, by whom, why")
    case .searched: field = nil
    case .leaveSearch:
      field = nil
      return look(for: "", context)
    case .person: (field, isNaming) = (TextField(placeholder: "a login or a name"), true)
    case .named: return find(field?.text.trimmingSpaces ?? "")
    case .leaveNaming: (field, isNaming) = (nil, false)
    case .scope:
      let index = scopes.firstIndex(of: scope) ?? 0
      scope = scopes[(index + 1) % scopes.count]
      list = ListState()
      return read(context)
    case .reverse: return selected.map { [.perform(.reverse($0.id))] } ?? []
    case .open:
      guard let session = detail?.session, detail?.step == selected?.id else { return [] }
      return [.openCalendar(.pair(session.pair), at: session.interval.start)]
    case .detail: (showsDetail, detailScroll) = (!showsDetail, 0)
    }
    return []
  }

  private mutating func select(_ index: Int, _ context: Context) -> [Effect] {
    list.selected = min(max(0, index), max(0, steps.count - 1))
    detailScroll = 0
    var effects = readDetail(context)
    if let data, list.selected >= data.steps.count - 50, data.steps.count == limit {
      limit += Self.portion
      effects += read(context)
    }
    return effects
  }

  private mutating func look(for text: String, _ context: Context) -> [Effect] {
    guard text != words else { return [] }
    words = text
    list = ListState()
    limit = Self.portion
    return read(context)
  }

  // MARK: The store

  mutating func refresh(_ reason: RefreshReason, _ context: Context) -> [Effect] {
    reason == .shown || reason == .storeChanged ? read(context) : []
  }

  private mutating func read(_ context: Context) -> [Effect] {
    var filter = StepFilter(limit: limit).visible(to: context.actor)
    switch scope {
    case .pair(let pair, _): filter.pair = pair
    case .mine: filter.person = context.actor.person
    case .person(let person, _): filter.person = person
    case .all: break
    }
    let request = HistoryRequest(filter: filter, words: words)
    asked = request
    let wording = SummaryWording(context.times, zones: context.zones)
    let viewer = context.actor.person
    return [.read("history") { reader, _ in try HistoryData.load(reader, request, wording, for: viewer) }]
  }

  /// Looks up whom a login or a part of a name means.
  private func find(_ words: String) -> [Effect] {
    [
      .read("person") { reader, _ in
        let people = try reader.people()
        if let person = people.first(where: { $0.login.lowercased() == words.lowercased() }) {
          return HistoryPerson(words: words, person: person)
        }
        let matcher = FuzzyMatcher(words)
        let scored = people.compactMap { person in
          matcher.score(folded("\(person.name) \(person.login)")).map { (score: $0, person: person) }
        }
        return HistoryPerson(words: words, person: words.isEmpty ? nil : scored.max { $0.score < $1.score }?.person)
      }
    ]
  }

  private mutating func show(_ found: HistoryPerson, _ context: Context) -> [Effect] {
    guard isNaming, let person = found.person else {
      return [.say("nobody here is called “\(found.words)”", .warning)]
    }
    (field, isNaming) = (nil, false)
    scopes.removeAll { if case .person = $0 { true } else { false } }
    scope = .person(person.id, name: person.name)
    scopes.append(scope)
    list = ListState()
    return read(context)
  }

  private func readDetail(_ context: Context) -> [Effect] {
    guard let step = selected else { return [] }
    let (viewer, times) = (context.actor, context.times)
    return [
      .read("history step") { reader, _ in
        HistoryDetail(
          step: step.id,
          lines: try ChangeWording(reader, viewer: viewer, times: times, isForCommands: false).lines(
            try reader.changes(of: step.id)),
          session: try step.session.flatMap { try reader.session($0) })
      }
    ]
  }

  mutating func receive(_ loaded: any Loaded, _ context: Context) -> [Effect] {
    if let detail = loaded as? HistoryDetail, detail.step == selected?.id { self.detail = detail }
    if let found = loaded as? HistoryPerson { return show(found, context) }
    guard let data = loaded as? HistoryData else { return [] }
    let kept = selected?.id
    self.data = data
    list.selected = steps.firstIndex { $0.id == kept } ?? min(list.selected, max(0, steps.count - 1))
    return readDetail(context)
  }

  // MARK: Mouse and drawing

  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect] {
    switch event.action {
    case .wheelUp: return select(list.selected - 3, context)
    case .wheelDown: return select(list.selected + 3, context)
    case .press(let clicks):
      let drawing = HistoryDrawing(overlay: self, context: context)
      guard drawing.frame.contains(event.position) else { return [.pop] }
      guard !isSearching else { return [] }
      guard let index = drawing.index(at: event.position) else { return [] }
      return select(index, context) + (clicks >= 2 ? perform(.open, count: 1, context) : [])
    default: return []
    }
  }

  func draw(into canvas: inout Canvas, _ context: Context) {
    HistoryDrawing(overlay: self, context: context).draw(into: &canvas)
  }

  func focus(_ context: Context) -> String {
    guard data != nil else { return "History: \(context.unread("loading"))" }
    if isSearching { return words.isEmpty ? "History: reading" : "Searching for “\(words)”" }
    guard let selected else { return words.isEmpty ? "Nothing was done yet" : "No step holds these words" }
    return "Step \(selected.id), \(list.selected + 1) of \(steps.count)\(steps.count == limit ? " and more" : "")"
  }
}
