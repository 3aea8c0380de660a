import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("Keys of the calendar")
struct CalendarKeysTests {
  private func cursor(_ driver: CalendarDriver) -> Instant { driver.screen.calendar.cursor }

  @Test("Arrows move by a row and a day, pages by a week, and t comes home")
  func moving() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:00")
    let fixture = driver.fixture
    driver.press("down")
    #expect(cursor(driver) == fixture.berlin("2026-11-25T15:30"))
    driver.press("k k")
    #expect(cursor(driver) == fixture.berlin("2026-11-25T14:30"))
    driver.press("right l")
    #expect(cursor(driver) == fixture.berlin("2026-11-27T14:30"))
    driver.press("pgdn")
    #expect(cursor(driver) == fixture.berlin("2026-12-04T14:30"))
    #expect(driver.lines(with: "Week 49").count == 1)
    driver.press("pgup pgup")
    #expect(cursor(driver) == fixture.berlin("2026-11-20T14:30"))
    driver.press("t")
    #expect(cursor(driver) == fixture.berlin("2026-11-24T10:45"))
    driver.press("home")
    #expect(cursor(driver) == fixture.berlin("2026-11-24T09:00"))
  }

  @Test("A week over the clock change keeps the time on the clock")
  func overTheChange() throws {
    var driver = try CalendarDriver(at: "2026-10-21T14:00")
    driver.press("pgdn")
    #expect(cursor(driver) == driver.fixture.berlin("2026-10-28T14:00"))
  }

  @Test("n and N jump between openings, and only openings")
  func openings() throws {
    var driver = try CalendarDriver(.busyWeek(), at: "2026-11-25T16:00")
    let fixture = driver.fixture
    driver.press("n")
    #expect(cursor(driver) == fixture.berlin("2026-11-30T15:00"))
    driver.press("N")
    #expect(cursor(driver) == fixture.berlin("2026-11-25T16:00"))
    #expect(driver.foot.hasPrefix("✓ Wed 25 Nov 16:00–17:00 CET · 10:00 for Ralf · free for both"))
  }

  @Test("An opening beyond the loaded weeks is looked for")
  func farOpening() throws {
    let fixture = CalendarFixture()
    fixture.busy(fixture.ralf, "2026-11-20T00:00", 85 * 1_440)
    var driver = try CalendarDriver(fixture)
    driver.press("n")
    #expect(cursor(driver) == fixture.berlin("2027-02-15T15:00"))
    #expect(driver.said.isEmpty)
    fixture.busy(fixture.ralf, "2027-02-13T00:00", 85 * 1_440)
    driver.storeChanged()
    driver.press("n")
    #expect(driver.said == ["No later opening of 60 minutes"])
  }

  @Test("Lengths are the policy's, and openings follow them")
  func lengths() throws {
    var driver = try CalendarDriver(at: "2026-11-25T16:00")
    driver.press("shift-down")
    #expect(driver.foot.contains("outside hours"))
    driver.press("+")
    #expect(driver.screen.calendar.length == 90)
    driver.press("- -")
    #expect(driver.foot.hasPrefix("✓ Wed 25 Nov 16:00–16:45 CET"))
  }

  @Test("Rows are finer and coarser, and the cursor stays", arguments: [("]", 15), ("[", 60)])
  func zoom(key: String, step: Int) throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:30")
    driver.press(key)
    #expect(driver.screen.calendar.step == step)
    #expect(cursor(driver) == driver.fixture.berlin("2026-11-25T15:30"))
    #expect(driver.foot.hasPrefix("✓ Wed 25 Nov 15:30–16:30 CET"))
  }

  @Test("Tab goes round the sessions, x round those in conflict")
  func sessions() throws {
    let fixture = CalendarFixture.busyWeek()
    fixture.busy(fixture.ralf, "2026-11-26T15:30", 30)
    var driver = try CalendarDriver(fixture)
    driver.press("tab")
    #expect(cursor(driver) == fixture.berlin("2026-11-26T15:00"))
    #expect(driver.foot.hasPrefix("! Ralf: busy 15:30–16:00 (imported)"))
    #expect(driver.lines(with: "! 1 in conflict (!)").count == 1)
    driver.press("tab x")
    #expect(cursor(driver) == fixture.berlin("2026-11-26T15:00"))
    driver.press("shift-tab")
    #expect(cursor(driver) == fixture.berlin("2026-11-24T16:00"))
  }

  @Test("A conflict has its sign on its cell, reversed, without any color")
  func conflictSign() throws {
    let fixture = CalendarFixture.busyWeek()
    fixture.busy(fixture.ralf, "2026-11-26T15:30", 30)
    let driver = try CalendarDriver(fixture)
    let place = try #require(driver.place(of: "!Editing"))
    #expect(driver.canvas[place.x, place.y].style.attributes.contains(.reverse))
  }

  @Test("The legend names the sign of an absence where somebody is away")
  func awaySign() throws {
    let fixture = CalendarFixture()
    #expect(try CalendarDriver(fixture).lines(with: "▒ away").isEmpty)
    let day = try #require(CivilDate("2026-11-26"))
    let change = HoursChange(person: fixture.mia.id, edits: [.addAbsence(Absence(.days(day, day), reason: "ill"))])
    _ = try fixture.store.perform(.changeHours(change), by: Actor(fixture.mia), at: CalendarFixture.now)
    #expect(try CalendarDriver(fixture).lines(with: "░ outside hours  ▒ away  ▌ Mia busy").count == 1)
  }

  @Test("z switches the clock of the rows")
  func zones() throws {
    var driver = try CalendarDriver(at: "2026-11-25T15:30")
    #expect(driver.lines(with: "CET   EST").count == 1)
    driver.press("z")
    #expect(driver.lines(with: "EST   CET").count == 1)
    #expect(driver.foot.hasPrefix("✓ Wed 25 Nov 09:30–10:30 EST · 15:30 for Mia"))
  }

  @Test("Twelve hours, and weeks from Sunday, where the settings say so")
  func habits() throws {
    let settings = InterfaceSettings(clock: .hours12, firstWeekday: .sunday)
    var driver = try CalendarDriver(.busyWeek(), width: 80, height: 24, at: "2026-11-25T15:30", settings: settings)
    #expect(driver.lines(with: "◀ Week 48 · 22–28 Nov 2026 ▶").count == 1)
    #expect(driver.lines(with: "Sun 22").count == 1)
    #expect(driver.lines(with: "  3:30p  9:30a│").count == 1)
    #expect(driver.foot.hasPrefix("✓ Wed 25 Nov 3:30 pm–4:30 pm CET · 9:30 am for Ralf"))
    driver.press("m")
    #expect(driver.lines[2].hasPrefix("Sun"))
  }

  @Test("While a session is in the air its moves are offered, and another calendar tells that it is let go of")
  func inTheAir() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T15:00", 60)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("v b")
    #expect(driver.screen.keymap.bindings.first?.hint == "move it here")
    driver.press("esc")
    driver.press("b")
    #expect(driver.screen.keymap.bindings.first?.hint == "move it here")
    driver.press("esc")
    #expect(driver.screen.calendar.ghost?.session == SessionID(1))
    driver.showOwn()
    #expect(driver.said.last == "The session that was in the air is left where it was")
    driver.showOwn()
    #expect(driver.said.count { $0.contains("in the air") } == 1)
  }

  @Test("A session taken up in one's own calendar is moved in its pair's")
  func takeFromOwn() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T15:00", 60)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.showOwn()
    driver.press("v")
    #expect(driver.screen.calendar.subject == .pair(fixture.pair.id))
    #expect(driver.screen.calendar.ghost?.session == SessionID(1))
    driver.press("esc")
    driver.showOwn()
    driver.press("enter t")
    #expect(driver.lines(with: "Move · Mia Chen → Ralf Winter").count == 1)
  }

  @Test("A pair's calendar begins where it can be booked")
  func beginning() throws {
    var driver = try CalendarDriver(pair: CalendarFixture().other, at: "2026-11-24T10:42")
    let fixture = driver.fixture
    driver.open(.pair(fixture.pair.id))
    #expect(cursor(driver) == fixture.berlin("2026-11-24T15:00"))
  }

  @Test("A session that is called off while it is in the air is let go of")
  func ghostOfNothing() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T15:00", 60)
    var driver = try CalendarDriver(fixture, at: "2026-11-25T15:00")
    driver.press("v right")
    #expect(driver.screen.calendar.ghost?.session == SessionID(1))
    driver.storeChanged()
    #expect(driver.screen.calendar.ghost?.session == SessionID(1))
    _ = try fixture.store.perform(
      .cancel(SessionID(1), reason: "Ill"), by: Actor(fixture.ralf), at: CalendarFixture.now)
    driver.storeChanged()
    #expect(driver.screen.calendar.ghost == nil)
    #expect(!driver.foot.contains("Enter puts it here"))
  }

  @Test("Another size and back keeps cursor, view and what is typed")
  func resizing() throws {
    var driver = try CalendarDriver(.busyWeek(), at: "2026-11-25T15:30")
    let before = driver.lines
    driver.press("enter up up")
    driver.type("Cut")
    driver.resize(40, 12)
    driver.resize(120, 40)
    #expect(driver.lines(with: "Cut").count == 1)
    driver.press("esc esc")
    #expect(driver.lines == before)
  }

  @Test("No size, view or zoom overprints or crashes", arguments: [1, 7, 20, 39, 40, 61, 83, 120, 300])
  func sizes(width: Int) throws {
    var driver = try CalendarDriver(.busyWeek())
    for height in [3, 4, 5, 8, 12, 24, 60] {
      driver.resize(width, height)
      for keys in ["d", "w", "m", "a", "w [", "w ]", "enter", "esc b", "esc e", "esc p", "esc tab enter", "esc"] {
        driver.press(keys)
        #expect(driver.canvas.lines.allSatisfy { columnWidth($0) == width })
      }
    }
  }

  @Test("Wide, combining and right-to-left names keep every line as wide as the screen")
  func wideNames() throws {
    let fixture = CalendarFixture()
    var aiko = fixture.ralf
    aiko.name = "山田 愛子"
    var noa = fixture.mia
    noa.name = "נועה Zoe\u{301} 👩‍🚀"
    fixture.store.insert(people: [aiko, noa])
    fixture.session(1, "2026-11-26T15:00", 60)
    var driver = try CalendarDriver(fixture, viewer: noa)
    for keys in ["w", "d", "m", "a", "w", "tab", "enter", "esc", "n", "enter"] {
      driver.press(keys)
      #expect(driver.canvas.lines.allSatisfy { columnWidth($0) == 120 })
    }
  }

  @Test("On a narrow screen a session moves along the free times, past where it lay")
  func moveInTheAgenda() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-26T16:00", 60)
    var driver = try CalendarDriver(fixture, width: 40, height: 12, at: "2026-11-26T16:00")
    driver.press("v down")
    let moved = driver.screen.calendar.cursor
    #expect(moved > fixture.berlin("2026-11-26T16:00"))
    driver.press("down")
    #expect(driver.screen.calendar.cursor > moved)
    #expect(driver.foot.hasPrefix("✓ "))
  }

  @Test("Tab goes to what comes, and to nothing else")
  func nothingComes() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-20T15:00", 60)
    var driver = try CalendarDriver(fixture, at: "2026-11-26T15:00")
    driver.press("tab")
    #expect(driver.screen.calendar.cursor == fixture.berlin("2026-11-26T15:00"))
    #expect(driver.said.last == "No session comes in these weeks; Shift-Tab goes to the last")
    driver.press("shift-tab")
    #expect(driver.screen.calendar.cursor == fixture.berlin("2026-11-20T15:00"))
  }

  @Test("A month on a narrow screen tells which days have free times, numbers or not")
  func narrowMonth() throws {
    var driver = try CalendarDriver(CalendarFixture(), width: 40, height: 12, at: "2026-11-26T15:00")
    driver.press("m")
    let week = try #require(driver.lines.last { $0.contains("26") && $0.contains("27") })
    #expect(week.filter { $0 == "·" }.count >= 2, "\(week)")
    // What the signs say is said in words.
    let openings = try #require(driver.screen.calendar.page?.days.first { $0.date.day == 26 && $0.date.month == 11 })
      .openings
    #expect(driver.screen.focusWords == "Thu 26 Nov · \(openings) free starts")
  }

  @Test("A month of one row a week has its signs explained below it")
  func narrowMonthLegend() throws {
    let fixture = CalendarFixture.busyWeek()
    var driver = try CalendarDriver(fixture, width: 40, height: 12, at: "2026-11-26T15:00")
    driver.press("m")
    #expect(driver.lines(with: "· free starts  ━ session  ┄ request").count == 1)
    // Asked for, and nothing else that day.
    #expect(driver.lines(with: "27┄").count == 1)
    #expect(driver.lines(with: "26━").count == 1)
    fixture.session(9, "2026-11-26T15:30", 60, of: fixture.other)
    driver.storeChanged()
    #expect(driver.lines(with: "26!").count == 1)
    #expect(driver.lines(with: "! conflict").count == 1)
    // What is being moved goes before it.
    driver.press("w tab v m")
    #expect(driver.lines(with: "free starts  ").isEmpty)
    driver.press("esc")
    driver.resize(120, 40)
    driver.press("m")
    #expect(driver.lines(with: "· free starts  ! conflict (!)  ┄ request").count == 1)
  }
}
