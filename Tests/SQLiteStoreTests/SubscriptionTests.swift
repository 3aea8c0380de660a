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

  /// What one file of a folder told stays while it can't be read, and nothing else does.
  @Test func whatWasNotReadStays() throws {
    for (name, store, _) in try stores() {
      let person = try mia(store)
      func bring(_ blocks: [(hour: Int, file: Int64)], _ unread: BusyImport.Unread? = nil) throws -> [String] {
        let blocks = blocks.map { hour, file in
          BusyBlock(Interval(start: company.now + hour * 3_600, seconds: 3_600), title: "h\(hour)", file: file)
        }
        _ = try store.perform(
          .importBusy(BusyImport(person: person.id, source: "/a", blocks: blocks, isSubscribed: true, unread: unread)),
          by: refresher, at: company.now)
        return try titles(store)
      }
      #expect(try bring([(1, 7), (2, 8), (3, 9)]) == ["h1", "h2", "h3"], "\(name)")
      #expect(try bring([(4, 7)], .files([8])) == ["h2", "h4"])
      // Once more, for it is still so.
      #expect(try bring([(4, 7)], .files([8])) == ["h2", "h4"])
      #expect(try bring([(5, 7)], .allBut([7])) == ["h2", "h5"])
      #expect(try bring([(5, 7)]) == ["h5"])
      // Of what was read before files were told apart all may be of one that can't be read.
      #expect(try bring([(1, 0), (2, 0)]) == ["h1", "h2"])
      #expect(try bring([(3, 7)], .files([8])) == ["h1", "h2", "h3"], "\(name)")
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
