import Scheduling
import SystemZones

/// The pure engine, on a pair with 1,000 busy blocks each over 90 days.
struct EngineFigures {
  private static let now = Instant(seconds: 1_795_424_400)
  private static let window = Interval(start: now, seconds: 90 * 86_400)

  private let situation: Situation

  init() throws {
    let zones = SystemZoneProvider()
    func attendee(_ id: Int64, _ zone: String, offset: Int) throws -> Attendee {
      Attendee(
        person: PersonID(id), availability: Availability(zone: try zones.zone(named: zone), weekly: .officeHours),
        busy: BusyTimeline(Self.blocks(offset: offset).map { ($0, "Meeting") }))
    }
    situation = Situation(
      now: Self.now, mentor: try attendee(1, "Europe/Berlin", offset: 0),
      mentee: try attendee(2, "America/New_York", offset: 1_700))
  }

  /// 1,000 blocks of 20 to 35 minutes, spread over the window.
  private static func blocks(offset: Int) -> [Interval] {
    (0..<1_000).map { Interval(start: now + ($0 * 7_776 + offset), seconds: 1_200 + $0 % 4 * 300) }
  }

  func print() throws {
    let openings = Timing(runs: 2_000) {
      use(Examination(situation, length: 1_800, window: Self.window).openings())
    }
    let count = Examination(situation, length: 1_800, window: Self.window).openings().count
    Swift.print("openings, 90 days (\(count) found): \(openings.text(unit: "ms", nanoseconds: 1e6))")

    let one = IntervalSet(Self.blocks(offset: 0))
    let other = IntervalSet(Self.blocks(offset: 1_700))
    let intersection = Timing(runs: 500, repeats: 20) { use(one.intersection(other)) }
    let blocks = Double(one.intervals.count + other.intervals.count)
    Swift.print("intersection, a block of either side: \(intersection.text(unit: "ns", nanoseconds: blocks))")

    let examination = Examination(situation, length: 1_800, window: Self.window)
    var cell = 0
    let explained = Timing(runs: 2_000, repeats: 10) {
      cell = (cell + 7_919) % (90 * 96)
      use(examination.violations(at: Self.now + cell * 900))
    }
    Swift.print("explain a cell of an examined window: \(explained.text(unit: "us", nanoseconds: 1e3))")
    let alone = Timing(runs: 2_000, repeats: 4) {
      cell = (cell + 7_919) % (90 * 96)
      let start = Self.now + cell * 900
      use(
        Examination(situation, length: 1_800, window: Interval(start: start, seconds: 1)).violations(at: start))
    }
    Swift.print("examine and explain one start alone: \(alone.text(unit: "us", nanoseconds: 1e3))")
  }
}
