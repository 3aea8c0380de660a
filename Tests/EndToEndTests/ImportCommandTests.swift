import Foundation
import TestSupport
import Testing

/// Files of people, pairs and rooms by the command line: all of a file, or nothing and every reason.
@Suite struct ImportCommandTests {
  /// `2 zone`: line and column of each error of a file that is refused.
  private func placesOfErrors(in people: String, _ program: ProgramFixture) throws -> [String] {
    let imported = try program.json(["import", "people", people], as: nil)
    #expect(imported.status == 5)
    let errors = try #require(imported.document["errors"] as? [[String: Any]])
    return errors.map { "\($0["line"] as? Int ?? 0) \($0["column"] as? String ?? "")" }
  }

  @Test func importsAreAllOrNothing() throws {
    let program = try ProgramFixture(isEmpty: true)
    program.folder.write(
      "login,name,zone\nana,Ana,Europe/Lisbon\nben,Ben,Mars/Olympus\nana,Again,UTC\n", to: "people.csv")
    let bad = try program.json(["import", "people", program.folder.file("people.csv")], as: nil)
    #expect(bad.status == 5)
    let errors = try #require(bad.document["errors"] as? [[String: Any]])
    #expect(errors.contains { $0["line"] as? Int == 3 && $0["column"] as? String == "zone" })
    // Not even an empty program is left.
    #expect(try program.run(["people"], as: nil).status == 6)
    program.folder.write("login,name,zone\nana,Ana,Europe/Lisbon\nben,Ben,UTC\n", to: "people.csv")
    let good = try program.json(["import", "people", program.folder.file("people.csv")], as: nil)
    #expect(good.status == 0 && good.document["added"] as? Int == 2)
    let same = try program.json(["import", "people", program.folder.file("people.csv")], as: nil)
    #expect(same.document["unchanged"] as? Int == 2 && same.document["added"] as? Int == 0)
  }

  @Test func everyErrorOfAFileIsListedAtOnce() throws {
    let program = try ProgramFixture(isEmpty: true)
    let people = program.folder.file("people.csv")
    program.folder.write(
      """
      login,name,zone,grade,manager
      mia,Mia,Mars/Olympus,x,
      mia,Mia again,UTC,1,
      ann,Ann,UTC,1,bob
      bob,Bob,UTC,1,ann
      cy,Cy,UTC,1,nobody

      """, to: "people.csv")
    let places = try placesOfErrors(in: people, program)
    #expect(places == ["2 zone", "2 grade", "3 login", "4 manager", "6 manager"])
    // Not even an empty program is left.
    #expect(try program.run(["people"], as: nil).status == 6)
  }

  /// A row that can't be read hides nothing but that nobody has a name: it may be the row that does.
  @Test func besideARowThatIsLostTheOthersAreJudgedTogether() throws {
    let program = try ProgramFixture(isEmpty: true)
    let people = program.folder.file("people.csv")
    program.folder.write(
      """
      login,name,zone,grade,manager
      mia,Mia,UTC,1,
      dora,Dora,UTC,1,,one too many
      mia,Mia again,UTC,1,
      ann,Ann,UTC,1,bob
      bob,Bob,UTC,1,ann
      cy,Cy,UTC,1,dora

      """, to: "people.csv")
    let places = try placesOfErrors(in: people, program)
    #expect(places == ["3 ", "4 login", "5 manager"])
  }

  @Test func anInterruptedImportSaysThatNothingWasChanged() throws {
    let program = try ProgramFixture()
    // A pipe that nobody writes to: the import reads it until it is interrupted.
    let pipe = program.folder.file("people.csv")
    #expect(mkfifo(pipe, 0o600) == 0)
    let child = try ChildProcess(
      "tandem", ["import", "people", pipe, "--json"],
      environment: [
        "TANDEM_DB": program.database, "TANDEM_AS": "kim", "XDG_CONFIG_HOME": program.folder.file("config"),
      ])
    // Once somebody reads, it is open at both ends.
    let end = open(pipe, O_WRONLY)
    defer { close(end) }
    #expect(end >= 0)
    child.interrupt()
    let result = child.finish()
    #expect(result.status == 130 && result.errors == "tandem: interrupted; nothing was changed\n")
    #expect(result.output.contains("\"interrupted\""))
  }

