import Mentoring
import Scheduling
import TestSupport
import Testing

/// A time outside somebody's hours is told with the hours that they have, as the reader's clock shows them.
@Suite struct OutsideHoursTests {
  private let company = Company()

  private func sentences(_ start: String, viewer: Person? = nil, mia: Person? = nil) throws -> [String] {
    let store = company.store()
    if let mia { store.insert(people: [mia]) }
    return try store.read { reader in
      let viewer = Actor(viewer ?? company.mia)
      let wording = try ViolationWording(reader, zones: Company.zones, viewer: viewer, now: company.now)
      let window = Interval(start: try company.at(start), seconds: 1)
      let loader = try SituationLoader(reader, zones: Company.zones)
      let situation = try loader.situation(of: company.editing, at: company.now, window: window, length: 3_600)
      return try Examination(situation, length: 3_600, window: window).violations(at: window.start)
        .filter { $0.code == "outsideHours" }.map { try wording.sentence($0) }
    }
  }

  @Test func theHoursOfThatDayAreTold() throws {
    #expect(try sentences("2026-11-26 14:00") == ["Ralf Winter: outside hours (Thu 15:00–23:00)"])
    #expect(
      try sentences("2026-11-26 14:00", viewer: company.ralf) == ["Ralf Winter: outside hours (Thu 09:00–17:00)"])
    #expect(
      try sentences("2026-11-30 19:00") == ["Mia Chen: outside hours (Mon 09:00–17:00)"])
  }

  @Test func aDayWithoutHoursSaysSo() throws {
    #expect(
      try sentences("2026-11-28 16:00")
        == ["Mia Chen: outside hours (none on Sat)", "Ralf Winter: outside hours (none on Sat)"])
  }

  /// In parts, of a day that is another one, and over midnight.
  @Test func hoursAreThoseOfThatDayAlone() throws {
    var mia = company.mia
    mia.hours = try WeeklyHours("Mon-Fri 09:00-12:30 13:30-17:30; Sat 22:00-02:00")
    mia.overrides = [Person.DayOverride(date: try #require(CivilDate("2026-12-01")), ranges: [])]
    #expect(
      try sentences("2026-11-30 12:00", mia: mia).first == "Mia Chen: outside hours (Mon 09:00–12:30, 13:30–17:30)")
    #expect(try sentences("2026-12-01 16:00", mia: mia).first == "Mia Chen: outside hours (none on Tue)")
    #expect(try sentences("2026-11-28 16:00", mia: mia).first == "Mia Chen: outside hours (Sat 22:00–24:00)")
    #expect(try sentences("2026-11-29 16:00", mia: mia).first == "Mia Chen: outside hours (Sun 00:00–02:00)")
  }
}
