import Mentoring
import Scheduling
import TerminalKit
import Testing

@testable import TandemUI

@Suite("The calendar on the screen")
struct CalendarScreenTests {
  static func state(
    _ fixture: CalendarFixture, subject: CalendarSubject? = nil, width: Int, height: Int, view: CalendarView = .week,
    cursor: String = "2026-11-25T15:30"
  ) throws -> CalendarState {
    let slice = try fixture.slice(subject)
    var state = CalendarState(now: CalendarFixture.now, viewerZone: slice.lanes[0].zone)
    state.show(subject: slice.subject)
    state.cursor = fixture.berlin(cursor)
    state.view = view
    state.resize(width: width, height: height)
    state.show(slice)
    state.length = 60
    state.refreshOpenTimes()
    return state
  }

  static func lines(_ state: CalendarState, glyphs: Glyphs = .unicode) -> [String] {
    let size = Size(state.layout.width, state.layout.height)
    var canvas = Canvas(size)
    CalendarDrawing(state: state, look: CalendarLook(theme: .mono, glyphs: glyphs), area: Rect(size)).draw(
      into: &canvas)
    return canvas.lines
  }

  @Test func look() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-10T14:00", 60)
    fixture.session(2, "2026-11-24T16:00", 90, room: fixture.lisbon.id)
    fixture.session(3, "2026-11-25T10:00", 60, of: fixture.other)
    fixture.session(4, "2026-11-26T15:00", 45)
    fixture.session(5, "2026-11-27T15:15", 60, status: .requested)
    fixture.busy(fixture.mia, "2026-11-25T09:00", 30, "Dentist")
    fixture.busy(fixture.ralf, "2026-11-26T15:00", 60)
    fixture.busy(fixture.ralf, "2026-11-23T16:00", 60)
    for (w, h) in [(120, 36), (80, 20), (54, 20), (40, 8)] {
      for view in CalendarView.allCases {
        print("\n== \(w)x\(h) \(view)")
        print(
          Self.lines(try Self.state(fixture, width: w, height: h, view: view)).map { "|\($0)|" }.joined(separator: "\n")
        )
      }
    }
    print(
      Self.lines(try Self.state(fixture, subject: .person(fixture.mia.id), width: 100, height: 30)).joined(
        separator: "\n"))
    print(Self.lines(try Self.state(fixture, width: 90, height: 24), glyphs: .ascii).joined(separator: "\n"))
  }
}
