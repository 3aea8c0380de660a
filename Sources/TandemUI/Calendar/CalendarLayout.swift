import Mentoring
import Scheduling

/// How a calendar wants its time shown.
enum CalendarView: String, CaseIterable, Hashable, Sendable {
  case day, week, month, agenda

  var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

/// Where the parts of a calendar stand in a given space: a pure function of the size and of what is wanted.
struct CalendarLayout: Hashable, Sendable {
  /// What fits: a week narrows to three days, a day, a list.
  enum Form: Hashable, Sendable {
    case days(Int)
    case month
    case agenda
  }

  let width: Int
  let height: Int
  let form: Form
  /// Columns of the hours at the left, with the line at their right.
  let gutter: Int
  /// First column and width of each day, the line between days not counted.
  let columns: [Range<Int>]
  /// Line of the days' names.
  let dayHeader: Int
  /// Lines of the rows, the announcements of hidden sessions included.
  let body: Range<Int>
  /// Line of the legend; nil where there is no room.
  let legend: Int?
  /// Lines of the explanation under the cursor.
  let explanation: Range<Int>

  /// A day of a week is never narrower.
  static let narrowestDay = 8

  /// - Parameters:
  ///   - zones: how many clocks the gutter shows, 1 or 2.
  ///   - clockWidth: columns of one clock reading.
  init(width: Int, height: Int, view: CalendarView, zones: Int, clockWidth: Int = 5) {
    self.width = width
    self.height = height
    let gutter = zones * (clockWidth + 1) + 1
    func fits(_ days: Int) -> Bool { width >= gutter + days * (Self.narrowestDay + 1) - 1 }
    switch view {
    case .month where width >= 7 * 4 + 6 && height >= 9: form = .month
    case .month, .agenda: form = .agenda
    case .week where height < 10: form = .agenda
    case .week where fits(7): form = .days(7)
    case .week where fits(3): form = .days(3)
    case .week, .day: form = height < 6 ? .agenda : .days(1)
    }
    switch form {
    case .days(let count):
      self.gutter = gutter
      columns = Self.columns(count, from: gutter, to: width)
    case .month:
      self.gutter = 0
      columns = Self.columns(7, from: 0, to: width)
    case .agenda:
      self.gutter = 0
      columns = [0..<max(0, width)]
    }
    let lines = height >= 10 ? 2 : 1
    let hasLegend = height >= 14
    // A month's signs say nothing by themselves, and Enter books nothing there: the legend goes before the explanation.
    let hasOnlyLegend = form == .month && !hasLegend
    explanation = max(0, height - lines)..<max(0, hasOnlyLegend ? height - 1 : height)
    legend = hasLegend ? height - lines - 1 : hasOnlyLegend ? height - 1 : nil
    dayHeader = 1
    let first = form == .agenda ? 1 : 2
    body = first..<max(first, height - lines - (hasLegend ? 1 : 0))
  }

  /// Columns of a clock reading in the gutter: `14:30`, `12:30p`.
  static func clockWidth(_ clock: TimeWording.Clock) -> Int { clock == .hours24 ? 5 : 6 }

  /// Shares the columns between the days, a line between them; the first ones get what is left over.
  private static func columns(_ count: Int, from start: Int, to end: Int) -> [Range<Int>] {
    let room = max(0, end - start - (count - 1))
    var result: [Range<Int>] = []
    var x = start
    for index in 0..<count {
      let width = room / count + (index < room % count ? 1 : 0)
      result.append(x..<(x + width))
      x += width + 1
    }
    return result
  }

  /// The day that a column of the screen belongs to; nil for the gutter and the lines between.
  func day(atColumn x: Int) -> Int? { columns.firstIndex { $0.contains(x) } }
}
