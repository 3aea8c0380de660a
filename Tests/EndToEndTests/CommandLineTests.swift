import Foundation
import TestSupport
import Testing

@Suite struct CommandLineTests {
  @Test func bookingGoesTheWholeWay() throws {
    let program = try ProgramFixture()
    let openings = try program.json(["openings", "mia/ralf", "--limit", "3"])
    #expect(openings.status == 0)
    #expect(openings.document["length"] as? Int == 60)
    let list = try #require(openings.document["openings"] as? [[String: Any]])
    let start = try #require(list.first?["start"] as? String)
    #expect(list.count == 3 && start.hasSuffix("Z"))
    #expect((list.first?["local"] as? [String: String])?["mia"]?.hasSuffix("+01:00") == true)

    let check = try program.json(["check", "mia/ralf", start])
    #expect(check.status == 0 && check.document["bookable"] as? Bool == true)

    let dry = try program.json(["book", "mia/ralf", start, "--dry-run"])
    #expect(dry.status == 0)
    let booked = try program.json(["book", "mia/ralf", start, "--room", "Lisbon"])
    #expect(booked.status == 0)
    let session = try #require(booked.document["session"] as? [String: Any])
    #expect(session["start"] as? String == start && session["mentor"] as? String == "mia")
    #expect(session["status"] as? String == "confirmed" && session["room"] as? String == "Lisbon")

    let again = try program.json(["book", "mia/ralf", start], as: "ralf")
    #expect(again.status == 4)
    let violations = try #require(again.document["violations"] as? [[String: Any]])
    #expect(violations.contains { $0["code"] as? String == "sessionClash" })
    #expect((again.document["alternatives"] as? [Any])?.count == 3)
    #expect((again.document["error"] as? [String: Any])?["code"] as? String == "refused")

    let id = try #require(session["id"] as? Int)
    let moved = try program.json(["move", "\(id)", list[2]["start"] as? String ?? ""])
    #expect(moved.status == 0 && (moved.document["session"] as? [String: Any])?["sequence"] as? Int == 1)
    #expect(try program.run(["cancel", "\(id)", "--reason", "Ill"]).status == 0)
    #expect(try program.run(["undo"]).output.contains("Undid: Cancelled Mia Chen"))
    #expect(try program.run(["redo"]).output.contains("Redid: Cancelled Mia Chen"))
    let history = try program.json(["history", "--session", "\(id)"])
    let steps = try #require(history.document["history"] as? [[String: Any]])
    #expect(steps.count == 5)
    // A step keeps its number, however often it was taken back and done again.
    let cancelled = "\(try #require(steps.compactMap { $0["id"] as? Int }.sorted().dropFirst(2).first))"
    for _ in 0..<2 {
      #expect(try program.run(["undo", cancelled]).output.contains("Undid: Cancelled Mia Chen"))
      #expect(try program.run(["undo", cancelled]).status == 4)
      #expect(try program.run(["redo", cancelled]).output.contains("Redid: Cancelled Mia Chen"))
    }
  }

  /// Arguments, a word each by `|`, and how the program ends.
  private static let ends: [(String, Int32)] = [
    ("openings|nobody/ralf", 3), ("openings|mia/petra", 3), ("check|mia/ralf|sometime", 64),
    ("check|mia/ralf|fri 14:07", 64), ("check|mia/ralf|2026-11-25T03:00", 4), ("cancel|999999|--reason|x", 3),
    ("book|jonas/petra|fri 14:00", 7), ("busy|sanjay", 7), ("import|people|/nowhere.csv", 5), ("frobnicate", 64),
    ("openings|mia/ralf|--length|9999", 64), ("redo", 3), ("openings|mia/ralf|--from|fri|--to|thu", 64),
    ("sessions|--for|nobody", 3),
  ]

  @Test(arguments: ends)
  func exitCodesTellWhatHappened(line: String, status: Int32) throws {
    let arguments = line.split(separator: "|").map(String.init)
    let program = try ProgramFixture()
    let plain = try program.run(arguments)
    #expect(plain.status == status, "\(plain.errors)")
    #expect(!plain.errors.isEmpty || status == 4)
    let json = try program.run(arguments + ["--json"])
    #expect(json.status == status)
    #expect((try? JSONSerialization.jsonObject(with: Data(json.output.utf8))) is [String: Any], "\(json.output)")
  }

