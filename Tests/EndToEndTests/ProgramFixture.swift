import Foundation
import TestSupport

/// The real binary on a made-up company of its own; the clock stands at Wednesday, 25 November 2026, 10:42 in Berlin.
struct ProgramFixture {
  static let now = "2026-11-25T09:42:00Z"
  let folder = TemporaryFolder()
  var database: String { folder.file("demo.db") }

  init(isEmpty: Bool = false) throws {
    if !isEmpty { _ = try run(["demo", "--no-interface", "--db", database], as: nil) }
  }

  /// Runs `tandem` with arguments; `login` acts.
  func run(
    _ arguments: [String], as login: String? = "mia", environment: [String: String] = [:], input: String? = nil
  ) throws -> (status: Int32, output: String, errors: String) {
    var variables = [
      "TANDEM_NOW": Self.now, "TANDEM_DB": database, "LANG": "C.UTF-8", "TZ": "Europe/Berlin",
      "XDG_DATA_HOME": folder.path, "XDG_CONFIG_HOME": folder.file("config"),
    ]
    variables["TANDEM_AS"] = login
    return try ChildProcess("tandem", arguments, environment: variables.merging(environment) { $1 }, input: input)
      .finish()
  }

  /// Its one JSON document.
  func json(_ arguments: [String], as login: String? = "mia") throws -> (status: Int32, document: [String: Any]) {
    let result = try run(arguments + ["--json"], as: login)
    let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return (result.status, value as? [String: Any] ?? [:])
  }
}
