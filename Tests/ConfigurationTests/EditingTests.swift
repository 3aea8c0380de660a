import Testing

@testable import Configuration

@Suite("Changing a configuration's text")
struct EditingTests {
  @Test(
    "One value changes, and no other character",
    arguments: [
      ("theme = \"dark\"  # mine\n", "theme = \"light\"  # mine\n"),
      ("theme='dark'#x", "theme=\"light\"#x"),
      ("# a\n\n[mail]\ncommand = \"x\"\n", "# a\ntheme = \"light\"\n\n[mail]\ncommand = \"x\"\n"),
      ("clock = \"12h\" # c\n\n[mail]\n", "clock = \"12h\" # c\ntheme = \"light\"\n\n[mail]\n"),
      ("# theme = \"auto\"\n# more\nclock = \"12h\"", "# theme = \"auto\"\ntheme = \"light\"\n# more\nclock = \"12h\""),
      ("clock = \"12h\"", "clock = \"12h\"\ntheme = \"light\"\n"),
      ("clock = \"12h\"\r\n[mail]\r\n", "clock = \"12h\"\r\ntheme = \"light\"\r\n[mail]\r\n"),
      ("", "theme = \"light\"\n"),
      ("[keys]\n# theme = 1\n", "theme = \"light\"\n[keys]\n# theme = 1\n"),
      ("theme = 5 # wrong\n", "theme = \"light\" # wrong\n"),
    ])
  func root(before: String, after: String) throws {
    #expect(try ConfigurationText.setting(.theme, to: "light", in: before) == after)
  }

  @Test(
    "A setting of a table goes into it, or makes it",
    arguments: [
      ("theme = \"dark\"", "theme = \"dark\"\n\n[mail]\ncommand = \"a \\\"b\\\" \\\\\"\n"),
      ("[mail]\n\n[keys]\n", "[mail]\ncommand = \"a \\\"b\\\" \\\\\"\n\n[keys]\n"),
      ("mail.command = ''\n", "mail.command = \"a \\\"b\\\" \\\\\"\n"),
      ("[mail] # m\n# command = \"\"\n# x\n", "[mail] # m\n# command = \"\"\ncommand = \"a \\\"b\\\" \\\\\"\n# x\n"),
    ])
  func table(before: String, after: String) throws {
    #expect(try ConfigurationText.setting(.mailCommand, to: "a \"b\" \\", in: before) == after)
  }

  @Test("What stands in braces is left to people, and what is no TOML too")
  func refused() {
    #expect(throws: EditError.self) {
      try ConfigurationText.setting(.mailCommand, to: "x", in: "mail = { command = \"y\" }\n")
    }
    #expect(throws: EditError.self) { try ConfigurationText.setting(.theme, to: "dark", in: "theme") }
  }

  @Test("Taking a setting out takes its line alone")
  func removing() throws {
    let text = "# a\ntheme = \"dark\"\nclock = \"12h\"\n"
    #expect(try ConfigurationText.removing(.theme, in: text) == "# a\nclock = \"12h\"\n")
    #expect(try ConfigurationText.removing(.mouse, in: text) == text)
  }

  @Test(
    "A comment on the line stays, and so does what it is about",
    arguments: [
      ("theme = \"dark\"  # I like dark\nclock = \"12h\"\n", "# theme = \"dark\"  # I like dark\nclock = \"12h\"\n"),
      ("  theme = 'dark' #x", "  # theme = 'dark' #x"),
      ("theme = \"#\"\n", ""),
      ("\u{FEFF}theme = \"dark\" # b\r\n", "\u{FEFF}# theme = \"dark\" # b\r\n"),
    ])
  func removingKeepsComments(before: String, after: String) throws {
    let removed = try ConfigurationText.removing(.theme, in: before)
    #expect(removed == after)
    // Set again, and taken out again, nothing is lost.
    let again = try ConfigurationText.setting(.theme, to: "light", in: removed)
    #expect(try ConfigurationText.removing(.theme, in: again).contains(after))
  }

  @Test("The default file says nothing, and every line of it can be set to what it shows")
  func defaultFile() throws {
    let text = DefaultText.text(actions: [("calendar.open", ["enter"], "open")])
    #expect(ConfigurationDocument(Array(text.utf8)) == ConfigurationDocument())
    var all = text
    for setting in Setting.allCases {
      all = try ConfigurationText.setting(setting, to: setting.standard, in: all)
      let document = ConfigurationDocument(Array(all.utf8))
      #expect(document.values[setting]?.value == setting.standard && document.problems.isEmpty)
    }
    // All that was added is the settings' own lines.
    let added = all.split(separator: "\n", omittingEmptySubsequences: false).count
    #expect(added == text.split(separator: "\n", omittingEmptySubsequences: false).count + Setting.allCases.count)
    for setting in Setting.allCases { all = try ConfigurationText.removing(setting, in: all) }
    #expect(all == text)
  }
}
