import Interchange
import Mentoring
import Scheduling
import Testing

/// How lines make components, and what is passed over.
@Suite struct CalendarStructureTests {
  private let hour = "DTSTART:20261125T133000Z\nDTEND:20261125T143000Z"
  private let block = "2026-11-25T13:30:00Z/2026-11-25T14:30:00Z "

  @Test func foldedLinesAndLineEnds() throws {
    let folded =
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2026112\r\n 5T133000Z\r\nDTEND:20261125T143000Z\r\n"
      + "SUMMARY:Caf\r\n \u{E9} talk\\, part\r\n\t one\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    #expect(try CalendarText.readFile(folded).told == [block + "Café talk, part one"])
    // Folded inside a character, as old programs do.
    var bytes = Array("BEGIN:VCALENDAR\nBEGIN:VEVENT\n\(hour)\nSUMMARY:Caf".utf8)
    bytes += [0xC3] + Array("\n ".utf8) + [0xA9] + Array("\nEND:VEVENT\nEND:VCALENDAR".utf8)
    #expect(try CalendarText.readFile(bytes).told == [block + "Café"])
  }

  /// RFC 5545, 3.1: a fold may stand between any two characters of a line, of its name too.
  @Test func aFoldAnywhereChangesNothing() throws {
    let text = """
      BEGIN:VCALENDAR
      BEGIN:VEVENT
      DTSTART;TZID=Europe/Berlin:20261125T133000
      DTEND;TZID=Europe/Berlin:20261125T143000
      RRULE:FREQ=DAILY;COUNT=3
      EXDATE;TZID=Europe/Berlin:20261126T133000
      SUMMARY:Cuts; part 1
      END:VEVENT
      END:VCALENDAR
      """
    let whole = try CalendarText.readFile(text).told
    #expect(whole.count == 2)
    let lines = text.split(separator: "\n").map(String.init)
    for (index, line) in lines.enumerated() where index > 0 {
      for place in 1..<line.count {
        var folded = lines
        folded[index] = line.prefix(place) + "\n " + line.dropFirst(place)
        let reading = try CalendarText.readFile(folded.joined(separator: "\r\n"))
        #expect(reading.told == whole && reading.warnings.isEmpty, "\(folded[index])")
      }
    }
    // Over several lines too.
    let letters = lines.enumerated().map { $0 == 0 ? $1 : $1.map(String.init).joined(separator: "\n ") }
    #expect(try CalendarText.readFile(letters.joined(separator: "\n")).told == whole)
  }

  @Test func linesThatBelongToNothingDoNoHarm() throws {
    let reading = try CalendarText.read(
      """

      BEGIN:VEVENT

      \(hour)
      DESCRIPTION:a text that goes on
      without being folded: DTSTART
      X-NO-VALUE
      SUMMARY:x
      END:VEVENT

      """)
    #expect(reading.told == [block + "x"])
    #expect(reading.warnings.isEmpty)
  }

  @Test func caseAByteOrderMarkAndSeveralCalendars() throws {
    let text =
      "\u{FEFF}begin:vcalendar\nbegin:vevent\nsummary:one\n\(hour.lowercased().uppercased())\nend:vevent\nend:vcalendar\n"
    let reading = try CalendarText.readFile(
      text + "\nBEGIN:VCALENDAR\nBEGIN:VEVENT\n\(hour)\nEND:VEVENT\nEND:VCALENDAR")
    #expect(reading.told == [block + "Busy", block + "one"])
  }

  @Test func alarmsTasksAndJournalsArePassedOver() throws {
    let reading = try CalendarText.read(
      """
      BEGIN:VTODO
      DTSTART:20261125T080000Z
      DUE:20261125T090000Z
      END:VTODO
      BEGIN:VJOURNAL
      DTSTART:20261125T080000Z
      END:VJOURNAL
      BEGIN:X-THING
      BEGIN:X-PART
      DTSTART:20261125T080000Z
      END:X-PART
      END:X-THING
      BEGIN:VEVENT
      \(hour)
      BEGIN:VALARM
      TRIGGER:-PT15M
      SUMMARY:alarm
      DURATION:PT9H
      END:VALARM
      SUMMARY:x
      END:VEVENT
      """)
    #expect(reading.told == [block + "x"])
    #expect(reading.warnings.isEmpty)
  }

