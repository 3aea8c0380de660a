import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct InterfaceTests {
  @Test func aSessionIsBookedAndTakenBack() throws {
    let program = try ProgramFixture()
    let terminal = try TmuxSession(program, size: (120, 40))
    #expect(terminal.wait(for: "Next sessions"))
    terminal.type("2")
    #expect(terminal.wait(for: "of 40 pairs") || terminal.wait(for: "40 pairs"))
    terminal.type("/", "m", "i", "a", " ", "v", "i", "d", "e", "o")
    #expect(terminal.wait(for: "▸ Mia Chen"))
    terminal.type("Enter")
    terminal.type("c")
    #expect(terminal.wait(for: "Week 48"))
    terminal.type("n")
    #expect(terminal.wait(for: "free for both"))
    let before = try program.json(["sessions", "--pair", "mia/ralf"]).document["sessions"] as? [Any]
    terminal.type("Enter")
    #expect(terminal.wait(for: "Book"))
    for _ in 0..<8 {
      terminal.type("Enter")
      usleep(150_000)
      let now = try program.json(["sessions", "--pair", "mia/ralf"]).document["sessions"] as? [Any]
      if (now?.count ?? 0) > (before?.count ?? 0) { break }
    }
    #expect(terminal.wait(for: "Booked Mia Chen"))
    terminal.type("u")
    #expect(terminal.wait(for: "Undid: Booked Mia Chen"))
    terminal.type("q")
    #expect(terminal.wait(for: "ended with 0"))
  }

  @Test(arguments: [[120, 40], [80, 24], [60, 20], [40, 12]])
  func everySizeHasItsScreens(size: [Int]) throws {
    let program = try ProgramFixture()
    let terminal = try TmuxSession(program, size: (size[0], size[1]))
    #expect(terminal.wait(for: "Next sessions"))
    for key in ["2", "3", "1", "?", "Escape", ":", "Escape", "2", "Enter", "Escape"] {
      terminal.type(key)
      usleep(120_000)
      #expect(terminal.screen.first?.contains("1 T") == true || size[0] < 60, "\(terminal.screen)")
    }
    terminal.resize(30, 8)
    #expect(terminal.wait(for: "too small"))
    terminal.resize(120, 40)
    #expect(
      terminal.wait { screen in ["TODAY", "PAIRS", "CALENDAR"].contains { screen.first?.contains($0) ?? false } })
    terminal.type("q")
    #expect(terminal.wait(for: "ended with 0"))
  }

  /// Also when the database is named as it lies in the folder one is in.
  @Test(arguments: [nil, "demo.db", "./demo.db"] as [String?])
  func anotherProcessesBookingAppears(name: String?) throws {
    let program = try ProgramFixture()
    let terminal = try TmuxSession(
      program, size: (120, 40), environment: name.map { ["TANDEM_DB": $0] } ?? [:])
    #expect(terminal.wait(for: "Next sessions"))
    let start = try #require(
      (try program.json(["openings", "mia/ralf", "--limit", "1"]).document["openings"] as? [[String: Any]])?.first?[
        "start"]
        as? String)
    #expect(try program.run(["book", "mia/ralf", start, "--topic", "Seen at once"], as: "ralf").status == 0)
    #expect(terminal.wait(for: "Seen at"))
  }

  /// Each sees within moments what the other does.
  @Test func twoInterfacesAnswerEachOther() throws {
    let program = try ProgramFixture()
    let mia = try TmuxSession(program, size: (100, 30))
    let ralf = try TmuxSession(program, size: (100, 30), environment: ["TANDEM_AS": "ralf"])
    #expect(mia.wait(for: "Next sessions") && ralf.wait(for: "Next sessions"))
    let openings = try program.json(["openings", "mia/ralf", "--limit", "1"]).document["openings"] as? [[String: Any]]
    let start = try #require(openings?.first?["start"] as? String)
    #expect(try program.run(["book", "mia/ralf", start, "--request"], as: "mia").status == 0)
    #expect(ralf.wait(for: "4 Requests •1"))
    ralf.type("4")
    #expect(ralf.wait(for: "a accept"))
    ralf.type("c")
    #expect(ralf.wait(for: "Enter propose"))
    ralf.type("Enter")
    #expect(mia.wait(for: "4 Requests •1"))
    mia.type("4")
    #expect(mia.wait(for: "Ralf Winter proposes another time"))
    mia.type("a")
    #expect(mia.wait(for: "Accepted Mia Chen"))
    #expect(ralf.wait(for: "Nothing waits for an answer."))
  }

  /// A terminal that stops at ^S would look as if the program hung.
  @Test func controlSStopsNothing() throws {
    let program = try ProgramFixture()
    let terminal = try TmuxSession(program, size: (80, 24))
    #expect(terminal.wait(for: "Next sessions"))
    terminal.type("C-s", "2")
    #expect(terminal.wait(for: "2 PAIRS"))
  }

  @Test(arguments: ["TERM", "INT", "HUP", "QUIT", "SEGV", "ABRT"])
  func aSignalGivesTheTerminalBack(signal: String) throws {
    let program = try ProgramFixture()
    let terminal = try TmuxSession(program, size: (80, 24))
    #expect(terminal.wait(for: "Next sessions"))
    for pid in Self.processes(holding: program.database) { Foundation.kill(pid, Self.number(of: signal)) }
    #expect(terminal.wait(for: "ended with"))
    #expect(
      terminal.screen.contains { $0.contains("ended with") }
        && !terminal.screen.contains { $0.contains("Next sessions") })
  }

  /// The made-up company is gone with the demo, however that ends.
  @Test(arguments: ["TERM", "HUP", "SEGV", nil])
  func aDemoLeavesNothingBehind(signal: String?) throws {
    let program = try ProgramFixture(isEmpty: true)
    let temporary = program.folder.file("tmp")
    try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: false)
    let terminal = try TmuxSession(
      program, size: (80, 24), arguments: ["demo"], environment: ["TMPDIR": temporary, "TANDEM_DB": ""])
    #expect(terminal.wait(for: "Next sessions"))
    let made = try FileManager.default.contentsOfDirectory(atPath: temporary)
    #expect(made.count == 1)
    if let signal {
      let database = "\(temporary)/\(made.first ?? "")/demo.db"
      for pid in Self.processes(holding: database) { Foundation.kill(pid, Self.number(of: signal)) }
    } else {
      terminal.type("q")
    }
    #expect(terminal.wait(for: "ended with"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary).isEmpty)
  }

  @Test func plainTerminalsGetPlainScreens() throws {
    let program = try ProgramFixture()
    let terminal = try TmuxSession(program, size: (80, 24), environment: ["LANG": "C", "LC_ALL": "C", "NO_COLOR": "1"])
    #expect(terminal.wait(for: "Next sessions"))
    terminal.type("3")
    #expect(terminal.wait(for: "Week 48"))
    let isPlain = terminal.screen.joined().unicodeScalars.allSatisfy { $0.isASCII }
    #expect(isPlain)
  }

  /// Someone to whom the file is not open for writing, nor its folder, sees all, what others change meanwhile, and why nothing is
  /// saved.
  @Test(.enabled(if: Unprivileged.isPossible)) func aFileThatCanOnlyBeReadIsShown() throws {
    let program = try ProgramFixture()
    chmod(program.folder.path, 0o755)
    chmod(program.database, 0o644)
    let terminal = try TmuxSession(program, size: (100, 24), environment: ["HOME": "/nonexistent"], isInShell: true)
    #expect(terminal.wait { $0.contains { $0.hasPrefix("$") } })
    let binary = ChildProcess.products.appendingPathComponent("tandem").path
    let asNobody = geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : ""
    terminal.type("\(asNobody)\(binary)", "Enter")
    #expect(terminal.wait(for: "Next sessions") && terminal.wait(for: "READ ONLY"), "\(terminal.screen)")
    terminal.type("u")
    #expect(terminal.wait(for: "you may not write to it"), "\(terminal.screen)")
    let booked = try program.run(["book", "mia/ralf", "2026-12-01T14:30"])
    #expect(booked.status == 0, "\(booked.errors)")
    #expect(terminal.wait(for: "Tue 1 Dec 14:30"), "\(terminal.screen)")
    terminal.type("q")
    #expect(terminal.wait { !$0.contains { $0.contains("READ ONLY") } && $0.contains { $0.hasPrefix("$") } })
  }

  private static func number(of signal: String) -> Int32 {
    ["TERM": SIGTERM, "INT": SIGINT, "HUP": SIGHUP, "QUIT": SIGQUIT, "SEGV": SIGSEGV, "ABRT": SIGABRT][signal]
      ?? SIGTERM
  }

  /// Processes that have the file open.
  private static func processes(holding path: String) -> [pid_t] {
    let files = FileManager.default
    return ((try? files.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { Int32($0) }.filter { pid in
      let folder = "/proc/\(pid)/fd"
      let handles = (try? files.contentsOfDirectory(atPath: folder)) ?? []
      return handles.contains { (try? files.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")) == path }
    }
  }
}
