extension Schema {
  /// What is inserted meets no row, and who is let in no more is nobody.
  static let apart = insertionsAlone + leftAtOnce + smaller + uncounted

  private static let own = "(SELECT id FROM viewer)"
  private static let seesAll = "(SELECT sees_all FROM overseer)"
  /// Whether who asks is let in, once a statement.
  private static let isIn = "(SELECT sees_all OR EXISTS (SELECT 1 FROM viewer) FROM overseer)"

  // MARK: Insertions

  /// The tables in which members both insert and update.
  private static let written = ["person", "pair", "room", "session", "series", "notebook", "attendance", "busy_source"]

  /// `INSERT … ON CONFLICT DO UPDATE … WHERE` reads the row that is in the way before any policy is asked, and however early it is looked
  /// for, one that somebody commits meanwhile is met all the same: who can make a statement wait read it so. So the two are not done
  /// in one statement. The server fires what runs before insertions and then, with nothing between, what runs before updates
  /// (PostgreSQL's documentation, 39.1 “Overview of Trigger Behavior”); that they are of one statement is told by the depth.
  private static let insertionsAlone =
    [
      """
      CREATE FUNCTION begin_insertion() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_catalog.set_config('tandem.inserting', pg_catalog.concat(TG_RELID, ' ', pg_catalog.pg_trigger_depth()), true);
        RETURN NULL;
      END $$
      """,
      """
      CREATE FUNCTION end_insertion() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_catalog.set_config('tandem.inserting', '', true);
        RETURN NULL;
      END $$
      """,
      """
      CREATE FUNCTION keep_apart() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF pg_catalog.current_setting('tandem.inserting', true)
            OPERATOR(pg_catalog.=) pg_catalog.concat(TG_RELID, ' ', pg_catalog.pg_trigger_depth()) AND NOT tandem.owns()
        THEN
          RAISE EXCEPTION 'what is inserted is not updated in the same statement' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NULL;
      END $$
      """,
      "REVOKE EXECUTE ON FUNCTION begin_insertion(), end_insertion(), keep_apart() FROM PUBLIC",
    ]
    + written.flatMap { table in
      [
        "CREATE TRIGGER inserting BEFORE INSERT ON \(table) FOR EACH STATEMENT EXECUTE FUNCTION begin_insertion()",
        "CREATE TRIGGER inserted AFTER INSERT ON \(table) FOR EACH STATEMENT EXECUTE FUNCTION end_insertion()",
        "CREATE TRIGGER apart BEFORE UPDATE ON \(table) FOR EACH STATEMENT EXECUTE FUNCTION keep_apart()",
      ]
    }

  // MARK: Who is let in no more

