import Mentoring
import Scheduling
import TerminalKit

/// All of the interface's state: a value, changed by ``update(_:)`` alone and drawn by ``draw()``.
struct AppState: Sendable {
  var context: Context
  var tab = Tab.today
  var today: TodayScreen
  var pairs: PairsScreen
  var calendar: CalendarScreen
  var requests: RequestsScreen
  /// Keys that were typed before what they are for was there.
  var waitingKeys: [Key] = []
  /// Whether nothing can be waited for: what was asked for last could not be read.
  var isUnreadable = false
  /// Whether something could not be read since the clock last went on.
  var hasMissed = false
  /// What lies over the screen, the topmost last.
  var overlays: [any Layer] = []
  var count = CountPrefix()
  /// A digit that showed a screen and may yet turn out to begin a count.
  var begunCount: BegunCount?
  /// Milliseconds of a monotonic clock, when the event came that is being handled.
  var beat = 0
  var messages: [Message] = []
  /// The message on the status line.
  var shownMessage: ShownMessage?
  /// The step of the history up to which the viewer knows what others did; nil before it is read.
  var lastStep: Int64?
  /// Ends of commands run by name, the latest first, for the palette.
  var recentCommands: [String] = []
  var isFinished = false
  var wantsMouse: Bool
  var wantsSuspension = false
  var wantsRedraw = false
  /// A text for the user's editor.
  var textToEdit: String?

  /// - Parameter beat: milliseconds of the clock by which what is said at first goes again.
  init(context: Context, beat: Int = 0) {
    self.context = context
    self.beat = beat
    wantsMouse = context.settings.usesMouse
    today = TodayScreen()
    pairs = PairsScreen()
    calendar = CalendarScreen(context)
    requests = RequestsScreen()
    for warning in context.settings.warnings { say(warning, .warning) }
    for notice in context.settings.notices { say(notice, .error) }
  }

  /// Why the store can only be read, which may have changed; nil when it can be written.
  mutating func take(readOnlyCause cause: String?) {
    guard cause != context.settings.readOnlyCause else { return }
    context.settings.readOnlyCause = cause
    calendar.take(context.settings)
    if let refusal = context.settings.writeRefusal { return say(refusal, .warning) }
    say("the database can be written to again", .success)
  }

  /// Shows a message and keeps it.
  ///
  /// - Parameters:
  ///   - briefs: what can stand for it where it has no room, the longest first.
  ///   - subject: what it is about, where only the last message about it matters.
  mutating func say(_ text: String, _ kind: Message.Kind, briefs: [String] = [], of subject: String? = nil) {
    var briefs = briefs
    // That it is for reading only is marked at the line's end, too.
    if text == context.settings.writeRefusal, let cause = context.settings.readOnlyCause { briefs.append(cause) }
    var message = Message(text: text, briefs: briefs, kind: kind, at: context.now, subject: subject)
    // The same again, as of a calendar that is written often, must not push away what was said before.
    if let last = messages.last, last.kind == kind, last.text == text || subject != nil && last.subject == subject {
      message.count = messages.removeLast().count + 1
    }
    messages.append(message)
    // More than anyone reads back, and bounded.
    if messages.count > 500 { messages.removeFirst(messages.count - 500) }
    shownMessage = ShownMessage(message: message, since: beat)
  }

  /// Lets a change be made to the screen of a tab.
  mutating func withScreen<Result>(_ tab: Tab, _ body: (inout any Layer) -> Result) -> Result {
    var layer: any Layer
    switch tab {
    case .today: layer = today
    case .pairs: layer = pairs
    case .calendar: layer = calendar
    case .requests: layer = requests
    }
    let result = body(&layer)
    // Each body hands back the layer it was given.
    if let today = layer as? TodayScreen { self.today = today }
    if let pairs = layer as? PairsScreen { self.pairs = pairs }
    if let calendar = layer as? CalendarScreen { self.calendar = calendar }
    if let requests = layer as? RequestsScreen { self.requests = requests }
    return result
  }

  var screen: any Layer { screen(of: tab) }

  func screen(of tab: Tab) -> any Layer {
    switch tab {
    case .today: today
    case .pairs: pairs
    case .calendar: calendar
    case .requests: requests
    }
  }

  /// The layer that has the focus.
  var top: any Layer { overlays.last ?? screen }

  /// Lets a change be made to the layer that has the focus.
  mutating func withTop<Result>(_ body: (inout any Layer) -> Result) -> Result {
    guard var layer = overlays.popLast() else { return withScreen(tab, body) }
    let result = body(&layer)
    overlays.append(layer)
    return result
  }
}
