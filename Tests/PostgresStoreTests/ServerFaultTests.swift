import Dispatch
import Glibc
import Mentoring
import PostgresStore
import Scheduling
import Synchronization
import Tables
import TestSupport
import Testing

/// Servers that go away, and ways to them that are cut.
@Suite struct ServerFaultTests {
  private func far(_ fixture: ServerFixture, _ relay: Relay, as login: String = "mia") throws -> PostgresDatabase {
    try PostgresDatabase(
      ServerAddress("postgresql://\(login)@127.0.0.1:\(relay.port)/\(fixture.database)"), zones: Company.zones)
  }

  /// A server has few connections for all: a program's threads take one in turns, unless it is away for long.
  @Test func oneConnectionIsKept() throws {
    let fixture = try ServerFixture()
    let mia = try fixture.open(as: "mia")
    let count = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'mia' AND datname = current_database()"
    DispatchQueue.concurrentPerform(iterations: 8) { number in
      for _ in 0..<5 { _ = try? mia.read { try $0.pairs().count + number } }
    }
    #expect(try fixture.answer(count, as: "owner") == "1")
    // One that waits for its caller keeps nobody from reading.
    try mia.read { reader in
      _ = try reader.pairs()
      let began = ContinuousClock.now
      #expect(try mia.read { try $0.pairs().count } == 1)
      #expect(ContinuousClock.now - began < .seconds(5))
    }
  }

