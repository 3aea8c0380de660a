import Foundation
import Interchange
import Mentoring
import Scheduling
import SystemZones
import TestSupport
import Testing

/// Files and folders that aren't calendars say so in one sentence; folders are read whole.
@Suite struct NotACalendarTests {
  private let folder = TemporaryFolder()
  private var place: URL { URL(filePath: folder.path) }
  private static let event =
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:%@\r\nDTSTART:20261125T133000Z\r\nDURATION:PT1H\r\nSUMMARY:%@\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: place.appending(path: name))
  }

  private func event(_ title: String) -> String {
    Self.event.replacingOccurrences(of: "%@", with: title)
  }

  private func reader() throws -> CalendarReader {
    let start = try #require(Instant(iso: "2026-01-01T00:00:00Z"))
    return CalendarReader(
      zones: CalendarText.zones, own: try CalendarText.zones.zone(named: "Europe/Berlin"),
      horizon: Interval(start, start + 3 * 366 * 86_400))
  }

  @Test(arguments: [
    ("<!DOCTYPE html><html><body>Sign in</body></html>", "“<!DOCTYPE html><html><body>Sign in</body></html>”"),
    ("\u{1}\u{2}PNG", "“\\u{1}\\u{2}PNG”"), ("login,name,zone\nmia,Mia,UTC\n", "“login,name,zone”"),
    ("BEGIN:VEVENT\nEND:VEVENT\n", "“BEGIN:VEVENT”"),
  ])
  func otherFilesAreAnErrorThatQuotesThem(text: String, quoted: String) throws {
    #expect(throws: FileError.notCalendar("test.ics", found: quoted)) { try CalendarText.readFile(text) }
  }

  @Test func formsOfTextThatAreNotReadAreNamed() throws {
    let text = String(format: Self.event, "1", "a")
    let carriage = FileError.unreadable(
      "test.ics", reason: "its lines end with a carriage return alone; save it with LF or CRLF as line ends")
    #expect(throws: carriage) { try CalendarText.readFile(text.replacing("\r\n", with: "\r")) }
    let wide = FileError.unreadable("test.ics", reason: "it is UTF-16, and iCalendar is UTF-8; save it as UTF-8")
    for encoding in [[UInt8]([0xFF, 0xFE]), [0xFE, 0xFF]] {
      let units = text.utf16.flatMap { encoding[0] == 0xFF ? [UInt8($0 & 255), 0] : [0, UInt8($0 & 255)] }
      #expect(throws: wide) { try CalendarText.readFile(encoding + units) }
    }
    // Nor is what is quoted ever longer than a line.
    #expect(throws: FileError.self) { try CalendarText.readFile([UInt8](repeating: 0, count: 4_096)) }
    do { _ = try CalendarText.readFile([UInt8](repeating: 0, count: 4_096)) } catch {
      #expect("\(error)".count < 160)
    }
  }

  /// As when no more files can be opened: nobody knows whether the zone is one, so no event is left out for it.
  @Test func aZoneThatCantBeLookedForIsNoUnknownOne() throws {
    struct Locked: ZoneProvider {
      func zone(named name: String) throws(ZoneError) -> ZoneRules {
        guard name == "America/Chicago" else { return try CalendarText.zones.zone(named: name) }
        throw .inaccessible(name, reason: "Too many open files")
      }
    }
    let start = try #require(Instant(iso: "2026-01-01T00:00:00Z"))
    let reader = CalendarReader(zones: Locked(), own: .utc, horizon: Interval(start, start + 366 * 86_400))
    let lines = "BEGIN:VEVENT\nUID:1\nDTSTART;TZID=America/Chicago:20261201T100000\nDURATION:PT1H\nEND:VEVENT\n"
    let text = "BEGIN:VCALENDAR\n\(lines)END:VCALENDAR\n"
    #expect(throws: ZoneError.inaccessible("America/Chicago", reason: "Too many open files")) {
      try reader.read(Array(text.utf8), name: "test.ics")
    }
    #expect(try CalendarText.readFile(text).blocks.count == 1)
  }

  @Test func zonesThatWereLeftOutAreSaidToBe() throws {
    let zones = (0..<1_001).map { number in
      "BEGIN:VTIMEZONE\nTZID:Z\(number)\nBEGIN:STANDARD\nDTSTART:20200101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nEND:STANDARD\n"
        + "END:VTIMEZONE\n"
    }.joined()
    func told(_ zone: String) throws -> CalendarReading {
      try CalendarText.read(
        "\(zones)BEGIN:VEVENT\nUID:1\nDTSTART;TZID=\(zone):20261201T100000\nDURATION:PT1H\nEND:VEVENT")
    }
    #expect(try told("Z999").blocks.count == 1)
    #expect(try told("Z1000").warned.contains { $0.contains("nor as one of the file's first 1,000 VTIMEZONEs") })
  }

  @Test func emptyFiles() {
    #expect(throws: FileError.empty("test.ics")) { try CalendarText.readFile("") }
    #expect(throws: FileError.empty("test.ics")) { try CalendarText.readFile("\r\n\n \n") }
    #expect(throws: FileError.missing("/nowhere/at/all.ics")) { try reader().read("/nowhere/at/all.ics") }
  }

  @Test func aLineOfAHundredMegabytesIsNoCalendarSoon() throws {
    let chunk = [UInt8](repeating: UInt8(ascii: "x"), count: 100 << 20)
    #expect(throws: FileError.self) { try CalendarText.readFile(chunk) }
  }

  @Test func aVdirFolderIsReadWhole() throws {
    try write("b.ics", event("b"))
    try write("a.ICS", event("a"))
    try write("color", "#ff0000")
    try write(".hidden.ics", event("hidden"))
    try FileManager.default.createDirectory(at: place.appending(path: "work"), withIntermediateDirectories: true)
    try write("work/c.ics", event("c"))
    try FileManager.default.createSymbolicLink(
      at: place.appending(path: "work/loop"), withDestinationURL: place)
    try FileManager.default.createSymbolicLink(
      at: place.appending(path: "again.ics"), withDestinationURL: place.appending(path: "b.ics"))
    var told: [ReadingProgress] = []
    let reading = try reader().read(folder.path) { told.append($0) }
    #expect(reading.blocks.map(\.title) == ["a", "b", "c"])
    #expect(reading.files == 3)
    #expect(reading.warnings.isEmpty)
    #expect(told.last?.fraction == 1)
  }

  @Test func aBrokenFileOfAFolderIsSkippedWithItsName() throws {
    try write("a.ics", event("a"))
    try write("page.ics", "<html>")
    try write("empty.ics", "")
    let reading = try reader().read(folder.path)
    #expect(reading.blocks.map(\.title) == ["a"])
    #expect(reading.warnings.map(\.file) == ["empty.ics", "page.ics"])
    #expect(reading.warnings[1].message.contains("isn't iCalendar"))
  }

  @Test func aFolderWithoutACalendarIsAnError() throws {
    #expect(throws: FileError.noCalendarsInFolder(folder.path)) { try reader().read(folder.path) }
    try write("page.ics", "<html>")
    #expect(throws: FileError.self) { try reader().read(folder.path) }
  }

  @Test func cancellingStopsTheReading() throws {
    try write("a.ics", event("a"))
    #expect(throws: CancellationError.self) {
      try reader().read(folder.path) { _ in throw CancellationError() }
    }
  }
}
