import Scheduling
import Testing

@Suite struct CivilDateTests {
  /// Counts days one by one, as a calendar on the wall is turned.
  @Test func everyDayOfFiveCenturiesFollowsTheOneBefore() throws {
    var (year, month, day) = (1800, 1, 1)
    var date = try #require(CivilDate(year: year, month: month, day: day))
    var weekday = Weekday.wednesday
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    while year < 2300 {
      let fields = date.fields
      guard fields == (year, month, day), date.weekday == weekday,
        CivilDate(year: year, month: month, day: day) == date
      else {
        Issue.record("\(date) should be \(year)-\(month)-\(day), a \(weekday)")
        return
      }
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      day += 1
      if day > lengths[month - 1] + (month == 2 && isLeap ? 1 : 0) { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
      date = date + 1
      weekday = weekday.advanced(by: 1)
    }
  }

  @Test func refusesDaysThatDoNotExist() {
    #expect(CivilDate(year: 2027, month: 2, day: 29) == nil)
    #expect(CivilDate(year: 1900, month: 2, day: 29) == nil)
    #expect(CivilDate(year: 2000, month: 2, day: 29) != nil)
    #expect(CivilDate(year: 2026, month: 13, day: 1) == nil)
    #expect(CivilDate(year: 2026, month: 4, day: 31) == nil)
    #expect(CivilDate(year: 2026, month: 0, day: 1) == nil)
  }

  @Test(arguments: [
    // ISO 8601's hard years: a week 53, and days that belong to the neighbor's.
    ("2026-01-01", 2026, 1), ("2026-12-31", 2026, 53), ("2027-01-03", 2026, 53), ("2027-01-04", 2027, 1),
    ("2024-12-30", 2025, 1), ("2021-01-03", 2020, 53), ("2022-01-02", 2021, 52), ("2026-11-25", 2026, 48),
  ])
  func isoWeeks(text: String, year: Int, week: Int) throws {
    let date = try #require(CivilDate(text))
    #expect(date.isoWeek.year == year)
    #expect(date.isoWeek.week == week)
  }

  @Test func addingMonthsKeepsTheDayWhereItCan() throws {
    let last = try #require(CivilDate("2026-01-31"))
    #expect(last.adding(months: 1).description == "2026-02-28")
    #expect(last.adding(months: 2).description == "2026-03-31")
    #expect(last.adding(months: -2).description == "2025-11-30")
    #expect(last.adding(months: -13).description == "2024-12-31")
  }

  @Test(arguments: ["2026-1-01", "26-01-01", "2026-01-32", "2026/01/01", "", "2026-01-01T", "+026-01-01"])
  func readsNothingElse(text: String) {
    #expect(CivilDate(text) == nil)
  }

  @Test func timesReadAndPrint() {
    #expect(CivilTime("9:05")?.description == "09:05")
    #expect(CivilTime("23:59:59")?.secondOfDay == 86_399)
    for text in ["24:00", "9", "9:5", "09:60", "-1:00", "9:05 ", "09:05:5"] { #expect(CivilTime(text) == nil) }
  }
}
