import Foundation
import TestSupport
import Testing

/// That what is refused, or not there, is told in a sentence that is true, and that steers nothing.
@Suite struct PlainRefusalTests {
  private let program: ProgramFixture

  init() throws { program = try ProgramFixture() }

  /// By a shell, in which the program is `$T`.
  private func shell(_ script: String) throws -> (status: Int32, output: String, errors: String) {
    try ChildProcess(
      "/bin/sh", ["-c", script],
      environment: [
        "TANDEM_NOW": ProgramFixture.now, "TANDEM_DB": program.database, "TANDEM_AS": "mia", "LANG": "C.UTF-8",
        "TZ": "Europe/Berlin", "XDG_CONFIG_HOME": program.folder.file("config"), "XDG_DATA_HOME": program.folder.path,
        "T": ChildProcess.products.appendingPathComponent("tandem").path,
      ]
    ).finish()
  }

  @Test(arguments: [
    ["check", "1", "fri 14:00", "\u{1B}[2J"], ["check", "1", "fri 14:00", "--length", "\u{1B}[2J"], ["\u{1B}[2J"],
    ["people", "--\u{1B}[2J"], ["help", "\u{1B}[2J"],
  ])
  func whatTheParserQuotesSteersNoTerminal(arguments: [String]) throws {
    for more in [[], ["--json"]] {
      let told = try program.run(arguments + more)
      #expect(told.status == 64 && told.errors.contains("^[[2J"), "\(told)")
      #expect(!(told.errors + told.output).contains("\u{1B}"))
      #expect(more.isEmpty == told.output.isEmpty)
    }
  }

  /// Whoever types `fri` reads which Friday was tried.
  @Test func aRefusalNamesTheTimeThatWasTried() throws {
    let told = try program.run(["book", "1", "sat 14:00"])
    #expect(told.status == 4, "\(told)")
    #expect(
      told.errors.firstMatch(of: /tandem: Sat \d+ \w+ 14:00–15:00 \w+ can't be had:\n/) != nil, "\(told.errors)")
  }

  @Test func anEmptyNameIsNone() throws {
    let before = try program.run(["people"]).output
    for option in ["--db", "--as"] {
      for arguments in [["people", option, ""], [option, "", "people"]] {
        let told = try program.run(arguments)
        #expect(told.status == 64 && told.errors.contains("\(option) is empty; "), "\(arguments): \(told)")
      }
    }
    #expect(try program.run(["people"]).output == before)
  }

  /// What is asked for is a folder's files, not those of wherever one is.
  @Test func anEmptyFileNameIsNone() throws {
    for arguments in [["import", "busy", "", "--for", "mia"], ["import", "people", ""], ["calendar", "add", ""]] {
      let told = try program.run(arguments)
      #expect(
        told.status == 64 && told.errors.contains("the name of a file is empty; name at least one file"), "\(told)")
    }
  }

  /// What the system's libraries do with no descriptor left is to end the program.
  @Test(arguments: [7, 10, 14, 40])
  func tooFewOpenFilesAreSaid(limit: Int) throws {
    let told = try shell("ulimit -n \(limit); \"$T\" agenda")
    #expect(told.status == 1 && told.output.isEmpty, "\(told)")
    #expect(told.errors.hasPrefix("tandem: only \(limit) files may be open at a time here, and 64 are needed; "))
    #expect(try shell("ulimit -S -n \(limit); \"$T\" agenda").status == 0)
  }

  @Test func aDamagedPolicyIsSaidInWords() throws {
    let odd = #"{"granularity":0}"#
    let damaged = try ChildProcess("/usr/bin/sqlite3", [program.database, "UPDATE program SET policy = '\(odd)'"])
      .finish()
    #expect(damaged.status == 0, "\(damaged)")
    for (arguments, status, words) in [
      (["openings", "mia/ralf"], 6, "did not write: a text without “"),
      (["doctor"], 1, "did not write: a text without “"), (["admin", "verify"], 1, "the program's policy is not one"),
    ] as [([String], Int32, String)] {
      let told = try program.run(arguments)
      #expect(told.status == status && (told.output + told.errors).contains(words), "\(arguments): \(told)")
      #expect(!(told.output + told.errors).contains("DecodingError"))
    }
  }

  /// A script that reads no messages has the exit code.
  @Test(arguments: [
    ("check mia/ralf 'sun 9:00'", 4), ("check nosuch/x 'fri 14:00'", 3), ("people", 0), ("--db /nowhere/x people", 6),
  ])
  func whatNobodyCanReadChangesNoExitCode(words: String, status: Int32) throws {
    for end in ["2>&-", "2>/dev/full"] {
      #expect(try shell("\"$T\" \(words) \(end)").status == status, "\(words) \(end)")
    }
  }

