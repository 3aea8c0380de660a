import Mentoring
import Scheduling
import Synchronization
import TerminalKit

/// What the words of the calendar's keys depend on, where no sheet lies over it: few of the moves of a cursor change them.
struct CalendarKeyWords: Hashable {
  /// What is under the cursor.
  private enum Place: Hashable {
    case comingSession, session, day, ownTime, ownPastTime, pastTime, time
  }

  private let place: Place
  private let isMoving: Bool
  /// Whether a stretch is being drawn with the mouse.
  private let isDrawing: Bool
  /// Whether what is moved can be put where it is, or was there before.
  private let canLand: Bool
  private let hasNextSession: Bool
  /// Where Escape goes back to.
  private let origin: Tab?
  private let isNarrow: Bool
  /// Who sees a pair's calendar and can't book in it.
  private let isWatching: Bool

  /// Columns in which a session's hints have room behind those of every time.
  private static let widthForHints = 80

  init(_ screen: CalendarScreen) {
    let calendar = screen.calendar
    let hasPair = calendar.slice?.pair != nil
    if let entry = calendar.entryAtCursor {
      place = entry.session.interval.start > calendar.now ? .comingSession : .session
    } else if calendar.layout.form == .month {
      place = .day
    } else if !hasPair {
      place = calendar.isPast ? .ownPastTime : .ownTime
    } else {
      place = calendar.isPast ? .pastTime : .time
    }
    isMoving = calendar.ghost?.session != nil
    isDrawing = screen.isDrawingStretch
    canLand = isMoving && screen.canDrop
    hasNextSession = calendar.hasNextSession
    origin = screen.origin
    isNarrow = calendar.layout.width < Self.widthForHints
    isWatching = hasPair && screen.refusalToWrite != nil
  }

  private static let last = Mutex<(words: Self, keymap: Keymap<CalendarAction>)?>(nil)

  /// The table with these words: made when they are others than the last time.
  var keymap: Keymap<CalendarAction> {
    if let last = Self.last.withLock({ $0 }), last.words == self { return last.keymap }
    let keymap = Keymap(ordered(worded(Keymap<CalendarAction>.calendar.bindings)))
    Self.last.withLock { $0 = (self, keymap) }
    return keymap
  }

  private typealias Binding = Keymap<CalendarAction>.Binding

  private var isOnSession: Bool { place == .comingSession || place == .session }

  private var open: String? {
    if isMoving { return canLand ? "put it here" : nil }
    return switch place {
    case .comingSession, .session: "open"
    case .day: "show day"
    case .ownTime: "book with"
    case .ownPastTime: "log with"
    case .pastTime: "log"
    case .time: "book"
    }
  }

  private func worded(_ bindings: [Binding]) -> [Binding] {
    var bindings = bindings
    for index in bindings.indices {
      switch bindings[index].action {
      case .open: bindings[index].hint = open
      case .back:
        bindings[index].hint = isMoving ? "let go" : isDrawing ? "take back" : origin == nil ? nil : "back"
        // What is in the air is let go of before the program is left.
        if isMoving { bindings[index].keys.append(.character("q")) }
        if isDrawing {
          bindings[index].label = "take back what is drawn"
        } else if !isMoving, let origin {
          bindings[index].label = "back to \(origin.title)"
        }
      case .moveSession: bindings[index].hint = place == .comingSession ? "move it" : nil
      // What begins something else has its turn when this one lies, and where no session is.
      case .request, .repeats: if isMoving || isOnSession { bindings[index].hint = nil }
      case .nextSession: if isMoving || !hasNextSession { bindings[index].hint = nil }
      case .cancelSession:
        bindings[index].hint = place == .comingSession ? "cancel" : isOnSession ? "missed" : nil
      default: break
      }
    }
    return bindings
  }

  /// What concerns the session that is in the air comes first; on a narrow screen that under the cursor, too. On others it
  /// stands where a request and a series stood, as wide as they, and Enter behind the rest for those who can't book here:
  /// the line stays where it is from a time to a session.
  private func ordered(_ bindings: [Binding]) -> [Binding] {
    let first: [CalendarAction] =
      isMoving ? [.open, .back] : isOnSession && isNarrow ? [.open, .moveSession, .cancelSession] : []
    let last: [CalendarAction] = !isMoving && isOnSession && !isNarrow && isWatching ? [.open] : []
    let kept = bindings.map { binding in
      guard last.contains(binding.action) else { return binding }
      var binding = binding
      binding.isKept = true
      return binding
    }
    return kept.filter { first.contains($0.action) }
      + kept.filter { !first.contains($0.action) && !last.contains($0.action) }
      + kept.filter { last.contains($0.action) }
  }
}