  /// While it is saved nobody can know any more whether it is, and nothing else is said.
  @Test func anImportInterruptedWhileItIsSavedClaimsNothing() throws {
    let program = try ProgramFixture()
    program.folder.write("login,name,zone\nzoe,Zoe,UTC\n", to: "people.csv")
    // Its turn to write does not come.
    let turn = open(program.database + "-turn", O_RDWR | O_CREAT, 0o600)
    defer { close(turn) }
    #expect(turn >= 0 && flock(turn, LOCK_EX) == 0)
    let child = try ChildProcess(
      "tandem", ["import", "people", program.folder.file("people.csv")],
      environment: [
        "TANDEM_DB": program.database, "TANDEM_AS": "kim", "XDG_CONFIG_HOME": program.folder.file("config"),
      ])
    usleep(1_500_000)
    child.interrupt()
    let result = child.finish()
    #expect(result.status == 130)
    #expect(
      result.errors == "tandem: interrupted; whether what was being saved is there, “tandem history” tells\n",
      "\(result.errors)")
    #expect(flock(turn, LOCK_UN) == 0)
    #expect(try program.run(["people"], as: "kim").output.contains("Zoe") == false)
  }

  @Test func aFirstImportThatFailsMakesNoProgram() throws {
    let program = try ProgramFixture(isEmpty: true)
    let people = program.folder.file("people.csv")
    try "login,name,zone\nana,Ana,Mars/Base\n".write(toFile: people, atomically: true, encoding: .utf8)
    let failed = try program.run(["import", "people", people])
    #expect(failed.status == 5, "\(failed.status) \(failed.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: program.folder.path) == ["people.csv"])
    try "login,name,zone\nana,Ana,Europe/Berlin\n".write(toFile: people, atomically: true, encoding: .utf8)
    #expect(try program.run(["import", "people", people]).status == 0)
    #expect(try program.run(["people"], as: "ana").output.contains("Ana"))
  }

  /// What can be read but once is no excuse.
  @Test(
    arguments: [
      ("people <(printf 'login,name,zone\\nana,Ana,Mars/Base\\n')", 5), ("people <(printf '')", 5),
      ("people /dev/null", 5),
      ("pairs <(printf 'mentor,mentee\\nana,ben\\n')", 5), ("busy /dev/null --for ann", 3),
      ("busy - --for ann </dev/null", 3),
    ] as [(String, Int32)])
  func aFirstImportOfAPipeThatFailsMakesNoProgram(words: String, status: Int32) throws {
    let program = try ProgramFixture(isEmpty: true)
    let tandem = ChildProcess.products.appendingPathComponent("tandem").path
    let told = try ChildProcess(
      "/bin/bash", ["-c", "'\(tandem)' --db '\(program.database)' import \(words)"], environment: ["TANDEM_AS": "ann"]
    ).finish()
    #expect(told.status == status, "\(told)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: program.folder.path) == [])
  }

  @Test func aFirstImportOfAPipeMakesTheProgram() throws {
    let program = try ProgramFixture(isEmpty: true)
    let tandem = ChildProcess.products.appendingPathComponent("tandem").path
    let rows = "printf 'login,name,zone\\nana,Ana,Europe/Berlin\\n'"
    let told = try ChildProcess(
      "/bin/sh", ["-c", "\(rows) | '\(tandem)' --db '\(program.database)' import people -"],
      environment: ["TANDEM_AS": "ann"]
    ).finish()
    #expect(told.status == 0 && told.output.contains("1 added"), "\(told)")
    #expect(try program.run(["people"], as: "ana").output.contains("Ana"))
  }
}
