import Mentoring
import Scheduling
import Synchronization
import TerminalKit

/// What of a grid of days stays while the cursor moves in it: drawn once, and copied for each frame.
///
/// It belongs to one page of a state. Whatever makes the page anew begins a new picture, so that only what changes without that
/// is told by the key. Copies of a state may share it: each finds what it asks for, or draws it.
final class GridPicture: Sendable {
  /// What it depends on besides the page.
  struct Key: Equatable {
    let size: Size
    let rows: Range<Int>
    let length: Int
    /// A session that is moved pales where it was.
    let ghost: SessionID?
    let legend: Int?
    let gutter: Gutter
    let theme: String
    let isUnicode: Bool
    let isASCII: Bool
  }

  /// What the names of the days and the hours beside them depend on, besides the page.
  struct Gutter: Equatable {
    let clock: TimeWording.Clock
    /// Of the page's days.
    let today: Int?
    /// The row that holds now, where the cursor's day is today.
    let now: Int?
    /// The cursor's day, where the clocks lie differently to each other on another: in weeks in which one of them changes.
    let date: CivilDate?
  }

  struct Content: Sendable {
    let header: CalendarHeader
    let canvas: Canvas
  }

  private let kept = Mutex<(key: Key, content: Content)?>(nil)

  /// What was drawn for a key, or else `draw` draws now.
  func content(for key: Key, _ draw: () -> Content) -> Content {
    if let kept = kept.withLock({ $0 }), kept.key == key { return kept.content }
    let content = draw()
    kept.withLock { $0 = (key, content) }
    return content
  }
}
