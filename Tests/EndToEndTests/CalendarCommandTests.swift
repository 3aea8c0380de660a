import Foundation
import TestSupport
import Testing

/// Calendars on the command line.
@Suite struct CalendarCommandTests {
  private let program: ProgramFixture

  init() throws { program = try ProgramFixture() }

  private func calendar(_ events: String) -> String { "BEGIN:VCALENDAR\nVERSION:2.0\n\(events)END:VCALENDAR\n" }

  @Test func aPipeIsReadToo() throws {
    let event = "BEGIN:VEVENT\nUID:1\nDTSTART:20261126T080000Z\nDURATION:PT1H\nEND:VEVENT\n"
    program.folder.write(calendar(event), to: "a.ics")
    let binary = ChildProcess.products.appendingPathComponent("tandem").path
    let environment = ["TANDEM_DB": program.database, "TANDEM_AS": "mia", "TANDEM_NOW": ProgramFixture.now]
    let read = try ChildProcess(
      "/bin/sh", ["-c", "cat '\(program.folder.file("a.ics"))' | '\(binary)' import busy /dev/stdin"],
      environment: environment
    ).finish()
    #expect(read.status == 0 && read.output.contains("/dev/stdin: 1 busy block"), "\(read.errors)")
    let subscribed = try ChildProcess(
      "/bin/sh", ["-c", "cat '\(program.folder.file("a.ics"))' | '\(binary)' calendar add /dev/stdin"],
      environment: environment
    ).finish()
    #expect(subscribed.status == 5 && subscribed.errors.contains("no file or folder that could be read again"))
  }

  @Test func aFileOfAFolderThatIsCutOffIsToldUntilItIsWhole() throws {
    func event(_ uid: String, _ hour: Int) -> String {
      "BEGIN:VEVENT\nUID:\(uid)\nDTSTART:20261215T\(hour)0000Z\nDURATION:PT1H\nEND:VEVENT\n"
    }
    let folder = program.folder.file("work")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    program.folder.write(calendar(event("a", 10)), to: "work/a.ics")
    program.folder.write("", to: "work/b.ics")
    let added = try program.run(["calendar", "add", folder])
    #expect(added.status == 0 && added.errors.contains("b.ics: warning:"), "\(added)")
    program.folder.write("BEGIN:VCALENDAR\n", to: "work/a.ics")
    program.folder.write(calendar(event("c", 14)), to: "work/c.ics")
    let refreshed = try program.run(["calendar", "refresh"])
    #expect(refreshed.status == 5 && refreshed.output.contains("2 busy blocks, 1 of them from before"), "\(refreshed)")
    #expect(refreshed.errors.contains("a.ics ends before") && refreshed.errors.contains("(and 1 more of its files"))
    #expect(try program.run(["calendar", "list"]).output.contains("partly unreadable"))
    #expect(try program.run(["calendar", "refresh"]).status == 5)
  }

  /// A broken event keeps nobody busy, and says so until it is whole: also from the next look on, which finds nothing new.
  @Test func whatIsSkippedIsToldByTheList() throws {
    let good = "BEGIN:VEVENT\nUID:a\nDTSTART:20261215T100000Z\nDURATION:PT1H\nEND:VEVENT\n"
    let path = program.folder.file("a.ics")
    func list() throws -> String { try program.run(["calendar", "list"]).output }
    program.folder.write(calendar(good), to: "a.ics")
    try #require(try program.run(["calendar", "add", path]).status == 0)
    #expect(try list().contains("up to date ") && !list().contains("skipped"))
    program.folder.write(calendar(good.replacing("20261215T100000Z", with: "2026")), to: "a.ics")
    _ = try program.run(["calendar", "refresh"])
    _ = try program.run(["calendar", "refresh"])
    #expect(try list().contains("up to date, 1 skipped"))
    program.folder.write(calendar(good), to: "a.ics")
    _ = try program.run(["calendar", "refresh"])
    #expect(try list().contains("up to date ") && !list().contains("skipped"))
  }

