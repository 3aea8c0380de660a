import Foundation
import TestSupport
import Testing

/// What `check` says of a time outside hours.
@Suite struct CheckCommandTests {
  private func violations(_ start: String, as login: String = "mia") throws -> [[String: Any]] {
    let program = try ProgramFixture(isEmpty: true)
    program.folder.write(
      "login,name,zone\nmia,Mia Chen,Europe/Berlin\nralf,Ralf Winter,America/New_York\n", to: "people.csv")
    program.folder.write("mentor,mentee\nmia,ralf\n", to: "pairs.csv")
    for table in ["people", "pairs"] {
      let imported = try program.run(["import", table, program.folder.file("\(table).csv")])
      #expect(imported.status == 0, "\(imported.errors)")
    }
    let document = try program.json(["check", "mia/ralf", start, "--length", "60"], as: login).document
    return try #require(document["violations"] as? [[String: Any]])
  }

  @Test func outsideHoursTellsTheHours() throws {
    let found = try #require(try violations("thu 14:00").first)
    #expect(found["code"] as? String == "outsideHours" && found["person"] as? String == "ralf")
    #expect(
      found["hours"] as? [[String: String]] == [["start": "2026-11-26T14:00:00Z", "end": "2026-11-26T22:00:00Z"]])
    #expect(found["zone"] as? String == "America/New_York")
    #expect(found["message"] as? String == "Ralf Winter: outside hours (Thu 15:00–23:00)")
  }

  @Test func outsideHoursTellsThatThereAreNone() throws {
    let found = try violations("sat 16:00")
    #expect(found.map { ($0["hours"] as? [Any])?.count } == [0, 0])
    #expect(found.first?["message"] as? String == "Mia Chen: outside hours (none on Sat)")
  }
}
