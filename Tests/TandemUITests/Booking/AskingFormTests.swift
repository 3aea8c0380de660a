import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

/// The booking form, where asking is what it is for.
@Suite("The booking form that asks") struct AskingFormTests {
  private func form(_ driver: CalendarDriver) throws -> BookingSheet {
    guard case .booking(let form) = driver.screen.sheet else {
      Issue.record("no form is open")
      throw CancellationError()
    }
    return form
  }

  /// Busy time of Ralf's stands in the way, or nothing does.
  private func asking(isBlocked: Bool) throws -> CalendarDriver {
    let fixture = CalendarFixture()
    if isBlocked { fixture.busy(fixture.ralf, "2026-11-25T15:00", 60) }
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("r")
    return driver
  }

  @Test("Every field and button is reached by Tab in the order in which they stand", arguments: [true, false])
  func order(isBlocked: Bool) throws {
    var driver = try asking(isBlocked: isBlocked)
    #expect(try form(driver).focus == .ask)
    #expect(driver.lines(with: "Message for the other side").count == 1)
    var stops: [BookingSheet.Field] = []
    for _ in 0..<(isBlocked ? 8 : 9) {
      driver.press("tab")
      stops.append(try form(driver).focus)
    }
    let fields: [BookingSheet.Field] = [.time, .length, .room, .topic, .agenda, .repeats, .message]
    // What would be refused is no button.
    #expect(stops == fields + (isBlocked ? [.ask] : [.confirm, .ask]))
    #expect(driver.lines(with: "[ Book ]").count == (isBlocked ? 0 : 1))
    for field in stops.reversed().dropFirst() {
      driver.press("shift-tab")
      #expect(try form(driver).focus == field)
    }
  }

  @Test("Enter goes on from the message to the button that asks", arguments: [true, false])
  func enter(isBlocked: Bool) throws {
    var driver = try asking(isBlocked: isBlocked)
    while try form(driver).focus != .message { driver.press("shift-tab") }
    driver.type("Before you fly?")
    driver.press("enter")
    #expect(try form(driver).focus == .ask)
    driver.press("enter")
    let asked = try driver.fixture.store.read { try $0.sessions(SessionFilter(pair: driver.fixture.pair.id)) }
    #expect(asked.map(\.request?.message) == ["Before you fly?"])
  }

  @Test("In a form that books, asking brings its line along, and the form goes on to ask")
  func change() throws {
    var driver = try CalendarDriver(CalendarFixture(), at: "2026-11-25T15:00")
    driver.press("enter")
    #expect(driver.lines(with: "Message").isEmpty)
    driver.press("tab")
    #expect(try form(driver).focus == .ask)
    #expect(driver.lines(with: "Message for the other side").count == 1)
    driver.press("shift-tab shift-tab")
    #expect(try form(driver).focus == .message)
  }

  @Test("What comes in the way takes no button's place under the hand", arguments: ["mia", "ralf"])
  func jumping(login: String) throws {
    var driver = try CalendarDriver(CalendarFixture(), at: "2026-11-25T15:00")
    driver.press("enter")
    #expect(try form(driver).focus == .confirm)
    let fixture = driver.fixture
    fixture.busy(login == "mia" ? fixture.mia : fixture.ralf, "2026-11-25T15:00", 60)
    driver.storeChanged()
    #expect(driver.lines(with: login == "mia" ? "[ Book anyway ]" : "[ Ask ]").count == 1)
    #expect(try form(driver).focus == .time)
    driver.press("enter")
    #expect(try fixture.store.read { try $0.sessions(SessionFilter(pair: fixture.pair.id)) }.isEmpty)
  }

  @Test("Asking is advised to whom it is open alone")
  func advice() throws {
    let fixture = CalendarFixture()
    var ralf = fixture.ralf
    ralf.absences = [
      Absence(
        .days(
          try #require(CivilDate(year: 2026, month: 11, day: 25)),
          try #require(CivilDate(year: 2026, month: 11, day: 25))))
    ]
    var kim = Person(id: PersonID(99), login: "kim", name: "Kim Park", zone: "Europe/Berlin")
    kim.role = .coordinator
    fixture.store.insert(people: [ralf, kim])
    for (viewer, isAdvised) in [(fixture.mia, true), (kim, false)] {
      var driver = try CalendarDriver(fixture, viewer: viewer, at: "2026-11-25T15:00")
      driver.press("enter")
      #expect(driver.lines(with: "choose a time after it").count == 1)
      #expect(driver.lines(with: "ask whether it suits anyway, or").isEmpty != isAdvised)
    }
  }

  @Test("Who passes the button that asks, and takes a time that is offered, goes on to book")
  func passing() throws {
    let fixture = CalendarFixture()
    fixture.busy(fixture.ralf, "2026-11-25T15:00", 60)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("enter shift-tab")
    #expect(try form(driver).focus == .ask)
    driver.press("1")
    #expect(try form(driver).focus == .confirm)
    // With r it goes on to ask.
    driver = try asking(isBlocked: true)
    driver.press("1")
    #expect(try form(driver).focus == .ask)
  }

  @Test("A time that can't be had says how it was read, and what the other side could waive")
  func reading() throws {
    var driver = try asking(isBlocked: true)
    #expect(driver.lines(with: "Wed 25 Nov 15:00–16:00 CET · 09:00 for Ralf").count == 1)
    while try form(driver).focus != .time { driver.press("tab") }
    driver.press("ctrl-u")
    driver.type("20 nov 15:00")
    #expect(driver.lines(with: "Sat 20 Nov 2027 15:00–16:00 CET").count == 1)
    driver.press("ctrl-u")
    driver.type("sat 99:00")
    #expect(driver.screen.focusWords == "Booking · time · can't be read")
  }

  @Test("Any length can be typed; what is no length changes nothing")
  func length() throws {
    var driver = try CalendarDriver(CalendarFixture(), at: "2026-11-25T15:00")
    driver.press("enter")
    while try form(driver).focus != .length { driver.press("tab") }
    for (digit, minutes) in [("7", 7), ("0", 70), ("5", 5), ("9", 59)] {
      driver.press(digit)
      #expect(try form(driver).length == minutes, "after \(digit)")
    }
    driver.press("right")
    #expect(try form(driver).length == 60)
    // From its first digit again; 2 minutes are no session.
    driver.press("2")
    #expect(try form(driver).length == 60)
    driver.press("5")
    #expect(try form(driver).length == 25)
    // What is typed can be taken back, and begins anew where the field was left.
    driver.press("backspace backspace 4 5")
    #expect(try form(driver).length == 45)
    driver.press("ctrl-u 9 0")
    #expect(try form(driver).length == 90)
    driver.press("tab shift-tab 3 0")
    #expect(try form(driver).length == 30)
  }

  @Test("Esc from a session's other time goes back to the session")
  func back() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T15:00", 60)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("enter t ctrl-u")
    driver.type("fri 16:00")
    driver.press("esc")
    guard case .session(let open) = driver.screen.sheet else {
      Issue.record("no session is open")
      return
    }
    #expect(open.entry.id == SessionID(1))
    // Also from far away.
    driver.press("t ctrl-u")
    driver.type("+10w 16:00")
    driver.press("esc")
    guard case .session = driver.screen.sheet else {
      Issue.record("no session is open")
      return
    }
    driver.press("esc")
    #expect(driver.screen.sheet == nil && driver.foot.contains("Wed 25 Nov 15:00"))
    // What the grid moves it with moves it from its sheet, too.
    driver.press("enter v")
    #expect(driver.screen.calendar.ghost?.session == SessionID(1))
  }
}
