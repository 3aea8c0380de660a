import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("Booking, moving and cancelling in the terminal")
struct BookingSheetTests {
  private func sessions(_ driver: CalendarDriver, liveOnly: Bool = true) throws -> [Session] {
    try driver.fixture.store.read {
      try $0.sessions(SessionFilter(pair: driver.fixture.pair.id, liveOnly: liveOnly))
    }
  }

  @Test("Enter, Enter books where the cursor is, in the room that is free")
  func book() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("enter")
    #expect(driver.lines(with: "Book · Mia Chen → Ralf Winter").count == 1)
    #expect(driver.lines(with: "✓ Wed 25 Nov 15:00–16:00 CET").count >= 1)
    driver.press("enter")
    let booked = try #require(try sessions(driver).first)
    #expect(booked.interval.start == driver.fixture.berlin("2026-11-25T15:00"))
    #expect(booked.minutes == 60)
    #expect(booked.room == driver.fixture.lisbon.id)
    #expect(booked.topic == "Editing")
    #expect(driver.screen.sheet == nil)
    #expect(driver.lines(with: "┏Editing 1/12━┓").count == 1)
    #expect(driver.foot.hasPrefix("• Mia Chen → Ralf Winter · Editing 1/12 · Wed 25 Nov 15:00–16:00 CET"))
  }

  @Test("Asking is offered only where it would help, also with who wants to be asked")
  func askingAgainstAClash() throws {
    let fixture = CalendarFixture()
    var ralf = fixture.ralf
    ralf.policy.asksFirst = true
    fixture.store.insert(people: [ralf])
    fixture.session(1, "2026-11-26T15:30", 60, of: fixture.other)
    var driver = try CalendarDriver(fixture, at: "2026-11-26T15:00")
    driver.press("enter")
    #expect(driver.lines(with: "session with Tom Brandt").count >= 1)
    #expect(driver.lines(with: "[ Book ]").count == 1 && driver.lines(with: "Ask").isEmpty)
    driver.press("esc right enter")
    #expect(driver.lines(with: "[ Ask ]").count == 1 && driver.lines(with: "Book ]").isEmpty)
  }

  @Test("That the usual room can't be had is said where it goes")
  func lostRoom() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-26T15:00", 60, of: fixture.other, room: fixture.lisbon.id)
    var driver = try CalendarDriver(fixture, at: "2026-11-26T15:00")
    driver.press("enter")
    #expect(driver.lines(with: "◀ none ▶  Lisbon is taken 15:00–16:00").count == 1)
  }

  @Test("An end in the time field is a length too")
  func lengthOfASpan() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("enter up up up up up up ctrl-u")
    driver.type("fri 15:00-15:45")
    #expect(driver.lines(with: "◀ 45 min ▶  until 15:45").count == 1)
    driver.press("ctrl-u")
    driver.type("fri 8:00-18:00")
    #expect(driver.lines(with: "600").count == 1)
  }

  @Test("Every field takes what is typed, and the check follows each key")
  func fields() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("enter shift-tab shift-tab")
    driver.type("Titles")
    driver.press("up")
    driver.press("ctrl-u")
    driver.type("Grading")
    driver.press("up up left up")
    driver.press("ctrl-u")
    driver.type("thu 16:")
    #expect(driver.lines(with: "“thu 16:” is no time I understand").count == 1)
    driver.type("00")
    #expect(driver.lines(with: "✓ Thu 26 Nov 16:00–16:45 CET").count >= 1)
    driver.press("enter enter enter enter enter enter enter")
    let booked = try #require(try sessions(driver).first)
    #expect(booked.interval.start == driver.fixture.berlin("2026-11-26T16:00"))
    #expect(booked.minutes == 45)
    #expect(booked.topic == "Grading")
    #expect(booked.agenda == "Titles")
  }

  @Test("A clash is answered before the commit: session, person, minutes, and openings to take")
  func clash() throws {
    let fixture = CalendarFixture()
    fixture.session(3, "2026-11-25T15:30", 30, of: fixture.other)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("enter")
    #expect(driver.lines(with: "✗ Mia: session with Tom Brandt 15:30–16:00").count >= 1)
    #expect(driver.lines(with: "anyway").isEmpty)
    driver.press("tab tab tab tab tab tab enter")
    #expect(try sessions(driver).isEmpty)
    #expect(driver.said.last?.hasPrefix("Can't be booked: Mia: session with Tom Brandt 15:30–16:00") == true)
    driver.press("2")
    #expect(driver.lines(with: "✓").count >= 1)
    driver.press("enter")
    let booked = try #require(try sessions(driver).first)
    #expect(!booked.interval.overlaps(Interval(start: fixture.berlin("2026-11-25T15:20"), seconds: 3_000)))
  }

  @Test("What is offered instead is taken at once: by Alt and its digit where digits are text, and by a click")
  func alternatives() throws {
    let fixture = CalendarFixture()
    fixture.session(3, "2026-11-25T15:30", 30, of: fixture.other)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("enter")
    #expect(driver.screen.focusWords == "Booking · time · can't be booked")
    let offers = driver.lines(with: "Alt-2 ")
    #expect(offers.count == 1)
    driver.press("alt-2")
    #expect(driver.screen.focusWords == "Booking · confirm · can be booked")

    var clicked = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    clicked.press("enter")
    let row = try #require(clicked.lines.firstIndex { $0.contains("Alt-1 ") })
    let line = clicked.lines[row]
    let column = try #require(line.firstRange(of: "Alt-1 "))
    clicked.click(line.distance(from: line.startIndex, to: column.lowerBound), row)
    #expect(clicked.screen.focusWords == "Booking · confirm · can be booked")
    // Where nothing is typed the digit is enough.
    var driven = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driven.press("enter shift-tab")
    #expect(driven.lines(with: "Alt-1 ").isEmpty)
    driven.press("1")
    #expect(driven.screen.focusWords == "Booking · confirm · can be booked")
  }

  @Test("The loser of a race keeps the form, hears who won, and takes an alternative")
  func race() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("enter")
    driver.beforePerforming = { fixture in
      let booking = Booking(pair: fixture.other.id, start: fixture.berlin("2026-11-25T15:00"), length: 60)
      _ = try fixture.store.perform(.book(booking), by: Actor(fixture.tom), at: CalendarFixture.now)
    }
    driver.press("enter")
    driver.beforePerforming = { _ in }
    #expect(try sessions(driver).isEmpty)
    #expect(driver.lines(with: "Somebody was faster. Mia Chen: session with Tom Brandt 15:00–16:00").count == 1)
    #expect(driver.lines(with: "booked by Tom Brandt").count == 1)
    #expect(driver.lines(with: "3 ").count >= 1)
    driver.press("1 enter")
    let booked = try #require(try sessions(driver).first)
    let won = Interval(start: driver.fixture.berlin("2026-11-25T15:00"), seconds: 3_600)
    #expect(booked.interval.gap(to: won) >= 600)
    #expect(driver.screen.sheet == nil)
  }

  @Test("What protects only oneself can be waived, and nothing else")
  func anyway() throws {
    let fixture = CalendarFixture()
    fixture.busy(fixture.mia, "2026-11-25T15:00", 30, "Stand-up")
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("enter")
    #expect(driver.lines(with: "✗ Mia: busy 15:00–15:30 “Stand-up”").count >= 1)
    driver.press("shift-tab enter")
    #expect(try sessions(driver).count == 1)
    var other = try CalendarDriver(fixture, viewer: fixture.ralf, at: "2026-11-26T14:30")
    other.press("enter")
    #expect(other.lines(with: "anyway ]").count == 1)
    var mias = try CalendarDriver(fixture, at: "2026-11-26T14:30")
    mias.press("enter")
    #expect(mias.lines(with: "anyway ]").isEmpty)
  }

  @Test("A session moves by keys: a ghost follows, Enter drops it, Esc does not")
  func moveByKeys() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T15:00", 60)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("v right down")
    #expect(driver.lines(with: "▐✓15:30–16:30").count == 1)
    #expect(driver.foot.hasPrefix("✓ Thu 26 Nov 15:30–16:30 CET"))
    #expect(driver.foot.contains("Enter puts it here"))
    driver.press("esc")
    #expect(try sessions(driver).map(\.interval.start) == [fixture.berlin("2026-11-25T15:00")])
    driver.press("v right down enter")
    #expect(try sessions(driver).map(\.interval.start) == [fixture.berlin("2026-11-26T15:30")])
    #expect(try sessions(driver).map(\.sequence) == [1])
  }

  @Test("A drop that can't be is told why, and the session stays in the air")
  func blockedMove() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T15:00", 60)
    fixture.busy(fixture.ralf, "2026-11-26T15:00", 120)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("v right enter")
    #expect(driver.said.last?.hasPrefix("Can't be moved here: Ralf: busy 15:00–17:00 (imported)") == true)
    #expect(driver.screen.calendar.ghost != nil)
    #expect(try sessions(driver).map(\.sequence) == [0])
  }

  @Test("A drag moves a session, and another sets a length")
  func drag() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T15:00", 60)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T16:00")
    let box = try #require(driver.place(of: "┏Editing"))
    driver.mouse(.press(clicks: 1), at: box.x + 3, box.y)
    driver.mouse(.drag, at: box.x + 18, box.y)
    driver.mouse(.drag, at: box.x + 18, box.y + 1)
    #expect(driver.lines(with: "▐✓15:30–16:30").count == 1)
    driver.mouse(.release, at: box.x + 18, box.y + 1)
    #expect(try sessions(driver).map(\.interval.start) == [fixture.berlin("2026-11-26T15:30")])
    driver.mouse(.press(clicks: 1), at: box.x + 3, box.y)
    driver.mouse(.drag, at: box.x + 3, box.y + 2)
    driver.mouse(.release, at: box.x + 3, box.y + 2)
    #expect(driver.foot.hasPrefix("✓ Wed 25 Nov 15:00–16:30 CET"))
    #expect(driver.screen.sheet == nil)
  }

  @Test("A click selects, a second one opens; a double click opens at once")
  func clicks() throws {
    var driver = try CalendarDriver(at: "2026-11-25T16:00")
    let free = try #require(driver.place(of: "15:00 09:00"))
    driver.click(free.x + 16, free.y)
    #expect(driver.screen.sheet == nil)
    #expect(driver.screen.calendar.cursor == driver.fixture.berlin("2026-11-23T15:00"))
    driver.click(free.x + 64, free.y)
    #expect(driver.foot.hasPrefix("✓ Thu 26 Nov 15:00–16:00 CET"))
    driver.click(free.x + 64, free.y)
    #expect(driver.lines(with: "Book · Mia Chen").count == 1)
    driver.press("esc")
    let button = try #require(driver.place(of: "Month"))
    driver.click(button.x, button.y)
    #expect(driver.lines(with: "November 2026").count == 1)
    let next = try #require(driver.place(of: "▶"))
    driver.click(next.x, next.y)
    #expect(driver.lines(with: "December 2026").count == 1)
  }

  @Test("A session is cancelled with a reason, and not without")
  func cancel() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T15:00", 60)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("enter x enter")
    #expect(driver.lines(with: "Write why first").count == 1)
    driver.type("Ralf is ill")
    driver.press("enter")
    let cancelled = try #require(try sessions(driver, liveOnly: false).first)
    #expect(cancelled.status == .cancelled && cancelled.reason == "Ralf is ill")
    #expect(driver.lines(with: "Editing 1/12").isEmpty)
  }

  @Test("Topic and agenda are edited in the session's sheet, which shows who did what")
  func edit() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("enter enter enter e")
    driver.type("Bring the rushes")
    driver.press("enter enter")
    #expect(try sessions(driver).map(\.agenda) == ["Bring the rushes"])
    #expect(driver.lines(with: "Agenda   Bring the rushes").count == 1)
    #expect(driver.lines(with: "mia: Booked Mia Chen → Ralf Winter").count == 1)
    #expect(driver.lines(with: "mia: Edited").count == 1)
  }

  @Test("A time phrase moves a session too")
  func moveByPhrase() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T15:00", 60)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("enter t ctrl-u")
    driver.type("fri 16:00")
    driver.press("enter enter enter")
    #expect(try sessions(driver).map(\.interval.start) == [fixture.berlin("2026-11-27T16:00")])
  }

  @Test("Another time for what is asked is proposed, and the form says so")
  func proposing() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-26T15:00", 60, status: .requested)
    var driver = try CalendarDriver(fixture, viewer: fixture.ralf, at: "2026-11-26T15:00")
    driver.press("enter t")
    #expect(driver.lines(with: "Propose another time · ").count == 1)
    #expect(driver.lines(with: "[ Propose ]").count == 1 && driver.lines(with: "Move").isEmpty)
    #expect(driver.screen.focusWords.hasPrefix("Proposing · "))
    // Back to the session that it was opened from.
    driver.press("esc")
    #expect(driver.screen.sheet != nil)
  }

  @Test("Whoever may not book is told who can, and nothing is written")
  func permission() throws {
    var driver = try CalendarDriver(viewer: CalendarFixture().tom, at: "2026-11-25T15:00")
    driver.press("enter")
    #expect(driver.said.last == "Only Mia Chen, Ralf Winter or a coordinator can book for this pair")
    #expect(driver.screen.sheet == nil)
  }

  @Test("A store that is read only is looked at, and its keys say why they do nothing")
  func readOnly() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T15:00", 60)
    var driver = try CalendarDriver(
      fixture, at: "2026-11-26T15:00", settings: InterfaceSettings(readOnlyCause: "--read-only is said"))
    driver.press("enter")
    #expect(driver.said.last == "open for reading only: --read-only is said")
    driver.press("shift-tab v")
    #expect(driver.screen.calendar.ghost == nil)
    driver.press("enter")
    #expect(driver.lines(with: "Editing").count >= 1)
    #expect(driver.lines(with: "x cancel it").isEmpty)
    driver.press("x")
    #expect(driver.said.count == 3)
    #expect(try sessions(driver).map(\.sequence) == [0])
  }

  @Test("The cursor of the terminal stands on the focused cell, row or field")
  func hardwareCursor() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    #expect(driver.canvas.cursor == driver.place(of: "▐✓15:00"))
    driver.press("b")
    #expect(driver.canvas.cursor == driver.place(of: "▸ Wed 25 Nov 15:00"))
    driver.press("enter up up")
    let agenda = try #require(driver.place(of: "what it is about"))
    #expect(driver.canvas.cursor == agenda)
    driver.press("tab tab")
    let button = try #require(driver.place(of: "[ Book ]"))
    #expect(driver.canvas.cursor == Point(button.x + 2, button.y))
  }

  @Test("A click beside a list closes it; a form stays")
  func clickBeside() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("b")
    driver.click(1, 30)
    #expect(driver.screen.sheet == nil)
    driver.press("enter")
    driver.click(1, 36)
    #expect(driver.screen.sheet != nil)
    let button = try #require(driver.place(of: "[ Book ]"))
    driver.click(button.x + 3, button.y)
    #expect(try sessions(driver).count == 1)
  }

  @Test("Somebody else's booking appears, with the form still open")
  func othersBooking() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("enter")
    driver.fixture.session(9, "2026-11-25T15:30", 60, of: driver.fixture.other)
    driver.storeChanged()
    #expect(driver.lines(with: "✗ Mia: session with Tom Brandt 15:30–16:30").count >= 1)
  }

  @Test("Pasted lines never submit a form, and do nothing outside a field")
  func paste() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    _ = driver.screen.paste("one\ntwo\n", driver.context)
    driver.press("enter shift-tab shift-tab")
    _ = driver.screen.paste("one\ntwo\n", driver.context)
    #expect(driver.lines(with: "one two").count == 1)
    #expect(try sessions(driver).isEmpty)
  }

  @Test("On the smallest screen what is offered instead can be taken, and reasons that have no room are counted")
  func smallest() throws {
    let script = try KeyScript(size: Size(40, 12)).press("2 c t enter")
    for words in ["✗ too soon", "is th… │", "more reason", "Alt-1 Wed 25 Nov 15:00  ", "[ Book ]"] {
      #expect(script.text.contains(words), "\(words): \(script.text)")
    }
    script.press("alt-1")
    #expect(script.status.contains("Booking · confirm · can be booked"))
  }
}