  @Test(arguments: ["people", "pairs", "sessions", "agenda", "conflicts", "history", "doctor"])
  func everyListHasItsDocument(command: String) throws {
    let program = try ProgramFixture()
    let result = try program.json([command], as: "kim")
    #expect(result.status == 0)
    #expect(result.document.count == 1)
    let plain = try program.run([command], as: "kim")
    #expect(plain.status == 0 && !plain.output.contains("\u{1B}"))
    #expect(try program.run(["--db", program.database, command, "--quiet"], as: "kim").status == 0)
  }

  /// What one person writes must not steer the terminal of another.
  @Test func whatPeopleWroteSteersNoTerminal() throws {
    let program = try ProgramFixture()
    let sessions = try program.json(["sessions", "--pair", "mia/ralf"]).document["sessions"] as? [[String: Any]]
    let session = "\(try #require(sessions?.first?["id"] as? Int))"
    let evil = "no\u{1B}[2Jway\u{7} \u{202E}live"
    #expect(try program.run(["cancel", session, "--reason", evil], as: "ralf").status == 0)
    for color in ["never", "always"] {
      let history = try program.run(["history", "--limit", "1", "--color", color])
      #expect(history.output.contains("no^[[2Jway^G \\u202elive"))
      #expect(!history.output.contains("\u{1B}[2J") && !history.output.contains("\u{7}"))
      #expect(history.output.contains("\u{1B}[2m") == (color == "always"))
    }
  }

  /// What took place lies behind, so a date or a weekday without more is the last one.
  @Test func whatTookPlaceIsReadAsPast() throws {
    let program = try ProgramFixture()
    let logged = try program.run(["log", "petra", "23 nov 6:15", "--length", "30"], as: "jonas")
    #expect(logged.status == 0 && logged.output.contains("Mon 23 Nov 06:15–06:45 CET"), "\(logged.errors)")
    #expect(try program.run(["log", "petra", "tue 6:00"], as: "jonas").output.contains("Tue 24 Nov 06:00"))
    let since = try program.run(["history", "--since", "24 nov", "--search", "logged"], as: "jonas")
    #expect(since.output.split(separator: "\n").count == 2)
  }

