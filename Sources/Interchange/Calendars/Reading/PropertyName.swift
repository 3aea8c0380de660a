/// The properties that decide when someone is busy; all others are passed over.
enum PropertyName: String, CaseIterable {
  case start = "DTSTART"
  case end = "DTEND"
  case duration = "DURATION"
  case summary = "SUMMARY"
  case rule = "RRULE"
  case exceptionRule = "EXRULE"
  case dates = "RDATE"
  case exceptionDates = "EXDATE"
  case recurrenceID = "RECURRENCE-ID"
  case uid = "UID"
  case sequence = "SEQUENCE"
  case stamp = "DTSTAMP"
  case status = "STATUS"
  case transparency = "TRANSP"
  // Of a VTIMEZONE.
  case zoneID = "TZID"
  case offsetFrom = "TZOFFSETFROM"
  case offsetTo = "TZOFFSETTO"
  case zoneName = "TZNAME"
  // Of an answer to an invitation.
  case attendee = "ATTENDEE"
  case organizer = "ORGANIZER"
  case comment = "COMMENT"
  // Of a VCALENDAR.
  case method = "METHOD"

  /// The property that a content line begins with; nil for one that is passed over. Case doesn't matter.
  init?(of line: UnsafeRawBufferPointer) {
    // The longest name has 13 letters; a colon or semicolon ends it.
    guard let length = line.prefix(14).firstIndex(where: { $0 == 58 || $0 == 59 }) else { return nil }
    guard let name = Self.byLength[length].first(where: { $0.matches(line) }) else { return nil }
    self = name.property
  }

  /// Whether only answers to invitations are read for it; calendars hold many of them.
  var isOfAnswers: Bool { self == .attendee || self == .organizer || self == .comment }

  private struct Spelling {
    var property: PropertyName
    var letters: [UInt8]

    func matches(_ line: UnsafeRawBufferPointer) -> Bool {
      for (position, letter) in letters.enumerated() {
        let found = line[position]
        guard found == letter || found &- 32 == letter && found >= 97 && found <= 122 else { return false }
      }
      return true
    }
  }

  private static let byLength: [[Spelling]] = (0...13).map { length in
    allCases.filter { $0.rawValue.utf8.count == length }.map {
      Spelling(property: $0, letters: Array($0.rawValue.utf8))
    }
  }
}
