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
    case length(Int)
    case write, written, leave
    /// A time of one's own, which is typed.
    case typed
  }

  /// What was found, for one session.
  private struct Openings: Loaded {
    let session: SessionID
    let minutes: Int
    let lengths: [Int]
    let people: [Person]
    let starts: [Instant]
    /// Whether there are more than are listed.
    var isCut = false
    /// Whether a session that was called off stands again.
    var isBack = false
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
  private var isCut = false
  private var list = ListState()
  /// How long it is to be, and what the program offers.
  private var minutes: Int
  private var lengths: [Int] = []
  /// What the other side reads with a proposal.
  private var message = ""
  /// What was asked of the store, and not answered yet.
  private var pending: Command?
  private var field: TextField?
  /// Whether Esc was pressed although something was written.
  private var isLeaving = false

  init(_ session: Session, for purpose: Purpose) {
    self.session = session
    self.purpose = purpose
    minutes = session.minutes
  }

  private static let fieldKeys = Keymap<Action>([
    .init(.written, [Key(.enter)], "back to the times", hint: "back to the times"),
    .init(.leave, [Key(.escape)], "leave it; once more to discard what was written"),
  ])

  var keymap: Keymap<Action> {
    if field != nil { return Self.fieldKeys }
    let taking: [Keymap<Action>.Binding] =
      purpose == .counter
      ? [
        .init(.take, [Key(.enter)], "propose this time instead", hint: "propose"),
        .init(.length(1), [.character("+"), .character("="), Key(.right)], "longer", hint: "longer"),
        .init(.length(-1), [.character("-"), Key(.left)], "shorter", hint: "shorter"),
        .init(.write, [.character("w")], "write what the other side reads with it", hint: "write a message"),
        .init(.leave, [Key(.escape), .character("q")], "leave; once more to discard what was written"),
      ]
      : [
        .init(.take, [Key(.enter)], "book this time instead", hint: "book"),
        .init(.ask, [.character("r")], "ask the other side for it", hint: "ask"),
      ]
    let typed = Keymap<Action>.Binding(.typed, [.character("t")], "type a time", hint: "type a time")
    return Keymap(
      [
        .init(.move(1), [Key(.down), .character("j")], "down", hint: "move"),
        .init(.move(-1), [Key(.up), .character("k")], "up"),
        .init(.page(1), [Key(.pageDown)], "page down"),
        .init(.page(-1), [Key(.pageUp)], "page up"),
      ] + taking.prefix(1) + [typed] + taking.dropFirst())
  }

  func obstacle(to action: Action, _ context: Context) -> String? {
    switch action {
    case .move, .page, .write, .written, .leave: return nil
    case .typed: return context.writeObstacle
    case .length(let step):
      return length(step) == nil
        ? "sessions here are \(lengths.map(String.init).joined(separator: ", ")) minutes long" : nil
    case .take, .ask: break
    }
    if let obstacle = context.writeObstacle { return obstacle }
    if starts?.isEmpty ?? true { return "there is no opening near that time" }
    guard action == .ask else { return nil }
    let isSide = context.actor.person == session.mentor || context.actor.person == session.mentee
    return isSide ? nil : "one side of a pair asks the other; Enter books directly"
  }

  var isTyping: Bool { field != nil }

  mutating func type(_ key: Key, _ context: Context) -> [Effect]? {
    guard field?.handle(key) == true else { return nil }
    isLeaving = false
    return []
  }

  mutating func paste(_ text: String, _ context: Context) -> [Effect] {
    field?.paste(text)
    isLeaving = false
    return []
  }

  private func length(_ step: Int) -> Int? {
    step > 0 ? lengths.first { $0 > minutes } : lengths.last { $0 < minutes }
  }

  /// Back to the times, or away; what was written is asked for once.
  private mutating func leave() -> [Effect] {
    let isUnsaved = field.map { $0.text.trimmingSpaces != message } ?? !message.isEmpty
    guard isLeaving || !isUnsaved else {
      isLeaving = true
      return [.say("Not proposed yet: Esc again discards what is written", .warning)]
    }
    isLeaving = false
    guard field != nil else { return [.pop] }
    field = nil
    return []
  }

  mutating func perform(_ action: Action, count: Int, _ context: Context) -> [Effect] {
    let total = starts?.count ?? 0
    guard pending == nil else { return [] }
    if action != .leave { isLeaving = false }
    switch action {
    case .leave: return leave()
    case .length(let step):
      guard let next = length(step) else { return [] }
      minutes = next
      return read(context)
    case .typed: return [.push(typedTime(context))]
    case .write: field = TextField(message, placeholder: "what the other side reads with it")
    case .written:
      message = field?.text.trimmingSpaces ?? ""
      field = nil
    case .move(let rows): list.move(by: rows * count, count: total)
    case .page(let pages): list.move(by: pages * count * max(1, height(context) - 1), count: total)
    case .take, .ask:
      guard let starts, starts.indices.contains(list.selected) else { return [] }
      let command = command(starts[list.selected], asks: action == .ask)
      pending = command
      return [.perform(command)]
    }
    list.settle(count: total, height: height(context))
    return []
  }

  private func command(_ start: Instant, _ length: Int? = nil, asks: Bool) -> Command {
    guard purpose != .counter else {
      let length = length ?? minutes
      return .counter(
        Counter(
          session: session.id, start: start, length: length == session.minutes ? nil : length, message: message))
    }
    return .book(
      Booking(
        pair: session.pair, start: start, length: length ?? session.minutes, room: session.room, topic: session.topic,
        agenda: session.agenda, asks: asks))
  }

  /// Asks for a ``SpanPhrase``: openings are listed as they are offered, on the grid and for so long as they go.
  private func typedTime(_ context: Context) -> LineOverlay {
    let (now, zone, overlay) = (context.now, context.zone, self)
    return LineOverlay(
      purpose == .counter ? "Propose a time" : "Book instead", asking: "fri 14:00, 3 dec 10:00-11:00, +2w 14:00"
    ) { text throws(LineOverlay.LineError) in
      let phrase: SpanPhrase
      do throws(TimePhraseError) {
        phrase = try SpanPhrase(text, now: now, zone: zone)
      } catch {
        throw LineOverlay.LineError(text: error.description)
      }
      guard let start = phrase.start.instant(in: zone) else {
        throw LineOverlay.LineError(text: "“\(text)” names a day but no time; write for example “\(text) 14:00”")
      }
      return overlay.command(start, phrase.interval(in: zone).map { $0.seconds / 60 }, asks: false)
    }
  }

  /// Whether a command takes the place of the session, whichever way its time was chosen.
  private func isAnswer(_ command: Command) -> Bool {
    switch command {
    case .counter(let counter): purpose == .counter && counter.session == session.id
    case .book(let booking): purpose != .counter && booking.pair == session.pair
    default: false
    }
  }

  mutating func refresh(_ reason: RefreshReason, _ context: Context) -> [Effect] {
    reason == .shown || reason == .storeChanged ? read(context) : []
  }

  private func read(_ context: Context) -> [Effect] {
    let (session, minutes, now) = (session, minutes, context.now)
    // Who calls a session off can't come then; who proposes another time may want to begin a little later.
    let lost = purpose == .counter ? nil : session.interval
    return [
      .read("openings to propose") { reader, zones in
        guard let pair = try reader.pair(session.pair) else {
          return Openings(session: session.id, minutes: minutes, lengths: [], people: [], starts: [])
        }
        let people = [try reader.person(pair.mentor), try reader.person(pair.mentee)].compactMap { $0 }
        let starts = try AlternativeFinder(reader, zones: zones).nearest(
          to: session.interval.start, for: pair, length: minutes, room: session.room, moving: [session.id],
          avoiding: lost, at: now, count: Self.count + 1)
        // The time as it is would be no other, but it can become longer or shorter; and what was agreed stands after a no.
        let others = starts.prefix(Self.count).filter {
          let offer = Interval(start: $0, seconds: minutes * 60)
          return offer != session.interval && offer != session.request?.agreed?.interval
        }
        let isBack = try lost != nil && reader.session(session.id)?.status.isLive == true
        return Openings(
          session: session.id, minutes: minutes, lengths: try reader.program().policy.applying(pair.policy).lengths,
          people: people, starts: others, isCut: starts.count > Self.count, isBack: isBack)
      }
    ]
  }

  mutating func receive(_ loaded: any Loaded, _ context: Context) -> [Effect] {
    if let result = loaded as? CommandResult, isAnswer(result.command) {
      pending = nil
      // What was written stays where it was refused, which the status line or the line that was typed tells.
      if case .success = result.result { return [.pop] }
      return []
    }
    guard let found = loaded as? Openings, found.session == session.id, found.minutes == minutes else { return [] }
    // Taken back by `u`: what would be booked here would be a second one.
    if found.isBack { return [.pop] }
    let before = starts.flatMap { $0.indices.contains(list.selected) ? $0[list.selected] : nil }
    let wanted = before ?? session.interval.start
    (starts, people, lengths, isCut) = (found.starts, found.people, found.lengths, found.isCut)
    // The nearest, of two that are as near the later.
    list.selected =
      found.starts.indices.reversed().min { abs(found.starts[$0] - wanted) < abs(found.starts[$1] - wanted) } ?? 0
    list.settle(count: found.starts.count, height: height(context))
    return []
  }

  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect] {
    let frame = frame(context)
    switch event.action {
    case .wheelUp: return perform(.move(-1), count: 3, context)
    case .wheelDown: return perform(.move(1), count: 3, context)
    case .press(let clicks):
      guard frame.contains(event.position) else { return field == nil && message.isEmpty ? [.pop] : [] }
      guard field == nil else { return [] }
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
    let rows = min(14, max(1, starts?.count ?? 1)) + footerHeight + 2
    return context.area.centered(Size(context.overlayWidth(58), min(context.area.height, rows)))
  }

  /// How long, what the other side reads, and what stands anyway.
  private var footerHeight: Int {
    (purpose == .counter ? 2 + (session.request?.agreed == nil ? 0 : 1) : 0) + (isCut ? 1 : 0)
  }

  private func height(_ context: Context) -> Int { max(1, frame(context).height - 2 - footerHeight) }

  func draw(into canvas: inout Canvas, _ context: Context) {
    let theme = context.theme
    let inside = canvas.panel(
      frame(context), title: name, theme: theme, glyphs: context.glyphs, isFocused: true
    ).inset(1, 0)
    drawFooter(&canvas, inside, context)
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
    for (row, index) in list.visible(count: starts.count, height: height(context)).enumerated() {
      let isSelected = index == list.selected
      let style = theme[isSelected ? .selection : .text]
      let rect = inside.row(row)
      canvas.fill(rect, style: style)
      if isSelected {
        canvas.write(context.glyphs.pointer, at: rect.x, rect.y, style: style)
        if field == nil { canvas.cursor = Point(rect.x, rect.y) }
      }
      canvas.write(
        truncated(words(starts[index], context), to: rect.width - 2, ellipsis: context.glyphs.ellipsis), at: rect.x + 2,
        rect.y, style: style)
    }
  }

  private func drawFooter(_ canvas: inout Canvas, _ inside: Rect, _ context: Context) {
    let theme = context.theme
    var y = inside.maxY - footerHeight
    guard inside.height > footerHeight else { return }
    if isCut {
      let keys = context.settings.keys.applied(to: keymap, of: name).bindings.first { $0.action == .typed }?.keys
      let key = keys?.first?.label(context.glyphs) ?? "t"
      let words = "the nearest \(starts?.count ?? 0); \(key) types another time"
      canvas.write(
        truncated(context.plain(words), to: inside.width, ellipsis: context.glyphs.ellipsis), at: inside.x, y,
        style: theme[.muted])
      y += 1
    }
    guard purpose == .counter else { return }
    canvas.write("Length", at: inside.x, y, style: theme[.muted])
    canvas.write("\(minutes) min", at: inside.x + 9, y, style: theme[minutes == session.minutes ? .text : .strong])
    canvas.write("Message", at: inside.x, y + 1, style: theme[.muted])
    let box = Rect(inside.x + 9, y + 1, max(1, inside.width - 9), 1)
    if let field {
      canvas.cursor = field.draw(into: &canvas, box, style: theme[.focusedField], placeholder: theme[.placeholder])
    } else {
      let text = message.isEmpty ? "none; w writes one" : message
      canvas.write(
        truncated(context.plain(text), to: box.width, ellipsis: context.glyphs.ellipsis), at: box.x, box.y,
        style: theme[message.isEmpty ? .muted : .text])
    }
    guard let agreed = session.request?.agreed?.interval else { return }
    canvas.write("Agreed", at: inside.x, y + 2, style: theme[.muted])
    let words =
      "\(context.isNarrow ? context.times.moment(agreed.start) : context.times.span(agreed)) stands after a no"
    canvas.write(
      truncated(context.plain(words), to: box.width, ellipsis: context.glyphs.ellipsis), at: box.x, y + 2,
      style: theme[.muted])
  }

  private func words(_ start: Instant, _ context: Context) -> String {
    // They all end as long after their start: where there is little room, the other clock is worth more.
    let span =
      context.isNarrow
      ? context.times.moment(start) : context.times.span(Interval(start: start, seconds: minutes * 60))
    let local = people.compactMap { person -> String? in
      guard let zone = try? context.zones.zone(named: person.zone) else { return nil }
      return context.times.time(start, in: zone).map { "\($0) for \(person.firstName)" }
    }
    return context.plain(([span] + local).joined(separator: " · "))
  }

  func focus(_ context: Context) -> String {
    guard let starts else { return "Looking for openings" }
    guard starts.indices.contains(list.selected) else { return "No opening" }
    return "Opening \(list.selected + 1) of \(starts.count) · \(context.times.moment(starts[list.selected]))"
  }
}
