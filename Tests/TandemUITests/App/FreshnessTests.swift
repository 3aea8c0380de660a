import Mentoring
import Scheduling
import SystemZones
import TestSupport
import Testing

@testable import TandemUI

/// What was read is shown as long as it is fresh: until then reading it anew, at whatever minute, comes to the same.
@Suite struct FreshnessTests {
  private let company = Company()
  private let zone: ZoneRules

  init() throws { zone = try Company.zones.zone(named: "Europe/Berlin") }

  /// Weeks of bookings, questions, refusals and cancellations up to `now`, and what is ahead.
  private func lived(_ seed: UInt64) -> MemoryStore {
    var random = SeededRandom(seed: seed)
    let store = company.store()
    var at = company.now - 17 * 86_400
    func seconds(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) * 900 }
    while at < company.now {
      let pair = Bool.random(using: &random) ? company.editing : company.slides
      let side = Bool.random(using: &random) ? pair.mentor : pair.mentee
      guard let actor = company.people.first(where: { $0.id == side }).map({ Actor($0) }) else { continue }
      let start = Instant(seconds: (at.seconds / 900) * 900) + seconds(12...1_000)
      let ids = (try? store.read { try $0.sessions(SessionFilter()) }.map(\.id)) ?? []
      let command: Command
      switch (Int.random(in: 0..<10, using: &random), ids.randomElement(using: &random)) {
      case (0, let id?): command = .cancel(id, reason: "Ill")
      case (1, let id?): command = .move(Move(session: id, start: start, anyway: true, asks: true))
      case (2, let id?): command = .accept(id, anyway: true)
      case (3, let id?): command = .decline(id, reason: "Board")
      case (4...6, _): command = .book(Booking(pair: pair.id, start: start, length: 45, anyway: true, asks: true))
      default: command = .book(Booking(pair: pair.id, start: start, length: 60, anyway: true))
      }
      // What can't be done is not done.
      _ = try? store.perform(command, by: actor, at: at)
      at = at + Int.random(in: 600...15_000, using: &random)
    }
    return store
  }

  /// Looks at seeded minutes of a day and a half what would be read, and reads only when it is due. Returns how often it was.
  private func walk<Content: Equatable>(
    _ store: MemoryStore, _ name: String, load: (any StoreReader, Instant) throws -> (Content, Freshness)
  ) throws -> Int {
    var (shown, due) = (try store.read { try load($0, company.now) }, 0)
    var (random, minute) = (SeededRandom(seed: 7), 0)
    while minute < 2_160 {
      minute += Int.random(in: 1...12, using: &random)
      let now = company.now + minute * 60
      let anew = try store.read { try load($0, now) }
      if shown.1.isOver(at: now) { (shown, due) = (anew, due + 1) }
      guard shown.0 != anew.0 else { continue }
      Issue.record("\(name), after \(minute) minutes: shown \(shown.0), stored \(anew.0)")
      return due
    }
    return due
  }

  private struct Today: Equatable {
    var coming: [TodayData.Coming]
    var nudges: [TodayData.Nudge]
    var week: [TodayData.DayLoad]
    var conflicts: [Conflict]
  }

  private struct Requests: Equatable {
    var items: [RequestsData.Item]
    var hasExpired: Bool
  }

  @Test(arguments: [1, 2] as [UInt64]) func whatIsShownIsWhatWouldBeRead(seed: UInt64) throws {
    let store = lived(seed)
    var dues: [Int] = []
    for viewer in [company.mia, company.petra, company.kim] {
      dues.append(
        try walk(store, "today of \(viewer.login)") { reader, now in
          let times = TimeWording(zone: zone, now: now)
          let data = try TodayData.load(reader, Company.zones, viewer: viewer, times: times, firstWeekday: .monday)
          return (
            Today(coming: data.coming, nudges: data.nudges, week: data.week, conflicts: data.conflicts), data.freshness
          )
        })
      dues.append(
        try walk(store, "requests of \(viewer.login)") { reader, now in
          let data = try RequestsData.load(
            reader, Company.zones, actor: Actor(viewer), zone: zone, now: now, clock: .hours24)
          return (Requests(items: data.items, hasExpired: data.hasExpired), data.freshness)
        })
    }
    dues.append(
      try walk(store, "pairs") { reader, now in
        let list = try PairList.load(reader, Company.zones, viewer: Actor(company.kim), now: now)
        return (list.rows, list.freshness)
      })
    // Midnight comes to everybody; and what is left alone asks far from every minute.
    #expect(dues.allSatisfy { $0 >= 1 }, "\(dues)")
    #expect(dues[0] < 100 && dues[6] < 100, "\(dues)")
  }

  @Test func whatWasTypedIsCheckedAnewWhenItsNoticeIsOver() throws {
    let store = company.store()
    let line = "ralf today 16:00"
    let opens = try walk(store, line) { reader, now in
      let times = TimeWording(zone: zone, now: now)
      let preview = try QuickAddPreview.load(
        line, by: Actor(company.mia), reader, zones: Company.zones, times: times, standardLength: 60)
      return ([String(preview.isOpen)] + preview.reasons, preview.freshness)
    }
    #expect(opens >= 2)
  }

  @Test func theTimeThatIsLeftIsToldByTheClock() throws {
    let script = try KeyScript(actor: Actor(company.ralf))
    let request = Booking(pair: company.editing.id, start: try company.at("2026-11-25 16:00"), length: 60, asks: true)
    _ = try script.store.perform(.book(request), by: Actor(company.mia), at: company.now)
    script.settle()
    let before = try #require(script.lines.first { $0.contains("asks for") })
    script.wait(until: company.now + 60)
    let after = try #require(script.lines.first { $0.contains("asks for") })
    #expect(before != after, "\(before)")
  }
}
