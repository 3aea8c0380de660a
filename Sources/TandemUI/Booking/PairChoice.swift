import Mentoring
import Scheduling
import TerminalKit

/// The viewer's own calendar and their pairs, to choose whose calendar to open or with whom to book.
struct PairChoice: Sendable {
  struct Item: Hashable, Sendable {
    let subject: CalendarSubject
    let label: String
  }

  let items: [Item]
  var list = ListState()
  /// Where the cursor was: the chosen pair's calendar opens there.
  let start: Instant

  init(_ items: [Item], start: Instant) {
    self.items = items
    self.start = start
  }

  /// The active pairs of a person, or for a coordinator without any the whole program's, by name.
  static func items(for viewer: Actor, from reader: any StoreReader) throws -> [Item] {
    let own = try viewer.person.map { try reader.pairs(of: $0) } ?? []
    let pairs = own.isEmpty && viewer.isCoordinator ? try reader.pairs() : own
    return try pairs.filter { $0.state == .active }.map { pair in
      let names = [try reader.person(pair.mentor)?.name ?? "?", try reader.person(pair.mentee)?.name ?? "?"]
      return Item(
        subject: .pair(pair.id), label: names.joined(separator: " → ") + (pair.topic.isEmpty ? "" : " · \(pair.topic)"))
    }.sorted { $0.label < $1.label }
  }
}
