import Foundation
import Glibc
import Mentoring
import Scheduling
import Synchronization
import TestSupport
import Testing

@testable import Interchange

/// A file that can't be read, or not to its end, keeps the time that it told before, and the rest of its folder is read.
@Suite struct UnreadFileTests {
  private let company = Company()
  private let folder = TemporaryFolder()
  private let subscriber = CalendarSubscriber(zones: Company.zones)
  private let store: any Store

  init() throws {
    store = company.store()
    try FileManager.default.createDirectory(atPath: folder.file("work"), withIntermediateDirectories: true)
  }

  private func event(_ uid: String, at hour: Int) -> String {
    "BEGIN:VEVENT\r\nUID:\(uid)\r\nDTSTART:20261126T\(hour)0000Z\r\nDURATION:PT1H\r\nSUMMARY:\(uid)\r\nEND:VEVENT\r\n"
  }

  private func calendar(_ events: String) -> String {
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n\(events)END:VCALENDAR\r\n"
  }

  @discardableResult
  private func subscribe(to path: String) throws -> CalendarReading {
    let (busy, reading) = try subscriber.read(
      path, for: company.mia, domain: "test.invalid", now: company.now, isSubscribed: true)
    _ = try store.perform(.importBusy(busy), by: Actor(company.mia), at: company.now)
    return reading
  }

  private var titles: [String] {
    get throws {
      try store.read { try $0.busy(of: company.mia.id, in: Interval(company.now, company.now + 172_800)).titles }
    }
  }

