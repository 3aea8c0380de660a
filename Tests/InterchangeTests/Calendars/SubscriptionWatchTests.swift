import Foundation
import Mentoring
import Scheduling
import Synchronization
import TestSupport
import Testing

@testable import Interchange

/// While a program runs, what is subscribed to is read again as soon as it changes, and nothing else is looked at.
@Suite struct SubscriptionWatchTests {
  private let company = Company()
  private let folder = TemporaryFolder()
  private let subscriber = CalendarSubscriber(zones: Company.zones)
  private let store: any Store
  /// What the watch told, and how often it looked after calendars.
  private let told = Told()

  private final class Told: Sendable {
    let results = Mutex<[String]>([])
    let looks = Mutex(0)
  }

  init() { store = company.store() }

  private func event(_ title: String, at hour: Int) -> String {
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:\(title)\r\nDTSTART:20261126T\(hour)0000Z\r\n"
      + "DURATION:PT1H\r\nSUMMARY:\(title)\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
  }

  private func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: folder.file(name), withIntermediateDirectories: true)
  }

  private func move(_ name: String, to other: String) throws {
    try FileManager.default.moveItem(atPath: folder.file(name), toPath: folder.file(other))
  }

  private func subscribe(to name: String) throws {
    let (busy, _) = try subscriber.read(
      folder.file(name), for: company.mia, domain: "test.invalid", now: company.now, isSubscribed: true)
    _ = try store.perform(.importBusy(busy), by: Actor(company.mia), at: company.now)
  }

  private var titles: [String] {
    get throws {
      try store.read { try $0.busy(of: company.mia.id, in: Interval(company.now, company.now + 172_800)).titles }
    }
  }

  /// Runs `body` while a watch that hears of the store's changes runs.
  private func watching(_ body: () throws -> Void) throws {
    let (now, told) = (company.now, told)
    let started = SubscriptionWatch(
      store, person: company.mia.id, zones: Company.zones,
      clock: {
        told.looks.withLock { $0 += 1 }
        return now
      },
      onRefresh: { refreshed in
        for one in refreshed {
          let word =
            switch one.result {
            case .failed, .partly: "failed"
            case .unchanged: "unchanged"
            case .read: "read"
            }
          told.results.withLock { $0.append(word) }
        }
      })
    let watch = try #require(started)
    let token = try store.watch { watch.storeChanged() }
    defer {
      token.cancel()
      watch.cancel()
    }
    // The first look is taken when all is watched that there is.
    #expect(try comes { told.looks.withLock { $0 } > 0 })
    try body()
  }

  /// Whether something becomes true soon.
  private func comes(_ condition: () throws -> Bool) throws -> Bool {
    for _ in 0..<1_000 {
      if try condition() { return true }
      usleep(10_000)
    }
    return false
  }

  /// What the watch has told so far, when it is as much.
  private func results(_ count: Int) throws -> [String] {
    _ = try comes { told.results.withLock { $0.count } >= count }
    return told.results.withLock { $0 }
  }

  @Test func whatChangesIsReadAtOnce() throws {
    try makeFolder("office")
    folder.write(event("A", at: 10), to: "office/a.ics")
    try subscribe(to: "office")
    try watching {
      folder.write(event("B", at: 12), to: "office/b.ics")
      #expect(try results(1) == ["read"])
      #expect(try titles == ["A", "B"])
      // Also what comes into a folder that was not there before.
      try makeFolder("office/more")
      folder.write(event("C", at: 14), to: "office/more/c.ics")
      #expect(try results(2) == ["read", "read"])
      #expect(try titles == ["A", "B", "C"])
    }
  }

  @Test func whatGoesAwayIsToldAndReadAgainWhenItIsBack() throws {
    try makeFolder("office")
    folder.write(event("A", at: 10), to: "office/a.ics")
    try subscribe(to: "office")
    try watching {
      try move("office", to: "away")
      #expect(try results(1) == ["failed"])
      try move("away", to: "office")
      #expect(try results(2) == ["failed", "unchanged"])
    }
  }

  /// The kernel tells of each file by itself.
  @Test func whatIsCopiedFileByFileIsReadWhenItIsAllThere() throws {
    try makeFolder("office")
    folder.write(event("A", at: 10), to: "office/a.ics")
    try subscribe(to: "office")
    try watching {
      for index in 0..<150 {
        folder.write(event("B\(index)", at: 12), to: "office/b\(index).ics")
        usleep(10_000)
      }
      let areAllRead = try comes { try titles.count == 151 }
      #expect(areAllRead)
      // Once, unless the machine paused longer than a program that writes does.
      let count = try results(1).count
      #expect((1...3).contains(count), "\(count)")
    }
  }

  /// A folder that is not the one that was watched tells nothing of what is written into it, until it is watched itself.
  @Test func aFolderThatIsMadeAnewIsReadWhenItIsFull() throws {
    try makeFolder("office")
    for index in 0..<40 { folder.write(event("A\(index)", at: 10), to: "office/a\(index).ics") }
    try subscribe(to: "office")
    try watching {
      var seen: Set = [try titles.count]
      try FileManager.default.removeItem(atPath: folder.file("office"))
      try makeFolder("office")
      for index in 0..<150 {
        folder.write(event("B\(index)", at: 12), to: "office/b\(index).ics")
        usleep(10_000)
        seen.insert(try titles.count)
      }
      #expect(try comes { try titles.count == 150 })
      #expect(seen.isSubset(of: [40, 150]), "\(seen.sorted())")
    }
  }

  /// As another process does it.
  @Test func whatIsSubscribedToMeanwhileIsWatchedToo() throws {
    try makeFolder("deep/office")
    folder.write(event("B", at: 12), to: "one.ics")
    try watching {
      try subscribe(to: "deep/office")
      try subscribe(to: "one.ics")
      #expect(try comes { told.looks.withLock { $0 } > 1 })
      folder.write(event("A", at: 10), to: "deep/office/a.ics")
      #expect(try results(1) == ["read"])
      folder.write(event("C", at: 13), to: "one.ics")
      #expect(try results(2) == ["read", "read"])
      #expect(try titles == ["A", "C"])
    }
  }

  @Test func whatIsRemovedIsWatchedNoMore() throws {
    folder.write(event("A", at: 10), to: "a.ics")
    try subscribe(to: "a.ics")
    let source = try #require(try store.read { try $0.subscriptions() }.first)
    try watching {
      _ = try store.perform(.removeCalendar(source.id), by: Actor(company.mia), at: company.now)
      #expect(try comes { told.looks.withLock { $0 } == 2 })
      folder.write(event("B", at: 10), to: "a.ics")
      usleep(1_000_000)
      #expect(told.looks.withLock { $0 } == 2)
    }
  }

  /// Others' bookings are many, and say nothing of a calendar.
  @Test func noFileIsLookedAtWhenTheSubscriptionsAreTheSame() throws {
    folder.write(event("A", at: 10), to: "a.ics")
    try subscribe(to: "a.ics")
    try watching {
      let booking = Booking(pair: company.slides.id, start: try company.at("2026-12-01 15:00"), length: 60)
      _ = try store.perform(.book(booking), by: Actor(company.jonas), at: company.now)
      for command in [Command.undo, .redo, .undo, .redo, .undo] {
        _ = try store.perform(command, by: Actor(company.jonas), at: company.now)
      }
      usleep(1_000_000)
      #expect(told.looks.withLock { $0 } == 1)
      folder.write(event("B", at: 12), to: "a.ics")
      #expect(try results(1) == ["read"])
    }
  }

  /// A synchronizer may put a whole tree in the place of another.
  @Test func aFolderAboveMayBeReplaced() throws {
    try makeFolder("tree/cal/office")
    folder.write(event("A", at: 10), to: "tree/cal/office/a.ics")
    try subscribe(to: "tree/cal/office")
    try watching {
      try move("tree", to: "old")
      #expect(try results(1) == ["failed"])
      #expect(try titles == ["A"])
      try makeFolder("tree/cal/office")
      folder.write(event("B", at: 12), to: "tree/cal/office/b.ics")
      #expect(try comes { try titles == ["B"] })
      folder.write(event("C", at: 14), to: "tree/cal/office/c.ics")
      #expect(try comes { try titles == ["B", "C"] })
      // What is still done in the old one is none of ours.
      folder.write(event("D", at: 15), to: "old/cal/office/d.ics")
      try FileManager.default.removeItem(atPath: folder.file("tree"))
      #expect(try comes { told.results.withLock { $0.filter { $0 == "failed" }.count } >= 2 })
      #expect(try titles == ["B", "C"])
    }
  }

  /// The new version is made beside the old one, and a link turned over to it.
  @Test func aLinkOnTheWayMayBeTurnedOver() throws {
    for (name, title) in [("one", "A"), ("two", "B")] {
      try makeFolder(name + "/office")
      folder.write(event(title, at: 10), to: name + "/office/a.ics")
    }
    try FileManager.default.createSymbolicLink(atPath: folder.file("now"), withDestinationPath: "one")
    try subscribe(to: "now/office")
    try watching {
      try FileManager.default.createSymbolicLink(atPath: folder.file("next"), withDestinationPath: "two")
      #expect(rename(folder.file("next"), folder.file("now")) == 0)
      #expect(try results(1) == ["read"])
      #expect(try titles == ["B"])
      folder.write(event("C", at: 12), to: "two/office/a.ics")
      #expect(try results(2) == ["read", "read"])
      #expect(try titles == ["C"])
    }
  }
}
