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
  ])
  func isRead(line: String, owner: Int64, text: String, due: String) throws {
    let zone = try Company.zones.zone(named: company.mia.zone)
    let task = TaskPhrase(line, people: [company.mia, company.ralf], now: company.now, zone: zone)
    #expect(task.owner == (owner == 0 ? nil : PersonID(owner)))
    #expect(task.text == text && (task.due?.description ?? "") == due)
    let literal = TaskPhrase(line, people: [], readsDay: false, now: company.now, zone: zone)
    #expect(literal.owner == nil && literal.text == line && literal.due == nil)
  }
}
