import Foundation
import TestSupport
import Testing

/// `tandem config`, and what other commands make of a configuration.
@Suite struct ConfigCommandTests {
  private let program: ProgramFixture
  private var path: String { program.folder.file("config/tandem/config.toml") }
  private var text: String { get throws { try String(contentsOfFile: path, encoding: .utf8) } }

  init() throws {
    program = try ProgramFixture()
    try FileManager.default.createDirectory(
      atPath: program.folder.file("config/tandem"), withIntermediateDirectories: true)
  }

  private func configure(_ text: String) throws { try text.write(toFile: path, atomically: true, encoding: .utf8) }

  @Test func theDefaultFileIsWrittenOnceAndSaysNothing() throws {
    #expect(try program.run(["config", "init"]).status == 0)
    let first = try text
    #expect(first.contains("# theme = \"auto\"\n") && first.contains("# calendar.open = [\"enter\"]  # "))
    let again = try program.run(["config", "init"])
    #expect(again.status == 5 && again.errors.contains("is there already"))
    #expect(try text == first)
    let check = try program.run(["config", "check"])
    #expect(check.status == 0 && check.output == "✓ \(path) is fine\n" && check.errors.isEmpty)
    // Every commented default, taken as it is, is right.
    let lines = first.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      line.wholeMatch(of: #/# [a-z.-]+ = .*/#) == nil ? String(line) : String(line.dropFirst(2))
    }
    try configure(lines.joined(separator: "\n"))
    let all = try program.run(["config", "check"])
    #expect(all.status == 0 && all.errors.isEmpty, "\(all.errors)")
  }

  @Test func settingsAreShownWithTheirOrigin() throws {
    try configure("# mine\nclock = \"12h\"\ntheme = \"light\"\n[keys]\ntoday.book = \"B\"\n")
    let shown = try program.run(["config"], environment: ["TANDEM_THEME": "mono"])
    #expect(shown.output.contains(#/\nclock +12h +line 2\n/#))
    #expect(shown.output.contains("TANDEM_THEME\n") && shown.output.contains("keys.today.book"))
    let document = try program.json(["config"]).document
    let settings = document["settings"] as? [[String: Any]] ?? []
    #expect(settings.count == 12 && document["path"] as? String == path)
    let length = try #require(settings.first { $0["key"] as? String == "booking.length" })
    #expect(length["value"] as? Int == 60 && length["origin"] as? String == "default")
  }

