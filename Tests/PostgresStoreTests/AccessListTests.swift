import Mentoring
import Scheduling
import Tables
import TestSupport
import Testing

@testable import PostgresStore

/// Letting people in and out, as it is done by who owns the database and may make roles, and is no superuser.
@Suite struct AccessListTests {
  private let cluster: PostgresCluster
  private let database: String
  private let company = Company()
  private let list: AccessList

  init() throws {
    cluster = try PostgresCluster.shared
    database = try cluster.newDatabase()
    _ = try cluster.sql(
      "DO $$ BEGIN CREATE ROLE keeper LOGIN CREATEROLE; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
      database: "postgres", as: "owner")
    _ = try cluster.sql("ALTER DATABASE \(database) OWNER TO keeper", database: "postgres", as: "owner")
    let address = ServerAddress(cluster.address(database, as: "keeper"))
    #expect(try !Migration(address).run(domain: "test.invalid").isEmpty)
    try company.imported(into: try PostgresDatabase(address, zones: Company.zones))
    list = AccessList(address)
  }

  private func answer(_ text: String, as role: String) throws -> String? {
    let result = try cluster.sql(text, database: database, as: role)
    return result.status == 0 ? result.output.split(separator: "\n").joined(separator: "\n") : nil
  }

  @Test(arguments: ["o'neil", #"a"b"#, "jürgen", "anne-marie", "two words", "Kit.Cat"])
  func loginsOfAllKinds(login: String) throws {
    _ = try list.grant(login, .coordinator, at: company.now)
    #expect(try list.entries().map(\.login) == [login.lowercased()])
    #expect(try list.revoke(login.uppercased()) != nil)
    #expect(try list.entries().isEmpty && list.revoke(login) == nil)
  }

  @Test(arguments: [
    "", " ", "public", "None", "pg_monitor", " mia", "mia ", String(repeating: "x", count: 64),
    String(repeating: "ü", count: 32),
  ])
  func whatIsNoLogin(login: String) throws {
    #expect(throws: CommandError.self) { try list.grant(login, .coordinator, at: company.now) }
    #expect(try list.entries().isEmpty)
  }

  /// Who is in a group would be let in with it.
  @Test func aGroupIsNobody() throws {
    _ = try cluster.sql(
      "DO $$ BEGIN CREATE ROLE crew NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$", database: "postgres",
      as: "owner")
    let error = #expect(throws: CommandError.self) { try list.grant("crew", .coordinator, at: company.now) }
    #expect("\(String(describing: error))".contains("is a group"))
    #expect(try list.entries().isEmpty)
  }

  /// A server cuts long names, and what two databases have in common is not all of them.
  @Test func groupsOfLongNamesAreTwo() {
    let name = String(repeating: "mentoring_", count: 6)
    let groups = ["a", "b", "ü"].map { Schema.group(name + $0) }
    #expect(Set(groups).count == 3 && groups.allSatisfy { $0.utf8.count <= Schema.longestName })
    #expect(Schema.group("mentoring") == "tandem_mentoring")
  }

  /// A server's words name a constraint; what is in the way is a name.
  @Test func whatIsTheSameNameToTheServerIsNamed() {
    let error = ServerError.refused(
      state: "23505", message: "duplicate key value violates unique constraint \"room_name_key\"",
      detail: "Key (name)=(Lab ²) already exists.")
    #expect(
      StoreError(error, store: "x").message
        == "“Lab ²” is there already, as a server compares names: case, width and kana make no other; rename one of the two"
    )
  }

  /// A server whose roles come from elsewhere may write them in capitals. Roles are the whole server's, so that none of another
  /// test may have such a twin: it would be taken in its place.
  @Test func aRoleThatIsThereIsTakenAsItIs() throws {
    _ = try cluster.sql(
      "DO $$ BEGIN CREATE ROLE \"VERA\" LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$", database: "postgres",
      as: "owner")
    let store = try PostgresDatabase(ServerAddress(cluster.address(database, as: "keeper")), zones: Company.zones)
    let row = PersonRow(line: 2, login: "vera", name: "Vera Costa", zone: "Europe/Lisbon")
    _ = try store.perform(.importPeople([row]), by: .operating(as: "keeper"), at: company.now)
    let vera = try #require(try store.read { try $0.person(login: "vera") })
    #expect(try !list.grant("VERA", .member, at: company.now).isNew)
    #expect(try answer("SELECT tandem.me()", as: "VERA") == "\(vera.id)")
    #expect(try list.revoke("vera") != nil)
    #expect(try answer("SELECT tandem.me()", as: "VERA") == nil)
  }

  /// A directory's roles are found by the login alone, as long as there is one that can be meant.
  @Test func aRoleInCapitalsIsFound() throws {
    func make(_ role: String) throws {
      let text = "DO $$ BEGIN CREATE ROLE \"\(role)\" LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
      #expect(try cluster.sql(text, database: "postgres", as: "owner").status == 0)
    }
    try make("ERIN")
    let granted = try list.grant("erin", .coordinator, at: company.now)
    #expect(granted.role == "ERIN" && !granted.isNew)
    #expect(try answer("SELECT tandem.coordinates()", as: "ERIN") == "t")
    for role in ["FAY", "Fay"] { try make(role) }
    #expect(throws: CommandError.self) { try list.grant("fay", .coordinator, at: company.now) }
    #expect(try list.grant("Fay", .coordinator, at: company.now).role == "Fay")
    #expect(throws: CommandError.self) { try list.grant("tandem_\(database)", .coordinator, at: company.now) }
  }

  /// Who is a member of another's role is let in with it, whatever was granted to them. Roles are the whole server's: these two
  /// are in no other test, which would let them in as well.
  @Test func whoIsLetInThroughAnotherIsNamed() throws {
    func run(_ text: String) throws { #expect(try cluster.sql(text, database: "postgres", as: "owner").status == 0) }
    _ = try list.grant("ilka", .coordinator, at: company.now)
    _ = try list.grant("olaf", .coordinator, at: company.now)
    try run("GRANT ilka TO olaf")
    defer { try? run("REVOKE ilka FROM olaf") }
    let olaf = try list.revoke("olaf")
    #expect(olaf?.ways == ["ilka"])
    let ilka = try list.revoke("ilka")
    #expect(ilka?.ways == [])
  }

  /// Who owns the database may be let in as a person of it; taking that back leaves what owning it gives.
  @Test func theOwnerIsNotLockedOut() throws {
    let address = ServerAddress(cluster.address(database, as: "keeper"))
    let store = try PostgresDatabase(address, zones: Company.zones)
    for _ in 0..<2 {
      try list.grant("keeper", .coordinator, at: company.now)
      let revoked = try list.revoke("keeper")
      #expect(revoked?.owner == "keeper")
      #expect(revoked?.connectionsLeft == 0)
      #expect(try list.entries().isEmpty)
      // Neither the open connection nor the next one is cut off.
      #expect(try store.read { try $0.people() }.count == 5)
      #expect(try answer("SELECT count(*) FROM tandem.person", as: "keeper") == "5")
    }
  }

  @Test func whoIsConnectedAndLetInNoMoreCanDoNothing() throws {
    _ = try list.grant("mia", .member, at: company.now)
    let address = ServerAddress(cluster.address(database, as: "mia"))
    let mia = try PostgresDatabase(address, zones: Company.zones)
    #expect(try mia.read { try $0.pairs() }.count == 1)
    // One connection lies ready; a role that may end nobody's leaves it, and it is worth nothing.
    let revoked = try list.revoke("mia")
    #expect(revoked?.connectionsLeft == 1)
    // It is told as what it is, and an interface that is open says so as long as it lasts.
    for ask in [{ try mia.read { try $0.pairs().count } }, { try mia.readAhead { try $0.pairs().count } }] {
      #expect {
        _ = try ask()
      } throws: {
        guard case .unavailable(let text, let cause) = $0 as? StoreError else { return false }
        return cause == "mia is let in no more" && text.contains("admin grant mia --role member")
      }
    }
    do {
      _ = try PostgresDatabase(address, zones: Company.zones)
      Issue.record("Mia was let in")
    } catch {
      #expect(error.message.contains("does not let mia in"), "\(error.message)")
    }
    _ = try list.grant("mia", .member, at: company.now)
    #expect(try mia.read { try $0.pairs() }.count == 1)
  }

  /// Who is let in as something else than they were is that from then on, and the history says so.
  @Test func aRoleIsPartOfTheHistory() throws {
    _ = try list.grant("mia", .coordinator, at: company.now)
    let store = try PostgresDatabase(ServerAddress(cluster.address(database, as: "keeper")), zones: Company.zones)
    #expect(try store.read { try $0.person(login: "mia") }?.role == .coordinator)
    #expect(try store.readTables { try HistoryCheck($0).problems() } == [])
    #expect(try store.read { try $0.steps(StepFilter(limit: 1)) }.first?.command == "grant")
  }

  /// A database under another name, as a restored one may have, is made whole by its owner, and no more lets in by the old one.
  @Test func aDatabaseThatWasRenamed() throws {
    for login in ["mia", "ralf"] { _ = try list.grant(login, .member, at: company.now) }
    let renamed = database + "_Copy-2"
    #expect(
      try cluster.sql("ALTER DATABASE \(database) RENAME TO \"\(renamed)\"", database: "postgres", as: "owner").status
        == 0)
    // One that was restored does not know who may connect to it.
    let forgetting = "REVOKE CONNECT ON DATABASE \"\(renamed)\" FROM PUBLIC, mia, ralf"
    #expect(try cluster.sql(forgetting, database: "postgres", as: "owner").status == 0)
    let address = ServerAddress(cluster.address(renamed, as: "keeper"))
    #expect(try Migration(address).run(domain: "x").isEmpty)
    let list = AccessList(address)
    #expect(try list.entries().map(\.login) == ["mia", "ralf"])
    #expect(try list.revoke("ralf") != nil)
    let mia = try PostgresDatabase(ServerAddress(cluster.address(renamed, as: "mia")), zones: Company.zones)
    #expect(try mia.read { try $0.pairs() }.count == 1)
    #expect(try cluster.sql("SELECT tandem.me()", database: renamed, as: "ralf").status != 0)
  }

