import Mentoring
import Scheduling
import TerminalKit

/// The openings near a session's time, one of which is taken instead: proposed for a request, or booked or asked for when
/// a session was called off.
struct AnotherTimeOverlay: Layer {
  enum Purpose: Hashable, Sendable {
    case counter
    /// Called off; late says whether that counts against who did it.
    case replacement(isLate: Bool)
  }

  enum Action: Hashable, Sendable {
    case take, ask
    case move(Int)
    case page(Int)
  }

  /// What was found, for one session.
  private struct Openings: Loaded {
    let session: SessionID
    let people: [Person]
    let starts: [Instant]
  }

  private static let count = 60

  let purpose: Purpose
  var name: String {
    switch purpose {
    case .counter: "Propose another time"
    case .replacement(let isLate): "Called off\(isLate ? " late, which counts" : ""): another time instead?"
    }
  }
  var isReady: Bool { starts != nil }
  private let session: Session
  /// The mentor and the mentee, for their clocks.
  private var people: [Person] = []
  private var starts: [Instant]?
  private var list = ListState()

  init(_ session: Session, for purpose: Purpose) {
    self.session = session
    self.purpose = purpose
  }

  var keymap: Keymap<Action> {
    let taking: [Keymap<Action>.Binding] =
      purpose == .counter
      ? [.init(.take, [Key(.enter)], "propose this time instead", hint: "propose")]
      : [
        .init(.take, [Key(.enter)], "book this time instead", hint: "book"),
        .init(.ask, [.character("r")], "ask the other side for it", hint: "ask"),
      ]
    return Keymap(
      [
        .init(.move(1), [Key(.down), .character("j")], "down", hint: "move"),
        .init(.move(-1), [Key(.up), .character("k")], "up"),
        .init(.page(1), [Key(.pageDown)], "page down"),
        .init(.page(-1), [Key(.pageUp)], "page up"),
      ] + taking)
  }

  func obstacle(to action: Action, _ context: Context) -> String? {
    switch action {
    case .move, .page: return nil
    case .take, .ask: break
    }
    if starts?.isEmpty ?? true { return "there is no opening near that time" }
    guard action == .ask else { return nil }
    let isSide = context.actor.person == session.mentor || context.actor.person == session.mentee
    return isSide ? nil : "one side of a pair asks the other; Enter books directly"
  }

  mutating func perform(_ action: Action, count: Int, _ context: Context) -> [Effect] {
    let total = starts?.count ?? 0
    switch action {
    case .move(let rows): list.move(by: rows * count, count: total)
    case .page(let pages): list.move(by: pages * count * max(1, height(context) - 1), count: total)
    case .take, .ask:
      guard let starts, starts.indices.contains(list.selected) else { return [] }
      return [.pop, .perform(command(starts[list.selected], asks: action == .ask))]
    }
    list.settle(count: total, height: height(context))
    return []
  }

  private func command(_ start: Instant, asks: Bool) -> Command {
    guard purpose != .counter else { return .counter(Counter(session: session.id, start: start)) }
    return .book(
      Booking(
        pair: session.pair, start: start, length: session.minutes, room: session.room, topic: session.topic,
        agenda: session.agenda, asks: asks))
  }

  mutating func refresh(_ reason: RefreshReason, _ context: Context) -> [Effect] {
    guard reason == .shown || reason == .storeChanged else { return [] }
    let (session, now) = (session, context.now)
    return [
      .read("openings to propose") { reader, zones in
        guard let pair = try reader.pair(session.pair) else {
          return Openings(session: session.id, people: [], starts: [])
        }
        let people = [try reader.person(pair.mentor), try reader.person(pair.mentee)].compactMap { $0 }
        let starts = try AlternativeFinder(reader, zones: zones).nearest(
          to: session.interval.start, for: pair, length: session.minutes, room: session.room, moving: [session.id],
          at: now, count: Self.count)
        return Openings(session: session.id, people: people, starts: starts.filter { $0 != session.interval.start })
      }
    ]
  }

  mutating func receive(_ loaded: any Loaded, _ context: Context) -> [Effect] {
    guard let found = loaded as? Openings, found.session == session.id else { return [] }
    let before = starts.flatMap { $0.indices.contains(list.selected) ? $0[list.selected] : nil }
    let wanted = before ?? session.interval.start
    (starts, people) = (found.starts, found.people)
    list.selected = found.starts.firstIndex { $0 >= wanted } ?? max(0, found.starts.count - 1)
    list.settle(count: found.starts.count, height: height(context))
    return []
  }

  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect] {
    let frame = frame(context)
    switch event.action {
    case .wheelUp: return perform(.move(-1), count: 3, context)
    case .wheelDown: return perform(.move(1), count: 3, context)
    case .press(let clicks):
      guard frame.contains(event.position) else { return [.pop] }
      let rows = list.visible(count: starts?.count ?? 0, height: height(context))
      let index = rows.lowerBound + event.position.y - frame.y - 1
      guard rows.contains(index) else { return [] }
      let wasSelected = list.selected == index
      list.selected = index
      return clicks >= 2 || wasSelected ? perform(.take, count: 1, context) : []
    default: return []
    }
  }

  private func frame(_ context: Context) -> Rect {
    let rows = min(14, max(1, starts?.count ?? 1)) + 2
    return context.area.centered(Size(min(58, context.size.width - 2), min(context.area.height, rows)))
  }

  private func height(_ context: Context) -> Int { max(1, frame(context).height - 2) }

  func draw(into canvas: inout Canvas, _ context: Context) {
    let theme = context.theme
    let inside = canvas.panel(
      frame(context), title: name, theme: theme, glyphs: context.glyphs, isFocused: true
    ).inset(1, 0)
    guard let starts else {
      canvas.write(context.plain("Looking for openings…"), at: inside.x, inside.y, style: theme[.muted])
      return
    }
    guard !starts.isEmpty else {
      canvas.write(
        truncated("No opening within three weeks of that time", to: inside.width), at: inside.x, inside.y,
        style: theme[.warning])
      return
    }
    for (row, index) in list.visible(count: starts.count, height: inside.height).enumerated() {
      let isSelected = index == list.selected
      let style = theme[isSelected ? .selection : .text]
      let rect = inside.row(row)
      canvas.fill(rect, style: style)
      if isSelected {
        canvas.write(context.glyphs.pointer, at: rect.x, rect.y, style: style)
        canvas.cursor = Point(rect.x, rect.y)
      }
      canvas.write(
        truncated(words(starts[index], context), to: rect.width - 2, ellipsis: context.glyphs.ellipsis), at: rect.x + 2,
        rect.y, style: style)
    }
  }

  private func words(_ start: Instant, _ context: Context) -> String {
    let span = context.times.span(Interval(start: start, seconds: session.interval.seconds))
    let local = people.compactMap { person -> String? in
      guard person.zone != context.zone.name, let zone = try? context.zones.zone(named: person.zone) else { return nil }
      let times = TimeWording(zone: zone, now: context.now, clock: context.settings.clock)
      return "\(times.time(start)) for \(person.name.prefix { $0 != " " })"
    }
    return context.plain(([span] + local).joined(separator: " · "))
  }

  func focus(_ context: Context) -> String {
    guard let starts else { return "Looking for openings" }
    return starts.isEmpty ? "No opening" : "Opening \(list.selected + 1) of \(starts.count)"
  }
}
