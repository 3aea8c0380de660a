import Foundation
import Mentoring
import PostgresStore
import SQLiteStore
import Scheduling
import Tables
import TestSupport
import Testing

/// Programs that move between a file and a server, and back.
@Suite struct CopyTests {
  private let folder = TemporaryFolder()
  private let now = Company().now

  private func file(_ name: String) throws -> ProgramDatabase {
    try ProgramDatabase(path: folder.file(name), zones: Company.zones, domain: "\(name).invalid")
  }

  private func server() throws -> PostgresDatabase {
    let cluster = try PostgresCluster.shared
    let address = ServerAddress(cluster.address(try cluster.newDatabase(), as: "owner"))
    _ = try Migration(address).run(domain: "x.invalid")
    return try PostgresDatabase(address, zones: Company.zones)
  }

  private struct Stop: Error {}

  @Test func thereAndBackIsTheSame() throws {
    let original = try file("original.db")
    try ProgramGenerator(people: 60, pairs: 40, sessions: 2_500, busy: 10, seed: 3, now: now).fill(original)
    let actor = Actor.operating(as: "owner")
    let pair = try #require(try original.read { try $0.pairs() }.first)
    _ = try original.perform(.undo, by: Actor(login: "u1", person: nil, isCoordinator: true), at: now)
    let server = try server()
    let there = try ProgramCopy(from: original, to: server, names: ("a", "b")).run()
    #expect(there.copied > 2_500 && there.compared > there.copied)
    let known = try server.readTables { connection in
      try connection.first("SELECT count(*) FROM pg_stats WHERE schemaname = 'tandem' AND tablename = 'hold'", []) {
        $0.integer(0) ?? 0
      }
    }
    #expect(known ?? 0 > 0)
    let back = try file("back.db")
    _ = try ProgramCopy(from: server, to: back, names: ("b", "c")).run()
    #expect(try back.check() == [])
    for store in [server, back] as [any TableStore] {
      #expect(try store.readTables { try HistoryCheck($0).problems() } == [])
      #expect(try store.read { try $0.program() } == original.read { try $0.program() })
      // It goes on where it was: new numbers are new.
      let start = now + 60 * 86_400
      let openings = try store.read { reader in
        try AlternativeFinder(reader, zones: Company.zones).nearest(to: start, for: pair, length: 60, at: now)
      }
      let first = try #require(openings.first)
      let booked = try store.perform(.book(Booking(pair: pair.id, start: first, length: 60)), by: actor, at: now)
      #expect(booked.sessions.first.map { $0.id.rawValue > 2_500 } == true)
      _ = try store.perform(.undo, by: actor, at: now)
    }
  }

  /// Who owns a database is seldom a superuser: the server warns then of each of its own tables that is not counted.
  @Test func whoOwnsNoMoreThanTheDatabaseCopies() throws {
    let original = try file("original.db")
    try ProgramGenerator(people: 10, pairs: 5, sessions: 20, busy: 1, seed: 5, now: now).fill(original)
    let cluster = try PostgresCluster.shared
    let make = "DO $$ BEGIN CREATE ROLE mover LOGIN CREATEROLE; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
    #expect(try cluster.sql(make, database: "postgres", as: "owner").status == 0)
    let database = try cluster.newDatabase()
    #expect(try cluster.sql("ALTER DATABASE \(database) OWNER TO mover", database: "postgres", as: "owner").status == 0)
    let address = ServerAddress(cluster.address(database, as: "mover"))
    _ = try Migration(address).run(domain: "x.invalid")
    let server = try PostgresDatabase(address, zones: Company.zones)
    _ = try ProgramCopy(from: original, to: server, names: ("a", "b")).run()
    #expect(try server.readTables { try ProgramCopy.unfinished($0) } == nil)
  }

  @Test func aCopyThatWasEndedGoesOn() throws {
    let original = try file("original.db")
    try ProgramGenerator(people: 60, pairs: 40, sessions: 2_500, busy: 10, seed: 4, now: now).fill(original)
    let server = try server()
    let copy = ProgramCopy(from: original, to: server, names: ("a", "b"))
    for table in ["person", "session", "session", "busy_generation", "step"] {
      #expect(throws: Stop.self) { try copy.run { name, _ in if name == table { throw Stop() } } }
      #expect(try server.readTables { try ProgramCopy.unfinished($0) } == "a")
    }
    // Nobody takes it for the whole; who goes on with it opens it.
    do {
      _ = try PostgresDatabase(server.address, zones: Company.zones)
      Issue.record("a part was opened")
    } catch {
      #expect(error.message.contains("admin copy"), "\(error.message)")
    }
    let rest = try ProgramCopy(
      from: original, to: try PostgresDatabase(server.address, zones: Company.zones, takesUnfinished: true),
      names: ("a", "b")
    ).run()
    #expect(rest.compared > 5_000)
    _ = try PostgresDatabase(server.address, zones: Company.zones)
    #expect(try copy.run().copied == 0)
  }

