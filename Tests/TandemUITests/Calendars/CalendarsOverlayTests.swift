import Dispatch
import Mentoring
import Scheduling
import Synchronization
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

/// Calendars that are made up: each path gives as many busy hours as it has letters, or what the test says.
private final class MadeUpFiles: CalendarFiles {
  struct Missing: Error, CustomStringConvertible {
    var description: String
  }

  let warnings = Mutex<[String]>([])
  let changed = Mutex<Set<String>>([])
  /// Part of the paths of calendars that are gone.
  let gone = Mutex<String?>(nil)
  /// Called for each step of a reading.
  let onStep = Mutex<(@Sendable () -> Void)?>(nil)

  func read(
    _ path: String, for person: Person, domain: String, now: Instant, isSubscribed: Bool?, known: [String],
    progress: (Double) throws -> Void
  ) throws -> CalendarFound {
    guard !path.contains("missing"), !isGone(path) else {
      throw Missing(description: "\(path) doesn't exist; check the path")
    }
    for step in 0...10 {
      onStep.withLock { $0 }?()
      try progress(Double(step) / 10)
    }
    let blocks = path.indices.enumerated().map { number, _ in
      BusyBlock(Interval(now + 86_400 + number * 7_200, now + 90_000 + number * 7_200), title: "Busy")
    }
    return CalendarFound(
      busy: BusyImport(person: person.id, source: path, blocks: blocks, isSubscribed: isSubscribed),
      warnings: warnings.withLock { $0 })
  }

  func hasChanged(_ source: BusySource) throws -> Bool {
    guard !source.name.contains("gone"), !isGone(source.name) else {
      throw Missing(description: "\(source.name) doesn't exist; check the path")
    }
    return changed.withLock { $0.contains(source.name) }
  }

  func lastWarnings(of source: BusySource) -> [String] { warnings.withLock { $0 } }

  private func isGone(_ path: String) -> Bool { gone.withLock { $0 }.map { path.contains($0) } ?? false }
}

@Suite("My calendars")
struct CalendarsOverlayTests {
  private let files = MadeUpFiles()

  private func script(_ size: Size = Size(100, 30)) throws -> KeyScript {
    try KeyScript(size: size, calendarFiles: files)
  }

  @Test("It is opened by a key, says what it is for, and adds a folder")
  func adds() throws {
    let script = try script().press("C")
    #expect(script.text.contains("─ My calendars ─") && script.text.contains("No calendars yet"))
    #expect(script.status.contains("Calendars: none yet"))
    script.press("a").type("/cal/work").press("enter")
    #expect(script.status.contains("Subscribed Mia Chen to /cal/work: 9 busy blocks"))
    #expect(script.lines.contains { $0.contains("↻ /cal/work") && $0.contains("9 busy") && $0.contains("up to date") })
    script.press("i").type("/b").press("enter")
    #expect(script.lines.contains { $0.contains("/b") && $0.contains("2 busy") && $0.contains("read once") })
    #expect(try script.store.read { try $0.subscriptions().map(\.name) } == ["/cal/work"])
  }

  @Test("A wrong path is told beside it and can be put right; Esc leaves it")
  func wrong() throws {
    let script = try script().press("C a").type("/missing").press("enter")
    #expect(script.text.contains("/missing doesn't exist; check the path"))
    for _ in 0..<8 { script.press("backspace") }
    script.press("enter")
    #expect(script.text.contains("write a path, such as ~/.calendars/work"))
    script.type("/w").press("enter")
    #expect(script.text.contains("2 busy"))
    script.press("a").type("q").press("esc")
    #expect(script.text.contains("Esc again discards what is written"))
    script.press("esc")
    #expect(script.text.contains("─ My calendars ─") && !script.text.contains("Add  "))
    script.press("esc")
    #expect(!script.text.contains("─ My calendars ─"))
  }

  @Test("It is removed, undone, and read again; warnings can be read later")
  func removes() throws {
    let script = try script().press("C a").type("/work").press("enter")
    files.changed.withLock { $0 = ["/work"] }
    script.press("esc C")
    #expect(script.text.contains("changed since"))
    files.changed.withLock { $0 = [] }
    files.warnings.withLock { $0 = ["/calendars/a.ics, line 3: the event is skipped: it has no DTSTART"] }
    script.press("r")
    #expect(script.status.contains("unchanged (1 warning, L shows it)"))
    script.press("x")
    #expect(script.status.contains("Removed Mia Chen's calendar /work and its 5 busy blocks"))
    #expect(script.text.contains("No calendars yet"))
    script.press("esc u C")
    #expect(script.text.contains("5 busy"))
    script.press("esc L")
    #expect(script.text.contains("/calendars/a.ics, line 3: the event is skipped: it has no DTSTART"))
  }

  @Test("What can't be asked about says why, and that its busy time stays")
  func unreadable() throws {
    let script = try script().press("C a").type("/gone").press("enter")
    #expect(script.text.contains("/gone doesn't exist; check the path; what it kept busy before stays so"))
    #expect(script.lines.contains { $0.contains("/gone") && $0.contains("unreadable") })
  }

