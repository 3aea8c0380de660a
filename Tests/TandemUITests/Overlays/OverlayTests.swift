import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("What lies over the screens")
struct OverlayTests {
  @Test("Help lists the screen's keys, filters as it is typed, and Enter runs the row")
  func help() throws {
    let script = try KeyScript().press("2 ?")
    #expect(script.text.contains("search names, skills, departments, topics"))
    script.type("sort by topic")
    #expect(script.status.contains("Help, 1 of 1"))
    script.press("enter")
    #expect(!script.text.contains("─ Keys ─"))
    #expect(script.lines[1].contains("sort: topic"))
  }

  @Test("What can't be done now stays in the help, with the reason")
  func obstacles() throws {
    let script = try KeyScript(settings: InterfaceSettings(readOnlyCause: "--read-only is said")).press("? u n d o")
    #expect(script.text.contains("undo (open for reading only: --read-only is said)"))
    script.press("enter")
    #expect(script.status.contains("open for reading only"))
  }

  @Test("Of a sheet's help, what waits until it is closed says so")
  func waitsForTheSheet() throws {
    let script = try KeyScript(size: Size(100, 40)).press("2 c e ?")
    script.type("my hours")
    #expect(script.text.contains("my hours and absences (Esc closes this first)"))
    script.press("ctrl-u").type("messages")
    #expect(script.text.contains("messages so far") && !script.text.contains("closes this first"))
    script.press("esc u")
    #expect(script.status.contains("undo: Esc closes this first"))
    script.press("n")
    #expect(!script.status.contains("closes this first"))
    for list in ["b", "p"] {
      #expect(script.press("\(list) u").status.contains("undo: Esc closes this first"), "\(list)")
      script.press("ctrl-n esc")
    }
    // On the button of a form, too.
    script.press("t enter alt-1")
    #expect(script.press("ctrl-r").status.contains("redo: Esc closes this first"), "\(script.status)")
  }

  @Test(
    "The reason why something can't run is there to its end", arguments: [Size(120, 30), Size(80, 24), Size(40, 16)])
  func reasons(size: Size) throws {
    let script = try KeyScript(size: size).press("2 c")
    func words() -> String {
      script.text.filter { !"│░".contains($0) }.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    script.press(":").type("move the session")
    #expect(words().contains("no session is under the cursor: Tab goes to the next)"))
    script.press("esc ?").type("move the session")
    #expect(words().contains("no session is under the cursor: Tab goes to the next)"))
  }

  @Test("Help shows all keys of a row, and how to begin a count")
  func allKeys() throws {
    let script = try KeyScript(size: Size(80, 24)).press("2 c ?").type("longer")
    #expect(script.text.contains("+ = Shift-↓ Shift-→ "))
    script.press("ctrl-u").type("a count")
    #expect(script.text.contains("0 3 j") && script.text.contains("a count begins with 0, or with 5 to 9: 5j"))
  }

  @Test("“my calendar” is one's own calendar, from the palette and from the list of pairs")
  func ownCalendar() throws {
    let script = try KeyScript(size: Size(100, 30)).press("2 c :").type("my calendar")
    script.press("enter")
    #expect(script.lines[1].contains("Mia Chen") && !script.lines[1].contains("→"))
    script.press("2 c p")
    #expect(script.text.contains("My own calendar"))
    script.press("up enter")
    #expect(script.lines[1].contains("Mia Chen") && !script.lines[1].contains("→"))
    script.press("p")
    #expect(!script.text.contains("My own calendar"))
  }

  @Test("The palette finds a command by some of its letters, shows its key, and keeps the last ones on top")
  func palette() throws {
    let script = try KeyScript().press(":")
    #expect(script.text.contains("─ Commands ─"))
    script.type("next theme")
    #expect(script.status.contains("Commands, 1 of"))
    #expect(script.lines[3].contains("Everywhere: next theme"))
    #expect(script.lines[3].contains("T  │"))
    script.press("enter")
    #expect(script.status.contains("theme: light"))
    script.press("ctrl-p")
    #expect(script.lines[3].contains("Everywhere: next theme"))
  }

  @Test(
    "What only the command line does is not found in the palette, which says where it is",
    arguments: [
      ("export", "in a shell: tandem export"), ("reminder", "in a shell: tandem remind"),
      ("backup", "in a shell: tandem admin"), ("qqq", "no command is called that here"),
    ])
  func paletteNamesTheShell(query: String, words: String) throws {
    for size in [Size(120, 40), Size(40, 12)] {
      let script = try KeyScript(size: size)
      script.press(":").type(query)
      #expect(script.lines.contains { $0.contains(words) }, "\(script.text)")
      #expect(script.lines.contains { $0.contains("in a shell") } == (query != "qqq"))
    }
  }

  @Test("The palette knows what other screens do, and does it there")
  func paletteElsewhere() throws {
    let script = try KeyScript().press(":").type("sort by topic")
    #expect(script.status.contains("Commands, 1 of"))
    #expect(script.lines[3].contains("Pairs"))
    script.press("enter")
    #expect(script.lines[0].contains("2 PAIRS"))
    #expect(script.lines[1].contains("sort: topic"))
  }

  @Test("A sheet's help lists what its keys do")
  func sheetHelp() throws {
    let script = try KeyScript().press("2 enter b esc ?")
    #expect(script.text.contains("─ Keys ─"))
    let sheet = try KeyScript().press("2 b").press("shift-tab tab ?")
    #expect(sheet.text.contains("leave without booking"))
  }

  @Test(
    "Go to shows how a date is understood, before it goes there",
    arguments: [
      ("fri 14:00", "✓ Fri 27 Nov 14:00 CET"), ("next tue", "✓ Tue 1 Dec"), ("3 dec", "✓ Thu 3 Dec"),
      ("+2w", "✓ Wed 9 Dec"), ("week 50", "✓ Mon 7 Dec"), ("next month", "✓ Tue 1 Dec"),
      ("2 weeks ago", "✓ Wed 11 Nov"),
      ("friday next week", "✓ Fri 4 Dec"), ("mon 9", "✓ Mon 9 Nov"), ("now", "✓ Wed 25 Nov 10:42 CET"),
    ])
  func goTo(phrase: String, reading: String) throws {
    let script = try KeyScript().press("g").type(phrase)
    #expect(script.text.contains(reading))
    script.press("enter")
    #expect(script.lines[0].contains("3 CALENDAR"))
    #expect(!script.text.contains("─ Go to ─"))
  }

  @Test("A date that can't be read changes nothing")
  func badDate() throws {
    let script = try KeyScript().press("g").type("Gibberish").press("enter")
    #expect(script.text.contains("─ Go to ─"))
    #expect(script.text.contains("“Gibberish” is no time I understand"))
    #expect(script.text.contains("“next month” or “now”"), "the whole sentence is there")
    script.press("esc")
    #expect(script.lines[0].contains("1 TODAY"))
  }

  @Test("Help that is filtered has what fits best first, as the palette has")
  func bestFirst() throws {
    #expect(try KeyScript().press("2 ? s e t t enter").text.contains("Settings"))
  }

  @Test("What lies over a narrow screen takes all of its width", arguments: ["?", ":", ",", "C", "Q", "g", "L"])
  func narrow(key: String) throws {
    for line in try KeyScript(size: Size(40, 12)).press(key).lines[1..<10] {
      // A frame from edge to edge, or what lies below it alone.
      #expect(!line.hasPrefix(" │") && !line.hasPrefix(" ┌"), "\(key): \(line)")
    }
  }
}
