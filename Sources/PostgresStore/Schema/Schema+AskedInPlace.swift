extension Schema {
  /// Who is connected, and whether they see everything, as views: where a policy or a view asks them, the server looks once a
  /// statement, within that statement's own plan. A function that does the same costs four times as much, and a booking asks a dozen
  /// times.
  static let askedInPlace = viewers + views + policies + locks

  private static let own = "(SELECT id FROM viewer)"
  private static let seesAll = "(SELECT sees_all FROM overseer)"
  // A list of columns to compare with would ask once for each of them; an array asks once.
  private static let isOwn = "\(own) = ANY (ARRAY[mentor, mentee])"
  private static let ownSource = "\(seesAll) OR source_owner(source) = \(own)"

  private static let viewers = [
    "CREATE VIEW viewer WITH (security_barrier) AS SELECT id FROM person WHERE login = \(connected)",
    // Who owns the tables could do anything anyhow. Else a person's role is the program's to say; of who is no person, what was
    // granted counts.
    """
    CREATE VIEW overseer WITH (security_barrier) AS
      SELECT coalesce((SELECT role FROM person WHERE login = \(connected)),
          (SELECT role FROM access WHERE login = \(connected))) IS NOT DISTINCT FROM 'coordinator'
        OR pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = 'tandem.person'::regclass), 'MEMBER')
        AS sees_all
    """,
    planned("me() RETURNS bigint", own),
    planned("coordinates() RETURNS boolean", seesAll),
  ]

  /// For the functions and triggers that ask.
  private static func planned(_ signature: String, _ answer: String) -> String {
    """
    CREATE OR REPLACE FUNCTION \(signature)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = tandem, pg_temp AS $$ BEGIN RETURN \(answer); END $$
    """
  }

  private static let views = [
    // Whom somebody is paired with, only for whom it makes a difference.
    """
    CREATE OR REPLACE VIEW person_seen WITH (security_barrier) AS
      WITH sight AS MATERIALIZED (
        SELECT sees_all, own, CASE WHEN NOT sees_all THEN ARRAY(
          SELECT mentee FROM pair WHERE mentor = own UNION ALL SELECT mentor FROM pair WHERE mentee = own) END AS partners
        FROM (SELECT \(seesAll) AS sees_all, \(own) AS own OFFSET 0) AS asked)
      \(personSeen) FROM (
        SELECT person.*, sight.sees_all OR person.id IS NOT DISTINCT FROM sight.own OR person.id = ANY (sight.partners)
          AS is_near FROM person, sight) AS person
    """,
    // Two stretches of one session are told to be of one, by whose it is and when the time that is asked for begins.
    """
    CREATE OR REPLACE VIEW hold_seen WITH (security_barrier) AS
      SELECT person, start, "end",
        CASE WHEN \(isSeen("hold")) THEN session
          ELSE -abs(coalesce((SELECT asked.start FROM hold AS asked WHERE NOT hold.is_request
            AND asked.person = hold.person AND asked.expires IS NOT NULL AND asked.session = hold.session), start)) END
          AS session, buffer, is_request, expires
      FROM hold
    """,
    """
    CREATE OR REPLACE VIEW room_hold_seen WITH (security_barrier) AS
      SELECT room, start, "end", CASE WHEN \(isSeen("room_hold")) THEN session ELSE -abs(start) END AS session, is_request, expires
      FROM room_hold
    """,
    // Titles are their owner's alone, also before coordinators.
    """
    CREATE OR REPLACE VIEW busy_in_force WITH (security_barrier) AS
      SELECT source.person, busy.start, busy."end",
        CASE WHEN source.person = \(own) THEN busy.title ELSE '' END AS title, import.longest, source.id AS source, busy.file
      FROM busy_source AS source
      JOIN busy_generation AS import ON import.source = source.id AND import.generation = source.generation
      JOIN busy ON busy.source = source.id AND busy.generation = source.generation
    """,
  ]

  private static func isSeen(_ table: String) -> String {
    "\(seesAll) OR EXISTS (SELECT 1 FROM session WHERE id = \(table).session AND \(isOwn))"
  }

  private static let policies =
    [("program", "kept"), ("person", "kept"), ("pair", "kept"), ("room", "kept")].map { table, policy in
      "ALTER POLICY \(policy) ON \(table) USING (\(seesAll))"
    } + [
      "ALTER POLICY own ON person USING (\(seesAll) OR id = \(own))",
      "ALTER POLICY seen ON pair USING (\(seesAll) OR \(isOwn))",
      "ALTER POLICY own ON session USING (\(seesAll) OR \(isOwn))",
      "ALTER POLICY own ON series USING (\(seesAll) OR pair IN (SELECT my_pairs()))",
      """
      ALTER POLICY seen ON notebook USING (pair IN (SELECT my_pairs())
        AND (kind <> 'feedback' OR person = \(own) OR has_rated(session)))
      """,
      "ALTER POLICY kept ON notebook USING (pair IN (SELECT my_pairs()) AND (kind <> 'feedback' OR person = \(own)))",
      "ALTER POLICY own ON busy_source USING (\(seesAll) OR person = \(own))",
      """
      ALTER POLICY own ON busy_generation USING (\(ownSource))
        WITH CHECK (\(seesAll) OR (owner = \(own) AND coalesce(source_owner(source), \(own)) = \(own)))
      """,
      "ALTER POLICY own ON busy USING (\(ownSource))",
      """
      ALTER POLICY seen ON step USING (actor = \(connected) OR (audience = 'program' AND \(seesAll))
        OR (audience <> 'author' AND (pair IN (SELECT my_pairs())
          OR (pair IS NULL AND session IN (SELECT id FROM session WHERE \(isOwn))))))
      """,
      """
      ALTER POLICY appended ON step WITH CHECK (CASE WHEN actor = \(connected) THEN \(seesAll) OR may_tell(step)
        ELSE may_report(step) END)
      """,
      "ALTER POLICY own ON reversible USING (actor = \(connected) OR \(seesAll))",
      "ALTER POLICY own ON reminded USING (\(seesAll) OR key LIKE '% ' || \(own))",
    ]

  /// Both people at once, if who asks may know of the pair: what is locked is seen by all (pg_locks).
  private static let locks = [
    """
    CREATE OR REPLACE FUNCTION lock_pair(asked bigint, room bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = tandem, pg_temp AS $$
    BEGIN
      PERFORM pg_advisory_xact_lock_shared(4611686018427387904);
      PERFORM pg_advisory_xact_lock(least(mentor, mentee) * 2), pg_advisory_xact_lock(greatest(mentor, mentee) * 2)
        FROM pair WHERE id = asked AND (\(isOwn) OR \(seesAll));
      IF room IS NOT NULL THEN PERFORM pg_advisory_xact_lock(room * 2 + 1); END IF;
    END $$
    """
  ]
}
