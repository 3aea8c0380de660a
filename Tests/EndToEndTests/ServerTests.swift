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
    // What was tried, and what is near, in three lines.
    #expect(second.errors.contains("Thu 26 Nov 15:30–16:30 CET can't be had:"), "\(second.errors)")
    #expect(second.errors.components(separatedBy: "Thu 26 Nov").count == 5, "\(second.errors)")
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
    #expect(
      try cluster.sql("CREATE ROLE crowd LOGIN CONNECTION LIMIT 0", database: database, as: "owner").status == 0)
    let foreign = try run(["sessions"], as: "mia", at: "mysql://mia@127.0.0.1/x")
    #expect(foreign.status == 64 && foreign.errors.contains("postgresql://host"), "\(foreign.errors)")
    #expect(
      try run(["sessions"], as: "mia", at: address("mia").replacing("postgresql", with: "POSTGRESQL")).status == 0)
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

  /// Who owns the database may do everything in it, also as a person who is a member of the program.
  @Test func theOwnerMayAsAMemberToo() throws {
    let people = program.folder.file("owner.csv")
    try "login,name,zone\nowner,Ola Owner,Europe/Berlin\n".write(toFile: people, atomically: true, encoding: .utf8)
    for arguments in [
      ["import", "people", people], ["import", "people", program.folder.file("people.csv")],
      ["book", "mia/ralf", "thu 15:00"], ["admin", "verify"], ["admin", "grant", "owner", "--role", "member"],
      ["admin", "revoke", "owner"], ["sessions"], ["doctor"],
    ] {
      let ended = try run(arguments, as: "owner")
      #expect(ended.status == 0, "\(arguments): \(ended.errors)")
    }
  }

  /// What a server remarks at a connection is not written into anybody's screen.
  @Test func remarksAreNotShown() throws {
    let text = "UPDATE pg_database SET datcollversion = '1' WHERE datname = '\(database)'"
    #expect(try cluster.sql(text, database: "postgres", as: "owner").status == 0)
    let remark = try cluster.sql("SELECT 1", database: database, as: "mia")
    #expect(remark.errors.contains("WARNING"), "\(remark.errors)")
    let several = "postgresql://mia@127.0.0.1:1,127.0.0.1:\(cluster.port)/\(database)?target_session_attrs=read-write"
    for place in [address("mia"), several] {
      let ended = try run(["sessions", "--json"], as: "mia", at: place)
      #expect(ended.status == 0 && ended.errors.isEmpty, "\(ended.errors)")
    }
  }

  /// A copy that was ended leaves a part, which nobody takes for the whole, and of which not every row is told.
  @Test func aPartOfACopyIsSaidToBeOne() throws {
    let file = program.folder.file("whole.db")
    #expect(try program.run(["demo", "--no-interface", "--db", file], as: nil).status == 0)
    let target = try cluster.newDatabase()
    let place = cluster.address(target, as: "owner")
    for sql in [
      "CREATE TABLE tandem.unfinished_copy (source text NOT NULL)",
      "INSERT INTO tandem.unfinished_copy VALUES ('\(file)')",
    ] {
      if sql.hasPrefix("CREATE") {
        #expect(try run(["admin", "migrate"], as: "owner", at: place).status == 0)
        #expect(try run(["admin", "copy", "--from", file, "--to", place], as: "owner").status == 0)
        let gone = try cluster.sql(
          "ALTER TABLE tandem.step DISABLE TRIGGER USER; DELETE FROM tandem.reversible; DELETE FROM tandem.step; "
            + "ALTER TABLE tandem.step ENABLE TRIGGER USER", database: target, as: "owner")
        #expect(gone.status == 0, "\(gone.errors)")
      }
      #expect(try cluster.sql(sql, database: target, as: "owner").status == 0)
    }
    let told = try run(["admin", "verify"], as: "owner", at: place)
    let lines = told.output.split(separator: "\n")
    // That the history is not there yet is no damage.
    #expect(told.status == 1 && lines.count == 1, "\(told.output)")
    #expect(lines.first?.contains("a part of a copy of \(file)") == true)
    let granted = try run(["admin", "grant", "kim", "--role", "coordinator"], as: "owner", at: place)
    #expect(granted.status == 6 && granted.errors.contains("a part of a copy"), "\(granted.errors)")
    let opened = try run(["sessions"], as: "owner", at: place)
    #expect(opened.status == 6 && opened.errors.contains("admin copy"), "\(opened.errors)")
    // One of two names is a slip where both are of the same database.
    let link = program.folder.file("link.db")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    let (whole, sameByName) = (address("owner"), address("owner").replacing("127.0.0.1", with: "localhost"))
    for (source, target) in [(file, file), (file, link), (whole, whole), (whole, sameByName)] {
      let same = try run(["admin", "copy", "--from", source, "--to", target], as: "owner")
      #expect(same.status == 64 && same.errors.contains("are the same database"), "\(same.errors)")
    }
    // Two servers of one machine, which differ by their ports alone.
    let other = try PostgresCluster()
    for text in ["CREATE DATABASE \(target)"] {
      #expect(try other.sql(text, database: "postgres", as: "owner").status == 0)
    }
    let beside = other.address(target, as: "owner")
    #expect(try run(["admin", "migrate"], as: "owner", at: beside).status == 0)
    let moved = try run(["admin", "copy", "--from", address("owner"), "--to", beside], as: "owner")
    #expect(moved.status == 0 && moved.output.contains("the same in both"), "\(moved)")
    // Who sees only a part copies nothing, and makes no file.
    let copy = program.folder.file("part.db")
    #expect(try run(["admin", "copy", "--from", address("kim"), "--to", copy], as: "kim").status == 7)
    #expect(!FileManager.default.fileExists(atPath: copy))
  }

  /// What a restore leaves that stopped, before its tables or before its guards, is no program, and no part of one is made.
  @Test func aRestoreThatStoppedIsSaidToBeOne() throws {
    for (isBegun, sql) in [
      (true, "CREATE SCHEMA tandem; CREATE COLLATION tandem.nocase (provider = icu, locale = 'und')"),
      (false, "DROP TRIGGER session_updated ON tandem.session; DROP TRIGGER named ON tandem.session"),
    ] {
      let target = try cluster.newDatabase()
      let place = cluster.address(target, as: "owner")
      if !isBegun { #expect(try run(["admin", "migrate"], as: "owner", at: place).status == 0) }
      #expect(try cluster.sql(sql, database: target, as: "owner").status == 0)
      let told = try run(["admin", "migrate"], as: "owner", at: place)
      #expect(told.status == 6 && told.errors.contains("restore into a new database"), "\(told)")
      #expect(isBegun || told.errors.contains("the trigger session_updated of session is missing"), "\(told)")
    }
  }

  /// The server goes away when the booking is saved, and before it can be read back to be told.
  @Test func whatIsSavedIsSaidToBe() throws {
    for (arguments, status, words) in [
      (["book", "mia/ralf", "thu 15:00"], 0, "it was saved before that, as step"),
      (["book", "mia/ralf", "fri 15:00", "--json"], 6, "\"saved\": true"),
      (["cancel", "1", "--reason", "ill"], 0, "it was saved before that, as step"),
      (["cancel", "2", "--reason", "ill", "--json"], 6, "\"saved\": true"),
    ] as [([String], Int32, String)] {
      let relay = try Relay(to: cluster.port)
      // Said once, with the end of what is written.
      relay.cut(.behind("pg_notify"))
      let said = try run(arguments, as: "mia", at: "postgresql://mia@127.0.0.1:\(relay.port)/\(database)")
      #expect(said.status == status && (said.errors + said.output).contains(words), "\(said)")
    }
    let kept = try run(["history"], as: "ralf").output.split(separator: "\n")
    #expect(kept.count { $0.contains("Booked ") } == 2 && kept.count { $0.contains("Cancelled ") } == 2, "\(kept)")
  }

  /// The server goes away before it hears what is to be changed.
  @Test func whatWasNeverAskedForIsSaidNotToBeDone() throws {
    // At its first word, and when it begins to read.
    for cut in [Relay.Cut.before("tandem.format"), .behind("tandem.format")] {
      for (arguments, changes) in [(["book", "mia/ralf", "thu 15:00"], true), (["pairs"], false)] {
        let relay = try Relay(to: cluster.port)
        relay.cut(cut)
        let place = "postgresql://mia@127.0.0.1:\(relay.port)/\(database)"
        let said = try run(arguments, as: "mia", at: place)
        #expect(said.status == 6 && said.errors.contains("does not answer: "), "\(said)")
        #expect(said.errors.contains("; nothing was changed") == changes, "\(cut) \(arguments): \(said)")
      }
    }
    let nobody = "postgresql://mia@127.0.0.1:1/x"
    let refused = try run(["book", "mia/ralf", "thu 15:00"], as: "mia", at: nobody)
    #expect(
      refused.errors.hasSuffix(
        "does not answer: Connection refused; see whether it runs, and whether its host and port are these; nothing was changed\n"
      ), "\(refused)")
    for (cut, words) in [(Relay.Cut.before("INTO access"), true), (.after("COMMIT"), false)] {
      let relay = try Relay(to: cluster.port)
      relay.cut(cut)
      let place = "postgresql://owner@127.0.0.1:\(relay.port)/\(database)"
      let said = try run(["admin", "grant", "mia", "--role", "coordinator"], as: "owner", at: place)
      #expect(said.status == 6 && said.errors.contains("; nothing was changed") == words, "\(said)")
    }
    let kept = try run(["sessions", "--json"], as: "ralf")
    #expect(!kept.output.contains("\"status\""), "\(kept.output)")
  }

  private enum ServerFault: CaseIterable {
    case noServer, noDatabase, noProgram, noAddress, noPort, noConnections

    func address(_ cluster: PostgresCluster, _ database: String) -> String {
      switch self {
      case .noServer: "postgresql://mia@127.0.0.1:1/x"
      case .noDatabase: cluster.address("nowhere", as: "mia")
      case .noProgram: cluster.address("postgres", as: "mia")
      case .noAddress: "postgresql://[::1/x"
      case .noPort: "postgresql://mia@127.0.0.1:many/x"
      case .noConnections: cluster.address(database, as: "crowd")
      }
    }

    var words: String {
      switch self {
      case .noServer:
        "x on 127.0.0.1 does not answer: Connection refused; see whether it runs, and whether its host and port are these\n"
      case .noDatabase:
        "nowhere on 127.0.0.1 can't be opened: database \"nowhere\" does not exist; name another, or have who looks"
      case .noProgram: "admin migrate"
      case .noAddress: "can't be read"
      case .noPort: "“many” is no port"
      case .noConnections: "max_connections"
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
    #expect(terminal.wait(for: "nothing can be written"), "\(terminal.screen)")
    try cluster.start()
    #expect(terminal.wait(for: "the database answers again"))
    #expect(terminal.wait { screen in !screen.contains { $0.contains("OFFLINE") } })
    terminal.type("a")
    #expect(terminal.wait(for: "Accepted"), "\(terminal.screen)")
    terminal.type("q")
    #expect(terminal.wait(for: "ended with 0"))
  }
}
