import Foundation
import TestSupport
import Testing

/// `remind`: each thing once, whoever asks and how often.
@Suite struct RemindCommandTests {
  private let program: ProgramFixture
  private let lead = ["--lead", "1w"]

  init() throws {
    program = try ProgramFixture()
    for time in ["fri 15:00", "tue 13:30"] {
      let booked = try program.run(["book", "mia/ralf", time, "--topic", "Cutting"])
      try #require(booked.status == 0, "\(booked.errors)")
    }
  }

  private func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

  @Test func eachIsPrintedOnce() throws {
    let first = try program.run(["remind"] + lead)
    #expect(first.status == 0 && first.errors.isEmpty)
    #expect(lines(first.output).contains("in 2 days: Ralf Winter, Fri 27 Nov 15:00, Cutting"), "\(first.output)")
    let second = try program.run(["remind"] + lead)
    #expect(second.status == 0 && second.output.isEmpty && second.errors.isEmpty)
    #expect(try program.run(["remind", "--again"] + lead).output == first.output)
    // The other side hears of the same two.
    let other = try program.run(["remind", "--template", "{day} {partner}"] + lead, as: "ralf")
    #expect(
      lines(other.output).filter { $0.hasSuffix("Mia Chen") } == [
        "Wed 25 Nov Mia Chen", "Fri 27 Nov Mia Chen", "Tue 1 Dec Mia Chen",
      ])
    #expect(try program.run(["history", "--since", "today"]).output.contains("remind") == false)
  }

  @Test func ofManyThatAskAtOnceOneTellsEach() throws {
    let everything = Set(lines(try program.run(["remind", "--again", "--all"] + lead, as: "kim").output))
    let variables = [
      "TANDEM_NOW": ProgramFixture.now, "TANDEM_DB": program.database, "LANG": "C.UTF-8",
      "XDG_CONFIG_HOME": program.folder.file("config"),
    ]
    let processes = try (0..<8).map { _ in
      try ChildProcess(
        "tandem", ["remind", "--all"] + lead, environment: variables.merging(["TANDEM_AS": "kim"]) { $1 })
    }
    let results = processes.map { $0.finish() }
    #expect(results.allSatisfy { $0.status == 0 }, "\(results.map(\.errors))")
    let told = results.flatMap { lines($0.output) }
    #expect(told.count >= 4 && Set(told) == everything)
    let counts = try program.run(["remind", "--all"] + lead, as: "kim")
    #expect(counts.output.isEmpty)
    #expect(told.count == lines(try program.run(["remind", "--again", "--all"] + lead, as: "kim").output).count)
  }

  @Test func theDocumentNamesTheSession() throws {
    let document = try program.json(["remind"] + lead).document
    let reminders = try #require(document["reminders"] as? [[String: Any]])
    let session = try #require(reminders.last { $0["kind"] as? String == "session" })
    #expect(
      session["for"] as? String == "mia" && (session["session"] as? [String: Any])?["topic"] as? String == "Cutting")
    #expect((try program.json(["remind"] + lead).document["reminders"] as? [Any])?.isEmpty == true)
  }

  private var mails: String { program.folder.file("mails") }

  /// A program that takes mails and keeps them.
  private var recording: [String: String] {
    get throws {
      let script = program.folder.file("sendmail.sh")
      try "#!/bin/sh\ncat >> '\(mails)'\n".write(toFile: script, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: script)
      return ["TANDEM_MAIL_COMMAND": script]
    }
  }

  /// One document, in the shape of what is printed, of exactly what is mailed.
  @Test func theDocumentOfWhatIsMailedIsThatOfWhatIsPrinted() throws {
    let mail = try recording
    func document() throws -> [[String: Any]] {
      let sent = try program.run(["remind", "--mail", "--json"] + lead, environment: mail)
      try #require(sent.status == 0 && sent.errors.isEmpty, "\(sent.errors)")
      let value = try JSONSerialization.jsonObject(with: Data(sent.output.utf8)) as? [String: Any]
      return try #require(value?["reminders"] as? [[String: Any]])
    }
    let printed = try #require(try program.json(["remind"] + lead).document["reminders"] as? [[String: Any]])
    let mailed = try document()
    #expect(NSArray(array: mailed) == NSArray(array: printed))
    let first = try #require(mailed.first { ($0["session"] as? [String: Any])?["topic"] as? String == "Cutting" })
    #expect(first["kind"] as? String == "session" && first["for"] as? String == "mia")
    #expect(first["at"] as? String == "2026-11-27T14:00:00Z")
    #expect(first["text"] as? String == "in 2 days: Ralf Winter, Fri 27 Nov 15:00, Cutting")
    let session = try #require(first["session"] as? [String: Any])
    #expect(session["start"] as? String == "2026-11-27T14:00:00Z" && session["status"] as? String == "confirmed")
    let text = try String(contentsOfFile: mails, encoding: .utf8)
    #expect(text.components(separatedBy: "\nTo: Mia Chen ").count == mailed.count + 1)
    #expect(try document().isEmpty)
  }

  @Test func mailsGoToWhomTheyAreFor() throws {
    let mail = try recording
    // What was printed is still to be mailed.
    _ = try program.run(["remind"] + lead)
    let sent = try program.run(["remind", "--mail"] + lead, environment: mail)
    #expect(sent.status == 0 && sent.output.isEmpty && sent.errors.isEmpty, "\(sent.errors)")
    let text = try String(contentsOfFile: mails, encoding: .utf8)
    #expect(text.contains("To: Mia Chen <mia@demo.invalid>") && !text.contains("text/calendar"))
    let words = Data("in 2 days: Ralf Winter, Fri 27 Nov 15:00, Cutting\n".utf8).base64EncodedString()
    #expect(text.contains(words), "\(text)")
    _ = try program.run(["remind", "--mail"] + lead, environment: mail)
    #expect(try String(contentsOfFile: mails, encoding: .utf8) == text)
    let unable = try program.run(["remind", "--mail"])
    #expect(unable.status == 64 && unable.errors.contains("mail.command"))
  }

  @Test(
    arguments: [
      (["--lead", "soon"], 64), (["--lead", "-1d"], 64), (["--lead", "99999999999999999999d"], 64),
      (["--lead", ""], 64),
      (["--template", "{when}"], 64), (["--template", "{time"], 64), (["--all"], 7), (["--for", "ralf"], 7),
    ] as [([String], Int32)])
  func badInputTakesNothing(arguments: [String], status: Int32) throws {
    let result = try program.run(["remind"] + lead.filter { _ in !arguments.contains("--lead") } + arguments)
    #expect(result.status == status && result.output.isEmpty && !result.errors.isEmpty)
    #expect(!(try program.run(["remind"] + lead).output.isEmpty))
  }
}
