import Foundation
import TestSupport
import Testing

/// `add`: a booking from one line.
@Suite struct AddCommandTests {
  @Test func aLineBooks() throws {
    let program = try ProgramFixture()
    let line = "ralf fri 14:00 45m @Lisbon editing: color grading"
    let dry = try program.run(["add", line, "--dry-run"])
    #expect(dry.status == 0 && dry.output.contains("dry run: Booked Mia Chen → Ralf Winter, Fri 27 Nov 14:00–14:45"))
    #expect(dry.output.contains("  Lisbon · editing · agenda: color grading"))
    let booked = try program.json(["add"] + line.split(separator: " ").map(String.init))
    let session = try #require(booked.document["session"] as? [String: Any])
    #expect(booked.status == 0 && session["topic"] as? String == "editing")
    #expect(session["agenda"] as? String == "color grading")
    let again = try program.run(["add", line])
    #expect(again.status == 4 && again.errors.contains("session with Ralf Winter 14:00–14:45"))
    let asked = try program.json(["add", "ralf thu 12:00", "--message", "Before you fly?"])
    #expect((asked.document["session"] as? [String: Any])?["status"] as? String == "requested")
    let own = try program.run(["add", "ralf 10 dec 17:30"])
    #expect(own.status == 4 && own.errors.contains("You may waive that: add --anyway."))
    #expect(try program.run(["add", "ralf 10 dec 17:30", "--anyway"]).status == 0)
  }

  @Test func todoReadsWhoAndWhen() throws {
    let program = try ProgramFixture()
    let added = try program.run(["todo", "add", "ralf", "Ralf: share the files by fri"])
    #expect(
      added.status == 0 && added.output.contains("Gave Ralf Winter “share the files” to do by Fri 27 Nov, Mia Chen"))
    let wrong = try program.run(["todo", "add", "ralf", "Fix by 31 feb"])
    #expect(wrong.status == 64 && wrong.errors.contains("“31 feb”: there is no such day"))
    let steps = try program.run(["history"]).output
    #expect(steps.contains("Gave Ralf Winter something to do") && !steps.contains("share the files"))
    #expect(
      try program.run(["todo", "add", "ralf", "Ralf: sort by mon", "--for", "mia", "--due", "3 dec"]).status == 0)
    let list = try program.run(["todo"]).output
    #expect(list.contains("Ralf Winter  share the files") && list.contains("Fri 27 Nov"), "\(list)")
    #expect(list.contains("Mia Chen     Ralf: sort by mon") && list.contains("Thu 3 Dec"), "\(list)")
  }

  @Test(
    arguments: [
      (["ralf"], 64, "when? Add a day and a time"), (["ralf fri"], 64, "“fri” names a day but no time"),
      (["nobody fri 14:00"], 3, "no pair fits “nobody”"), (["ralf fri 14:00 @Attic"], 3, "there is no room “Attic”"),
      (
        ["ralf fri 14:07"], 64,
        "Fri 27 Nov 14:07 CET is not on the grid: sessions start every 15 minutes by the clock of"
      ),
      ([String(repeating: "x", count: 2_000)], 64, "the line has 2000 characters"),
      (["a fri 14:00"], 64, "“a” fits 2 pairs"), ([""], 64, "with whom?"), ([], 64, "line"),
    ] as [([String], Int32, String)])
  func whatIsNotUnderstoodChangesNothing(line: [String], status: Int32, message: String) throws {
    let program = try ProgramFixture()
    let result = try program.run(["add"] + line)
    #expect(result.status == status && result.output.isEmpty)
    #expect(result.errors.contains(message), "\(result.errors)")
  }
}
