import Foundation
import TestSupport
import Testing

@Suite struct RequestsCommandTests {
  /// Whoever lives in the command line learns it before the answer is refused.
  @Test func requestsTellWhatStandsInTheirWay() throws {
    let program = try ProgramFixture()
    #expect(try program.run(["book", "mia/ralf", "fri 15:00", "--request"]).status == 0)
    func violations() throws -> [String] {
      let requests = try program.json(["requests"]).document["requests"] as? [[String: Any]]
      let found = try #require(requests?.first?["violations"] as? [[String: Any]])
      return found.compactMap { $0["message"] as? String }
    }
    #expect(try violations().isEmpty)
    #expect(try program.run(["absence", "add", "fri", "--on-break", "leave"], as: "ralf").status == 0)
    let told = try violations()
    #expect(told.count == 1 && told.first?.hasPrefix("Ralf Winter: away") == true, "\(told)")
    let text = try program.run(["requests"])
    // A column in which nothing stands is none.
    #expect(!text.output.contains("Instead of"))
    #expect(text.output.contains("Can't be now") && text.output.contains(told.first ?? "?"), "\(text.output)")
  }

  /// In words, for who answers; a rule's name is the JSON's.
  @Test func requestsTellWhatTheyAskToWaive() throws {
    let program = try ProgramFixture()
    let asked = try program.run(["book", "mia/ralf", "fri 22:00", "--request", "--anyway"])
    #expect(asked.status == 0, "\(asked)")
    // Who asks hears it as well.
    #expect((asked.output + asked.errors).contains("asks Ralf Winter to waive the hours"), "\(asked)")
    let text = try program.run(["requests"])
    #expect(text.output.contains("the hours") && !text.output.contains("outsideHours"), "\(text.output)")
  }

  /// A booking can be asked for instead; doing one again can't.
  @Test func aRefusalNamesAWayThatThereIs() throws {
    let program = try ProgramFixture()
    #expect(try program.run(["book", "mia/ralf", "fri 15:00"]).status == 0)
    #expect(try program.run(["undo"]).status == 0)
    #expect(try program.run(["absence", "add", "fri", "--on-break", "leave"], as: "ralf").status == 0)
    for (arguments, isAskable) in [(["redo"], false), (["book", "mia/ralf", "fri 15:00"], true)] {
      let refused = try program.run(arguments)
      #expect(refused.status == 4 && refused.errors.contains("Ralf Winter: away"), "\(refused.errors)")
      #expect(refused.errors.contains("add --request") == isAskable, "\(refused.errors)")
    }
  }

  @Test func whoIsNeitherSideMayNotAsk() throws {
    let program = try ProgramFixture()
    let asked = try program.run(["book", "mia/ralf", "fri 15:00", "--request"], as: "hr")
    #expect(asked.status == 7 && asked.errors.contains("one of the two can ask, and hr can book directly"))
  }
}
