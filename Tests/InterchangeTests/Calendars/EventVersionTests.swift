import Interchange
import Mentoring
import Scheduling
import Testing

/// Several components of one UID.
@Suite struct EventVersionTests {
  private func event(_ day: Int, _ more: String) -> String {
    "BEGIN:VEVENT\nUID:one\nDTSTART:202611\(day)T100000Z\nDURATION:PT1H\nSUMMARY:\(day)\n\(more)\nEND:VEVENT\n"
  }

  private func titles(_ events: String...) throws -> [String] {
    let reading = try CalendarText.read(events.joined())
    #expect(reading.warnings.isEmpty)
    return reading.blocks.map(\.title)
  }

  @Test func theHighestSequenceCountsInWhateverOrder() throws {
    #expect(try titles(event(10, "SEQUENCE:2"), event(11, "SEQUENCE:1")) == ["10"])
    #expect(try titles(event(10, "SEQUENCE:1"), event(11, "SEQUENCE:2")) == ["11"])
    #expect(try titles(event(10, "SEQUENCE:10"), event(11, "SEQUENCE:9"), event(12, "")) == ["10"])
  }

  @Test func thenTheLatestStamp() throws {
    #expect(try titles(event(10, "DTSTAMP:20260102T000000Z"), event(11, "DTSTAMP:20260101T000000Z")) == ["10"])
    #expect(try titles(event(10, "DTSTAMP:20260101T000000Z"), event(11, "DTSTAMP:20260102T000000Z")) == ["11"])
  }

  @Test func aCancellationIsANewerVersion() throws {
    #expect(try titles(event(10, "SEQUENCE:0"), event(10, "SEQUENCE:1\nSTATUS:CANCELLED")) == [])
    #expect(try titles(event(10, "SEQUENCE:1\nSTATUS:CANCELLED"), event(10, "SEQUENCE:0")) == [])
  }

  @Test func eventsThatCannotBeVersionsOfOneAnotherAreBothKept() throws {
    let reading = try CalendarText.read(event(10, "") + event(11, ""))
    #expect(reading.blocks.map(\.title) == ["10", "11"])
    #expect(reading.warnings.map(\.line) == [10])
    // The same twice is one.
    #expect(try titles(event(10, ""), event(10, "")) == ["10"])
  }

  @Test func eventsWithoutAUidAreAllThemselves() throws {
    let bare = "BEGIN:VEVENT\nDTSTART:20261110T100000Z\nDURATION:PT1H\nEND:VEVENT\n"
    #expect(try titles(bare, bare) == ["Busy", "Busy"])
  }

  @Test func anOverrideWithoutItsEventCountsAlone() throws {
    #expect(try titles(event(10, "RECURRENCE-ID:20261109T100000Z")) == ["10"])
    #expect(try titles(event(10, "RECURRENCE-ID:20261109T100000Z\nSTATUS:CANCELLED")) == [])
  }

  @Test func ofAnOverrideToTheNewestVersionCounts() throws {
    #expect(
      try titles(
        event(10, "RECURRENCE-ID:20261109T100000Z\nSEQUENCE:1"),
        event(11, "RECURRENCE-ID:20261109T100000Z\nSEQUENCE:2"),
        event(12, "RECURRENCE-ID:20261116T100000Z\nSEQUENCE:1")) == ["11", "12"])
  }
}
