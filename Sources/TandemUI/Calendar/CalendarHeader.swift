import Mentoring
import Scheduling
import TerminalKit

/// The calendar's first line: which time is on show, whose, and the views to change to. What is drawn is what a click
/// is looked up in.
struct CalendarHeader {
  /// What a click on a part does.
  enum Target: Hashable, Sendable {
    case none, previous, next, today, zones
    case view(CalendarView)
  }

  struct Part: Hashable, Sendable {
    /// From the calendar's left edge.
    let x: Int
    let text: String
    let role: Theme.Role
    let target: Target
  }

  let parts: [Part]

  init(_ state: CalendarState, look: CalendarLook) {
    let width = state.layout.width
    var parts: [Part] = []
    var x = 1
    func add(_ text: String, _ role: Theme.Role, _ target: Target, gap: Int = 1) {
      parts.append(Part(x: x, text: text, role: role, target: target))
      x += columnWidth(text) + gap
    }
    let isShort = width < 70
    add(look.glyphs.previous, .accent, .previous)
    add(look.plain(Self.title(state, isShort: isShort)), .title, .today)
    add(look.glyphs.next, .accent, .next, gap: 2)
    // The views stand at the right; what is left over is the subject's.
    let names = CalendarView.allCases.map { view -> (text: String, view: CalendarView) in
      let text = isShort ? String(view.title.prefix(1)) : view.title
      return (view == state.view ? text.uppercased() : text, view)
    }
    let total = names.reduce(0) { $0 + columnWidth($1.text) + 1 }
    let right = max(x, width - total)
    let room = right - x - 2
    let forms = Self.subject(state, isShort: width < 90).map(look.plain)
    // How long is said below, too: whole names go before.
    if room >= 8, let subject = forms.first(where: { columnWidth($0) <= room }) ?? forms.last {
      add(truncated(subject, to: room, ellipsis: look.glyphs.ellipsis), .text, .zones)
    }
    x = right
    for name in names where x + columnWidth(name.text) <= width {
      add(name.text, name.view == state.view ? .activeTab : .muted, .view(name.view))
    }
    self.parts = parts
  }

  /// What a click at a column of the line means.
  func target(at x: Int) -> Target {
    parts.last { $0.x <= x && x < $0.x + columnWidth($0.text) }?.target ?? .none
  }

  /// `Week 48 · 23–29 Nov 2026`.
  private static func title(_ state: CalendarState, isShort: Bool) -> String {
    let dates = state.dates
    guard let first = dates.first, let last = dates.last else { return "" }
    switch state.layout.form {
    case .month:
      let (year, month, _) = state.cursorDate.fields
      return isShort ? "\(TimeWording.months[month - 1]) \(year)" : "\(monthNames[month - 1]) \(year)"
    case .days(1):
      let day = "\(first.weekday.shortName) \(span(first, first))"
      return isShort ? day : "\(day) · week \(first.isoWeek.week)"
    default:
      let isThisYear = [first, last].allSatisfy { $0.year == state.zone.date(at: state.now).year }
      let text = span(first, last, hasYear: state.layout.width >= 50 || !isThisYear)
      return isShort ? text : "Week \(week(dates, first))\(weekEnd(dates, first, last)) · \(text)"
    }
  }

  /// Of a day; a week, also one that begins on Sunday, is called after its Thursday.
  private static func week(_ dates: [CivilDate], _ date: CivilDate) -> Int {
    guard dates.count >= 7 else { return date.isoWeek.week }
    return (date == dates.first ? date + 3 : date - 3).isoWeek.week
  }

  /// A list shows several weeks.
  private static func weekEnd(_ dates: [CivilDate], _ first: CivilDate, _ last: CivilDate) -> String {
    week(dates, first) == week(dates, last) ? "" : "–\(week(dates, last))"
  }

  /// `23–29 Nov 2026`, `30 Nov – 6 Dec 2026`.
  private static func span(_ first: CivilDate, _ last: CivilDate, hasYear: Bool = true) -> String {
    let (one, other) = (first.fields, last.fields)
    let end = "\(other.day) \(TimeWording.months[other.month - 1])" + (hasYear ? " \(other.year)" : "")
    if first == last { return end }
    if one.month == other.month, one.year == other.year { return "\(one.day)–\(end)" }
    let year = one.year == other.year ? "" : " \(one.year)"
    return "\(one.day) \(TimeWording.months[one.month - 1])\(year) – \(end)"
  }

  /// Whose calendar it is, the most that is to be said first.
  private static func subject(_ state: CalendarState, isShort: Bool) -> [String] {
    guard let slice = state.slice else { return [""] }
    guard let pair = slice.pair else {
      return [slice.lanes.first.map { "\($0.person.name) · my calendar" } ?? ""]
    }
    let short = slice.lanes.map { slice.shortName($0.person.id) }.joined(separator: " → ")
    let whole = slice.lanes.map(\.person.name).joined(separator: " → ")
    let length = "\(state.length) min"
    return (isShort ? [] : ["\(whole) · \(pair.kind.rawValue) · \(length)", "\(whole) · \(length)"])
      + ["\(short) · \(length)", short]
      + [slice.viewer.person.flatMap(pair.partner(of:)).map(slice.shortName)].compactMap(\.self)
  }

  private static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
}
