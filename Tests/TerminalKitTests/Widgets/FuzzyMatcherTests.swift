import Folding
import Testing

@testable import TerminalKit

@Suite("What is found by a few letters")
struct FuzzyMatcherTests {
  private func ranked(_ query: String, _ texts: [String]) -> [String] {
    FuzzyMatcher(query).ranked(texts) { folded($0) }
  }

  @Test("Letters in order find a text, those that begin words the best")
  func letters() {
    #expect(ranked("jo", ["Maja Omar", "Jonas Okafor", "Mia Chen"]) == ["Jonas Okafor"])
    #expect(ranked("jok", ["Mia Chen", "Jonas Okafor"]) == ["Jonas Okafor"])
    #expect(ranked("mich", ["Mia Chen", "Omar Haddad"]) == ["Mia Chen"])
  }

  @Test("Where words are found whole, strewn letters are no find")
  func whole() {
    let topics = ["AI tools in finance: editing", "Eddy tells Ingrid", "Editing", "The audit in general"]
    #expect(ranked("editing", topics) == ["Editing", "AI tools in finance: editing"])
    // Each of several words.
    #expect(ranked("ai edit", topics) == ["AI tools in finance: editing"])
  }

  @Test("Accents and case don't matter, and an empty query finds all as they were")
  func folding() {
    #expect(ranked("akesson", ["Nora Åkesson"]) == ["Nora Åkesson"])
    #expect(ranked("", ["b", "a"]) == ["b", "a"])
  }
}