  /// A row of `insider` counts only beside its row of `access`, which nobody can make wait: one that another's open transaction writes anew
  /// while somebody is let in no more says nothing. And of who coordinates it is asked again, for that may be taken back meanwhile.
  ///
  /// What everybody may read, only who is let in may: the server forgets within a transaction that it took the right to it away.
  private static let leftAtOnce = [
    "ALTER TABLE insider ADD owns boolean NOT NULL DEFAULT false",
    """
    CREATE OR REPLACE FUNCTION note_insider(asked text) RETURNS void LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = tandem, pg_temp AS $$
    DECLARE
      is_owner boolean := asked COLLATE nocase = (SELECT rolname::text COLLATE nocase FROM pg_roles
        WHERE oid = (SELECT relowner FROM pg_class WHERE oid = 'tandem.person'::regclass));
    BEGIN
      DELETE FROM insider WHERE login = asked COLLATE nocase;
      INSERT INTO insider (login, person, sees_all, owns)
        SELECT asked, (SELECT id FROM person WHERE login = asked COLLATE nocase),
          coalesce((SELECT role FROM person WHERE login = asked COLLATE nocase),
            (SELECT role FROM access WHERE login = asked COLLATE nocase)) IS NOT DISTINCT FROM 'coordinator', is_owner
        WHERE is_owner OR EXISTS (SELECT 1 FROM access WHERE login = asked COLLATE nocase);
    END $$
    """,
    // Of who is let in no more the row stays, and says nothing: another's transaction could make its end wait.
    """
    CREATE OR REPLACE FUNCTION keep_insiders() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = tandem, pg_temp AS $$
    BEGIN
      IF TG_OP <> 'INSERT' AND TG_TABLE_NAME <> 'access' THEN PERFORM note_insider(OLD.login); END IF;
      IF TG_OP <> 'DELETE' THEN PERFORM note_insider(NEW.login); END IF;
      RETURN NULL;
    END $$
    """,
    "DELETE FROM insider",
    "SELECT note_insider(login) FROM (SELECT login FROM access UNION SELECT login FROM person) AS known",
    """
    CREATE OR REPLACE VIEW viewer WITH (security_barrier) AS
      SELECT person AS id FROM insider WHERE login = \(connected) AND (owns OR EXISTS (SELECT 1 FROM access WHERE login = \(connected)))
    """,
    """
    CREATE OR REPLACE VIEW overseer WITH (security_barrier) AS
      SELECT coalesce((SELECT sees_all AND coalesce((SELECT role FROM person WHERE login = \(connected)),
            (SELECT role FROM access WHERE login = \(connected))) IS NOT DISTINCT FROM 'coordinator'
          FROM insider WHERE login = \(connected) AND (owns OR EXISTS (SELECT 1 FROM access WHERE login = \(connected)))), false)
        OR pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = 'tandem.person'::regclass), 'MEMBER') AS sees_all
    """,
    "ALTER POLICY seen ON program USING (\(isIn))",
    "ALTER POLICY seen ON room USING (\(isIn))",
    """
    CREATE OR REPLACE VIEW person_seen WITH (security_barrier) AS
      WITH sight AS MATERIALIZED (
        SELECT sees_all, own, CASE WHEN NOT sees_all THEN ARRAY(
          SELECT mentee FROM pair WHERE mentor = own UNION ALL SELECT mentor FROM pair WHERE mentee = own) END AS partners
        FROM (SELECT \(seesAll) AS sees_all, \(own) AS own OFFSET 0) AS asked WHERE \(isIn))
      \(personSeen) FROM (
        SELECT person.*, sight.sees_all OR person.id IS NOT DISTINCT FROM sight.own OR person.id = ANY (sight.partners)
          AS is_near FROM person, sight) AS person
    """,
    """
    CREATE OR REPLACE VIEW hold_seen WITH (security_barrier) AS
      SELECT person, start, "end",
        CASE WHEN \(isSeen("hold")) THEN session
          ELSE -abs(coalesce((SELECT asked.start FROM hold AS asked WHERE NOT hold.is_request
            AND asked.person = hold.person AND asked.expires IS NOT NULL AND asked.session = hold.session), start)) END
          AS session, buffer, is_request, expires
      FROM hold WHERE \(isIn)
    """,
    """
    CREATE OR REPLACE VIEW room_hold_seen WITH (security_barrier) AS
      SELECT room, start, "end", CASE WHEN \(isSeen("room_hold")) THEN session ELSE -abs(start) END AS session, is_request, expires
      FROM room_hold WHERE \(isIn)
    """,
    """
    CREATE OR REPLACE VIEW busy_in_force WITH (security_barrier) AS
      SELECT source.person, busy.start, busy."end",
        CASE WHEN source.person = \(own) THEN busy.title ELSE '' END AS title, import.longest, source.id AS source, busy.file
      FROM busy_source AS source
      JOIN busy_generation AS import ON import.source = source.id AND import.generation = source.generation
      JOIN busy ON busy.source = source.id AND busy.generation = source.generation
      WHERE \(isIn)
    """,
  ]

  private static func isSeen(_ table: String) -> String {
    "\(seesAll) OR EXISTS (SELECT 1 FROM session WHERE id = \(table).session AND \(own) = ANY (ARRAY[mentor, mentee]))"
  }

  // MARK: What is told beside

  /// Everybody reads everybody's hours and absences, and waits as long as that takes.
  private static let smaller = [
    "ALTER TABLE person DROP CONSTRAINT of_some_size",
    """
    ALTER TABLE person ADD CONSTRAINT of_some_size
      CHECK (octet_length(concat(hours, policy, overrides, absences)) <= 262144) NOT VALID
    """,
  ]

  /// The planner estimates with what is counted of a column, and `EXPLAIN` tells; and an index's own columns are compared before a policy is
  /// asked.
  private static let uncounted = [
    """
    DO $$
    DECLARE one record;
    BEGIN
      FOR one IN SELECT attrelid::regclass AS place, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'tandem'::regnamespace AND relkind = 'r' AND atttypid = 'text'::regtype AND attnum > 0 AND NOT attisdropped
          AND attname NOT IN ('login', 'name', 'zone', 'status', 'kind', 'state', 'role', 'direction', 'actor', 'audience', 'thing')
      LOOP
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS 0', one.place, one.attname);
      END LOOP;
    END $$
    """,
    "DROP INDEX session_pair",
    #"CREATE INDEX session_pair ON session (pair, start, "end") INCLUDE (mentor, mentee, status)"#,
  ]
}
