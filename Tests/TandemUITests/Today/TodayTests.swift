import Mentoring
import Recurrence
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("The first screen")
struct TodayTests {
  @Test("Sessions come with countdown, agenda and what is in their way")
  func sessions() throws {
    let company = Company()
    let store = company.store()
    let start = try company.at("2026-11-25 15:00")
    _ = try store.perform(
      .book(
        Booking(pair: company.editing.id, start: start, length: 60, room: company.lisbon.id, agenda: "Rough cut")),
      by: Actor(company.mia), at: company.now)
    store.insertBusy([BusyBlock(Interval(start: start, seconds: 1_800), title: "Board")], for: company.ralf.id)
    let script = try KeyScript(store, size: Size(120, 16))
    #expect(
      script.lines[4].hasPrefix(
        " ▸ ! Wed 25 Nov 15:00–16:00  Ralf Winter           in 4 h 18 min  Lisbon · Video e…"))
    #expect(script.lines[5].hasPrefix("       Agenda: Rough cut"))
    #expect(script.lines[6].hasPrefix("       ! Ralf Winter: busy 15:00–15:30"))
    #expect(!script.text.contains("Board"))
    #expect(script.status.contains("! 1 conflict"))
    #expect(script.text.contains("│ Wed 25 ██              1 · 1 h │"))
  }

  @Test("One that is asked to move stands in the week where it was agreed, until the answer is yes")
  func askedToMove() throws {
    let company = Company()
    let store = company.store()
    let booking = Booking(pair: company.editing.id, start: try company.at("2026-11-27 15:00"), length: 60)
    let first = try #require(try store.perform(.book(booking), by: Actor(company.mia), at: company.now).sessions.first)
    let move = Move(session: first.id, start: try company.at("2026-12-16 15:00"), asks: true)
    _ = try store.perform(.move(move), by: Actor(company.mia), at: company.now)
    #expect(try KeyScript(store, size: Size(120, 24)).text.contains("│ Fri 27 ██              1 · 1 h │"))
    _ = try store.perform(.accept(first.id), by: Actor(company.ralf), at: company.now)
    #expect(try !KeyScript(store, size: Size(120, 24)).text.contains("1 · 1 h"))
  }

  @Test("The times have the columns that the clock needs", arguments: [120, 80, 40])
  func twelveHours(width: Int) throws {
    let company = Company()
    let store = company.store()
    let booking = Booking(
      pair: company.editing.id, start: try company.at("2026-11-26 15:00"), length: 60, room: company.lisbon.id)
    _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    let script = try KeyScript(store, size: Size(width, 16), settings: InterfaceSettings(clock: .hours12))
    let times = width == 40 ? "Thu 26 Nov 3:00 pm Ralf Winter" : "Thu 26 Nov 3:00 pm–4:00 pm  Ralf Winter  "
    #expect(script.text.contains(times), "\(script.text)")
  }

  @Test("Enter opens the session in the pair's calendar")
  func open() throws {
    let script = try KeyScript().press("enter")
    #expect(script.lines[0].contains("3 CALENDAR"))
    #expect(script.text.contains("Ralf Winter"))
  }

  @Test("The selection stays on its session, whatever others do, and on a session where that is gone")
  func selection() throws {
    let company = Company()
    let store = company.store()
    var ids: [SessionID] = []
    for day in ["26", "27", "30"] {
      let booking = Booking(pair: PairID(1), start: try company.at("2026-11-\(day) 15:00"), length: 60)
      ids += try store.perform(.book(booking), by: Actor(company.mia), at: company.now).sessions.map(\.id)
    }
    let script = try KeyScript(store).press("down down")
    #expect(script.status.contains("Next 3 of 3: Ralf Winter, Mon 30 Nov"))
    func cancel(_ id: SessionID) throws {
      _ = try store.perform(.cancel(id, reason: "New project"), by: Actor(company.ralf), at: company.now)
      script.press("f12")
    }
    try cancel(ids[0])
    #expect(script.text.contains("▸   Mon 30 Nov"))
    // What was called off is told below, and would take the selection's place.
    try cancel(ids[2])
    #expect(script.text.contains("▸   Fri 27 Nov"))
  }

  @Test("Home, End and the pages go through sessions and nudges")
  func ends() throws {
    let company = Company()
    let store = company.store()
    for day in 1...4 {
      let booking = Booking(pair: PairID(1), start: try company.at("2026-12-0\(day) 15:00"), length: 60)
      _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    }
    let script = try KeyScript(store).press("end")
    #expect(script.status.contains("Next 4 of 4"))
    script.press("home")
    #expect(script.status.contains("Next 1 of 4"))
    script.press("pgdn")
    #expect(script.status.contains("Next 4 of 4"))
    script.press("pgup")
    #expect(script.status.contains("Next 1 of 4"))
    script.press("?")
    #expect(script.text.contains("page down"))
  }

  @Test("A coordinator in no pair sees the whole program, and which pairs need somebody")
  func program() throws {
    let company = Company()
    for actor in [Actor(company.kim), .operating(as: "root")] {
      let script = try KeyScript(actor: actor, size: Size(120, 20))
      #expect(script.lines[1].contains("the whole program"))
      #expect(script.text.contains("Mia Chen → Ralf Winter: never met, and nothing is booked"))
      #expect(script.text.contains("Jonas Okafor → Petra Lindqvist: never met, and nothing is booked"))
      #expect(script.text.contains("Week 48 of the program"))
    }
  }

  @Test("A day's hours are told whole or not at all")
  func wholeNumbersOfTheWeek() throws {
    let monday = try #require(CivilDate("2026-11-23"))
    let week = [(979, 44_265), (0, 0), (3, 150)].enumerated().map { index, day in
      TodayData.DayLoad(date: monday + index, sessions: day.0, minutes: day.1, busyMinutes: 0)
    }
    let drawing = TodayDrawing(screen: TodayScreen(), context: try KeyScript().interface.context)
    #expect(drawing.words(of: week, in: 11) == ["979 · 738 h", "", "3 · 2½ h"])
    #expect(drawing.words(of: week, in: 10) == ["979", "", "3"])
  }

  @Test("Missing notes and due tasks are told of, and Enter opens the notebook that they are for")
  func notebookNudges() throws {
    let company = Company()
    let store = company.store()
    let logging = Logging(pair: PairID(1), start: try company.at("2026-11-24 16:00"), length: 60)
    _ = try store.perform(.log(logging), by: Actor(company.mia), at: company.now)
    let due = CivilDate(year: 2026, month: 11, day: 24)
    for (owner, text) in [(company.mia, "Share the files"), (company.ralf, "Not hers")] {
      let edit = NotebookEdit.addAction(PairID(1), owner: owner.id, text: text, due: due)
      _ = try store.perform(.notebook(edit), by: Actor(company.mia), at: company.now)
    }
    let script = try KeyScript(store, size: Size(110, 24))
    #expect(script.text.contains("To do, was due Tue 24 Nov: Share the files"))
    #expect(script.text.contains("No notes yet of Tue 24 Nov with Ralf Winter"))
    #expect(!script.text.contains("Not hers"))
    script.press("j enter e").type("We cut it.")
    script.press("ctrl-s esc")
    #expect(!script.text.contains("No notes yet"))
    script.press("home k k enter space esc")
    #expect(!script.text.contains("Share the files"))
  }

  @Test("After a gap longer than the cadence a pair needs a nudge")
  func nudge() throws {
    let company = Company()
    let store = company.store()
    let last = Interval(start: company.now - 23 * 86_400, seconds: 3_600)
    store.insert(sessions: [
      Session(
        id: SessionID(1), uid: "1@test.invalid", pair: company.editing.id, mentor: company.mia.id,
        mentee: company.ralf.id, interval: last, zone: "Europe/Berlin")
    ])
    let script = try KeyScript(store)
    #expect(script.text.contains("No session booked with Ralf Winter, the last one was 23 days ago"))
  }

  @Test("That a session was to stay where it is, and why, is told to who asked to move it")
  func keptWhereItWas() throws {
    let company = Company()
    let store = company.store()
    let (mia, ralf) = (Actor(company.mia), Actor(company.ralf))
    let booking = Booking(pair: PairID(1), start: try company.at("2026-11-27 16:00"), length: 60)
    let booked = try store.perform(.book(booking), by: mia, at: company.now - 3_600).sessions[0]
    let move = Move(session: booked.id, start: try company.at("2026-11-30 16:00"), asks: true)
    _ = try store.perform(.move(move), by: mia, at: company.now - 3_000)
    // What is agreed stands until then, and is told.
    let asked = try KeyScript(store, size: Size(110, 24))
    #expect(asked.text.contains("stays Fri 27 Nov 16:00–17:00 CET if the answer is no"))
    _ = try store.perform(.decline(booked.id, reason: "Board meeting"), by: ralf, at: company.now - 60)
    let script = try KeyScript(store, size: Size(110, 24))
    #expect(script.text.contains("• Ralf Winter keeps Fri 27 Nov 16:00: “Board meeting”"))
    #expect(!script.text.contains("agreed is"))
    // The end of a reason is told at any size.
    _ = try store.perform(.undo, by: ralf, at: company.now - 50)
    let why = "the board meets all day, and the days after it are full up to Christmas"
    _ = try store.perform(.decline(booked.id, reason: why), by: ralf, at: company.now - 40)
    #expect(try KeyScript(store, size: Size(60, 24)).text.contains("Christmas”"))
    #expect(!(try KeyScript(store, actor: ralf, size: Size(110, 24))).text.contains("keeps"))
  }

  @Test("What came to nothing without the viewer is told with the reason, until something else is booked")
  func ended() throws {
    let company = Company()
    let store = company.store()
    func ask(_ start: String, by person: Person, ago seconds: Int = 3_600) throws -> SessionID {
      let booking = Booking(pair: PairID(1), start: try company.at(start), length: 60, asks: true)
      let outcome = try store.perform(.book(booking), by: Actor(person), at: company.now - seconds)
      return outcome.sessions[0].id
    }
    let asked = try ask("2026-11-27 16:00", by: company.mia)
    _ = try store.perform(.decline(asked, reason: "Board meeting"), by: Actor(company.ralf), at: company.now - 60)
    let script = try KeyScript(store, size: Size(110, 24))
    #expect(script.text.contains("• Ralf Winter declined Fri 27 Nov 16:00: “Board meeting”"))
    // Who said it need not be told.
    let ralf = try KeyScript(store, actor: Actor(company.ralf), size: Size(110, 24))
    #expect(!ralf.text.contains("declined"))
    // Enter opens the calendar where it was.
    script.press("enter")
    #expect(script.status.contains("Fri 27 Nov 16:00–17:00"))
    let later = try ask("2026-11-30 16:00", by: company.mia, ago: 30)
    #expect(!script.press("1").text.contains("Board meeting"))
    // Nobody's answer is told to both.
    var expired = try #require(try store.read { try $0.session(later) })
    (expired.status, expired.request) = (.expired, nil)
    expired.closing = Closing(by: nil, at: company.now - 60)
    store.insert(sessions: [expired])
    for person in [company.mia, company.ralf] {
      let script = try KeyScript(store, actor: Actor(person), size: Size(110, 24))
      #expect(script.text.contains("Nobody answered the request for Mon 30 Nov"))
    }
  }

  @Test("What one took back oneself is no news to oneself")
  func undone() throws {
    let company = Company()
    let store = company.store()
    let booking = Booking(pair: PairID(1), start: try company.at("2026-11-27 16:00"), length: 60)
    _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now - 60)
    _ = try store.perform(.undo, by: Actor(company.mia), at: company.now - 30)
    #expect(try !KeyScript(store, size: Size(110, 24)).text.contains("called off"))
    let ralf = try KeyScript(store, actor: Actor(company.ralf), size: Size(110, 24))
    #expect(ralf.text.contains("with Mia Chen is called off: “the booking was undone”"))
  }

  @Test("What is only asked for is told from what is booked at every size, and is no session of the week yet")
  func asked() throws {
    let company = Company()
    let store = company.store()
    let booking = Booking(pair: PairID(1), start: try company.at("2026-11-27 16:00"), length: 60, asks: true)
    _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
      let script = try KeyScript(store, size: Size(width, height))
      #expect(script.lines.contains { $0.contains("? Fri 27 Nov 16:00") }, "\(script.text)")
      #expect(!script.text.contains("1 · 1 h"))
    }
    let operates = try KeyScript(
      store, actor: Actor(login: "root", person: nil, isCoordinator: true), size: Size(120, 40))
    #expect(operates.lines.contains { $0.contains("? Fri 27 Nov") }, "\(operates.text)")
  }

  @Test("That a session was called off is told although a later one was booked before")
  func endedBesideAnother() throws {
    let company = Company()
    let store = company.store()
    func book(_ start: String, ago seconds: Int) throws -> SessionID {
      let booking = Booking(pair: PairID(1), start: try company.at(start), length: 60)
      return try store.perform(.book(booking), by: Actor(company.mia), at: company.now - seconds).sessions[0].id
    }
    let first = try book("2026-11-27 16:00", ago: 3_600)
    _ = try book("2026-11-30 16:00", ago: 3_500)
    _ = try store.perform(.cancel(first, reason: "flu"), by: Actor(company.ralf), at: company.now - 60)
    let words = "Ralf Winter called off Fri 27 Nov 16:00: “flu”"
    #expect(try KeyScript(store, size: Size(110, 24)).text.contains(words))
    // One that was booked instead says enough.
    _ = try book("2026-12-01 16:00", ago: 30)
    #expect(try !KeyScript(store, size: Size(110, 24)).text.contains(words))
  }

  @Test("Who called off at short notice owes another time, until one is asked for")
  func owed() throws {
    let company = Company()
    let store = company.store()
    let actor = Actor(company.ralf)
    func book(_ start: String, asks: Bool, ago seconds: Int) throws -> SessionID {
      let booking = Booking(pair: PairID(1), start: try company.at(start), length: 60, asks: asks)
      return try store.perform(.book(booking), by: actor, at: company.now - seconds).sessions[0].id
    }
    let words = "late: propose another time to Mia Chen"
    // In time it counts for nothing.
    let early = try book("2026-11-30 16:00", asks: false, ago: 7_200)
    _ = try store.perform(.cancel(early, reason: "a trip"), by: actor, at: company.now - 7_000)
    #expect(try !KeyScript(store, actor: actor, size: Size(110, 24)).text.contains(words))
    let late = try book("2026-11-25 16:00", asks: false, ago: 3_600)
    _ = try store.perform(.cancel(late, reason: "flu"), by: actor, at: company.now - 600)
    let ralf = try KeyScript(store, actor: actor, size: Size(110, 24))
    #expect(ralf.text.contains("You called off Wed 25 Nov 10:00 \(words)"), "\(ralf.text)")
    // The other side owes nothing.
    #expect(try !KeyScript(store, size: Size(110, 24)).text.contains("propose another time"))
    let other = try book("2026-12-01 16:00", asks: true, ago: 30)
    #expect(try !KeyScript(store, actor: actor, size: Size(110, 24)).text.contains(words))
    // One that was called off later is owed anew, whichever begins first; and within a second the order counts.
    _ = try store.perform(.withdraw(other), by: actor, at: company.now - 20)
    let sooner = try book("2026-11-25 15:00", asks: false, ago: 10)
    _ = try store.perform(.cancel(sooner, reason: "flu"), by: actor, at: company.now - 5)
    let owed = try KeyScript(store, actor: actor, size: Size(110, 24)).text
    #expect(owed.contains("You called off Wed 25 Nov 09:00 \(words)"), "\(owed)")
    _ = try book("2026-12-02 16:00", asks: false, ago: 5)
    #expect(try !KeyScript(store, actor: actor, size: Size(110, 24)).text.contains(words))
  }

  @Test("A session that is booked far beyond the cadence needs a nudge too")
  func beyondTheCadence() throws {
    let company = Company()
    let store = company.store()
    func session(_ id: Int64, _ days: Int) -> Session {
      Session(
        id: SessionID(id), uid: "\(id)@test.invalid", pair: company.editing.id, mentor: company.mia.id,
        mentee: company.ralf.id, interval: Interval(start: company.now + days * 86_400 + 19_080, seconds: 3_600),
        zone: "Europe/Berlin")
    }
    store.insert(sessions: [session(1, -14), session(2, 8)])
    let words = "• Ralf Winter: 22 days between two sessions; you meet every 2 weeks"
    for (more, isTold) in [([], true), ([session(3, 2)], false)] {
      store.insert(sessions: more)
      let script = try KeyScript(store, size: Size(120, 24))
      #expect(script.text.contains(words) == isTold)
    }
  }

  @Test("A series that is undone or called off whole is told in one line")
  func endedSeries() throws {
    let company = Company()
    for isUndone in [true, false] {
      let store = company.store()
      let series = SeriesBooking(
        first: Booking(pair: PairID(1), start: try company.at("2026-12-01 15:00"), length: 60),
        rule: try RecurrenceRule("FREQ=WEEKLY;COUNT=4"))
      let booked = try store.perform(.bookSeries(series), by: Actor(company.mia), at: company.now).sessions
      let command = isUndone ? Command.undo : .cancel(booked[0].id, reason: "flu", scope: .all)
      _ = try store.perform(command, by: Actor(company.mia), at: company.now)
      let ralf = try KeyScript(store, actor: Actor(company.ralf), size: Size(160, 30))
      let words =
        isUndone
        ? "4 sessions of a series with Mia Chen, from Tue 1 Dec 09:00 on, are called off: “the booking was undone”"
        : "Mia Chen called off 4 sessions of a series, from Tue 1 Dec 09:00 on: “flu”"
      #expect(ralf.text.contains(words), "\(ralf.text)")
      // The status line tells of it once more, for it is selected.
      #expect(ralf.lines.dropLast(2).count { $0.contains("called off") } == 1)
    }
  }
}
