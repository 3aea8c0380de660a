import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("A week that is painted")
struct HoursSheetTests {
  private let company = Company()

  private func mia(_ script: KeyScript) throws -> Person {
    try #require(try script.store.read { try $0.person(company.mia.id) })
  }

  /// Two sessions on Tuesday and Wednesday next week.
  private func booked() throws -> MemoryStore {
    let store = company.store()
    for start in ["2026-12-01 16:00", "2026-12-02 16:00"] {
      let booking = Booking(pair: PairID(1), start: try company.at(start), length: 60)
      _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    }
    return store
  }

  @Test("The week, the days that differ and absences")
  func screen() throws {
    let script = try KeyScript(company.store(), size: Size(80, 24)).press("H")
    #expect(
      script.lines[3..<19].joined(separator: "\n") == """
        ┌─ Hours of Mia Chen · Europe/Berlin ──────────────────────────────────────────┐
        │      00  02  04  06  08  10  12  14  16  18  20  22                          │
        │ Mon  ··················████████████████··············                        │
        │ Tue  ··················████████████████··············                        │
        │ Wed  ··················████████████████··············                        │
        │ Thu  ··················████████████████··············                        │
        │ Fri  ··················████████████████··············                        │
        │ Sat  ················································                        │
        │ Sun  ················································                        │
        │      █ works  ▓ preferred  · off                              painting hours │
        │ Days that differ, and absences                                               │
        │   Others book without asking                                                 │
        │                                                                              │
        │                                                                              │
        │ nothing changed yet                                                          │
        └──────────────────────────────────────────────────────────────────────────────┘
        """)
    #expect(script.status.contains("Wednesday 09:00–09:30: works"))
  }

  @Test("Twelve hours where the clock is said to have twelve")
  func twelveHours() throws {
    let settings = InterfaceSettings(clock: .hours12)
    let script = try KeyScript(company.store(), size: Size(80, 24), settings: settings).press("H")
    #expect(script.lines.contains { $0.contains("12  2   4   6   8   10  12  2   4   6   8   10") })
    #expect(script.status.contains("Wednesday 9:00 am–9:30 am: works"))
  }

  @Test("Home and End go to the edges of the day's hours, then of the day; 0 begins no count")
  func edges() throws {
    let script = try KeyScript(company.store(), size: Size(80, 24)).press("H right right home")
    #expect(script.status.contains("Wednesday 09:00–09:30: works"))
    script.press("home")
    #expect(script.status.contains("Wednesday 00:00–00:30: off"))
    script.press("end")
    #expect(script.status.contains("Wednesday 16:30–17:00: works"))
    script.press("end")
    #expect(script.status.contains("Wednesday 23:30–24:00: off"))
    script.press("0 home 0 2 right")
    #expect(script.status.contains("Wednesday 10:00–10:30: works"))
    script.press("down down down end")
    #expect(script.status.contains("Saturday 23:30–24:00: off"))
  }

  @Test("What was said before does not hide what the cursor is on")
  func oldMessage() throws {
    let script = try KeyScript(company.store()).press("M H")
    #expect(script.status.contains("Wednesday 09:00–09:30: works"))
    script.press("enter")
    #expect(script.status.contains("nothing was changed"))
    script.press("right right")
    #expect(script.status.contains("Wednesday 10:00–10:30: works"))
  }

  @Test("A sentence that says what to write instead is there to its end", arguments: [Size(80, 24), Size(40, 12)])
  func wholeSentence(size: Size) throws {
    let script = try KeyScript(company.store(), size: size).press("H a").type("someday")
    let words = script.text.split { " │\n".contains($0) }.joined(separator: " ")
    #expect(
      words.contains("is no time I understand") && words.contains("“+2w 14:00” or 2026-11-25T14:30"), "\(script.text)")
    #expect(script.text.contains("Away someday"))
  }

  @Test("Space paints, Shift with an arrow paints along, Enter saves, u takes it back")
  func paint() throws {
    let script = try KeyScript(company.store()).press("H space shift-right shift-right")
    #expect(script.status.contains("Wednesday 10:00–10:30: off"))
    #expect(try mia(script).hours == .officeHours)
    script.press("enter")
    #expect(try mia(script).hours.description == "Mon-Tue 09:00-17:00; Wed 10:30-17:00; Thu-Fri 09:00-17:00")
    #expect(!script.lines.contains { $0.contains("Hours of Mia") })
    script.press("u")
    #expect(try mia(script).hours == .officeHours)
  }

  @Test("Up and down paint along from day to day, to the end of the week")
  func paintDays() throws {
    let script = try KeyScript(company.store()).press("H space shift-down shift-down shift-down shift-down shift-down")
    #expect(script.status.contains("Sunday 09:00–09:30: off"))
    script.press("enter")
    #expect(try mia(script).hours.description == "Mon-Tue 09:00-17:00; Wed-Fri 09:30-17:00")
    script.press("H space shift-up enter")
    let hours = try mia(script).hours.description
    #expect(hours == "Mon-Wed 09:00-17:00; Thu-Fri 09:30-17:00")
  }

  @Test("A day's hours may be whole ones, and what can't be read is told with what can be")
  func bareHours() throws {
    let script = try KeyScript(company.store(), size: Size(80, 24)).press("H d").type("fri 10-12 14-15")
    #expect(script.text.contains("✓ works 10:00-12:00 14:00-15:00 on Fri 27 Nov"))
    for (line, message) in [
      ("fri 10x12", "“fri 10x12”: a day and its hours, as in “fri 10:00-12:00”, “24 dec off” or “fri usual”"),
      ("10-12", "“10-12”: a day and its hours"), ("fri 9-5", "“9-5” ends before it begins, so write its minutes"),
    ] {
      script.press("ctrl-u").type(line)
      let words = script.text.split { " │\n".contains($0) }.joined(separator: " ")
      #expect(words.contains(message), "\(script.text)")
    }
  }

  @Test("= gives every working day the hours of this one; p paints what is preferred")
  func everyDay() throws {
    let script = try KeyScript(company.store()).press("H space = p right right space shift-right enter")
    #expect(try mia(script).hours.description == "Mon-Fri 09:30-17:00")
    #expect(try mia(script).policy.preferred?.description == "Wed 10:00-11:00")
  }

  @Test("Esc asks once before it throws something away")
  func leave() throws {
    let script = try KeyScript(company.store()).press("H space esc")
    #expect(script.status.contains("not saved yet"))
    script.press("esc")
    #expect(!script.lines.contains { $0.contains("Hours of Mia") })
    #expect(try mia(script).hours == .officeHours)
    script.press("H esc")
    #expect(!script.lines.contains { $0.contains("Hours of Mia") })
  }

  @Test("Days and absences are written as people say them, and are read aloud before Enter")
  func lines() throws {
    let script = try KeyScript(company.store()).press("H d")
    script.type("fri 10:00-12:00")
    #expect(script.lines.contains { $0.contains("✓ works 10:00-12:00 on Fri 27 Nov") })
    script.press("enter a")
    script.type("7 dec to 11 dec, vacation")
    #expect(script.lines.contains { $0.contains("✓ is away Mon 7 Dec to Fri 11 Dec (vacation)") })
    script.press("enter home space enter")
    var saved = try mia(script)
    #expect(saved.overrides.count == 1 && saved.absences.count == 1)
    script.press("H tab down x enter")
    saved = try mia(script)
    #expect(saved.overrides.isEmpty && saved.absences.count == 1)
  }

  @Test("What is not understood is quoted, and stays to be mended")
  func wrongLine() throws {
    let script = try KeyScript(company.store()).press("H a")
    script.type("someday")
    script.press("enter")
    #expect(script.status.contains("“someday” is no time I understand"))
    #expect(script.lines.contains { $0.contains("Away someday") })
  }

  @Test("What it breaks is shown first, each with a time a day, and moves along in one step")
  func broken() throws {
    let script = try KeyScript(try booked(), size: Size(80, 24)).press("H a")
    script.type("1 dec to 2 dec, ill")
    script.press("enter")
    #expect(script.lines.contains { $0.contains("! 2 sessions would no longer fit; Enter shows them") })
    script.press("enter")
    #expect(
      script.lines[5..<16].joined(separator: "\n") == """
        ┌─ 2 sessions would no longer fit ─────────────────────────────────────────────┐
        │ ▸ Tue 1 Dec 16:00–17:00 CET, with Ralf Winter                                │
        │     ✗ away Tue 1 Dec to Wed 2 Dec (ill)                                      │
        │     ●   leave it as it is                                                    │
        │     ○ 1 move to Mon 30 Nov 16:00 · 10:00 for Ralf                            │
        │     ○ 2 move to Thu 3 Dec 16:00 · 10:00 for Ralf                             │
        │     ○ 3 move to Fri 4 Dec 16:00 · 10:00 for Ralf                             │
        │   Wed 2 Dec 16:00–17:00 CET, with Ralf Winter                                │
        │     ✗ away Tue 1 Dec to Wed 2 Dec (ill)                                      │
        │     leave it as it is                                                        │
        │ Nothing is cancelled: what stays shows as a conflict                         │
        """)
    // The second is not offered what the first has taken.
    script.press("2 down")
    #expect(!script.lines.contains { $0.contains("1 move to Thu 3 Dec 16:00") })
    script.press("right a enter")
    let sessions = try script.store.read { try $0.sessions(SessionFilter()) }
    #expect(Set(sessions.map(\.status)) == [.confirmed, .countered])
    #expect(sessions.first { $0.status == .countered }?.request?.message == "I am away Tue 1 Dec to Wed 2 Dec (ill)")
    #expect(try mia(script).absences.count == 1)
    #expect(!script.lines.contains { $0.contains("Hours of Mia") })
    script.press("u")
    let back = try script.store.read { try $0.sessions(SessionFilter()) }
    #expect(back.allSatisfy { $0.status == .confirmed } && back.count == 2)
    #expect(try mia(script).absences.isEmpty)
  }

  @Test("A session booked meanwhile joins the list")
  func bookedMeanwhile() throws {
    let script = try KeyScript(try booked()).press("H a")
    script.type("1 dec, ill")
    script.press("enter enter")
    #expect(script.lines.contains { $0.contains("1 session would no longer fit") })
    let booking = Booking(
      pair: PairID(1), start: try company.at("2026-12-01 17:15"), length: 30, anyway: true)
    _ = try script.store.perform(.book(booking), by: Actor(company.mia), at: company.now)
    script.settle()
    #expect(script.lines.contains { $0.contains("2 sessions would no longer fit") })
  }

  @Test("What somebody else changes meanwhile stays, and what is painted here goes on top")
  func changedMeanwhile() throws {
    let script = try KeyScript(company.store()).press("H space")
    let edit = HoursChange(person: company.mia.id, edits: [.asksFirst(true)])
    _ = try script.store.perform(.changeHours(edit), by: Actor(company.kim), at: company.now)
    script.settle()
    #expect(script.lines.contains { $0.contains("Others ask before they book") })
    script.press("enter")
    let saved = try mia(script)
    #expect(saved.policy.asksFirst == true && saved.hours.description.contains("Wed 09:30-17:00"))
  }

  @Test("Everything is within reach on the smallest screen")
  func small() throws {
    let script = try KeyScript(try booked(), size: Size(40, 12)).press("H")
    #expect(script.lines[2].hasPrefix(" Mon  ····████████████████·············"))
    script.press("a")
    script.type("1 dec")
    script.press("enter")
    #expect(script.lines.contains { $0.contains("▸ Away Tue 1 Dec") })
    script.press("enter")
    #expect(script.lines.contains { $0.contains("▸ Tue 1 Dec 16:00, with Ralf Winter") })
  }

  @Test("It lies over the screen once only")
  func onceOnly() throws {
    let script = try KeyScript(company.store()).press("H space H")
    #expect(script.lines.contains { $0.contains("breaks nothing; Enter saves") })
    script.press("enter")
    #expect(!script.lines.contains { $0.contains("Hours of Mia") })
  }

  @Test("The mouse paints while it is drawn along a day")
  func mouse() throws {
    let script = try KeyScript(company.store(), size: Size(80, 24)).press("H")
    // Monday 09:00 lies 18 half hours right of the grid's edge.
    for (action, column) in [(MouseEvent.Action.press(clicks: 1), 25), (.drag, 28), (.release, 28)] {
      script.send(.mouse(MouseEvent(action, at: Point(column, 5))))
    }
    script.press("enter")
    #expect(try mia(script).hours.description == "Mon 11:00-17:00; Tue-Fri 09:00-17:00")
  }

  @Test("The week begins with the day that is configured, for keys and the mouse")
  func firstWeekday() throws {
    var settings = InterfaceSettings()
    settings.firstWeekday = .sunday
    let script = try KeyScript(company.store(), size: Size(80, 24), settings: settings).press("H")
    let days = script.lines[5..<12].compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) }
    #expect(days == ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"])
    for (action, column) in [(MouseEvent.Action.press(clicks: 1), 25), (.drag, 28), (.release, 28)] {
      script.send(.mouse(MouseEvent(action, at: Point(column, 6))))
    }
    #expect(script.status.contains("Monday"))
    script.press("up")
    #expect(script.status.contains("Sunday"))
    script.press("up down down enter")
    #expect(try mia(script).hours.description == "Mon 11:00-17:00; Tue-Fri 09:00-17:00")
  }

  @Test("Who is nobody of the program has no hours")
  func nobody() throws {
    let script = try KeyScript(company.store(), actor: .operating(as: "root")).press("H")
    #expect(script.status.contains("root is nobody of this program and has no hours"))
  }

  @Test("What the characters mean and what is painted stand apart, and a line of the list is read out")
  func legend() throws {
    let script = try KeyScript(company.store(), size: Size(80, 24)).press("H p")
    #expect(script.text.contains("· off                    painting preferred hours │"))
    script.press("p a").type("7 dec to 11 dec, vacation").press("enter")
    #expect(script.status.contains("Away Mon 7 Dec to Fri 11 Dec"))
  }
}
