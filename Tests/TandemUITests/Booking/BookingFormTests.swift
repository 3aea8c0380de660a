import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("The fields of the booking form")
struct BookingFormTests {
  private func sessions(_ driver: CalendarDriver) throws -> [Session] {
    try driver.fixture.store.read { try $0.sessions(SessionFilter(pair: driver.fixture.pair.id)) }
  }

  @Test("The topic is what will be booked: the pair's, to be changed where it stands")
  func topic() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("enter")
    #expect(driver.lines(with: "Topic   Editing").count == 1)
    // Nothing was written.
    driver.press("esc")
    #expect(driver.screen.sheet == nil)
    driver.press("enter up up up")
    driver.press("end backspace backspace backspace")
    driver.type("or's eye")
    #expect(driver.lines(with: "Topic   Editor's eye").count == 1)
    driver.press("ctrl-u")
    #expect(driver.lines(with: "Topic   the pair's: Editing").count == 1)
    driver.type("Light")
    driver.press("esc")
    #expect(driver.screen.sheet != nil && driver.said.last?.hasPrefix("Not booked yet") == true)
    driver.press("tab tab tab enter")
    #expect(try sessions(driver).map(\.topic) == ["Light"])
  }

  @Test("q closes the form as Esc does, but where it is text")
  func quit() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("enter q")
    #expect(driver.screen.sheet == nil)
    driver.press("enter up up q")
    #expect(driver.lines(with: "Agenda  q").count == 1)
    driver.press("down q")
    #expect(driver.screen.sheet != nil && driver.said.last == "Not booked yet: q again discards what is written")
    driver.press("q")
    #expect(driver.screen.sheet == nil)
    driver.press("R q")
    #expect(driver.screen.sheet == nil)
  }

  @Test("The signs beside a choice step it back and forth, whether it has the focus or not")
  func choicesAreStepped() throws {
    var driver = try CalendarDriver(CalendarFixture(), at: "2026-11-26T15:00")
    driver.press("enter")
    func click(_ sign: Character) throws {
      let row = try #require(driver.lines.firstIndex { $0.contains("Length") })
      let line = driver.lines[row]
      let place = try #require(line.firstIndex(of: sign))
      driver.click(line.distance(from: line.startIndex, to: place), row)
    }
    let before = try #require(driver.lines(with: "Length").first)
    try click("▶")
    let later = try #require(driver.lines(with: "Length").first)
    #expect(later != before)
    try click("◀")
    #expect(driver.lines(with: "Length").first == before)
    try click("◀")
    let earlier = try #require(driver.lines(with: "Length").first)
    #expect(earlier != before && earlier != later)
  }

  @Test("A long topic is read from its beginning where it is not being edited")
  func longTopic() throws {
    let fixture = CalendarFixture()
    var pair = fixture.pair
    pair.topic = "Video editing for leadership updates"
    fixture.store.insert(pairs: [pair])
    var driver = try CalendarDriver(fixture, at: "2026-11-26T15:00")
    driver.resize(40, 16)
    driver.press("enter")
    #expect(driver.lines(with: "Topic   Video editing for leadershi…").count == 1, "\(driver.lines)")
  }

  @Test("A time that can't be had does not say that nothing else can")
  func whyNot() throws {
    let fixture = CalendarFixture()
    fixture.session(3, "2026-11-25T15:30", 30, of: fixture.other)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("enter shift-tab")
    driver.press("enter")
    let told = driver.lines.joined(separator: "\n")
    #expect(!told.contains("no opening in the weeks around"), "\(told)")
    // The nearest ones, and not the one before the nearest: as ``explain`` names them.
    #expect(driver.lines.contains { $0.contains("16:00") || $0.contains("16:15") }, "\(told)")
  }

  @Test("The usual room is taken where it is free, and left where it is not, until one is chosen")
  func usualRoom() throws {
    let fixture = CalendarFixture()
    fixture.session(9, "2026-11-26T15:00", 60, of: fixture.other, room: fixture.lisbon.id)
    let kim = Person(id: PersonID(7), login: "kim", name: "Kim", zone: "Europe/Berlin")
    let third = Pair(id: PairID(7), mentor: kim.id, mentee: fixture.tom.id, kind: .peer)
    fixture.store.insert(people: [kim], pairs: [third])
    fixture.session(9, "2026-11-26T15:00", 60, of: third, room: fixture.lisbon.id)
    // Nobody can come at night; the nearest time that can be had is in the room.
    var driver = try CalendarDriver(fixture, at: "2026-11-25T21:00")
    driver.press("enter")
    driver.press("alt-1")
    guard case .booking(var form) = driver.screen.sheet, let slice = driver.screen.calendar.slice else {
      Issue.record("no form")
      return
    }
    #expect(form.room == fixture.lisbon.id && form.explanation?.isOpen == true)
    // Another time at which the room is taken is no reason not to meet.
    let times = driver.screen.calendar.times
    form.time.set("thu 15:00")
    form.readTime(slice, times: times)
    #expect(form.room == nil && form.explanation?.isOpen == true)
    form.time.set("thu 16:00")
    form.readTime(slice, times: times)
    #expect(form.room == fixture.lisbon.id)
    // One that was chosen stays, whatever that comes to.
    form.changeRoom(1, slice, times: times)
    form.changeRoom(1, slice, times: times)
    #expect(form.room == fixture.lisbon.id)
    form.time.set("thu 15:00")
    form.readTime(slice, times: times)
    #expect(form.room == fixture.lisbon.id && form.explanation?.isOpen == false)
  }

  @Test("A button that can do nothing is not hinted at")
  func refusedButton() throws {
    let fixture = CalendarFixture()
    // Two sessions at a time are nobody's to waive.
    fixture.session(1, "2026-11-25T15:30", 60, of: fixture.other)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    func hint() -> String? { driver.screen.keymap.bindings.first { $0.keys.contains(Key(.enter)) }?.hint }
    driver.press("enter")
    for _ in 0..<12 {
      guard case .booking(let form) = driver.screen.sheet, form.focus != .confirm else { break }
      driver.press("tab")
    }
    #expect(hint() == nil)
    driver.press("1")
    #expect(hint() == "book")
  }
}
