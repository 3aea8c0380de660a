import Recurrence
import Scheduling
import SystemZones
import TestSupport
import Testing

@Suite struct RuleSplittingTests {
  private static let zones = SystemZoneProvider()

  @Test func aCountIsSharedOutAndOtherwiseUntilEndsTheFirst() throws {
    let zone = try Self.zones.zone(named: "Europe/Berlin")
    let start = try RuleExpansionTests.reading("2026-11-24T14:30")
    let third = try RuleExpansionTests.reading("2026-12-22T14:30")
    func split(_ text: String) throws -> [String?] {
      let parts = try RecurrenceRule(text).split(at: third, from: start, zone: zone)
      return [parts.before?.description, parts.following?.description]
    }
    #expect(
      try split("FREQ=WEEKLY;INTERVAL=2;COUNT=6") == [
        "FREQ=WEEKLY;INTERVAL=2;COUNT=2", "FREQ=WEEKLY;INTERVAL=2;COUNT=4",
      ])
    #expect(
      try split("FREQ=WEEKLY;INTERVAL=2") == [
        "FREQ=WEEKLY;INTERVAL=2;UNTIL=20261208T133000Z", "FREQ=WEEKLY;INTERVAL=2",
      ])
    #expect(try split("FREQ=WEEKLY;INTERVAL=2;COUNT=2") == ["FREQ=WEEKLY;INTERVAL=2;COUNT=2", nil])
    #expect(try split("FREQ=DAILY;UNTIL=20261130").last == .some(nil))
    let first = try RecurrenceRule("FREQ=WEEKLY").split(at: start, from: start, zone: zone)
    #expect(first.before == nil && first.following?.description == "FREQ=WEEKLY")
    let days = try RecurrenceRule("FREQ=WEEKLY").split(at: third, from: start, zone: zone, isOfDays: true)
    #expect(days.before?.description == "FREQ=WEEKLY;UNTIL=20261215")
  }

  /// The two halves of random rules give what the whole gives, and counting agrees with listing.
  @Test(arguments: 0..<20)
  func theHalvesGiveTheWhole(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let zone = try Self.zones.zone(named: "America/New_York")
    for _ in 0..<20 {
      var rule = RandomRule.make(&random)
      let start = CivilDateTime(reading: 20_500 * 86_400 + 900 * Int64.random(in: 0..<96, using: &random))
      if Bool.random(using: &random) { rule.end = .count(Int.random(in: 1...100, using: &random)) }
      let until = CivilDateTime(reading: start.reading + 500 * 86_400)
      let all = rule.occurrences(from: start, zone: zone, in: start..<until).prefix(200).map(\.start)
      guard let place = all.indices.randomElement(using: &random) else { continue }
      #expect(rule.count(before: all[place], from: start, zone: zone) == place, "seed \(seed): \(rule)")
      // A rule takes from its start what it doesn't say, so the halves agree where the start is an occurrence.
      let parts = rule.split(at: all[place], from: start, zone: zone)
      let before = parts.before.map {
        $0.occurrences(from: start, zone: zone, in: start..<until).prefix(200).map(\.start)
      }
      #expect(before ?? [] == Array(all[..<place]), "seed \(seed): \(rule)")
      guard all[0] == start else { continue }
      let after = try #require(parts.following)
      let rest = after.occurrences(from: all[place], zone: zone, in: all[place]..<until).prefix(all.count - place)
      #expect(rest.map(\.start) == Array(all[place...]), "seed \(seed): \(rule) at \(all[place])")
    }
  }
}