  @Test func whatNeverToldOfAnythingKeepsNothing() throws {
    let folder = program.folder.file("work")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    func reasons() throws -> String {
      _ = try program.run(["calendar", "add", folder])
      try FileManager.default.moveItem(atPath: folder, toPath: folder + ".away")
      defer { try? FileManager.default.moveItem(atPath: folder + ".away", toPath: folder) }
      return try program.run(["calendar", "list"]).errors + program.run(["calendar", "refresh"]).errors
    }
    #expect(try !reasons().contains("before"))
    let event = "BEGIN:VEVENT\nUID:v\nDTSTART:20261215T100000Z\nDURATION:PT1H\nEND:VEVENT\n"
    program.folder.write(calendar(event), to: "work/1.ics")
    #expect(try reasons().split(separator: "what it kept busy before stays so").count >= 3)
  }

  /// Whoever turns a link over means where it leads now.
  @Test func aCalendarNamedThroughALinkIsReadWhereTheLinkLeads() throws {
    let folder = program.folder
    func write(_ hour: Int, to name: String) {
      let event = "BEGIN:VEVENT\nUID:v\nDTSTART:20261215T\(hour)0000Z\nDURATION:PT1H\nEND:VEVENT\n"
      folder.write(calendar(event), to: name)
    }
    func link(_ name: String, to target: String) throws {
      try FileManager.default.createSymbolicLink(atPath: folder.file("next"), withDestinationPath: target)
      #expect(rename(folder.file("next"), folder.file(name)) == 0)
    }
    func busy() throws -> String {
      try program.run(["busy", "mia", "--from", "2026-12-15", "--to", "2026-12-16"]).output
    }
    let before = try busy()
    for (name, hour) in [("v1", 10), ("v2", 12)] {
      try FileManager.default.createDirectory(atPath: folder.file(name + "/c"), withIntermediateDirectories: true)
      write(hour, to: name + "/c/1.ics")
    }
    try link("cur", to: "v1")
    let path = folder.file("cur/c")
    try #require(try program.run(["calendar", "add", path]).output.contains("\(path): 1 busy block"))
    let first = try busy()
    // The place that it leads to is the same calendar.
    #expect(
      try program.run(["calendar", "add", folder.file("v1/c")]).output.contains("\(path): 1 busy block, unchanged"))
    try link("cur", to: "v2")
    #expect(try program.run(["calendar", "list"]).output.contains("changed since"))
    #expect(try program.run(["calendar", "refresh"]).output.contains("1 busy block, in place of 1"))
    let second = try busy()
    #expect(Set([before, first, second]).count == 3)
    #expect(try program.run(["calendar", "remove", path]).status == 0)
    #expect(try busy() == before)

