import Foundation
import Mentoring
import Scheduling
import SystemZones
import TestSupport
import Testing

@testable import Interchange

/// Files that can't be read say so in a sentence that names them.
@Suite struct FileFaultTests {
  private let folder = TemporaryFolder()
  private let importer = CsvImporter(zones: SystemZoneProvider())

  private func path(_ name: String) -> String { folder.file(name) }

  @Test func missingFilesAndFolders() {
    #expect(throws: FileError.missing(path("none.csv"))) { try importer.people(at: path("none.csv")) }
    #expect(throws: FileError.isFolder(folder.path)) { try importer.people(at: folder.path) }
  }

  @Test func filesBeyondTheLimitAreRefusedUnread() throws {
    let file = path("huge.csv")
    try Data().write(to: URL(filePath: file))
    // Sparse: takes no room on the disk.
    #expect(truncate(file, off_t(CsvImporter.largestFile) + 1) == 0)
    #expect(throws: FileError.tooLarge(file, limit: CsvImporter.largestFile)) { try importer.people(at: file) }
  }

  @Test func linksInACircle() throws {
    let link = path("loop.csv")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: link)
    do {
      _ = try importer.people(at: link)
      Issue.record("read a link to itself")
    } catch let error as FileError {
      #expect(error.description.contains("circle"))
    }
  }

  @Test func progressIsToldAndCanStopTheReading() throws {
    struct Stop: Error {}
    let file = path("people.csv")
    try Data(("login,name,zone\n" + String(repeating: "mia,Mia,UTC\n", count: 50_000)).utf8)
      .write(to: URL(filePath: file))
    var told: [ReadingProgress] = []
    _ = try importer.people(at: file) { told.append($0) }
    #expect(told.count > 2)
    #expect(told.last?.fraction == 1)
    #expect(throws: Stop.self) { try importer.people(at: file) { _ in throw Stop() } }
  }
}
