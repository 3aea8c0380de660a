import Mentoring
import Scheduling
import SystemZones
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("A program that is not filled yet")
struct ProgramFillTests {
  private func script(_ people: [Person] = [], size: Size = Size(120, 24)) throws -> KeyScript {
    let store = MemoryStore(zones: Company.zones)
    store.insert(people: people, pairs: [])
    return try KeyScript(store, actor: Actor(login: "root", person: nil, isCoordinator: true), size: size)
  }

  /// What the lists say, in one line: the week beside them is cut off.
  private func words(_ script: KeyScript) -> String {
    script.lines.map { $0.prefix(80) }.joined(separator: " ").split(separator: " ").joined(separator: " ")
  }

  @Test("says on every screen how to fill it, people first")
  func nobody() throws {
    let script = try script()
    #expect(words(script).contains("“tandem import people FILE”, then “tandem import pairs FILE”"))
    #expect(!script.text.contains("every pair has its next session"))
    script.press("2")
    #expect(script.status.contains("Nobody is here yet: “tandem import people FILE”"))
    #expect(!script.hints.contains("move") && !script.hints.contains("undo"))
    script.press("3 enter")
    #expect(script.status.contains("no pair is chosen: 2 lists the pairs"))
  }

  @Test("asks for pairs once there are people")
  func people() throws {
    let script = try script(Company().people)
    #expect(script.text.contains("There are no pairs yet: “tandem import pairs FILE” makes them."))
    #expect(script.press("2").status.contains("There are no pairs yet"))
  }

  @Test("says it whole on the smallest screen")
  func small() throws {
    #expect(
      words(try script(size: Size(40, 12))).contains("“tandem import people FILE”, then “tandem import pairs FILE”"))
  }
}
