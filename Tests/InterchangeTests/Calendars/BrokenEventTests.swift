import Interchange
import Mentoring
import Scheduling
import Testing

/// A broken event is skipped with the file, the line at fault and the reason; the others are read.
@Suite struct BrokenEventTests {
  private static let good = "BEGIN:VEVENT\nDTSTART:20261125T133000Z\nDURATION:PT1H\nEND:VEVENT\n"

  @Test(arguments: [
    ("DTSTART:INVALID-DATE", 6, "its DTSTART “INVALID-DATE” is no date or time"),
    ("DTSTART:", 6, "its DTSTART “” is no date or time"),
    ("DTSTART:20261341", 6, "its DTSTART “20261341” is no date or time"),
    ("DTSTART:20260230T100000Z", 6, "its DTSTART “20260230T100000Z” is no date or time"),
    ("DTSTART:20261125T10300Z", 6, "its DTSTART “20261125T10300Z” is no date or time"),
    ("DTSTART:20261125T256199", 6, "its DTSTART “20261125T256199” is no date or time"),
    ("X-NOTHING:1", 3, "it has no DTSTART"),
    ("DTSTART:20261125T100000Z\nDTEND:tomorrow", 7, "its DTEND “tomorrow” is no date or time"),
    ("DTSTART:20261125T100000Z\nDTEND:20261125T090000Z", 7, "it ends at 2026-11-25T09:00:00, before it starts"),
    ("DTSTART;VALUE=DATE:20261125\nDTEND;VALUE=DATE:20261124", 7, "it ends on 2026-11-24, before it starts"),
    ("DTSTART:20261125T100000Z\nDURATION:-PT1H", 7, "its DURATION “-PT1H” is negative"),
    ("DTSTART:20261125T100000Z\nDURATION:PT1W2D", 7, "its DURATION “PT1W2D” is no duration"),
    ("DTSTART:20261125T100000Z\nDURATION:PT", 7, "its DURATION “PT” is no duration"),
    ("DTSTART:20261125T100000Z\nDURATION:P1H", 7, "its DURATION “P1H” is no duration"),
    ("DTSTART:20261125T100000Z\nDURATION:P99999999999D", 7, "is no duration"),
    ("DTSTART;TZID=Mars/Base:20261125T100000", 6, "its time zone “Mars/Base” is known neither to the system nor"),
    ("DTSTART:20261125T100000Z\nDTEND;TZID=Mars:20261125T110000", 7, "its time zone “Mars” is known neither"),
    ("DTSTART:20261125T100000Z\nRECURRENCE-ID:x", 7, "its RECURRENCE-ID “x” is no date or time"),
    ("DTSTART:20261125T100000Z\nRDATE:20261126T100000Z,nix", 7, "its RDATE “nix” is no date or time"),
    ("DTSTART:20261125T100000Z\nRDATE:20261126T100000Z\nEXDATE:20260231", 8, "one of its EXDATEs names a day"),
    ("DTSTART:20261125T100000Z\nSUMMARY:a\u{0}b", 7, "a line holds a NUL byte"),
  ])
  func skipsWithLineAndReason(lines: String, line: Int, reason: String) throws {
    let reading = try CalendarText.read(
      "BEGIN:VEVENT\nUID:1\nSUMMARY:Stand-up\n\(lines)\nDURATION:PT1H\nEND:VEVENT\n" + Self.good)
    #expect(reading.blocks.count == 1)
    #expect(reading.skipped == 1)
    #expect(reading.warnings.count == 1)
    let warning = try #require(reading.warnings.first)
    #expect(warning.file == "test.ics")
    #expect(warning.line == line)
    #expect(warning.message.contains("“Stand-up” is skipped"), "\(warning.message)")
    #expect(warning.message.contains(reason), "\(warning.message)")
  }

  @Test func aLineBeyondOneMebibyteSpoilsItsEventOnly() throws {
    let long = String(repeating: "x", count: (1 << 20) + 10)
    let reading = try CalendarText.read(
      "BEGIN:VEVENT\nDTSTART:20261125T080000Z\nDURATION:PT1H\nSUMMARY:\(long)\nEND:VEVENT\n" + Self.good)
    #expect(reading.warned == ["6: the event is skipped: a line is longer than 1 MiB"])
    #expect(reading.blocks.count == 1)
    // Of properties that don't matter any length does.
    let attached = try CalendarText.read(
      "BEGIN:VEVENT\nDTSTART:20261125T080000Z\nDURATION:PT1H\nATTACH:\(long)\nEND:VEVENT\n" + Self.good)
    #expect(attached.warnings.isEmpty)
    #expect(attached.blocks.count == 2)
  }

