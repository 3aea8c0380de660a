import Foundation
import TestSupport
import Testing

/// That commands say what there is, take what others write, and keep to one meaning.
@Suite struct PlainAnswerTests {
  private let program: ProgramFixture

  init() throws { program = try ProgramFixture() }

  private func count(_ key: String, _ arguments: [String]) throws -> Int {
    (try program.json(arguments).document[key] as? [Any])?.count ?? -1
  }

  /// What is listed from earlier on goes on as far as without.
  @Test func aListThatBeginsEarlierHoldsNoLess() throws {
    for (key, command) in [("openings", ["openings", "mia/ralf"]), ("busy", ["busy", "ralf"])] {
      let now = try count(key, command)
      #expect(now > 0)
      for from in ["2026-08-01", "2020-01-01"] {
        #expect(try count(key, command + ["--from", from]) >= now, "\(command) \(from)")
      }
    }
    #expect(try program.run(["agenda", "--from", "2026-01-01"]).output.contains("Ralf Winter"))
    let all = ["sessions", "--pair", "mia/ralf", "--all"]
    #expect(try count("sessions", all + ["--from", "0001-01-01"]) == count("sessions", all))
    // Where the past is listed too, a date without its year is the nearest.
    #expect(try count("sessions", all + ["--from", "1 nov", "--to", "24 nov"]) >= 0)
  }

  @Test func timesAreReadAsOtherProgramsWriteThem() throws {
    for start in ["2026-12-02T13:30:00.000Z", "20261202T133000Z", "20261202T1330Z", "2026-12-02T14:30:00,5"] {
      let found = try program.run(["check", "mia/ralf", start])
      #expect(found.output.contains("Wed 2 Dec 14:30"), "\(start): \(found)")
    }
    for start in ["2026-12-02T13:30:00.Z", "2026-12-02T13:30.5Z", "20261202T13Z", "20261302T133000Z"] {
      #expect(try program.run(["check", "mia/ralf", start]).status == 64, "\(start)")
    }
  }

  @Test func aDayWithoutItsMonthIsAnsweredWithIt() throws {
    let bare = try program.run(["openings", "mia/ralf", "--from", "mon 30"])
    #expect(bare.status == 64 && bare.errors.contains("“mon 30” has no month; write “Mon 30 Nov”"), "\(bare)")
    let hour = try program.run(["openings", "mia/ralf", "--from", "fri 9"])
    #expect(hour.errors.contains("for the hour write “fri 9:00”"), "\(hour)")
  }

  /// Leap seconds are in no calendar, and what a machine has its own of is no zone for others.
  @Test(arguments: ["right/Europe/Berlin", "posix/Europe/Berlin", "localtime", "posixrules", "Factory"])
  func whatIsNoZoneIsNone(name: String) throws {
    program.folder.write("login,name,zone\nra,Ra,\(name)\n", to: "zones.csv")
    let told = try program.run(["import", "people", program.folder.file("zones.csv")])
    #expect(told.status == 5 && told.errors.contains("“\(name)”"), "\(told)")
  }

  @Test func whatIsGivenIsQuotedInShort() throws {
    let long = String(repeating: "x", count: 100_000)
    for command in [
      ["check", long, "fri 14:00"], ["sessions", "--for", long], ["openings", "mia/ralf", "--room", long],
    ] {
      let told = try program.run(command)
      #expect(told.status == 3 && told.errors.utf8.count < 1_000 && told.errors.contains("x…”"), "\(told.errors.count)")
    }
    program.folder.write("login,name,zone\nz\u{200B}oe,Zoe,UTC\n", to: "unseen.csv")
    let told = try program.run(["import", "people", program.folder.file("unseen.csv")])
    #expect(told.status == 5 && told.errors.contains("U+200B, which can't be seen"), "\(told)")
  }

