import Mentoring
import Scheduling
import SystemZones
import Testing

@testable import Interchange

@Suite struct PairsAndRoomsFileTests {
  private let importer = CsvImporter(zones: SystemZoneProvider())

  @Test func readsPairs() throws {
    let reading = importer.pairs(
      Array(
        """
        mentor,mentee,kind,topic,cadence,length,sessions,start,end
        mia,ralf,Reverse,"Editing, in short",2w,45,12,2026-09-01,2027-02-28
        jonas,petra,,,,,,,
        """.utf8))
    #expect(reading.errors.isEmpty)
    var first = PairRow(line: 2, mentor: "mia", mentee: "ralf")
    first.kind = .reverse
    first.topic = "Editing, in short"
    first.cadence = Cadence(2, .weeks)
    first.length = 45
    first.sessions = 12
    first.start = CivilDate(year: 2026, month: 9, day: 1)
    first.end = CivilDate(year: 2027, month: 2, day: 28)
    #expect(reading.rows.first == first)
    let second = try #require(reading.rows.last)
    #expect(second.kind == .some(nil) && second.cadence == .some(nil) && second.start == .some(nil))
    #expect(second.topic == "")
  }

  @Test func listsEveryErrorOfAPair() {
    let reading = importer.pairs(
      Array("mentor,mentee,kind,cadence,length,sessions,start,end\nmia,,up,weekly,4,0,2026-02-30,soon\n".utf8))
    #expect(
      reading.errors.compactMap(\.column) == [
        "mentee", "kind", "cadence", "length", "sessions", "start", "end",
      ])
    #expect(reading.errors.dropFirst().allSatisfy { $0.message.contains("accepted") })
  }

  @Test func readsRooms() throws {
    let reading = importer.rooms(
      Array(
        """
        name,location,zone,capacity,hours
        Lisbon,2nd floor,Europe/Berlin,4,Mon-Fri 08:00-18:00
        Porto,,Europe/Berlin,,
        """.utf8))
    #expect(reading.errors.isEmpty)
    #expect(reading.rows.map(\.name) == ["Lisbon", "Porto"])
    #expect(reading.rows.map(\.capacity) == [4, 2])
    #expect(reading.rows[0].hours == (try WeeklyHours("Mon-Fri 08:00-18:00")))
    // Always open.
    #expect(reading.rows[1].hours == .some(nil))
  }

  @Test func refusesRoomsThatHoldNobody() {
    let reading = importer.rooms(Array("name,zone,capacity\nLisbon,Europe/Berlin,0\n,Nowhere,two\n".utf8))
    #expect(
      reading.errors.map { "\($0.line ?? 0) \($0.column ?? "")" } == ["2 capacity", "3 name", "3 zone", "3 capacity"])
  }
}