  /// Each of them would be compared with all before it.
  @Test(arguments: ["DTSTART", "RDATE", "EXDATE", "ATTENDEE"])
  func manyParametersSpoilTheirEventOnly(name: String) throws {
    // In quotes, or what looks like quotes.
    let many = #"Y=\";"# + (0..<50_000).map { "X\($0)=0" }.joined(separator: ";") + #";Z=\""#
    let start = name == "DTSTART" ? "" : "DTSTART:20261125T080000Z\n"
    let reading = try CalendarText.read(
      "BEGIN:VEVENT\n\(start)\(name);\(many):20261125T080000Z\nDURATION:PT1H\nEND:VEVENT\n" + Self.good)
    // Of who comes nothing is asked here.
    #expect(reading.blocks.count == (name == "ATTENDEE" ? 2 : 1))
    #expect(
      reading.warnings.map(\.message)
        == (name == "ATTENDEE" ? [] : ["the event is skipped: a line has more than 100 parameters"]))
    // Of a text any number is no matter.
    let text = String(repeating: "a;b:c;", count: 1_000)
    let plain = try CalendarText.read(
      "BEGIN:VEVENT\nDTSTART:20261125T080000Z\nDURATION:PT1H\nSUMMARY;X=\"\(text)\":\(text)\nEND:VEVENT\n" + Self.good)
    #expect(plain.blocks.count == 2 && plain.warnings.isEmpty)
  }

  @Test(arguments: [
    (
      "BEGIN:STANDARD\nDTSTART:20260101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=MINUTELY\nEND:STANDARD",
      "by a rule"
    ),
    (
      "BEGIN:STANDARD\nDTSTART:20260101T000000\nTZOFFSETFROM:+9999\nTZOFFSETTO:-9999\nEND:STANDARD",
      "a part has no TZOFFSETFROM"
    ),
    ("X-LIC-LOCATION:Mars", "it has no STANDARD or DAYLIGHT part"),
  ])
  func aZoneThatCantBeUsedSaysWhy(part: String, reason: String) throws {
    let reading = try CalendarText.read(
      "BEGIN:VTIMEZONE\nTZID:Mars\n\(part)\nEND:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;TZID=Mars:20261125T080000\nDURATION:PT1H\nEND:VEVENT\n"
        + Self.good)
    #expect(reading.blocks.count == 1 && reading.warnings.count == 1)
    let message = reading.warnings.first?.message ?? ""
    #expect(message.contains("the file's VTIMEZONE of that name can't be used (line 3: "), "\(message)")
    #expect(message.contains(reason), "\(message)")
  }

  @Test func aComponentBeyondFourMebibytesIsSkippedWithItsTitle() throws {
    let dates = String(repeating: "EXDATE:20261125T080000Z\n", count: 200_000)
    let reading = try CalendarText.read(
      "BEGIN:VEVENT\nSUMMARY:big\nDTSTART:20261125T080000Z\nDURATION:PT1H\n\(dates)END:VEVENT\n" + Self.good)
    #expect(reading.blocks.count == 1)
    #expect(reading.warnings.count == 1)
    #expect(reading.warnings[0].message == "the event “big” is skipped: it is longer than 4 MiB")
  }

  @Test func manyOverridesOfOneEventAreCheap() throws {
    let overrides = (0..<5_000).map { number in
      let time = String(10_000 + number / 3_600 * 10_000 + number / 60 % 60 * 100 + number % 60)
      return "BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20261125T\(time.count == 5 ? "0" : "")\(time)Z\n"
        + "DTSTART:20261125T080000Z\nDURATION:PT1H\nSEQUENCE:\(number % 3)\nEND:VEVENT\n"
    }
    let reading = try CalendarText.read((overrides + overrides).joined())
    #expect(reading.blocks.count == 5_000)
  }
}
