import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("Hints tell what works now")
struct HintTests {
  private let company = Company()

  /// On Thu 26 Nov at 15:00.
  private func store(withSessionOf pair: Pair, by person: Person) throws -> MemoryStore {
    let store = company.store()
    let booking = Booking(pair: pair.id, start: try company.at("2026-11-26 15:00"), length: 60)
    _ = try store.perform(.book(booking), by: Actor(person), at: company.now)
    return store
  }

  @Test("Undo is hinted at once there is something to take back")
  func undo() throws {
    let script = try KeyScript(size: Size(140, 40)).press("2 enter")
    #expect(!script.hints.contains("u undo"))
    script.press("enter enter 2")
    #expect(script.hints.contains("u undo"))
    script.press("u")
    #expect(!script.hints.contains("u undo"))
  }

  @Test("Nothing is hinted to move in where there are no rows")
  func emptyLists() throws {
    let script = try KeyScript().press("L")
    #expect(script.text.contains("nothing was said yet") && !script.hints.contains("move"))
    script.press("esc 4")
    #expect(!script.hints.contains("move"))
    script.press("2")
    #expect(script.hints.contains("↑↓ move"))
  }

  @Test("In a month Enter is said to show the day")
  func month() throws {
    let script = try KeyScript(size: Size(120, 40)).press("2 enter m")
    #expect(script.hints.contains("Enter show day"))
    script.press("enter")
    #expect(script.hints.contains("Enter book"))
  }

  @Test("What is past is logged, and neither asked for nor repeated")
  func past() throws {
    let script = try KeyScript(size: Size(120, 40)).press("2 enter g").type("yesterday 15:00").press("enter")
    #expect(script.hints.contains("Enter log") && !script.hints.contains("request") && !script.hints.contains("repeat"))
    for key in ["r", "R"] {
      #expect(script.press(key).status.contains("this time is past: Enter logs what took place"))
      #expect(!script.text.contains("Log what took place"))
    }
    #expect(script.press("enter").text.contains("Log what took place"))
  }

  @Test("What is in the air is hinted to be put only where it can be")
  func ghost() throws {
    let store = try store(withSessionOf: company.editing, by: company.mia)
    let script = try KeyScript(store, size: Size(120, 40)).press("2 enter tab v")
    #expect(script.hints.contains("Enter put it here"))
    script.press("g").type("sunday 9:00").press("enter")
    #expect(!script.hints.contains("put it here") && script.hints.contains("Esc let go"), "\(script.hints)")
    script.press("g").type("fri 15:00").press("enter")
    #expect(script.hints.contains("Enter put it here"), "\(script.hints)")
  }

  @Test("A session of others is not hinted to be moved or cancelled, and the refusal says so")
  func others() throws {
    let store = try store(withSessionOf: company.slides, by: company.jonas)
    let script = try KeyScript(store, size: Size(120, 40)).press("2 /").type("slides").press("enter enter")
    #expect(script.status.contains("· session Slides"))
    #expect(!script.hints.contains("move it") && !script.hints.contains("X cancel"))
    #expect(
      script.press("v").status.contains(
        "Only Jonas Okafor, Petra Lindqvist or a coordinator can move or cancel its sessions"))
  }

  @Test("Onto a session the hints behind its own stay where they are; on a narrow screen its own come first")
  func placesStay() throws {
    let store = try store(withSessionOf: company.editing, by: company.mia)
    func hints(_ size: Size) throws -> (before: String, on: String) {
      let script = try KeyScript(store, size: size).press("2 c")
      let on = script.hints
      #expect(script.status.contains("· session"))
      return (script.press("[ up").hints, on)
    }
    let wide = try hints(Size(120, 40))
    #expect(wide.before.contains("Enter book  n next opening  b openings  e explain  r request  R repeat  Tab next"))
    #expect(wide.on.contains("Enter open  n next opening  b openings  e explain  v move it  X cancel  Tab next"))
    func rest(_ line: String) -> Substring { line.drop { $0 != "T" } }
    #expect(rest(wide.before) == rest(wide.on) && wide.before.count == wide.on.count)
    let usual = try hints(Size(80, 24)).on
    #expect(usual.contains("v move it  X cancel") && usual.contains("? help"))
    #expect(try hints(Size(40, 12)).on.contains("Enter open  v move it  X cancel"))
  }

  @Test("Who can't book here has Enter behind the rest of a session's hints, and it is kept where there is less room")
  func watching() throws {
    let store = try store(withSessionOf: company.slides, by: company.jonas)
    for (width, rest) in [(120, "p pair  t today"), (80, "")] {
      let script = try KeyScript(store, size: Size(width, 24)).press("2 /").type("slides").press("enter c")
      let on = script.hints
      #expect(script.status.contains("· session Slides"))
      #expect(on.contains("n next opening  b openings  e explain  Tab next session  \(rest)"))
      #expect(on.contains("Enter open  ? help"))
      let off = script.press("[ up").hints
      #expect(!off.contains("Enter"))
      #expect(off.prefix(56 + rest.count) == on.prefix(56 + rest.count))
    }
  }

  @Test("A letter without a meaning on a screen says where the keys are listed", arguments: ["1", "2", "3", "4"])
  func unboundLetter(screen: String) throws {
    let script = try KeyScript(size: Size(100, 24)).press("\(screen) Z")
    #expect(script.status.contains("Z does nothing here: ? lists the keys"))
    script.press("esc f5")
    #expect(!script.status.contains("f5") && !script.status.contains("F5"))
  }
}
