import Mentoring
import SQLiteStore
import Scheduling
import TestSupport
import Testing

/// Subscriptions are kept, refreshed, removed and undone alike by every store.
@Suite struct SubscriptionTests {
  private let company = Company()
  private let refresher = Actor.operating(as: "calendar refresh")

  /// The real store, and the obvious one.
  private func stores() throws -> [(name: String, store: any Store, folder: TemporaryFolder)] {
    let folder = TemporaryFolder()
    let database = try ProgramDatabase(path: folder.file("a.db"), zones: Company.zones, domain: "test.invalid")
    let memory = MemoryStore(zones: Company.zones)
    let row = PersonRow(line: 2, login: "mia", name: "Mia Chen", zone: "Europe/Berlin")
    for store in [database, memory] as [any Store] {
      _ = try store.perform(.importPeople([row]), by: .operating(as: "root"), at: company.now)
    }
    return [("database", database, folder), ("memory", memory, folder)]
  }

  private func mia(_ store: any Store) throws -> Person {
    try #require(try store.read { try $0.person(login: "mia") })
  }

  private func bring(
    _ hours: [Int], to store: any Store, stamp: String, isSubscribed: Bool? = nil, by actor: Actor? = nil
  ) throws -> Outcome {
    let person = try mia(store)
    let blocks = hours.map {
      BusyBlock(Interval(start: company.now + $0 * 3_600, seconds: 3_600), title: "h\($0)")
    }
    return try store.perform(
      .importBusy(
        BusyImport(person: person.id, source: "/a.ics", blocks: blocks, isSubscribed: isSubscribed, stamp: stamp)),
      by: actor ?? Actor(person), at: company.now)
  }

  private func titles(_ store: any Store) throws -> [String] {
    let id = try mia(store).id
    return try store.read { try $0.busy(of: id, in: Interval(company.now, company.now + 86_400)).titles }
  }

  @Test func aRefreshReplacesAndANoteOfItIsNoStep() throws {
    for (name, store, _) in try stores() {
      let added = try bring([1], to: store, stamp: "s1", isSubscribed: true)
      #expect(added.step?.command == "add calendar", "\(name)")
      #expect(try store.read { try $0.subscriptions() }.map(\.stamp) == ["s1"])
      // The same busy time from a file that was written anew: only the stamp is kept.
      let noted = try bring([1], to: store, stamp: "s2", by: refresher)
      #expect(noted.step == nil && noted.changes.count == 1)
      #expect(try store.read { try $0.subscriptions() }.map(\.stamp) == ["s2"])
      let changed = try bring([1, 2], to: store, stamp: "s3", by: refresher)
      #expect(changed.step?.actor == "calendar refresh")
      #expect(try titles(store) == ["h1", "h2"])
      // It stays a subscription, and it is not what the person's next undo is about.
      #expect(try store.read { try $0.subscriptions() }.count == 1)
      let undone = try store.perform(.undo, by: Actor(try mia(store)), at: company.now)
      #expect(undone.summary.hasPrefix("Undid: Subscribed Mia Chen to /a.ics"), "\(undone.summary)")
      #expect(try titles(store).isEmpty)
      #expect(try store.read { try $0.subscriptions() }.isEmpty)
      _ = try store.perform(.redo, by: Actor(try mia(store)), at: company.now)
      #expect(try titles(store) == ["h1", "h2"], "\(name)")
    }
  }

  @Test func removingTakesTheBusyTimeAlongAndCanBeUndone() throws {
    for (_, store, _) in try stores() {
      _ = try bring([1], to: store, stamp: "s1", isSubscribed: true)
      let id = try #require(try store.read { try $0.subscriptions() }.first?.id)
      #expect(throws: CommandError.self) {
        try store.perform(
          .removeCalendar(id), by: Actor(login: "x", person: PersonID(77), isCoordinator: false), at: company.now)
      }
      _ = try store.perform(.removeCalendar(id), by: Actor(try mia(store)), at: company.now)
      #expect(try titles(store).isEmpty)
      #expect(throws: CommandError.self) {
        try store.perform(.removeCalendar(id), by: Actor(try mia(store)), at: company.now)
      }
      _ = try store.perform(.undo, by: Actor(try mia(store)), at: company.now)
      #expect(try titles(store) == ["h1"])
      #expect(try store.read { try $0.subscriptions() }.map(\.stamp) == ["s1"])
      // Someone else's addition of the same path stands in the way.
      _ = try store.perform(.removeCalendar(id), by: Actor(try mia(store)), at: company.now)
      _ = try bring([3], to: store, stamp: "s9", isSubscribed: true, by: .operating(as: "root"))
      #expect(throws: CommandError.self) {
        try store.perform(.undo, by: Actor(try mia(store)), at: company.now)
      }
      #expect(try titles(store) == ["h3"])
    }
  }

  @Test func anImportBecomesASubscription() throws {
    for (_, store, _) in try stores() {
      _ = try bring([1], to: store, stamp: "")
      #expect(try store.read { try $0.subscriptions() }.isEmpty)
      let outcome = try bring([1], to: store, stamp: "s1", isSubscribed: true)
      #expect(outcome.step != nil)
      #expect(try store.read { try $0.subscriptions() }.count == 1)
      #expect(try bring([1], to: store, stamp: "s1", isSubscribed: true).changes.isEmpty)
    }
  }
}
