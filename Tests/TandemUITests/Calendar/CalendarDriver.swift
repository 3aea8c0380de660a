import Mentoring
import Scheduling
import SystemZones
import TerminalKit
import TestSupport

@testable import TandemUI

/// Runs the calendar without a terminal: keys and the mouse in, lines out, effects done at once on a store in memory.
struct CalendarDriver {
  let fixture: CalendarFixture
  var screen: CalendarScreen
  var context: Context
  /// What was said on the status line.
  private(set) var said: [String] = []
  /// Screens that were gone to.
  private(set) var shown: [Tab] = []
  /// Called before a command is carried out: somebody else may be faster.
  var beforePerforming: (CalendarFixture) throws -> Void = { _ in }

  init(
    _ fixture: CalendarFixture = CalendarFixture(), viewer: Person? = nil, pair: Pair? = nil, width: Int = 120,
    height: Int = 40, at start: String = "2026-11-25T14:30", theme: Theme = .mono, glyphs: Glyphs = .unicode,
    now: Instant = CalendarFixture.now, settings: InterfaceSettings = InterfaceSettings()
  ) throws {
    self.fixture = fixture
    let viewer = viewer ?? fixture.mia
    context = Context(
      now: now, actor: Actor(viewer), viewer: viewer, zone: try fixture.zones.zone(named: viewer.zone),
      zones: fixture.zones, theme: theme, glyphs: glyphs, size: Size(width, height), settings: settings)
    screen = CalendarScreen(context)
    run(screen.open(.pair((pair ?? fixture.pair).id), at: fixture.berlin(start), context))
  }

  // MARK: Input

  /// Keys by their names, separated by blanks: `n enter tab ctrl-r`.
  mutating func press(_ keys: String) {
    for name in keys.split(separator: " ") { press(Key(String(name)) ?? Key(.escape)) }
  }

  mutating func press(_ key: Key) {
    let context = context
    if let effects = screen.type(key, context) { return run(effects) }
    if let effects = screen.press(key, count: 1, context) { run(effects) }
  }

  mutating func type(_ text: String) {
    for character in text { press(.character(character)) }
  }

  mutating func mouse(_ action: MouseEvent.Action, at x: Int, _ y: Int) {
    run(screen.mouse(MouseEvent(action, at: Point(x, y)), context))
  }

  mutating func click(_ x: Int, _ y: Int, clicks: Int = 1) {
    mouse(.press(clicks: clicks), at: x, y)
    mouse(.release, at: x, y)
  }

  mutating func resize(_ width: Int, _ height: Int) {
    context.size = Size(width, height)
    run(screen.refresh(.resized, context))
  }

  /// Another calendar, as the list of pairs opens it.
  mutating func open(_ subject: CalendarSubject) { run(screen.open(subject, at: nil, context)) }

  /// The viewer's own calendar.
  mutating func showOwn() {
    guard let viewer = context.actor.person else { return }
    run(screen.open(.person(viewer), at: nil, context))
  }

  /// A time, as `g` goes to one.
  mutating func go(to instant: Instant) { run(screen.go(to: instant, isDay: false, context)) }

  mutating func letPass(minutes: Int) {
    context.now = context.now + minutes * 60
    run(screen.refresh(.clock, context))
  }

  mutating func storeChanged() { run(screen.refresh(.storeChanged, context)) }

  // MARK: Output

  var canvas: Canvas {
    var canvas = Canvas(context.size, style: context.theme[.text])
    screen.draw(into: &canvas, context)
    return canvas
  }

  /// Whether what was kept of the frames before makes no difference.
  var isDrawnAnewTheSame: Bool {
    var anew = self
    anew.screen.calendar.forgetPicture()
    let (one, other) = (canvas, anew.canvas)
    return one.cells == other.cells && one.cursor == other.cursor
  }

  /// The screen's lines without the blanks at their ends.
  var lines: [String] {
    canvas.lines.map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
  }

  /// The lines that hold a text.
  func lines(with text: String) -> [String] { lines.filter { $0.contains(text) } }

  /// Where a text begins.
  func place(of text: String) -> Point? {
    for (y, line) in canvas.lines.enumerated() {
      var rest = line[...]
      while !rest.isEmpty {
        if rest.hasPrefix(text) { return Point(columnWidth(line[..<rest.startIndex]), y) }
        rest = rest.dropFirst()
      }
    }
    return nil
  }

  /// The line under the grid.
  var foot: String {
    let rows = screen.calendar.layout.explanation
    return lines[(rows.lowerBound + 1)..<(rows.upperBound + 1)].map(\.trimmingSpaces).joined(separator: " ")
      .trimmingSpaces
  }

  // MARK: Effects

  private mutating func run(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .read(_, let body):
        let loaded = try? fixture.store.read { try body($0, fixture.zones) }
        if let loaded { run(screen.receive(loaded, context)) }
      case .perform(let command):
        try? beforePerforming(fixture)
        let result = Result {
          try fixture.store.performOffering(command, by: context.actor, at: context.now, zones: fixture.zones)
        }
        run(screen.receive(CommandResult(command: command, result: result), context))
      case .say(let text, _): said.append(text)
      case .show(let tab): shown.append(tab)
      default: break
      }
    }
  }
}