  @Test(arguments: ["completions bash", "help", "book --help", "--version", "help book"])
  func helpThatCantBeWrittenIsSaid(words: String) throws {
    #expect(try shell("\"$T\" \(words)").status == 0)
    let told = try shell("\"$T\" \(words) >/dev/full")
    #expect(told.status == 1)
    #expect(told.errors == "tandem: the result can't be written: No space left on device\n", "\(told)")
  }

  @Test func secondsAreShownWhereThereAreSome() throws {
    let told = try program.run(["check", "mia/ralf", "2026-12-02T14:00:01Z"])
    #expect(told.status == 64 && told.errors.contains("Wed 2 Dec 15:00:01 CET is not on the grid"), "\(told)")
    #expect(told.errors.contains("such as 15:00 or 15:15"))
    let twelve = try program.run(["check", "mia/ralf", "2026-12-02T14:00:01Z"], environment: ["TANDEM_CLOCK": "12"])
    #expect(twelve.errors.contains("Wed 2 Dec 3:00:01 pm CET is not on the grid"), "\(twelve)")
  }

  @Test func anEmptyHistorySaysWhatWasAsked() throws {
    for filter in [["--since", "9999-12-31"], ["--pair", "mia/ralf", "--since", "9999-12-31"]] {
      let told = try program.run(["history"] + filter, as: "kim")
      #expect(told.status == 0 && told.output == "no step fits what was asked\n", "\(told)")
    }
    let unknown = try program.run(["history", "--by", "mai"], as: "kim")
    #expect(unknown.status == 3 && unknown.errors.contains("“mai” is nobody's login; did you mean "), "\(unknown)")
    #expect(try program.run(["history", "--by", "RALF"], as: "kim").status == 0)
    // Who is no person of the program may have acted.
    #expect(try program.run(["history", "--by", "boss"], as: "boss").status == 0)
    #expect(try program.run(["cancel", "201", "--reason", "x"], as: "boss").status != 7)
    program.folder.write("name,zone\nPorto,Europe/Lisbon\n", to: "rooms.csv")
    #expect(try program.run(["import", "rooms", program.folder.file("rooms.csv")], as: "boss").status == 0)
    #expect(try program.run(["history", "--by", "boss"], as: "kim").output.contains("Imported rooms"))
  }

  @Test func aConfigurationThatCantBeReadIsNamed() throws {
    let folder = program.folder.file("config/tandem")
    let path = "\(folder)/config.toml"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let told = try program.run(["config", "set", "clock", "12h"])
    #expect(told.status == 5 && told.errors.contains("tandem: \(path): it is a directory"), "\(told)")
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path)
    let loop = try program.run(["config", "set", "clock", "12h"])
    #expect(loop.status == 5 && loop.errors.contains("tandem: \(path): it can't be read: "), "\(loop)")
  }

  @Test func whatIsOnlyAskedForIsCalledThat() throws {
    program.folder.write(
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20261202T143000Z\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n",
      to: "a.ics")
    let asked = try program.json(["book", "mia/ralf", "2 dec 15:30", "--request"])
    let id = try #require((asked.document["session"] as? [String: Any])?["id"] as? Int)
    #expect(try program.run(["import", "busy", program.folder.file("a.ics")]).status == 0)
    let told = try program.run(["conflicts"])
    #expect(told.output.contains("(session \(id), asked for)"), "\(told)")
  }

  @Test func standardInputIsACalendar() throws {
    let calendar =
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20261202T143000Z\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n"
    program.folder.write(calendar, to: "a.ics")
    let told = try shell("\"$T\" import busy - <'\(program.folder.file("a.ics"))'")
    #expect(told.status == 0 && told.output.contains("1 busy block"), "\(told)")
    let piped = try shell("cat '\(program.folder.file("a.ics"))' | \"$T\" import busy - --as ralf")
    #expect(piped.status == 0, "\(piped)")
    #expect(try program.run(["busy", "ralf", "--json"], as: "ralf").output.contains("2026-12-02T14:30:00Z"))
  }

  @Test func whatHasNotBegunIsAStateAndNoMistake() throws {
    let booked = try program.json(["book", "mia/ralf", "mon 13:30", "--length", "45"])
    let id = try #require((booked.document["session"] as? [String: Any])?["id"] as? Int)
    for command in [["hold", "\(id)"], ["miss", "\(id)", "--by", "ralf"], ["feedback", "\(id)", "5"]] {
      let told = try program.run(command)
      #expect(told.status == 4, "\(command): \(told)")
    }
  }

  @Test func aTopicIsOneLine() throws {
    let told = try program.run(["book", "mia/ralf", "mon 13:30", "--length", "45", "--topic", "a\nb"])
    #expect(
      told.status == 64 && told.errors.contains("holds a line break or a control character; it takes one line"),
      "\(told)")
    #expect(try program.run(["log", "mia/ralf", "yesterday 6:00", "--topic", "a\u{7}b"]).status == 64)
    #expect(try program.run(["book", "mia/ralf", "mon 13:30", "--length", "45", "--topic", "Titles"]).status == 0)
  }
}
