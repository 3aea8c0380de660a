import Foundation
import TestSupport
import Testing

/// Answers and proposals that came back as files.
@Suite struct InboxCommandTests {
  private let program: ProgramFixture
  private let session: Int
  private let uid: String

  init() throws {
    program = try ProgramFixture()
    let booked = try program.json(["book", "mia/ralf", "2026-12-15T17:00", "--length", "60"])
    session = try #require((booked.document["session"] as? [String: Any])?["id"] as? Int)
    let invitation = try program.run(["export", "itip", "--session", "\(session)"])
    let line = invitation.output.split(separator: "\r\n").first { $0.hasPrefix("UID:") }
    uid = String(try #require(line).dropFirst(4))
  }

  /// Ralf's answer, as his calendar writes it.
  private func answer(_ method: String, _ lines: [String], sequence: Int = 0) throws -> String {
    let path = program.folder.file("\(method.lowercased()).ics")
    let text = """
      BEGIN:VCALENDAR
      VERSION:2.0
      PRODID:-//Example//Calendar//EN
      METHOD:\(method)
      BEGIN:VEVENT
      UID:\(uid)
      SEQUENCE:\(sequence)
      DTSTAMP:20261125T090000Z
      \(lines.joined(separator: "\n"))
      END:VEVENT
      END:VCALENDAR
      """
    try text.replacing("\n", with: "\r\n").write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  private func proposal(_ start: String, minutes: Int = 60) throws -> String {
    try answer(
      "COUNTER",
      ["DTSTART;TZID=Europe/Berlin:\(start)", "DURATION:PT\(minutes)M", "ATTENDEE:mailto:ralf@demo.invalid"])
  }

  /// What the command line that a line offers does.
  private func taken(_ result: (status: Int32, output: String, errors: String), _ word: String) throws -> (
    status: Int32, output: String, errors: String
  ) {
    let line = result.output.split(separator: "\n").first { $0.contains(word) }
    let command = try #require(line?.components(separatedBy: "tandem ").last, "\(result.output)")
    return try program.run(command.split(separator: " ").map(String.init))
  }

  @Test func aNoCallsItOff() throws {
    let file = try answer("REPLY", ["ATTENDEE;PARTSTAT=DECLINED:mailto:ralf@demo.invalid", "COMMENT:Ill"])
    let tried = try program.run(["inbox", file, "--dry-run"])
    #expect(tried.status == 0 && tried.output.contains("dry run: "), "\(tried.errors)")
    #expect(try program.run(["inbox", file]).status == 0)
    let shown = try program.json(["sessions", "--all", "--pair", "mia/ralf"]).document["sessions"] as? [[String: Any]]
    #expect(shown?.first { $0["id"] as? Int == session }?["status"] as? String == "cancelled")
    #expect(try program.run(["undo"]).status == 0)
  }

  @Test func aProposalThatCanBeHadIsTakenAsItIs() throws {
    let shown = try program.run(["inbox", try proposal("20261216T170000", minutes: 45)])
    #expect(shown.status == 0 && shown.output.contains("✓ Wed 16 Dec 17:00–17:45"), "\(shown.output)")
    let moved = try taken(shown, "take it:")
    #expect(moved.status == 0 && moved.output.contains("Wed 16 Dec 17:00–17:45"), "\(moved.errors)")
  }

  @Test func standardInputIsAFileToo() throws {
    let shown = try program.run(["inbox", "-"], input: try proposal("20261216T170000", minutes: 45))
    #expect(shown.status == 0 && shown.output.contains("✓ Wed 16 Dec 17:00–17:45"), "\(shown.errors)")
    let nothing = try program.run(["inbox", "-"])
    #expect(nothing.status == 5 && nothing.errors.hasPrefix("tandem: - "), "\(nothing.status) \(nothing.errors)")
  }

  @Test func oneAgainstOnesOwnRulesIsTakenByWaivingThem() throws {
    let shown = try program.run(["inbox", try proposal("20261216T140000")])
    #expect(shown.output.contains("  ✗ Wed 16 Dec 14:00–15:00"))
    #expect(shown.output.contains("\n      ✗ Mia Chen: 10 min buffer beside"), "\(shown.output)")
    let moved = try taken(shown, "take it:")
    #expect(moved.status == 0 && moved.output.contains("Wed 16 Dec 14:00–15:00"), "\(moved.errors)")
  }

  /// Only they can waive them, and a mail is not enough to do so.
  @Test func oneAgainstTheProposersRulesIsAskedFor() throws {
    let shown = try program.run(["inbox", try proposal("20261217T120000")])
    #expect(shown.output.contains("Ralf Winter: outside hours") && !shown.output.contains("take it:"))
    let asked = try taken(shown, "ask for it:")
    #expect(asked.status == 0 && asked.output.contains("Asked Ralf Winter to move"), "\(asked.errors)")
    #expect(try program.run(["accept", "\(session)"], as: "ralf").status == 0)
  }

  @Test func whatNobodyCanHaveIsNotOffered() throws {
    try #require(try program.run(["book", "nora/mia", "2026-12-18T15:15"]).status == 0)
    let shown = try program.run(["inbox", try proposal("20261218T153000")])
    #expect(shown.status == 0 && shown.output.contains("✗ Fri 18 Dec 15:30–16:30"), "\(shown.output)\(shown.errors)")
    #expect(!shown.output.contains("take it:") && !shown.output.contains("ask for it:"))
    #expect(shown.output.contains("turn it down:"))
  }

  @Test func oneForAnEarlierVersionIsRefused() throws {
    let file = try proposal("20261216T170000")
    try #require(try program.run(["move", "\(session)", "2026-12-18T17:00"]).status == 0)
    let late = try program.run(["inbox", file])
    #expect(late.status == 4 && late.errors.contains("which was changed since"), "\(late.status) \(late.errors)")
  }

  // MARK: Series

  /// Six Tuesdays of Mia and Ralf, the third of which is longer; and a reply about them as a whole, which tells the third again.
  private func series(_ change: (String) -> String = { $0 }) throws -> (first: Int, file: String) {
    let booked = try program.json(["book", "mia/ralf", "2027-01-12T17:00", "--repeat", "FREQ=WEEKLY;COUNT=6"])
    let sessions = try #require(booked.document["sessions"] as? [[String: Any]])
    let first = try #require(sessions.first?["id"] as? Int)
    try #require(try program.run(["move", "\(first + 2)", "2027-01-26T17:00", "--length", "45"]).status == 0)
    let reply = try program.run([
      "export", "itip", "--session", "\(first)", "--method", "reply", "--answer", "declined", "--for", "ralf",
      "--whole-series",
    ])
    try #require(reply.output.components(separatedBy: "BEGIN:VEVENT").count == 3, "\(reply.output)\(reply.errors)")
    let path = program.folder.file("series.ics")
    try change(reply.output).write(toFile: path, atomically: true, encoding: .utf8)
    return (first, path)
  }

  private func statuses(from first: Int) throws -> [String] {
    let shown = try program.json(["sessions", "--all", "--pair", "mia/ralf"]).document["sessions"] as? [[String: Any]]
    return try #require(shown).filter { ($0["id"] as? Int ?? 0) >= first }.compactMap { $0["status"] as? String }
  }

  /// The session that is told once more says nothing else: it is answered with the rest, and in one step.
  @Test func aNoToASeriesIsOneAnswer() throws {
    let (first, file) = try series()
    let tried = try program.run(["inbox", file, "--dry-run"])
    #expect(tried.output.split(separator: "\n").count == 1, "\(tried.output)")
    let taken = try program.run(["inbox", file])
    #expect(taken.status == 0 && taken.errors.isEmpty && taken.output.contains("6 sessions"), "\(taken)")
    #expect(try statuses(from: first) == Array(repeating: "cancelled", count: 6))
    #expect(try program.run(["undo"]).status == 0)
    #expect(try statuses(from: first) == Array(repeating: "confirmed", count: 6))
  }

  @Test func aYesToOneOfASeriesGoesBeforeTheNoToAll() throws {
    let (first, file) = try series { text in
      var parts = text.components(separatedBy: "BEGIN:VEVENT")
      parts[2] = parts[2].replacing("DECLINED", with: "ACCEPTED")
      return parts.joined(separator: "BEGIN:VEVENT")
    }
    let tried = try program.run(["inbox", file, "--dry-run"])
    #expect(tried.output.contains("5 sessions") && tried.output.contains("accepted"), "\(tried.output)")
    let taken = try program.run(["inbox", file])
    #expect(taken.status == 0 && taken.errors.isEmpty, "\(taken)")
    #expect(try statuses(from: first).filter { $0 == "confirmed" }.count == 1)
  }
}