  @Test func aFileThatWasCopiedInPartIsNotOpened() throws {
    let original = try file("original.db")
    try Company().imported(into: original)
    let copy = ProgramCopy(from: original, to: try file("copy.db"), names: ("original.db", "copy.db"))
    #expect(throws: Stop.self) { try copy.run { name, _ in if name == "pair" { throw Stop() } } }
    do {
      _ = try file("copy.db")
      Issue.record("a part was opened")
    } catch let error as StoreError {
      #expect(error.message.contains("a part of a copy of original.db"), "\(error.message)")
    }
    _ = try copy.run()
    _ = try file("copy.db")
  }

  /// Also when it ended before its first row.
  @Test func aFileThatIsMadeForACopyIsUnfinishedFromItsBeginning() throws {
    let path = folder.file("begun.db")
    func open(takesUnfinished: Bool, copyOf source: String? = nil) throws -> ProgramDatabase {
      try ProgramDatabase(
        path: path, zones: Company.zones, domain: "x.invalid", takesUnfinished: takesUnfinished, copyOf: source)
    }
    _ = try open(takesUnfinished: true, copyOf: "original.db")
    let error = #expect(throws: StoreError.self) { _ = try open(takesUnfinished: false) }
    #expect(error?.message.contains("a part of a copy of original.db") == true, "\(String(describing: error))")
    let original = try file("original.db")
    try Company().imported(into: original)
    let target = try open(takesUnfinished: true, copyOf: "original.db")
    _ = try ProgramCopy(from: original, to: target, names: ("original.db", "begun.db")).run()
    // What is there is no copy because one is made into it.
    _ = try open(takesUnfinished: true, copyOf: "other.db")
    _ = try open(takesUnfinished: false)
  }

  /// A file whose guards are gone may hold what no program takes: the row is named, and the copy goes on once it is mended.
  @Test(arguments: [false, true])
  func whatNoProgramTakesIsNamed(toServer: Bool) throws {
    let original = try file("original.db")
    try ProgramGenerator(people: 20, pairs: 10, sessions: 300, busy: 0, seed: 5, now: now).fill(original)
    let columns = Columns.session.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    let values = columns.map { column in
      switch column {
      case "id": "99999"
      case "uid": "'twin'"
      case "start", "\"end\"": "\(column) + 60"
      default: column
      }
    }
    try original.write { draft in
      for guarding in ["hold_overlap", "session_inserted", "session_deleted"] {
        try draft.connection.run("DROP TRIGGER \(guarding)", [])
      }
      try draft.connection.run(
        "INSERT INTO session (\(Columns.session)) SELECT \(values.joined(separator: ", ")) FROM session WHERE id = "
          + "(SELECT max(id) FROM session WHERE status = 'confirmed')", [])
    }
    let target: any TableStore = try toServer ? server() : file("target.db")
    let copy = ProgramCopy(from: original, to: target, names: ("a", "b"))
    let error = #expect(throws: StoreError.self) { try copy.run() }
    let message = error?.message ?? ""
    #expect(
      message.hasPrefix("session 99999 of a can't be copied: ") && message.contains("mend it there"), "\(message)")
    #expect(message.count < 400)
    let removed = try ChildProcess(
      "/usr/bin/sqlite3", [folder.file("original.db"), "DELETE FROM session WHERE id = 99999"]
    ).finish()
    #expect(removed.status == 0, "\(removed.errors)")
    let copied = try copy.run()
    #expect(copied.compared > 300 && copied.mended == nil)
  }

  /// A session that was booked while the guards were away is in nobody's times; the copy has it there.
  @Test func whatTheGuardsMakeIsMendedByCopying() throws {
    let original = try file("original.db")
    try ProgramGenerator(people: 20, pairs: 10, sessions: 300, busy: 0, seed: 5, now: now).fill(original)
    let path = folder.file("original.db")
    let removed = try ChildProcess(
      "/usr/bin/sqlite3", [path, "DELETE FROM hold WHERE start = (SELECT max(start) FROM hold)"]
    ).finish()
    #expect(removed.status == 0, "\(removed.errors)")
    let target = try file("target.db")
    let copied = try ProgramCopy(from: original, to: target, names: ("a", "b")).run()
    #expect(copied.mended?.hasPrefix("hold ") == true)
    #expect(try target.readTables { try HistoryCheck($0).clashes() } == [])
    #expect(try !original.readTables { try HistoryCheck($0).clashes() }.isEmpty)
  }

  @Test func anotherProgramIsNotWrittenOverAndADifferenceIsNamed() throws {
    let (one, other) = (try file("one.db"), try file("other.db"))
    for store in [one, other] { try Company().imported(into: store) }
    #expect(throws: CommandError.self) { try ProgramCopy(from: one, to: other, names: ("a", "b")).run() }
    let server = try server()
    _ = try ProgramCopy(from: one, to: server, names: ("a", "b")).run()
    _ = try one.perform(
      .changeHours(HoursChange(person: PersonID(1), edits: [.asksFirst(true)], remedies: [])), by: .operating(as: "x"),
      at: now)
    do {
      _ = try ProgramCopy(from: one, to: server, names: ("a", "b")).run()
      Issue.record("no difference was seen")
    } catch CommandError.invalid(let text) {
      #expect(text.contains("differ in person 1"), "\(text)")
    }
  }
}
