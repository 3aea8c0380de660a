import Foundation
import TestSupport
import Testing

/// The real binary, and a real server that people share: one owns it, each of the others is a role of their own.
@Suite(.serialized) struct ServerTests {
  private let program: ProgramFixture
  private let cluster: PostgresCluster
  private let database: String

  init() throws {
    // A server of its own: it is restarted.
    cluster = try PostgresCluster()
    database = try cluster.newDatabase()
    program = try ProgramFixture(isEmpty: true)
    for (name, text) in [
      (
        "people.csv",
        "login,name,zone\nmia,Mia Chen,Europe/Berlin\nralf,Ralf Winter,Europe/Berlin\nkim,Kim Park,Europe/Berlin\n"
      ),
      ("pairs.csv", "mentor,mentee,length\nmia,ralf,60\n"),
    ] {
      try text.write(toFile: program.folder.file(name), atomically: true, encoding: .utf8)
    }
    for arguments in [
      ["admin", "migrate"], ["import", "people", program.folder.file("people.csv")],
      ["import", "pairs", program.folder.file("pairs.csv")], ["admin", "grant", "mia", "--role", "member"],
      ["admin", "grant", "ralf", "--role", "member"], ["admin", "grant", "Kim", "--role", "coordinator"],
      ["admin", "verify"],
    ] {
      let ended = try run(arguments, as: "owner")
      try #require(ended.status == 0, "\(arguments): \(ended.errors)")
    }
  }

  private func address(_ role: String) -> String { cluster.address(database, as: role) }

  private func run(_ arguments: [String], as role: String, at place: String? = nil) throws -> (
    status: Int32, output: String, errors: String
  ) {
    try program.run(
      arguments, as: nil,
      environment: ["TANDEM_DB": place ?? address(role), "XDG_STATE_HOME": program.folder.file("state")])
  }

  @Test func twoBookAndTheLoserHearsWhoWasFaster() throws {
    let first = try run(["book", "ralf", "thu 15:00"], as: "mia")
    #expect(first.status == 0, "\(first.errors)")
    let second = try run(["book", "mia", "thu 15:30"], as: "ralf")
    #expect(second.status == 4)
    for word in ["session with Mia Chen 15:00–16:00", "The nearest openings:"] {
      #expect(second.errors.contains(word), "\(second.errors)")
    }
    // What is near, in three lines.
    #expect(second.errors.components(separatedBy: "Thu 26 Nov").count == 4, "\(second.errors)")
    let told = try run(["book", "mia", "thu 15:30", "--json"], as: "ralf")
    let document = try JSONSerialization.jsonObject(with: Data(told.output.utf8)) as? [String: Any]
    #expect((document?["alternatives"] as? [Any])?.count == 3, "\(told.output)")
    #expect(try run(["admin", "verify"], as: "owner").status == 0)
  }

