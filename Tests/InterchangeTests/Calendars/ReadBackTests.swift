import CLibical
import Foundation
import Interchange
import Mentoring
import Scheduling
import TestSupport
import Testing

/// Other programs read what is written: libical, Python's icalendar, and khal.
@Suite struct ReadBackTests {
  private func fixtures() throws -> [SeriesFixture] {
    try (500..<512).map { seed in
      var random = SeededRandom(seed: UInt64(seed))
      return try SeriesFixture(&random)
    }
  }

  @Test func libicalFindsNothingToComplainAbout() throws {
    for fixture in try fixtures() {
      let text = try fixture.text()
      let parsed = text.withCString { icalparser_parse_string($0) }
      let component = try #require(parsed)
      defer { icalcomponent_free(component) }
      icalcomponent_strip_errors(component)
      #expect(icalrestriction_check(component) != 0 && icalcomponent_count_errors(component) == 0)
      let events = text.split(separator: "\r\n").count { $0 == "BEGIN:VEVENT" }
      #expect(Int(icalcomponent_count_components(component, ICAL_VEVENT_COMPONENT)) == events)
    }
  }

  @Test func pythonsIcalendarReadsEveryTime() throws {
    let folder = TemporaryFolder()
    let script = """
      import sys, datetime, icalendar
      for path in sys.argv[1:]:
          calendar = icalendar.Calendar.from_ical(open(path, "rb").read())
          for event in calendar.walk("VEVENT"):
              rule = event.get("RRULE")
              start, end = (event.decoded(name).astimezone(datetime.timezone.utc) for name in ("DTSTART", "DTEND"))
              partstat = ",".join(str(a.params["PARTSTAT"]) for a in event["ATTENDEE"])
              print(path.rsplit("/")[-1], event["UID"], event["SEQUENCE"], start.isoformat(), end.isoformat(),
                    rule.to_ical().decode() if rule else "-", partstat, event["ORGANIZER"], sep="|")
      """
    folder.write(script, to: "read.py")
    let fixture = try SeriesFixture("FREQ=WEEKLY;COUNT=4")
    folder.write(try fixture.text(), to: "series.ics")
    let result = try Tool.python(folder.file("read.py"), folder.file("series.ics"))
    #expect(
      result
        == "series.ics|series-7@test.invalid|0|2026-10-06T12:00:00+00:00|2026-10-06T13:00:00+00:00|FREQ=WEEKLY;COUNT=4"
        + "|ACCEPTED,ACCEPTED|mailto:mia@example.com\n")
    for (index, fixture) in try fixtures().enumerated() {
      let text = try fixture.text()
      folder.write(text, to: "\(index).ics")
      let found = try Tool.python(folder.file("read.py"), folder.file("\(index).ics"))
      #expect(found.split(separator: "\n").count == text.split(separator: "\r\n").count { $0 == "BEGIN:VEVENT" })
    }
  }

  @Test func khalShowsEachSessionAtItsTime() throws {
    for fixture in try fixtures() {
      let folder = TemporaryFolder()
      _ = try ChildProcess("/bin/mkdir", [folder.file("mentoring")]).finish()
      folder.write(try fixture.text(), to: "mentoring/series.ics")
      // khal reads no more than its own settings, and keeps what it read beside them.
      folder.write(
        """
        [calendars]
        [[mentoring]]
        path = \(folder.file("mentoring"))
        [locale]
        local_timezone = UTC
        default_timezone = UTC
        timeformat = %H:%M
        dateformat = %Y-%m-%d
        longdateformat = %Y-%m-%d
        datetimeformat = %Y-%m-%d %H:%M
        longdatetimeformat = %Y-%m-%d %H:%M
        [sqlite]
        path = \(folder.file("khal.db"))
        """, to: "khal.conf")
      let listed = try Tool.khal(
        [
          "-c", folder.file("khal.conf"), "list", "--format", "{start-long-full}/{end-long-full}", "--day-format", "",
          "2026-09-01", "2028-01-01",
        ], home: folder.path)
      let expected = Set(
        fixture.live.map { "\(Self.minute($0.start))/\(Self.minute($0.end))" })
      let found = Set(listed.split(separator: "\n").map(String.init).filter { $0.contains("/") })
      let text = try fixture.text()
      #expect(found == expected, "\(fixture.series.rule) in \(fixture.series.zone)\n\(text)")
    }
  }

  /// `2026-10-06 12:00`.
  private static func minute(_ instant: Instant) -> String {
    String(instant.description.prefix(16)).replacing("T", with: " ")
  }
}

/// A program that reads calendars; without it a test fails and says what to install.
private enum Tool {
  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  static func python(_ arguments: String...) throws -> String {
    try run("/usr/bin/python3", arguments, package: "python3-icalendar")
  }

  static func khal(_ arguments: [String], home: String) throws -> String {
    try run("/usr/bin/khal", arguments, package: "khal", environment: ["HOME": home, "LANG": "C.UTF-8"])
  }

  private static func run(
    _ program: String, _ arguments: [String], package: String, environment: [String: String] = [:]
  ) throws -> String {
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw Missing(description: "\(program) is missing; install the Debian package \(package), as .ci/test does")
    }
    let result = try ChildProcess(program, arguments, environment: environment).finish()
    guard result.status == 0 else {
      throw Missing(description: "\(program) ended with \(result.status): \(result.errors); it needs \(package)")
    }
    return result.output
  }
}
