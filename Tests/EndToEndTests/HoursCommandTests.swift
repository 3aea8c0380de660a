import Foundation
import TestSupport
import Testing

/// `hours` and `absence`, and what becomes of the sessions that they break.
@Suite struct HoursCommandTests {
  private func book(_ program: ProgramFixture) throws -> Int {
    let booked = try program.json(["book", "mia/ralf", "fri 15:00"])
    return try #require((booked.document["session"] as? [String: Any])?["id"] as? Int)
  }

  @Test func whatAnAbsenceBreaksIsListedBeforeAnythingChanges() throws {
    let program = try ProgramFixture()
    let id = try book(program)
    let away = ["absence", "add", "fri", "--reason", "ill"]
    let plain = try program.run(away)
    #expect(plain.status == 4)
    #expect(plain.errors.contains("that would break 1 session, and changed nothing:"))
    #expect(plain.errors.contains("session \(id), Fri 27 Nov 15:00–16:00"))
    #expect(plain.errors.contains("Mia Chen: away Fri 27 Nov (ill)") && plain.errors.contains("openings: "))
    let json = try program.json(away)
    let broken = try #require((json.document["broken"] as? [[String: Any]])?.first)
    let openings = try #require(broken["openings"] as? [[String: Any]])
    #expect(json.status == 4 && openings.count == 3)
    #expect(try program.run(["absence"]).output.contains("no absence to come"))

    // Where each would go is told before it does.
    let dry = try program.run(away + ["--on-break", "move", "--dry-run"])
    let line = "  session \(id), Mia Chen → Ralf Winter: Fri 27 Nov 15:00–16:00 CET → "
    #expect(dry.status == 0 && dry.output.contains(line), "\(dry)")
    let moved = try program.json(away + ["--on-break", "move"])
    let session = try #require(moved.document["session"] as? [String: Any])
    #expect(moved.status == 0 && session["id"] as? Int == id)
    #expect(session["start"] as? String == openings.first?["start"] as? String)
    #expect(try program.run(["absence"]).output.contains("1       Fri 27 Nov  ill"))
    // Who is away has hours all the same.
    #expect(try program.run(["week"]).output.contains("  away (ill)\nSat 28 Nov\n  no working hours"))
    let days = try #require(try program.json(["week"]).document["days"] as? [[String: Any]])
    let away27 = days.first { $0["date"] as? String == "2026-11-27" }?["away"] as? [[String: Any]]
    #expect(
      away27?.first?["reason"] as? String == "ill" && away27?.first?["start"] as? String == "2026-11-26T23:00:00Z")

