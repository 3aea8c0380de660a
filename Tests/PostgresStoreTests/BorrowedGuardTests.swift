import Mentoring
import Scheduling
import TestSupport
import Testing

@testable import PostgresStore

/// Guards do what they do as who owns the database: nobody else puts them on a table of their own.
@Suite struct BorrowedGuardTests {
  private static let table = """
    CREATE TEMP TABLE own (id bigint, mentor bigint, mentee bigint, start bigint, "end" bigint, room bigint, status text,
      mentor_buffer bigint, mentee_buffer bigint, deadline bigint, agreed_start bigint, agreed_end bigint);
    """

  @Test func nobodyPutsAGuardOnATableOfTheirOwn() throws {
    let fixture = try ServerFixture()
    let guards = try fixture.answer(
      """
      SELECT string_agg(proname, ' ') FROM pg_proc
        WHERE pronamespace = 'tandem'::regnamespace AND prorettype = 'trigger'::regtype
      """, as: "owner"
    ).split(separator: " ")
    #expect(guards.count > 8 && guards.contains("keep_holds"))
    for login in ["jonas", "kim"] {
      for name in guards {
        let result = try fixture.sql(
          "\(Self.table) CREATE TRIGGER own AFTER INSERT ON own FOR EACH ROW EXECUTE FUNCTION tandem.\(name)()",
          as: login)
        #expect(result.errors.contains("permission denied for function tandem.\(name)"), "\(name): \(result)")
      }
    }
  }

  /// They run all the same for who writes the program's own tables.
  @Test func whoBooksIsGuarded() throws {
    let fixture = try ServerFixture()
    let start = try fixture.company.at("2026-12-01 16:00")
    let booking = Booking(pair: PairID(1), start: start, length: 60)
    _ = try fixture.open(as: "mia").perform(.book(booking), by: Actor(fixture.company.mia), at: fixture.company.now)
    #expect(
      try fixture.answer("SELECT count(*) FROM tandem.hold_seen WHERE start = \(start.seconds)", as: "jonas") == "2")
  }
}
