import Configuration
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("Keys that a configuration chooses")
struct KeyChoiceTests {
  private func lines(_ chosen: KeyValuePairs<String, [String]>) -> [KeyLine] {
    chosen.enumerated().map { KeyLine(action: $1.key, keys: $1.value, place: Place(line: $0 + 1, column: 1)) }
  }

  private func script(_ chosen: KeyValuePairs<String, [String]>) throws -> KeyScript {
    let (choices, problems) = KeyCatalog.choices(lines(chosen))
    #expect(problems.isEmpty)
    var settings = InterfaceSettings()
    settings.keys = choices
    return try KeyScript(size: Size(120, 40), settings: settings)
  }

  private func problems(_ chosen: KeyValuePairs<String, [String]>) -> [String] {
    KeyCatalog.choices(lines(chosen)).problems.map { "\($0.place?.line ?? 0): \($0.message)" }
  }

  @Test("Every action has a name of its own in plain letters, and no table gives a key twice")
  func catalog() {
    let actions = KeyCatalog.tables.flatMap(\.self)
    #expect(Set(actions.map(\.name)).count == actions.count)
    for action in actions {
      #expect(action.name.allSatisfy { $0.isLowercase || $0 == "." || $0 == "-" } && !action.name.hasSuffix("-"))
      for key in action.keys { #expect(Key(key.description) == key, "\(key)") }
    }
    for table in KeyCatalog.tables {
      let keys = table.flatMap(\.keys)
      #expect(Set(keys).count == keys.count)
    }
    // The default file's lines hold as they are.
    let all = actions.enumerated().map { offset, action in
      KeyLine(action: action.name, keys: action.keys.map(\.description), place: Place(line: offset, column: 1))
    }
    #expect(KeyCatalog.choices(all).problems.isEmpty)
    #expect(actions.contains { $0.name == "calendar.next-opening" } && actions.contains { $0.name == "today.book" })
  }

  @Test("A chosen key runs the action, and stands in hints, help and commands; the old one does nothing")
  func chosen() throws {
    let script = try script(["everywhere.settings": ["f2"], "pairs.search": ["ctrl-s", "s"]])
    script.press(",")
    #expect(!script.text.contains("─ Settings ─"))
    script.press("f2")
    #expect(script.text.contains("─ Settings ─"))
    script.press("esc 2")
    #expect(script.hints.contains("Ctrl-S search"))
    script.press("/")
    #expect(!script.hints.contains("keep"))
    script.press("s").type("ralf")
    #expect(script.hints.contains("keep"))
    script.press("esc ?").type("search names")
    #expect(script.text.contains("Ctrl-S s") || script.text.contains("Ctrl-S, s"))
  }

  @Test("An action without keys is found by its name still")
  func none() throws {
    let script = try script(["everywhere.theme": []])
    script.press("T")
    #expect(!script.status.contains("theme"))
    script.press(":").type("next theme").press("enter")
    #expect(script.status.contains("theme: light"))
  }

  @Test("A sheet's keys and typed text are not the screen's to change")
  func sheets() throws {
    let script = try script(["calendar.open": ["o"], "calendar.openings": ["f5"]])
    script.press("2 c n enter")
    #expect(!script.text.contains("[ Book ]"))
    script.press("o")
    #expect(script.text.contains("[ Book ]"))
    // In the sheet Enter is the sheet's own.
    #expect(script.hints.contains("Enter book"))
    script.press("esc")
    #expect(!script.text.contains("[ Book ]"))
  }

  @Test("What is wrong is told by its line, and the action keeps its keys")
  func wrong() {
    #expect(
      problems(["calendar.opn": ["o"], "today.book": ["ctrl-"], "pairs.filter": ["5"], "calendar.longer": ["n"]]) == [
        "1: there is no action “calendar.opn”; did you mean calendar.open?",
        "2: “ctrl-” is no key; keys are written a, G, +, enter, tab, esc, space, backspace, up, home, pgdn, f5, "
          + "ctrl-r, alt-x or shift-left",
        "3: “5” can't be a key of its own: digits are counts and screens",
        "4: calendar.longer: the key n is calendar.next-opening (next opening) already; give that another key, or [], "
          + "too",
      ])
    // Two that change places are right.
    #expect(problems(["calendar.next-opening": ["e"], "calendar.explain": ["n"]]).isEmpty)
    #expect(
      problems(["today.book": ["z"], "today.calendar": ["z"]]) == [
        "1: today.book: the key z is today.calendar (my calendar) already; give that another key, or [], too"
      ])
  }

  @Test("What can be done everywhere keeps its keys on every screen, but those that a screen means to have itself")
  func everywhere() {
    #expect(
      problems(["requests.accept": ["q"], "everywhere.undo": ["a"]]) == [
        "1: requests.accept: the key q is everywhere.quit (quit) already; give that another key, or [], too",
        "2: everywhere.undo: the key a is calendar.agenda (agenda) already; give that another key, or [], too",
      ])
    #expect(problems(["requests.accept": ["q"], "everywhere.quit": ["ctrl-q"]]).isEmpty)
    #expect(problems(["everywhere.undo": ["a"], "requests.accept": ["y"], "calendar.agenda": ["v"]]).count == 1)
  }
}
