import Mentoring
import Scheduling
import SystemZones
import TestSupport
import Testing

/// How one line that says what is to be done is read.
@Suite struct TaskPhraseTests {
  private let company = Company()

  @Test(arguments: [
    ("Ralf: share the files by fri", 2, "share the files", "2026-11-27"), ("mia:cut", 1, "cut", ""),
    ("share the files by 1.12.", 0, "share the files", "2026-12-01"), ("sort by color", 0, "sort by color", ""),
    ("note: by mon", 0, "note:", "2026-11-30"), (": nothing", 0, ": nothing", ""),
    ("Petra: not of this pair", 0, "Petra: not of this pair", ""),
    ("cut it by 3 minutes", 0, "cut it by 3 minutes", ""), ("raise it by 3.5", 0, "raise it by 3.5", ""),
    ("read what was written by May", 0, "read what was written by May", ""),
    ("done by we two", 0, "done by we two", ""), ("ask by next meeting", 0, "ask by next meeting", ""),
  ])
  func isRead(line: String, owner: Int64, text: String, due: String) throws {
    let zone = try Company.zones.zone(named: company.mia.zone)
    let task = try TaskPhrase(line, people: [company.mia, company.ralf], now: company.now, zone: zone)
    #expect(task.owner == (owner == 0 ? nil : PersonID(owner)))
    #expect(task.text == text && (task.due?.description ?? "") == due)
    let literal = try TaskPhrase(line, people: [], readsDay: false, now: company.now, zone: zone)
    #expect(literal.owner == nil && literal.text == line && literal.due == nil)
  }

  @Test(
    "What begins like a day and is none was meant as one",
    arguments: [
      ("Fix by 31 feb", "“31 feb”: there is no such day; write for example “by fri” or “by 3 dec”"),
      ("Ralf: fix by the 32nd", "“the 32nd”: there is no such day"),
      ("fix by 31.11.", "“31.11.”: there is no such day"),
      ("fix by 2026-02-31", "“2026-02-31”: there is no such day"), ("fix by fri 25:00", "“fri 25:00”: there is no"),
      ("fix by 12/1", "“12/1”: the day may stand first, or the month; write “1 dec” or “12 jan”"),
      ("fix by tue 3 dec", "“tue 3 dec”: 3 Dec is a Thursday; write the one or the other"),
    ])
  func isNoDay(line: String, message: String) throws {
    let zone = try Company.zones.zone(named: company.mia.zone)
    let error = #expect(throws: TimePhraseError.self) {
      try TaskPhrase(line, people: [company.mia, company.ralf], now: company.now, zone: zone)
    }
    let text = error?.description ?? ""
    #expect(text.hasPrefix(message), "\(text)")
    let literal = try TaskPhrase(line, people: [], readsDay: false, now: company.now, zone: zone)
    #expect(literal.text == line)
  }
}
