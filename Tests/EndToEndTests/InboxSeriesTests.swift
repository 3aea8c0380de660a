import Foundation
import TestSupport
import Testing

/// Proposals and answers about a series: as a whole, from one of its sessions on, and once it has begun.
@Suite struct InboxSeriesTests {
  private let program: ProgramFixture
  private let uid: String

  /// Five Tuesdays of Ann and Bob, who are free at any time, from 8 December at 16:00.
  init() throws {
    program = try ProgramFixture(isEmpty: true)
    let hours = "Mon-Sun 00:00-24:00"
    program.folder.write(
      "login,name,zone,hours,role\na,Ann,Europe/Berlin,\(hours),coordinator\nb,Bob,Europe/Berlin,\(hours),member\n",
      to: "people.csv")
    program.folder.write("mentor,mentee\na,b\n", to: "pairs.csv")
    for kind in ["people", "pairs"] {
      let done = try program.run(["import", kind, program.folder.file("\(kind).csv")], as: "a")
      try #require(done.status == 0, "\(done.errors)")
    }
    let booked = try program.run(
      ["book", "a/b", "2026-12-08T16:00", "--length", "60", "--repeat", "FREQ=WEEKLY;COUNT=5"], as: "a")
    try #require(booked.status == 0, "\(booked.errors)")
    let told = try program.run(["export", "itip", "--session", "1", "--whole-series"], as: "a")
    let line = told.output.split(separator: "\r\n").first { $0.hasPrefix("UID:") }
    uid = String(try #require(line).dropFirst(4))
  }

  private func file(_ method: String, _ events: [[String]], sequence: Int = 9) throws -> String {
    let text = events.map { lines in
      """
      BEGIN:VEVENT
      UID:\(uid)
      SEQUENCE:\(sequence)
      DTSTAMP:20261125T090000Z
      \(lines.joined(separator: "\n"))
      END:VEVENT

      """
    }.joined()
    let name = "\(method.lowercased()).ics"
    program.folder.write(
      "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//Calendar//EN\nMETHOD:\(method)\n\(text)END:VCALENDAR\n",
      to: name)
    return program.folder.file(name)
  }

  private func proposal(
    _ start: String, rule: String? = "FREQ=WEEKLY;COUNT=5", instance: String? = nil
  ) throws -> String {
    try file(
      "COUNTER",
      [
        ["DTSTART;TZID=Europe/Berlin:\(start)", "DURATION:PT1H", "ATTENDEE;PARTSTAT=TENTATIVE:invalid:b"]
          + (rule.map { ["RRULE:\($0)"] } ?? []) + (instance.map { ["RECURRENCE-ID\($0)"] } ?? [])
      ])
  }

  private func reply(_ answer: String, _ instance: String? = nil) -> [String] {
    ["ATTENDEE;PARTSTAT=\(answer):invalid:b"] + (instance.map { ["RECURRENCE-ID\($0)"] } ?? [])
  }

  private func inbox(_ file: String, now: String? = nil) throws -> String {
    let result = try program.run(["inbox", file], as: "a", environment: now.map { ["TANDEM_NOW": $0] } ?? [:])
    #expect(result.status == 0, "\(result.errors)")
    return result.output
  }

  /// Carries out what a line offers, by a shell, as somebody would who copies it.
  private func take(_ output: String, _ word: String, now: String? = nil) throws -> String {
    let line = try #require(output.split(separator: "\n").first { $0.hasPrefix(word) }, "\(output)")
    let arguments = line.dropFirst(word.count).split(separator: " ").dropFirst().map(String.init)
    let done = try program.run(arguments, as: "a", environment: now.map { ["TANDEM_NOW": $0] } ?? [:])
    #expect(done.status == 0, "\(done.errors)")
    return done.output
  }

  /// `12-08T15:00` in UTC, of those that are live.
  private func starts() throws -> [String] {
    let shown = try program.json(["sessions", "--all"], as: "a").document["sessions"] as? [[String: Any]]
    return try #require(shown).filter { ["confirmed", "held"].contains($0["status"] as? String) }
      .compactMap { ($0["start"] as? String)?.dropFirst(5).dropLast(4) }.map(String.init).sorted()
  }

  // MARK: Proposals

  @Test func itStandsAgainstTheSeriesOwnStart() throws {
    try #require(try program.run(["cancel", "1", "--reason", "x"], as: "a").status == 0)
    let shown = try inbox(try proposal("20261209T153000"))
    #expect(shown.contains("✓ Wed 16 Dec 15:30–16:30 CET · 4 sessions move"), "\(shown)")
    _ = try take(shown, "take it:")
    #expect(try starts() == ["01-06T14:30", "12-16T14:30", "12-23T14:30", "12-30T14:30"])
  }

  @Test func ofASeriesThatHasBegunWhatIsToComeMoves() throws {
    let now = "2026-12-17T09:00:00Z"
    let shown = try inbox(try proposal("20261209T153000"), now: now)
    #expect(shown.contains("✓ Wed 23 Dec 15:30–16:30 CET · 3 sessions move"), "\(shown)")
    #expect(shown.contains("--scope following"))
    _ = try take(shown, "take it:", now: now)
    #expect(try starts() == ["01-06T14:30", "12-08T15:00", "12-15T15:00", "12-23T14:30", "12-30T14:30"])
  }

  @Test func oneFromASessionOnMovesWhatFollows() throws {
    let shown = try inbox(
      try proposal("20261216T153000", rule: nil, instance: ";RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261215T160000"))
    #expect(shown.contains("✓ Wed 16 Dec 15:30–16:30 CET · 4 sessions move"), "\(shown)")
    _ = try take(shown, "take it:")
    #expect(try starts() == ["01-06T14:30", "12-08T15:00", "12-16T14:30", "12-23T14:30", "12-30T14:30"])
  }

  @Test func anotherRuleIsSaidAndNotTaken() throws {
    let shown = try inbox(try proposal("20261209T153000", rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=5"))
    #expect(
      shown.contains("another rule: every 2 weeks on Wednesday, 5 times; the series is every week on Tuesday, 5 times"),
      "\(shown)")
    #expect(!shown.contains("✓") && !shown.contains("take it:") && shown.contains("turn it down:"))
    // The same rule in other words is the same.
    let same = try inbox(try proposal("20261209T153000", rule: "FREQ=WEEKLY;BYDAY=WE;UNTIL=20270106T143000Z"))
    #expect(same.contains("✓") && same.contains("take it:"), "\(same)")
  }

  @Test func anotherRuleForWhatFollowsIsNotTakenEither() throws {
    let instance = ";RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261215T160000"
    let shown = try inbox(
      try proposal("20261216T153000", rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=3", instance: instance))
    #expect(
      shown.contains(
        "another rule: every 2 weeks on Wednesday, 3 times; what is booked is every week on Tuesday, 4 times"),
      "\(shown)"
    )
    #expect(!shown.contains("✓") && !shown.contains("take it:") && shown.contains("turn it down:"))
    // The part's own, and that of the series with the COUNT of all, move along.
    for rule in ["FREQ=WEEKLY;COUNT=4", "FREQ=WEEKLY;COUNT=5", "FREQ=WEEKLY;BYDAY=WE;UNTIL=20270106T143000Z"] {
      let same = try inbox(try proposal("20261216T153000", rule: rule, instance: instance))
      #expect(same.contains("✓") && same.contains("take it:"), "\(same)")
    }
  }

  /// The session that a file names may be the one that its command leaves; what is turned down is what was proposed.
  @Test(arguments: ["cancelled, and stays so", "was moved by hand, and stays", "has begun, and stays"])
  func whatStaysOfWhatFollowsIsSaid(_ how: String) throws {
    var now: String?
    switch how {
    case "cancelled, and stays so":
      try #require(try program.run(["cancel", "2", "--reason", "x"], as: "a").status == 0)
    case "has begun, and stays": now = "2026-12-15T16:30:00Z"
    default: try #require(try program.run(["move", "2", "2026-12-15T18:00"], as: "a").status == 0)
    }
    let shown = try inbox(
      try proposal("20261216T153000", rule: nil, instance: ";RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261215T160000"),
      now: now)
    #expect(shown.contains("session 2, Tue 15 Dec 1"), "\(shown)")
    #expect(shown.contains("CET, which the file names, ") && shown.contains("\(how)\n"), "\(shown)")
    #expect(shown.contains("✓ Wed 23 Dec 15:30–16:30 CET · 3 sessions move"), "\(shown)")
    let declined = try take(shown, "turn it down:", now: now)
    let line = declined.split(separator: "\r\n").first { $0.hasPrefix("RECURRENCE-ID") } ?? ""
    #expect(line.contains("RANGE=THISANDFUTURE") && line.hasSuffix(":20261215T160000"), "\(declined)")
  }

  @Test func itCountsWhatMoves() throws {
    try #require(try program.run(["move", "4", "2026-12-29T18:00"], as: "a").status == 0)
    let shown = try inbox(
      try proposal("20261216T153000", rule: nil, instance: ";RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261215T160000"))
    #expect(shown.contains("· 3 sessions move"), "\(shown)")
    #expect(shown.contains("comes to:      Moved ") && shown.contains("1 stays: moved by hand (Tue 29 Dec)"))
    let before = try starts()
    let done = try take(shown, "take it:")
    #expect(done.contains("3 sessions from"))
    #expect(Set(before).subtracting(try starts()).count == 3)
  }

  @Test func whatTheFileSaysOfOneIsNotLostInTheSeries() throws {
    try #require(try program.run(["move", "3", "2026-12-22T17:00"], as: "a").status == 0)
    let time = ["DURATION:PT1H", "ATTENDEE;PARTSTAT=TENTATIVE:invalid:b"]
    let file = try file(
      "COUNTER",
      [
        ["DTSTART;TZID=Europe/Berlin:20261209T153000", "RRULE:FREQ=WEEKLY;COUNT=5"] + time,
        [
          "DTSTART;TZID=Europe/Berlin:20261222T170000", "RECURRENCE-ID;TZID=Europe/Berlin:20261222T160000",
        ] + time,
      ])
    let shown = try inbox(file)
    #expect(
      shown.contains(
        "session 3, Tue 22 Dec 17:00–18:00 CET, moves along, of which the file itself says Tue 22 Dec 17:00"),
      "\(shown)")
    _ = try take(shown, "take it:")
    #expect(try starts().contains("12-23T14:30"))
    _ = try take(shown, "and then:")
    #expect(try starts() == ["01-06T14:30", "12-09T14:30", "12-16T14:30", "12-22T16:00", "12-30T14:30"])
  }

  @Test func aQuestionThatItDecidesIsTold() throws {
    try #require(try program.run(["move", "3", "2026-12-23T10:00", "--request"], as: "b").status == 0)
    let shown = try inbox(try proposal("20261209T153000"))
    #expect(shown.contains("Bob's question about Tue 22 Dec 16:00–17:00 CET is decided with it"), "\(shown)")
  }

  @Test func whatIsAgreedAlreadyIsNotOffered() throws {
    try #require(try program.run(["move", "3", "2026-12-22T17:00"], as: "a").status == 0)
    let shown = try inbox(try proposal("20261208T160000"))
    #expect(shown.contains("that is how it is agreed") && !shown.contains("take it:"), "\(shown)")
  }

  @Test func itIsTurnedDownAsASeries() throws {
    let shown = try inbox(try proposal("20261209T153000"))
    let declined = try take(shown, "turn it down:")
    #expect(declined.contains("METHOD:DECLINECOUNTER") && declined.contains("UID:\(uid)"), "\(declined)")
    let event = try #require(declined.components(separatedBy: "BEGIN:VEVENT").last)
    for name in ["RECURRENCE-ID", "DTSTART", "ATTENDEE", "SUMMARY"] { #expect(!event.contains(name), "\(event)") }
  }

  @Test func aProposalForASeriesIsWrittenAndReadBack() throws {
    try #require(try program.run(["move", "2", "2026-12-17T10:00"], as: "a").status == 0)
    let written = try program.run(
      [
        "export", "itip", "--session", "3", "--whole-series", "--method", "counter", "--for", "b", "--start",
        "2026-12-23T15:30",
      ], as: "a")
    #expect(written.output.components(separatedBy: "BEGIN:VEVENT").count == 2, "\(written)")
    program.folder.write(written.output, to: "own.ics")
    let shown = try inbox(program.folder.file("own.ics"))
    #expect(shown.contains("✓ Wed 9 Dec 15:30–16:30 CET · 5 sessions move"), "\(shown)")
  }

  /// A file is not enough to answer in somebody's name.
  @Test func thatItAsksIsSaidBefore() throws {
    try #require(try program.run(["hours", "ask-first", "yes"], as: "b").status == 0)
    let one = try inbox(
      try proposal("20261216T153000", rule: nil, instance: ";TZID=Europe/Berlin:20261215T160000"))
    #expect(one.contains("Bob is asked, and nothing moves before the answer"), "\(one)")
    #expect(!one.contains("take it:"))
    #expect(try take(one, "ask for it:").contains("Asked Bob"))
    let all = try inbox(try proposal("20261209T153000"))
    #expect(!all.contains("take it:") && all.contains("move them one by one"), "\(all)")
  }

  @Test func whatIsOfferedMeetsTheSameProgram() throws {
    let file = try proposal("20261209T153000")
    let shown = try program.run(["--db", program.database, "--as", "a", "inbox", file], as: nil)
    #expect(shown.output.contains("--scope all --db \(program.database) --as a\n"), "\(shown)")
  }

  // MARK: Answers

  @Test func aNoFromASessionOnEndsWhatFollows() throws {
    try #require(try program.run(["move", "3", "2026-12-22T17:00"], as: "a").status == 0)
    let told = try inbox(
      try file("REPLY", [reply("DECLINED", ";RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261215T160000")]))
    #expect(told.contains("4 sessions from") && told.contains("which are cancelled"), "\(told)")
    #expect(try starts() == ["12-08T15:00"])
  }

  @Test(arguments: ["", "RANGE=THISANDFUTURE;"])
  func anInstanceThatIsNotOfTheSeriesIsRefused(range: String) throws {
    let before = try starts()
    let result = try program.run(
      ["inbox", try file("REPLY", [reply("DECLINED", ";\(range)TZID=Europe/Berlin:20261216T160000")])], as: "a")
    #expect(result.status == 3 && result.errors.contains("at which series 1 has no session"), "\(result.errors)")
    #expect(try starts() == before)
  }

  @Test func whatCameBeforeIsNotAnsweredAtOnce() throws {
    let result = try program.run(
      ["inbox", try file("REPLY", [reply("DECLINED", ";RANGE=THISANDPRIOR;TZID=Europe/Berlin:20261222T160000")])],
      as: "a")
    #expect(result.status == 5 && result.errors.contains("RANGE=THISANDPRIOR"), "\(result.errors)")
  }

  @Test func aYesLeavesWhatIsAskedToMove() throws {
    try #require(try program.run(["move", "3", "2026-12-23T10:00", "--request"], as: "a").status == 0)
    let result = try program.run(["inbox", try file("REPLY", [reply("ACCEPTED")])], as: "a")
    #expect(result.output.contains("4 sessions from"), "\(result.output)")
    #expect(result.errors.contains("session 3 is asked to move to Wed 23 Dec 10:00"), "\(result.errors)")
  }

  @Test func oneFileIsOneUndo() throws {
    let file = try file(
      "REPLY",
      [
        reply("ACCEPTED"), reply("DECLINED", ";TZID=Europe/Berlin:20261215T160000"),
        reply("DECLINED", ";TZID=Europe/Berlin:20261229T160000"),
      ])
    let before = try starts()
    _ = try inbox(file)
    #expect(try starts() == ["01-05T15:00", "12-08T15:00", "12-22T15:00"])
    try #require(try program.run(["undo"], as: "a").status == 0)
    #expect(try starts() == before)
  }

  @Test func ofAFileWithOneThatIsRefusedNothingIsKept() throws {
    let file = try file(
      "REPLY", [reply("DECLINED", ";TZID=Europe/Berlin:20261215T160000"), ["ATTENDEE;PARTSTAT=DECLINED:mailto:x@y.z"]])
    let before = try starts()
    #expect(try program.run(["inbox", file], as: "a").status == 4)
    #expect(try starts() == before)
  }
}