  @Test func freeBusyIsPassedOverWithAWarning() throws {
    let reading = try CalendarText.read(
      "BEGIN:VFREEBUSY\nFREEBUSY:20261125T133000Z/PT1H\nEND:VFREEBUSY")
    #expect(reading.blocks.isEmpty)
    #expect(reading.warned.count == 1 && reading.warned[0].hasPrefix("3: a VFREEBUSY is passed over"))
  }

  @Test func answersAndProposalsAreNoEntries() throws {
    for method in ["REPLY", "COUNTER", "REFRESH"] {
      let reading = try CalendarText.read("METHOD:\(method)\nBEGIN:VEVENT\n\(hour)\nEND:VEVENT")
      #expect(reading.blocks.isEmpty)
      #expect(reading.skipped == 1)
    }
    #expect(try CalendarText.read("METHOD:REQUEST\nBEGIN:VEVENT\n\(hour)\nEND:VEVENT").blocks.count == 1)
    #expect(try CalendarText.read("METHOD:CANCEL\nBEGIN:VEVENT\n\(hour)\nEND:VEVENT").blocks.isEmpty)
  }

  @Test func componentsWithoutAnEndAreSkippedAndTheOthersRead() throws {
    let reading = try CalendarText.read(
      "BEGIN:VEVENT\n\(hour)\nSUMMARY:lost\nBEGIN:VEVENT\n\(hour)\nSUMMARY:found\nBEGIN:VALARM\nEND:VEVENT")
    #expect(reading.told == [block + "found"])
    #expect(reading.warned == ["3: the VEVENT has no “END:VEVENT” before line 7 and is skipped"])
  }

  @Test func nestedEventsAreToldOfOnce() throws {
    let nested =
      String(repeating: "BEGIN:VEVENT\n", count: 5_000) + "\(hour)\n" + String(repeating: "END:VEVENT\n", count: 5_000)
    let reading = try CalendarText.read(nested)
    #expect(reading.blocks.count == 1)
    #expect(
      reading.warned == ["3: 4999 VEVENT in a row have no “END:VEVENT”, the last before line 5002, and are skipped"])
    let mixed = try CalendarText.read(
      "BEGIN:VEVENT\nBEGIN:VEVENT\nBEGIN:VFREEBUSY\nBEGIN:VEVENT\n\(hour)\nEND:VEVENT\nBEGIN:VEVENT")
    #expect(mixed.warnings.map(\.line) == [3, 5, 10])
  }

  @Test func aFileThatIsCutOffKeepsWhatCameBefore() throws {
    let reading = try CalendarText.readFile(
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\n\(hour)\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:2026")
    #expect(reading.told == [block + "Busy"])
    #expect(reading.warnings.map(\.line) == [7])
  }

  @Test func deepNestingCostsNothing() throws {
    let deep = String(repeating: "BEGIN:X-A\n", count: 200_000)
    let reading = try CalendarText.read("BEGIN:VEVENT\n\(hour)\n\(deep)END:VEVENT\nBEGIN:VEVENT\n\(hour)\nEND:VEVENT")
    #expect(reading.blocks.count == 2)
  }

  @Test func exceptionRulesArePassedOverWithAWarning() throws {
    // RFC 5545 took them out of the format; too much busy time is safer than too little.
    let reading = try CalendarText.read("BEGIN:VEVENT\n\(hour)\nSUMMARY:x\nEXRULE:FREQ=DAILY\nEND:VEVENT")
    #expect(reading.told == [block + "x"])
    #expect(reading.warned == ["7: the EXRULE of the event “x” is passed over; what it takes out stays busy"])
  }
}
