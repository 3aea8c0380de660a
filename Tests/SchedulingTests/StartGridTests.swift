import Scheduling
import SystemZones
import TestSupport
import Testing

@Suite struct StartGridTests {
  /// Looks at every minute: its wall-clock minute after midnight must be a multiple, its second 0.
  private func reference(_ zone: ZoneRules, _ granularity: Int, _ window: Interval) -> [Instant] {
    var result: [Instant] = []
    var instant = Instant(seconds: window.start.seconds / 60 * 60)
    while instant < window.end {
      let time = zone.civil(at: instant).time
      if instant >= window.start, time.second == 0, time.minuteOfDay % granularity == 0 { result.append(instant) }
      instant += 60
    }
    return result
  }

  @Test(arguments: ["Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "America/New_York"])
  func isWhatEveryMinuteSays(name: String) throws {
    let zone = try SystemZoneProvider().zone(named: name)
    var random = SeededRandom(seed: 5)
    // Around changes of the clocks, and Apia's missing day.
    let anchors = ["2026-10-25", "2026-03-29", "2011-12-30", "2026-11-01", "2026-04-05", "2026-06-01"]
    for anchor in anchors {
      let day = zone.startOfDay(try #require(CivilDate(anchor)))
      for granularity in [1, 5, 15, 30, 45, 50, 60, 90, 7, 1_440] {
        let start = day + Int.random(in: -86_400...0, using: &random)
        let window = Interval(start, start + 3 * 86_400)
        let grid = StartGrid(zone: zone, granularity: granularity)
        var found: [Instant] = []
        grid.forEachStart(in: window) { found.append($0) }
        let expected = reference(zone, granularity, window)
        #expect(found == expected, "\(name) \(anchor) every \(granularity)")
        #expect(grid.firstStart(atOrAfter: start) == expected.first)
        #expect(grid.lastStart(atOrBefore: window.end - 1) == expected.last)
        #expect(expected.allSatisfy(grid.contains))
        #expect(!grid.contains(start + 1) || expected.contains(start + 1))
      }
    }
  }
}
