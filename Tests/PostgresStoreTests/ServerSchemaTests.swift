import Mentoring
import TestSupport
import Testing

@testable import PostgresStore

/// A program on a server whose guards were taken out is not sound, and says what is missing.
@Suite struct ServerSchemaTests {
  @Test func aProgramAsItWasMadeIsSound() throws {
    let fixture = try ServerFixture()
    #expect(try fixture.store.schemaDifferences() == [])
    // Who is let in sees as much of how the tables are kept.
    #expect(try fixture.open(as: "mia").schemaDifferences() == [])
  }

  @Test(arguments: [
    ("DROP TRIGGER session_inserted ON tandem.session", "the trigger session_inserted of session is missing"),
    ("ALTER TABLE tandem.step DISABLE TRIGGER step_kept", "the trigger step_kept of step is switched off"),
    (
      "ALTER TABLE tandem.hold DROP CONSTRAINT one_session_at_a_time",
      "the constraint one_session_at_a_time of hold is missing"
    ),
    ("ALTER TABLE tandem.notebook DISABLE ROW LEVEL SECURITY", "the row security of notebook is switched off"),
    ("DROP POLICY seen ON tandem.notebook", "the policy seen of notebook is missing"),
    ("CREATE POLICY all_see ON tandem.notebook USING (true)", "the policy all_see of notebook is not Tandem's"),
    ("DROP TABLE tandem.reminded", "the table reminded is missing"),
  ])
  func whatIsGoneIsNamed(statement: String, words: String) throws {
    let fixture = try ServerFixture()
    #expect(try fixture.sql(statement).status == 0)
    let found = try fixture.store.schemaDifferences()
    #expect(found.contains(words), "\(found)")
  }
}