  /// Who was let in is that after a restore too, and nobody else: not a role that differs in case, not a group of that name, not
  /// those who were in the group of another database of that name.
  @Test func whoIsLetInAfterARestore() throws {
    func run(_ text: String) throws {
      let result = try cluster.sql(text, database: "postgres", as: "owner")
      #expect(result.status == 0, "\(result.errors)")
    }
    func make(_ role: String, _ kind: String = "LOGIN") throws {
      try run("DO $$ BEGIN CREATE ROLE \"\(role)\" \(kind); EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    }
    let logins = ["uma", "ugo", "uwe"]
    // A database that somebody is connected to can't be renamed.
    do {
      let store = try PostgresDatabase(ServerAddress(cluster.address(database, as: "keeper")), zones: Company.zones)
      let rows = logins.enumerated().map {
        PersonRow(line: $0 + 2, login: $1, name: $1, zone: "Europe/Berlin")
      }
      _ = try store.perform(.importPeople(rows), by: .operating(as: "keeper"), at: company.now)
    }
    for login in logins { _ = try list.grant(login, .member, at: company.now) }
    try make("UMA")
    try make("Ugo", "NOLOGIN")
    try make("ursel")
    // As after a restore: by another name, without who may connect; and a group of that name is there, with others in it.
    let restored = "\(database)_restored"
    try run("ALTER DATABASE \(database) RENAME TO \(restored)")
    try run("REVOKE CONNECT ON DATABASE \(restored) FROM PUBLIC, uma, ugo, uwe")
    _ = try cluster.sql("CREATE ROLE tandem_\(restored) NOLOGIN", database: "postgres", as: "keeper")
    for role in ["ursel", "UMA", "uwe"] {
      _ = try cluster.sql("GRANT tandem_\(restored) TO \"\(role)\"", database: "postgres", as: "keeper")
    }
    let list = AccessList(ServerAddress(cluster.address(restored, as: "keeper")))
    #expect(try list.strangers() == ["UMA", "ursel"])
    #expect(try list.entries().map(\.canConnect) == [false, false, false])
    #expect(try Migration(ServerAddress(cluster.address(restored, as: "keeper"))).run(domain: "x").isEmpty)
    #expect(try list.strangers() == [])
    #expect(try list.entries().map(\.login) == ["ugo", "uma", "uwe"])
    #expect(try list.entries().allSatisfy(\.canConnect))
    for role in logins { #expect(try cluster.sql("SELECT tandem.me()", database: restored, as: role).status == 0) }
    for role in ["UMA", "ursel"] {
      #expect(try cluster.sql("SELECT tandem.me()", database: restored, as: role).status != 0, "\(role)")
    }
    let members = try cluster.sql(
      "SELECT pg_has_role('Ugo', 'tandem_\(restored)', 'MEMBER')", database: restored, as: "keeper")
    #expect(members.output.hasPrefix("f"))
    // Of two roles only the one that was granted last is the person.
    _ = try list.grant("UMA", .member, at: company.now)
    #expect(try cluster.sql("SELECT tandem.me()", database: restored, as: "UMA").status == 0)
    #expect(try cluster.sql("SELECT tandem.me()", database: restored, as: "uma").status != 0)
    #expect(try list.entries().map(\.login) == ["UMA", "ugo", "uwe"])
  }
}
