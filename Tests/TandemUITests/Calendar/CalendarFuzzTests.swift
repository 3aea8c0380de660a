import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("Anything at all, pressed and clicked")
struct CalendarFuzzTests {
  private static let keys =
    "up down left right pgup pgdn home end tab shift-tab enter esc n N b e v X x p t d w m a z [ ] + - o 1 2 3 q j k "
    + "h l shift-up shift-down ctrl-u space backspace ä 山"

  /// The last two in weeks in which the clocks of one of the two change, and of the other.
  private static let begins = ["2026-11-25T14:30", "2027-03-13T22:30", "2027-03-27T22:30"]

  @Test("Random keys, clicks, drags, sizes and hours neither crash nor overprint", arguments: 0..<9)
  func random(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let begin = Self.begins[Int(seed) % Self.begins.count]
    let fixture = CalendarFixture.busyWeek()
    fixture.busy(fixture.ralf, "2026-11-26T15:30", 30)
    var driver = try CalendarDriver(fixture, at: begin, now: fixture.berlin(begin) - 3_600)
    let keys = Self.keys.split(separator: " ").map(String.init)
    for step in 0..<160 {
      switch Int.random(in: 0..<20, using: &random) {
      case 0: driver.resize(Int.random(in: 1...140, using: &random), Int.random(in: 3...45, using: &random))
      case 1...4:
        let place = (Int.random(in: 0..<140, using: &random), Int.random(in: 0..<45, using: &random))
        let actions: [MouseEvent.Action] = [
          .press(clicks: 1), .press(clicks: 2), .drag, .drag, .release, .wheelUp, .wheelDown,
        ]
        driver.mouse(actions.randomElement(using: &random) ?? .release, at: place.0, place.1)
      case 5 where step % 40 == 0: driver.showOwn()
      case 6 where step % 40 == 1: driver.open(.pair(fixture.pair.id))
      case 7: driver.storeChanged()
      case 8 where step % 4 == 0: driver.context.theme = Theme.all.randomElement(using: &random) ?? .mono
      case 8 where step % 4 == 1: driver.context.glyphs = Bool.random(using: &random) ? .unicode : .ascii
      case 8 where step % 4 == 2: driver.screen.calendar.clock = Bool.random(using: &random) ? .hours12 : .hours24
      case 9: driver.letPass(minutes: Int.random(in: 1...90, using: &random))
      default: driver.press(keys.randomElement(using: &random) ?? "esc")
      }
      let width = driver.context.size.width
      #expect(driver.canvas.lines.allSatisfy { columnWidth($0) == width })
      #expect(driver.isDrawnAnewTheSame, "step \(step)")
    }
  }

  @Test("Overlapping blocks stand side by side, three deep as one with a count")
  func sideBySide() throws {
    let fixture = CalendarFixture()
    fixture.session(1, "2026-11-25T10:00", 60)
    fixture.busy(fixture.mia, "2026-11-25T10:30", 60, "Sync")
    fixture.busy(fixture.mia, "2026-11-26T10:00", 60, "One")
    fixture.busy(fixture.mia, "2026-11-26T10:00", 60, "Two")
    fixture.busy(fixture.mia, "2026-11-26T10:30", 60, "Three")
    var driver = try CalendarDriver(fixture, width: 120, at: "2026-11-25T15:00")
    driver.showOwn()
    #expect(driver.lines(with: "!Ral").count == 1)
    #expect(driver.lines(with: "▌Sync").count == 1)
    #expect(driver.lines(with: "▌One +2").count == 1)
  }
}
