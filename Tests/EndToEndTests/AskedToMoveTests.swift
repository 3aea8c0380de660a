import TestSupport
import Testing

/// That lists tell what no longer fits below the time of which it is so, where a session has two.
@Suite struct AskedToMoveTests {
  @Test func aConflictStandsBelowItsOwnTime() throws {
    let program = try ProgramFixture()
    let booked = try program.json(["book", "mia/ralf", "2026-12-04T14:15", "--length", "60"])
    let id = try #require((booked.document["session"] as? [String: Any])?["id"] as? Int)
    program.folder.write(
      """
      BEGIN:VCALENDAR
      BEGIN:VEVENT
      UID:1
      DTSTART:20261204T133000Z
      DURATION:PT30M
      END:VEVENT
      END:VCALENDAR

      """, to: "busy.ics")
    let brought = try program.run(["import", "busy", program.folder.file("busy.ics")])
    #expect(brought.errors.contains("1 session no longer fits"), "\(brought)")
    #expect(try program.run(["move", "\(id)", "2026-12-04T16:15", "--request"]).status == 0)
    for command in [["agenda", "--from", "4 dec", "--to", "5 dec"], ["week", "4 dec"]] {
      for login in ["mia", "ralf"] {
        let lines = try program.run(command, as: login).output.split(separator: "\n").map(String.init)
        let notes = lines.indices.filter { lines[$0].contains("! Mia Chen: busy") }
        #expect(notes.count == 1, "\(login): \(lines)")
        #expect(notes.first.map { lines[$0 - 1].contains("(if not moved)") } == true, "\(login): \(lines)")
      }
    }
  }

  @Test func whatIsOnlyAskedForIsToldFromWhatIsBooked() throws {
    let program = try ProgramFixture()
    func next() throws -> [String?] {
      let pairs = try program.json(["pairs", "--mine"]).document["pairs"] as? [[String: Any]] ?? []
      return pairs.filter { $0["mentee"] as? String == "ralf" }.map { $0["nextStatus"] as? String }
    }
    #expect(try next() == ["confirmed"])
    let id = try #require(
      (try program.json(["sessions", "--pair", "mia/ralf"]).document["sessions"] as? [[String: Any]])?.first?["id"]
        as? Int)
    #expect(try program.run(["cancel", "\(id)", "--reason", "ill"]).status == 0)
    #expect(try next() == [nil])
    #expect(try program.run(["book", "mia/ralf", "2026-12-01T14:30", "--request"]).status == 0)
    #expect(try next() == ["requested"])
    let nobodys = try program.run(["import", "busy", "x.ics"], as: "root")
    #expect(nobodys.status == 3 && nobodys.errors.contains("name whose calendar it is, as in --for mia"), "\(nobodys)")
  }
}
