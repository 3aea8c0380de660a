import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("Sizes and characters")
struct SizeTests {
  /// What can be on the screen: each is a way there.
  static let places = ["1", "2", "2 enter", "2 / j", "3", "?", ":", "g f", "L", "2 b", "2 c e"]

  @Test("Every row is as wide as the screen, at every size, in every place", arguments: places)
  func rows(place: String) throws {
    let company = Company()
    let store = company.store()
    // Names that could push the columns about, and send what they must not.
    var mia = company.mia
    mia.name = "山田 e\u{301}\u{302} 👩‍👩‍👧 שלום \u{1B}[31m\u{7}"
    store.insert(people: [mia])
    for size in [(120, 40), (100, 30), (80, 24), (60, 20), (40, 12), (41, 13)] {
      for isUnicode in [true, false] {
        let script = try KeyScript(
          store, actor: Actor(mia), size: Size(size.0, size.1), settings: InterfaceSettings(isUnicode: isUnicode))
        script.press(place)
        let lines = script.lines
        #expect(lines.count == size.1)
        for line in lines {
          #expect(columnWidth(line) == size.0, "\(place) at \(size): \(line)")
          #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F })
        }
      }
    }
  }

  @Test("Where the locale is plain, so is everything that the program itself draws", arguments: places)
  func ascii(place: String) throws {
    for size in [Size(120, 40), Size(80, 24), Size(40, 12)] {
      let script = try KeyScript(size: size, settings: InterfaceSettings(isUnicode: false)).press(place)
      for line in script.lines { #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "\(place): \(line)") }
    }
  }

  @Test("The time is in sight on every screen of the smallest size, also with twelve hours")
  func narrowClock() throws {
    let script = try KeyScript(size: Size(40, 12), settings: InterfaceSettings(clock: .hours12))
    let time = try #require(script.lines[0].split(separator: " ").last.map(String.init))
    #expect(time.hasSuffix("a") && time.contains(":"), "\(script.lines[0])")
    for key in ["2", "3", "4"] { #expect(script.press(key).lines[0].hasSuffix("\(time) "), "\(script.lines[0])") }
    // Also where a request waits, which is marked before the tab's name.
    let company = Company()
    let request = Booking(pair: company.editing.id, start: try company.at("2026-11-26 16:00"), length: 60, asks: true)
    _ = try script.store.perform(.book(request), by: Actor(company.ralf), at: company.now)
    script.settle()
    #expect(script.lines[0].hasSuffix(" 4•REQ  \(time) "), "\(script.lines[0])")
  }

  @Test("Below 40x12 one line says so, and 1x1 is survived")
  func tooSmall() throws {
    let script = try KeyScript(size: Size(38, 10))
    #expect(script.lines[0] == "too small (38x10): Tandem needs 40x12 ")
    for size in [Size(1, 1), Size(10, 3), Size(200, 2), Size(2, 60), Size(39, 12), Size(40, 11)] {
      script.send(.resize(size))
      script.press("j 2 ? x : g 3 enter b esc esc 1")
      #expect(script.lines.count == size.height)
      #expect(script.lines.allSatisfy { columnWidth($0) == size.width })
    }
    script.send(.resize(Size(80, 24)))
    #expect(script.lines[0].contains("1 TODAY"))
  }

  @Test("Typed text, dialog and selection survive 120x40, 40x12, 120x40")
  func resize() throws {
    let script = try KeyScript(size: Size(120, 40))
    script.press("2 j g").type("fri 14")
    let before = script.text
    script.send(.resize(Size(40, 12)))
    #expect(script.text.contains("fri 14"))
    script.send(.resize(Size(1, 1))).send(.resize(Size(120, 40)))
    #expect(script.text == before)
    script.press("esc")
    #expect(script.status.contains("Pair 2 of 2"))
  }

  @Test("Help is the last hint to go", arguments: ["1", "2", "3"])
  func hints(place: String) throws {
    for width in [120, 80, 60, 40] {
      let script = try KeyScript(size: Size(width, 14)).press(place)
      #expect(script.hints.contains("? help"), "\(place) at \(width): \(script.hints)")
    }
  }

  @Test("No key brings it down: 2,000 random ones on random sizes")
  func monkey() throws {
    var random = SeededRandom(seed: 20_261_125)
    let codes: [Key.Code] = [
      .enter, .tab, .escape, .backspace, .delete, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown,
    ]
    let letters = Array("abcdefghijklmnoprstuvwxyzABCDGHJKLMNRTXYZ0123456789?:/+-<> ")
    let script = try KeyScript()
    for index in 0..<2_000 {
      switch Int.random(in: 0..<20, using: &random) {
      case 0..<12: script.send(.key(.character(letters.randomElement(using: &random) ?? "j")))
      case 12..<17: script.send(.key(Key(codes.randomElement(using: &random) ?? .enter)))
      case 17: script.send(.key(.control(letters.prefix(25).randomElement(using: &random) ?? "r")))
      case 18:
        let actions: [MouseEvent.Action] = [
          .press(clicks: 1), .press(clicks: 2), .release, .drag, .wheelUp, .wheelDown,
        ]
        script.send(
          .mouse(
            MouseEvent(
              actions.randomElement(using: &random) ?? .release,
              at: Point(Int.random(in: 0..<130, using: &random), Int.random(in: 0..<45, using: &random)))))
      default:
        guard index % 7 == 0 else { continue }
        script.send(.resize(Size(Int.random(in: 1..<130, using: &random), Int.random(in: 1..<45, using: &random))))
      }
      if index % 10 == 0 {
        let canvas = script.interface.draw()
        #expect(canvas.lines.allSatisfy { columnWidth($0) == canvas.size.width })
      }
    }
  }
}
