import Mentoring
import Scheduling
import TerminalKit

/// What a change of hours breaks: each session with the openings that could take its place, before anything is saved.
struct BrokenSheet: Layer {
  enum Action: Hashable, Sendable {
    case move(Int)
    case choose(Int)
    case leave, ask, save
  }

  /// Another time for a session; without one it stays as it is.
  struct Choice: Hashable, Sendable {
    var start: Instant
    var asks: Bool
  }

  let name = "What no longer fits"
  let person: PersonID
  let edits: [HoursEdit]
  private(set) var data: HoursData?
  private(set) var choices: [SessionID: Choice] = [:]
  private(set) var list = ListState()
  private(set) var objection: String?
  private var pending: Command?

  init(of person: PersonID, _ edits: [HoursEdit], _ data: HoursData?) {
    self.person = person
    self.edits = edits
    self.data = data
  }

  let keymap = Keymap<Action>([
    .init(.choose(1), [Key(.right), .character("l")], "next opening", hint: "another time"),
    .init(.choose(-1), [Key(.left), .character("h")], "opening before"),
    .init(.save, [Key(.enter)], "save", hint: "save"),
    .init(.move(1), [Key(.down), .character("j")], "next session", hint: "session"),
    .init(.move(-1), [Key(.up), .character("k")], "session before"),
    .init(.ask, [.character("a")], "ask the other side instead of moving it", hint: "ask"),
    .init(.leave, [.character(" ")], "leave it as it is", hint: "leave it"),
  ])

  var broken: [BrokenSession] { data?.broken ?? [] }
  var selected: BrokenSession? { broken.indices.contains(list.selected) ? broken[list.selected] : nil }

  func obstacle(to action: Action, _ context: Context) -> String? {
    switch action {
    case .choose: return selected?.openings.isEmpty ?? true ? "there is no opening near for this session" : nil
    case .ask:
      guard let selected else { return "nothing is selected" }
      if selected.session.mentor != context.actor.person, selected.session.mentee != context.actor.person {
        return "one side of a pair asks the other; you can move the session"
      }
      return choices[selected.session.id] == nil ? "choose a time first, with the arrow keys" : nil
    case .save: return pending == nil ? context.writeObstacle : "it is being saved"
    case .move, .leave: return nil
    }
  }

  mutating func type(_ key: Key, _ context: Context) -> [Effect]? {
    // Digits are counts elsewhere; here they are the openings' numbers.
    guard let number = key.typed?.wholeNumberValue, let selected else { return nil }
    return number == 0 || selected.openings.indices.contains(number - 1) ? choose(number, context) : []
  }

  mutating func perform(_ action: Action, count: Int, _ context: Context) -> [Effect] {
    objection = nil
    switch action {
    case .move(let rows): list.move(by: rows * count, count: broken.count)
    case .choose(let step):
      guard let selected else { return [] }
      let total = selected.openings.count + 1
      return choose(((chosen(selected) + step * count) % total + total) % total, context)
    case .leave: return choose(0, context)
    case .ask:
      guard let selected else { return [] }
      choices[selected.session.id]?.asks.toggle()
    case .save:
      // Each that was seen is said something about, so that a session booked meanwhile stops it.
      let remedies = broken.map { broken -> Remedy in
        guard let choice = choices[broken.session.id] else { return Remedy(broken.session.id, .leave) }
        return Remedy(
          broken.session.id, choice.asks ? .ask(choice.start, message: message(broken, context)) : .move(choice.start))
      }
      let command = Command.changeHours(HoursChange(person: person, edits: edits, remedies: remedies))
      pending = command
      return [.perform(command)]
    }
    return []
  }

  /// What the other side reads: why the agreed time can't be kept.
  private func message(_ broken: BrokenSession, _ context: Context) -> String {
    for case .absent(_, let interval, let reason) in broken.violations {
      let phrase = ViolationPhrase(
        .absent(person, interval, reason: reason), viewer: context.actor.person, times: context.times)
      return "I am \(phrase.reason(room: nil, partner: nil))"
    }
    return "my hours change"
  }

  /// Which of a session's openings is chosen, counted from 1; 0 when it stays.
  func chosen(_ broken: BrokenSession) -> Int {
    choices[broken.session.id].flatMap { broken.openings.firstIndex(of: $0.start) }.map { $0 + 1 } ?? 0
  }

  private mutating func choose(_ number: Int, _ context: Context) -> [Effect] {
    guard let selected else { return [] }
    let session = selected.session
    if number == 0 {
      choices[session.id] = nil
    } else {
      let asks = choices[session.id]?.asks ?? false
      choices[session.id] = Choice(start: selected.openings[number - 1], asks: asks)
    }
    return look(context)
  }

  mutating func refresh(_ reason: RefreshReason, _ context: Context) -> [Effect] {
    reason == .shown || reason == .storeChanged ? look(context) : []
  }

  /// What the sessions are offered depends on what was chosen for the others.
  private func look(_ context: Context) -> [Effect] {
    let (person, edits, moved, now) = (person, edits, choices.mapValues(\.start), context.now)
    return [
      .read("broken sessions") { reader, zones in
        BrokenData(data: try HoursData.load(reader, zones, person, edits, moved: moved, now: now))
      }
    ]
  }

  private struct BrokenData: Loaded {
    let data: HoursData
  }

  mutating func receive(_ loaded: any Loaded, _ context: Context) -> [Effect] {
    if let result = loaded as? CommandResult, result.command == pending {
      pending = nil
      switch result.result {
      case .success: return [.pop]
      case .failure(let error):
        objection = ErrorWording.sentence(error, context)
        return look(context)
      }
    }
    guard let found = (loaded as? BrokenData)?.data, found.moved == choices.mapValues(\.start) else { return [] }
    let kept = selected?.session.id
    data = found
    list.selected = broken.firstIndex { $0.session.id == kept } ?? min(list.selected, max(0, broken.count - 1))
    // A time that somebody has taken meanwhile is chosen no more.
    let gone = broken.filter { broken in choices[broken.session.id].map { !broken.openings.contains($0.start) } ?? false
    }
    guard !gone.isEmpty else { return [] }
    for broken in gone { choices[broken.session.id] = nil }
    objection = "a time that you chose was taken meanwhile"
    return look(context)
  }

  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect] {
    switch event.action {
    case .wheelUp: list.move(by: -1, count: broken.count)
    case .wheelDown: list.move(by: 1, count: broken.count)
    case .press:
      let drawing = BrokenDrawing(sheet: self, context: context)
      guard drawing.frame.contains(event.position) else { return [.pop] }
      guard let line = drawing.line(at: event.position) else { return [] }
      list.selected = line.session
      return line.choice.map { choose($0, context) } ?? []
    default: break
    }
    return []
  }

  func draw(into canvas: inout Canvas, _ context: Context) {
    BrokenDrawing(sheet: self, context: context).draw(into: &canvas)
  }

  func focus(_ context: Context) -> String {
    if let objection { return objection }
    guard let selected else { return "Everything fits; Enter saves" }
    let choice = choices[selected.session.id].map {
      "\($0.asks ? "ask for" : "move to") \(context.times.moment($0.start))"
    }
    return "\(list.selected + 1) of \(broken.count): \(choice ?? "stays as it is, in conflict")"
  }
}