  /// A year that was not meant, most likely.
  @Test func nothingTookPlaceBeforeThePairBegan() throws {
    let program = try ProgramFixture()
    let pairs = program.folder.file("pairs.csv")
    try "mentor,mentee,start\njonas,petra,2026-11-02\n".write(toFile: pairs, atomically: true, encoding: .utf8)
    let imported = try program.run(["import", "pairs", pairs], as: "kim")
    try #require(imported.status == 0, "\(imported.errors)")
    let before = try program.run(["history", "--limit", "1"], as: "jonas").output
    let logged = try program.run(["log", "petra", "30 oct 6:15", "--length", "30"], as: "jonas")
    #expect(logged.status == 64 && logged.output.isEmpty)
    #expect(
      logged.errors.contains(
        "Fri 30 Oct 06:15 is before the pair began, Mon 2 Nov; write another day, with its year if it is not the last"),
      "\(logged.errors)")
    let refused = try program.json(["log", "petra", "2025-11-03 6:15"], as: "jonas")
    let error = try #require(refused.document["error"] as? [String: Any])
    #expect(refused.status == 64 && error["code"] as? String == "invalid")
    #expect(try program.run(["history", "--limit", "1"], as: "jonas").output == before)
    #expect(try program.run(["log", "petra", "2 nov 6:15", "--length", "30"], as: "jonas").status == 0)
  }

  @Test func theDemoHasSomethingToTell() throws {
    let program = try ProgramFixture()
    let people = try program.json(["people"]).document["people"] as? [Any]
    let pairs = try #require(try program.json(["pairs"]).document["pairs"] as? [[String: Any]])
    #expect((people?.count ?? 0) >= 58 && pairs.count == 40)
    #expect(Set(pairs.compactMap { $0["kind"] as? String }) == ["reverse", "traditional", "peer"])
    let conflicts = try program.json(["conflicts"], as: "kim").document["conflicts"] as? [Any]
    #expect((conflicts?.count ?? 0) >= 1)
    // The same clock makes the same company.
    let again = try ProgramFixture()
    #expect(
      try program.run(["sessions", "--all", "--json"]).output == again.run(["sessions", "--all", "--json"]).output)
  }

  @Test func whatACommandIsGivenIsJudgedInOneSentence() throws {
    let program = try ProgramFixture()
    let grid = try program.run(["book", "mia/ralf", "fri 14:07"])
    #expect(
      grid.errors == "tandem: Fri 27 Nov 14:07 CET is not on the grid: sessions start every 15 minutes by the clock of "
        + "Europe/Berlin, such as 14:00 or 14:15\n")
    let day = try program.run(["book", "mia/ralf", "fri"])
    #expect(day.errors == "tandem: “fri” names a day but no time; write for example “fri 14:00”\n")
    let span = try program.run(["openings", "mia/ralf", "--from", "sat", "--to", "fri"])
    #expect(span.errors.contains("it is Fri 27 Nov 00:00 CET, and --from is Sat 28 Nov 00:00 CET"))
  }

  /// Whichever won, somebody meant the other: it may be another program that is changed.
  @Test func anOptionIsGivenOneValue() throws {
    let program = try ProgramFixture()
    let twice = try program.run(["--db", program.database, "people", "--db=/nowhere/else.db", "--json"])
    #expect(twice.status == 64 && twice.output.contains("\"usage\""))
    #expect(
      twice.errors.hasPrefix(
        "Error: --db is given twice, as “\(program.database)” and as “/nowhere/else.db”; give it once"))
    #expect(try program.run(["--as", "mia", "sessions", "--as", "ralf"]).status == 64)
    #expect(try program.run(["pair"]).errors.hasPrefix("Error: there is no command “pair”; did you mean pairs?"))
    let secret = try program.run(["people", "--db", "postgres://a:one@host/x", "--db", "postgres://a:two@host/x"])
    #expect(secret.status == 64 && !(secret.errors + secret.output).contains("one@"))
    // The same again is no contradiction, and behind the end of the options there are none.
    #expect(try program.run(["--db", program.database, "people", "--db", program.database]).status == 0)
    let text = try program.run(["--db", program.database, "note", "1", "--", "--db"])
    #expect(!text.errors.contains("twice"))
  }

  @Test func anEmptyProgramSaysWhereToBegin() throws {
    let program = try ProgramFixture(isEmpty: true)
    program.folder.write("login,name,zone\n", to: "none.csv")
    #expect(try program.run(["import", "people", program.folder.file("none.csv")], as: nil).status == 0)
    for pair in ["mia/ralf", "ralf", "7"] {
      let openings = try program.run(["openings", pair])
      #expect(openings.status == 3)
      #expect(openings.errors.contains("has no people yet, so no pair fits “\(pair)”; “tandem import people FILE”"))
    }
  }

  @Test func busyTimeComesFromCalendars() throws {
    let program = try ProgramFixture()
    program.folder.write(
      """
      BEGIN:VCALENDAR\r
      VERSION:2.0\r
      BEGIN:VEVENT\r
      UID:1@test\r
      DTSTART;TZID=Europe/Berlin:20261126T100000\r
      DTEND;TZID=Europe/Berlin:20261126T110000\r
      RRULE:FREQ=DAILY;COUNT=3\r
      SUMMARY:Secret\r
      END:VEVENT\r
      END:VCALENDAR\r

      """, to: "busy.ics")
    let result = try program.json(["import", "busy", program.folder.file("busy.ics"), "--for", "mia"])
    #expect(result.status == 0)
    let busy = try program.run(["busy", "mia", "--from", "2026-11-28", "--to", "2026-11-29", "--json"], as: "ralf")
    #expect(busy.output.contains("2026-11-28T09:00:00Z") && !busy.output.contains("Secret"))
  }

  @Test func withoutATerminalItSaysWhatToUse() throws {
    let program = try ProgramFixture()
    let alone = try program.run([])
    #expect(alone.status == 1 && alone.errors.contains("tandem agenda") && alone.output.isEmpty)
  }

  /// A process that may not let a file grow meets what a full disk would tell it.
  @Test func aFullDiskChangesNothing() throws {
    let program = try ProgramFixture()
    var text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
    for number in 0..<20_000 {
      let (day, hour, minute) = (1 + number % 28, number / 28 % 24, number / 672 % 60)
      func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
      let start = "202612\(two(day))T\(two(hour))\(two(minute))00Z"
      text +=
        "BEGIN:VEVENT\r\nUID:\(number)@t\r\nDTSTART:\(start)\r\nDURATION:PT1H\r\nSUMMARY:\(number) takes room\r\nEND:VEVENT\r\n"
    }
    program.folder.write(text + "END:VCALENDAR\r\n", to: "big.ics")
    let binary = ChildProcess.products.appendingPathComponent("tandem").path
    let shell = try ChildProcess(
      "/bin/sh",
      ["-c", "ulimit -f 900; trap '' XFSZ; exec \(binary) import busy \(program.folder.file("big.ics")) --for mia"],
      environment: ["TANDEM_NOW": ProgramFixture.now, "TANDEM_DB": program.database, "TANDEM_AS": "mia"])
    let result = shell.finish()
    #expect(result.status == 6, "\(result.output)\(result.errors)")
    let busy = try program.run(["busy", "mia", "--from", "2026-12-12 02:00", "--to", "2026-12-12 04:00", "--json"])
    #expect(busy.status == 0 && !busy.output.contains("\"start\""))
    #expect(try program.run(["doctor"]).status == 0)
  }

  @Test func badStoresAreNoCrash() throws {
    let program = try ProgramFixture(isEmpty: true)
    program.folder.write("<html>this is no database at all</html>", to: "page.db")
    for path in [program.folder.file("page.db"), program.folder.path, "/proc/none/x.db"] {
      let result = try program.run(["agenda", "--db", path, "--json"])
      #expect(result.status == 6 && result.errors.split(separator: "\n").count == 1, "\(path): \(result.errors)")
    }
  }

  /// A mistyped name is no empty program: only what begins one makes it.
  @Test func whatIsNotThereIsNotMade() throws {
    let program = try ProgramFixture(isEmpty: true)
    let path = program.folder.file("typo/team.db")
    program.folder.write("login,name,zone\nana,Ana,Europe/Lisbon\n", to: "people.csv")
    let people = program.folder.file("people.csv")
    for command in [
      "people", "agenda", "pairs", "undo", "book|mia/ralf|fri 14:00", "calendar|list", "remind", "admin|backup|x",
    ] {
      let arguments = command.split(separator: "|").map(String.init)
      let result = try program.run(arguments + ["--db", path])
      #expect(result.status == 6, "\(command): \(result)")
      #expect(
        result.errors
          == "tandem: there is no program at \(path); “tandem import people FILE” makes one there, “tandem demo” "
          + "shows a made-up one\n")
      #expect(try program.run(arguments, as: nil, environment: ["TANDEM_DB": path]).status == 6)
    }
    // Where nothing was named it is no different.
    #expect(try program.run(["people"], as: nil, environment: ["TANDEM_DB": ""]).status == 6)
    // Nor is a folder made that was mistyped.
    for arguments in [["--db", path], ["--dry-run", "--db", path]] {
      let refused = try program.run(["import", "people", people] + arguments, as: nil)
      #expect(refused.status == 6 && refused.errors.contains("make it with “mkdir -p"), "\(refused)")
    }
    #expect(!FileManager.default.fileExists(atPath: program.folder.file("typo")))
    try FileManager.default.createDirectory(atPath: program.folder.file("typo"), withIntermediateDirectories: true)
    let trial = try program.run(["import", "people", people, "--dry-run", "--db", path], as: nil)
    #expect(trial.status == 0 && trial.output.contains("dry run: "))
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(try program.run(["import", "people", people, "--db", path], as: nil).status == 0)
    #expect(try program.run(["people", "--db", path], as: nil).output.contains("Ana"))
  }

  @Test func whatMadeTheDemoIsNobodysToUndo() throws {
    let program = try ProgramFixture()
    for login in ["mia", "demo"] {
      let undone = try program.run(["undo"], as: login)
      #expect(undone.status == 3 && undone.errors == "tandem: there is nothing of yours to undo\n")
    }
    #expect(try program.run(["history"]).output.contains("Booked Mia Chen"))
  }

  @Test(arguments: [("monday", "Mon 23 Nov"), ("sun", "Sun 22 Nov"), ("sat", "Sat 21 Nov")])
  func aWeekBeginsWithTheDayThatIsConfigured(day: String, first: String) throws {
    let week = try ProgramFixture().run(["week"], as: "mia", environment: ["TANDEM_FIRST_WEEKDAY": day])
    let days = week.output.split(separator: "\n").filter { !$0.hasPrefix(" ") }
    #expect(days.count == 7 && days.first.map { $0.hasPrefix(first) } == true, "\(week)")
  }

  @Test func theClockIsTheOneThatIsConfigured() throws {
    let program = try ProgramFixture()
    let twelve = ["TANDEM_CLOCK": "12"]
    for command in [
      "agenda", "sessions", "openings|mia/ralf", "week", "conflicts", "history", "check|mia/ralf|sat 3:00",
    ] {
      let result = try program.run(command.split(separator: "|").map(String.init), as: "kim", environment: twelve)
      #expect(result.output.contains(" pm") || result.output.contains(" am"), "\(command): \(result)")
    }
    let json = try program.run(["sessions", "--json"])
    #expect(try program.run(["sessions", "--json"], environment: twelve).output == json.output)
    #expect(!(try program.run(["agenda"]).output.contains(" pm")))
    let refused = try program.run(["book", "mia/ralf", "fri 14:07"], environment: twelve)
    #expect(refused.errors.contains("such as 2:00 pm or 2:15 pm") || refused.errors.contains("2:00 pm"))
  }

  /// A script must not take what was done for undone.
  @Test func outputThatCantBeWrittenIsSaid() throws {
    let program = try ProgramFixture()
    let tandem = ChildProcess.products.appendingPathComponent("tandem").path
    let script = #""$0" people --json --db "$1" >/dev/full"#
    let result = try ChildProcess("/bin/sh", ["-c", script, tandem, program.database]).finish()
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("tandem: the result can't be written: No space left on device"))
  }

  /// Who only looks has changed nothing that could be saved or not.
  @Test(arguments: [("people", false), ("agenda", false), ("book mia/ralf 2026-12-02T14:30", true)])
  func whatIsSavedIsToldOfWhatChanges(_ example: (words: String, changes: Bool)) throws {
    let program = try ProgramFixture()
    let tandem = ChildProcess.products.appendingPathComponent("tandem").path
    let script = "'\(tandem)' \(example.words) >/dev/full"
    let told = try ChildProcess(
      "/bin/sh", ["-c", script],
      environment: [
        "TANDEM_NOW": ProgramFixture.now, "TANDEM_DB": program.database, "TANDEM_AS": "mia", "LANG": "C.UTF-8",
        "XDG_CONFIG_HOME": program.folder.file("config"),
      ]
    ).finish().errors
    let line = "tandem: the result can't be written: No space left on device"
    #expect(example.changes ? told.hasPrefix("\(line); what the command changes") : told == "\(line)\n", "\(told)")
  }

  /// What is no backup leaves no database behind, and is itself what is to be named anew.
  @Test func whatIsNoBackupMakesNothing() throws {
    let program = try ProgramFixture(isEmpty: true)
    let junk = program.folder.file("junk.db")
    try String(repeating: "junk ", count: 300).write(toFile: junk, atomically: true, encoding: .utf8)
    let refused = try program.run(["admin", "restore", junk])
    #expect(refused.status == 6 && refused.errors.contains("junk.db is no backup of a Tandem database"), "\(refused)")
    #expect(!refused.errors.contains("--db"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: program.folder.path) == ["junk.db"])
    // A pipe that nobody writes to is not waited for.
    let pipe = program.folder.file("pipe")
    try #require(mkfifo(pipe, 0o600) == 0)
    #expect(try program.run(["admin", "restore", pipe]).errors.contains("pipe is no backup of a Tandem database"))
  }

  /// A demo that fails halfway is none: here no file may grow beyond some blocks.
  @Test func aDemoThatCannotBeMadeWholeIsNotThere() throws {
    let program = try ProgramFixture(isEmpty: true)
    let binary = ChildProcess.products.appendingPathComponent("tandem").path
    for database in ["new.db", "empty.db"] {
      let path = program.folder.file(database)
      if database == "empty.db" { #expect(FileManager.default.createFile(atPath: path, contents: nil)) }
      let failed = try ChildProcess(
        "/bin/sh", ["-c", "trap '' XFSZ; ulimit -f 900; exec \(binary) demo --no-interface --db \(path)"]
      ).finish()
      #expect(failed.status != 0)
      let left = try FileManager.default.contentsOfDirectory(atPath: program.folder.path).filter {
        $0.hasPrefix(database)
      }
      #expect(left == (database == "empty.db" ? [database] : []), "\(failed.errors)")
    }
  }
}
