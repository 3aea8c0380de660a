import Mentoring
import Scheduling
import TerminalKit

/// What every layer may look at: the time, the viewer, the looks, the room there is.
struct Context: Sendable {
  var now: Instant
  var actor: Actor
  /// Nil for an operator, who is no person of the program.
  var viewer: Person?
  /// The viewer's zone.
  var zone: ZoneRules
  var zones: any ZoneProvider
  var theme: Theme
  var glyphs: Glyphs
  /// Of the whole screen.
  var size: Size
  var settings: InterfaceSettings

  var times: TimeWording { TimeWording(zone: zone, now: now, clock: settings.clock) }

  /// Where a screen draws: all but the tabs above, and the status and the hints below.
  var area: Rect { Rect(0, 1, size.width, size.height - 3) }

  /// Why nothing can be written; nil when it can.
  var writeObstacle: String? { settings.isReadOnly ? "this program is open for reading only (--read-only)" : nil }

  /// Words with the characters that a plain terminal lacks replaced.
  func plain(_ text: String) -> String { CalendarLook(theme: theme, glyphs: glyphs).plain(text) }
}

/// What the user or the system decided about the interface.
public struct InterfaceSettings: Hashable, Sendable {
  public var theme: String
  public var isUnicode: Bool
  public var clock: TimeWording.Clock
  public var firstWeekday: Weekday
  public var isReadOnly: Bool
  public var usesMouse: Bool

  public init(
    theme: String = "dark", isUnicode: Bool = true, clock: TimeWording.Clock = .hours24,
    firstWeekday: Weekday = .monday,
    isReadOnly: Bool = false, usesMouse: Bool = true
  ) {
    self.theme = theme
    self.isUnicode = isUnicode
    self.clock = clock
    self.firstWeekday = firstWeekday
    self.isReadOnly = isReadOnly
    self.usesMouse = usesMouse
  }
}

/// A line of status, kept for the list of messages.
public struct Message: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case success, warning, error
  }

  public var text: String
  public var kind: Kind
  public var at: Instant
}
