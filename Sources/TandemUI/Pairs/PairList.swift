import Folding
import Mentoring
import Scheduling
import TerminalKit

/// All pairs with what the table shows of them: read in one go, filtered and sorted in memory.
struct PairList: Loaded {
  struct Row: Hashable, Sendable {
    var pair: Pair
    var mentor: Person
    var mentee: Person
    var next: Session?
    /// Live sessions that are over.
    var held: Int
    var last: Instant?
    /// Why somebody should look after it; nil when all is well.
    var risk: String?
    /// How often a side let the other down; empty for those whom it is none of their business.
    var shortfalls: [PersonID: Shortfall] = [:]
    /// What the two keep for themselves; nil for everybody else.
    var notebook: Notebook?
    /// What the search looks in, a line each: names, logins, skills, department, topic.
    var searched: [UInt8]
  }

  var rows: [Row]
  var fill = ProgramFill.pairs
  var freshness: Freshness

  /// O(people + pairs + sessions).
  static func load(_ reader: any StoreReader, _ zones: any ZoneProvider, viewer: Actor, now: Instant) throws -> PairList
  {
    let people = Dictionary(try reader.people().map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    let next = try reader.nextSessions(after: now)
    let past = try reader.pastSessions(until: now)
    // Those of others are for coordinators only.
    let shortfalls =
      viewer.isCoordinator
      ? try Shortfall.counted(reader) : try viewer.person.map { try Shortfall.counted(reader, person: $0) } ?? [:]
    let rows = try reader.pairs().compactMap { pair -> Row? in
      guard let mentor = people[pair.mentor], let mentee = people[pair.mentee] else { return nil }
      let words =
        [pair.topic] + [mentor, mentee].flatMap { [$0.name, $0.login, $0.department] + $0.teaches + $0.learns }
      return Row(
        pair: pair, mentor: mentor, mentee: mentee, next: next[pair.id], held: past[pair.id]?.count ?? 0,
        last: past[pair.id]?.last,
        risk: risk(
          pair, next: next[pair.id], past: past[pair.id], zone: try zones.zone(named: mentor.zone), now: now),
        shortfalls: shortfalls[pair.id] ?? [:],
        notebook: try viewer.person.flatMap { viewer in
          pair.includes(viewer) ? Notebook(try reader.notebook(of: pair.id), of: pair, for: viewer) : nil
        },
        searched: folded(words.joined(separator: "\n")))
    }
    // A pair's day is its mentor's.
    let homes = try Set(rows.map(\.mentor.zone)).map { try zones.zone(named: $0) }
    var freshness = Freshness(at: now, days: homes)
    for session in next.values { freshness.end(with: session) }
    return PairList(
      rows: rows, fill: people.isEmpty ? .nobody : rows.isEmpty ? .people : .pairs, freshness: freshness)
  }

  private static func risk(
    _ pair: Pair, next: Session?, past: PastSessions?, zone: ZoneRules, now: Instant
  ) -> String? {
    guard pair.state == .active, next == nil else { return nil }
    if let planned = pair.sessions, let past, past.count >= planned { return nil }
    let today = zone.date(at: now)
    if let end = pair.end, end < today { return nil }
    guard let past else {
      guard pair.start.map({ $0 <= today }) ?? true else { return nil }
      return "never met, and nothing is booked"
    }
    let last = zone.date(at: past.last - 1)
    let due = pair.cadence?.date(after: last) ?? last + 28
    return due < today ? "no session booked for \(today - last) days" : nil
  }
}

/// What of the list is shown, and in which order.
struct PairFilter: Hashable, Sendable {
  enum Subset: Int, CaseIterable, Hashable, Sendable {
    case all, mine, atRisk, reverse, traditional, peer, inactive

    var title: String {
      switch self {
      case .all: "all"
      case .mine: "mine"
      case .atRisk: "at risk"
      case .reverse: "reverse"
      case .traditional: "traditional"
      case .peer: "peer"
      case .inactive: "not active"
      }
    }
  }

  enum Column: Int, CaseIterable, Hashable, Sendable {
    case mentor, mentee, kind, topic, next

    var title: String {
      switch self {
      case .mentor: "Mentor"
      case .mentee: "Mentee"
      case .kind: "Kind"
      case .topic: "Topic"
      case .next: "Next"
      }
    }

    /// The letter of the title that sorts by it.
    var letter: Character {
      switch self {
      case .mentor: "m"
      case .mentee: "e"
      case .kind: "i"
      case .topic: "o"
      case .next: "x"
      }
    }
  }

  var query = ""
  var subset = Subset.all
  var column = Column.next
  var isDescending = false

  /// Positions of the rows to show. O(*n* log *n*).
  func apply(to rows: [PairList.Row], viewer: PersonID?) -> [Int] {
    let matcher = FuzzyMatcher(query)
    var found: [(index: Int, score: Int)] = []
    for (index, row) in rows.enumerated() where includes(row, viewer) {
      if matcher.isEmpty {
        found.append((index, 0))
      } else if let score = matcher.score(row.searched) {
        // One's own pairs are looked for more often than any other.
        found.append((index, score + (viewer.map(row.pair.includes) ?? false ? 40 : 0)))
      }
    }
    if !matcher.isEmpty { found = matcher.worthTelling(found, score: \.score) }
    // A search puts the best first; otherwise the column orders, and the id decides between equals.
    let sorted = found.sorted { one, other in
      if one.score != other.score { return one.score > other.score }
      switch compare(rows[one.index], rows[other.index]) {
      case 0: return rows[one.index].pair.id < rows[other.index].pair.id
      case let order: return isDescending ? order > 0 : order < 0
      }
    }
    return sorted.map(\.index)
  }

  private func includes(_ row: PairList.Row, _ viewer: PersonID?) -> Bool {
    switch subset {
    case .all: true
    case .mine: viewer.map(row.pair.includes) ?? false
    case .atRisk: row.risk != nil
    case .reverse: row.pair.kind == .reverse
    case .traditional: row.pair.kind == .traditional
    case .peer: row.pair.kind == .peer
    case .inactive: row.pair.state != .active
    }
  }

  private func compare(_ one: PairList.Row, _ other: PairList.Row) -> Int {
    func order<Value: Comparable>(_ left: Value, _ right: Value) -> Int { left < right ? -1 : left > right ? 1 : 0 }
    switch column {
    case .mentor: return order(one.mentor.name, other.mentor.name)
    case .mentee: return order(one.mentee.name, other.mentee.name)
    case .kind: return order(one.pair.kind.rawValue, other.pair.kind.rawValue)
    case .topic: return order(one.pair.topic, other.pair.topic)
    case .next:
      return order(one.next?.interval.start ?? .distantFuture, other.next?.interval.start ?? .distantFuture)
    }
  }
}
