import Foundation
import TestSupport
import Testing

/// Weeks with a day that a zone's calendar never had.
@Suite struct SkippedDateTests {
  /// A program with one person, who lives in `zone`.
  private func program(_ zone: String) throws -> ProgramFixture {
    let program = try ProgramFixture(isEmpty: true)
    let people = program.folder.file("people.csv")
    try "login,name,zone\nann,Ann,\(zone)\n".write(toFile: people, atomically: true, encoding: .utf8)
    let imported = try program.run(["import", "people", people], as: "ann")
    #expect(imported.status == 0, "\(imported.errors)")
    return program
  }

  @Test(arguments: [
    ("Pacific/Apia", "2011-12-30", "Fri 30 Dec 2011"), ("Pacific/Kwajalein", "1993-08-21", "Sat 21 Aug 1993"),
    ("Pacific/Enderbury", "1994-12-31", "Sat 31 Dec 1994"),
  ])
  func aWeekTellsTheSkippedDay(zone: String, date: String, words: String) throws {
    let program = try program(zone)
    let shown = try program.run(["week", date], as: "ann")
    #expect(shown.status == 0, "\(shown.errors)")
    let lines = shown.output.split(separator: "\n").map(String.init)
    let index = try #require(lines.firstIndex(of: words))
    #expect(lines[index + 1] == "  the calendar of \(zone) skips this day")
    #expect(lines.count == 14)
    let days = try #require(try program.json(["week", date], as: "ann").document["days"] as? [[String: Any]])
    #expect(days.count == 7)
    let skipped = try #require(days.first { $0["date"] as? String == date })
    #expect(skipped["skipped"] as? Bool == true)
    #expect((skipped["free"] as? [Any])?.isEmpty == true)
    #expect(days.filter { $0["skipped"] as? Bool == false }.count == 6)
  }

  @Test(arguments: ["2011-12-28", "2011-12-29", "2011-12-31"])
  func thisWeekMayHaveOne(today: String) throws {
    let program = try program("Pacific/Apia")
    let shown = try program.run(["week"], as: "ann", environment: ["TANDEM_NOW": "\(today)T12:00:00Z"])
    #expect(shown.status == 0 && shown.output.contains("skips this day"), "\(shown.errors)")
  }
}
