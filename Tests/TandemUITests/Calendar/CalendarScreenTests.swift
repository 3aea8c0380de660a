import Mentoring
import Scheduling
import TerminalKit
import Testing

@testable import TandemUI

@Suite("The calendar on the screen")
struct CalendarScreenTests {
  /// The calendar's part of the screen: all but the tabs above, and the status and the hints below.
  private func drawing(_ driver: CalendarDriver) -> String {
    driver.lines.dropFirst().dropLast(2).joined(separator: "\n")
  }

  @Test("A week at 120x40 has both clocks, two lanes a day, sessions to scale and the reason under the cursor")
  func week() throws {
    let driver = try CalendarDriver(.busyWeek(), height: 40)
    #expect(
      drawing(driver) == """
         ◀ Week 48 · 23–29 Nov 2026 ▶  Mia Chen → Ralf Winter · reverse · 60 min                          Day WEEK Month Agenda
           CET   EST│Mon 23         │Tue 24 today   │Wed 25         │Thu 26        │Fri 27        │Sat 28        │Sun 29
                    │↑ 1 earlier    │               │               │              │              │              │
         08:00 02:00│░             ░│░             ░│░             ░│░            ░│░            ░│░            ░│░            ░
         08:30 02:30│░             ░│░             ░│░             ░│░            ░│░            ░│░            ░│░            ░
         09:00 03:00│              ░│              ░│▌             ░│             ░│             ░│░            ░│░            ░
         09:30 03:30│              ░│              ░│              ░│             ░│             ░│░            ░│░            ░
         10:00 04:00│              ░│              ░│              ░│             ░│             ░│░            ░│░            ░
         10:30 04:30│              ░│              ░│              ░│             ░│             ░│░            ░│░            ░
         11:00 05:00│              ░│              ░│              ░│             ░│             ░│░            ░│░            ░
         11:30 05:30│              ░│              ░│              ░│             ░│             ░│░            ░│░            ░
         12:00 06:00│              ░│              ░│              ░│             ░│             ░│░            ░│░            ░
         12:30 06:30│              ░│              ░│              ░│             ░│             ░│░            ░│░            ░
         13:00 07:00│              ░│              ░│              ░│             ░│             ░│░            ░│░            ░
         13:30 07:30│              ░│              ░│              ░│             ░│             ░│░            ░│░            ░
         14:00 08:00│              ░│              ░│              ░│             ░│             ░│░            ░│░            ░
         14:30 08:30│              ░│              ░│▐✗14:30–15:30 ▌│             ░│             ░│░            ░│░            ░
         15:00 09:00│               │               │▐             ▌│┏━━━━━━━━━━━━┓│┌Editing 5/12┐│░            ░│░            ░
         15:30 09:30│               │               │   · · · · ·   │┃Editing 4/12┃│└┄┄┄┄┄┄┄┄┄┄┄┄┘│░            ░│░            ░
         16:00 10:00│              ▐│┏Editing 3/12━┓│   · · · · ·   │┗━━━━━━━━━━━━┛│              │░            ░│░            ░
         16:30 10:30│              ▐│┗━━━━━━━━━━━━━┛│               │              │              │░            ░│░            ░
         17:00 11:00│░              │░              │░              │░             │░             │░            ░│░            ░
         17:30 11:30│░              │░              │░              │░             │░             │░            ░│░            ░
         18:00 12:00│░              │░              │░              │░             │░             │░            ░│░            ░
         18:30 12:30│░              │░              │░              │░             │░             │░            ░│░            ░
         19:00 13:00│░              │░              │░              │░             │░             │░            ░│░            ░
         19:30 13:30│░              │░              │░              │░             │░             │░            ░│░            ░
         20:00 14:00│░              │░              │░              │░             │░             │░            ░│░            ░
         20:30 14:30│░              │░              │░              │░             │░             │░            ░│░            ░
         21:00 15:00│░              │░              │░              │░             │░             │░            ░│░            ░
         21:30 15:30│░              │░              │░              │░             │░             │░            ░│░            ░
         22:00 16:00│░              │░              │░              │░             │░             │░            ░│░            ░
         22:30 16:30│░              │░              │░              │░             │░             │░            ░│░            ░
         23:00 17:00│░             ░│░             ░│░             ░│░            ░│░            ░│░            ░│░            ░
         ░ outside hours  ▌ Mia busy  ▐ Ralf busy  · both free for 60 min  ━ session  ┄ request
         ✗ Ralf: outside hours (Wed 15:00–23:00) — n: next opening Wed 25 Nov 15:00 (09:00 for Ralf)

        """)
  }

  @Test("Where a session stays that is asked to move may not fit any more, and says so there")
  func askedToMoveFromWhatFitsNoMore() throws {
    let fixture = CalendarFixture.busyWeek()
    let move = Move(session: SessionID(4), start: fixture.berlin("2026-11-25T15:30"), asks: true)
    _ = try fixture.store.perform(.move(move), by: Actor(fixture.mia), at: CalendarFixture.now)
    let agreed = Interval(start: fixture.berlin("2026-11-26T15:00"), seconds: 5_400)
    let away = HoursChange(
      person: fixture.mia.id, edits: [.addAbsence(Absence(.exact(agreed), reason: "dentist"))], remedies: [],
      leavesOthers: true)
    _ = try fixture.store.perform(.changeHours(away), by: Actor(fixture.mia), at: CalendarFixture.now)
    var driver = try CalendarDriver(fixture, height: 40, at: "2026-11-26T15:00")
    let text = drawing(driver)
    #expect(text.contains("┃!if no      ┃"), "\(text)")
    #expect(text.contains("! Mia: away") && text.contains("it stays here if the answer is no"), "\(text)")
    driver.press("e")
    #expect(drawing(driver).contains("away Thu 26 Nov 15:00"), "\(drawing(driver))")
  }

  @Test("80x24 still shows a week")
  func narrowWeek() throws {
    let driver = try CalendarDriver(.busyWeek(), width: 80, height: 24, at: "2026-11-25T15:30")
    #expect(
      drawing(driver) == """
         ◀ Week 48 · 23–29 Nov 2026 ▶  Mia → Ralf · 60 min        Day WEEK Month Agenda
           CET   EST│Mon 23   │Tue 24•  │Wed 25   │Thu 26   │Fri 27   │Sat 28  │Sun 29
                    │1 earlier│         │         │         │         │        │
         12:30 06:30│        ░│        ░│        ░│        ░│        ░│░      ░│░      ░
         13:00 07:00│        ░│        ░│        ░│        ░│        ░│░      ░│░      ░
         13:30 07:30│        ░│        ░│        ░│        ░│        ░│░      ░│░      ░
         14:00 08:00│        ░│        ░│        ░│        ░│        ░│░      ░│░      ░
         14:30 08:30│        ░│        ░│        ░│        ░│        ░│░      ░│░      ░
         15:00 09:00│         │         │  · · ·  │┏━━━━━━━┓│┌Editing┐│░      ░│░      ░
         15:30 09:30│         │         │▐✓15:30 ▌│┃Editing┃│└┄┄5/12┄┘│░      ░│░      ░
         16:00 10:00│        ▐│┏Editing┓│▐       ▌│┗━━4/12━┛│         │░      ░│░      ░
         16:30 10:30│        ▐│┗━━3/12━┛│         │         │         │░      ░│░      ░
         17:00 11:00│░        │░        │░        │░        │░        │░      ░│░      ░
         17:30 11:30│░        │░        │░        │░        │░        │░      ░│░      ░
         18:00 12:00│░        │░        │░        │░        │░        │░      ░│░      ░
         18:30 12:30│░        │░        │░        │░        │░        │░      ░│░      ░
         19:00 13:00│░        │░        │░        │░        │░        │░      ░│░      ░
         19:30 13:30│░        │░        │░        │░        │░        │░      ░│░      ░
         ░ outside hours  ▌ Mia busy  ▐ Ralf busy  · both free  ━ session  ┄ request
         ✓ Wed 25 Nov 15:30–16:30 CET · 09:30 for Ralf · free for both · Room Lisbon
           free
        """)
  }

  @Test("Under 84 columns a week is three days")
  func threeDays() throws {
    let driver = try CalendarDriver(.busyWeek(), width: 54, height: 20, at: "2026-11-25T15:30")
    #expect(
      drawing(driver) == """
         ◀ 24–26 Nov 2026 ▶  Mia → Ralf · 60 min      D W M A
           CET   EST│Tue 24 today │Wed 25       │Thu 26
         13:30 07:30│            ░│            ░│            ░
         14:00 08:00│            ░│            ░│            ░
         14:30 08:30│            ░│            ░│            ░
         15:00 09:00│             │  · · · · ·  │┏━━━━━━━━━━━┓
         15:30 09:30│             │▐✓15:30     ▌│┃Editing    ┃
         16:00 10:00│┏Editing━━━━┓│▐           ▌│┗━━━━━━4/12━┛
         16:30 10:30│┗━━━━━━3/12━┛│             │
         17:00 11:00│░            │░            │░
         17:30 11:30│░            │░            │░
         18:00 12:00│░            │░            │░
         18:30 12:30│░            │░            │░
         19:00 13:00│░            │░            │░
         ░ outside hours  ▌ Mia busy  ▐ Ralf busy
         ✓ Wed 25 Nov 15:30–16:30 CET · 09:30 for Ralf · free
           for both · Room Lisbon free
        """)
  }

  @Test("40x12 lists, and books")
  func smallest() throws {
    let driver = try CalendarDriver(.busyWeek(), width: 40, height: 12, at: "2026-11-25T15:00")
    #expect(
      drawing(driver) == """
         ◀ 23 Nov – 20 Dec ▶  Ralf      D W M A
         Mon 23 Nov 05:00–05:30 ━ Editing 2/12 …
         Tue 24 Nov 16:00–17:00 ━ Editing 3/12 …
        ▸Wed 25 Nov 15:00–17:00 · 5 free starts
         Thu 26 Nov 15:00–16:30 ━ Editing 4/12
         Fri 27 Nov 15:00–16:00 ┄ Editing 5/12 …
         Mon 30 Nov 15:00–17:00 · 5 free starts
         Tue 1 Dec  15:00–17:00 · 5 free starts
         ✓ Wed 25 Nov 15:00–16:00 CET · 09:00 …
        """)
  }

  @Test("40x12 says of a session what its line does not, and with whom it is where only one name has room")
  func smallestSession() throws {
    var driver = try CalendarDriver(.busyWeek(), width: 40, height: 12, at: "2026-11-24T16:00")
    #expect(driver.foot.hasPrefix("• 10:00 for Ralf · Room Lisbon · co"), "\(driver.foot)")
    driver.showOwn()
    #expect(driver.lines(with: "━ Ralf · Ed").count >= 1, "\(drawing(driver))")
    #expect(driver.foot.hasPrefix("• Mia Chen → Ralf Winter · Room Lis"), "\(driver.foot)")
    driver.resize(120, 40)
    driver.press("a")
    #expect(driver.lines(with: "Mia Chen → Ralf Winter · ").count >= 1)
  }

  @Test("A day has room for what makes each side busy")
  func day() throws {
    var driver = try CalendarDriver(.busyWeek(), width: 100, height: 30, at: "2026-11-25T15:00")
    driver.press("d")
    #expect(
      drawing(driver) == """
         ◀ Wed 25 Nov 2026 · week 48 ▶  Mia Chen → Ralf Winter · reverse · 60 min     DAY Week Month Agenda
           CET   EST│Wednesday 25            ▌ Mia Chen                                        Ralf Winter ▐
         11:00 05:00│                                                                                      ░
         11:30 05:30│                                                                                      ░
         12:00 06:00│                                                                                      ░
         12:30 06:30│                                                                                      ░
         13:00 07:00│                                                                                      ░
         13:30 07:30│                                                                                      ░
         14:00 08:00│                                                                                      ░
         14:30 08:30│                                                                                      ░
         15:00 09:00│▐✓15:00–16:00                                                                         ▌
         15:30 09:30│▐                                                                                     ▌
         16:00 10:00│                                       · · · · ·
         16:30 10:30│
         17:00 11:00│░
         17:30 11:30│░
         18:00 12:00│░
         18:30 12:30│░
         19:00 13:00│░
         19:30 13:30│░
         20:00 14:00│░
         20:30 14:30│░
         21:00 15:00│░
         21:30 15:30│░
         ░ outside hours  ▌ Mia busy  ▐ Ralf busy  · both free for 60 min  ━ session  ┄ request
         ✓ Wed 25 Nov 15:00–16:00 CET · 09:00 for Ralf · free for both · Room Lisbon free

        """)
  }

  @Test("A month counts openings and lists sessions")
  func month() throws {
    var driver = try CalendarDriver(.busyWeek(), width: 80, height: 24, at: "2026-11-25T15:00")
    driver.press("m")
    #expect(
      drawing(driver) == """
         ◀ November 2026 ▶  Mia → Ralf · 60 min                   Day Week MONTH Agenda
        Mon         Tue         Wed         Thu         Fri        Sat        Sun
        26         │27         │28         │29         │30        │31        │1 Nov
                   │           │           │           │          │          │
        2          │3          │4          │5          │6         │7         │8
                   │           │           │           │          │          │
                   │           │           │           │          │          │
        9          │10         │11         │12         │13        │14        │15
                   │14:00 Edit…│           │           │          │          │
                   │           │           │           │          │          │
        16         │17         │18         │19         │20        │21        │22
                   │           │           │           │          │          │
        23         │24•        │25       5·│26         │27        │28        │29
        05:00 Edit…│16:00 Edit…│           │15:00 Edit…│┄15:00 Ed…│          │
                   │           │           │           │          │          │
        30       5·│1 Dec    5·│2        5·│3        5·│4       5·│5         │6
                   │           │           │           │          │          │
                   │           │           │           │          │          │
         · free starts  ┄ request  • today
         ✓ Wed 25 Nov 15:00–16:00 CET · 09:00 for Ralf · free for both · Room Lisbon
           free
        """)
  }

  @Test("An agenda lists sessions and what is free between them")
  func agenda() throws {
    var driver = try CalendarDriver(.busyWeek(), width: 80, height: 24, at: "2026-11-25T15:00")
    driver.press("a")
    #expect(
      drawing(driver) == """
         ◀ Week 48–51 · 23 Nov – 20 Dec 2026 ▶  Mia → Ralf        Day Week Month AGENDA
         Mon 23 Nov 05:00–05:30 ━ Editing 2/12 · held
         Tue 24 Nov 16:00–17:00 ━ Editing 3/12 · Room Lisbon
        ▸Wed 25 Nov 15:00–17:00 · free for 60 min · 5 starts
         Thu 26 Nov 15:00–16:30 ━ Editing 4/12
         Fri 27 Nov 15:00–16:00 ┄ Editing 5/12 · requested
         Mon 30 Nov 15:00–17:00 · free for 60 min · 5 starts
         Tue 1 Dec  15:00–17:00 · free for 60 min · 5 starts
         Wed 2 Dec  15:00–17:00 · free for 60 min · 5 starts
         Thu 3 Dec  15:00–17:00 · free for 60 min · 5 starts
         Fri 4 Dec  15:00–17:00 · free for 60 min · 5 starts
         Mon 7 Dec  15:00–17:00 · free for 60 min · 5 starts
         Tue 8 Dec  15:00–17:00 · free for 60 min · 5 starts
         Wed 9 Dec  15:00–17:00 · free for 60 min · 5 starts
         Thu 10 Dec 15:00–17:00 · free for 60 min · 5 starts
         Fri 11 Dec 15:00–17:00 · free for 60 min · 5 starts
         Mon 14 Dec 15:00–17:00 · free for 60 min · 5 starts
         Tue 15 Dec 15:00–17:00 · free for 60 min · 5 starts
         · both free for 60 min  ━ session  ┄ request
         ✓ Wed 25 Nov 15:00–16:00 CET · 09:00 for Ralf · free for both · Room Lisbon
           free
        """)
  }

  @Test("The hour that Berlin shows twice is there twice, marked, and only on its day")
  func autumn() throws {
    let driver = try CalendarDriver(.busyWeek(), width: 100, height: 18, at: "2026-10-25T01:00")
    #expect(
      drawing(driver) == """
         ◀ Week 43 · 19–25 Oct 2026 ▶  Mia Chen → Ralf Winter · reverse · 60 min      Day WEEK Month Agenda
          CEST   EDT│Mon 19      │Tue 20      │Wed 21      │Thu 22      │Fri 23     │Sat 24     │Sun 25 25h
         01:00 19:00│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│▐✗01:00   ▌
         01:30 19:30│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│▐         ▌
         02:00 20:00│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│░         ░
         02:30 20:30│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│░         ░
        ↻02:00 21:00│╱╱╱╱╱╱╱╱╱╱╱╱│╱╱╱╱╱╱╱╱╱╱╱╱│╱╱╱╱╱╱╱╱╱╱╱╱│╱╱╱╱╱╱╱╱╱╱╱╱│╱╱╱╱╱╱╱╱╱╱╱│╱╱╱╱╱╱╱╱╱╱╱│░         ░
        ↻02:30 21:30│╱╱╱╱╱╱╱╱╱╱╱╱│╱╱╱╱╱╱╱╱╱╱╱╱│╱╱╱╱╱╱╱╱╱╱╱╱│╱╱╱╱╱╱╱╱╱╱╱╱│╱╱╱╱╱╱╱╱╱╱╱│╱╱╱╱╱╱╱╱╱╱╱│░         ░
         03:00 22:00│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│░         ░
         03:30 22:30│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│░         ░
         04:00 23:00│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│░         ░
         04:30 23:30│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│░         ░
         ░ outside hours  ▌ Mia busy  ▐ Ralf busy  · both free for 60 min  ━ session  ┄ request
         ✗ this time is past (it is Tue 24 Nov 10:42 CET) · too soon: sessions need 2 h notice, so Tue 24
           Nov 12:42 is the earliest · both: outside hours (none on Sun) — n: next opening Wed 25 Nov 15:0…
        """)
  }

  @Test("The hour that Berlin skips is a gap on its day")
  func spring() throws {
    let driver = try CalendarDriver(.busyWeek(), width: 100, height: 18, at: "2026-03-29T01:00")
    #expect(
      drawing(driver) == """
         ◀ Week 13 · 23–29 Mar 2026 ▶  Mia Chen → Ralf Winter · reverse · 60 min      Day WEEK Month Agenda
           CET   EDT│Mon 23      │Tue 24      │Wed 25      │Thu 26      │Fri 27     │Sat 28     │Sun 29 23h
         01:00 20:00│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│▐✗01:00   ▌
         01:30 20:30│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│▐         ▌
         02:00 21:00│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│╱╱╱╱╱╱╱╱╱╱╱
         02:30 21:30│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│╱╱╱╱╱╱╱╱╱╱╱
         03:00 21:00│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│░         ░
         03:30 21:30│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│░         ░
         04:00 22:00│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│░         ░
         04:30 22:30│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│░         ░
         05:00 23:00│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│░         ░
         05:30 23:30│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│░         ░
         ░ outside hours  ▌ Mia busy  ▐ Ralf busy  · both free for 60 min  ━ session  ┄ request
         ✗ this time is past (it is Tue 24 Nov 10:42 CET) · too soon: sessions need 2 h notice, so Tue 24
           Nov 12:42 is the earliest · both: outside hours (none on Sun) — no opening in the weeks around
        """)
  }

  @Test("z puts the other clock's rows first, and marks its own change")
  func newYork() throws {
    var driver = try CalendarDriver(.busyWeek(), width: 100, height: 18, at: "2026-11-01T06:00")
    driver.press("z")
    #expect(
      drawing(driver) == """
         ◀ Week 44 · 26 Oct – 1 Nov 2026 ▶  Mia Chen → Ralf Winter · 60 min           Day WEEK Month Agenda
           EDT   CET│Mon 26      │Tue 27      │Wed 28      │Thu 29      │Fri 30     │Sat 31     │Sun 1 25h
         01:00 06:00│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│▐✗01:00   ▌
         01:30 06:30│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│▐         ▌
        ↻01:00 07:00│╱╱╱╱╱╱╱╱╱╱╱╱│╱╱╱╱╱╱╱╱╱╱╱╱│╱╱╱╱╱╱╱╱╱╱╱╱│╱╱╱╱╱╱╱╱╱╱╱╱│╱╱╱╱╱╱╱╱╱╱╱│╱╱╱╱╱╱╱╱╱╱╱│░         ░
        ↻01:30 07:30│╱╱╱╱╱╱╱╱╱╱╱╱│╱╱╱╱╱╱╱╱╱╱╱╱│╱╱╱╱╱╱╱╱╱╱╱╱│╱╱╱╱╱╱╱╱╱╱╱╱│╱╱╱╱╱╱╱╱╱╱╱│╱╱╱╱╱╱╱╱╱╱╱│░         ░
         02:00 08:00│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│░         ░
         02:30 08:30│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│░         ░
         03:00 09:00│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│░         ░
         03:30 09:30│░          ░│░          ░│░          ░│░          ░│░         ░│░         ░│░         ░
         04:00 10:00│           ░│           ░│           ░│           ░│          ░│░         ░│░         ░
         04:30 10:30│           ░│           ░│           ░│           ░│          ░│░         ░│░         ░
         ░ outside hours  ▌ Mia busy  ▐ Ralf busy  · both free for 60 min  ━ session  ┄ request
         ✗ this time is past (it is Tue 24 Nov 04:42 EST) · too soon: sessions need 2 h notice, so Tue 24
           Nov 06:42 is the earliest · both: outside hours (none on Sun) — n: next opening Wed 25 Nov 09:0…
        """)
  }

  @Test("A terminal without Unicode gets ASCII alone")
  func ascii() throws {
    let driver = try CalendarDriver(.busyWeek(), width: 80, height: 24, at: "2026-11-25T15:30", glyphs: .ascii)
    #expect(
      drawing(driver) == """
         < Week 48 | 23-29 Nov 2026 >  Mia -> Ralf | 60 min       Day WEEK Month Agenda
           CET   EST|Mon 23   |Tue 24*  |Wed 25   |Thu 26   |Fri 27   |Sat 28  |Sun 29
                    |1 earlier|         |         |         |         |        |
         12:30 06:30|        :|        :|        :|        :|        :|:      :|:      :
         13:00 07:00|        :|        :|        :|        :|        :|:      :|:      :
         13:30 07:30|        :|        :|        :|        :|        :|:      :|:      :
         14:00 08:00|        :|        :|        :|        :|        :|:      :|:      :
         14:30 08:30|        :|        :|        :|        :|        :|:      :|:      :
         15:00 09:00|         |         |  . . .  |#=======#|+Editing+|:      :|:      :
         15:30 09:30|         |         |<+15:30 >|HEditingH|+~~5/12~+|:      :|:      :
         16:00 10:00|        ]|#Editing#|<       >|#==4/12=#|         |:      :|:      :
         16:30 10:30|        ]|#==3/12=#|         |         |         |:      :|:      :
         17:00 11:00|:        |:        |:        |:        |:        |:      :|:      :
         17:30 11:30|:        |:        |:        |:        |:        |:      :|:      :
         18:00 12:00|:        |:        |:        |:        |:        |:      :|:      :
         18:30 12:30|:        |:        |:        |:        |:        |:      :|:      :
         19:00 13:00|:        |:        |:        |:        |:        |:      :|:      :
         19:30 13:30|:        |:        |:        |:        |:        |:      :|:      :
         : outside hours  [ Mia busy  ] Ralf busy  . both free  = session  ~ request
         + Wed 25 Nov 15:30-16:30 CET | 09:30 for Ralf | free for both | Room Lisbon
           free
        """)
  }

  @Test("One's own calendar has all pairs and imported time in one lane")
  func own() throws {
    var driver = try CalendarDriver(.busyWeek(), width: 100, height: 30, at: "2026-11-25T09:00")
    driver.showOwn()
    #expect(
      drawing(driver) == """
         ◀ Week 48 · 23–29 Nov 2026 ▶  Mia Chen · my calendar                         Day WEEK Month Agenda
           CET│Mon 23       │Tue 24 today │Wed 25       │Thu 26      │Fri 27      │Sat 28      │Sun 29
              │↑ 1 earlier  │             │             │            │            │            │
         08:00│░           ░│░           ░│░           ░│░          ░│░          ░│░          ░│░          ░
         08:30│░           ░│░           ░│░           ░│░          ░│░          ░│░          ░│░          ░
         09:00│             │             │▌Dentist     │            │            │░          ░│░          ░
         09:30│             │             │             │            │            │░          ░│░          ░
         10:00│             │             │             │            │            │░          ░│░          ░
         10:30│             │             │             │            │            │░          ░│░          ░
         11:00│             │             │             │            │            │░          ░│░          ░
         11:30│             │             │             │            │            │░          ░│░          ░
         12:00│             │             │             │            │            │░          ░│░          ░
         12:30│             │             │             │            │            │░          ░│░          ░
         13:00│             │             │             │            │            │░          ░│░          ░
         13:30│             │             │             │            │            │░          ░│░          ░
         14:00│             │             │             │            │            │░          ░│░          ░
         14:30│             │             │             │            │            │░          ░│░          ░
         15:00│             │             │             │┏━━━━━━━━━━┓│┌Ralf Edit…┐│░          ░│░          ░
         15:30│             │             │             │┃Ralf Edit…┃│└┄┄┄┄┄5/12┄┘│░          ░│░          ░
         16:00│             │┏Ralf Editi…┓│             │┗━━━━━4/12━┛│            │░          ░│░          ░
         16:30│             │┗━━━━━━3/12━┛│             │            │            │░          ░│░          ░
         17:00│░           ░│░           ░│░           ░│░          ░│░          ░│░          ░│░          ░
         17:30│░           ░│░           ░│░           ░│░          ░│░          ░│░          ░│░          ░
         18:00│░           ░│░           ░│░           ░│░          ░│░          ░│░          ░│░          ░
         ░ outside hours  ▌ imported  ━ session  ┄ request
         • Wed 25 Nov 09:00–09:30 CET · Dentist (imported)

        """)
  }
}
