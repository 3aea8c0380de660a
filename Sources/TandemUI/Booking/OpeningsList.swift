import Mentoring
import Scheduling
import TerminalKit

/// Which openings are asked for.
struct OpeningsQuery: Hashable, Sendable {
  let pair: PairID
  /// Minutes.
  let length: Int
  /// The room that must be free too.
  let room: RoomID?
  /// A session that is in nobody's way.
  let moving: SessionID?
  /// Where the list begins its selection.
  let origin: Instant
}

/// The openings of a pair, in time order or best first, each with what it costs and why.
struct OpeningsList: Sendable {
  struct Item: Hashable, Sendable {
    let start: Instant
    let cost: Int
    /// What makes the cost.
    let terms: [Preference]
  }

  private(set) var items: [Item]
  private(set) var isBestFirst = false
  let length: Int
  var list = ListState()

  /// Where the calendar was, and is again when none is taken.
  let origin: Instant

  /// All of them: the best may be the last.
  init(_ examination: Examination, _ preferences: Preferences, of query: OpeningsQuery) {
    (length, origin) = (query.length, query.origin)
    items = examination.openings().map { start in
      let terms = preferences.terms(
        for: Interval(start: start, seconds: query.length * 60), in: examination.situation)
      return Item(start: start, cost: terms.reduce(0) { $0 + $1.cost }, terms: terms)
    }
    list.selected = items.firstIndex { $0.start >= query.origin } ?? max(0, items.count - 1)
  }

  /// The same list anew, in the order and at the time that another stood at.
  func following(_ old: OpeningsList) -> OpeningsList {
    var list = self
    if old.isBestFirst { list.toggleOrder() }
    guard let start = old.selected?.start else { return list }
    list.list.selected =
      list.items.firstIndex { $0.start == start } ?? list.items.firstIndex { $0.start >= start } ?? list.list.selected
    return list
  }

  var selected: Item? { items.indices.contains(list.selected) ? items[list.selected] : nil }

  /// `Opening 3 of 40 · Wed 25 Nov 15:00 · costs 30: 3 days off the cadence`: all of what a narrow list cuts.
  func words(_ slice: CalendarSlice?, _ times: TimeWording) -> String {
    var parts = ["Opening \(list.selected + 1) of \(items.count)"]
    if let item = selected {
      parts.append(times.moment(item.start))
      if let slice, !item.terms.isEmpty {
        parts.append("costs \(item.cost): \(item.terms.map { Self.words($0, slice) }.joined(separator: ", "))")
      }
    }
    return parts.joined(separator: " · ")
  }

  /// Turns between time order and best first; the selected opening stays selected, or the best becomes it.
  mutating func toggleOrder() {
    let current = selected
    isBestFirst.toggle()
    items.sort { isBestFirst ? ($0.cost, $0.start) < ($1.cost, $1.start) : $0.start < $1.start }
    list.selected = isBestFirst ? 0 : items.firstIndex { $0.start == current?.start } ?? 0
  }

  /// `1 h 30 min early for Ralf`, `3 days off the cadence`.
  static func words(_ term: Preference, _ slice: CalendarSlice) -> String {
    switch term {
    case .outsidePreferred(let person, let minutes):
      "\(TimeWording.length(minutes)) outside \(slice.shortName(person))'s preferred hours"
    case .offCadence(let days): "\(days) \(days == 1 ? "day" : "days") off the cadence"
    case .early(let person, let minutes): "\(TimeWording.length(minutes)) early for \(slice.shortName(person))"
    case .late(let person, let minutes): "\(TimeWording.length(minutes)) late for \(slice.shortName(person))"
    case .unfair(let person): "\(slice.shortName(person))'s turn to be spared"
    }
  }
}
