import Mentoring
import TestSupport
import Testing

@testable import PostgresStore

/// Whoever is let in no more has no row looked at, whatever they had the server plan before.
@Suite struct AskedBeforeTests {
  private let scene: AccessScene
  private var fixture: ServerFixture { scene.fixture }

  init() throws { scene = try AccessScene() }

  /// What everybody may see of others, and a table whose rows are looked at for it.
  private static let seen = [
    ("person_seen WHERE login = 'mia' AND hours >= ''", "person"),
    ("person_seen WHERE id = 1 AND hours >= ''", "person"), ("busy_in_force WHERE person = 1 AND start > 0", "busy"),
    ("busy_in_force WHERE start > 0", "busy_source"), ("hold_seen WHERE person = 1 AND start > 0", "hold"),
    ("hold_seen WHERE start > 0", "hold"), ("room_hold_seen WHERE start > 0", "room_hold"),
  ]

  @Test(
    arguments: seen,
    [
      "", "SET enable_nestloop = off; ", "SET enable_hashjoin = off; SET enable_mergejoin = off; ",
      "SET join_collapse_limit = 1; ", "SET enable_material = off; SET enable_seqscan = off; ",
      "SET cpu_operator_cost = 0; SET cpu_tuple_cost = 0; SET seq_page_cost = 0; SET random_page_cost = 0; ",
    ])
  func whoIsLetInNoMoreHasNoRowLookedAt(seen: (rows: String, table: String), settings: String) throws {
    let reader = try ServerConnection(ServerAddress(fixture.cluster.address(fixture.database, as: "ralf")))
    for setting in settings.split(separator: "; ") { try reader.run(String(setting)) }
    try reader.run(
      "SET plan_cache_mode = force_generic_plan", "BEGIN",
      "PREPARE late AS SELECT 1 FROM tandem.\(seen.rows)")
    func looked() throws -> [String] {
      let ticket = try reader.queue(
        "EXPLAIN (ANALYZE, COSTS off, TIMING off, SUMMARY off) EXECUTE late")
      try reader.synchronize()
      let rows = try #require(ticket.result)
      return (0..<rows.count).compactMap { rows[$0].text(0) }
    }
    // Which tables it reads is known then, and no lock on another is needed.
    #expect(try looked().contains { $0.contains(" on \(seen.table) ") && !$0.contains("never executed") })
    _ = try fixture.sql("DELETE FROM tandem.access WHERE login = 'ralf'", as: "owner")
    let plan = try looked()
    for line in plan where line.contains("Scan") && line.contains(" on \(seen.table) ") {
      #expect(line.contains("never executed"), "\(plan.joined(separator: "\n"))")
    }
  }
}
