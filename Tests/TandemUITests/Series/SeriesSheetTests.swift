import Mentoring
import Recurrence
import Scheduling
import SystemZones
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("Series in the terminal")
struct SeriesSheetTests {
  private func sessions(_ driver: CalendarDriver) throws -> [Session] {
    try driver.fixture.store.read { try $0.sessions(SessionFilter(pair: driver.fixture.pair.id)) }
  }

  private func starts(_ driver: CalendarDriver) throws -> [String] {
    let zone = try driver.fixture.zones.zone(named: "Europe/Berlin")
    return try sessions(driver).map { String(zone.civil(at: $0.interval.start).description.dropFirst(5).dropLast(3)) }
  }

  /// Four Wednesdays at 15:00, of which the third is taken by a session of Mia's other pair.
  private func clashing() throws -> CalendarDriver {
    let fixture = CalendarFixture()
    fixture.session(3, "2026-12-09T15:00", 60, of: fixture.other)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("R down left left down enter")
    return driver
  }

  @Test("R sets a weekly series, and Enter shows all of it before anything is written")
  func preview() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("R")
    #expect(driver.lines(with: "Repeat   ◀ every week on Wednesday ▶").count == 1)
    #expect(driver.lines(with: "Times    ◀ 6 ▶  until Wed 30 Dec").count == 1)
    driver.press("right down left left left down")
    #expect(driver.lines(with: "every 2 weeks on Wednesday").count == 1)
    #expect(driver.lines(with: "[ Check all ]").count == 1)
    driver.press("enter")
    #expect(driver.lines(with: "3 of 3 fit · ready · every 2 weeks on Wednesday, 3 times").count == 1)
    #expect(driver.lines(with: "✓ Wed 9 Dec 15:00").count == 1)
    #expect(try sessions(driver).isEmpty)
    driver.press("enter")
    #expect(try starts(driver) == ["11-25T15:00", "12-09T15:00", "12-23T15:00"])
    #expect(driver.screen.sheet == nil)
    // Esc goes back to the form, and from there away.
    driver.press("right R down down enter escape")
    #expect(driver.lines(with: "[ Check all ]").count == 1)
    driver.press("escape")
    #expect(driver.screen.sheet == nil)
  }

  @Test("A series is not promised with somebody who wants to be asked, and no part of one is moved along")
  func askedFirst() throws {
    let fixture = CalendarFixture()
    var ralf = fixture.ralf
    ralf.policy.asksFirst = true
    fixture.store.insert(people: [ralf])
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("R down down enter")
    #expect(driver.lines(with: "fit ·").isEmpty)
    #expect(driver.said.last?.contains("Ralf wants to be asked") == true, "\(driver.lines)")
    #expect(try sessions(driver).isEmpty)
  }

  @Test("A clash must be decided: left out, or moved to what is free near it")
  func clashes() throws {
    var driver = try clashing()
    #expect(driver.lines(with: "3 of 4 fit · 1 to decide · every week on Wednesday, 4 times").count == 1)
    #expect(driver.lines(with: "▸ ✗ Wed 9 Dec 15:00").count == 1)
    driver.press("enter")
    #expect(try sessions(driver).isEmpty)
    #expect(driver.said.last == "Decide first: Space leaves it out, m moves it")
    func hint() -> String? { driver.screen.keymap.bindings.first { $0.keys == [.character(" ")] }?.hint }
    #expect(hint() == "leave out")
    driver.press("space")
    #expect(hint() == "take in")
    #expect(driver.lines(with: "▸ – Wed 9 Dec 15:00").count == 1)
    #expect(driver.said.last == "All decided: Enter books 3 sessions")
    driver.press("space")
    #expect(driver.said.last == "1 to decide")
    driver.press("m")
    #expect(driver.lines(with: "▸ → Wed 9 Dec 15:00").count == 1)
    driver.press("m")
    #expect(driver.lines(with: "▸ ✗ Wed 9 Dec 15:00").count == 1)
    driver.press("space enter")
    #expect(try starts(driver) == ["11-25T15:00", "12-02T15:00", "12-16T15:00"])
  }

  @Test("One answer for all is about what is in the way now, not about what comes")
  func answersForAll() throws {
    for key in ["S", "M"] {
      var driver = try clashing()
      driver.press(key)
      #expect(driver.lines(with: "will be booked · ready").count == 1)
      driver.fixture.session(4, "2026-12-02T15:00", 60, of: driver.fixture.other)
      driver.storeChanged()
      #expect(driver.lines(with: "1 to decide").count == 1)
      #expect(driver.lines(with: "✗ Wed 2 Dec 15:00").count >= 1)
      driver.press("enter")
      #expect(try sessions(driver).isEmpty)
      // The one that came is answered as well; once more, and all is open again.
      driver.press(key)
      #expect(driver.lines(with: "will be booked · ready").count == 1)
      driver.press(key)
      #expect(driver.lines(with: "2 of 4 fit · 2 to decide").count == 1)
      driver.press("\(key) enter")
      #expect(try sessions(driver).count == (key == "S" ? 2 : 4))
    }
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("R down left left left down enter S")
    #expect(driver.said.last == "All of them can be had: there is nothing to leave out")
    #expect(driver.lines(with: "3 of 3 fit · ready").count == 1)
  }

  @Test("What was left out by hand stays so when all others move, and is not called free or blocked")
  func leftOutByHand() throws {
    let fixture = CalendarFixture()
    fixture.session(3, "2026-12-02T15:00", 60, of: fixture.other)
    fixture.session(4, "2026-12-09T15:00", 60, of: fixture.other)
    fixture.session(5, "2026-12-16T15:00", 60, of: fixture.other)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("R down left left down enter j space")
    #expect(driver.lines(with: "▸ – Wed 9 Dec 15:00").count == 1)
    driver.press("m")
    #expect(driver.said.last == "It is left out: Space takes it in again")
    for _ in 1...2 {
      driver.press("M")
      #expect(driver.lines(with: "▸ – Wed 9 Dec 15:00").count == 1)
      #expect(driver.lines(with: "→ Wed ").count == 2)
      #expect(driver.lines(with: "3 of 4 will be booked · ready").count == 1)
      // What S left out, M moves.
      driver.press("S")
      #expect(driver.lines(with: "1 of 4 will be booked · ready").count == 1)
    }
    driver.press("S")
    #expect(driver.lines(with: "▸ – Wed 9 Dec 15:00").count == 1)
    #expect(driver.lines(with: "1 of 4 fit · 2 to decide").count == 1)
    // When each is left out by itself, there is no answer for all.
    driver.press("k space j j space M")
    #expect(driver.said.last == "What can't be had you left out, and Space takes it in: there is nothing to move")
    #expect(driver.lines(with: "M move all").isEmpty)
    driver.press("k space M")
    #expect(driver.lines(with: "2 of 4 will be booked · ready").count == 1)
  }

  @Test("In forty columns a row that is moved shows where to")
  func small() throws {
    var driver = try clashing()
    driver.resize(40, 12)
    driver.press("m")
    #expect(driver.lines(with: "4 of 4 will be booked · ready").count == 1)
    guard case .series(let series)? = driver.screen.sheet else {
      Issue.record("there is no series")
      return
    }
    let moved = try #require(series.plan.occurrences[2].start)
    #expect(driver.lines(with: "▸ → \(driver.screen.calendar.times.moment(moved))  not ").count == 1)
  }

  @Test("What can't be moved is not told as not booked")
  func movingIsNoBooking() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("R down left left left down enter enter")
    driver.fixture.session(9, "2026-12-09T16:00", 60, of: driver.fixture.other)
    driver.press("v down down enter")
    #expect(driver.lines(with: "Series   ◀ this one ▶").count == 1)
    let keymap = driver.screen.keymap.bindings
    #expect(keymap.first?.label == "next field, or move" && driver.screen.focusWords.hasPrefix("Moving"))
    let first = Booking(pair: driver.fixture.pair.id, start: driver.fixture.berlin("2026-12-09T16:00"), length: 60)
    let booking = SeriesBooking(first: first, rule: try RecurrenceRule("FREQ=WEEKLY;COUNT=2"))
    let plan = try driver.fixture.store.read { [driver] in
      try SeriesPlanner($0, zones: driver.fixture.zones, actor: driver.context.actor, now: CalendarFixture.now).plan(
        booking)
    }
    let move = Command.move(Move(session: SessionID(1), start: CalendarFixture.now, scope: .all))
    #expect(
      ErrorWording.sentence(CommandError.seriesRefused(plan), driver.context, of: move)
        == "Not moved: 1 of 2 sessions of the series can be had")
  }

  @Test("In forty columns there are several rows, and all of a reason")
  func smallWithAReason() throws {
    var driver = try clashing()
    driver.resize(40, 12)
    #expect(driver.lines(with: "3 of 4 fit · 1 to decide").count == 1)
    #expect(driver.lines(with: "▸ ✗ Wed 9 Dec 15:00").count == 1)
    #expect(driver.lines.filter { $0.contains(" Dec 15:00") || $0.contains(" Nov 15:00") }.count >= 2)
    let told = driver.lines.joined(separator: " ").replacing("│", with: "").split(separator: " ").joined(separator: " ")
    #expect(told.contains("✗ Mia: session with Tom Brandt 15:00–16:00"))
    driver.press("k")
    #expect(driver.lines.filter { $0.contains(" Dec 15:00") || $0.contains(" Nov 15:00") }.count == 4)
  }

  @Test("In forty columns a session tells of its series first, and the agenda marks it")
  func smallSession() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("R down left left left down enter enter")
    driver.resize(40, 12)
    #expect(driver.lines(with: "━ ↻ ").count >= 1)
    driver.press("enter")
    #expect(driver.lines(with: "Series   ↻ 1 of 3 · [ and ] step on").count == 1)
  }

  @Test("One that could be had can be left out too, and taken in again")
  func leavingOut() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("R down left left left down enter j space")
    #expect(driver.lines(with: "▸ – Wed 2 Dec 15:00").count == 1)
    driver.press("space")
    #expect(driver.lines(with: "3 of 3 fit · ready").count == 1)
    driver.press("space")
    #expect(driver.lines(with: "2 of 3 will be booked · ready").count == 1)
    driver.press("k space j j space")
    #expect(driver.lines(with: "none of 3 will be booked").count == 1)
    #expect(driver.said.last == "Nothing is left to book")
    driver.press("space k k space enter")
    #expect(try starts(driver) == ["11-25T15:00", "12-09T15:00"])
  }

  @Test("Somebody who is faster is told of occurrence by occurrence, and nothing is written")
  func race() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("R down left left left down enter")
    driver.beforePerforming = { $0.session(9, "2026-12-02T15:30", 30, of: $0.other) }
    driver.press("enter")
    #expect(driver.lines(with: "Somebody was faster. 1 of 3 can't be had: Wed 2 Dec 15:00").count == 1)
    #expect(driver.lines(with: "✗ Wed 2 Dec 15:00").count >= 1)
    #expect(try sessions(driver).isEmpty)
  }

  @Test("The session sheet tells its place in the series, walks along it, and cancels what was chosen")
  func walking() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("R down left left down enter enter enter")
    #expect(driver.lines(with: "↻ 1 of 4 · [ and ] step on · every week on Wednesday, 4 times").count == 1)
    #expect(driver.lines(with: "Booked Mia Chen → Ralf Winter, 4 sessions").count == 1)
    driver.press("]")
    #expect(driver.lines(with: "↻ 2 of 4").count == 1)
    #expect(driver.lines(with: "Booked Mia Chen → Ralf Winter, 4 sessions").count == 1)
    driver.press("] [ [ [")
    #expect(driver.said.last == "This is the first of its series")
    driver.press("] x tab")
    #expect(driver.lines(with: "Cancel   ◀ this and the following ▶").count == 1)
    driver.type("new project")
    driver.press("enter")
    #expect(try starts(driver) == ["11-25T15:00"])
  }

  @Test("A session of a series that is moved asks which move along")
  func moving() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("R down left left left down enter enter")
    driver.press("v down enter")
    #expect(driver.lines(with: "Series   ◀ this one ▶").count == 1)
    driver.press("right right down enter")
    #expect(try starts(driver) == ["11-25T15:30", "12-02T15:30", "12-09T15:30"])
  }

  @Test("The form that moves several checks all of them, and offers what all of them can have")
  func movingSeveralIsChecked() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("R down left left left down enter enter")
    driver.fixture.session(9, "2026-12-09T16:15", 30, of: driver.fixture.other)
    driver.storeChanged()
    driver.press("v down enter")
    #expect(driver.lines(with: "free for both").count >= 1)
    driver.press("right")
    #expect(driver.lines(with: "this and the following").count == 1)
    #expect(driver.lines(with: "✗ 1 of 3 can't be moved along").count == 1)
    #expect(driver.lines(with: "✗ Wed 9 Dec 15:30").count == 1)
    driver.press("down enter")
    #expect(driver.said.last?.hasPrefix("Can't be moved: 1 of 3") == true)
    #expect(try starts(driver) == ["11-25T15:00", "12-02T15:00", "12-09T15:00"])
    // Whatever is offered can be had.
    for digit in ["1", "2", "3"] {
      var other = driver
      other.press(digit)
      #expect(other.lines(with: "✓ all 3 can be moved, from ").count == 1)
    }
    driver.press("1 enter")
    #expect(driver.screen.sheet == nil)
    #expect(try sessions(driver).allSatisfy { !$0.isMovedByHand })
    #expect(try starts(driver) != ["11-25T15:00", "12-02T15:00", "12-09T15:00"])
  }

  @Test("What comes to be in the way of several is told before Enter, and by it")
  func movingSeveralWhileOthersBook() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("R down left left left down enter enter")
    driver.press("v down enter right right")
    #expect(driver.lines(with: "all to come").count == 1)
    #expect(driver.lines(with: "✓ all 3 can be moved, from Wed 25 Nov 15:30 on").count == 1)
    driver.beforePerforming = { $0.session(9, "2026-12-09T16:15", 30, of: $0.other) }
    driver.press("down enter")
    #expect(driver.lines(with: "Somebody was faster. 1 of 3 can't be had: Wed 9 Dec 15:30").count == 1)
    #expect(try starts(driver) == ["11-25T15:00", "12-02T15:00", "12-09T15:00"])
    driver.press("1")
    #expect(driver.lines(with: "✓ all 3 can be moved, from ").count == 1)
  }

  @Test("A question that a move of several decides is told before it and by it")
  func movingSeveralWithAQuestion() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("R down left left left down enter enter")
    let asked = try #require(try sessions(driver).last)
    let question = Move(session: asked.id, start: driver.fixture.berlin("2026-12-10T16:00"), asks: true)
    _ = try driver.fixture.store.perform(.move(question), by: Actor(driver.fixture.ralf), at: CalendarFixture.now)
    driver.storeChanged()
    driver.press("v down enter right right")
    #expect(driver.lines(with: "✓ all 3 can be moved").count == 1)
    #expect(driver.lines(with: "! Ralf's question about Wed 9 Dec 15:00–16:00 CET").count == 1)
    driver.press("down enter")
    #expect(try sessions(driver).allSatisfy { $0.request == nil })
  }

  @Test("Topics change for as many as were chosen")
  func editing() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    driver.press("R down left left left down enter enter enter ] e up ctrl-u")
    driver.type("Color")
    #expect(driver.lines(with: "Enter next field").count == 1)
    driver.press("escape")
    #expect(driver.said.last == "Not saved: Esc again discards it, Enter in the last field saves")
    driver.press("enter enter right")
    #expect(driver.lines(with: "Enter save").count == 1)
    driver.press("enter")
    #expect(try sessions(driver).map(\.topic) == ["Editing", "Color", "Color"])
  }

  @Test("The room changes for as many as were chosen, and only when another is chosen")
  func rooms() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    let lisbon = driver.fixture.lisbon.id
    driver.press("R down left left left down enter enter")
    let before = try sessions(driver).map(\.room)
    #expect(before.count == 3 && Set(before).count == 1)
    let other: RoomID? = before[0] == nil ? lisbon : nil
    driver.press("enter ] e up up")
    #expect(driver.lines(with: "Room     ◀ \(before[0] == nil ? "none" : "Lisbon") ▶").count == 1)
    #expect(driver.lines(with: "[ and ] step on").count == 1)
    driver.press("right enter enter enter right enter")
    #expect(try sessions(driver).map(\.room) == [before[0], other, other])
    // A topic that is changed for all leaves their rooms as they are.
    driver.press("escape enter e up ctrl-u")
    driver.type("Color")
    driver.press("enter enter right right enter")
    #expect(try sessions(driver).map(\.room) == [before[0], other, other])
    #expect(try sessions(driver).map(\.topic) == ["Color", "Color", "Color"])
  }

  @Test(
    "The form offers what every month has",
    arguments: [
      ("2026-12-02T15:00", ["on the first Wednesday", "on the 2nd"]),
      ("2026-12-30T15:00", ["on the last Wednesday", "on the 30th"]),
    ])
  func patterns(start: String, words: [String]) throws {
    let fixture = CalendarFixture()
    let zone = try fixture.zones.zone(named: "Europe/Berlin")
    let civil = zone.civil(at: fixture.berlin(start))
    for (pattern, text) in zip([Repetition.Pattern.monthlyByWeekday, .monthlyByDate], words) {
      var repetition = Repetition()
      repetition.pattern = pattern
      #expect(repetition.words(from: civil) == "every month \(text)")
    }
    // Each gives its own start first.
    for pattern in Repetition.Pattern.allCases where pattern != .never {
      var repetition = Repetition()
      repetition.pattern = pattern
      let rule = try #require(repetition.rule(from: civil))
      let first = rule.occurrences(from: civil, zone: zone).first { _ in true }
      #expect(first?.start == civil)
    }
  }
}