  /// `unchanged`, `read`, or the reason of what could not be.
  private func refresh() throws -> String {
    let refreshed = try subscriber.refresh(store, now: company.now)
    switch try #require(refreshed.first).result {
    case .unchanged: return "unchanged"
    case .read: return "read"
    case .partly(_, _, let reason), .failed(let reason): return reason
    }
  }

  private func isUpToDate() throws -> Bool {
    let source = try #require(try store.read { try $0.subscriptions() }.first)
    do {
      return try !subscriber.hasChanged(source)
    } catch {
      return false
    }
  }

  /// What a program has written of it, or a sick server sent.
  @Test(arguments: [
    "BEGIN:VCALENDAR\r\n", "<html>503</html>", "", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:b\r\nDT",
  ])
  func theRestOfTheFolderIsRead(_ damage: String) throws {
    folder.write(calendar(event("a", at: 10)), to: "work/a.ics")
    folder.write(calendar(event("b", at: 11)), to: "work/b.ics")
    try subscribe(to: folder.file("work"))
    folder.write(damage, to: "work/b.ics")
    folder.write(calendar(event("a2", at: 12)), to: "work/a.ics")
    folder.write(calendar(event("c", at: 14)), to: "work/c.ics")
    let told = try refresh()
    #expect(told.hasPrefix(folder.file("work/b.ics")), "\(told)")
    #expect(try titles == ["b", "a2", "c"])
    // It goes on being told, without being read again, until it is whole.
    #expect(try refresh() == told)
    #expect(try !isUpToDate())
    folder.write(calendar(event("b2", at: 13)), to: "work/b.ics")
    #expect(try refresh() == "read")
    #expect(try titles == ["a2", "b2", "c"] && isUpToDate())
  }

  @Test func aFileThatIsCutOffKeepsItsTimeAndTellsWhatIsWhole() throws {
    folder.write(calendar(event("a", at: 10) + event("b", at: 11)), to: "a.ics")
    try subscribe(to: folder.file("a.ics"))
    let whole = event("a", at: 10) + event("c", at: 12)
    folder.write("BEGIN:VCALENDAR\r\n\(whole)BEGIN:VEVENT\r\nUID:b\r\n", to: "a.ics")
    let told = try refresh()
    #expect(told == "\(folder.file("a.ics")) ends before “END:VCALENDAR”; it may be cut off")
    #expect(try titles == ["a", "b", "c"])
    #expect(try refresh() == told)
    folder.write(calendar(event("c", at: 12)), to: "a.ics")
    #expect(try refresh() == "read")
    #expect(try titles == ["c"])
  }

  /// Of which what it cuts is a part.
  @Test func thatAFileIsCutOffIsToldOnce() throws {
    folder.write(calendar(event("a", at: 10)), to: "work/a.ics")
    folder.write(calendar(event("b", at: 11)), to: "work/b.ics")
    try subscribe(to: folder.file("work"))
    folder.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:b\r\nDT", to: "work/b.ics")
    let result = try #require(try subscriber.refresh(store, now: company.now).first).result
    guard case .failed(let reason) = result else {
      Issue.record("more is told: \(result)")
      return
    }
    #expect(reason == "\(folder.file("work/b.ics")) ends before “END:VCALENDAR”; it may be cut off")
  }

  /// Its state is that it can't be read, not that it might be.
  @Test(arguments: ["<html>503</html>", "", "BEGIN:VCALENDAR\r\n"])
  func aFileThatIsNoCalendarAnyMoreIsToldAsThat(_ damage: String) throws {
    folder.write(calendar(event("a", at: 10)), to: "a.ics")
    try subscribe(to: folder.file("a.ics"))
    folder.write(damage, to: "a.ics")
    let told = try refresh()
    #expect(told.hasPrefix(folder.file("a.ics")), "\(told)")
    #expect(try titles == ["a"])
    let source = try #require(try store.read { try $0.subscriptions() }.first)
    #expect(throws: FileError.unread(told)) { try subscriber.hasChanged(source) }
    #expect(try refresh() == told)
    folder.write(calendar(event("b", at: 11)), to: "a.ics")
    #expect(try refresh() == "read")
    #expect(try titles == ["b"] && isUpToDate())
  }

  /// Nobody ever writes into it: waiting would have no end.
  @Test func aPipeIsNotWaitedFor() throws {
    folder.write(calendar(event("a", at: 10)), to: "a.ics")
    try subscribe(to: folder.file("a.ics"))
    try FileManager.default.removeItem(atPath: folder.file("a.ics"))
    #expect(mkfifo(folder.file("a.ics"), 0o600) == 0)
    #expect(try refresh().contains("it is no file or folder that could be read again"))
    #expect(try !isUpToDate())
    #expect(try titles == ["a"])
  }

  /// Something else in a file's place tells nothing of what was in the file.
  @Test(arguments: ["pipe", "folder"])
  func whatTakesAFilesPlaceInAFolderFreesNothing(_ kind: String) throws {
    folder.write(calendar(event("a", at: 10)), to: "work/a.ics")
    folder.write(calendar(event("b", at: 11)), to: "work/b.ics")
    try subscribe(to: folder.file("work"))
    let place = folder.file("work/b.ics")
    try FileManager.default.removeItem(atPath: place)
    if kind == "pipe" {
      #expect(mkfifo(place, 0o600) == 0)
    } else {
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
    }
    folder.write(calendar(event("a2", at: 12)), to: "work/a.ics")
    let told = try refresh()
    #expect(told.hasPrefix("\(place) can't be read: it is "), "\(told)")
    #expect(try titles == ["b", "a2"])
    #expect(try refresh() == told)
    #expect(try !isUpToDate())
    // Once that is gone, so is the file.
    try FileManager.default.removeItem(atPath: place)
    #expect(try refresh() == "read")
    #expect(try titles == ["a2"] && isUpToDate())
  }

  /// As some servers name their calendars.
  @Test func aFolderOfCalendarsMayBeNamedAsAFile() throws {
    try FileManager.default.createDirectory(atPath: folder.file("work/b.ics"), withIntermediateDirectories: true)
    folder.write(calendar(event("a", at: 10)), to: "work/b.ics/a.ics")
    #expect(try subscribe(to: folder.file("work")).warnings.isEmpty)
    #expect(try titles == ["a"] && isUpToDate())
  }

  @Test func anEmptyFolderInAFilesPlaceFreesNothing() throws {
    folder.write(calendar(event("a", at: 10)), to: "a.ics")
    try subscribe(to: folder.file("a.ics"))
    try FileManager.default.removeItem(atPath: folder.file("a.ics"))
    try FileManager.default.createDirectory(atPath: folder.file("a.ics"), withIntermediateDirectories: false)
    let told = try refresh()
    #expect(told.contains("a.ics can't be read: it was a file and is an empty folder now"), "\(told)")
    #expect(try titles == ["a"])
    #expect(try refresh() == told)
    #expect(try !isUpToDate())
    // Calendars in it are what its owner has now.
    folder.write(calendar(event("b", at: 11)), to: "a.ics/b.ics")
    #expect(try refresh() == "read")
    #expect(try titles == ["b"] && isUpToDate())
  }

  /// A database in the same folder is written to at each look, which must not lead to the next.
  @Test func theWatchTellsOnceWhatCantBeRead() throws {
    folder.write(calendar(event("a", at: 10)), to: "a.ics")
    try subscribe(to: folder.file("a.ics"))
    let told = Mutex<[String]>([])
    let (now, folder) = (company.now, folder)
    let started = SubscriptionWatch(
      store, person: company.mia.id, zones: Company.zones, clock: { now },
      onRefresh: { refreshed in
        for one in refreshed { told.withLock { $0.append("\(one.result)") } }
        folder.write("", to: "tandem.db-line")
      })
    let watch = try #require(started)
    defer { watch.cancel() }
    // Until it watches.
    usleep(500_000)
    try FileManager.default.removeItem(atPath: folder.file("a.ics"))
    for _ in 0..<6 {
      usleep(500_000)
      folder.write("", to: "tandem.db-line")
      folder.write("", to: "other.ics")
    }
    #expect(told.withLock { $0.count } == 1, "\(told.withLock { $0 })")
  }

  @Test func aFolderWithABadFileCanBeSubscribedTo() throws {
    folder.write(calendar(event("a", at: 10)), to: "work/a.ics")
    folder.write("", to: "work/b.ics")
    let reading = try subscribe(to: folder.file("work"))
    #expect(
      reading.warnings.map(\.description) == [
        "b.ics: the file is skipped: \(folder.file("work/b.ics")) can't be read: it is empty"
      ])
    #expect(try titles == ["a"])
    #expect(try !isUpToDate())
  }

  /// Gone is not unreadable.
  @Test func aFileThatIsDeletedIsFreeWhileAnotherCantBeRead() throws {
    for name in ["a", "b", "c"] { folder.write(calendar(event(name, at: 10)), to: "work/\(name).ics") }
    try subscribe(to: folder.file("work"))
    try FileManager.default.removeItem(atPath: folder.file("work/c.ics"))
    try FileManager.default.removeItem(atPath: folder.file("work/b.ics"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("work/b.ics"), withDestinationPath: folder.file("nowhere"))
    #expect(try refresh().hasPrefix(folder.file("work/b.ics") + " can't be read"))
    #expect(try titles == ["a", "b"])
  }

  @Test func aFolderThatLiesTooDeepIsTold() throws {
    let deep = (1...9).map { "\($0)" }.joined(separator: "/")
    folder.write(calendar(event("a", at: 10)), to: "work/a.ics")
    try FileManager.default.createDirectory(atPath: folder.file("work/\(deep)"), withIntermediateDirectories: true)
    let reading = try subscribe(to: folder.file("work"))
    #expect(
      reading.warnings.map(\.description) == [
        "\(deep): it is passed over: folders are entered 8 deep, and it lies deeper"
      ])
    #expect(try isUpToDate())
  }
}
