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

  @Test func whatIsSaidOfASkippedDayIsRefused() throws {
    let program = try program("Pacific/Apia")
    let before = ["TANDEM_NOW": "2011-12-20T08:00:00Z"]
    for command in [
      "hours|day|2011-12-30|off", "hours|day|2011-12-30|10:00-12:00", "hours|day|30 dec|usual",
      "absence|add|2011-12-30", "absence|add|30 dec|30 dec",
    ] {
      let told = try program.run(
        command.split(separator: "|").map(String.init), as: "ann", environment: before)
      #expect(told.status == 64, "\(command): \(told)")
      #expect(told.errors.contains("the calendar of Pacific/Apia skips this day"), "\(command): \(told)")
    }
    // A stretch over it is one.
    let over = try program.run(["absence", "add", "29 dec", "31 dec"], as: "ann", environment: before)
    #expect(over.status == 0, "\(over)")
    let day = try program.run(["hours", "day", "2011-12-31", "off"], as: "ann", environment: before)
    #expect(day.status == 0 && day.output.contains("Sat 31 Dec"), "\(day)")
  }
}
