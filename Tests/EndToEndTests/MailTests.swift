import Foundation
import TestSupport
import Testing

/// Invitations by mail: sent, kept and sent again, and never in a booking's way.
@Suite struct MailTests {
  private let program: ProgramFixture
  private var mails: String { program.folder.file("mails") }

  init() throws {
    program = try ProgramFixture()
    try FileManager.default.createDirectory(atPath: mails, withIntermediateDirectories: true)
  }

  /// A fake sendmail: a shell script that does `body`.
  private func sendmail(_ body: String) throws -> [String: String] {
    let path = program.folder.file("sendmail-\(body.hashValue.magnitude).sh")
    try "#!/bin/sh\n\(body)\n".write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    return ["TANDEM_MAIL_COMMAND": path]
  }

  private var recording: [String: String] {
    get throws { try sendmail("n=$(ls '\(mails)' | wc -l); { echo \"$*\"; cat; } > '\(mails)'/$n") }
  }

  /// What was recorded, in order: the arguments, the headers, and the decoded words and calendar.
  private func recorded() throws -> [(arguments: String, head: String, words: String, calendar: String)] {
    try FileManager.default.contentsOfDirectory(atPath: mails).sorted().map { name in
      let text = try String(contentsOfFile: "\(mails)/\(name)", encoding: .utf8)
      let parts = try text.components(separatedBy: "Content-Transfer-Encoding: base64\n\n").dropFirst().map { part in
        let encoded = try #require(part.components(separatedBy: "\n--").first).replacing("\n", with: "")
        return String(decoding: try #require(Data(base64Encoded: encoded)), as: UTF8.self)
      }
      let lines = text.split(separator: "\n", maxSplits: 1).map(String.init)
      return (lines[0], lines[1], try #require(parts.first), try #require(parts.last).replacing("\r\n ", with: ""))
    }
  }

  @Test func theOtherSideHearsOfEachChange() throws {
    let mail = try recording
    let booked = try program.run(["book", "mia/ralf", "2026-12-15T17:00", "--json"], environment: mail)
    #expect(booked.status == 0, "\(booked.errors)")
    let document = try JSONSerialization.jsonObject(with: Data(booked.output.utf8)) as? [String: Any]
    let id = try #require((document?["session"] as? [String: Any])?["id"] as? Int)
    _ = try program.run(["move", "\(id)", "2026-12-16T17:00"], environment: mail)
    // A note changes neither time nor place.
    _ = try program.run(["note", "\(id)", "--agenda", "Bring the files"], environment: mail)
    _ = try program.run(["cancel", "\(id)", "--reason", "Übermüdet"], as: "ralf", environment: mail)
    let all = try recorded()
    #expect(all.map(\.arguments) == ["-i -t", "-i -t", "-i -t"])
    #expect(all.map { $0.calendar.contains("METHOD:REQUEST") } == [true, true, false])
    #expect(all.map { $0.calendar.contains("SEQUENCE:0\r\n") } == [true, false, false])
    #expect(all[0].head.contains("\nTo: Ralf Winter <ralf@demo.invalid>\n"))
    #expect(all[0].head.contains("Content-Type: text/calendar; method=REQUEST; charset=UTF-8; component=VEVENT\n"))
    #expect(all[2].head.contains("\nTo: Mia Chen <mia@demo.invalid>\n"))
    #expect(all[2].calendar.contains("METHOD:CANCEL") && all[2].calendar.contains("COMMENT:Übermüdet"))
    #expect(try program.json(["outbox"]).document["waiting"] as? [String] == [])
    // Nothing is mailed of what is only tried, or without a program.
    _ = try program.run(["book", "mia/ralf", "2026-12-15T17:00", "--dry-run"], environment: mail)
    _ = try program.run(["book", "mia/ralf", "2026-12-15T17:00"])
    #expect(try recorded().count == 3)
  }

  @Test func whoHasNoAddressIsNamed() throws {
    let people = program.folder.file("people.csv")
    try "login,name,email,zone\nralf,Ralf Winter,,America/New_York\n".write(
      toFile: people, atomically: true, encoding: .utf8)
    try #require(try program.run(["import", "people", people], as: "kim").status == 0)
    let booked = try program.run(["book", "mia/ralf", "2026-12-15T17:00", "--anyway"], environment: try recording)
    #expect(booked.status == 0 && booked.errors.contains("Ralf Winter has no email, so no mail tells them"))
    #expect(try recorded().isEmpty)
  }

  @Test func whatFailsIsKeptAndSentWithTheNextCommand() throws {
    let failing = try sendmail("cat > /dev/null; echo 'no route to mx' >&2; exit 75")
    let booked = try program.run(["book", "mia/ralf", "2026-12-15T17:00"], environment: failing)
    #expect(booked.status == 0 && booked.output.contains("✓ Booked"))
    #expect(booked.errors.contains("ralf@demo.invalid was not sent: it ended with 75: no route to mx; it is kept"))
    let missing = try program.run(["agenda"], environment: ["TANDEM_MAIL_COMMAND": "/no/such/program"])
    #expect(missing.status == 0 && missing.errors.contains("was not sent: it ended with 127"))
    let waiting = try program.json(["outbox"]).document["waiting"] as? [[String: Any]]
    #expect(waiting?.map { $0["to"] as? String } == ["ralf@demo.invalid"])
    _ = try program.run(["agenda"], environment: try recording)
    #expect(try recorded().count == 1)
    #expect(try program.run(["outbox"]).output == "no mail waits\n")
  }

  @Test func aProgramThatHangsCostsFiveSecondsAtMost() throws {
    let hanging = try sendmail("sleep 600")
    let booked = try program.run(["book", "mia/ralf", "2026-12-15T17:00"], environment: hanging)
    #expect(booked.status == 0 && booked.errors.contains("it did not end within 5 s"), "\(booked.errors)")
    // That it came back at all says that it was ended: it would sleep for ten minutes.
    #expect(try program.run(["outbox", "--discard"]).output == "forgot 1 mail\n")
    #expect(try program.run(["agenda"], environment: hanging).errors.isEmpty)
  }

  @Test func aProgramThatHungIsLeftAloneUntilItIsAskedFor() throws {
    let tries = program.folder.file("tries")
    let hanging = try sendmail("echo x >> '\(tries)'; sleep 600")
    func tried() throws -> Int { try String(contentsOfFile: tries, encoding: .utf8).count / 2 }
    _ = try program.run(["book", "mia/ralf", "2026-12-15T17:00"], environment: hanging)
    #expect(try tried() == 1)
    #expect(try program.run(["agenda"], environment: hanging).errors.isEmpty)
    // A new mail waits too, and that is told once.
    let second = try program.run(["book", "mia/ralf", "2026-12-16T17:00"], environment: hanging)
    #expect(second.status == 0 && second.errors.contains("did not end when it was last tried"), "\(second.errors)")
    #expect(try program.run(["agenda"], environment: hanging).errors.isEmpty)
    #expect(try tried() == 1)
    let sent = try program.run(["outbox", "--send"], environment: try recording)
    #expect(sent.status == 0 && sent.output.hasSuffix("sent 2 mails\n"), "\(sent.output)")
    #expect(try recorded().count == 2)
    #expect(try program.run(["outbox", "--send"], environment: try recording).output == "no mail waits\n")
    // What is sent shows that it works again.
    let failing = try sendmail("cat > /dev/null; exit 75")
    let third = try program.run(["book", "mia/ralf", "2026-12-18T17:00"], environment: failing)
    #expect(third.errors.contains("it ended with 75"))
    let insisting = try program.run(["outbox", "--send"], environment: failing)
    #expect(insisting.errors.components(separatedBy: "it ended with 75").count == 2, "\(insisting.errors)")
    let without = try program.run(["outbox", "--send"])
    #expect(without.status == 64 && without.errors.contains("mail.command"))
  }

  @Test func theConfigurationNamesTheProgram() throws {
    let command = try #require(try recording["TANDEM_MAIL_COMMAND"])
    let home = program.folder.file("config/tandem")
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    let variables = ["XDG_CONFIG_HOME": program.folder.file("config")]
    func configure(_ text: String) throws {
      try text.write(toFile: home + "/config.toml", atomically: true, encoding: .utf8)
    }
    try configure("# mine\ntheme = \"dark\"\n[mail] # how\ncommand = '\(command) --account work' # sends\n")
    #expect(try program.run(["book", "mia/ralf", "2026-12-15T17:00"], environment: variables).status == 0)
    #expect(try recorded().map(\.arguments) == ["--account work -i -t"])
    try configure("mail.command = 5\n")
    let refused = try program.run(["book", "mia/ralf", "2026-12-16T17:00"], environment: variables)
    #expect(
      refused.status == 1
        && refused.errors.contains("config.toml, line 1, column 1: mail.command must be text in quotes"))
  }

  @Test func aSeriesIsOneMailAndItsInstancesAreToldAsSuch() throws {
    let mail = try recording
    let booked = try program.run(
      ["book", "mia/ralf", "2026-12-22T15:00", "--repeat", "FREQ=WEEKLY;COUNT=4", "--json"], environment: mail)
    #expect(booked.status == 0, "\(booked.errors)")
    let document = try JSONSerialization.jsonObject(with: Data(booked.output.utf8)) as? [String: Any]
    let ids = (document?["sessions"] as? [[String: Any]])?.compactMap { $0["id"] as? Int } ?? []
    try #require(ids.count == 4)
    _ = try program.run(["cancel", "\(ids[1])", "--reason", "Ill"], environment: mail)
    _ = try program.run(["cancel", "\(ids[2])", "--reason", "Gone", "--scope", "all"], environment: mail)
    let all = try recorded()
    try #require(all.count == 3)
    #expect(all[0].calendar.contains("RRULE:FREQ=WEEKLY;COUNT=4") && !all[0].calendar.contains("RECURRENCE-ID"))
    #expect(all[1].calendar.contains("METHOD:CANCEL"))
    #expect(all[1].calendar.contains("RECURRENCE-ID;TZID=Europe/Berlin:20261229T150000"))
    #expect(all[2].calendar.contains("METHOD:CANCEL") && all[2].calendar.contains("RRULE:FREQ=WEEKLY;COUNT=4"))
    // Who reads only the words knows of each that is off: the one that was cancelled before is not told again.
    #expect(all[2].words.components(separatedBy: "When:").count == 4, "\(all[2].words)")
    #expect(all[2].words.contains("Why:    Gone"))
  }

  /// What is asked, and what came of it, is told as that; the answers in the calendar are those that were given.
  @Test func aRequestIsToldFromItsQuestionToItsAnswer() throws {
    let mail = try recording
    func run(_ arguments: [String], as login: String = "mia") throws {
      let result = try program.run(arguments, as: login, environment: mail)
      try #require(result.status == 0, "\(arguments) \(result.errors)")
    }
    func answer(_ login: String, in calendar: String) -> String {
      let line = calendar.split(separator: "\r\n").first { $0.hasPrefix("ATTENDEE") && $0.contains(login) } ?? ""
      return line.split(separator: ";").first { $0.hasPrefix("PARTSTAT=") }.map { String($0.dropFirst(9)) } ?? ""
    }
    try run(["book", "mia/ralf", "2026-12-15T11:00", "--request", "--message", "May we?"], as: "ralf")
    let sessions = try program.json(["requests"]).document["requests"] as? [[String: Any]]
    let id = try #require((sessions?.first?["session"] as? [String: Any] ?? sessions?.first)?["id"] as? Int)
    try run(["accept", "\(id)"])
    try run(["move", "\(id)", "2026-12-16T11:00", "--request"], as: "ralf")
    try run(["decline", "\(id)", "--reason", "Not then"])
    try run(["book", "mia/ralf", "2026-12-18T11:00", "--request"], as: "ralf")
    try run(["decline", "\(id + 1)", "--reason", "Away"])
    let all = try recorded()
    try #require(all.count == 6)
    #expect(all[0].words.hasPrefix("Asked for: ") && all[0].words.contains("Says:   May we?"))
    #expect(all[0].words.contains("accepting takes this time, declining turns it down"))
    #expect(
      all[0].calendar.contains("STATUS:TENTATIVE") && all[0].calendar.contains("SENT-BY=\"mailto:ralf@demo.invalid\""))
    #expect(answer("mia@", in: all[0].calendar) == "NEEDS-ACTION" && answer("ralf@", in: all[0].calendar) == "ACCEPTED")
    #expect(all[1].words.hasPrefix("Accepted: ") && !all[1].words.contains("Answer with"))
    #expect(answer("mia@", in: all[1].calendar) == "ACCEPTED" && answer("ralf@", in: all[1].calendar) == "ACCEPTED")
    #expect(all[2].words.hasPrefix("Asked to move: ") && all[2].words.contains("Now:    Tue 15 Dec 17:00"))
    #expect(all[2].words.contains("declining leaves what was agreed"))
    #expect(all[3].words.hasPrefix("Not moved: ") && all[3].words.contains("Why:    Not then"))
    #expect(all[3].head.contains("\nTo: Ralf Winter") && all[3].calendar.contains("STATUS:CONFIRMED"))
    #expect(all[5].words.hasPrefix("Declined: ") && all[5].words.contains("Why:    Away"))
    #expect(all[5].calendar.contains("METHOD:CANCEL"))
    #expect(answer("mia@", in: all[5].calendar) == "DECLINED" && answer("ralf@", in: all[5].calendar) == "ACCEPTED")
  }

  @Test func whoAskedHearsThatAMoveOfTheSeriesDecidedIt() throws {
    let mail = try recording
    let booked = try program.json(
      ["book", "mia/ralf", "2026-12-22T15:00", "--repeat", "FREQ=WEEKLY;COUNT=3"])
    let ids = (booked.document["sessions"] as? [[String: Any]])?.compactMap { $0["id"] as? Int } ?? []
    try #require(ids.count == 3)
    let asked = try program.run(["move", "\(ids[1])", "2026-12-30T16:00", "--request"], as: "ralf")
    try #require(asked.status == 0, "\(asked.errors)")
    let start = ["move", "\(ids[0])", "2026-12-22T15:00", "--length", "30", "--scope", "all"]
    try #require(try program.run(start, environment: mail).status == 0)
    let all = try recorded()
    try #require(all.count == 1)
    #expect(all[0].words.hasPrefix("Moved: "))
    #expect(
      all[0].words.contains("Asked:  your question about Tue 29 Dec 09:00–10:00 EST is decided with it\n"),
      "\(all[0].words)")
  }
}
