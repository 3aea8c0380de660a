import Foundation
import Mentoring
import Scheduling
import TestSupport
import Testing

@testable import Interchange

/// A folder that somebody deletes, copies or syncs is not read halfway.
@Suite struct FolderInMotionTests {
  private let company = Company()
  private let folder = TemporaryFolder()
  private let subscriber = CalendarSubscriber(zones: Company.zones)
  private let store: any Store
  private let names = ["a", "b", "c", "d", "e", "f"]

  init() throws {
    store = company.store()
    for (index, name) in names.enumerated() { write(name, at: 10 + index) }
    let (busy, _) = try subscriber.read(
      folder.file("work"), for: company.mia, domain: "test.invalid", now: company.now, isSubscribed: true)
    _ = try store.perform(.importBusy(busy), by: Actor(company.mia), at: company.now)
    #expect(try titles == names)
  }

  private func write(_ name: String, at hour: Int) {
    try? FileManager.default.createDirectory(atPath: folder.file("work"), withIntermediateDirectories: true)
    folder.write(
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:\(name)\r\nDTSTART:20261126T\(hour)0000Z\r\n"
        + "DURATION:PT1H\r\nSUMMARY:\(name)\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", to: "work/\(name).ics")
  }

  private var titles: [String] {
    get throws {
      try store.read { try $0.busy(of: company.mia.id, in: Interval(company.now, company.now + 172_800)).titles }
    }
  }

  /// Reads it again, with something done at the first file's end and later; and how often that came.
  private func refresh(_ meanwhile: (Int) throws -> Void) throws -> CalendarSubscriber.Refreshed.Result {
    var reports = 0
    let refreshed = try subscriber.refresh(store, now: company.now, isForced: true) { _, _ in
      reports += 1
      try meanwhile(reports)
    }
    return try #require(refreshed.first).result
  }

  @Test func ofOneThatIsDeletedUnderTheReadingAllStays() throws {
    let result = try refresh { report in
      if report == 1 { try FileManager.default.removeItem(atPath: folder.file("work")) }
    }
    guard case .failed(let reason) = result else {
      Issue.record("it was read: \(result)")
      return
    }
    #expect(reason.hasPrefix(folder.file("work")))
    #expect(try titles == names)
  }

  @Test func oneThatIsFilledUnderTheReadingIsReadWhenItIsWhole() throws {
    let result = try refresh { report in
      if report == 1 { write("g", at: 16) }
    }
    guard case .read(let outcome, _) = result else {
      Issue.record("it was not read: \(result)")
      return
    }
    #expect(outcome.summary.contains("7 busy blocks"), "\(outcome.summary)")
    #expect(try titles == names + ["g"])
  }

  /// What never comes to rest is read nevertheless.
  @Test func oneThatIsWrittenAllTheTimeIsReadInTheEnd() throws {
    let result = try refresh { report in write("a", at: report % 2 == 0 ? 9 : 8) }
    guard case .read = result else {
      Issue.record("it was not read: \(result)")
      return
    }
  }
}
