import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("What e explains, and what can be done from there")
struct ExplanationTests {
  @Test("What is booked and no longer fits is advised to be moved, and not to be booked")
  func adviceOnWhatIsBooked() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T15:00", 60)
    fixture.busy(fixture.mia, "2026-11-25T15:00", 30, "Dentist")
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("e")
    #expect(driver.lines(with: "move it, or move what is in your calendar").count == 1)
    driver.press("esc enter t")
    #expect(driver.lines(with: "move it “anyway”, or move what is in your calendar").count == 1)
    #expect(driver.lines(with: "book “anyway”").isEmpty)
  }

  /// Mia's own, who is away in the second week of December.
  private func ownCalendar() throws -> CalendarDriver {
    let fixture = CalendarFixture()
    var mia = fixture.mia
    let (first, last) = (try #require(CivilDate("2026-12-07")), try #require(CivilDate("2026-12-11")))
    mia.absences = [Absence(.days(first, last), reason: "leave")]
    fixture.store.insert(people: [mia])
    var driver = try CalendarDriver(fixture, viewer: mia, at: "2026-11-25T15:00")
    driver.showOwn()
    return driver
  }

  @Test("One's own month and agenda show when one is away, as the week does")
  func away() throws {
    var driver = try ownCalendar()
    driver.go(to: driver.fixture.berlin("2026-12-08T14:00"))
    driver.press("m")
    #expect(driver.lines(with: "7▒").count == 1 && driver.lines(with: "11▒").count == 1)
    #expect(driver.lines(with: "12▒").isEmpty && driver.lines(with: "▒ away").count == 1)
    driver.press("a")
    #expect(driver.lines(with: "all day").count == 5 && driver.lines(with: "▒ away (leave)").count == 5)
    #expect(driver.lines(with: "Tue 8 Dec  all day").count == 1, "\(driver.lines.joined(separator: "\n"))")
  }

  @Test("One's own calendar says why nobody could be met then")
  func ownLine() throws {
    var driver = try ownCalendar()
    for (time, words) in [
      ("2026-12-08T14:00", "· away Mon 7 Dec to Fri 11 Dec (leave); Enter chooses with whom to book it"),
      ("2026-11-29T09:00", "· outside hours (none on Sun); Enter chooses with whom to book it"),
      ("2026-11-26T14:00", "· nothing here; Enter chooses with whom to book it"),
      ("2026-11-23T14:00", "· nothing here; Enter chooses with whom to log it"),
    ] {
      driver.go(to: driver.fixture.berlin(time))
      #expect(driver.foot.hasSuffix(words), "\(driver.foot)")
    }
  }

  @Test("e explains every reason with what would remove it, and offers openings")
  func explain() throws {
    let fixture = CalendarFixture()
    fixture.busy(fixture.ralf, "2026-11-25T15:00", 60)
    fixture.busy(fixture.mia, "2026-11-25T14:30", 30, "Stand-up")
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("e")
    #expect(driver.lines(with: "✗ Ralf: busy 15:00–16:00 (imported)").count >= 1)
    #expect(driver.lines(with: "ask whether the other appointment can move").count == 1)
    #expect(driver.lines(with: "start 10 min further away").count == 1)
    driver.press("2")
    #expect(driver.screen.sheet == nil)
    #expect(driver.foot.hasPrefix("✓"))
  }

  @Test("e on a session tells how it stands, not whether it could be booked again")
  func explainSession() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T15:00", 60)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("e")
    #expect(driver.lines(with: "✓ confirmed: nothing stands in its way").count == 1)
    driver.press("esc")
    fixture.busy(fixture.mia, "2026-11-25T15:30", 30, "Board call")
    driver.storeChanged()
    driver.press("e")
    #expect(driver.lines(with: "busy 15:30–16:00 “Board call”").count >= 1)
    #expect(driver.lines(with: "session with").isEmpty)
    guard case .explanation(let told) = driver.screen.sheet else {
      Issue.record("nothing is explained")
      return
    }
    #expect(told.alternatives.count == 3)
    #expect(driver.lines(with: "1 move it to").count == 1)
    // It is what is moved there: nothing second is booked.
    let nearest = told.alternatives[1]
    driver.press("2")
    #expect(driver.screen.calendar.ghost?.session == SessionID(1))
    #expect(driver.screen.calendar.cursor == nearest)
    driver.press("enter")
    #expect(try fixture.store.read { try $0.sessions(SessionFilter()).map(\.interval.start) } == [nearest])
  }

  @Test("e on a request says what it asks to waive, and of what is booked what was waived")
  func explainWaived() throws {
    let fixture = CalendarFixture()
    let late = fixture.berlin("2026-11-25T21:00")
    let booking = Booking(pair: fixture.pair.id, start: late, length: 60, asks: true)
    let asked = try fixture.store.perform(.book(booking), by: Actor(fixture.ralf), at: CalendarFixture.now).sessions[0]
    var driver = try CalendarDriver(fixture, at: "2026-11-25T21:00")
    driver.press("e")
    #expect(driver.lines(with: "nothing else stands in its way").count == 1)
    #expect(driver.lines(with: "asks to waive: Mia: outside hours").count == 1)
    // Who accepts in the sheet reads it there.
    driver.press("esc enter")
    #expect(driver.lines(with: "Waive?   Mia: outside hours").count == 1)
    driver.press("esc")
    _ = try fixture.store.perform(.accept(asked.id), by: Actor(fixture.mia), at: CalendarFixture.now)
    driver.storeChanged()
    driver.press("e")
    #expect(driver.lines(with: "• waived: Mia: outside hours").count == 1)
  }

  @Test("e explains a session in one's own calendar, too, and v takes it up in its pair's")
  func explainInOwn() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T15:00", 60)
    fixture.busy(fixture.mia, "2026-11-25T15:30", 30, "Board call")
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.showOwn()
    driver.go(to: fixture.berlin("2026-11-25T15:00"))
    #expect(driver.screen.obstacle(to: .explain) == nil)
    driver.press("e")
    #expect(driver.lines(with: "busy 15:30–16:00 “Board call”").count >= 1)
    driver.press("v")
    #expect(driver.screen.calendar.subject == .pair(fixture.pair.id))
    #expect(driver.screen.calendar.ghost?.session == SessionID(1))
  }

  @Test("Whoever may not move a session is led to openings, and v in its explanation takes it up")
  func explainOthersSession() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T15:00", 60)
    fixture.busy(fixture.mia, "2026-11-25T15:30", 30, "Board call")
    var watching = try CalendarDriver(fixture, viewer: fixture.tom, at: "2026-11-25T15:00")
    watching.press("e")
    #expect(watching.lines(with: "move it to").isEmpty)
    watching.press("1")
    #expect(watching.screen.calendar.ghost == nil && watching.screen.sheet == nil)
    var own = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    own.press("e v")
    #expect(own.screen.calendar.ghost?.session == SessionID(1) && own.screen.sheet == nil)
  }

  /// Mia asked Ralf for Wednesday, and then something came in between.
  private func hinderedRequest() throws -> CalendarFixture {
    let fixture = CalendarFixture()
    let booking = Booking(pair: fixture.pair.id, start: fixture.berlin("2026-11-25T15:00"), length: 60, asks: true)
    _ = try fixture.store.perform(.book(booking), by: Actor(fixture.mia), at: CalendarFixture.now)
    fixture.busy(fixture.mia, "2026-11-25T15:30", 30, "Board call")
    return fixture
  }

  @Test("e on a request that no longer fits offers what either side can propose instead, and books nothing second")
  func explainRequest() throws {
    for isAsked in [false, true] {
      let fixture = try hinderedRequest()
      let viewer = isAsked ? fixture.ralf : fixture.mia
      var driver = try CalendarDriver(fixture, viewer: viewer, at: "2026-11-25T15:00")
      driver.press("e")
      #expect(driver.lines(with: "propose another time, or ").count == 1)
      #expect(driver.lines(with: "move it").isEmpty)
      #expect(driver.lines(with: "1 propose ").count == 1)
      #expect(driver.lines(with: "v propose another time").count == 1)
      guard case .explanation(let told) = driver.screen.sheet else {
        Issue.record("nothing is explained")
        return
      }
      let nearest = told.alternatives[1]
      driver.press("v")
      #expect(driver.screen.calendar.ghost != nil && driver.screen.sheet == nil)
      driver.press("esc e 2 enter")
      let sessions = try fixture.store.read { try $0.sessions(SessionFilter()) }
      #expect(sessions.map(\.interval.start) == [nearest])
      #expect(sessions.map(\.status) == [.countered] && sessions[0].request?.proposer == viewer.id)
    }
  }

  @Test("Whoever is no side of a request is told that its openings are for another session")
  func explainOthersRequest() throws {
    let fixture = try hinderedRequest()
    var boss = fixture.tom
    boss.role = .coordinator
    fixture.store.insert(people: [boss])
    var driver = try CalendarDriver(fixture, viewer: boss, at: "2026-11-25T15:00")
    driver.press("e")
    #expect(driver.lines(with: "move it").isEmpty && driver.lines(with: "v propose").isEmpty)
    #expect(driver.lines(with: "1 another session ").count == 1)
    driver.press("1")
    #expect(driver.screen.calendar.ghost == nil && driver.screen.sheet == nil)
  }

  @Test("Where a session stays if it is not moved, nothing is offered that would book a second one")
  func explainAgreed() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T15:00", 60)
    let move = Move(session: SessionID(1), start: fixture.berlin("2026-11-26T15:00"), asks: true)
    _ = try fixture.store.perform(.move(move), by: Actor(fixture.mia), at: CalendarFixture.now)
    fixture.busy(fixture.mia, "2026-11-25T15:30", 30, "Board call")
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("e")
    #expect(driver.lines(with: "busy 15:30–16:00 “Board call”").count >= 1)
    #expect(driver.lines(with: "move it").isEmpty && driver.lines(with: " 1 ").isEmpty)
  }

  @Test("In one's own calendar e offers the openings of the session's pair, and takes the session to them there")
  func explainInOwnWithOpenings() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T15:00", 60)
    fixture.session(2, "2026-12-01T15:00", 60)
    fixture.busy(fixture.mia, "2026-11-25T15:30", 30, "Board call")
    let begin = fixture.berlin("2026-11-25T15:00")
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("e")
    guard case .explanation(let inPair) = driver.screen.sheet else {
      Issue.record("nothing is explained")
      return
    }
    driver.showOwn()
    driver.go(to: begin)
    driver.press("e")
    #expect(driver.lines(with: "1 move it to").count == 1 && driver.lines(with: "for Ralf)").count == 3)
    #expect(driver.screen.isReady)
    guard case .explanation(let inOwn) = driver.screen.sheet else {
      Issue.record("nothing is explained")
      return
    }
    #expect(inOwn.alternatives == inPair.alternatives && inOwn.explanation == inPair.explanation)
    driver.press("3")
    #expect(driver.screen.calendar.subject == .pair(fixture.pair.id))
    #expect(driver.screen.calendar.ghost?.session == SessionID(1))
    #expect(driver.screen.calendar.cursor == inPair.alternatives[2])
    driver.press("enter")
    let starts = try fixture.store.read { try $0.sessions(SessionFilter()).map(\.interval.start) }
    #expect(starts == [inPair.alternatives[2], fixture.berlin("2026-12-01T15:00")])
  }

  @Test("In one's own calendar no next opening is offered, and that no pair is chosen is said in the same words")
  func explainInOwnWithoutPair() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T15:00", 60)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.showOwn()
    driver.go(to: fixture.berlin("2026-11-25T15:00"))
    driver.press("e")
    #expect(driver.lines(with: "nothing stands in its way").count == 1)
    #expect(driver.lines(with: "next opening").isEmpty)
    #expect(!driver.screen.keymap.bindings.contains { $0.keys.contains(.character("n")) })
    driver.press("n")
    #expect(driver.screen.sheet != nil && driver.said.isEmpty)
    driver.press("esc")
    let words = "no pair is chosen: p chooses one"
    #expect(driver.screen.obstacle(to: .nextOpening) == words)
    for action in [CalendarAction.nextOpening, .openings, .request, .repeats] {
      #expect(driver.screen.perform(action) == [.tell(words, isError: true)])
    }
  }
}
