import Mentoring
import Scheduling
import SystemZones
import TestSupport
import Testing

@testable import Interchange

/// What is made to cost time is given up soon, and what keeps nobody busy says why.
@Suite struct HostileCalendarTests {
  private let company = Company()
  private let folder = TemporaryFolder()

  private func reader(patience: Int) throws -> CalendarReader {
    var reader = CalendarReader(
      zones: Company.zones, own: try Company.zones.zone(named: "Europe/Berlin"),
      horizon: CalendarSubscriber.horizon(at: company.now))
    reader.bounds.occurrences = patience
    return reader
  }

  private func calendar(_ events: String) -> [UInt8] {
    Array("BEGIN:VCALENDAR\nVERSION:2.0\n\(events)END:VCALENDAR\n".utf8)
  }

  private func event(_ uid: Int, _ rule: String) -> String {
    "BEGIN:VEVENT\nUID:\(uid)\nDTSTART:20261125T080000Z\nDURATION:PT1S\nRRULE:\(rule)\nEND:VEVENT\n"
  }

  @Test func eventsThatOccurTooOftenAreBoundedTogether() throws {
    // One alone is skipped; each of them would be, after as long a look.
    let single = try reader(patience: 150_000).read(calendar(event(1, "FREQ=SECONDLY")), name: "a.ics")
    #expect(single.warnings.map(\.message).first?.contains("it occurs more than 60000 times") == true)
    let many = (1...50).map { event($0, "FREQ=SECONDLY") }.joined()
    #expect(
      throws: FileError.tooMuch("a.ics", of: "occurrences of repeating events to look at or count", limit: 150_000)
    ) {
      try reader(patience: 150_000).read(calendar(many), name: "a.ics")
    }
    // What is told counts as what it is.
    let daily = (1...50).map { event($0, "FREQ=DAILY") }.joined()
    #expect(try reader(patience: 150_000).read(calendar(daily), name: "a.ics").blocks.count == 50 * 761)
  }

  /// A COUNT that no arithmetic tells is stepped through from the year 1 on; so is a rule that hardly ever matches.
  @Test(arguments: [
    "FREQ=SECONDLY;INTERVAL=7;BYHOUR=3;BYMINUTE=7;BYSECOND=11;COUNT=2147483647",
    "FREQ=SECONDLY;INTERVAL=86399;BYHOUR=3;BYMINUTE=7;BYDAY=MO;BYMONTHDAY=29;BYMONTH=2;COUNT=2147483647",
    "FREQ=DAILY;INTERVAL=3;BYMONTHDAY=29;BYMONTH=2;BYDAY=MO;COUNT=2147483647",
    "FREQ=MONTHLY;BYMONTHDAY=29;BYDAY=MO;BYMONTH=2;COUNT=2147483647",
    "FREQ=YEARLY;BYMONTHDAY=29;BYDAY=MO;BYMONTH=2;COUNT=2147483647",
  ])
  func whatIsSteppedThroughCountsToo(rule: String) throws {
    let many = (1...1_000).map { event($0, rule).replacing("20261125T080000Z", with: "00010101T000011Z") }.joined()
    #expect(
      throws: FileError.tooMuch("a.ics", of: "occurrences of repeating events to look at or count", limit: 20_000)
    ) {
      try reader(patience: 20_000).read(calendar(many), name: "a.ics")
    }
    // Those that anyone writes cost nothing to speak of.
    let usual = (1...1_000).map { event($0, "FREQ=WEEKLY;BYDAY=WE;COUNT=30").replacing("20261125", with: "20260107") }
    #expect(try reader(patience: 20_000).read(calendar(usual.joined()), name: "a.ics").warnings.isEmpty)
  }

  /// An event's own are bounded by its size; what many of them list is kept until all is read.
  @Test(arguments: ["EXDATE", "RDATE"])
  func datesAreBoundedTogether(property: String) throws {
    var reader = try reader(patience: 1_000_000)
    reader.bounds.dates = 100
    func events(_ count: Int, _ list: Int) -> [UInt8] {
      let dates = Array(repeating: "20261126T080000Z", count: list).joined(separator: ",")
      return calendar(
        (1...count).map { event($0, "FREQ=DAILY;COUNT=3").replacing("END:", with: "\(property):\(dates)\nEND:") }
          .joined())
    }
    #expect(try reader.read(events(10, 10), name: "a.ics").events == 10)
    #expect(throws: FileError.tooMuch("a.ics", of: "dates and exceptions of repeating events", limit: 100)) {
      try reader.read(events(11, 10), name: "a.ics")
    }
    reader.bounds.blocks = 30
    #expect(
      try reader.read(calendar((1...10).map { event($0, "FREQ=DAILY;COUNT=3") }.joined()), name: "a.ics").events == 10)
    #expect(throws: FileError.tooMuch("a.ics", of: "busy times", limit: 30)) {
      try reader.read(calendar((1...11).map { event($0, "FREQ=DAILY;COUNT=3") }.joined()), name: "a.ics")
    }
  }

  /// A title is cut long before libical sees it, and not within a character or an escape.
  @Test func aLongTitleIsCut() throws {
    for unit in ["a", "é", "\\,", "\\\\", "👩‍💻"] {
      for lead in ["", "x", "xy", "xyz"] {
        let long = lead + String(repeating: unit, count: 20_000)
        let reading = try CalendarText.read(
          "BEGIN:VEVENT\nUID:1\nDTSTART:20261125T133000Z\nDURATION:PT1H\nSUMMARY:\(long)\nEND:VEVENT")
        let plain = ["\\,": ",", "\\\\": "\\"][unit] ?? unit
        let title = try #require(reading.blocks.first?.title)
        #expect(title == String((lead + String(repeating: plain, count: 500)).prefix(500)), "\(unit) after \(lead)")
      }
    }
  }

  @Test func aCalendarWithoutBusyTimeSaysWhy() throws {
    func remark(_ events: String) throws -> String? {
      try reader(patience: 1_000).read(calendar(events), name: "a.ics").remark(at: company.now)
    }
    #expect(try remark("") == "it holds no events")
    let old = "BEGIN:VEVENT\nUID:1\nDTSTART:20050101T080000Z\nDURATION:PT1H\nEND:VEVENT\n"
    #expect(
      try remark(old)
        == "its event keeps nobody busy from 2026-10-25 to 2028-12-24, which is as far as calendars are read")
    #expect(try remark(old + old.replacing("UID:1", with: "UID:2"))?.hasPrefix("none of its 2 events keeps") == true)
    #expect(try remark(event(1, "FREQ=DAILY;COUNT=2")) == nil)
    let own = event(1, "FREQ=DAILY;COUNT=2").replacing("UID:1", with: "UID:session-1@x.invalid")
    let reading = try CalendarReader(
      zones: Company.zones, own: .utc, horizon: CalendarSubscriber.horizon(at: company.now), ownDomain: "x.invalid"
    ).read(calendar(own), name: "a.ics")
    #expect(reading.remark(at: company.now) == "its event is a session of Tandem's own")
    // Of what was skipped the warnings tell.
    #expect(try remark("BEGIN:VEVENT\nUID:1\nEND:VEVENT\n") == nil)
  }

  @Test func aPipeIsReadOnceAndNotSubscribedTo() throws {
    let subscriber = CalendarSubscriber(zones: Company.zones)
    #expect(throws: FileError.self) {
      try subscriber.read("/dev/null", for: company.mia, domain: "test.invalid", now: company.now, isSubscribed: true)
    }
    #expect(!SourceStamp.isLasting("/dev/null") && SourceStamp.isLasting(folder.path))
    #expect(throws: FileError.empty("/dev/null")) {
      try subscriber.read("/dev/null", for: company.mia, domain: "test.invalid", now: company.now, isSubscribed: nil)
    }
  }
}
