import Foundation
import Glibc
import Mentoring
import SQLiteStore
import SystemZones
import TestSupport
import Testing

/// Where a program may be made, and why one can't be changed.
@Suite struct StorePlaceTests {
  private let program: ProgramFixture

  init() throws {
    program = try ProgramFixture(isEmpty: true)
    program.folder.write("login,name,zone\nann,Ann,Europe/Berlin\n", to: "people.csv")
  }

  private func importPeople(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> (status: Int32, output: String, errors: String) {
    try program.run(
      ["import", "people", program.folder.file("people.csv")] + arguments, as: "ann", environment: environment)
  }

  /// A mistyped path is no new program.
  @Test func noFolderIsMadeForAPathThatWasNamed() throws {
    let path = program.folder.file("nowhere/deep/x.db")
    for (arguments, environment) in [(["--db", path], [:]), ([], ["TANDEM_DB": path])] {
      let refused = try importPeople(arguments, environment: environment)
      #expect(refused.status == 6)
      #expect(refused.errors.contains("\(program.folder.file("nowhere/deep")) is not there"), "\(refused.errors)")
      #expect(refused.errors.contains("mkdir -p") && refused.errors.contains("--db"), "\(refused.errors)")
    }
    #expect(access(program.folder.file("nowhere"), F_OK) != 0)
    #expect(try importPeople(["--db", program.folder.file("x.db")]).status == 0)
  }

  @Test func theDefaultPlacesFolderIsMade() throws {
    let data = program.folder.file("new/share")
    let made = try importPeople([], environment: ["TANDEM_DB": "", "XDG_DATA_HOME": data])
    #expect(made.status == 0, "\(made.errors)")
    #expect(access("\(data)/tandem/tandem.db", F_OK) == 0)
  }

  /// A file's mode, a folder's, and what was asked for are told apart.
  @Test(.enabled(if: Unprivileged.isPossible), arguments: ["file", "folder", "asked"])
  func whyNothingCanBeWrittenIsSaid(cause: String) throws {
    #expect(try importPeople([]).status == 0)
    let before = program.database
    chmod(program.folder.path, cause == "folder" ? 0o555 : 0o777)
    chmod(before, cause == "file" ? 0o444 : 0o666)
    defer { chmod(program.folder.path, 0o755) }
    let environment = ["TANDEM_DB": before, "TANDEM_AS": "ann", "LANG": "C.UTF-8", "TZ": "Europe/Berlin"]
    let line = ["hours", "set", "Mon-Fri 10:00-16:00"] + (cause == "asked" ? ["--read-only"] : [])
    let refused = try Unprivileged.run(line, environment: environment)
    #expect(refused.status == 6, "\(refused)")
    let words =
      switch cause {
      case "file": "you may not write to it"
      case "folder": "you may not write to its folder"
      default: "--read-only"
      }
    #expect(refused.errors.contains("open for reading only") && refused.errors.contains(words), "\(refused.errors)")
    #expect(refused.errors.contains("chmod u+w") == false || cause != "asked")
  }

  /// Who may only read makes nothing beside the file that its owner could not write to afterwards.
  @Test(.enabled(if: Unprivileged.isPossible), arguments: [0o644, 0o444] as [mode_t])
  func aReaderKeepsNobodyOut(mode: mode_t) throws {
    let program = try ProgramFixture()
    chmod(program.folder.path, 0o777)
    chmod(program.database, mode)
    let environment = [
      "TANDEM_DB": program.database, "TANDEM_AS": "mia", "TANDEM_NOW": ProgramFixture.now, "LANG": "C.UTF-8",
      "TZ": "Europe/Berlin", "HOME": program.folder.path,
    ]
    let read = try Unprivileged.run(["openings", "mia/ralf", "--limit", "1"], environment: environment)
    #expect(read.status == 0 && !read.output.isEmpty, "\(read)")
    #expect(access("\(program.database)-shm", F_OK) != 0 && access("\(program.database)-wal", F_OK) != 0)
    chmod(program.database, 0o644)
    let booked = try program.run(["book", "mia/ralf", "2026-12-02T14:30"])
    #expect(booked.status == 0, "\(booked.errors)")
    // While its owner has it open it is read as well.
    let writer = try ProgramDatabase(
      path: program.database, zones: SystemZoneProvider(), domain: "x.invalid")
    let beside = try Unprivileged.run(
      ["agenda", "--from", "2026-12-02", "--to", "2026-12-03"], environment: environment)
    #expect(beside.status == 0 && beside.output.contains("14:30"), "\(beside)")
    _ = try writer.read { try $0.program() }
  }

  /// What an import would come to is told where nothing can be written, too.
  @Test func aDryRunNeedsNoWriting() throws {
    #expect(try importPeople([]).status == 0)
    program.folder.write("login,name,zone\nbob,Bob,Europe/Berlin\n", to: "people.csv")
    let told = try importPeople(["--dry-run", "--read-only"])
    #expect(told.status == 0 && told.output.contains("1 added"), "\(told)")
    #expect(try !program.run(["people"], as: "ann").output.contains("Bob"))
  }

  @Test func pairsAreListedByTheirIds() throws {
    let program = try ProgramFixture()
    let all = try #require(try program.json(["pairs"]).document["pairs"] as? [[String: Any]])
    let id = try #require(all.first?["id"] as? Int)
    let listed = try #require(try program.json(["pairs", "\(id)"]).document["pairs"] as? [[String: Any]])
    #expect(listed.map { $0["id"] as? Int } == [id])
    let none = try #require(try program.json(["pairs", "99999"]).document["pairs"] as? [[String: Any]])
    #expect(none.isEmpty)
  }
}
