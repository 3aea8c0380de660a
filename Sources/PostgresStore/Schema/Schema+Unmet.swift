extension Schema {
  /// What is inserted meets no row whatever else its statement does, and who is let in no more writes nothing with an old view of the tables.
  static let unmet = rules + redundant + compared + present + inside + unordered + smallNames

  private static let own = "(SELECT id FROM viewer)"
  private static let seesAll = "(SELECT sees_all FROM overseer)"
  private static let pairs = "(SELECT ARRAY(SELECT my_pairs()))"
  private static let isIn = "(SELECT sees_all OR EXISTS (SELECT 1 FROM viewer) FROM overseer)"

  // MARK: Insertions

  /// The tables in which members both insert and update.
  private static let written = ["person", "pair", "room", "session", "series", "notebook", "attendance", "busy_source"]

  /// A trigger before updates runs once a statement and table: an update of nothing in front of the insertion used it up. A table with a rule
  /// for updates takes neither `ON CONFLICT` nor `MERGE`, which the server says before it looks at any row, whoever asks (PostgreSQL's
  /// documentation, `INSERT`, and `MERGE`). The rule itself does nothing, and never.
  private static let rules = written.map { "CREATE RULE apart AS ON UPDATE TO \($0) WHERE false DO ALSO NOTHING" }

  /// What stood in the way of such insertions before. Two rows of one number or name are refused by their keys.
  private static let redundant =
    written.flatMap { table in ["inserting", "inserted", "apart"].map { "DROP TRIGGER \($0) ON \(table)" } }
    + ["person", "series", "notebook", "busy_source"].flatMap {
      ["DROP TRIGGER meeting ON \($0)", "DROP FUNCTION meet_\($0)()"]
    }
    + [
      "DROP FUNCTION begin_insertion(), end_insertion(), keep_apart()",
      """
      ALTER POLICY numbered ON session WITH CHECK (id BETWEEN 1 AND (SELECT pg_sequence_last_value('session_number'::regclass)))
      """,
      "DROP VIEW session_hidden",
    ]

  // MARK: Whose a number was

  /// A guard asks at another moment than the policies do: whoever becomes somebody else within a statement is to the one what they are by
  /// then, and to the others what they were. So where a guard thinks that the policies refuse a row, it refuses it itself, in their words.
  private static let compared = [
    #"""
    DO $do$
    DECLARE
      known text := pg_get_functiondef('keep_whose'::regproc);
      anew text := replace(known, 'THEN RETURN NEW; END IF;', $new$THEN
        RAISE EXCEPTION 'new row violates row-level security policy for table "%"', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
      END IF;$new$);
    BEGIN
      IF anew = known THEN RAISE EXCEPTION 'keep_whose is not as version 8 made it'; END IF;
      EXECUTE anew;
    END $do$
    """#
  ]

  // MARK: Who asks

  /// The tables that members write.
  private static let guarded = written + ["busy", "busy_generation", "program", "reminded", "reversible", "step"]

  /// A transaction that keeps the view of its beginning goes on to read what it could read then. It is not to write with it: of who may,
  /// it knows what was true then.
  ///
  /// PostgreSQL 15 lets a statement take the level back (`set_config('transaction_isolation', NULL, true)`), and what its `WITH` does comes
  /// after that. So of who coordinates as the statement has it, it is asked whether they do now: this function reads what the statement
  /// reads, for it is stable, and the other what there is.
  private static let present =
    [
      """
      CREATE FUNCTION sees_all_now() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$ BEGIN
        RETURN (SELECT sees_all FROM tandem.overseer);
      END $$
      """,
      """
      CREATE FUNCTION require_present() RETURNS trigger LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = tandem, pg_temp AS $$
      BEGIN
        IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') AND NOT owns() THEN
          RAISE EXCEPTION 'only transactions of the level READ COMMITTED write here' USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF EXISTS (SELECT 1 FROM insider WHERE login = \(connected) AND sees_all) AND (SELECT sees_all FROM overseer)
          AND NOT sees_all_now()
        THEN
          RAISE EXCEPTION 'who coordinates no more writes as one no more' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NULL;
      END $$
      """,
      "REVOKE EXECUTE ON FUNCTION require_present(), sees_all_now() FROM PUBLIC",
    ]
    + guarded.map {
      "CREATE TRIGGER present BEFORE INSERT OR UPDATE OR DELETE ON \($0) FOR EACH STATEMENT EXECUTE FUNCTION require_present()"
    }

  /// The history and what can be undone went by the login alone, whether or not it is let in. Asked within the one function that shows a row:
  /// of two policies only the first would come before what is compared.
  private static let inside = [
    """
    CREATE FUNCTION is_told(
      actor text, audience text, pair bigint, session bigint, pairs bigint[], own bigint, sees_all boolean, is_in boolean
    ) RETURNS boolean LANGUAGE plpgsql STABLE COST 0.000001 AS $$ BEGIN
      RETURN is_in AND (actor OPERATOR(pg_catalog.=) session_user::pg_catalog.text COLLATE tandem.nocase
        OR (sees_all AND audience OPERATOR(pg_catalog.=) 'program'::pg_catalog.text)
        OR (audience OPERATOR(pg_catalog.<>) 'author'::pg_catalog.text AND (pair OPERATOR(pg_catalog.=) ANY (pairs)
          OR (pair IS NULL AND session IS NOT NULL AND tandem.is_in(session, own)))));
    END $$
    """,
    "ALTER POLICY seen ON step USING (is_told(actor, audience, pair, session, \(pairs), \(own), \(seesAll), \(isIn)))",
    """
    CREATE OR REPLACE FUNCTION may_take_back(asked bigint) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = tandem, pg_temp AS $$ BEGIN
      RETURN owns() OR EXISTS (SELECT 1 FROM step WHERE id = asked
        AND is_told(actor, audience, pair, session, \(pairs), \(own), \(seesAll), \(isIn)));
    END $$
    """,
    "DROP FUNCTION is_told(text, text, bigint, bigint, bigint[], bigint, boolean)",
    """
    ALTER POLICY appended ON step WITH CHECK (\(isIn) AND CASE WHEN actor = \(connected) THEN (\(seesAll) OR may_tell(step))
        AND (target IS NULL OR may_take_back(target)) ELSE may_report(step) END)
    """,
    """
    CREATE FUNCTION is_stacked(actor text, sees_all boolean, is_in boolean) RETURNS boolean LANGUAGE plpgsql STABLE COST 0.000001 AS $$ BEGIN
      RETURN is_in AND (sees_all OR actor OPERATOR(pg_catalog.=) session_user::pg_catalog.text COLLATE tandem.nocase);
    END $$
    """,
    "ALTER POLICY own ON reversible USING (is_stacked(actor, \(seesAll), \(isIn))) WITH CHECK (\(isIn) AND may_stack(actor, step))",
  ]

  // MARK: Order

  /// An index in order is asked before any policy, and tells with `EXPLAIN ANALYZE` whether what it holds comes before what is asked for:
  /// letter by letter, the whole text. By a digest two are still not the same, and who does not know all of one learns nothing.
  private static let unordered = [
    "ALTER TABLE busy_source DROP CONSTRAINT busy_source_person_name_key",
    "CREATE UNIQUE INDEX busy_source_name ON busy_source (person, md5(name))",
    "ALTER TABLE series DROP CONSTRAINT series_uid_key",
    "CREATE UNIQUE INDEX series_uid ON series (md5(uid))",
    "ALTER TABLE reminded DROP CONSTRAINT reminded_pkey",
    "CREATE UNIQUE INDEX reminded_once ON reminded (md5(key))",
    "CREATE INDEX reminded_key ON reminded USING hash (key)",
  ]

  // MARK: Sizes

  /// Characters that a comparison of names passes over can make one as long as one likes, and everybody's columns as wide.
  private static let smallNames = [
    "ALTER TABLE step ADD CONSTRAINT actor_of_some_size CHECK (octet_length(actor) <= 256) NOT VALID",
    "ALTER TABLE reversible ADD CONSTRAINT actor_of_some_size CHECK (octet_length(actor) <= 256) NOT VALID",
    """
    ALTER TABLE person ADD CONSTRAINT names_of_some_size
      CHECK (octet_length(concat(login, name, email, zone, department, teaches, learns)) <= 16384) NOT VALID
    """,
    """
    ALTER TABLE pair ADD CONSTRAINT of_some_size CHECK (octet_length(concat(topic, cadence, policy)) <= 131072) NOT VALID
    """,
    """
    ALTER TABLE room ADD CONSTRAINT of_some_size CHECK (octet_length(concat(name, location, zone, hours)) <= 131072) NOT VALID
    """,
  ]
}
