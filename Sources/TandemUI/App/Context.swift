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
  /// Why the store can't be reached; nil while it answers.
  var storeTrouble: StoreError?
  var writes = Writes()
  /// Whether the viewer did something that can be undone, or undid something: as far as it is known.
  var canUndo = true
  var canRedo = true
  /// What no longer fits, by start: the viewer's, a coordinator's all.
  var conflicts: [Conflict] = []
  /// Nil where calendar files can't be read.
  var calendarFiles: (any CalendarFiles)?

  var times: TimeWording { TimeWording(zone: zone, now: now, clock: settings.clock) }

  /// Whether there is no room for two things side by side.
  var isNarrow: Bool { size.width < 60 }

  /// Columns of what lies over a screen and wants so many: all of one that leaves but pieces of words beside it.
  func overlayWidth(_ wanted: Int) -> Int { SheetFrame.isWhole(size.width) ? size.width : min(wanted, size.width - 4) }

  /// Where a screen draws: all but the tabs above, and the status and the hints below.
  var area: Rect { Rect(0, 1, size.width, size.height - 3) }

  /// Why nothing can be written; nil when it can.
  var writeObstacle: String? {
    settings.writeRefusal ?? storeTrouble?.obstacle
  }

  /// What stands where something is not read yet: `usual`, or that it can't be.
  func unread(_ usual: String) -> String { Self.unread(usual, isAway: storeTrouble != nil) }

  static func unread(_ usual: String, isAway: Bool) -> String {
    guard isAway else { return usual }
    return (usual.first?.isUppercase == true ? "Not" : "not") + " read: the database does not answer"
  }

  /// A row's text over as many lines as it needs, at most half of the screen; empty where its row holds all of it.
  func whole(_ text: String, room: Int, width: Int) -> [String] {
    let text = plain(text)
    guard columnWidth(text) > room else { return [] }
    return wrapped(text, to: width, most: max(1, area.height / 2), ellipsis: glyphs.ellipsis)
  }

  /// Words with the characters that a plain terminal lacks replaced.
  func plain(_ text: String) -> String { CalendarLook(theme: theme, glyphs: glyphs).plain(text) }
}

/// A line of status, kept for the list of messages.
public struct Message: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// What a key does, or why nothing was to be done: nothing has changed.
    case notice
    case success, warning, error
  }

  public var text: String
  /// What can stand for it where it has no room, the longest first.
  var briefs: [String] = []
  public var kind: Kind
  /// When it was said last.
  public var at: Instant
  /// How often it was said in a row.
  public var count = 1
  /// What it is the latest word of, which a later one takes the place of; nil for what stands for itself.
  public var subject: String?
}

extension String {
  /// In one line, for where there is but one.
  var replacingLineBreaks: String { String(map { $0.isNewline ? " " : $0 }) }
}
