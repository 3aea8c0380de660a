import Foundation
import Glibc
import TestSupport
import Testing

/// What `doctor` finds wrong beside the database's own contents.
@Suite struct DoctorTests {
  private let program: ProgramFixture

  init() throws { program = try ProgramFixture() }

  private func configure(_ text: String) throws {
    let folder = program.folder.file("config/tandem")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    program.folder.write(text, to: "config/tandem/config.toml")
  }

  /// One of its findings.
  private func check(
    _ name: String, _ arguments: [String] = [], environment: [String: String] = [:]
  ) throws -> (status: Int32, isFine: Bool, detail: String, advice: String, errors: String) {
    let result = try program.run(["doctor", "--json"] + arguments, environment: environment)
    let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let checks = try #require(document?["checks"] as? [[String: Any]])
    let found = try #require(checks.first { $0["check"] as? String == name }, "\(checks)")
    return (
      result.status, try #require(found["ok"] as? Bool), found["detail"] as? String ?? "",
      found["advice"] as? String ?? "", result.errors
    )
  }

  @Test(arguments: [
    ("this is [no TOML", "line 1"), ("theme = \"nope\"\n", "theme"), ("keys.calendar.open = \"nope-nope\"\n", "line 1"),
  ])
  func aBadConfiguration(text: String, words: String) throws {
    try configure(text)
    let found = try check("configuration")
    #expect(found.status == 1 && !found.isFine)
    #expect(found.detail.contains("config.toml") && found.detail.contains(words), "\(found.detail)")
    #expect(found.advice.contains("tandem config edit"))
    let plain = try program.run(["doctor"])
    #expect(plain.status == 1 && plain.output.contains("✗ configuration: "))
    // Once is enough.
    #expect(plain.errors.isEmpty && found.errors.isEmpty, "\(plain.errors)")
  }

  @Test func aConfigurationThatIsFineOrNotThere() throws {
    let none = try check("configuration")
    #expect(none.status == 0 && none.isFine && none.detail.contains("is not there"))
    try configure("theme = \"dark\"\n")
    let fine = try check("configuration")
    #expect(fine.status == 0 && fine.isFine && fine.detail.contains("is fine"), "\(fine)")
    try configure("clok = \"12h\"\n")
    let warned = try check("configuration")
    #expect(warned.status == 0 && warned.isFine && warned.detail.contains("nothing reads “clok”"), "\(warned)")
  }

  /// Where nothing can be made, whoever asks.
  @Test func foldersInWhichNothingCanBeMade() throws {
    let environment = ["XDG_DATA_HOME": "/proc/x", "XDG_CONFIG_HOME": "/proc/x", "TANDEM_DB": ""]
    let database = try check("database", environment: environment)
    #expect(database.status == 1 && !database.isFine, "\(database)")
    #expect(database.detail.contains("/proc/x") && database.detail.contains("can't be made"), "\(database)")
    #expect(database.advice.contains("XDG_DATA_HOME") && database.advice.contains("--db"))
    let configuration = try check("configuration", environment: environment)
    #expect(!configuration.isFine && configuration.advice.contains("XDG_CONFIG_HOME"), "\(configuration)")
    // A mistyped folder is made for nobody, so what is not there can't be made in it.
    let mistyped = try check("database", ["--db", program.folder.file("nowhere/team.db")])
    #expect(
      mistyped.status == 1 && mistyped.detail.contains("nowhere") && mistyped.advice.contains("mkdir"), "\(mistyped)")
    #expect(access(program.folder.file("nowhere"), F_OK) != 0)
  }

  /// What no import could make.
  @Test func placesWhereNoDatabaseCanBe() throws {
    let (one, other) = (program.folder.file("one.db"), program.folder.file("other.db"))
    try FileManager.default.createSymbolicLink(atPath: one, withDestinationPath: other)
    try FileManager.default.createSymbolicLink(atPath: other, withDestinationPath: one)
    let long = program.folder.file(String(repeating: "a", count: 300) + ".db")
    for (place, reason) in [(one, "symbolic links"), (long, "name too long"), ("http://host/team", "names no server")] {
      let found = try check("database", ["--db", place])
      #expect(found.status == 1 && !found.isFine && found.detail.contains(reason), "\(found)")
    }
  }

  @Test func aDefaultPlaceThatIsNotMadeYet() throws {
    let data = program.folder.file("later")
    let found = try check("database", environment: ["XDG_DATA_HOME": data, "TANDEM_DB": ""])
    #expect(found.status == 0 && found.isFine && found.detail.contains("the first import makes it"), "\(found)")
    #expect(access(data, F_OK) != 0)
  }

  /// Beyond a folder that may not even be entered.
  @Test(.enabled(if: Unprivileged.isPossible))
  func aHomeThatIsSomebodyElses() throws {
    let home = program.folder.file("home")
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    chmod(program.folder.path, 0o755)
    chmod(home, 0o700)
    let result = try Unprivileged.run(
      ["doctor", "--json"], environment: ["HOME": home, "LANG": "C.UTF-8", "TZ": "Europe/Berlin"])
    #expect(result.status == 1)
    #expect(result.output.contains("Permission denied"), "\(result.output)\(result.errors)")
  }

  @Test func guardsThatAreGone() throws {
    let sqlite = "/usr/bin/sqlite3"
    guard access(sqlite, X_OK) == 0 else { return }
    let names = try ChildProcess(
      sqlite, [program.database, "SELECT name FROM sqlite_schema WHERE type = 'trigger'"]
    ).finish().output.split(separator: "\n")
    #expect(!names.isEmpty)
    for name in names { _ = try ChildProcess(sqlite, [program.database, "DROP TRIGGER \(name)"]).finish() }
    let found = try check("database")
    #expect(found.status == 1 && !found.isFine)
    #expect(found.advice.contains("trigger \(names[0])") && found.advice.contains("tandem admin copy"), "\(found)")
    let refused = try program.run(["book", "mia/ralf", "2026-12-15T17:00"])
    #expect(refused.status == 6 && refused.errors.contains("its guard agreed_inserted is missing and"), "\(refused)")
    let verified = try program.run(["admin", "verify"])
    #expect(verified.status == 1 && verified.output.contains("\(names[0])"), "\(verified)")
  }
}

/// The program as one whom permissions bind: who runs the tests, or nobody where that is root.
enum Unprivileged {
  private static let program = "/usr/bin/setpriv"
  private static var binary: String { ChildProcess.products.appendingPathComponent("tandem").path }

  static var isPossible: Bool { geteuid() != 0 || access(program, X_OK) == 0 }

  static func run(
    _ arguments: [String], environment: [String: String]
  ) throws -> (status: Int32, output: String, errors: String) {
    let setting = ["--reuid=65534", "--regid=65534", "--clear-groups", binary]
    return try
      (geteuid() == 0
      ? ChildProcess(program, setting + arguments, environment: environment)
      : ChildProcess(binary, arguments, environment: environment)).finish()
  }
}
