import Mentoring
import Scheduling
import Synchronization
import Testing

@testable import Interchange

/// Calendars of so many events that they are read in batches, on several threads.
@Suite struct ManyEventsTests {
  private func event(_ number: Int, _ extra: String = "", start: String? = nil) -> String {
    "BEGIN:VEVENT\nUID:\(number)\nDTSTART:\(start ?? Self.start(number))\nDURATION:PT30M\nSUMMARY:\(number)\n\(extra)END:VEVENT\n"
  }

  /// An hour each, from 2026-02-01 on.
  private static func start(_ number: Int) -> String {
    let date = CivilDate(dayNumber: CivilDate("2026-02-01")!.dayNumber + number / 24)
    let hour = String(100 + number % 24).dropFirst()
    return "\(date)".filter { $0 != "-" } + "T\(hour)0000Z"
  }

  private func calendar(_ lines: String) -> String { "BEGIN:VCALENDAR\n" + lines + "END:VCALENDAR\n" }

  /// Each batch ends somewhere among these: nothing is lost, told twice or told of another.
  @Test func everyEventIsReadOnceAndEveryFaultIsToldOnItsLine() throws {
    var lines = ""
    var expected: [String] = []
    var faults: [String] = []
    var line = 2
    for number in 0..<1_500 {
      let isBroken = number % 50 == 7
      let text = event(number, start: isBroken ? "tomorrow" : nil)
      if isBroken {
        faults.append("\(line + 2): the event “\(number)” is skipped: its DTSTART “tomorrow” is no date or time")
      } else {
        expected.append("\(number)")
      }
      lines += text
      line += text.split(separator: "\n").count
    }
    let reading = try CalendarText.readFile(calendar(lines))
    #expect(reading.blocks.map(\.title) == expected)
    #expect(reading.warned == faults)
    #expect(reading.events == expected.count && reading.skipped == faults.count)
  }

  /// One that is read by itself, for its size, comes where it stands: of equal versions the last counts.
  @Test func largeEventsKeepTheirPlace() throws {
    let dates = Array(repeating: "20270101T080000Z", count: 5_000).joined(separator: ",")
    func titled(_ number: Int, _ title: String, isLarge: Bool) -> String {
      event(number, isLarge ? "RRULE:FREQ=DAILY;COUNT=1\nEXDATE:\(dates)\n" : "")
        .replacing("SUMMARY:\(number)", with: "SUMMARY:\(title)")
    }
    let lines = (0..<300).map { number in
      switch number % 100 {
      case 0: titled(number, "first", isLarge: false) + titled(number, "last", isLarge: true)
      case 1: titled(number, "first", isLarge: true) + titled(number, "last", isLarge: false)
      default: titled(number, "only", isLarge: false)
      }
    }
    let reading = try CalendarText.readFile(calendar(lines.joined()))
    #expect(reading.warned == [])
    #expect(reading.blocks.map(\.title) == (0..<300).map { $0 % 100 < 2 ? "last" : "only" })
  }

  /// What a calendar says beside its events holds for those after it, however many are under way.
  @Test func methodsAndZonesHoldForTheirOwnCalendar() throws {
    let count = 400
    let all = (0..<count).map { event($0) }.joined()
    let cancelled = (0..<count).filter { $0.isMultiple(of: 2) }.map { event($0, "SEQUENCE:1\n") }.joined()
    let answers = (0..<count).map { event($0, "SEQUENCE:2\n", start: "20270101T080000Z") }.joined()
    let reading = try CalendarText.readFile(
      calendar(all) + calendar("METHOD:CANCEL\n" + cancelled) + calendar("METHOD:REPLY\n" + answers)
        + calendar(event(9_000)))
    let odd = (0..<count).filter { !$0.isMultiple(of: 2) }.map(String.init)
    #expect(reading.blocks.map(\.title) == odd + ["9000"])
    #expect(reading.skipped == count)
  }

  /// A zone that two calendars define unlike each other, the second after its events.
  @Test func zonesOfTheSameNameStayApart() throws {
    func zone(_ offset: String) -> String {
      "BEGIN:VTIMEZONE\nTZID:House\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:\(offset)\nTZOFFSETTO:\(offset)\nEND:STANDARD\nEND:VTIMEZONE\n"
    }
    func events(from first: Int) -> String {
      (first..<(first + 300)).map { number in
        event(number).replacing(
          "DTSTART:\(Self.start(number))", with: "DTSTART;TZID=House:\(Self.start(number).dropLast())")
      }.joined()
    }
    let reading = try CalendarText.readFile(
      calendar(zone("+0100") + events(from: 0)) + calendar(events(from: 300) + zone("-0200")))
    #expect(reading.warned == [])
    #expect(reading.blocks.count == 600)
    #expect(reading.told.contains("2026-01-31T23:00:00Z/2026-01-31T23:30:00Z 0"))
    #expect(reading.told.contains("2026-02-13T14:00:00Z/2026-02-13T14:30:00Z 300"))
  }

  @Test func workIsTakenInTheOrderInWhichItWasGiven() {
    let made = Mutex<[Int]>([])
    var work = OrderedWork<Int>()
    for number in 0..<200 {
      work.add {
        // The later ones are done first wherever there are several threads.
        if number < 4 { for _ in 0..<(4 - number) * 20_000 { made.withLock { _ in } } }
        made.withLock { $0.append(number) }
        return number
      }
    }
    #expect(work.count == 200)
    var taken: [Int] = []
    while let number = work.next() { taken.append(number) }
    #expect(taken == Array(0..<200))
    #expect(made.withLock { $0 }.sorted() == taken, "each is done once")
    #expect(work.count == 0)
  }
}