  /// As many as there are times, all at once: each time is given to one.
  @Test func aRaceHasOneWinner() throws {
    let racers = try ["mia", "ralf", "mia", "ralf", "kim", "kim"].map { role in
      try ChildProcess(
        "tandem", ["book", "mia/ralf", "fri 10:00"],
        environment: [
          "TANDEM_NOW": ProgramFixture.now, "TANDEM_DB": address(role), "LANG": "C.UTF-8",
          "XDG_STATE_HOME": program.folder.file("state"), "XDG_CONFIG_HOME": program.folder.file("config"),
        ])
    }
    let ended = racers.map { $0.finish() }
    #expect(ended.map(\.status).sorted() == [0, 4, 4, 4, 4, 4], "\(ended.map(\.errors))")
    for loser in ended where loser.status == 4 { #expect(loser.errors.contains("10:00–11:00"), "\(loser.errors)") }
  }

  @Test func codesSayWhatWasInTheWay() throws {
    for fault in ServerFault.allCases {
      let ended = try run(["sessions"], as: "mia", at: fault.address(cluster, database))
      #expect(ended.status == 6 && ended.errors.contains(fault.words), "\(fault): \(ended.errors)")
    }
    for (arguments, role) in [
      (["book", "ralf", "thu 15:00", "--as", "ralf"], "mia"),
      (["import", "people", program.folder.file("people.csv")], "mia"),
      (["admin", "grant", "mia", "--role", "coordinator"], "mia"), (["admin", "revoke", "ralf"], "kim"),
      (["admin", "verify"], "mia"), (["calendar", "refresh", "--for", "mia"], "kim"),
    ] {
      let ended = try run(arguments, as: role)
      #expect(ended.status == 7, "\(arguments): \(ended.status) \(ended.errors)")
    }
    #expect(try run(["book", "ralf", "thu 15:00", "--read-only"], as: "mia").status == 6)
    #expect(try run(["admin", "revoke", "MIA"], as: "owner").status == 0)
    let out = try run(["sessions"], as: "mia")
    #expect(out.status == 6 && out.errors.contains("does not let mia in"), "\(out.errors)")
  }

  /// The server goes away when the booking is saved, and before it can be read back to be told.
  @Test func whatIsSavedIsSaidToBe() throws {
    for (arguments, status, words) in [
      (["book", "mia/ralf", "thu 15:00"], 0, "it was saved before that, as step"),
      (["book", "mia/ralf", "fri 15:00", "--json"], 6, "\"saved\": true"),
    ] as [([String], Int32, String)] {
      let relay = try Relay(to: cluster.port)
      // Said once, with the end of what is written.
      relay.cut(.behind("pg_notify"))
      let said = try run(arguments, as: "mia", at: "postgresql://mia@127.0.0.1:\(relay.port)/\(database)")
      #expect(said.status == status && (said.errors + said.output).contains(words), "\(said)")
    }
    let kept = try run(["sessions", "--json"], as: "ralf")
    #expect(kept.output.components(separatedBy: "\"status\"").count == 3, "\(kept.output)")
  }

  private enum ServerFault: CaseIterable {
    case noServer, noDatabase, noProgram, noAddress

    func address(_ cluster: PostgresCluster, _ database: String) -> String {
      switch self {
      case .noServer: "postgresql://mia@127.0.0.1:1/x"
      case .noDatabase: cluster.address("nowhere", as: "mia")
      case .noProgram: cluster.address("postgres", as: "mia")
      case .noAddress: "postgresql://[::1/x"
      }
    }

    var words: String {
      switch self {
      case .noServer: "x on 127.0.0.1 does not answer: Connection refused\n"
      case .noDatabase: "nowhere on 127.0.0.1 can't be opened: database \"nowhere\" does not exist\n"
      case .noProgram: "admin migrate"
      case .noAddress: "can't be read"
      }
    }
  }

  /// Another's booking is on screen within a second; a server that goes is told of, and found again when it comes.
  @Test func theInterfaceFollowsTheServer() throws {
    let terminal = try TmuxSession(
      program, size: (120, 40),
      environment: [
        "TANDEM_DB": address("mia"), "TANDEM_AS": "", "XDG_STATE_HOME": program.folder.file("state"),
        "XDG_CONFIG_HOME": program.folder.file("config"),
      ])
    #expect(terminal.wait(for: "Next sessions"))
    #expect(try run(["book", "mia", "thu 15:00", "--request"], as: "ralf").status == 0)
    #expect(terminal.wait(for: "4 Requests •1"))
    #expect(terminal.wait(for: "Ralf Winter: Asked Mia Chen"))
    try cluster.stop()
    #expect(terminal.wait(for: "OFFLINE"))
    // What was read is still there, and nothing is written.
    #expect(terminal.screen.contains { $0.contains("Ralf Winter") })
    terminal.type("4")
    #expect(terminal.wait(for: "REQUESTS"))
    terminal.type("a")
    #expect(terminal.wait(for: "nothing can be writt"), "\(terminal.screen)")
    try cluster.start()
    #expect(terminal.wait(for: "the database answers again"))
    #expect(terminal.wait { screen in !screen.contains { $0.contains("OFFLINE") } })
    terminal.type("a")
    #expect(terminal.wait(for: "Accepted"), "\(terminal.screen)")
    terminal.type("q")
    #expect(terminal.wait(for: "ended with 0"))
  }
}
