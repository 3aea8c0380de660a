import Mentoring
import Scheduling
import SystemZones
import TestSupport
import Testing

/// Absences as people write them, on Wednesday, 25 November 2026, in Berlin.
@Suite struct AbsencePhraseTests {
  private let company = Company()

  private func read(_ text: String) throws -> Absence {
    try AbsencePhrase(text, now: company.now, zone: try Company.zones.zone(named: "Europe/Berlin")).absence
  }

  @Test(arguments: [
    ("7 dec to 11 dec, vacation", "2026-12-07 2026-12-11 vacation"), ("7 dec - 11 dec", "2026-12-07 2026-12-11 "),
    ("7 dec–11 dec, a, b", "2026-12-07 2026-12-11 a, b"), ("fri", "2026-11-27 2026-11-27 "),
    ("mon, 7 dec", "2026-12-07 2026-12-07 "), ("mon, 7 dec, off, at last", "2026-12-07 2026-12-07 off, at last"),
    ("tomorrow until fri , ill", "2026-11-26 2026-11-27 ill"), ("2026-12-24 to 2027-01-03", "2026-12-24 2027-01-03 "),
  ])
  func wholeDays(text: String, expected: String) throws {
    let absence = try read(text)
    guard case .days(let first, let last) = absence.span else {
      Issue.record("\(text) is not of whole days")
      return
    }
    #expect("\(first) \(last) \(absence.reason)" == expected)
  }

  @Test(arguments: [
    ("fri 14:00 to 16:00, dentist", "2026-11-27T13:00:00Z 2026-11-27T15:00:00Z"),
    ("fri 14:00 to 4pm", "2026-11-27T13:00:00Z 2026-11-27T15:00:00Z"),
    ("fri 14:00 to mon 9:00", "2026-11-27T13:00:00Z 2026-11-30T08:00:00Z"),
    // As everywhere else.
    ("4 dec 14:00-16:00", "2026-12-04T13:00:00Z 2026-12-04T15:00:00Z"),
    ("4 dec 14:00 16:00, dentist", "2026-12-04T13:00:00Z 2026-12-04T15:00:00Z"),
    ("4 dec 2pm 4pm", "2026-12-04T13:00:00Z 2026-12-04T15:00:00Z"),
    ("4 dec 14:00–16:00, dentist", "2026-12-04T13:00:00Z 2026-12-04T15:00:00Z"),
    ("4 dec 14:00 - 16:00", "2026-12-04T13:00:00Z 2026-12-04T15:00:00Z"),
    ("4 dec 2-4pm", "2026-12-04T13:00:00Z 2026-12-04T15:00:00Z"),
    ("4 dec 2pm to 4 pm", "2026-12-04T13:00:00Z 2026-12-04T15:00:00Z"),
    ("4 dec 9-11", "2026-12-04T08:00:00Z 2026-12-04T10:00:00Z"),
    ("2026-12-04 14:00-16:00", "2026-12-04T13:00:00Z 2026-12-04T15:00:00Z"),
    ("14:00-16:00", "2026-11-25T13:00:00Z 2026-11-25T15:00:00Z"),
    // To the end of a day, or all of it.
    // The clocks jump from 2:00 to 3:00.
    ("28 mar 2:00-3:30", "2027-03-28T01:00:00Z 2027-03-28T01:30:00Z"),
    ("28 mar 2:00-2:30", "2027-03-28T01:00:00Z 2027-03-28T01:30:00Z"),
    ("4 dec 13:00-24:00", "2026-12-04T12:00:00Z 2026-12-04T23:00:00Z"),
    ("4 dec 13:00 to 24:00", "2026-12-04T12:00:00Z 2026-12-04T23:00:00Z"),
    ("4 dec 22-24", "2026-12-04T21:00:00Z 2026-12-04T23:00:00Z"),
    ("4 dec 0:00-24:00", "2026-12-03T23:00:00Z 2026-12-04T23:00:00Z"),
    // Over midnight.
    ("4 dec 22:00-2:00", "2026-12-04T21:00:00Z 2026-12-05T01:00:00Z"),
    ("4 dec 22:00 to 06:00", "2026-12-04T21:00:00Z 2026-12-05T05:00:00Z"),
    ("4 dec 10pm-2am", "2026-12-04T21:00:00Z 2026-12-05T01:00:00Z"),
    // From a day on, and to the end of a day.
    ("fri to mon 9:00", "2026-11-26T23:00:00Z 2026-11-30T08:00:00Z"),
    ("fri 14:00 to mon", "2026-11-27T13:00:00Z 2026-11-30T23:00:00Z"),
    // The night in which the clocks go back is an hour longer.
    ("2027-10-30 20:00 to 2027-10-31 08:00", "2027-10-30T18:00:00Z 2027-10-31T07:00:00Z"),
  ])
  func exactSpans(text: String, expected: String) throws {
    guard case .exact(let interval) = try read(text).span else {
      Issue.record("\(text) is not exact")
      return
    }
    #expect("\(interval.start) \(interval.end)" == expected)
  }

  @Test func aReasonWithoutItsCommaIsTold() throws {
    #expect {
      try read("7 dec - 9 dec vacation")
    } throws: { "\($0)" == "“9 dec vacation”: why stands behind a comma: “9 dec, vacation”" }
  }

  @Test func theAdviceIsItselfTaken() throws {
    #expect {
      try read("fri 18:00")
    } throws: { "\($0)" == "“fri 18:00”: say until when as well, as in “fri 18:00-20:00”" }
    #expect("\(try read("fri 18:00-20:00").span)" == "\(try read("fri 18:00 to 20:00").span)")
    #expect { try read("4 dec 2-3") } throws: { "\($0)".contains("morning or afternoon?") }
  }

  /// Both ends may come in one argument of the command line, or one each.
  @Test func bothEndsInOne() throws {
    let zone = try Company.zones.zone(named: "Europe/Berlin")
    func absence(_ from: String, _ to: String?) throws -> Absence {
      try AbsencePhrase(from: from, to: to, reason: "", now: company.now, zone: zone).absence
    }
    let apart = try absence("4 dec 14:00", "16:00")
    for text in ["4 dec 14:00-16:00", "4 dec 14:00 to 16:00", "4 dec 14:00–16:00"] {
      #expect(try absence(text, nil) == apart)
    }
    #expect(try absence("4 dec", "14:00-16:00") == apart)
    #expect(try absence("4 dec 13:00", "24:00") == absence("4 dec 13:00-24:00", nil))
    #expect(try absence("7 dec to 11 dec", nil) == absence("7 dec", "11 dec"))
    #expect(try absence("4 dec 22:00", "2:00") == absence("4 dec 22:00-2:00", nil))
  }

  @Test(arguments: [
    "fri 24:00-2:00", "fri 24:00", "fri 14:00-25:00", "fri 14:00-14:00", "28 mar 2:00-3:00",
    "28 mar 2:30-3:00", "28 mar 2:00 to 3:00",
    "fri 16:00-14:00", "fri 14:00-16:00-18:00", "fri 14:00-16:00 dentist",
    "", "to", "someday", "fri 14:00", "11 dec to 7 dec", "fri 16:00 to 14:00", "fri to", "to fri", ", ill",
  ])
  func whatMakesNoSenseIsQuoted(text: String) throws {
    #expect(throws: TimePhraseError.self) { try read(text) }
  }
}
