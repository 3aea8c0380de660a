import Configuration
import Mentoring
import Scheduling
import Synchronization
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

/// A configuration in memory.
private final class MemoryFile: Sendable {
  private let content = Mutex("# mine\n")
  var text: String { content.withLock { $0 } }

  func save(_ setting: Setting, _ value: String?) throws -> Settings {
    try content.withLock { text in
      if let value {
        text = try ConfigurationText.setting(setting, to: setting.normalized(value), in: text)
      } else {
        text = try ConfigurationText.removing(setting, in: text)
      }
      return Settings(ConfigurationDocument(Array(text.utf8)), flags: [.login: "mia"])
    }
  }
}

@Suite("The settings screen")
struct SettingsTests {
  private let file = MemoryFile()

  private func script(_ size: Size = Size(100, 30), isReadable: Bool = true) throws -> KeyScript {
    let settings = InterfaceSettings(
      Settings(ConfigurationDocument(), flags: [.login: "mia"]), in: .init())
    let file = file
    return try KeyScript(
      size: size, settings: settings,
      save: {
        guard isReadable else { throw NoConfiguration() }
        return try file.save($0, $1)
      })
  }

  /// Opens the settings and goes to one.
  private func select(_ setting: Setting, _ script: KeyScript) {
    script.press(",")
    for _ in 0..<(SettingsOverlay.settings.firstIndex(of: setting) ?? 0) { script.press("down") }
  }

