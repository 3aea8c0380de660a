import Scheduling
import SystemZones
import Testing

@testable import TandemUI

@Suite("Rows of the calendar")
struct CalendarTimeAxisTests {
  let berlin: ZoneRules
  let newYork: ZoneRules

  init() throws {
    berlin = try SystemZoneProvider().zone(named: "Europe/Berlin")
    newYork = try SystemZoneProvider().zone(named: "America/New_York")
  }

  private func week(_ monday: String, _ zone: ZoneRules, step: Int = 30) throws -> TimeAxis {
    let first = try #require(CivilDate(monday))
    return TimeAxis(zone: zone, dates: (0..<7).map { first + $0 }, step: step)
  }

  /// Every second of every day stands in exactly one row.
  private func isWhole(_ axis: TimeAxis) throws {
    for day in axis.dates.indices {
      let whole = try #require(axis.interval(day: day))
      let pieces = axis.rows.indices.compactMap { axis.interval(day: day, row: $0) }
      #expect(pieces.first?.start == whole.start)
      #expect(pieces.last?.end == whole.end)
      #expect(zip(pieces, pieces.dropFirst()).allSatisfy { $0.end == $1.start })
    }
  }

  @Test("An ordinary day has 24 hours of rows at every zoom", arguments: [15, 30, 60])
  func ordinary(step: Int) throws {
    let axis = try week("2026-11-23", berlin, step: step)
    #expect(axis.rows.count == 1_440 / step)
    try isWhole(axis)
  }

  @Test("The hour that a day shows twice has rows of its own, which other days lack", arguments: [15, 30, 60])
  func repeated(step: Int) throws {
    let axis = try week("2026-10-19", berlin, step: step)
    #expect(axis.rows.count == 1_500 / step)
    #expect(axis.surplus(day: 6) == 3_600)
    #expect(axis.surplus(day: 5) == 0)
    let repeats = axis.rows.indices.filter { axis.rows[$0].isRepeat }
    #expect(repeats.count == 60 / step)
    for row in repeats {
      #expect(axis.interval(day: 5, row: row) == nil)
      #expect(axis.interval(day: 6, row: row) != nil)
    }
    // The whole hour once, then the whole hour again.
    #expect(
      axis.rows.map(\.minute).filter { (120..<180).contains($0) }
        == Array(stride(from: 120, to: 180, by: step)) + Array(stride(from: 120, to: 180, by: step)))
    try isWhole(axis)
  }

  @Test("The hour that a day skips is a gap in that day alone")
  func skipped() throws {
    let axis = try week("2026-03-23", berlin)
    #expect(axis.rows.count == 48)
    #expect(axis.surplus(day: 6) == -3_600)
    #expect(axis.interval(day: 6, row: 4) == nil)
    #expect(axis.interval(day: 6, row: 5) == nil)
    #expect(axis.interval(day: 5, row: 4) != nil)
    try isWhole(axis)
  }

  @Test("New York's change has its own week")
  func newYorkChange() throws {
    let axis = try week("2026-10-26", newYork)
    #expect(axis.rows.count == 50)
    #expect(axis.surplus(day: 6) == 3_600)
    try isWhole(axis)
  }

  @Test("Half an hour's change, a change at midnight and a skipped date lose nothing")
  func oddZones() throws {
    let provider = SystemZoneProvider()
    try isWhole(week("2026-03-30", try provider.zone(named: "Australia/Lord_Howe"), step: 60))
    try isWhole(week("2026-09-28", try provider.zone(named: "Australia/Lord_Howe"), step: 60))
    try isWhole(week("2026-04-20", try provider.zone(named: "Africa/Cairo"), step: 60))
    let apia = try week("2011-12-26", try provider.zone(named: "Pacific/Apia"))
    #expect(apia.interval(day: 4) == nil)
    #expect(apia.rows.indices.allSatisfy { apia.interval(day: 4, row: $0) == nil })
  }

  @Test("90 minutes cover 1.5 times the rows of 60 at every zoom and quarter", arguments: [15, 30, 60])
  func toScale(step: Int) throws {
    let axis = try week("2026-11-23", berlin, step: step)
    let day = try #require(axis.interval(day: 2))
    for quarter in 32..<72 {
      let start = day.start + quarter * 900
      let top = axis.halfRows(to: start, day: 2)
      let hour = axis.halfRows(to: start + 3_600, day: 2) - top
      let hourAndHalf = axis.halfRows(to: start + 5_400, day: 2) - top
      #expect(hour == 120 / step)
      #expect(hourAndHalf * 2 == hour * 3)
    }
  }
}
