import Interchange
import Mentoring
import Scheduling
import Testing

/// What is written, and that it reads back.
@Suite struct CalendarWriterTests {
  private let mia = Person(login: "mia", name: "Mia \"Mo\" Chen", email: "mia@example.com", zone: "Europe/Berlin")
  private let ralf = Person(login: "ralf", name: "Ralf Winter; Jr., Übung", zone: "America/New_York")
  private let now = Instant(seconds: 1_795_000_000)

  private func session(_ start: String, _ end: String, _ change: (inout Session) -> Void = { _ in }) throws
    -> ExportedSession
  {
    var session = Session(
      uid: "s1@tandem.invalid", pair: PairID(1), mentor: PersonID(1), mentee: PersonID(2),
      interval: Interval(try #require(Instant(iso: start)), try #require(Instant(iso: end))), zone: "Europe/Berlin",
      topic: "Editing, part 1; cuts\\fades")
    change(&session)
    return ExportedSession(
      session: session, mentor: mia, mentee: ralf,
      room: Room(name: "Lisbon", location: "2nd floor", zone: "Europe/Berlin"))
  }

  private func lines(_ text: String) -> [String] {
    text.replacing("\r\n ", with: "").split(separator: "\r\n").map(String.init)
  }

  @Test func writesEveryPropertyOfASession() throws {
    let exported = try session("2026-11-25T13:30:00Z", "2026-11-25T14:30:00Z") {
      $0.sequence = 3
      $0.agenda = "First line\nSecond line"
    }
    let text = try CalendarWriter(zones: CalendarText.zones, alarm: 15).text([exported], now: now)
    let found = lines(text)
    for line in [
      "UID:s1@tandem.invalid", "DTSTAMP:20261118T110640Z", "SEQUENCE:3", "DTSTART;TZID=Europe/Berlin:20261125T143000",
      "DTEND;TZID=Europe/Berlin:20261125T153000", "SUMMARY:Editing\\, part 1\\; cuts\\\\fades",
      "DESCRIPTION:First line\\nSecond line", "LOCATION:Lisbon\\, 2nd floor", "STATUS:CONFIRMED", "TRANSP:OPAQUE",
      "ORGANIZER;CN=Mia 'Mo' Chen:mailto:mia@example.com",
      "ATTENDEE;ROLE=CHAIR;PARTSTAT=ACCEPTED;CN=Mia 'Mo' Chen:mailto:mia@example.com",
      "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=\"Ralf Winter; Jr., Übung\":\n invalid:ralf".replacing(
        "\n ", with: ""),
      "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15M", "BEGIN:VTIMEZONE", "TZID:Europe/Berlin",
    ] { #expect(found.contains(line), "\(line) is missing from\n\(text)") }
    #expect(text.hasPrefix("BEGIN:VCALENDAR\r\n") && text.hasSuffix("END:VCALENDAR\r\n"))
    // Folded at 75 octets, and CRLF throughout.
    #expect(text.utf8.split(separator: UInt8(ascii: "\n")).allSatisfy { $0.last == 13 && $0.count <= 76 })
  }

  @Test(arguments: [
    (Session.Status.requested, "TENTATIVE", "NEEDS-ACTION", "OPAQUE"), (.confirmed, "CONFIRMED", "ACCEPTED", "OPAQUE"),
    (.declined, "CANCELLED", "DECLINED", "TRANSPARENT"), (.cancelled, "CANCELLED", "ACCEPTED", "TRANSPARENT"),
  ])
  func tellsTheStatus(status: Session.Status, written: String, answer: String, transparency: String) throws {
    let exported = try session("2026-11-25T13:30:00Z", "2026-11-25T14:30:00Z") { $0.status = status }
    let found = lines(try CalendarWriter(zones: CalendarText.zones).text([exported], now: now))
    #expect(found.contains("STATUS:\(written)") && found.contains("TRANSP:\(transparency)"))
    #expect(found.contains { $0.hasPrefix("ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=\(answer);") })
    #expect(found.contains("BEGIN:VALARM") == status.isLive)
  }

  @Test func readsBackAsBusyTime() throws {
    let exported = [
      try session("2026-03-28T13:30:00Z", "2026-03-28T14:30:00Z"),
      try session("2026-03-29T13:30:00Z", "2026-03-29T14:30:00Z") {
        $0.uid = "s2"
        $0.topic = ""
      },
      try session("2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z") {
        $0.uid = "s3"
        $0.zone = "UTC"
      },
      try session("2026-12-01T13:30:00Z", "2026-12-01T14:30:00Z") {
        $0.uid = "s4"
        $0.status = .cancelled
      },
      try session("2026-12-02T13:30:00Z", "2026-12-02T14:30:00Z") {
        $0.uid = "s5"
        $0.zone = "Asia/Kathmandu"
      },
    ]
    let text = try CalendarWriter(zones: CalendarText.zones).text(exported, now: now)
    let reading = try CalendarText.readFile(text)
    #expect(reading.warnings.isEmpty)
    #expect(
      reading.told == [
        "2026-03-28T13:30:00Z/2026-03-28T14:30:00Z Editing, part 1; cuts\\fades",
        "2026-03-29T13:30:00Z/2026-03-29T14:30:00Z Mia \"Mo\" Chen and Ralf Winter; Jr., Übung",
        "2026-10-25T01:30:00Z/2026-10-25T02:30:00Z Editing, part 1; cuts\\fades",
        "2026-12-02T13:30:00Z/2026-12-02T14:30:00Z Editing, part 1; cuts\\fades",
      ])
  }

  @Test func itsZonesServeThoseWhoDoNotKnowThem() throws {
    // Under a name that no system knows, the VTIMEZONE alone must give the same times.
    for zone in ["Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "America/New_York"] {
      let exported = try (0..<24).map { month in
        let start = Instant(seconds: 1_767_268_800 + Int64(month) * 30 * 86_400)
        return try session("2026-01-01T12:00:00Z", "2026-01-01T13:00:00Z") {
          $0.interval = Interval(start, start + 3_600)
          $0.zone = zone
          $0.uid = "s\(month)"
        }
      }
      let text = try CalendarWriter(zones: CalendarText.zones).text(exported, now: now)
      let renamed = text.replacing(zone, with: "Nowhere-At-All")
      let reading = try CalendarText.readFile(renamed)
      #expect(reading.warnings.isEmpty)
      #expect(reading.blocks.map(\.interval) == exported.map(\.session.interval), "\(zone)")
    }
  }

  @Test func anUnknownZoneIsAnErrorThatNamesIt() throws {
    let exported = try session("2026-11-25T13:30:00Z", "2026-11-25T14:30:00Z") { $0.zone = "Mars/Base" }
    #expect(throws: ZoneError.unknown("Mars/Base")) {
      try CalendarWriter(zones: CalendarText.zones).text([exported], now: now)
    }
  }

  @Test func controlCharactersAreLeftOut() throws {
    let exported = try session("2026-11-25T13:30:00Z", "2026-11-25T14:30:00Z") { $0.topic = "a\u{0}b\u{1B}c" }
    let text = try CalendarWriter(zones: CalendarText.zones).text([exported], now: now)
    #expect(lines(text).contains("SUMMARY:abc"))
  }
}
