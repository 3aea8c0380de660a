import Testing

@testable import Configuration

@Suite("What a configuration says")
struct DocumentTests {
  private func read(_ text: String) -> ConfigurationDocument { ConfigurationDocument(Array(text.utf8)) }

  private func problems(_ text: String) -> [String] {
    read(text).problems.map { $0.sentence(path: "c") + ($0.isWarning ? " (warning)" : "") }
  }

  @Test("Values are read in each form that TOML has, with their lines")
  func values() {
    let document = read(
      """
      # mine
      theme = 'light' # why not
      "clock" = "12h"
      mouse = false
      mail.command = "msmtp -a \\"work\\""

      [ booking ]
        length = 45
      [keys]
      calendar.open = ["enter", "b"]
      "today".book = "x"
      """)
    #expect(document.problems.isEmpty)
    #expect(document.values[.theme] == .init(value: "light", place: Place(line: 2, column: 1)))
    #expect(document.values[.clock]?.value == "12h")
    #expect(document.values[.mouse]?.value == "false")
    #expect(document.values[.mailCommand] == .init(value: "msmtp -a \"work\"", place: Place(line: 5, column: 1)))
    #expect(document.values[.bookingLength] == .init(value: "45", place: Place(line: 8, column: 3)))
    #expect(
      document.keys == [
        KeyLine(action: "calendar.open", keys: ["enter", "b"], place: Place(line: 10, column: 1)),
        KeyLine(action: "today.book", keys: ["x"], place: Place(line: 11, column: 1)),
      ])
  }

  @Test("Every wrong value is told with its place and what is accepted; what is right counts")
  func wrongValues() {
    let text = "theme = \"drak\"\nmouse = \"on\"\nclock = \"24h\"\n[booking]\nlength = 4\n[mail]\ncommand = 5\n"
    #expect(
      problems(text) == [
        "c, line 1, column 1: theme is “drak”; it takes auto, dark, light, contrast or mono",
        "c, line 2, column 1: mouse must be true or false, without quotes; it is the text “on”",
        "c, line 5, column 1: booking.length is “4”; it takes a whole number from 5 to 480 (minutes)",
        "c, line 7, column 1: mail.command must be text in quotes; it is 5",
      ])
    #expect(read(text).values[.clock]?.value == "24h")
    #expect(read(text).misread == [.theme, .mouse, .bookingLength, .mailCommand])
  }

  @Test(
    "Keys that nothing reads are warnings, with the nearest name",
    arguments: [
      ("thme = 1", "c, line 1, column 1: nothing reads “thme”; did you mean theme? (warning)"),
      (
        "[mail]\ncomand = \"x\"",
        "c, line 2, column 1: nothing reads “mail.comand”; did you mean mail.command? (warning)"
      ),
      (
        "\n[zebra]\nx = 1",
        "c, line 2, column 1: nothing reads “zebra”; “tandem config” lists what can be set (warning)"
      ),
      (
        "[keys]\nx.y = 5",
        "c, line 2, column 1: keys.x.y must be a key in quotes or a list of them, such as "
          + "[\"enter\", \"b\"]; it is 5"
      ),
    ])
  func unknown(text: String, expected: String) { #expect(problems(text) == [expected]) }

  @Test("What is no TOML is one sentence with its place, and nothing of it counts")
  func noTOML() throws {
    let document = read("theme = \"light\"\nclock 12\n")
    #expect(document.isUnreadable && document.values.isEmpty)
    let problem = try #require(document.problems.first)
    #expect(document.problems.count == 1 && problem.place?.line == 2 && problem.message.hasPrefix("this is not TOML: "))
    #expect(!problem.message.contains("\n"))
  }

  @Test("Bytes that are no text, or too many, are told in a sentence")
  func bytes() {
    #expect(
      ConfigurationDocument(Array("a = 1\nb = \"".utf8) + [0xFF, 0x22]).problems == [
        Problem(
          "this is not UTF-8, which TOML must be; save the file in that encoding", at: Place(line: 2, column: 6))
      ])
    #expect(
      ConfigurationDocument([0x61, 0]).problems == [
        Problem("this is not text: there is a NUL character", at: Place(line: 1, column: 2))
      ])
    let large = read("theme = \"" + String(repeating: "x", count: ConfigurationDocument.largest) + "\"")
    #expect(
      large.problems.map(\.message) == [
        "it is larger than 1 MiB, which no configuration is; remove what does not belong in it"
      ])
    let long = read("theme = \"" + String(repeating: "x", count: 1_000_000) + "\"").problems
    #expect(long.map { $0.message.count < 150 } == [true])
    let deep = read("a = " + String(repeating: "[", count: 100_000))
    #expect(deep.isUnreadable && deep.problems.count == 1)
    let unknown = read(String(repeating: "k", count: 500_000) + " = 1").problems
    #expect(unknown.map { $0.message.count < 150 && $0.isWarning } == [true])
  }

  @Test("A flag overrules the environment, which overrules the file, which overrules the default")
  func precedence() {
    let document = read("theme = \"light\"\nclock = \"12h\"\nfirst-weekday = \"sunday\"")
    let environment = ["TANDEM_THEME": "mono", "TANDEM_CLOCK": "24", "TANDEM_FIRST_WEEKDAY": "gibberish"]
    let settings = Settings(document, variable: { environment[$0] }, flags: [.theme: "contrast"])
    #expect(settings[.theme] == .init(value: "contrast", origin: .flag("--theme")))
    #expect(settings[.clock] == .init(value: "24h", origin: .environment("TANDEM_CLOCK")))
    #expect(settings[.firstWeekday] == .init(value: "sunday", origin: .file(line: 3)))
    #expect(settings[.mouse] == .init(value: "true", origin: .standard))
    #expect(
      Settings.problems { environment[$0] }.map { $0.sentence(path: "x") } == [
        "TANDEM_FIRST_WEEKDAY: first-weekday is “gibberish”; it takes \(Setting.firstWeekday.accepted)"
      ])
    let off = ["TANDEM_MOUSE": "0", "TANDEM_CLOCK": ""]
    #expect(Settings(document, variable: { off[$0] })[.mouse].value == "false")
    #expect(Settings.problems { off[$0] } == [])
  }

  @Test("Places hold through strings of many lines, nested lists, comments and line ends of every kind")
  func places() {
    let document = read(
      "a = \"\"\"\ntheme = \"x\" ]\n\\\"\"\"\"\r\nb = [ # ]\n  '[', \"]\", # \"\n  [1],\r\n]\n\ttheme = \"light\"\n[c]\nd = { e = 1 }"
    )
    #expect(document.values[.theme]?.place == Place(line: 8, column: 2))
    #expect(document.problems.map { $0.place?.line } == [1, 4, 9])
  }
}