  @Test func withoutAHomeTheProgramIsWhereItAlwaysIs() throws {
    let child = try ChildProcess(
      "tandem", ["config", "check", "--json"],
      environment: ["LANG": "C.UTF-8", "TANDEM_NOW": ProgramFixture.now, "HOME": ""]
    ).finish()
    let home = String(cString: try #require(getpwuid(getuid())).pointee.pw_dir)
    let path = child.output.replacingOccurrences(of: "\\/", with: "/")
    #expect(path.contains("\(home)/.config/tandem/config.toml"), "\(child)")
  }

  /// The limit ends no process, and what was saved is not told as lost.
  @Test func aFileThatMayGrowNoFurtherIsTold() throws {
    let people = "login,name,zone\n" + (0..<20_000).map { "p\($0),Person \($0),Europe/Berlin\n" }.joined()
    program.folder.write(people, to: "many.csv")
    let before = try count("people", ["people"])
    let script = "ulimit -f 200; exec \"$0\" \"$@\""
    let tandem = ChildProcess.products.appendingPathComponent("tandem").path
    let told = try ChildProcess(
      "/bin/sh", ["-c", script, tandem, "import", "people", program.folder.file("many.csv")],
      environment: [
        "TANDEM_NOW": ProgramFixture.now, "TANDEM_DB": program.database, "LANG": "C.UTF-8", "TANDEM_AS": "mia",
      ]
    ).finish()
    #expect(told.status == 6 && told.errors.contains("can't be read or written"), "\(told)")
    #expect(try count("people", ["people"]) == before)
  }

  /// A copy's steps have no words of their own; and half of one is none.
  @Test func copiesThatHaveNoRoomAreToldAndLeaveNothing() throws {
    let (backup, other) = (program.folder.file("kept.db"), program.folder.file("new/other.db"))
    try FileManager.default.createDirectory(
      atPath: program.folder.file("new"), withIntermediateDirectories: true)
    #expect(try program.run(["admin", "backup", backup]).status == 0)
    let nowhere = try program.run(["admin", "backup", "/nosuch/kept.db"])
    #expect(nowhere.status == 6 && nowhere.errors.contains("there is no folder /nosuch"), "\(nowhere)")
    let tandem = ChildProcess.products.appendingPathComponent("tandem").path
    for (arguments, made) in [
      (["admin", "backup", other], other), (["admin", "restore", backup, "--db", other], other),
    ] {
      let told = try ChildProcess(
        "/bin/sh", ["-c", "ulimit -f 200; exec \"$0\" \"$@\"", tandem] + arguments,
        environment: [
          "TANDEM_NOW": ProgramFixture.now, "TANDEM_DB": program.database, "LANG": "C.UTF-8", "TANDEM_AS": "mia",
        ]
      ).finish()
      #expect(told.status == 6 && told.errors.contains("\(made) can't be read or written: "), "\(told)")
      #expect(!told.errors.contains("not an error"), "\(told)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: program.folder.file("new")).isEmpty)
    }
  }

  @Test func aMessageAsks() throws {
    let booked = try program.run(["book", "mia/ralf", "mon 13:30", "--length", "45"])
    #expect(booked.output.contains("Booked"), "\(booked)")
    let id = try #require(
      (try program.json(["sessions", "--pair", "mia/ralf", "--from", "mon 13:00", "--to", "mon 14:00"])
        .document["sessions"] as? [[String: Any]])?.first?["id"] as? Int)
    // What is as it was asked to be is told as it is.
    let same = try program.json(["move", "\(id)", "mon 13:30"])
    #expect((same.document["session"] as? [String: Any])?["id"] as? Int == id, "\(same)")
    let asked = try program.run(["move", "\(id)", "mon 14:30", "--message", "Later?"])
    #expect(asked.output.contains("Asked"), "\(asked)")
    #expect(try program.run(["cancel", "\(id)", "--reason", "x"]).status == 0)
    for command in [["hold", "\(id)"], ["miss", "\(id)", "--by", "ralf"], ["cancel", "\(id)", "--reason", "x"]] {
      #expect(try program.run(command).status == 4, "\(command)")
    }
  }

  @Test func aCalendarIsCountedAsOne() throws {
    let events = (1...5).map {
      "BEGIN:VEVENT\nUID:\($0)\nDTSTART:2026120\($0)T080000Z\nDURATION:PT1H\nEND:VEVENT\n"
    }
    program.folder.write("BEGIN:VCALENDAR\n\(events.joined())END:VCALENDAR\n", to: "a.ics")
    let file = program.folder.file("a.ics")
    func counts() throws -> [Int?] {
      let document = try program.json(["import", "busy", file]).document
      return ["added", "changed", "unchanged"].map { document[$0] as? Int }
    }
    #expect(try counts() == [1, 0, 0])
    #expect(try counts() == [0, 0, 1])
  }

  @Test func forReadingOnlyNothingIsMade() throws {
    let new = program.folder.file("new.db")
    program.folder.write("login,name,zone\nann,Ann,UTC\n", to: "one.csv")
    let file = program.folder.file("one.csv")
    let refused = try program.run(["--read-only", "--db", new, "import", "people", file], as: nil)
    #expect(refused.status == 6 && refused.errors.contains("with --read-only none is made"), "\(refused)")
    let tried = try program.run(["--read-only", "--db", new, "import", "people", file, "--dry-run"], as: nil)
    #expect(tried.status == 0, "\(tried)")
    #expect(!FileManager.default.fileExists(atPath: new))
    #expect(try program.run(["help", "nope"]).status == 64)
    #expect(try program.run(["help", "book"]).status == 0)
  }

  @Test func whatIsMissedIsCalledByItsName() throws {
    for (arguments, words) in [
      (["withdraw", "99999"], "there is no request 99999; “tandem requests” lists them"),
      (["accept", "soon"], "“soon” is no request's id; “tandem requests” lists them"),
      (["cancel", "99999", "--reason", "x"], "there is no session 99999; “tandem sessions” lists them"),
      (["week", "31 feb"], "“31 feb” is no date; write for example “fri”"),
      (["week", "someday"], "“someday” is no time I understand; write for example “fri”, “next tue”"),
    ] {
      let told = try program.run(arguments)
      #expect(told.status != 0 && told.errors.contains(words), "\(told)")
    }
    #expect(try program.run(["conflicts"], as: "omar").output.hasPrefix("no conflicts: every session of yours"))
  }

