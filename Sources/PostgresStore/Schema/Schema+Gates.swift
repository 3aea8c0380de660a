extension Schema {
  /// What somebody may not see is compared with nothing that they ask for.
  ///
  /// A server evaluates a cheap comparison that it trusts (`content >= 'x'`) before a policy that costs more, and tells with
  /// `EXPLAIN ANALYZE` whether it came to the policy: bit by bit, the whole text. So each policy is one function that counts as
  /// next to nothing, and comes first (PostgreSQL's documentation, 41.5 “Rules and Privileges”, and `order_qual_clauses` in its planner).
  /// What a function is given stands in the plan: who asks is still looked up once a statement.
  ///
  /// `INSERT … ON CONFLICT DO UPDATE … WHERE` reads the row that is in the way before any policy is asked. So a row in whose way one
  /// is that may not be seen is refused before.
  static let gates = insiders + functions + policies + unseen + statistics

  private static let definer = "SECURITY DEFINER SET search_path = tandem, pg_temp"
  private static let own = "(SELECT id FROM viewer)"
  private static let seesAll = "(SELECT sees_all FROM overseer)"
  private static let pairs = "(SELECT ARRAY(SELECT my_pairs()))"

  /// Whom of those who are let in a login is, and whether they see everything: kept beside both tables that say so, for it is asked a
  /// dozen times a booking. Nobody is anybody without it: each statement reads it anew, where what roles may do is known until their
  /// transaction ends.
  private static let insiders =
    [
      """
      CREATE TABLE insider (
        login text COLLATE nocase PRIMARY KEY, person bigint, sees_all boolean NOT NULL
      )
      """,
      "ALTER TABLE insider ENABLE ROW LEVEL SECURITY",
      // Who owns the tables is a person, too, and let in by owning them.
      """
      CREATE FUNCTION note_insider(asked text) RETURNS void LANGUAGE plpgsql \(definer) AS $$
      BEGIN
        DELETE FROM insider WHERE login = asked COLLATE nocase;
        INSERT INTO insider
          SELECT asked, (SELECT id FROM person WHERE login = asked COLLATE nocase),
            coalesce((SELECT role FROM person WHERE login = asked COLLATE nocase),
              (SELECT role FROM access WHERE login = asked COLLATE nocase)) IS NOT DISTINCT FROM 'coordinator'
          WHERE EXISTS (SELECT 1 FROM access WHERE login = asked COLLATE nocase)
            OR asked COLLATE nocase = (SELECT rolname::text COLLATE nocase FROM pg_roles
              WHERE oid = (SELECT relowner FROM pg_class WHERE oid = 'tandem.person'::regclass));
      END $$
      """,
      "REVOKE EXECUTE ON FUNCTION note_insider(text) FROM PUBLIC",
      """
      CREATE FUNCTION keep_insiders() RETURNS trigger LANGUAGE plpgsql \(definer) AS $$
      BEGIN
        IF TG_OP <> 'INSERT' THEN PERFORM note_insider(OLD.login); END IF;
        IF TG_OP <> 'DELETE' THEN PERFORM note_insider(NEW.login); END IF;
        RETURN NULL;
      END $$
      """,
      "CREATE TRIGGER insiders AFTER INSERT OR UPDATE OR DELETE ON access FOR EACH ROW EXECUTE FUNCTION keep_insiders()",
      "CREATE TRIGGER insiders AFTER INSERT OR DELETE ON person FOR EACH ROW EXECUTE FUNCTION keep_insiders()",
      """
      CREATE TRIGGER insiders_changed AFTER UPDATE ON person FOR EACH ROW
      WHEN (OLD.login IS DISTINCT FROM NEW.login OR OLD.role IS DISTINCT FROM NEW.role) EXECUTE FUNCTION keep_insiders()
      """,
      "SELECT note_insider(login) FROM access UNION ALL SELECT note_insider(login) FROM person",
      "CREATE OR REPLACE VIEW viewer WITH (security_barrier) AS SELECT person AS id FROM insider WHERE login = \(connected)",
      """
      CREATE OR REPLACE VIEW overseer WITH (security_barrier) AS
        SELECT coalesce((SELECT sees_all FROM insider WHERE login = \(connected)), false)
          OR pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = 'tandem.person'::regclass), 'MEMBER') AS sees_all
      """,
    ]

  /// Not SQL, which would be put in place of its call and cost what it costs; and with every operator's place, for whoever calls it
  /// says where operators are looked for.
  private static func gate(_ signature: String, _ answer: String, isPure: Bool = true) -> String {
    """
    CREATE OR REPLACE FUNCTION \(signature) RETURNS boolean
    LANGUAGE plpgsql \(isPure ? "IMMUTABLE PARALLEL SAFE" : "STABLE") COST 0.000001 AS $$ BEGIN RETURN \(answer); END $$
    """
  }

  private static let functions = [
    gate(
      "is_own(one bigint, other bigint, own bigint, sees_all boolean)",
      "sees_all OR own OPERATOR(pg_catalog.=) one OR own OPERATOR(pg_catalog.=) other"),
    gate(
      "is_among(pair bigint, pairs bigint[], sees_all boolean)",
      "sees_all OR pair OPERATOR(pg_catalog.=) ANY (pairs)"),
    gate(
      "is_kept(pair bigint, kind text, person bigint, pairs bigint[], own bigint)",
      """
      pair OPERATOR(pg_catalog.=) ANY (pairs)
        AND (kind OPERATOR(pg_catalog.<>) 'feedback'::pg_catalog.text OR person OPERATOR(pg_catalog.=) own)
      """),
    gate(
      "is_rated(pair bigint, kind text, session bigint, pairs bigint[])",
      """
      pair OPERATOR(pg_catalog.=) ANY (pairs) AND kind OPERATOR(pg_catalog.=) 'feedback'::pg_catalog.text
        AND tandem.has_rated(session)
      """, isPure: false),
    gate(
      "is_own_source(source bigint, own bigint, sees_all boolean)",
      "sees_all OR tandem.source_owner(source) OPERATOR(pg_catalog.=) own", isPure: false),
    gate(
      "is_told(actor text, audience text, pair bigint, session bigint, pairs bigint[], own bigint, sees_all boolean)",
      """
      actor OPERATOR(pg_catalog.=) session_user::pg_catalog.text COLLATE tandem.nocase
        OR (sees_all AND audience OPERATOR(pg_catalog.=) 'program'::pg_catalog.text)
        OR (audience OPERATOR(pg_catalog.<>) 'author'::pg_catalog.text AND (pair OPERATOR(pg_catalog.=) ANY (pairs)
          OR (pair IS NULL AND session IS NOT NULL AND tandem.is_in(session, own))))
      """, isPure: false),
    gate(
      "is_answered(session bigint, own bigint, sees_all boolean)", "sees_all OR tandem.is_in(session, own)",
      isPure: false),
    gate(
      "is_reminded(key text, own bigint, sees_all boolean)",
      "sees_all OR key OPERATOR(pg_catalog.~~) ('% '::pg_catalog.text OPERATOR(pg_catalog.||) own::pg_catalog.text)"),
    """
    CREATE OR REPLACE FUNCTION is_in(asked bigint, own bigint) RETURNS boolean LANGUAGE plpgsql STABLE \(definer) AS $$ BEGIN
      RETURN own = me() AND EXISTS (SELECT 1 FROM session WHERE id = asked AND own IN (mentor, mentee));
    END $$
    """,
    // Of a step that somebody may not read they can't say that it is taken back.
    """
    CREATE OR REPLACE FUNCTION may_take_back(asked bigint) RETURNS boolean LANGUAGE plpgsql STABLE \(definer) AS $$ BEGIN
      RETURN owns() OR EXISTS (SELECT 1 FROM step WHERE id = asked
        AND is_told(actor, audience, pair, session, \(pairs), \(own), \(seesAll)));
    END $$
    """,
  ]

  private static let ownPair = "is_own(mentor, mentee, \(own), \(seesAll))"
  private static let kept = "is_kept(pair, kind, person, \(pairs), \(own))"
  private static let ownSource = "is_own_source(source, \(own), \(seesAll))"

  private static let policies = [
    "ALTER POLICY own ON person USING (is_own(id, id, \(own), \(seesAll)))",
    "ALTER POLICY seen ON pair USING (\(ownPair))",
    "ALTER POLICY own ON session USING (\(ownPair))",
    "ALTER POLICY own ON series USING (is_among(pair, \(pairs), \(seesAll)))",
    // Beside what is kept, which may be seen, too.
    "ALTER POLICY seen ON notebook USING (is_rated(pair, kind, session, \(pairs)))",
    "ALTER POLICY kept ON notebook USING (\(kept))",
    "ALTER POLICY own ON attendance USING (is_answered(session, \(own), \(seesAll)))",
    "ALTER POLICY own ON busy_source USING (is_own(person, person, \(own), \(seesAll)))",
    "ALTER POLICY own ON busy_generation USING (\(ownSource))",
    "ALTER POLICY own ON busy USING (\(ownSource))",
    "ALTER POLICY seen ON step USING (is_told(actor, audience, pair, session, \(pairs), \(own), \(seesAll)))",
    """
    ALTER POLICY appended ON step WITH CHECK (CASE WHEN actor = \(connected) THEN (\(seesAll) OR may_tell(step))
        AND (target IS NULL OR may_take_back(target)) ELSE may_report(step) END)
    """,
    "ALTER POLICY own ON reminded USING (is_reminded(key, \(own), \(seesAll)))",
  ]

  /// By table: what a new row must not meet, but where it may be seen. What nobody may update meets nothing, and of sessions, which are
  /// written most, the policy itself looks: that costs less than a trigger.
  private static let meetings: [(table: String, meets: [String], isSeen: String)] = [
    ("person", ["there.id = NEW.id", "there.login = NEW.login"], "is_own(there.id, there.id, \(own), \(seesAll))"),
    ("series", ["there.id = NEW.id", "there.uid = NEW.uid"], "is_among(there.pair, \(pairs), \(seesAll))"),
    (
      "notebook",
      [
        "there.id = NEW.id", "NEW.kind = 'notes' AND there.kind = 'notes' AND there.session = NEW.session",
        "NEW.kind = 'feedback' AND there.kind = 'feedback' AND there.session = NEW.session AND there.person = NEW.person",
      ],
      """
      is_kept(there.pair, there.kind, there.person, \(pairs), \(own))
        OR is_rated(there.pair, there.kind, there.session, \(pairs))
      """
    ),
    ("busy_source", ["there.id = NEW.id"], "is_own(there.person, there.person, \(own), \(seesAll))"),
  ]

  private static let hiddenSessions = [
    """
    CREATE VIEW session_hidden WITH (security_barrier) AS
      SELECT id FROM session WHERE NOT coalesce(\(ownPair), false)
    """,
    """
    ALTER POLICY numbered ON session
      WITH CHECK (id BETWEEN 1 AND (SELECT pg_sequence_last_value('session_number'::regclass))
        AND NOT EXISTS (SELECT 1 FROM session_hidden AS hidden WHERE hidden.id = session.id))
    """,
  ]

  private static let unseen =
    hiddenSessions
    + meetings.flatMap { table, meets, isSeen in
      // Each by an index of its own, and mostly there is nothing.
      let isThere = meets.map { "EXISTS (SELECT 1 FROM \(table) AS there WHERE \($0))" }.joined(separator: " OR ")
      return [
        """
        CREATE FUNCTION meet_\(table)() RETURNS trigger LANGUAGE plpgsql \(definer) AS $$
        BEGIN
          IF (\(isThere)) AND NOT owns() AND EXISTS (SELECT 1 FROM \(table) AS there
            WHERE (\(meets.map { "(\($0))" }.joined(separator: " OR "))) AND NOT coalesce(\(isSeen), false))
          THEN
            RAISE EXCEPTION 'something of that number or name is there already' USING ERRCODE = 'unique_violation';
          END IF;
          RETURN NEW;
        END $$
        """,
        "CREATE TRIGGER meeting BEFORE INSERT ON \(table) FOR EACH ROW EXECUTE FUNCTION meet_\(table)()",
      ]
    }

  /// What is counted of a column the planner estimates with, and `EXPLAIN` tells.
  private static let statistics = [
    ("notebook", ["content"]), ("session", ["topic", "agenda", "reason", "message"]),
    ("step", ["summary", "reason", "changes"]), ("person", ["email", "grade", "overrides", "absences", "policy"]),
    ("busy", ["title"]), ("busy_source", ["name"]), ("attendance", ["comment"]),
  ].flatMap { table, columns in columns.map { "ALTER TABLE \(table) ALTER COLUMN \($0) SET STATISTICS 0" } }
}
