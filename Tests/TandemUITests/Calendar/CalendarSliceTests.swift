import Mentoring
import Scheduling
import Testing

@testable import TandemUI

@Suite("What a calendar knows")
struct CalendarSliceTests {
  @Test("A pair's slice counts its sessions, names its people and hides titles from the other side")
  func pair() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-10T14:00", 60)
    fixture.session(2, "2026-11-24T14:00", 60, room: fixture.lisbon.id)
    fixture.session(3, "2026-11-25T10:00", 60, of: fixture.other)
    fixture.busy(fixture.mia, "2026-11-25T09:00", 30, "Dentist")
    let own = try fixture.slice()
    #expect(own.entries.map(\.count) == ["1/12", "2/12"])
    #expect(own.entries.last?.room == "Lisbon")
    #expect(own.usualRoom == fixture.lisbon.id)
    #expect(own.lanes.map(\.shortName) == ["Mia", "Ralf"])
    #expect(own.lanes[0].attendee.busy.titles == ["Dentist"])
    #expect(own.sessions.count == 3)
    let others = try fixture.slice(viewer: fixture.ralf)
    #expect(others.lanes[0].attendee.busy.titles == [""])
    #expect(others.mayAct)
    #expect(try fixture.slice(viewer: fixture.tom).mayAct == false)
  }

  @Test("A session that busy time came to meet since is a conflict")
  func conflicts() throws {
    let fixture = CalendarFixture()
    fixture.session(2, "2026-11-26T15:00", 60)
    fixture.busy(fixture.ralf, "2026-11-26T15:30", 60)
    let slice = try fixture.slice()
    #expect(slice.entries.map { $0.conflicts.map(\.code) } == [["busy"]])
  }

  @Test("Free cells are those that can be booked, and no others", arguments: [15, 30, 60])
  func cellsAgreeWithThePredicate(step: Int) throws {
    let fixture = CalendarFixture()
    fixture.session(2, "2026-11-26T15:00", 60)
    fixture.busy(fixture.ralf, "2026-11-25T15:10", 35)
    fixture.busy(fixture.mia, "2026-11-27T16:00", 15)
    let slice = try fixture.slice()
    let zone = slice.lanes[0].zone
    for length in [30, 45, 60, 90] {
      let open = try #require(OpenTimes(slice, length: length, at: CalendarFixture.now))
      let monday = try #require(CivilDate("2026-11-23"))
      let page = CalendarPage(slice, open: open, zone: zone, dates: (0..<7).map { monday + $0 }, step: step)
      var marked = 0
      for cell in page.days.flatMap(\.cells) {
        let violations = open.violations(at: cell.start)
        #expect((cell.opening == .start) == violations.isEmpty)
        if cell.opening == .start { marked += 1 }
      }
      #expect(marked > 0)
    }
  }

  @Test("The openings on either side, and the nearest, are found in order")
  func neighbors() throws {
    let fixture = CalendarFixture()
    let slice = try fixture.slice()
    let open = try #require(OpenTimes(slice, length: 60, at: CalendarFixture.now))
    let first = fixture.berlin("2026-11-24T15:00")
    #expect(open.next(after: CalendarFixture.now) == first)
    #expect(open.previous(before: first) == nil)
    #expect(open.isOpening(first) && !open.isOpening(first + 60))
    #expect(open.nearest(to: first, count: 3) == [first, first + 900, first + 1_800])
  }

  @Test("One line tells every reason in order, once a person, and the next opening on both clocks")
  func blockedLine() throws {
    let fixture = CalendarFixture()
    fixture.busy(fixture.ralf, "2026-11-25T15:00", 60)
    fixture.busy(fixture.mia, "2026-11-25T14:30", 30, "Stand-up")
    let slice = try fixture.slice()
    let start = fixture.berlin("2026-11-25T15:00")
    let open = try #require(OpenTimes(slice, length: 60, at: CalendarFixture.now))
    let explainer = Explainer(
      slice: slice, times: TimeWording(zone: slice.lanes[0].zone, now: CalendarFixture.now), now: CalendarFixture.now)
    let explanation = explainer.explain(
      Interval(start: start, seconds: 3_600), open.violations(at: start), next: open.next(after: start),
      room: fixture.lisbon.id)
    #expect(!explanation.isOpen)
    #expect(
      explanation.line
        == "Ralf: busy 15:00–16:00 (imported) · Mia: 10 min buffer beside “Stand-up” (14:30–15:00), only 0 min left"
        + " — n: next opening Thu 26 Nov 15:00 (09:00 for Ralf)")
    #expect(explanation.reasons.count == 2)
    #expect(explanation.reasons.allSatisfy { $0.fix != nil })
    let free = fixture.berlin("2026-11-26T15:30")
    #expect(
      explainer.explain(
        Interval(start: free, seconds: 3_600), open.violations(at: free), next: nil, room: fixture.lisbon.id
      ).line == "Thu 26 Nov 15:30–16:30 CET · 09:30 for Ralf · free for both · Room Lisbon free")
  }

  @Test("What stands in both ones' way alike is told once: their own session, and a time both are busy")
  func sharedReasons() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-26T15:00", 60)
    fixture.busy(fixture.ralf, "2026-11-27T15:00", 60)
    fixture.busy(fixture.mia, "2026-11-27T15:00", 60, "Board")
    fixture.busy(fixture.mia, "2026-11-27T14:30", 30, "Stand-up")
    let slice = try fixture.slice()
    let open = try #require(OpenTimes(slice, length: 60, at: CalendarFixture.now))
    func why(_ start: String) -> String {
      let start = fixture.berlin(start)
      return Explainer(
        slice: slice, times: TimeWording(zone: slice.lanes[0].zone, now: CalendarFixture.now), now: CalendarFixture.now
      ).explain(Interval(start: start, seconds: 3_600), open.violations(at: start), next: nil, room: nil).why
    }
    #expect(
      why("2026-11-26T16:00")
        == "both: 10 min buffer beside a session with each other (15:00–16:00), only 0 min left")
    #expect(why("2026-11-26T15:30").hasPrefix("both: session with each other 15:00–16:00"))
    // Whose title the viewer reads is another reason than a time that is only known to be taken.
    #expect(
      why("2026-11-27T15:00")
        == "Mia: busy 15:00–16:00 “Board” · Ralf: busy 15:00–16:00 (imported) · "
        + "Mia: 10 min buffer beside “Stand-up” (14:30–15:00), only 0 min left")
  }
}
