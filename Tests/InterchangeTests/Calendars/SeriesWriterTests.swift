import Mentoring
import Scheduling
import TestSupport
import Testing

@testable import Interchange

/// A series is one event with its rule, and one for each session that differs.
@Suite struct SeriesWriterTests {
  private func lines(_ text: String, _ names: String...) -> [String] {
    text.replacing("\r\n ", with: "").split(separator: "\r\n").map(String.init).filter { line in
      names.contains { line.hasPrefix($0) }
    }
  }

  @Test func aSeriesAsAgreedIsOneEvent() throws {
    let text = try SeriesFixture("FREQ=WEEKLY;COUNT=6").text()
    #expect(
      lines(text, "BEGIN:VEVENT", "UID", "DTSTART;", "DTEND", "RRULE", "EXDATE", "RECURRENCE-ID") == [
        "BEGIN:VEVENT", "UID:series-7@test.invalid", "DTSTART;TZID=Europe/Berlin:20261006T140000",
        "DTEND;TZID=Europe/Berlin:20261006T150000", "RRULE:FREQ=WEEKLY;COUNT=6",
      ])
  }

  @Test func whatDiffersIsToldOfTheInstance() throws {
    var fixture = try SeriesFixture("FREQ=WEEKLY;COUNT=6")
    // The second is cancelled, the third was never booked, the fourth is moved past the clock change, the fifth is longer.
    fixture.sessions[1].session.status = .cancelled
    fixture.sessions[1].session.sequence = 1
    fixture.sessions[3].session.interval = Interval(
      start: fixture.sessions[3].session.interval.start + 3_600, seconds: 3_600)
    fixture.sessions[3].session.sequence = 2
    fixture.sessions[4].session.interval = Interval(
      start: fixture.sessions[4].session.interval.start, seconds: 5_400)
    fixture.sessions.remove(at: 2)
    let text = try fixture.text()
    #expect(
      lines(text, "BEGIN:VEVENT", "SEQUENCE", "DTSTART;", "RRULE", "EXDATE", "RECURRENCE-ID") == [
        "BEGIN:VEVENT", "SEQUENCE:2", "DTSTART;TZID=Europe/Berlin:20261006T140000", "RRULE:FREQ=WEEKLY;COUNT=6",
        "EXDATE;TZID=Europe/Berlin:20261013T140000", "EXDATE;TZID=Europe/Berlin:20261020T140000",
        "BEGIN:VEVENT", "SEQUENCE:2", "DTSTART;TZID=Europe/Berlin:20261027T150000",
        "RECURRENCE-ID;TZID=Europe/Berlin:20261027T140000",
        "BEGIN:VEVENT", "SEQUENCE:0", "DTSTART;TZID=Europe/Berlin:20261103T140000",
        "RECURRENCE-ID;TZID=Europe/Berlin:20261103T140000",
      ])
  }

  @Test func anUntilIsWrittenInUTC() throws {
    // The clocks change on 25 October: the last instance is at 13:00 UTC.
    let text = try SeriesFixture("FREQ=WEEKLY;UNTIL=20261103").text()
    #expect(lines(text, "RRULE") == ["RRULE:FREQ=WEEKLY;UNTIL=20261103T130000Z"])
  }

  @Test func aStartThatTheRuleDoesNotGiveIsNoInstance() throws {
    let text = try SeriesFixture("FREQ=WEEKLY;BYDAY=TH;COUNT=2").text()
    #expect(lines(text, "DTSTART;") == ["DTSTART;TZID=Europe/Berlin:20261008T140000"])
  }

  @Test func aSessionThatTheRuleNoLongerGivesIsAFurtherDate() throws {
    var fixture = try SeriesFixture("FREQ=WEEKLY;COUNT=3")
    fixture.series.rule = "FREQ=WEEKLY;COUNT=2"
    #expect(lines(try fixture.text(), "RDATE;TZID") == ["RDATE;TZID=Europe/Berlin:20261020T140000"])
    #expect(try CalendarText.readFile(fixture.text()).blocks.map(\.interval) == fixture.live)
  }

  @Test func aSeriesThatWasCalledOffIsCancelledAsAWhole() throws {
    let text = try SeriesFixture("FREQ=WEEKLY;COUNT=3") { $0.status = .cancelled }.text()
    #expect(
      lines(text, "BEGIN:VEVENT", "STATUS", "EXDATE", "RRULE") == [
        "BEGIN:VEVENT", "RRULE:FREQ=WEEKLY;COUNT=3", "STATUS:CANCELLED",
      ])
    #expect(try CalendarText.readFile(text).blocks.isEmpty)
  }

  @Test func whatPeopleDidToASeriesReadsBackAsItStands() throws {
    for seed in 0..<200 {
      var random = SeededRandom(seed: UInt64(seed))
      let fixture = try SeriesFixture(&random)
      let text = try fixture.text()
      let reading = try CalendarText.readFile(text)
      #expect(reading.warnings.isEmpty && reading.skipped == 0, "seed \(seed): \(reading.warned)")
      let found = reading.blocks.map(\.interval)
      #expect(found == fixture.live, "seed \(seed), \(fixture.series.rule) in \(fixture.series.zone)\n\(text)")
    }
  }
}
