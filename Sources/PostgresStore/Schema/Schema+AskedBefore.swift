extension Schema {
  /// Whoever is let in no more has no row looked at.
  ///
  /// A view that joins the answer to who asks leaves it to the planner which of the two it looks at first: rows, compared with what is asked for,
  /// and then nobody to show them to, which `EXPLAIN ANALYZE` tells. Asked by itself the answer is there before any row is.
  static let askedBefore = [
    """
    CREATE OR REPLACE VIEW person_seen WITH (security_barrier) AS
      WITH sight AS MATERIALIZED (
        SELECT sees_all, own, CASE WHEN NOT sees_all THEN ARRAY(
          SELECT mentee FROM pair WHERE mentor = own UNION ALL SELECT mentor FROM pair WHERE mentee = own) END AS partners
        FROM (SELECT coalesce(known[2] = 1, false) AS sees_all, known[1] AS own FROM asker WHERE known IS NOT NULL OFFSET 0) AS asked)
      \(personSeen) FROM (
        SELECT person.*, sight.sees_all OR person.id IS NOT DISTINCT FROM sight.own OR person.id = ANY (sight.partners)
          AS is_near FROM person, sight WHERE \(isAnybody("sight"))) AS person
    """,
    """
    CREATE OR REPLACE VIEW hold_seen WITH (security_barrier) AS
      WITH \(sight)
      SELECT person, start, "end",
        CASE WHEN \(isSeen("hold")) THEN session
          ELSE -abs(coalesce((SELECT asked.start FROM hold AS asked WHERE NOT hold.is_request
            AND asked.person = hold.person AND asked.expires IS NOT NULL AND asked.session = hold.session), start)) END
          AS session, buffer, is_request, expires
      FROM sight, hold WHERE \(isAnybody("sight"))
    """,
    """
    CREATE OR REPLACE VIEW room_hold_seen WITH (security_barrier) AS
      WITH \(sight)
      SELECT room, start, "end", CASE WHEN \(isSeen("room_hold")) THEN session ELSE -abs(start) END AS session, is_request, expires
      FROM sight, room_hold WHERE \(isAnybody("sight"))
    """,
    """
    CREATE OR REPLACE VIEW busy_in_force WITH (security_barrier) AS
      WITH \(sight)
      SELECT source.person, busy.start, busy."end",
        CASE WHEN source.person = known[1] THEN busy.title ELSE '' END AS title, import.longest, source.id AS source, busy.file
      FROM sight, busy_source AS source
      JOIN busy_generation AS import ON import.source = source.id AND import.generation = source.generation
      JOIN busy ON busy.source = source.id AND busy.generation = source.generation
      WHERE \(isAnybody("sight"))
    """,
  ]

  /// Who asks, looked up once a statement; no row where that is nobody.
  static let sight = "sight AS MATERIALIZED (SELECT known FROM asker WHERE known IS NOT NULL)"

  /// No part of a join: the server asks it once, before it looks at a row.
  static func isAnybody(_ sight: String) -> String { "(SELECT true FROM \(sight))" }

  private static func isSeen(_ table: String) -> String {
    "known[2] = 1 OR EXISTS (SELECT 1 FROM session WHERE id = \(table).session AND known[1] = ANY (ARRAY[mentor, mentee]))"
  }
}