  @Test("A calendar that goes away and comes back is shown so, as soon as it is looked after")
  func goesAndComes() throws {
    let notices = Notices()
    let script = try KeyScript(calendarFiles: files, notices: notices).press("C a").type("/work").press("enter")
    script.press("a").type("/home").press("enter k")
    files.gone.withLock { $0 = "work" }
    notices.calendarsWereLookedAfter()
    script.settle()
    #expect(script.lines.contains { $0.contains("/work") && $0.contains("unreadable") })
    files.gone.withLock { $0 = nil }
    notices.calendarsWereLookedAfter()
    script.settle()
    #expect(script.lines.contains { $0.contains("/work") && $0.contains("up to date") })
    // Reading it again failed, which is told for as long as it is so, and of this one alone.
    files.gone.withLock { $0 = "work" }
    script.press("r")
    #expect(script.lines.contains { $0.contains("/work") && $0.contains("unreadable") })
    #expect(script.text.contains("/work doesn't exist; check the path"))
    script.press("j")
    #expect(script.text.contains("up to date; what it told last changed"))
    script.press("k")
    files.gone.withLock { $0 = nil }
    notices.calendarsWereLookedAfter()
    script.settle()
    #expect(!script.lines.dropLast(2).contains { $0.contains("doesn't exist") })
  }

  @Test("What was passed over is told beside the calendar")
  func passedOver() throws {
    files.warnings.withLock { $0 = ["b.ics: the file is skipped: it isn't iCalendar", "c.ics: too"] }
    let script = try script().press("C a").type("/work").press("enter")
    #expect(script.lines.contains { $0.contains("2 warnings, L lists them: b.ics: the file is skipped: it isn't") })
  }

  @Test("A long reading shows how far it is, takes keys meanwhile, and Esc stops it with nothing changed")
  func stops() throws {
    let company = Company()
    let store = company.store()
    let gate = DispatchSemaphore(value: 0)
    let begun = DispatchSemaphore(value: 0)
    files.onStep.withLock {
      $0 = {
        begun.signal()
        gate.wait()
      }
    }
    let woken = DispatchSemaphore(value: 0)
    let now = company.now
    let interface = try Interface(
      store: store, zones: Company.zones, actor: Actor(company.mia), clock: { now }, size: Size(100, 30),
      settings: InterfaceSettings(), calendarFiles: files, wake: { woken.signal() })
    func wait(for text: String) -> Bool {
      for _ in 0..<200 {
        interface.drain()
        if interface.draw().lines.contains(where: { $0.contains(text) }) { return true }
        _ = woken.wait(timeout: .now() + .milliseconds(50))
      }
      return false
    }
    interface.handle(.key(.character("C")))
    #expect(wait(for: "No calendars yet"))
    for key in ["a", "/", "w"] { interface.handle(.key(.character(Character(key)))) }
    interface.handle(.key(Key(.enter)))
    begun.wait()
    #expect(wait(for: "0 %, Esc stops"))
    interface.handle(.key(.character("j")))
    interface.handle(.key(Key(.escape)))
    for _ in 0..<20 { gate.signal() }
    #expect(wait(for: "/w: stopped, and nothing was changed"))
    #expect(interface.draw().lines.contains { $0.contains("─ My calendars ─") })
    #expect(try store.read { try $0.busySources(of: company.mia.id) }.isEmpty)
  }

  @Test("Twelve rows of forty columns list and add too; nobody of the program has none; reading only adds none")
  func small() throws {
    let script = try script(Size(40, 12)).press("C a").type("/a/rather/long/path/to/a/calendar/of/mine").press("enter")
    #expect(script.lines.contains { $0.contains("of/mine") && $0.contains("41 busy") })
    let outsider = try KeyScript(actor: .operating(as: "root"), calendarFiles: files).press("C")
    #expect(outsider.status.contains("root is nobody of this program and has no calendars"))
    var settings = InterfaceSettings()
    settings.readOnlyCause = "--read-only is said"
    let reading = try KeyScript(settings: settings, calendarFiles: files).press("C a")
    #expect(reading.status.contains("--read-only") && !reading.text.contains("Add  "))
  }

  @Test("What is said from outside is shown, also what was said before there was a screen")
  func notices() throws {
    let notices = Notices()
    notices.tell("/work can't be read: permission denied", .error)
    let script = try KeyScript(notices: notices)
    #expect(script.status.contains("/work can't be read: permission denied"))
    notices.tell("the mail to ralf@example.org was not sent", .warning)
    script.settle()
    #expect(script.status.contains("the mail to ralf@example.org was not sent"))
  }

  @Test("Calendars that were not read are not none")
  func unreadIsNotNone() throws {
    let script = try KeyScript(calendarFiles: MadeUpFiles())
    script.store.setTrouble(.unavailable("mentoring on db.example.com does not answer: connection refused"))
    script.settle()
    script.rest(seconds: 60).press("C").rest(seconds: 60)
    #expect(!script.text.contains("none yet") && script.text.contains("Not read:"), "\(script.text)")
  }

  @Test("How many sessions no longer fit is told first where there is little room, with the key that goes to them")
  func conflictsTold() throws {
    let company = Company()
    for (width, words) in [
      (160, "1 session no longer fits: Mia Chen is busy then; ! goes there"),
      (80, "! 1 session no longer fits · work.ics: "), (40, "! 1 session no longer fits"),
    ] {
      let store = company.store()
      let booking = Booking(pair: PairID(1), start: try company.at("2026-11-26 16:00"), length: 60)
      _ = try store.perform(.book(booking), by: Actor(company.mia), at: company.now)
      let script = try KeyScript(store, size: Size(width, 24), calendarFiles: files)
      script.press("C i").type("/calendars/of/everybody/in/the/company/work.ics").press("enter")
      #expect(script.status.contains(words), "\(script.status)")
      script.press("L")
      #expect(!script.text.contains("“conflicts”"))
    }
  }
}
