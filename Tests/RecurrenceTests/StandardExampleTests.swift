import Recurrence
import Scheduling
import SystemZones
import Testing

@Suite struct StandardExampleTests {
  struct Example: CustomTestStringConvertible {
    var start: String
    var rule: String
    /// `1997-09-02T09:00 EDT` and so on.
    var expected: [String] = []
    var goesOn = false

    var testDescription: String { "\(start) \(rule)" }
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  static let examples: [Example] = {
    var all: [Example] = []
    var current: [Example] = []
    for line in StandardExamples.text.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.split(separator: " ")
      if words.isEmpty {
        all += current
        current = []
      } else if words.count == 2, words[1].hasPrefix("FREQ=") {
        current.append(Example(start: String(words[0]), rule: String(words[1])))
      } else if !current.isEmpty {
        let readings = readings(line)
        for index in current.indices {
          current[index].expected += readings
          current[index].goesOn = words.last == "…"
        }
      }
    }
    return all + current
  }()

  /// Spells out a line such as `1997 EDT: Sep 2-11, Oct 1 3`.
  private static func readings(_ line: Substring) -> [String] {
    let sides = line.split(separator: ":", maxSplits: 1)
    let head = sides[0].split(separator: " ")
    let rest = sides[1].split(separator: "…")[0].split(separator: " at ")
    let times = rest.count > 1 ? rest[1].split(separator: " ").map(String.init) : ["09:00"]
    var result: [String] = []
    for month in rest[0].split(separator: ",") {
      let words = month.split(separator: " ")
      let number = (months.firstIndex(of: String(words[0])) ?? -1) + 1
      for days in words.dropFirst() {
        let ends = days.split(separator: "-").compactMap { Int($0) }
        for day in ends[0]...ends[ends.count - 1] {
          let date = "\(head[0])-\(number < 10 ? "0" : "")\(number)-\(day < 10 ? "0" : "")\(day)"
          result += times.map { "\(date)T\($0) \(head[1])" }
        }
      }
    }
    return result
  }

  @Test func theTableIsWhole() {
    #expect(Self.examples.count == 42)
    #expect(Self.examples.allSatisfy { !$0.expected.isEmpty })
  }

  @Test(arguments: examples)
  func examplesOfTheStandard(example: Example) throws {
    let zone = try SystemZoneProvider().zone(named: "America/New_York")
    let digits = example.start
    let date = try #require(CivilDate("\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"))
    let start = CivilDateTime(date, try #require(CivilTime("09:00")))
    let rule = try RecurrenceRule(example.rule)
    let most = example.expected.count + 1
    let found = rule.occurrences(from: start, zone: zone).prefix(most).map { occurrence in
      "\(occurrence.start.date)T\(occurrence.start.time) \(zone.kind(at: occurrence.instant).abbreviation)"
    }
    #expect(found.prefix(example.expected.count) == example.expected[...])
    #expect(found.count == (example.goesOn ? most : most - 1))
    #expect(try RecurrenceRule(rule.description) == rule)
  }
}
