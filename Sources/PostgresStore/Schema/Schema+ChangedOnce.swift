extension Schema {
  /// What a guard is told of a row is what stands in it.
  ///
  /// A statement that changes a session can carry another one within it (a function of its own, or a statement that was bound before), which changes the
  /// same session again. Guards of rows run when their statement ends: first those of the inner one, then those of the outer, which took holds
  /// away that the inner one had just made, or made such that nobody would take away. Then somebody could be booked twice.
  static let changedOnce = [keepHolds(requireStill)] + takenForNothing

  private static let requireStill = """

      IF NOT EXISTS (SELECT 1 FROM session WHERE id = NEW.id
        AND (start, "end", status, room, deadline, mentor_buffer, mentee_buffer, agreed_start, agreed_end) IS NOT DISTINCT FROM
          (NEW.start, NEW."end", NEW.status, NEW.room, NEW.deadline, NEW.mentor_buffer, NEW.mentee_buffer, NEW.agreed_start, NEW.agreed_end))
      THEN RAISE EXCEPTION 'a session is changed once a statement' USING ERRCODE = 'restrict_violation';
      END IF;
    """

  /// What was left so by an earlier version takes nobody's time any more. Who is booked twice `admin verify` names: which of the two stays is theirs to say.
  private static let takenForNothing = ["hold", "room_hold"].map { table in
    """
    DELETE FROM \(table) WHERE NOT EXISTS (SELECT 1 FROM session
      WHERE id = \(table).session AND status IN ('requested', 'countered', 'confirmed', 'held'))
    """
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