  @Test func anothersWeekSaysOnWhoseClocks() throws {
    let shown = try program.run(["week", "--for", "ralf"]).output
    #expect(shown.hasPrefix("Ralf Winter, on your clocks (CET); 09:00 is 03:00 for Ralf\nMon "), "\(shown)")
    let changing = try program.run(["week", "2026-10-25", "--for", "ralf"]).output
    let clocks = "on your clocks (CEST, from Sun 25 Oct on CET); 09:00 is 03:00, from Sun 25 Oct on 04:00 for Ralf"
    #expect(changing.hasPrefix("Ralf Winter, \(clocks)\n"), "\(changing)")
    // Another day there is that on every day alike.
    program.folder.write("login,name,zone\nkai,Kai Kealoha,Pacific/Honolulu\n", to: "far.csv")
    #expect(try program.run(["import", "people", program.folder.file("far.csv")], as: nil).status == 0)
    let far = try program.run(["week", "--for", "kai"], as: "kim").output
    #expect(far.hasPrefix("Kai Kealoha, on your clocks (CET); 09:00 is 22:00 the day before for Kai\n"), "\(far)")
    // Of one's own no name is needed; a day of other length says so.
    let own = try program.run(["week", "2026-10-25"]).output
    #expect(own.hasPrefix("Mon 19 Oct\n") && own.contains("Sun 25 Oct  (25 h: the clocks change)\n"), "\(own)")
    #expect(try program.run(["week", "2027-03-28"]).output.contains("Sun 28 Mar 2027  (23 h: the clocks change)\n"))
  }

  /// As a shell's script asks: the option or argument, the word's position, the place within it, and the words.
  private func offered(_ subject: String, _ words: [String], last: String) throws -> [String] {
    let words = ["tandem"] + words + [last]
    let command = words.dropFirst().prefix { !$0.hasPrefix("-") && !$0.isEmpty }.prefix(subject == "value" ? 2 : 1)
    let position = ["positional@0", "positional@1"]
    let subject = subject == "session" ? position[0] : subject == "value" ? position[1] : subject
    let asked = ["---completion"] + command + ["--", subject, "\(words.count - 1)", "0"] + words
    return try program.run(asked).output.split(separator: "\n").map(String.init)
  }

  @Test func theShellIsOfferedWhoSessionsAndValues() throws {
    #expect(try offered("--as", ["book", "--as"], last: "m").contains("mia"))
    // Who is named half is nobody yet, and asks for no session.
    #expect(try offered("--as", ["book", "--as="], last: "m").contains("mia"))
    func numbers(_ command: [String]) throws -> [String] {
      let document = try program.json(command, as: "mia").document
      let list = try #require(document[command[0]] as? [[String: Any]])
      return list.compactMap { $0["id"] as? Int }.map(String.init)
    }
    let coming = try numbers(["sessions", "--for", "mia"])
    #expect(try offered("session", ["cancel", "--as", "mia"], last: "") == coming && !coming.isEmpty)
    #expect(try offered("session", ["cancel", "--as=mia"], last: "") == coming)
    let past = try offered("session", ["feedback", "--as", "mia"], last: "")
    #expect(!past.isEmpty && past.allSatisfy { !coming.contains($0) })
    #expect(try offered("session", ["note", "--as", "mia"], last: "") == coming + past)
    #expect(try offered("session", ["accept", "--as", "mia"], last: "") == numbers(["requests"]))
    // A coordinator's list has no session twice, and one that is going on is not over.
    for command in ["cancel", "miss", "note", "accept"] {
      let all = try offered("session", [command, "--as", "kim"], last: "")
      #expect(Set(all).count == all.count && all.count <= 50, "\(command)")
    }
    #expect(
      try offered("value", ["config", "set", "theme"], last: "") == ["auto", "dark", "light", "contrast", "mono"])
    #expect(try offered("value", ["config", "set", "mouse"], last: "") == ["true", "false"])
    #expect(try offered("value", ["config", "set", "editor"], last: "").isEmpty)
  }

  /// A line of an example that is broken can't be read as a command, nor copied.
  @Test func examplesFitEightyColumns() throws {
    let all = try program.run(["--experimental-dump-help"])
    let document = try JSONSerialization.jsonObject(with: Data(all.output.utf8)) as? [String: Any]
    var commands = [try #require(document?["command"] as? [String: Any])]
    var examples = 0
    while let command = commands.popLast() {
      commands += command["subcommands"] as? [[String: Any]] ?? []
      for line in (command["discussion"] as? String ?? "").split(separator: "\n") where line.hasPrefix("  ") {
        examples += 1
        #expect(line.count <= 80, "\(line)")
      }
    }
    #expect(examples > 100)
  }
}