    #expect(try program.run(["undo"]).status == 0)
    #expect(try program.run(["sessions"]).output.contains("Fri 27 Nov 15:00"))
    #expect(try program.run(["absence"]).output.contains("no absence to come"))
  }

  /// A comma may be a date's, or the reason's.
  @Test(arguments: [
    (["14 dec to 18 dec, vacation"], "Mon 14 Dec to Fri 18 Dec  vacation"),
    (["fri 14:00-16:00, dentist"], "Fri 27 Nov 14:00–16:00 CET  dentist"),
    (["14 dec", "18 dec, vacation"], "Mon 14 Dec to Fri 18 Dec  vacation"), (["mon, 14 dec"], "Mon 14 Dec"),
    (["mon, 14 dec, off, at last"], "Mon 14 Dec  off, at last"),
  ])
  func theLineOfTheInterfaceIsTaken(words: [String], listed: String) throws {
    let program = try ProgramFixture()
    let added = try program.run(["absence", "add"] + words)
    #expect(added.status == 0, "\(added)")
    #expect(try program.run(["absence"]).output.contains("1       \(listed)\n"), "\(added)")
  }

  @Test func theOtherSideIsAskedAndMayRefuse() throws {
    let program = try ProgramFixture()
    let id = try book(program)
    let asked = try program.run(["absence", "add", "fri", "--on-break", "ask", "--message", "I am ill"])
    #expect(asked.status == 0, "\(asked.errors)")
    #expect(asked.output.contains("Fri 27 Nov 15:00–16:00 CET, asked for "), "\(asked.output)")
    let waiting = try program.run(["requests"], as: "ralf")
    #expect(waiting.output.contains("Fri 27 Nov 09:00–10:00 EST") && waiting.output.contains("I am ill"))
    // He says no: nothing is called off by that, and that it no longer fits is said to all.
    let declined = try program.run(["decline", "\(id)", "--reason", "No"], as: "ralf")
    #expect(declined.output.contains("; it stays Fri 27 Nov"))
    #expect(declined.errors.contains("it no longer fits: Mia Chen"), "\(declined.errors)")
    #expect(try program.run(["conflicts"]).output.contains("Fri 27 Nov"))
    // What no longer fits is told where the session stands, and to those alone who have to do with it.
    let reason = "    ! Mia Chen: away Fri 27 Nov\n"
    #expect(try program.run(["agenda"]).output.contains(reason))
    // On his clock.
    #expect(try program.run(["agenda"], as: "ralf").output.contains("    ! Mia Chen: away Thu 26 Nov 18:00"))
    #expect(try program.run(["week"]).output.contains(reason))
    #expect(try program.run(["week", "--for", "mia"], as: "kim").output.contains(reason))
    #expect(try !program.run(["week", "--for", "mia"], as: "ralf").output.contains("! "))
  }

  @Test func hoursAreShownAsTheyWereSet() throws {
    let program = try ProgramFixture()
    #expect(try program.run(["hours", "set", "Tue-Thu 10:00-16:00"]).status == 0)
    #expect(try program.run(["hours", "day", "tue", "12:00-14:00", "15:00-16:00"]).status == 0)
    #expect(try program.run(["hours", "prefer", "Tue 12:00-14:00"]).status == 0)
    #expect(try program.run(["hours", "ask-first", "yes"]).status == 0)
    #expect(
      try program.run(["hours"]).output == """
        Mia Chen's hours (Europe/Berlin): Tue-Thu 10:00-16:00
          Tue 1 Dec: 12:00-14:00 15:00-16:00
          prefers Tue 12:00-14:00
          wants to be asked before being booked

        """)
    let best = try program.json(["openings", "mia/ralf", "--best", "--from", "tue", "--to", "2 dec"])
    let first = try #require((best.document["openings"] as? [[String: Any]])?.first)
    #expect(first["start"] as? String == "2026-12-01T14:00:00Z")
  }

  @Test func anAbsenceNeedsNoQuotes() throws {
    let program = try ProgramFixture()
    for line in ["sat 14:00-16:00", "sat 18:00 to sun 8:00", "27 feb to 28 feb"] {
      let result = try program.run(["absence", "add"] + line.split(separator: " ").map(String.init))
      #expect(result.status == 0, "\(line): \(result.errors)")
    }
    let listed = try program.run(["absence"]).output
    #expect(listed.contains("Sat 28 Nov 14:00–16:00") && listed.contains("Sat 27 Feb"), "\(listed)")
  }

  /// Arguments, a word each by `|`, and how the program ends.
  private static let ends: [(String, Int32)] = [
    ("hours|set|Mon 25:00-26:00", 64), ("hours|set|", 64), ("hours|day|fri|noon", 64),
    ("absence|add|7|dec|11|dec", 64), ("absence|add|fri|14:00-14:00", 64),
    ("hours|set|Mon 09:00-10:00|--for|ralf", 7), ("absence|remove|3", 3), ("absence|add|fri|thu", 64),
    ("absence|add|someday", 64), ("hours|ask-first|maybe", 64), ("hours|--for|nobody", 3),
    ("move|1|fri 14:00|--request|--scope|all", 64),
  ]

  @Test(arguments: ends)
  func badInputIsAClearWord(line: String, status: Int32) throws {
    let program = try ProgramFixture()
    let result = try program.run(line.split(separator: "|", omittingEmptySubsequences: false).map(String.init))
    #expect(result.status == status, "\(result.errors)")
    #expect(!result.errors.isEmpty)
    #expect(try program.run(["hours"]).output.contains("Mon-Fri 09:00-1"))
  }
}
