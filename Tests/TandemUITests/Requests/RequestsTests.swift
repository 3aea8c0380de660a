import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("What waits for an answer")
struct RequestsTests {
  private let company = Company()

  /// Ralf asks Mia for a time outside her hours; Mia asks Ralf for another.
  private func store() throws -> MemoryStore {
    let store = company.store()
    for (start, person, message) in [
      ("2026-11-30 21:30", company.ralf, "Color grading?"), ("2026-12-01 16:00", company.mia, ""),
    ] {
      let booking = Booking(
        pair: PairID(1), start: try company.at(start), length: 60, asks: true, message: message)
      _ = try store.perform(.book(booking), by: Actor(person), at: company.now)
    }
    return store
  }

  private func sessions(_ script: KeyScript) throws -> [Session] {
    try script.store.read { try $0.sessions(SessionFilter(liveOnly: false)) }
  }

  @Test("Mine and the other side's, with the day around the selected one")
  func screen() throws {
    let script = try KeyScript(try store(), size: Size(80, 20)).press("4")
    #expect(
      script.text == """
         tandem   1 Today  2 Pairs  3 Calendar  4 REQUESTS •1   Mia Chen · Berlin 10:42
         Waits for you
         ▸ Mon 30 Nov 21:30–22:30 CET    Ralf Winter                 answer in 5 days
         You wait for
           Tue 1 Dec 16:00–17:00 CET     Ralf Winter                 answer in 6 days

        ┌─ Video editing ──────────────────────────────────────────────────────────────┐
        │ Asks     Ralf Winter asks Mia Chen                                           │
        │          “Color grading?”                                                    │
        │ When     Mon 30 Nov 21:30–22:30 CET · 15:30 for Ralf                         │
        │ Until    Mon 30 Nov 20:30 (in 5 days), then it expires                       │
        │ Waive?   Mia Chen: outside hours (Mon 09:00–17:00)                           │
        │         08  09  10  11  12  13  14  15  16  17  18  19  20  21  22  23       │
        │ Mia     ░░░░································░░░░░░░░░░░░░░░░░░▒▒▒▒░░░░░░     │
        │ Ralf    ░░░░░░░░░░░░░░░░░░░░░░░░░░░░··························▒▒▒▒··░░░░     │
        │ ▒ asked for  █ session  ▌▐ busy  · free  ░ outside hours                     │
        └──────────────────────────────────────────────────────────────────────────────┘

         Request 1 of 2: waits for you, Mon 30 Nov 21:30–22:30 CET
         ↑↓ move  a accept  d decline  c counter  Enter calendar  g go to  ? help
        """)
  }

  @Test("The times have the columns that the clock needs", arguments: [120, 80, 40])
  func twelveHours(width: Int) throws {
    let settings = InterfaceSettings(clock: .hours12)
    let script = try KeyScript(try store(), size: Size(width, 20), settings: settings).press("4")
    let times = width == 40 ? "Mon 30 Nov 9:30 pm Ralf Wint" : "Mon 30 Nov 9:30 pm–10:30 pm CET  Ralf Winter "
    #expect(script.text.contains(times), "\(script.text)")
    if width == 80 { #expect(script.lines[2].contains("answer in 5 days")) }
  }

  @Test("The number of requests that wait for the viewer stands on the tab of every screen")
  func tab() throws {
    let script = try KeyScript(try store())
    #expect(script.lines[0].contains("4 Requests •1"))
    #expect(script.lines.contains { $0.contains("Ralf Winter asks for Mon 30 Nov 21:30; answer in 5 days") })
    script.press("enter")
    #expect(script.lines[0].contains("4 REQUESTS •1"))
    #expect(script.status.contains("Request 1 of 2: waits for you"))
    let id = try #require(try sessions(script).first).id
    _ = try script.store.perform(.withdraw(id), by: Actor(company.ralf), at: company.now)
    script.settle()
    #expect(script.lines[0].contains("4 REQUESTS  "))
    // Of those who look after the program nobody asks anything; all that waits is on the screen.
    let kim = try KeyScript(try store(), actor: Actor(company.kim))
    #expect(kim.lines[0].contains("4 Requests  "))
    #expect(kim.press("4").text.contains("Waits for others"))
  }

  @Test("! leads to what is in conflict from the requests, too, and says when nothing is")
  func conflict() throws {
    let store = try store()
    let script = try KeyScript(store).press("4 !")
    #expect(script.status.contains("othing is in conflict"), "\(script.status)")
    let booking = Booking(pair: PairID(1), start: try company.at("2026-11-27 16:00"), length: 60)
    let booked = try store.perform(.book(booking), by: Actor(company.mia), at: company.now).sessions[0]
    let busy = BusyImport(person: PersonID(1), source: "a.ics", blocks: [BusyBlock(booked.interval, title: "Dentist")])
    _ = try store.perform(.importBusy(busy), by: Actor(company.mia), at: company.now)
    script.settle()
    #expect(script.press("4 !").lines[0].contains("2 PAIRS"), "\(script.text)")
  }

  @Test("A request whose time to answer is over is let go of by whoever looks on, and the agreed time stands again")
  func expires() throws {
    let store = company.store()
    let booking = Booking(pair: PairID(1), start: try company.at("2026-11-30 16:00"), length: 60)
    let session = try #require(
      try store.perform(.book(booking), by: Actor(company.mia), at: company.now).sessions.first)
    let asked = Move(session: session.id, start: try company.at("2026-11-30 15:00"), asks: true)
    _ = try store.perform(.move(asked), by: Actor(company.mia), at: company.now)
    let script = try KeyScript(store, actor: Actor(company.ralf))
    #expect(script.lines[0].contains("4 Requests •1"))
    let deadline = try #require(try store.read { try $0.session(session.id) }?.deadline)
    script.wait(until: deadline - 60)
    #expect(script.lines[0].contains("4 Requests •1"))
    script.wait(until: deadline)
    #expect(script.lines[0].contains("4 Requests  "))
    #expect(script.text.contains("Mon 30 Nov 10:00 Mia Chen"))
    let steps = try store.read { try $0.steps(StepFilter(session: session.id)) }
    #expect(steps.first?.command == "expire" && steps.first?.actor == Actor.program.login)
    #expect(try sessions(script).map(\.status) == [.confirmed])
  }

  @Test("a accepts, u takes it back")
  func accept() throws {
    let script = try KeyScript(try store()).press("4 a")
    #expect(try sessions(script)[0].status == .confirmed)
    #expect(script.status.contains("✓ Accepted Mia Chen → Ralf Winter, Mon 30 Nov 21:30–22:30 CET"))
    script.press("u")
    #expect(try sessions(script)[0].status == .requested)
    // What is one's own is answered by the other side.
    script.press("down a")
    #expect(script.status.contains("you proposed this time; Ralf Winter answers, and w withdraws it"))
    #expect(try sessions(script)[1].status == .requested)
    script.press("w")
    #expect(try sessions(script)[1].status == .withdrawn)
  }

  @Test("d asks for a reason and declines; Esc leaves it")
  func decline() throws {
    let script = try KeyScript(try store()).press("4 d")
    script.type("Too late")
    script.press("esc esc")
    #expect(try sessions(script)[0].status == .requested)
    script.press("d")
    script.type("Too late for me")
    script.press("enter")
    let declined = try sessions(script)[0]
    #expect(declined.status == .declined && declined.reason == "Too late for me")
  }

  @Test("c proposes one of the openings, and the other side answers")
  func counter() throws {
    let script = try KeyScript(try store()).press("4 c")
    #expect(script.lines.contains { $0.contains("Propose another time") })
    script.press("down enter")
    let countered = try #require(try sessions(script).first { $0.status == .countered })
    #expect(countered.request?.proposer == company.mia.id)
    #expect(script.lines[0].contains("4 REQUESTS  "))
    // Two wait for Ralf now; the first is the one that Mia had asked for.
    let ralf = try KeyScript(script.store, actor: Actor(company.ralf)).press("4")
    #expect(ralf.lines[0].contains("4 REQUESTS •2"))
    // What it answers is said, to each in their words.
    if !ralf.text.contains("Counters") { ralf.press("down") }
    #expect(ralf.text.contains("Counters Mon 30 Nov 15:30–16:30 EST, which you asked for"), "\(ralf.text)")
    #expect(script.text.contains("which Ralf asked for"), "\(script.text)")
    ralf.press("home")
    ralf.press("a")
    #expect(ralf.lines[0].contains("4 REQUESTS •1"))
  }

  @Test("What an undo brings back is selected")
  func undone() throws {
    let script = try KeyScript(try store(), size: Size(80, 24)).press("4 down w")
    #expect(!script.text.contains("Tue 1 Dec 16:00–17:00 CET     Ralf"))
    script.press("u")
    #expect(script.lines.contains { $0.contains("▸ Tue 1 Dec 16:00") }, "\(script.text)")
  }

  @Test("The agreed time is no counter-proposal, for it stands after a no")
  func agreedIsNotOffered() throws {
    let store = company.store()
    let booking = Booking(pair: PairID(1), start: try company.at("2026-12-01 16:00"), length: 60)
    let booked = try #require(try store.perform(.book(booking), by: Actor(company.mia), at: company.now).sessions.first)
    let move = Move(session: booked.id, start: try company.at("2026-12-02 16:00"), asks: true)
    _ = try store.perform(.move(move), by: Actor(company.ralf), at: company.now)
    let script = try KeyScript(store, size: Size(100, 40)).press("4 c")
    #expect(script.lines.contains { $0.contains("Agreed   Tue 1 Dec 16:00–17:00 CET stands after a no") })
    let others = script.lines.filter { $0.contains(":") && $0.contains("Tue 1 Dec") && !$0.contains("Agreed") }
    #expect(!others.isEmpty && !others.contains { $0.contains("│   Tue 1 Dec 16:00–17:00") })
  }

  @Test("r in the calendar asks, and says which rules the other side would waive")
  func ask() throws {
    let script = try KeyScript(company.store(), size: Size(100, 30)).press("2 enter g")
    script.type("tue 13:00")
    script.press("enter r")
    #expect(script.lines.contains { $0.contains("✗ Ralf: outside hours") })
    #expect(script.lines.contains { $0.contains("[ Ask ]") })
    script.press("shift-tab")
    script.type("Before your flight?")
    script.press("enter enter")
    let asked = try #require(try sessions(script).first)
    let start = try company.at("2026-12-01 13:00")
    #expect(asked.status == .requested && asked.interval.start == start)
    #expect(asked.request?.message == "Before your flight?")
    #expect(asked.waivers == [Waiver(code: "outsideHours", person: company.ralf.id)])
    // A sheet on it withdraws it.
    script.press("enter")
    #expect(script.lines.contains { $0.contains("Request  you ask · answer until") })
  }

  @Test("Nothing to answer is said, with what to do", arguments: [Size(120, 40), Size(80, 24), Size(40, 12)])
  func empty(size: Size) throws {
    let script = try KeyScript(company.store(), size: size).press("4")
    #expect(script.lines.contains { $0.contains("Nothing waits for an answer.") })
  }

  @Test("Which rule the answer waives is read on the smallest screen, before the day is")
  func small() throws {
    let store = try store()
    let script = try KeyScript(store, size: Size(40, 12)).press("4")
    #expect(script.text.contains(" Waive?   Mia Chen: outside hours"))
    #expect(script.text.contains(" Ralf  "))
    // From when to when, and on the other's clock; the list has the day.
    script.press("down")
    #expect(script.text.contains(" When     16:00–17:00 · 10:00 for Ralf"), "\(script.text)")
  }

  @Test("What the one who asks waives themself is no question to the other side")
  func waivedByProposer() throws {
    let store = company.store()
    let booking = Booking(
      pair: PairID(1), start: try company.at("2026-11-30 21:30"), length: 60, anyway: true, asks: true)
    _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    let script = try KeyScript(store, actor: Actor(company.ralf), size: Size(80, 24)).press("4")
    #expect(script.text.contains("│ Waived   Mia Chen: outside hours"))
    #expect(!script.text.contains("Waive?"))
  }

  @Test("What came in the way of one's own is said, with the key that accepts anyway")
  func anyway() throws {
    let store = try store()
    let start = try company.at("2026-11-30 21:00")
    store.insertBusy([BusyBlock(Interval(start: start, seconds: 7_200), title: "Choir")], for: company.mia.id)
    let script = try KeyScript(store).press("4")
    #expect(script.hints.contains("A accept anyway") && !script.hints.contains("a accept "))
    script.press("a")
    #expect(script.status.contains("✗ Not accepted; A accepts anyway: Mia Chen: busy 21:00–23:00 “Choir”"))
    script.press("A")
    #expect(try sessions(script)[0].status == .confirmed)
  }

  @Test("The session's sheet has a key of its own for that, for A is the agenda there")
  func anywayInSheet() throws {
    let store = try store()
    let start = try company.at("2026-11-30 21:00")
    store.insertBusy([BusyBlock(Interval(start: start, seconds: 7_200), title: "Choir")], for: company.mia.id)
    let script = try KeyScript(store).press("4 enter enter")
    #expect(script.text.contains("Ctrl-O accept anyway") && !script.text.contains("a accept"))
    script.press("a")
    #expect(script.text.contains("Not accepted; Ctrl-O accepts anyway: Mia Chen: busy 21:00–23:00 “Choir”"))
    #expect(try sessions(script)[0].status == .requested)
    script.press("ctrl-o")
    #expect(try sessions(script)[0].status == .confirmed)
  }

  @Test("Esc leads back from the calendar of a request, and nowhere from one that was shown as a screen")
  func back() throws {
    let script = try KeyScript(try store()).press("4 down enter enter esc")
    #expect(script.lines[0].contains("3 CALENDAR"))
    script.press("?").type("back to")
    #expect(script.text.contains("back to Requests"))
    script.press("esc esc esc")
    #expect(script.lines[0].contains("4 REQUESTS") && script.status.contains("Request 2 of 2"))
    script.press("3 esc")
    #expect(script.lines[0].contains("3 CALENDAR"))
    script.press("1 g").type("fri").press("enter esc")
    #expect(script.lines[0].contains("1 TODAY"))
  }

  @Test("Another request in the day around one is drawn as one, a session as one", arguments: [true, false])
  func others(asks: Bool) throws {
    let store = try store()
    let booking = Booking(pair: PairID(1), start: try company.at("2026-11-30 15:30"), length: 60, asks: asks)
    _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    let script = try KeyScript(store, size: Size(80, 24)).press("4")
    // The one that is looked at is behind it, in the evening.
    #expect(script.status.contains("Mon 30 Nov 21:30"))
    let lane = try #require(script.lines.first { $0.hasPrefix("│ Mia  ") })
    #expect(lane.contains(asks ? "▒▒▒▒··" : "████··"), "\(script.text)")
    #expect(lane.filter { $0 == "▒" }.count == (asks ? 8 : 4))
  }

  @Test("Home, End and the pages go through them")
  func ends() throws {
    let script = try KeyScript(try store(), size: Size(80, 20)).press("4 end")
    #expect(script.status.contains("Request 2 of 2"))
    script.press("home")
    #expect(script.status.contains("Request 1 of 2"))
    script.press("pgdn")
    #expect(script.status.contains("Request 2 of 2"))
    script.press("pgup G")
    #expect(script.status.contains("Request 2 of 2"))
  }

  @Test("A counter-proposal that comes too late keeps its message on the screen")
  func counterTooLate() throws {
    let script = try KeyScript(try store()).press("4 c w").type("Could we make it later?")
    script.press("enter")
    let id = try #require(try sessions(script).first).id
    _ = try script.store.perform(.withdraw(id), by: Actor(company.ralf), at: company.now)
    script.settle()
    script.press("enter")
    #expect(script.text.contains("Could we make it later?"))
    #expect(script.status.contains("✗"))
    script.press("esc")
    #expect(script.status.contains("Esc again discards"))
    // The list of messages has the selected one whole, also where no line holds it.
    let narrow = try KeyScript(try store(), size: Size(58, 20)).press("4 a L")
    #expect(narrow.text.contains("Accepted Mia Chen → Ralf Winter, Mon 30 Nov"))
    #expect(narrow.text.contains("21:30–22:30 CET"))
  }

  @Test("A counter-proposal can have another length and a message, which is asked for before it goes")
  func counterWithMore() throws {
    let script = try KeyScript(try store()).press("4 c")
    let before = try #require(try sessions(script).first?.minutes)
    #expect(script.text.contains("Length   \(before) min") && script.text.contains("none; w writes one"))
    script.press("+")
    let text = script.text
    #expect(!text.contains("Length   \(before) min"))
    script.press("w").type("Longer, so that we see all of it")
    script.press("enter esc")
    #expect(script.status.contains("Esc again discards what is written"))
    script.press("down enter")
    let countered = try #require(try sessions(script).first { $0.status == .countered })
    #expect(countered.minutes > before && countered.request?.message == "Longer, so that we see all of it")
  }

  @Test("A time that is not listed is typed, with another length where it is written, and the list says that it is cut")
  func counterTyped() throws {
    let script = try KeyScript(try store()).press("4 c")
    #expect(script.text.contains("the nearest 60; t types another time"), "\(script.text)")
    script.press("t").type("feb 30 16:00").press("enter")
    #expect(script.text.contains("“feb 30” is no date"), "\(script.text)")
    script.press("ctrl-u").type("11 dec 16:00-16:45").press("enter")
    let countered = try #require(try sessions(script).first { $0.status == .countered })
    #expect(try countered.interval.start == company.at("2026-12-11 16:00") && countered.minutes == 45)
    // Mia's own question, which she asks otherwise now.
    script.press("k c t").type("14 dec 16:00").press("enter")
    #expect(script.text.contains("Counters Tue 1 Dec 16:00–17:00 CET, which you asked for"), "\(script.text)")
    #expect(script.text.contains("You wait for") && !script.text.contains("─ Propose"), "\(script.text)")
  }

  @Test("Who answers or withdraws for others is asked once more")
  func forOthers() throws {
    let script = try KeyScript(try store(), actor: Actor(company.kim)).press("4 a")
    #expect(script.status.contains("a again to accept for Mia Chen"), "\(script.status)")
    // Anything else in between, and another request, begin anew.
    script.press("j w")
    #expect(script.status.contains("w again to withdraw what Mia Chen asked for"), "\(script.status)")
    script.press("k w")
    #expect(try sessions(script).allSatisfy { $0.status == .requested })
    #expect(script.status.contains("w again to withdraw what Ralf Winter asked for"), "\(script.status)")
    script.press("w")
    #expect(try sessions(script).map(\.status) == [.withdrawn, .requested])
    script.press("a a")
    #expect(try sessions(script).map(\.status) == [.withdrawn, .confirmed])
    // In the session's sheet too, where another key in between begins anew.
    let sheet = try KeyScript(try store(), actor: Actor(company.kim)).press("4 enter enter a j a")
    #expect(try sessions(sheet)[0].status == .requested && sheet.status.contains("a again to accept for Mia Chen"))
    #expect(try sessions(sheet.press("a")).first?.status == .confirmed, "\(sheet.text)")
    // One's own needs no second thought.
    let mia = try KeyScript(try store()).press("4 a")
    #expect(try sessions(mia).first?.status == .confirmed)
  }

  @Test("On the smallest screen a request says who asks, why and until when, with the others in sight")
  func smallest() throws {
    let script = try KeyScript(try store(), size: Size(40, 12)).press("4")
    #expect(
      script.text == """
         1 Today  2 Pairs  3 Cal  4•REQ   10:42
         ▸ Mon 30 Nov 21:30 Ralf W… in 5 days
           Tue 1 Dec 16:00  Ralf W… in 6 days
        ─ Ralf Winter asks Mia Chen ────────────
         Waive?   Mia Chen: outside hours (Mon
                  09:00–17:00)
         “Color grading?”
                 08 11 14 17 20
         Mia     ░········░░░░▒▒░
         Ralf    ░░░░░░░······▒▒░
         Request 1 of 2: waits for you, Mon 3…
         a accept  d decline  c counter  ? help
        """)
  }

  @Test("On a narrow screen another time says when it begins, on both clocks")
  func narrowOpenings() throws {
    let script = try KeyScript(try store(), size: Size(40, 12)).press("4 c")
    #expect(script.lines.contains { $0.contains(":00 · ") && $0.contains(" for Ralf ") })
    #expect(!script.text.contains("–"))
  }
}
