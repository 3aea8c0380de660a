import Foundation
import Mentoring
import Scheduling
import TestSupport
import Testing

@testable import Interchange

/// Subscriptions are read again when, and only when, their files tell something else.
@Suite struct CalendarSubscriberTests {
  private let company = Company()
  private let folder = TemporaryFolder()
  private let subscriber = CalendarSubscriber(zones: Company.zones)

  private func event(_ uid: String, at hour: Int, title: String = "Busy") -> String {
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:\(uid)\r\nDTSTART:20261126T\(hour)0000Z\r\n"
      + "DURATION:PT1H\r\nSUMMARY:\(title)\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
  }

  private func subscribed(to path: String) throws -> any Store {
    let store = company.store()
    let (busy, _) = try subscriber.read(
      path, for: company.mia, domain: "test.invalid", now: company.now, isSubscribed: true)
    _ = try store.perform(.importBusy(busy), by: Actor(company.mia), at: company.now)
    return store
  }

  private func titles(_ store: any Store) throws -> [String] {
    try store.read { try $0.busy(of: company.mia.id, in: Interval(company.now, company.now + 172_800)).titles }
  }

  private func refresh(_ store: any Store, isForced: Bool = false, days: Int = 0) throws -> String {
    var reads = 0
    let result = try subscriber.refresh(store, now: company.now + days * 86_400, isForced: isForced) { _, _ in
      reads += 1
    }
    return result.map { one in
      switch one.result {
      case .unchanged: reads > 0 ? "read, unchanged" : "unchanged"
      case .read: "read"
      case .partly(_, _, let reason): "partly: " + reason
      case .failed(let reason): reason
      }
    }.joined(separator: "; ")
  }