    try link("g.ics", to: "v1/c/1.ics")
    _ = try program.run(["import", "busy", folder.file("g.ics")])
    #expect(try busy() == first)
    try link("g.ics", to: "v2/c/1.ics")
    _ = try program.run(["import", "busy", folder.file("g.ics")])
    #expect(try busy() == second)
  }

  @Test func howFarAheadIsToldWithTheTimeAndARuleThatIsEmptyAsSuch() throws {
    let far = try program.run(["check", "mia/ralf", "2027-06-01T15:00"])
    #expect(far.output.contains("90 days ahead, until Tue 23 Feb 2027 10:42"), "\(far)")
    let empty = try program.run(["book", "mia/ralf", "2026-12-15T17:00", "--repeat", ""])
    #expect(empty.status == 64 && empty.errors.contains("--repeat is empty"), "\(empty)")
  }

  @Test func aFullCalendarFillsNoScreenWithReasons() throws {
    let events = (1...20).map {
      "BEGIN:VEVENT\nUID:\($0)\nDTSTART:20261215T150000Z\nDURATION:PT3H\nSUMMARY:Meeting \($0)\nEND:VEVENT\n"
    }.joined()
    program.folder.write(calendar(events), to: "a.ics")
    _ = try program.run(["import", "busy", program.folder.file("a.ics")])
    let arguments = ["book", "mia/ralf", "2026-12-15T17:00", "--repeat", "FREQ=WEEKLY;COUNT=2"]
    let refused = try program.run(arguments)
    let line = refused.errors.split(separator: "\n").first { $0.contains("✗") }
    #expect(refused.status == 4 && line?.contains("“Meeting 1”") == true, "\(refused.errors)")
    #expect(line?.contains("“Meeting 20”") == false && line?.firstMatch(of: #/; and 1\d more/#) != nil)
    let told = try program.json(arguments).document["violations"] as? [[String: Any]]
    #expect(told?.count ?? 0 >= 20)
  }

  @Test func onlyWhatWouldHelpIsAdvised() throws {
    func advice(_ start: String, _ onClash: String?, count: Int = 2) throws -> Substring {
      let rule = ["book", "mia/ralf", start, "--length", "30", "--repeat", "FREQ=WEEKLY;COUNT=\(count)", "--dry-run"]
      let refused = try program.run(rule + (onClash.map { ["--on-clash", $0] } ?? []))
      #expect(refused.status == 4)
      return try #require(refused.errors.split(separator: "\n").first)
    }
    // At night nothing fits where the rule has it, and in summer all is too far away.
    #expect(
      try advice("2026-12-02T03:15", nil)
        == "tandem: 0 of 2 fit; nothing was booked; --on-clash move takes the openings named here:")
    #expect(try advice("2026-12-02T03:15", "skip") == "tandem: 0 of 2 fit; nothing was booked:")
    #expect(try advice("2027-06-01T15:00", "skip") == "tandem: 0 of 2 fit; nothing was booked:")
    #expect(
      try advice("2027-06-01T15:00", "move")
        == "tandem: 0 of 2 fit; nothing was booked; near the 2 that are left nothing is free:")
  }

  @Test func whatKeepsNobodyBusySaysWhyAndManyWarningsAreCut() throws {
    let old = "BEGIN:VEVENT\nUID:1\nDTSTART:20050101T080000Z\nDURATION:PT1H\nEND:VEVENT\n"
    // One kind of them all over the file, and one more.
    let broken =
      String(repeating: "BEGIN:VEVENT\nUID:2\nEND:VEVENT\n", count: 99)
      + "BEGIN:VEVENT\nUID:3\nDTSTART:20261126T080000Z\nDTEND:20261126T070000Z\nEND:VEVENT\n"
    program.folder.write(calendar(old + broken), to: "a.ics")
    let read = try program.run(["import", "busy", program.folder.file("a.ics")])
    #expect(read.output.contains("0 busy blocks; its event keeps nobody busy from 2026-10-25 to 2028-12-24"))
    #expect(read.errors.split(separator: "\n").count == 7)
    #expect(read.errors.contains("tandem: 94 more warnings; --json lists them"))
    let listed = try program.json(["import", "busy", program.folder.file("a.ics")]).document["warnings"] as? [Any]
    #expect(listed?.count == 100)
    // Of thousands the first are kept.
    let many = String(repeating: "BEGIN:VEVENT\nUID:2\nEND:VEVENT\n", count: 2_000)
    program.folder.write(calendar(many), to: "a.ics")
    let cut = try program.run(["import", "busy", program.folder.file("a.ics")]).errors.split(separator: "\n")
    #expect(cut.count == 6)
    #expect(cut.last == "tandem: 1995 more warnings like these; --json lists 1000 of all 2000")
    let document = try program.json(["import", "busy", program.folder.file("a.ics")]).document
    #expect((document["warnings"] as? [Any])?.count == 1_000 && document["unlistedWarnings"] as? Int == 1_000)
  }
}
