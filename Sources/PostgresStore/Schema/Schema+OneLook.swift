extension Schema {
  /// Who asks is one look, and who writes is who they are by now.
  ///
  /// Policies and views asked up to five times a statement who is connected, each time for another part of the answer, and each time a
  /// sixth of what a booking's statement costs.
  static let oneLook = insiders + asker + gatesOfOne + viewsOfOne + policiesOfOne + functionsOfOne + presentToAll

  private static let known = "(SELECT known FROM asker)"
  private static let pairs = "(SELECT ARRAY(SELECT my_pairs()))"

  // MARK: Who asks

  /// Whoever may put triggers on `insider` owns it: nobody was ever given that right, and who has it makes the owner's functions do what they
  /// like. It is asked of what the server keeps at hand, where the table's owner has to be looked up.
  private static let owns = "has_table_privilege(session_user, 'tandem.insider'::regclass, 'TRIGGER')"

  /// What `insider` says of a role is written in the transaction that writes the role, and by one at a time; that somebody is let in no
  /// more is said beside it, where nobody can make it wait.
  private static let asker = [
    // Nobody is null; else the first is which person, if one of the program, and the second 1 if they see everything.
    """
    CREATE VIEW asker WITH (security_barrier) AS
      SELECT coalesce(
        (SELECT ARRAY[person, CASE WHEN \(owns) OR sees_all THEN 1 END] FROM insider
          WHERE login = \(connected) AND (owns OR EXISTS (SELECT 1 FROM access WHERE login = \(connected)))),
        CASE WHEN \(owns) THEN '{NULL,1}'::bigint[] END) AS known
    """,
    "CREATE OR REPLACE VIEW viewer WITH (security_barrier) AS SELECT known[1] AS id FROM asker WHERE known IS NOT NULL",
    "CREATE OR REPLACE VIEW overseer WITH (security_barrier) AS SELECT coalesce(known[2] = 1, false) AS sees_all FROM asker",
  ]

  /// Whom a grant is about may be written by somebody else at that moment: neither would see the other's row, and a role is nowhere else any
  /// more. So a grant waits for who writes people, and reads what they wrote.
  private static let insiders = [
    """
    CREATE OR REPLACE FUNCTION keep_insiders() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = tandem, pg_temp AS $$
    BEGIN
      IF TG_OP <> 'DELETE' AND TG_TABLE_NAME = 'access' THEN LOCK TABLE person IN SHARE ROW EXCLUSIVE MODE; END IF;
      IF TG_OP <> 'INSERT' AND TG_TABLE_NAME <> 'access' THEN PERFORM note_insider(OLD.login); END IF;
      IF TG_OP <> 'DELETE' THEN PERFORM note_insider(NEW.login); END IF;
      RETURN NULL;
    END $$
    """,
    "DELETE FROM insider",
    "SELECT note_insider(login) FROM (SELECT login FROM access UNION SELECT login FROM person) AS known",
  ]

  // MARK: What decides of a row

  /// As version 9 has them: one function a policy, that comes first, with every operator's place.
  private static func gate(_ signature: String, _ answer: String, isPure: Bool = true) -> String {
    """
    CREATE FUNCTION \(signature) RETURNS boolean
    LANGUAGE plpgsql \(isPure ? "IMMUTABLE PARALLEL SAFE" : "STABLE") COST 0.000001 AS $$ BEGIN RETURN \(answer); END $$
    """
  }

  private static let seesAll = "asker[2] OPERATOR(pg_catalog.=) 1"

  private static let gatesOfOne = [
    gate(
      "is_own(one bigint, other bigint, asker bigint[])",
      "asker[1] OPERATOR(pg_catalog.=) one OR asker[1] OPERATOR(pg_catalog.=) other OR \(seesAll)"),
    gate(
      "is_among(pair bigint, pairs bigint[], asker bigint[])", "\(seesAll) OR pair OPERATOR(pg_catalog.=) ANY (pairs)"),
    gate(
      "is_kept(pair bigint, kind text, person bigint, pairs bigint[], asker bigint[])",
      """
      pair OPERATOR(pg_catalog.=) ANY (pairs)
        AND (kind OPERATOR(pg_catalog.<>) 'feedback'::pg_catalog.text OR person OPERATOR(pg_catalog.=) asker[1])
      """),
    gate(
      "is_own_source(source bigint, asker bigint[])",
      "\(seesAll) OR tandem.source_owner(source) OPERATOR(pg_catalog.=) asker[1]", isPure: false),
    gate(
      "is_told(actor text, audience text, pair bigint, session bigint, pairs bigint[], asker bigint[])",
      """
      asker IS NOT NULL AND (actor OPERATOR(pg_catalog.=) session_user::pg_catalog.text COLLATE tandem.nocase
        OR (\(seesAll) AND audience OPERATOR(pg_catalog.=) 'program'::pg_catalog.text)
        OR (audience OPERATOR(pg_catalog.<>) 'author'::pg_catalog.text AND (pair OPERATOR(pg_catalog.=) ANY (pairs)
          OR (pair IS NULL AND session IS NOT NULL AND tandem.is_in(session, asker[1])))))
      """, isPure: false),
    gate("is_answered(session bigint, asker bigint[])", "\(seesAll) OR tandem.is_in(session, asker[1])", isPure: false),
    gate(
      "is_reminded(key text, asker bigint[])",
      """
      \(seesAll)
        OR key OPERATOR(pg_catalog.~~) ('% '::pg_catalog.text OPERATOR(pg_catalog.||) asker[1]::pg_catalog.text)
      """),
    gate(
      "is_stacked(actor text, asker bigint[])",
      """
      asker IS NOT NULL AND (\(seesAll) OR actor OPERATOR(pg_catalog.=) session_user::pg_catalog.text COLLATE tandem.nocase)
      """,
      isPure: false),
  ]

  private static let ownPair = "is_own(mentor, mentee, \(known))"
  private static let seesEverything = "(SELECT known[2] = 1 FROM asker)"

  private static let policiesOfOne =
    ["person", "pair", "program", "room"].map { "ALTER POLICY kept ON \($0) USING (\(seesEverything))" }
    + ["program", "room"].map { "ALTER POLICY seen ON \($0) USING (\(known) IS NOT NULL)" } + [
      "ALTER POLICY own ON person USING (is_own(id, id, \(known)))",
      "ALTER POLICY seen ON pair USING (\(ownPair))",
      "ALTER POLICY own ON session USING (\(ownPair))",
      "ALTER POLICY own ON series USING (is_among(pair, \(pairs), \(known)))",
      "ALTER POLICY kept ON notebook USING (is_kept(pair, kind, person, \(pairs), \(known)))",
      "ALTER POLICY own ON attendance USING (is_answered(session, \(known)))",
      "ALTER POLICY own ON busy_source USING (is_own(person, person, \(known)))",
      """
      ALTER POLICY own ON busy_generation USING (is_own_source(source, \(known)))
        WITH CHECK (\(seesEverything) OR (owner = (SELECT id FROM viewer)
          AND coalesce(source_owner(source), (SELECT id FROM viewer)) = (SELECT id FROM viewer)))
      """,
      "ALTER POLICY own ON busy USING (is_own_source(source, \(known)))",
      "ALTER POLICY seen ON step USING (is_told(actor, audience, pair, session, \(pairs), \(known)))",
      // A login's comparison passes over characters that can't be seen; one of as many bytes has none of them.
      """
      ALTER POLICY appended ON step WITH CHECK (CASE (SELECT coalesce(known[2], 0) FROM asker WHERE known IS NOT NULL)
        WHEN 0 THEN CASE WHEN \(isOwnStep) THEN may_tell(step) AND (target IS NULL OR may_take_back(target)) ELSE may_report(step) END
        WHEN 1 THEN CASE WHEN \(isOwnStep) THEN target IS NULL OR may_take_back(target) ELSE may_report(step) END
        ELSE false END)
      """,
      "ALTER POLICY own ON reminded USING (is_reminded(key, \(known)))",
      "ALTER POLICY own ON reversible USING (is_stacked(actor, \(known))) WITH CHECK (\(known) IS NOT NULL AND may_stack(actor, step))",
    ]

  /// Of whoever is connected, to the letter.
  static let isOwnStep = "actor = \(connected) AND octet_length(actor) = octet_length(session_user::text)"

  // MARK: What is seen of others

  /// Once a statement, beside the rows that are looked at: named twice in a row's columns, it would be looked up twice.
  private static let beside = "(SELECT known FROM asker OFFSET 0) AS asker"

  private static let viewsOfOne = [
    """
    CREATE OR REPLACE VIEW person_seen WITH (security_barrier) AS
      WITH sight AS MATERIALIZED (
        SELECT sees_all, own, CASE WHEN NOT sees_all THEN ARRAY(
          SELECT mentee FROM pair WHERE mentor = own UNION ALL SELECT mentor FROM pair WHERE mentee = own) END AS partners
        FROM (SELECT coalesce(known[2] = 1, false) AS sees_all, known[1] AS own FROM asker WHERE known IS NOT NULL OFFSET 0) AS asked)
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
      FROM \(beside), hold WHERE known IS NOT NULL
    """,
    """
    CREATE OR REPLACE VIEW room_hold_seen WITH (security_barrier) AS
      SELECT room, start, "end", CASE WHEN \(isSeen("room_hold")) THEN session ELSE -abs(start) END AS session, is_request, expires
      FROM \(beside), room_hold WHERE known IS NOT NULL
    """,
    """
    CREATE OR REPLACE VIEW busy_in_force WITH (security_barrier) AS
      SELECT source.person, busy.start, busy."end",
        CASE WHEN source.person = known[1] THEN busy.title ELSE '' END AS title, import.longest, source.id AS source, busy.file
      FROM \(beside), busy_source AS source
      JOIN busy_generation AS import ON import.source = source.id AND import.generation = source.generation
      JOIN busy ON busy.source = source.id AND busy.generation = source.generation
      WHERE known IS NOT NULL
    """,
  ]

  private static func isSeen(_ table: String) -> String {
    "known[2] = 1 OR EXISTS (SELECT 1 FROM session WHERE id = \(table).session AND known[1] = ANY (ARRAY[mentor, mentee]))"
  }

  // MARK: Functions

  /// The last of those that were given parts of the answer go with what asked them.
  private static let functionsOfOne = [
    """
    CREATE OR REPLACE FUNCTION may_take_back(asked bigint) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = tandem, pg_temp AS $$ BEGIN
      RETURN owns() OR EXISTS (SELECT 1 FROM step WHERE id = asked
        AND is_told(actor, audience, pair, session, \(pairs), \(known)));
    END $$
    """,
    """
    CREATE OR REPLACE FUNCTION lock_pair(asked bigint, room bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = tandem, pg_temp AS $$
    BEGIN
      PERFORM pg_advisory_xact_lock_shared(4611686018427387904);
      PERFORM pg_advisory_xact_lock(least(mentor, mentee) * 2), pg_advisory_xact_lock(greatest(mentor, mentee) * 2)
        FROM \(beside), pair WHERE id = asked AND (known[2] = 1 OR known[1] = ANY (ARRAY[mentor, mentee]));
      IF room IS NOT NULL THEN PERFORM pg_advisory_xact_lock(room * 2 + 1); END IF;
    END $$
    """,
    """
    DROP FUNCTION is_own(bigint, bigint, bigint, boolean), is_among(bigint, bigint[], boolean),
      is_kept(bigint, text, bigint, bigint[], bigint), is_own_source(bigint, bigint, boolean),
      is_told(text, text, bigint, bigint, bigint[], bigint, boolean, boolean), is_answered(bigint, bigint, boolean),
      is_reminded(text, bigint, boolean), is_stacked(text, boolean, boolean)
    """,
    // Every booking comes here: with every operator's place it needs no path of its own, which costs a third of it.
    """
    CREATE OR REPLACE FUNCTION may_stack(actor text, asked bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$ BEGIN
      RETURN EXISTS (SELECT 1 FROM tandem.step WHERE id OPERATOR(pg_catalog.=) asked AND step.actor OPERATOR(pg_catalog.=) $1
        AND (step.actor OPERATOR(pg_catalog.=) session_user::pg_catalog.text COLLATE tandem.nocase
          OR step.actor OPERATOR(pg_catalog.=) 'tandem'::pg_catalog.text COLLATE tandem.nocase
          OR step.actor OPERATOR(pg_catalog.=) 'calendar refresh'::pg_catalog.text COLLATE tandem.nocase));
    END $$
    """,
  ]

  // MARK: Who writes

  /// A statement may take the isolation level back (`set_config('transaction_isolation', NULL, true)`), and what its `WITH` does comes after
  /// that: in the level that is asked for, with the old view of the tables. So of whoever writes it is asked who they are now, by a
  /// function that reads what there is; a stable one reads what the statement reads.
  private static let presentToAll = [
    "DROP FUNCTION sees_all_now()",
    """
    CREATE FUNCTION asker_now() RETURNS bigint[] LANGUAGE plpgsql VOLATILE AS $$ BEGIN
      RETURN (SELECT known FROM tandem.asker);
    END $$
    """,
    "REVOKE EXECUTE ON FUNCTION asker_now() FROM PUBLIC",
    """
    CREATE OR REPLACE FUNCTION require_present() RETURNS trigger LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
    DECLARE present bigint[] := tandem.asker_now();
    BEGIN
      IF pg_catalog.current_setting('transaction_isolation')
          OPERATOR(pg_catalog.<>) ALL ('{read committed,read uncommitted}'::pg_catalog.text[]) AND NOT tandem.owns()
      THEN
        RAISE EXCEPTION 'only transactions of the level READ COMMITTED write here' USING ERRCODE = 'insufficient_privilege';
      END IF;
      IF present IS NULL THEN
        RAISE EXCEPTION 'who is let in no more writes nothing' USING ERRCODE = 'insufficient_privilege';
      END IF;
      -- Who sees everything now may be whoever they were.
      IF present[2] IS NULL THEN
        IF EXISTS (SELECT 1 FROM tandem.insider
          WHERE login OPERATOR(pg_catalog.=) session_user::pg_catalog.text COLLATE tandem.nocase
            AND (sees_all OR coalesce(person, 0) OPERATOR(pg_catalog.<>) coalesce(present[1], 0)))
        THEN
          IF coalesce((SELECT known FROM tandem.asker), '{}'::pg_catalog.int8[]) OPERATOR(pg_catalog.<>) present THEN
            RAISE EXCEPTION 'who one was is no more who one is' USING ERRCODE = 'insufficient_privilege';
          END IF;
        END IF;
      END IF;
      RETURN NULL;
    END $$
    """,
  ]
}
