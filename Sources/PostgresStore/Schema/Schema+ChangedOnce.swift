extension Schema {
  /// What a guard is told of a row is what stands in it.
  ///
  /// A statement that changes a session can carry another one within it (a function of its own, or a statement that was bound before), which changes the
  /// same session again. Guards of rows run when their statement ends: first those of the inner one, then those of the outer, which took holds
  /// away that the inner one had just made, or made such that nobody would take away. Then somebody could be booked twice.
  static let changedOnce = [keepHolds(requireStill)] + heldAnew

  private static let requireStill = """

      IF NOT EXISTS (SELECT 1 FROM session WHERE id = NEW.id
        AND (start, "end", status, room, deadline, mentor_buffer, mentee_buffer, agreed_start, agreed_end) IS NOT DISTINCT FROM
          (NEW.start, NEW."end", NEW.status, NEW.room, NEW.deadline, NEW.mentor_buffer, NEW.mentee_buffer, NEW.agreed_start, NEW.agreed_end))
      THEN RAISE EXCEPTION 'a session is changed once a statement' USING ERRCODE = 'restrict_violation';
      END IF;
    """

  /// What an earlier version left so: what is held for nothing is let go of, and what is taken is held. Who was booked twice meanwhile holds
  /// one of the two, and `admin verify` names the other: which of them stays is theirs to say.
  private static let heldAnew = ["hold", "room_hold"].flatMap { table in
    let isPerson = table == "hold"
    let columns =
      (isPerson ? ["person"] : ["room"]) + [#"start"#, #""end""#, "session"] + (isPerson ? ["buffer"] : [])
      + ["is_request", "expires"]
    // What a session takes, and what is left of the agreed time of one that is asked to move.
    let wanted = """
      SELECT \(isPerson ? "side.person" : "session.room"), part.start, part."end", session.id AS session,
        \(isPerson ? "side.buffer," : "") part.is_request, part.expires
      FROM session
      \(isPerson ? "CROSS JOIN LATERAL (VALUES (mentor, mentor_buffer), (mentee, mentee_buffer)) AS side (person, buffer)" : "")
      CROSS JOIN LATERAL (VALUES (session.start, session."end", deadline IS NOT NULL, deadline),
        (agreed_start, least(agreed_end, session.start), false, NULL),
        (greatest(agreed_start, session."end"), agreed_end, false, NULL)) AS part (start, "end", is_request, expires)
      WHERE status IN ('requested', 'countered', 'confirmed', 'held') AND part.start < part."end"
      \(isPerson ? "" : "AND session.room IS NOT NULL")
      """
    let isSame = columns.map { "wanted.\($0) IS NOT DISTINCT FROM \(table).\($0)" }.joined(separator: " AND ")
    // By what can be hashed, for a large program's sake.
    let same = "wanted.session = \(table).session AND \(isSame)"
    return [
      "DELETE FROM \(table) WHERE NOT EXISTS (SELECT 1 FROM (\(wanted)) AS wanted WHERE \(same))",
      """
      INSERT INTO \(table) (\(columns.joined(separator: ", ")))
        SELECT * FROM (\(wanted)) AS wanted WHERE NOT EXISTS (SELECT 1 FROM \(table) WHERE \(same))
        ORDER BY session ON CONFLICT DO NOTHING
      """,
    ]
  }

  /// Of which file of a folder busy time is, its owner's and the coordinators' imports compare; a digest of a name tells others what they can guess, and
  /// who else has a file of that name.
  static let ownFiles = [
    """
    CREATE OR REPLACE VIEW busy_in_force WITH (security_barrier) AS
      WITH \(sight)
      SELECT source.person, busy.start, busy."end",
        CASE WHEN source.person = known[1] THEN busy.title ELSE '' END AS title, import.longest, source.id AS source,
        CASE WHEN known[2] = 1 OR source.person = known[1] THEN busy.file ELSE 0 END AS file
      FROM sight, busy_source AS source
      JOIN busy_generation AS import ON import.source = source.id AND import.generation = source.generation
      JOIN busy ON busy.source = source.id AND busy.generation = source.generation
      WHERE \(isAnybody("sight"))
    """
  ]
}
