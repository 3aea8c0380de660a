import Mentoring
import Scheduling
import TestSupport
import Testing

@testable import PostgresStore

/// A program of an earlier version is brought up to date with everything that was in it.
@Suite struct ServerMigrationTests {
  /// What was agreed is held from now on; where somebody has taken it, as they could, it is gone.
  @Test func theSecondVersionsAgreedTimesAreHeld() throws {
    let cluster = try PostgresCluster.shared
    let database = try cluster.newDatabase()
    let address = ServerAddress(cluster.address(database, as: "owner"))
    func run(_ sql: String) throws {
      let said = try cluster.sql(sql, database: database, as: "owner")
      try #require(said.status == 0, "\(said.errors)")
    }
    try run(
      (["SET search_path = tandem, public"] + Schema.steps.prefix(2).flatMap(\.sql) + [
        "INSERT INTO format (version, name) VALUES (1, 'first'), (2, 'second')",
        "INSERT INTO program (id, name, domain, policy) VALUES (1, 'Mentoring', 'x', '')",
        """
        INSERT INTO person (id, login, name, email, zone, hours, overrides, absences, role, department, teaches, learns, policy)
        SELECT id, 'p' || id, 'P', '', 'Europe/Berlin', 'Mon-Fri 09:00-17:00', '', '', 'member', '', '', '', ''
        FROM generate_series(1, 2) AS id
        """,
        "INSERT INTO pair VALUES (1, 1, 2, 'peer', '', NULL, NULL, NULL, NULL, NULL, 'active', '')",
      ]
        + [(1, 100_000, 103_000 as Int?), (2, 200_000, 300_000), (3, 300_000, nil)].map { id, start, agreed in
          let text = agreed.map { #"'{"interval":{"end":\#($0 + 3_600),"start":\#($0)},"waivers":[]}'"# } ?? "NULL"
          return """
            INSERT INTO session (id, uid, pair, mentor, mentee, start, "end", zone, status, sequence, topic, agenda, mentor_buffer,
              mentee_buffer, reason, proposer, deadline, agreed)
            VALUES (\(id), 's\(id)', 1, 1, 2, \(start), \(start + 3_600), 'Europe/Berlin',
              '\(agreed == nil ? "confirmed" : "countered")', 0, '', '', 5, 5, '', \(agreed == nil ? "NULL, NULL" : "1, 90000"), \(text))
            """
        }).joined(separator: ";\n"))
    #expect(try Migration(address).run(domain: "y.invalid") == Schema.steps.dropFirst(2).map(\.name))
    let store = try PostgresDatabase(address, zones: Company.zones)
    try store.read { reader in
      let all = Interval(Instant(seconds: 0), Instant(seconds: 400_000))
      let held = try reader.engagements(of: PersonID(2), in: all)
      #expect(
        held.map { "\($0.interval.start.seconds)+\($0.interval.seconds) \($0.isHold)" }
          == ["100000+3600 true", "103600+3000 false", "200000+3600 true", "300000+3600 false"])
      let first = try #require(try reader.session(SessionID(1)))
      #expect(first.request?.agreed?.interval == Interval(start: Instant(seconds: 103_000), seconds: 3_600))
      let second = try #require(try reader.session(SessionID(2)))
      #expect(second.request != nil && second.request?.agreed == nil)
    }
  }

  /// What digests were made of could be reckoned from them; nothing else of a step is another afterwards.
  @Test func theThirteenthVersionsDigestsAreGone() throws {
    let cluster = try PostgresCluster.shared
    let database = try cluster.newDatabase()
    let steps = [
      #"[{"thing":"busySource","before":null,"after":{"blocks":1,"digest":"c7aafc7876f9baa","id":1,"name":"\"digest\":\"1\""}}]"#,
      #"[{"thing":"room","before":null,"after":{"id":1,"name":"digest"}}]"#,
    ]
    let said = try cluster.sql(
      (["SET search_path = tandem, public"] + Schema.steps.prefix(13).flatMap(\.sql) + [
        "INSERT INTO format (version, name) SELECT version, 'x' FROM generate_series(1, 13) AS version",
        "INSERT INTO program (id, name, domain, policy) VALUES (1, 'Mentoring', 'x', '')",
        """
        INSERT INTO person (id, login, name, email, zone, hours, overrides, absences, role, department, teaches, learns, policy)
        VALUES (1, 'mia', 'Mia', '', 'Europe/Berlin', '', '', '', 'member', '', '', '', '')
        """,
        """
        INSERT INTO busy_source (id, person, name, generation, imported_at, blocks, digest)
        VALUES (1, 1, 'a.ics', 1, 0, 1, 'c7aafc7876f9baa')
        """,
      ]
        + steps.enumerated().map {
          """
          INSERT INTO step (id, at, actor, kind, command, summary, reason, audience, changes)
          VALUES (\($0 + 1), 0, 'mia', 'action', 'x', '', '', 'program', '\($1)')
          """
        }).joined(separator: ";\n"), database: database, as: "owner")
    try #require(said.status == 0, "\(said.errors)")
    let address = ServerAddress(cluster.address(database, as: "owner"))
    #expect(try Migration(address).run(domain: "x.invalid") == Schema.steps.dropFirst(13).map(\.name))
    let left = try cluster.sql(
      "SELECT digest = '' FROM tandem.busy_source; SELECT changes FROM tandem.step ORDER BY id", database: database,
      as: "owner")
    #expect(
      left.output.split(separator: "\n").map(String.init) == [
        "t", steps[0].replacing("c7aafc7876f9baa", with: ""), steps[1],
      ])
    #expect(try PostgresDatabase(address, zones: Company.zones).schemaDifferences() == [])
  }

  /// What no program can be made on is said before anything is.
  @Test func theGroundIsLookedAtFirst() throws {
    let cluster = try PostgresCluster.shared
    let database = try cluster.newDatabase()
    func run(_ sql: String, in place: String) throws {
      let said = try cluster.sql(sql, database: place, as: "owner")
      try #require(said.status == 0, "\(said.errors)")
    }
    func refusal(_ database: String) -> String {
      let address = ServerAddress(cluster.address(database, as: "owner"))
      let error = #expect(throws: CommandError.self) { try Migration(address).run(domain: "x.invalid") }
      return "\(String(describing: error))"
    }
    for encoding in ["LATIN1", "SQL_ASCII"] {
      let other = "\(database)_\(encoding.lowercased())"
      try run("CREATE DATABASE \(other) TEMPLATE template0 ENCODING '\(encoding)' LOCALE 'C'", in: "postgres")
      #expect(refusal(other).contains("is in \(encoding), which has no room"))
    }
    try run("GRANT CREATE ON SCHEMA public TO PUBLIC", in: database)
    #expect(refusal(database).contains("REVOKE CREATE ON SCHEMA public FROM PUBLIC"))
    try run("REVOKE CREATE ON SCHEMA public FROM PUBLIC", in: database)
    #expect(try !Migration(ServerAddress(cluster.address(database, as: "owner"))).run(domain: "x.invalid").isEmpty)
  }
}