  @Test("It is opened by a key and by its name, and lists every setting with value and origin")
  func list() throws {
    let script = try script().press(":").type("settings").press("enter")
    #expect(script.text.contains("─ Settings ─"))
    for setting in Setting.allCases { #expect(script.text.contains(setting.rawValue)) }
    #expect(script.lines.contains { $0.contains("login") && $0.contains("mia") && $0.contains("--as") })
    #expect(script.status.contains("Settings, 1 of 12: theme is auto"))
    #expect(script.press("end").status.contains("Settings, 12 of 12"))
    #expect(script.press("home").status.contains("Settings, 1 of 12"))
    #expect(!script.press("pgdn").status.contains("Settings, 1 of 12"))
  }

  @Test("The signs beside a choice step it back and forth")
  func choicesAreStepped() throws {
    let script = try script()
    select(.theme, script)
    script.press("right right")
    script.click(on: "◀ light")
    #expect(script.status.contains("theme is dark"), "\(script.text)")
    let row = try #require(script.lines.firstIndex { $0.contains("◀ dark ▶") })
    let before = try #require(script.lines[row].firstRange(of: "▶"))
    script.click(columnWidth(String(script.lines[row][..<before.lowerBound])), row)
    #expect(script.status.contains("theme is light"))
  }

  @Test("A theme is heeded at once and written, with the comments kept")
  func theme() throws {
    let script = try script()
    select(.theme, script)
    script.press("right right")
    #expect(script.status.contains("theme is light"))
    #expect(file.text == "# mine\ntheme = \"light\"\n")
    let ground = script.interface.draw()[0, 5].style
    #expect(ground.background == Theme.light[.text].background)
    script.press("left")
    #expect(file.text == "# mine\ntheme = \"dark\"\n")
    script.press("x")
    #expect(file.text == "# mine\n" && script.status.contains("theme is auto (the default)"))
  }

  @Test("The clock and the week's first day change everywhere at once")
  func clock() throws {
    let script = try script(Size(120, 40)).press("3 1")
    #expect(script.lines[0].contains("10:42") && !script.lines[0].contains("am"))
    select(.clock, script)
    script.press("left esc")
    #expect(file.text.contains("clock = \"12h\""))
    for place in ["1", "2", "3", "3 d", "3 m", "3 a", "3 w", "3 enter"] {
      script.press(place)
      let pattern = #/\b(1[3-9]|2[0-3]):[0-5]\d\b/#
      #expect(script.lines[0].contains("10:42 am") && script.text.firstMatch(of: pattern) == nil, "\(script.text)")
    }
    script.press("esc 1")
    #expect(script.text.contains("Mon 23") && script.text.contains("Sun 29"))
    select(.firstWeekday, script)
    script.press("left esc")
    #expect(file.text.contains("first-weekday = \"sunday\""))
    #expect(script.text.contains("Sun 22") && !script.text.contains("Sun 29"))
  }

  @Test("A text is typed, a wrong number is objected to beside it, and Esc leaves it as it was")
  func fields() throws {
    let script = try script()
    select(.bookingLength, script)
    script.press("enter backspace backspace").type("4").press("enter")
    #expect(script.text.contains("booking.length takes a whole number from 5 to 480 (minutes)"))
    #expect(file.text == "# mine\n")
    script.type("5").press("enter")
    #expect(file.text == "# mine\n\n[booking]\nlength = 45\n")
    // What was typed is asked for once.
    script.press("down enter").type("msmtp, -a").press("esc")
    #expect(script.status.contains("Not written yet: Enter writes it, Esc again discards"), "\(script.status)")
    script.press("esc")
    #expect(file.text == "# mine\n\n[booking]\nlength = 45\n" && script.text.contains("─ Settings ─"))
    // So is it after an objection, which was to what stood there then.
    script.press("up enter").type("9999").press("esc enter")
    #expect(script.text.contains("booking.length takes a whole number"))
    script.press("esc")
    #expect(script.status.contains("Esc again discards") && script.text.contains("takes a whole number"))
    script.send(.paste("9"))
    #expect(!script.text.contains("takes a whole number"))
    script.press("esc esc down")
    script.press("enter").type("msmtp").press("enter")
    #expect(file.text.hasSuffix("[mail]\ncommand = \"msmtp\"\n"))
    #expect(script.status.contains("mail.command is msmtp, from the next start on"))
  }

  @Test("What a flag overrules is written, and said to be overruled; what can't be written is said")
  func overruled() throws {
    let script = try script()
    select(.login, script)
    script.press("enter").press("ctrl-u").type("ralf").press("enter")
    #expect(script.status.contains("login is written, but --as overrules it: mia"))
    let broken = try self.script(isReadable: false)
    select(.mouse, broken)
    broken.press("enter")
    #expect(broken.status.contains("mouse was not changed: there is no configuration to write to"))
    #expect(broken.interface.wantsMouse)
  }

  @Test("Mouse, ASCII, zones and length are heeded at once")
  func atOnce() throws {
    let script = try script()
    select(.mouse, script)
    script.press("enter")
    #expect(!script.interface.wantsMouse)
    script.press("up enter")
    #expect(script.text.contains("+- Settings"))
  }

  @Test(
    "It fits every size, and a click selects and changes",
    arguments: [(40, 12), (60, 20), (80, 24), (120, 40)])
  func sizes(width: Int, height: Int) throws {
    let script = try script(Size(width, height))
    select(.clock, script)
    #expect(script.lines.allSatisfy { columnWidth($0) == width })
    #expect(script.text.contains("clock") && script.text.contains("How times are written"))
    script.click(on: "first-weekday")
    #expect(script.status.contains("first-weekday"))
    script.click(on: "first-weekday")
    #expect(file.text.contains("first-weekday = \"monday\""))
  }

  @Test("What is wrong with the configuration is said when the interface opens, and kept among the messages")
  func notice() throws {
    var settings = InterfaceSettings()
    settings.notices = ["config.toml, line 3, column 1: theme is “drak”"]
    let script = try KeyScript(settings: settings)
    #expect(script.status.contains("line 3, column 1: theme is “drak”"))
    script.press("L")
    #expect(script.text.contains("theme is “drak”"))
  }

  @Test("What nothing reads is said when the interface opens, below what is wrong")
  func warnings() throws {
    var settings = InterfaceSettings()
    settings.warnings = ["config.toml, line 1, column 1: there is no setting “clok”; did you mean clock?"]
    #expect(try KeyScript(settings: settings).status.contains("there is no setting “clok”; did you mean clock?"))
    settings.notices = ["config.toml, line 2, column 9: theme is “pink”"]
    let script = try KeyScript(settings: settings)
    #expect(script.status.contains("theme is “pink”"))
    script.press("L")
    #expect(script.text.contains("“clok”") && script.text.contains("“pink”"))
  }
}