  /// Nobody can know from here whether it was done: the server is asked, and the command never sent twice.
  @Test func whatWasSavedWhenTheWayWasCutIsKnownAfterwards() throws {
    let fixture = try ServerFixture()
    let relay = try Relay(to: fixture.cluster.port)
    let store = try far(fixture, relay)
    let mia = Actor(fixture.company.mia)
    relay.cut(.after("COMMIT"))
    let outcome = try store.perform(try fixture.booking("2026-11-26 15:00"), by: mia, at: fixture.company.now)
    #expect(outcome.sessions.count == 1 && outcome.step != nil)
    #expect(try fixture.store.read { try $0.sessions(SessionFilter()) }.map(\.id) == outcome.sessions.map(\.id))
    // The same with reminders, which no history tells.
    relay.cut(.after("COMMIT"))
    #expect(
      try far(fixture, relay).perform(.remind(["session 1 0 60 1"]), by: mia, at: fixture.company.now).changes.count
        == 1)
    #expect(try fixture.answer("SELECT count(*) FROM tandem.reminded", as: "owner") == "1")
  }

  /// Whoever ends the wait for the standby, what is not on it is not acknowledged: by itself the server has committed, and says so.
  @Test(arguments: ["pg_cancel_backend", "pg_terminate_backend"])
  func whatIsNotOnTheStandbyIsNotAcknowledged(ending: String) throws {
    let cluster = try PostgresCluster()
    let fixture = try ServerFixture(cluster)
    @Sendable func sql(_ text: String) throws -> String {
      let said = try cluster.sql(text, database: "postgres", as: "owner")
      #expect(said.status == 0, "\(said.errors)")
      return said.output
    }
    @Sendable func require(_ standby: String) throws {
      _ = try sql("ALTER SYSTEM SET synchronous_standby_names = '\(standby)'")
      _ = try sql("SELECT pg_reload_conf()")
    }
    /// How many wait for the standby.
    @Sendable func waiting() throws -> Int {
      try sql("SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'").split(whereSeparator: \.isWhitespace)
        .count { Int($0) != nil }
    }
    let mia = try fixture.open(as: "mia")
    try require("nobody")
    let isDone = Mutex(false)
    let booking = try fixture.booking("2026-11-26 15:00")
    let (actor, now) = (Actor(fixture.company.mia), fixture.company.now)
    let result = Mutex<Result<Outcome, any Error>?>(nil)
    let thread = DispatchQueue(label: "booking")
    thread.async {
      let outcome = Result { try mia.perform(booking, by: actor, at: now) }
      result.withLock { $0 = outcome }
      isDone.withLock { $0 = true }
    }
    for _ in 0..<300 where try waiting() == 0 { usleep(50_000) }
    _ = try sql("SELECT \(ending)(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
    // It asks whether it was done, and then waits once more.
    for _ in 0..<100 where !isDone.withLock({ $0 }) { usleep(20_000) }
    for _ in 0..<300 where try waiting() == 0 && !isDone.withLock({ $0 }) { usleep(50_000) }
    let isAcknowledged = isDone.withLock { $0 }
    #expect(!isAcknowledged)
    try require("")
    thread.sync {}
    let outcome = try result.withLock { try $0?.get() }
    #expect(outcome?.sessions.count == 1)
    #expect(try mia.read { try $0.sessions(SessionFilter()) }.map(\.id) == outcome?.sessions.map(\.id))
  }

  /// A server whose only synchronous standby is away keeps a booking waiting until it is back, or no longer asked for.
  @Test func aLongWaitIsSaid() throws {
    let cluster = try PostgresCluster()
    let fixture = try ServerFixture(cluster)
    @Sendable func require(_ standby: String) throws {
      for text in ["ALTER SYSTEM SET synchronous_standby_names = '\(standby)'", "SELECT pg_reload_conf()"] {
        #expect(try cluster.sql(text, database: "postgres", as: "owner").status == 0)
      }
    }
    let said = Mutex<[StoreError?]>([])
    let mia = try PostgresDatabase(
      ServerAddress(cluster.address(fixture.database, as: "mia")), zones: Company.zones,
      onDelay: { wait in
        said.withLock { $0.append(wait) }
        if wait != nil { try? require("") }
      })
    try require("nobody")
    usleep(500_000)
    let outcome = try mia.perform(
      try fixture.booking("2026-11-26 15:00"), by: Actor(fixture.company.mia), at: fixture.company.now)
    #expect(outcome.sessions.count == 1)
    let waits = said.withLock { $0 }
    // And once that it is over.
    #expect(waits.count == 2 && waits[1] == nil)
    #expect(waits[0]?.message.contains("is waited for: no answer for 3 s; it is busy") == true)
  }

  @Test func whatTheServerNeverHeardOfIsSaidNotToBeDone() throws {
    let fixture = try ServerFixture()
    let relay = try Relay(to: fixture.cluster.port)
    let store = try far(fixture, relay)
    relay.cut(.before("COMMIT"))
    do {
      _ = try store.perform(
        try fixture.booking("2026-11-26 15:00"), by: Actor(fixture.company.mia), at: fixture.company.now)
      Issue.record("it was booked")
    } catch StoreError.unavailable(let text, _) {
      #expect(text.contains("nothing was changed"))
    }
    #expect(try fixture.store.read { try $0.sessions(SessionFilter()) }.isEmpty)
    // And the next one goes through by itself.
    _ = try store.perform(
      try fixture.booking("2026-11-26 15:00"), by: Actor(fixture.company.mia), at: fixture.company.now)
  }

  @Test func aWayThatIsCutAndOpenedAgain() throws {
    let fixture = try ServerFixture()
    let relay = try Relay(to: fixture.cluster.port)
    let store = try far(fixture, relay)
    #expect(try store.read { try $0.pairs() }.count == 1)
    relay.block()
    do {
      _ = try store.perform(
        try fixture.booking("2026-11-26 15:00"), by: Actor(fixture.company.mia), at: fixture.company.now)
      Issue.record("it was booked")
    } catch StoreError.unavailable(let text, _) {
      #expect(text.contains("does not answer") && text.contains("nothing was changed"), "\(text)")
    }
    #expect(throws: StoreError.self) { try store.read { try $0.pairs() } }
    relay.unblock()
    #expect(try store.read { try $0.pairs() }.count == 1)
    _ = try store.perform(
      try fixture.booking("2026-11-26 15:00"), by: Actor(fixture.company.mia), at: fixture.company.now)
  }

  @Test func aServerThatIsRestarted() throws {
    let cluster = try PostgresCluster()
    let fixture = try ServerFixture(cluster)
    let mia = try fixture.open(as: "mia")
    _ = try mia.perform(
      try fixture.booking("2026-11-26 15:00"), by: Actor(fixture.company.mia), at: fixture.company.now)
    try cluster.restart()
    #expect(try mia.read { try $0.sessions(SessionFilter()) }.count == 1)
    try cluster.crash()
    #expect(throws: StoreError.self) { try mia.read { try $0.pairs() } }
    try cluster.start()
    _ = try mia.perform(
      try fixture.booking("2026-11-27 15:00"), by: Actor(fixture.company.mia), at: fixture.company.now)
    #expect(try mia.read { try $0.sessions(SessionFilter()) }.count == 2)
  }

  /// A primary with what its synchronous standby is, and the address of both.
  private func twins() throws -> (fixture: ServerFixture, standby: PostgresCluster, address: (String) -> String) {
    let primary = try PostgresCluster()
    let fixture = try ServerFixture(primary)
    let standby = try PostgresCluster(standbyOf: primary)
    for text in ["ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()"] {
      #expect(try primary.sql(text, database: "postgres", as: "owner").status == 0)
    }
    usleep(500_000)
    let hosts = "127.0.0.1:\(primary.port),127.0.0.1:\(standby.port)/\(fixture.database)"
    return (fixture, standby, { "postgresql://\($0)@\(hosts)?target_session_attrs=read-write" })
  }

  /// One that hangs keeps its connections: whoever has another to go to does not wait for it for ever.
  @Test func aPrimaryThatHangsIsLeft() throws {
    let (fixture, standby, address) = try twins()
    let mia = try PostgresDatabase(ServerAddress(address("mia")), zones: Company.zones)
    let changes = Mutex(0)
    let watch = try mia.watch { changes.withLock { $0 += 1 } }
    defer { watch.cancel() }
    #expect(try mia.read { try $0.pairs() }.count == 1)
    // It listens once it hears something: that is not waited for when a store is opened.
    for _ in 0..<200 where changes.withLock({ $0 }) == 0 {
      _ = try fixture.sql("NOTIFY tandem", as: "owner")
      usleep(100_000)
    }
    try fixture.cluster.freeze()
    // Lest its end be waited for.
    defer { try? fixture.cluster.thaw() }
    try standby.promote()
    // The first read hears that the server is lost; whoever asks again is on the other.
    let began = ContinuousClock.now
    let isThere = (0..<10).contains { _ in (try? mia.read { try $0.pairs().count }) == 1 }
    #expect(isThere)
    #expect(ContinuousClock.now - began < .seconds(60))
    let outcome = try mia.perform(
      try fixture.booking("2026-11-26 15:00"), by: Actor(fixture.company.mia), at: fixture.company.now)
    #expect(outcome.sessions.count == 1)
    // And what others do there is heard of.
    let ralf = try PostgresDatabase(ServerAddress(address("ralf")), zones: Company.zones)
    usleep(500_000)
    let before = changes.withLock { $0 }
    _ = try ralf.perform(
      try fixture.booking("2026-11-27 15:00"), by: Actor(fixture.company.ralf), at: fixture.company.now)
    for _ in 0..<200 where changes.withLock({ $0 }) == before { usleep(100_000) }
    let heard = changes.withLock { $0 }
    #expect(heard > before)
  }

  /// Named alone, a standby is for reading, says so, and shows within a second or so what comes over; until it takes over.
  @Test func aStandbyIsForReadingUntilItTakesOver() throws {
    let (fixture, standby, address) = try twins()
    let lone = try PostgresDatabase(
      ServerAddress("postgresql://mia@127.0.0.1:\(standby.port)/\(fixture.database)"), zones: Company.zones)
    #expect(lone.readOnlyCause == "it is a standby")
    let changes = Mutex(0)
    let watch = try lone.watch { changes.withLock { $0 += 1 } }
    defer { watch.cancel() }
    usleep(1_500_000)
    let connections = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'mia'"
    let before = try standby.sql(connections, database: "postgres", as: "owner").output
    let idle = changes.withLock { $0 }
    usleep(3_000_000)
    #expect(changes.withLock { $0 } == idle)
    #expect(try standby.sql(connections, database: "postgres", as: "owner").output == before)

    let mia = try PostgresDatabase(ServerAddress(address("mia")), zones: Company.zones)
    #expect(mia.readOnlyCause == nil)
    _ = try mia.perform(
      try fixture.booking("2026-11-26 15:00"), by: Actor(fixture.company.mia), at: fixture.company.now)
    for _ in 0..<100 where changes.withLock({ $0 }) == idle { usleep(100_000) }
    #expect(changes.withLock { $0 } > idle)
    #expect(try lone.read { try $0.sessions(SessionFilter()) }.count == 1)
    #expect {
      try lone.perform(try fixture.booking("2026-11-27 15:00"), by: Actor(fixture.company.mia), at: fixture.company.now)
    } throws: {
      if case .readOnly(let text) = $0 as? StoreError { text.contains("standby") } else { false }
    }

    let following = changes.withLock { $0 }
    try fixture.cluster.crash()
    try standby.promote()
    for _ in 0..<100 where changes.withLock({ $0 }) == following { usleep(100_000) }
    #expect(changes.withLock { $0 } > following)
    #expect(try lone.read { try $0.pairs() }.count == 1)
    #expect(lone.readOnlyCause == nil)
    _ = try lone.perform(
      try fixture.booking("2026-11-27 15:00"), by: Actor(fixture.company.mia), at: fixture.company.now)
    // From now on it is listened to.
    let ralf = try PostgresDatabase(
      ServerAddress("postgresql://ralf@127.0.0.1:\(standby.port)/\(fixture.database)"), zones: Company.zones)
    usleep(1_500_000)
    let listening = changes.withLock { $0 }
    _ = try ralf.perform(
      try fixture.booking("2026-11-30 15:00"), by: Actor(fixture.company.ralf), at: fixture.company.now)
    for _ in 0..<100 where changes.withLock({ $0 }) == listening { usleep(100_000) }
    #expect(changes.withLock { $0 } > listening)
  }

  /// A real primary and a real standby; the primary is killed while many book.
  @Test func aStandbyTakesOverAndNothingAcknowledgedIsLost() throws {
    let (fixture, standby, address) = try twins()
    let both = address("owner")
    let racers = try (0..<6).map {
      try ChildProcess("BookingRacer", [both, "\($0)", "150", "\(fixture.company.now.seconds)"])
    }
    usleep(400_000)
    try fixture.cluster.crash()
    try standby.promote()
    let printed = racers.map { $0.finish() }
    for racer in printed { #expect(racer.status == 0, "\(racer.errors)") }
    let acknowledged = printed.flatMap { $0.output.split(separator: "\n").compactMap { Int64($0) } }
    let store = try PostgresDatabase(ServerAddress(both), zones: Company.zones)
    let present = Set(try store.read { try $0.sessions(SessionFilter()) }.map(\.id.rawValue))
    #expect(!acknowledged.isEmpty && present.isSuperset(of: acknowledged))
    #expect(try store.readTables { try HistoryCheck($0).problems() } == [])
    // Each racer may not know of one.
    #expect(present.count - acknowledged.count <= 6)
  }

  @Test func storesThatAreNoneAndAddressesThatAreWrong() throws {
    let cluster = try PostgresCluster.shared
    let empty = cluster.address(try cluster.newDatabase(), as: "owner")
    for (address, words) in [
      (empty, "admin migrate"), ("postgresql://owner@127.0.0.1:1/x", "does not answer"),
      ("postgresql://owner@127.0.0.1:\(cluster.port)/nowhere", "nowhere"), ("postgresql://[::1/x", "can't be read"),
      // Of several it is said which, and by which port.
      (
        "postgresql://owner@127.0.0.1:1,127.0.0.1:2/x",
        "x on 127.0.0.1:1, 127.0.0.1:2 does not answer: Connection refused"
      ),
      (
        "postgresql://owner@127.0.0.1:1,127.0.0.1:\(cluster.port)/nowhere",
        "127.0.0.1:1: Connection refused; 127.0.0.1:\(cluster.port): database \"nowhere\" does not exist"
      ),
    ] {
      do {
        _ = try PostgresDatabase(ServerAddress(address), zones: Company.zones)
        Issue.record("\(address) was opened")
      } catch {
        #expect(error.message.contains(words), "\(error.message)")
      }
    }
    let secret = ServerAddress("postgresql://mia:secret@db.example.com/x?password=secret")
    #expect(secret.title == "x on db.example.com" && secret.user == "mia")
  }

  @Test func aNewerAndAnOlderFormatAreNamed() throws {
    let fixture = try ServerFixture()
    #expect(try fixture.sql("INSERT INTO tandem.format (version, name) VALUES (99, 'x')").status == 0)
    #expect(throws: StoreError.self) { try fixture.open(as: "mia") }
    #expect(throws: StoreError.self) { try Migration(fixture.owner).run(domain: "x") }
  }
}
