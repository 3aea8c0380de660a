import Mentoring
import Scheduling
import TestSupport
import Testing

@testable import PostgresStore

/// Of notes and feedback the history tells what those say who write them.
@Suite struct OwnNoteTests {
  private let scene: AccessScene
  private var fixture: ServerFixture { scene.fixture }

  init() throws { scene = try AccessScene() }

  /// A step of a change to what stands in the notebook, found by `condition`.
  private func tell(
    of condition: String, audience: String, as login: String, thing: String = "notebook", says kind: String? = nil
  ) throws -> String {
    let said = try fixture.answer(
      """
      SELECT json_build_object('id', id, 'pair', pair, 'session', session, 'person', person, 'kind', \(kind.map { "'\($0)'" } ?? "kind"))
        FROM tandem.notebook WHERE \(condition)
      """, as: "owner")
    let result = try fixture.sql(
      """
      INSERT INTO tandem.step (id, at, actor, kind, command, summary, reason, pair, audience, changes)
        VALUES (nextval('tandem.step_number'), 1795700000, '\(login)', 'action', 'notebook', 'Took it back', '', 1, '\(audience)',
          E'[{"thing":"\(thing)","before":\(said)}]')
      """, as: login)
    return result.errors
  }

  /// For the program it is of the program; and a letter may be written as an escape.
  @Test(arguments: ["notebook", #"noteboo\\u006b"#, #"\\u006eotebook"#])
  func aCoordinatorTellsOfNoNotesButTheirOwn(thing: String) throws {
    for kind in ["notes", "feedback"] {
      let said = try tell(of: "kind = '\(kind)' AND pair = 1", audience: "program", as: "kim", thing: thing)
      #expect(said.contains("row-level security"), "\(said)")
    }
    // Of two equal keys one reader takes the first, another the last.
    let doubled = try fixture.sql(
      """
      INSERT INTO tandem.step (id, at, actor, kind, command, summary, reason, pair, audience, changes)
        VALUES (nextval('tandem.step_number'), 1795700000, 'kim', 'action', 'notebook', 'x', '', 1, 'program',
          '[{"thing":"notebook","thing":"other","before":{"id":1,"pair":1,"kind":"notes"}}]')
      """, as: "kim")
    #expect(!doubled.errors.isEmpty, "\(doubled)")
    let other = try tell(of: "kind = 'notes' AND pair = 1", audience: "program", as: "kim", thing: "room")
    #expect(other.isEmpty, "\(other)")
  }

  @Test func feedbackIsToldOfByItsAuthor() throws {
    let mine = "kind = 'feedback' AND pair = 1"
    #expect(try tell(of: mine, audience: "pair", as: "mia").isEmpty)
    #expect(try tell(of: mine, audience: "pair", as: "ralf").contains("row-level security"))
    // Whatever it is said to be.
    #expect(try tell(of: mine, audience: "pair", as: "ralf", says: "notes").contains("row-level security"))
    #expect(try tell(of: "kind = 'notes' AND pair = 1", audience: "pair", as: "ralf").isEmpty)
  }

  /// What is gone is its author's as well; the program tells which kind it was by what it held.
  @Test(arguments: [#""kind":"feedback""#, #""content":{"feedback":{"comment":"","rating":5}}"#])
  func feedbackThatIsTakenBackIsToldOfByItsAuthor(kind: String) throws {
    func step(as login: String) throws -> String {
      try fixture.sql(
        """
        INSERT INTO tandem.step (id, at, actor, kind, command, summary, reason, pair, audience, changes)
          VALUES (nextval('tandem.step_number'), 1795700000, '\(login)', 'action', 'feedback', 'Took back feedback', '', 1, 'pair',
            '[{"thing":"notebook","before":{"id":99,"pair":1,"session":1,"person":1,\(kind)}}]')
        """, as: login
      ).errors
    }
    #expect(try step(as: "ralf").contains("row-level security"))
    #expect(try step(as: "mia").isEmpty)
  }

  /// In the name of the program: of the session that its changes are of, and with nothing told twice.
  @Test func theProgramTellsOfWhatItsChangesAreOf() throws {
    func told(session: Int64, more: String, as login: String) throws -> String {
      try fixture.sql(
        """
        INSERT INTO tandem.step (id, at, actor, kind, command, summary, reason, pair, session, audience, changes)
          SELECT nextval('tandem.step_number'), 1896000000, 'tandem', 'action', 'expire', 'Request expired', '', pair, \(session), 'program',
            '[{\(more)"thing":"session","before":{"id":' || id || ',"pair":' || pair || ',"request":{"deadline":1}},"after":{"id":' || id
              || ',"pair":' || pair || ',"status":"confirmed","sequence":0}}]' FROM tandem.session WHERE id = \(scene.mine.id.rawValue)
        """, as: login
      ).errors
    }
    let (mine, theirs) = (scene.mine.id.rawValue, scene.theirs.id.rawValue)
    for login in ["mia", "kim"] {
      #expect(try told(session: mine, more: "", as: login).isEmpty)
      #expect(!(try told(session: mine, more: #""thing":"notebook","#, as: login)).isEmpty)
    }
    #expect(try told(session: theirs, more: "", as: "kim").contains("row-level security"))
  }
}
