import Foundation
import TestSupport
import Testing

/// Who may only read is told the same as everybody else.
@Suite struct ReadOnlyTests {
  /// Words of a command, each by `|`.
  private static let commands = [
    "sessions|--json", "sessions", "agenda|--from|2026-11-25|--to|+1m", "agenda|--json", "export|ics", "export|csv",
    "export|json",
    "export|freebusy", "requests", "requests|--json", "pairs|--json", "week|2026-12-02", "conflicts|--json",
    "openings|mia/ralf|--from|2026-12-01T00:00|--json", "check|mia/ralf|2026-12-09T14:30|--json",
    "check|mia/ralf|2026-12-03T14:30|--json",
  ]

  /// A request for a time, and one to move a session, whose deadlines are over without anybody having written that.
  @Test func whatExpiredIsToldAsSuchBeforeItIsWritten() throws {
    let program = try ProgramFixture()
    let booked = try program.json(["book", "mia/ralf", "2026-12-02T14:30"])
    let id = try #require((booked.document["session"] as? [String: Any])?["id"] as? Int)
    let moved = try program.run(["move", "\(id)", "2026-12-09T14:30", "--request"])
    #expect(moved.status == 0, "\(moved.errors)")
    let asked = try program.run(["book", "mia/ralf", "2026-12-03T14:30", "--request"])
    #expect(asked.status == 0, "\(asked.errors)")
    // The session is to come; the request's start is near.
    let later = ["TANDEM_NOW": "2026-12-02T13:00:00Z"]
    let lines = Self.commands.map { $0.split(separator: "|").map(String.init) }
    let read = try lines.map { try program.run($0 + ["--read-only"], environment: later).output }
    let open = try program.run(["requests", "--json", "--read-only"])
    #expect(open.output.contains("2026-12-09T13:30:00Z"))
    for (line, output) in zip(lines, read) {
      // The first of them writes what expired.
      let told = try program.run(line, environment: later).output
      #expect(!told.isEmpty && output == told, "\(line.joined(separator: " ")): \(output)\n\(told)")
    }
    #expect(read[0].contains("2026-12-02T13:30:00Z") && !read[0].contains("2026-12-09T13:30:00Z"))
  }
}
