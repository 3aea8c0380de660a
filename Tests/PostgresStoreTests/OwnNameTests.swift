import Mentoring
import Recurrence
import Scheduling
import SystemZones
import Tables
import TestSupport
import Testing

@testable import PostgresStore

/// By their names calendars know sessions again: nobody gives theirs another's, and none has a name that no file has room for.
@Suite struct OwnNameTests {
  private let scene: AccessScene
  private var fixture: ServerFixture { scene.fixture }
  private let refusal = "by its number"

  init() throws { scene = try AccessScene() }

  private func names(_ table: String = "session") throws -> String {
    try fixture.answer("SELECT string_agg(id || '=' || uid, ' ' ORDER BY id) FROM tandem.\(table)", as: "owner")
  }

  @Test(arguments: [
    "UPDATE tandem.session SET uid = (SELECT 'session-' || id + 1 || '@x' FROM tandem.session WHERE id = mine) WHERE id = mine",
    "UPDATE tandem.session SET uid = 'session-mine@' || repeat('A', 300) WHERE id = mine",
    "UPDATE tandem.session SET uid = 'session-mine' WHERE id = mine",
    "UPDATE tandem.session SET uid = 'series-1@tandem' WHERE id = mine",
    """
    INSERT INTO tandem.session (id, uid, pair, mentor, mentee, start, "end", zone, status, sequence, topic, agenda, mentor_buffer,
        mentee_buffer, reason)
      SELECT nextval('tandem.session_number'), uid, pair, mentor, mentee, start + 86400, "end" + 86400, zone, status, 9, topic, agenda,
        mentor_buffer, mentee_buffer, reason FROM tandem.session WHERE id = mine
    """,
    """
    INSERT INTO tandem.series (id, uid, pair, rule, start, zone, length)
      SELECT nextval('tandem.series_number'), 'series-999@tandem', pair, 'FREQ=WEEKLY;COUNT=2', '2026-12-01T10:00', zone, 60
      FROM tandem.session WHERE id = mine
    """,
  ])
  func nobodyTakesAnothersName(sql: String) throws {
    let before = (try names(), try names("series"))
    let result = try fixture.sql(sql.replacing("mine", with: "\(scene.mine.id)"), as: "mia")
    #expect(result.errors.contains(refusal), "\(result)")
    #expect(try (names(), names("series")) == before)
  }

  /// What the program itself writes is taken: bookings, series, and what becomes of them.
  @Test func theProgramsOwnNamesAreTaken() throws {
    let (mia, company) = (try fixture.open(as: "mia"), fixture.company)
    let start = try company.at("2026-12-01 15:00")
    let booking = SeriesBooking(
      first: Booking(pair: PairID(1), start: start, length: 60), rule: try RecurrenceRule("FREQ=WEEKLY;COUNT=3"))
    let outcome = try mia.perform(.bookSeries(booking), by: Actor(company.mia), at: company.now)
    let second = try #require(outcome.sessions.dropFirst().first)
    let moved = Move(session: second.id, start: second.interval.start + 3_600, scope: .following)
    _ = try mia.perform(.move(moved), by: Actor(company.mia), at: company.now)
    _ = try mia.perform(.undo, by: Actor(company.mia), at: company.now)
    _ = try mia.perform(.undo, by: Actor(company.mia), at: company.now)
    let whole = try mia.read { try $0.sessions(SessionFilter(pair: PairID(1), liveOnly: false)) }
    #expect(whole.contains { $0.uid.hasPrefix("series-") } && whole.contains { $0.uid.hasPrefix("session-") })
  }