  @Test func setKeepsCommentsAndUnsetTakesTheLine() throws {
    try configure("# mine\nclock = \"24h\" # as at work\n")
    #expect(try program.run(["config", "set", "clock", "12"]).output == "clock is 12h\n")
    #expect(try program.run(["config", "set", "booking.length", "45"]).status == 0)
    #expect(try text == "# mine\nclock = \"12h\" # as at work\n\n[booking]\nlength = 45\n")
    #expect(try program.run(["config", "get", "clock"]).output == "12h\n")
    #expect(try program.run(["config", "unset", "clock"]).output == "clock is auto (the default)\n")
    #expect(
      try program.run(["config", "unset", "mail.command"]).output == "mail.command is not set: no mail is sent\n")
    let strange = try program.run(["config", "set", "database", "postgresql://db/mentoring?foo=bar"])
    #expect(strange.status == 64 && strange.errors.contains("is no address of a server: invalid URI"), "\(strange)")
    let before = try text
    let wrong = try program.run(["config", "set", "theme", "pink"])
    #expect(wrong.status == 64 && wrong.errors.contains("theme is “pink”; it takes auto, dark, light"))
    let unknown = try program.run(["config", "set", "thme", "dark"])
    #expect(unknown.status == 3 && unknown.errors.contains("did you mean theme?"))
    #expect(try text == before)
  }

  @Test func everyErrorIsToldByLineAndColumn() throws {
    try configure("theme = \"pink\"\nclok = 1\n[keys]\n  calendar.open = \"b\"\n  today.bok = \"x\"\n")
    let check = try program.run(["config", "check"])
    #expect(check.status == 5 && check.output.isEmpty)
    let errors = check.errors.split(separator: "\n").map(String.init)
    #expect(errors.count == 4)
    #expect(errors[0].hasPrefix("tandem: \(path), line 1, column 1: theme is “pink”"))
    #expect(
      errors[1].hasPrefix("tandem: warning: \(path), line 2, column 1: nothing reads “clok”; did you mean clock?"))
    #expect(errors[2].contains("line 4, column 3: calendar.open: the key b is calendar.openings"))
    #expect(errors[3].contains("line 5, column 3: there is no action “today.bok”; did you mean today.book?"))
    let problems = try program.json(["config", "check"])
    #expect(problems.status == 5 && (problems.document["problems"] as? [Any])?.count == 4)
    // Other commands warn and go on.
    let agenda = try program.run(["agenda"])
    #expect(agenda.status == 0 && agenda.output.contains("Ralf Winter"))
    #expect(agenda.errors.contains("line 1, column 1: theme is “pink”"))
    #expect(agenda.errors.contains("(and 2 more: “tandem config check”)") && agenda.errors.contains("“clok”"))
  }

  @Test func aVariableWithoutMeaningIsToldByName() throws {
    let wrong = ["TANDEM_CLOCK": "13"]
    let week = try program.run(["week"], environment: wrong)
    #expect(week.status == 0)
    #expect(week.errors == "tandem: TANDEM_CLOCK: clock is “13”; it takes auto, 24h or 12h\n")
    #expect(try program.run(["config", "check"], environment: wrong).status == 5)
    #expect(try program.run(["config", "check"], environment: ["TANDEM_CLOCK": "24"]).status == 0)
    #expect(try program.run(["doctor"], environment: wrong).output.contains("✗ configuration: TANDEM_CLOCK"))
  }

  @Test func whatCannotBeReadCostsAWarning() throws {
    func expectWarning(_ words: String) throws {
      let agenda = try program.run(["agenda"])
      #expect(agenda.status == 0 && agenda.output.contains("Ralf Winter"))
      #expect(agenda.errors.hasPrefix("tandem: \(path)") && agenda.errors.contains(words), "\(agenda.errors)")
      #expect(agenda.errors.split(separator: "\n").count == 1 && agenda.errors.utf8.count < 600)
      #expect(try program.run(["config", "check"]).status == 5)
      #expect(try program.run(["config", "set", "clock", "12h"]).status == 5)
    }
    try configure("theme = \n")
    try expectWarning("line 1, column")
    try Data([0x61, 0x20, 0xFF]).write(to: URL(fileURLWithPath: path))
    try expectWarning("this is not UTF-8")
    try configure("theme = \"" + String(repeating: "x", count: 2_000_000) + "\"")
    try expectWarning("larger than 1 MiB")
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try expectWarning("it is a directory")
  }

  @Test func databaseLoginAndLengthComeFromTheFile() throws {
    try configure("database = \"\(program.database)\"\nlogin = \"ralf\"\nbooking.length = 30\n")
    let environment = ["TANDEM_DB": "", "TANDEM_AS": ""]
    let booked = try program.run(["book", "mia/ralf", "2026-12-15T10:30", "--json"], environment: environment)
    #expect(booked.status == 0, "\(booked.errors)")
    let document = try JSONSerialization.jsonObject(with: Data(booked.output.utf8)) as? [String: Any]
    let session = document?["session"] as? [String: Any]
    #expect(session?["id"] != nil)
    let agenda = try program.run(["doctor"], environment: environment)
    #expect(agenda.output.contains("ralf, Ralf Winter"))
    try configure("database = 5\n")
    let refused = try program.run(["agenda"], environment: environment)
    #expect(refused.status == 1 && refused.errors.contains("database must be text in quotes; it is 5"))
  }

  @Test func theInterfaceSaysWhatNothingReads() throws {
    try configure("clok = \"12h\"\n")
    let terminal = try TmuxSession(
      program, size: (80, 24), environment: ["XDG_CONFIG_HOME": program.folder.file("config")])
    #expect(
      terminal.wait(for: "! config.toml, line 1, column 1: nothing reads “clok”; did you mean clock?"),
      "\(terminal.screen.joined(separator: "\n"))")
  }
}