  @Test func aBrokenEventIsToldThoughTheRestIsAsItWas() throws {
    folder.write(event("a", at: 10), to: "a.ics")
    let store = try subscribed(to: folder.path)
    folder.write(event("b", at: 11).replacing("DTSTART", with: "X-START"), to: "b.ics")
    let refreshed = try subscriber.refresh(store, now: company.now)
    guard case .read(let outcome, let warnings) = try #require(refreshed.first).result else {
      Issue.record("it was not told")
      return
    }
    #expect(
      outcome.step == nil
        && warnings.map(\.description) == ["b.ics, line 3: the event “Busy” is skipped: it has no DTSTART"])
    #expect(try refresh(store) == "unchanged")
    // What is skipped counts as what the files tell: not read again for a new time of change.
    folder.write("b.ics is as broken as before", to: "notes.txt")
    folder.write(event("b", at: 11).replacing("DTSTART", with: "X-START"), to: "b.ics")
    #expect(try refresh(store) == "unchanged")
  }

  /// It is just being written, or its disk is away: its time is not free for that.
  @Test func aFileThatCantBeReadForNowKeepsItsTime() throws {
    folder.write(event("a", at: 10), to: "a.ics")
    folder.write(event("b", at: 11), to: "b.ics")
    let store = try subscribed(to: folder.path)
    func busy() throws -> Int {
      try store.read {
        try $0.busy(of: company.mia.id, in: Interval(company.now, company.now + 400 * 86_400)).merged.intervals.count
      }
    }
    let before = try busy()
    folder.write("", to: "b.ics")
    // The rest of the folder is as it was, too.
    #expect(try refresh(store) == "\(folder.file("b.ics")) can't be read: it is empty")
    #expect(try busy() == before)
    folder.write(event("b", at: 12), to: "b.ics")
    #expect(try refresh(store) == "read")
  }

  @Test func whatItsOwnerDeclinedIsFree() throws {
    let declined = event("a", at: 10).replacing(
      "END:VEVENT", with: "ATTENDEE;PARTSTAT=DECLINED;CN=Mia:mailto:Mia@example.com\nEND:VEVENT")
    let other = event("b", at: 12).replacing(
      "END:VEVENT", with: "ATTENDEE;PARTSTAT=DECLINED:mailto:ralf@example.com\nEND:VEVENT")
    var owner = company.mia
    owner.email = "mia@example.com"
    folder.write(declined, to: "a.ics")
    folder.write(other, to: "b.ics")
    let (busy, _) = try subscriber.read(
      folder.path, for: owner, domain: "x.invalid", now: company.now, isSubscribed: nil)
    #expect(busy.blocks.count == 1)
  }

  @Test func aFileIsReadAgainOnlyWhenItTellsSomethingElse() throws {
    folder.write(event("a", at: 10), to: "a.ics")
    let store = try subscribed(to: folder.file("a.ics"))
    #expect(try refresh(store) == "unchanged")
    // Written anew, but the same.
    folder.write(event("a", at: 10), to: "a.ics")
    #expect(try refresh(store) == "unchanged")
    // Something else that keeps nobody busy otherwise: read once, and then known.
    folder.write(event("b", at: 10), to: "a.ics")
    #expect(try refresh(store) == "read, unchanged")
    #expect(try refresh(store) == "unchanged")
    folder.write(event("b", at: 11, title: "Later"), to: "a.ics")
    #expect(try refresh(store) == "read")
    #expect(try titles(store) == ["Later"])
    #expect(try refresh(store, isForced: true) == "read, unchanged")
    // Rules go on: after half a year even an old file is read.
    #expect(try refresh(store, days: 181) == "read")
  }

  @Test func aFolderIsReadAgainWhenAFileComesOrGoes() throws {
    try FileManager.default.createDirectory(atPath: folder.file("work"), withIntermediateDirectories: true)
    folder.write(event("a", at: 10, title: "A"), to: "work/a.ics")
    folder.write(event("b", at: 12, title: "B"), to: "work/b.ics")
    let store = try subscribed(to: folder.file("work"))
    #expect(try titles(store) == ["A", "B"])
    try FileManager.default.removeItem(atPath: folder.file("work/a.ics"))
    folder.write("not read", to: "work/.lock")
    #expect(try refresh(store) == "read")
    #expect(try titles(store) == ["B"])
  }

  /// What can't be read now must not be taken for free.
  @Test func whatCanNotBeReadStaysBusy() throws {
    try FileManager.default.createDirectory(atPath: folder.file("work"), withIntermediateDirectories: true)
    folder.write(event("a", at: 10, title: "A"), to: "work/a.ics")
    let store = try subscribed(to: folder.file("work"))
    folder.write("<html>sign in</html>", to: "work/a.ics")
    #expect(try refresh(store).contains("isn't iCalendar"))
    try FileManager.default.removeItem(atPath: folder.file("work"))
    #expect(try refresh(store).contains("doesn't exist"))
    #expect(try titles(store) == ["A"])
  }

  /// Deleting the last event of a calendar makes its folder an empty one, as a new one is before the first.
  @Test func anEmptyFolderIsACalendarWithoutEvents() throws {
    try FileManager.default.createDirectory(atPath: folder.file("work"), withIntermediateDirectories: true)
    let (busy, reading) = try subscriber.read(
      folder.file("work"), for: company.mia, domain: "test.invalid", now: company.now, isSubscribed: true)
    #expect(busy.blocks.isEmpty && reading.remark(at: company.now) == "it is empty so far")
    let store = try subscribed(to: folder.file("work"))
    #expect(try refresh(store) == "unchanged")
    folder.write(event("a", at: 10, title: "A"), to: "work/a.ics")
    #expect(try refresh(store) == "read")
    #expect(try titles(store) == ["A"])
    try FileManager.default.removeItem(atPath: folder.file("work/a.ics"))
    #expect(try refresh(store) == "read")
    #expect(try titles(store) == [])
    #expect(try refresh(store) == "unchanged")
    // Whoever reads it once has most likely named another folder than they meant.
    #expect(throws: FileError.noCalendarsInFolder(folder.file("work"))) {
      try subscriber.read(
        folder.file("work"), for: company.mia, domain: "test.invalid", now: company.now, isSubscribed: nil)
    }
  }

  @Test func ourOwnSessionsAreNoBusyTime() throws {
    folder.write(event("session-1@test.invalid", at: 10) + event("a@elsewhere", at: 12, title: "A"), to: "a.ics")
    #expect(try titles(subscribed(to: folder.file("a.ics"))) == ["A"])
  }
}