  /// What was named so before has its own name after the migration.
  @Test func whatWasNamedSoIsNamedAnew() throws {
    let company = fixture.company
    for day in ["2026-12-01 15:00", "2026-12-02 15:00"] {
      let first = Booking(pair: PairID(1), start: try company.at(day), length: 60)
      let booking = SeriesBooking(first: first, rule: try RecurrenceRule("FREQ=WEEKLY;COUNT=2"))
      _ = try fixture.open(as: "mia").perform(.bookSeries(booking), by: Actor(company.mia), at: company.now)
    }
    let sound = (try names(), try names("series"))
    // Two series have each other's name, which no order of changes puts right at once.
    let bad = try fixture.sql(
      """
      SET session_replication_role = replica; UPDATE tandem.session SET uid = repeat('A', 300) WHERE id = \(scene.mine.id);
      UPDATE tandem.series SET uid = 'x' WHERE id = 1; UPDATE tandem.series SET uid = replace(uid, '2', '1') WHERE id = 2;
      UPDATE tandem.series SET uid = (SELECT replace(uid, '1', '2') FROM tandem.series WHERE id = 2) WHERE id = 1
      """, as: "owner")
    #expect(bad.errors.isEmpty, "\(bad)")
    #expect(try names("series") != sound.1)
    for sql in Schema.ownNames where sql.hasPrefix("DO") {
      let result = try fixture.sql("SET search_path = tandem; \(sql)", as: "owner")
      #expect(result.errors.isEmpty, "\(result)")
    }
    #expect(try (names(), names("series")) == sound)
  }

  /// What a coordinator's program wrote that nobody reckons with ends no program, and keeps nobody from reading.
  @Test(arguments: [
    #"UPDATE tandem.pair SET policy = '{"granularity":0}'"#, #"UPDATE tandem.pair SET policy = '{"granularity":-5}'"#,
    #"UPDATE tandem.pair SET policy = '{"notice":9223372036854775807}'"#,
    #"UPDATE tandem.pair SET policy = '{"window":9223372036854775807}'"#,
    #"UPDATE tandem.pair SET policy = '{"buffer":9223372036854775807}'"#,
    "UPDATE tandem.pair SET policy = 'garbage'", "UPDATE tandem.room SET hours = 'garbage'",
  ])
  func strangeValuesArePassedOver(sql: String) throws {
    let written = try fixture.sql(sql, as: "kim")
    #expect(written.errors.isEmpty, "\(written)")
    let (mia, company) = (try fixture.open(as: "mia"), fixture.company)
    try mia.read { reader in
      let pair = try #require(try reader.pair(PairID(1)))
      _ = try ConflictFinder(reader, zones: Company.zones).conflicts(at: company.now, person: company.mia.id)
      let found = try AlternativeFinder(reader, zones: Company.zones).nearest(
        to: company.now + 86_400, for: pair, length: 60, at: company.now, count: 3)
      #expect(!found.isEmpty)
    }
    let problems = try fixture.store.readTables { try HistoryCheck($0).problems() }
    let words = sql.contains("pair") ? "pair 1 has rules that this program did not write" : "room 1 "
    #expect(problems.contains { $0.hasPrefix(words) }, "\(problems)")
  }

  /// Under rules that can't be reckoned with nobody books: it is said, and no program ends.
  @Test(arguments: [#""granularity":15"#, #""window":90"#, #""notice":120"#])
  func rulesThatCantBeReckonedWithAreSaid(value: String) throws {
    let name = value.prefix { $0 != ":" }
    let policy = """
      {"granularity":15,"lengths":[30],"notice":120,"window":90,"buffer":10,"sessionsPerDay":2,"sessionsPerWeek":5,"requestDays":5,"requestLead":60,"asksFirst":false,"lateNotice":1440}
      """.replacing(value, with: "\(name):\(name.contains("gran") ? "0" : "9223372036854775807")")
    #expect(try fixture.sql("UPDATE tandem.program SET policy = '\(policy)'", as: "kim").errors.isEmpty)
    let mia = try fixture.open(as: "mia")
    #expect {
      _ = try mia.perform(
        try fixture.booking("2026-11-27 15:00"), by: Actor(fixture.company.mia), at: fixture.company.now)
    } throws: {
      if case .damaged(let text) = $0 as? StoreError { text.contains("can't be reckoned with") } else { false }
    }
  }
}
