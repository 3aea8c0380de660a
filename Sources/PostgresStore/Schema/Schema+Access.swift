import Tables

extension Schema {
  /// Who may see and write what, row by row; `docs/security.md` tells it in words.
  ///
  /// The functions and views act as the tables' owner, whom no policy binds, and ask by `session_user` who is connected: no
  /// statement of a session can change that. In policies they stand in a subquery, to be asked once a statement.
  static let access = functions + views + policies

  private static let definer = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tandem, pg_temp"

  /// Who is connected, compared as logins are.
  static let connected = "session_user::text COLLATE nocase"

  private static let functions = [
    """
    CREATE TABLE access (
      login text COLLATE nocase PRIMARY KEY,
      role text NOT NULL CHECK (role IN ('member', 'coordinator')),
      granted_by text NOT NULL DEFAULT session_user,
      granted_at timestamptz NOT NULL DEFAULT now()
    )
    """,
    "CREATE FUNCTION me() RETURNS bigint \(definer) AS $$ SELECT id FROM person WHERE login = \(connected) $$",
    // Who owns the tables could do anything anyhow. Else a person's role is the program's to say; of who is no person, what
    // was granted counts.
    """
    CREATE FUNCTION coordinates() RETURNS boolean \(definer) AS $$
      SELECT coalesce((SELECT role FROM person WHERE login = \(connected)),
          (SELECT role FROM access WHERE login = \(connected))) IS NOT DISTINCT FROM 'coordinator'
        OR pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = 'tandem.person'::regclass), 'MEMBER')
    $$
    """,
    // Whose a calendar is; while it is not there, whose its busy time is.
    """
    CREATE FUNCTION source_owner(source bigint) RETURNS bigint \(definer) AS $$
      SELECT coalesce((SELECT person FROM busy_source WHERE id = $1),
        (SELECT owner FROM busy_generation WHERE busy_generation.source = $1 ORDER BY generation LIMIT 1))
    $$
    """,
    "ALTER TABLE busy_generation ALTER owner SET DEFAULT me()",
    """
    CREATE FUNCTION has_rated(rated bigint) RETURNS boolean \(definer) AS $$
      SELECT EXISTS (SELECT 1 FROM notebook WHERE kind = 'feedback' AND session = rated AND person = me())
    $$
    """,
    """
    CREATE FUNCTION my_pairs() RETURNS SETOF bigint \(definer) AS $$ SELECT id FROM pair WHERE me() IN (mentor, mentee) $$
    """,
    """
    CREATE FUNCTION my_partners() RETURNS SETOF bigint \(definer) AS $$
      SELECT mentee FROM pair WHERE mentor = me() UNION SELECT mentor FROM pair WHERE mentee = me()
    $$
    """,
    // Whether who is connected may append to a pair's history, or a session's, and take a step back.
    """
    CREATE FUNCTION may_append(pair bigint, session bigint, target bigint) RETURNS boolean \(definer) AS $$
      SELECT coordinates() OR (
        ($1 IS NULL OR EXISTS (SELECT 1 FROM pair WHERE id = $1 AND me() IN (mentor, mentee)))
        AND ($2 IS NULL OR EXISTS (SELECT 1 FROM session WHERE id = $2 AND me() IN (mentor, mentee)))
        AND ($3 IS NULL OR EXISTS (SELECT 1 FROM step WHERE id = $3 AND actor = \(connected))))
    $$
    """,
    // What people change of themselves are their hours; who they are is the program's.
    """
    CREATE FUNCTION keep_person() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tandem, pg_temp AS $$
    BEGIN
      IF NOT coordinates()
        AND (NEW.id, NEW.login COLLATE "C", NEW.name, NEW.email, NEW.zone, NEW.role, NEW.grade, NEW.department, NEW.manager,
             NEW.generation, NEW.teaches, NEW.learns, NEW.mentor_capacity, NEW.mentee_capacity)
          IS DISTINCT FROM
            (OLD.id, OLD.login COLLATE "C", OLD.name, OLD.email, OLD.zone, OLD.role, OLD.grade, OLD.department, OLD.manager,
             OLD.generation, OLD.teaches, OLD.learns, OLD.mentor_capacity, OLD.mentee_capacity)
      THEN
        RAISE EXCEPTION 'people change their hours; a coordinator changes who they are' USING ERRCODE = 'insufficient_privilege';
      END IF;
      RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER person_kept BEFORE UPDATE ON person FOR EACH ROW EXECUTE FUNCTION keep_person()",
  ]
}

extension Schema {
  /// What of others is needed to book with them, and no more.
  private static let views = [
    """
    CREATE VIEW person_seen WITH (security_barrier) AS
      \(personSeen)
      FROM (SELECT *, (SELECT coordinates()) OR id = (SELECT me()) OR id IN (SELECT my_partners()) AS is_near
            FROM person) AS person
    """,
    // When a person meets someone, and not with whom: of what isn't one's own the session's number is its start, below zero.
    holdView("hold", #"person, start, "end""#, "buffer, is_request, expires"),
    holdView("room_hold", #"room, start, "end""#, "is_request, expires"),
    // Titles are their owner's alone, also before coordinators.
    """
    CREATE VIEW busy_in_force WITH (security_barrier) AS
      SELECT source.person, busy.start, busy."end",
        CASE WHEN source.person = (SELECT me()) THEN busy.title ELSE '' END AS title, import.longest
      FROM busy_source AS source
      JOIN busy_generation AS import ON import.source = source.id AND import.generation = source.generation
      JOIN busy ON busy.source = source.id AND busy.generation = source.generation
    """,
  ]

  /// Of a person who `is_near` everything, of others what is needed to book with them.
  static let personSeen = """
    SELECT id, login, name, CASE WHEN is_near THEN email ELSE '' END AS email, zone, hours, overrides,
      CASE WHEN is_near OR absences = '' THEN absences
        ELSE (SELECT jsonb_agg(jsonb_set(absence, '{reason}', '""'))::text
              FROM jsonb_array_elements(absences::jsonb) AS absence) END AS absences,
      CASE WHEN is_near THEN role ELSE 'member' END AS role, CASE WHEN is_near THEN grade END AS grade,
      CASE WHEN is_near THEN department ELSE '' END AS department, CASE WHEN is_near THEN manager END AS manager,
      CASE WHEN is_near THEN generation END AS generation, CASE WHEN is_near THEN teaches ELSE '' END AS teaches,
      CASE WHEN is_near THEN learns ELSE '' END AS learns,
      CASE WHEN is_near THEN mentor_capacity END AS mentor_capacity,
      CASE WHEN is_near THEN mentee_capacity END AS mentee_capacity, CASE WHEN is_near THEN policy ELSE '' END AS policy
    """

  private static func holdView(_ table: String, _ before: String, _ after: String) -> String {
    """
    CREATE VIEW \(table)_seen WITH (security_barrier) AS
      SELECT \(before), CASE WHEN EXISTS (SELECT 1 FROM session WHERE id = \(table).session AND (SELECT me()) IN (mentor, mentee))
          OR (SELECT coordinates()) THEN session ELSE -abs(start) END AS session, \(after)
      FROM \(table)
    """
  }

  private static let mine = "(SELECT coordinates()) OR (SELECT me()) IN (mentor, mentee)"
  private static let ownSource = "(SELECT coordinates()) OR source_owner(source) = (SELECT me())"

  /// Only numbers that were given out: nobody takes those that others will be given, nor leaves something under them for
  /// others to find.
  private static let numbered =
    NumberedTable.allCases.map { ("\($0.rawValue)", "id", $0) } + [("busy_generation", "source", .busySource)]

  /// `FOR ALL` where the same holds for reading and writing; what no policy allows is not there.
  private static let policies =
    [
      "program", "person", "pair", "room", "series", "session", "attendance", "notebook", "busy_source",
      "busy_generation",
      "busy", "step", "reversible", "reminded", "hold", "room_hold", "access",
    ].map { "ALTER TABLE \($0) ENABLE ROW LEVEL SECURITY" }
    + [
      "CREATE POLICY seen ON program FOR SELECT USING (true)",
      "CREATE POLICY kept ON program FOR UPDATE USING ((SELECT coordinates()))",
      "CREATE POLICY own ON person USING ((SELECT coordinates()) OR id = (SELECT me()))",
      // Who could take themselves out could come back as another.
      "CREATE POLICY kept ON person AS RESTRICTIVE FOR DELETE USING ((SELECT coordinates()))",
      "CREATE POLICY seen ON pair FOR SELECT USING (\(mine))",
      "CREATE POLICY kept ON pair USING ((SELECT coordinates()))",
      "CREATE POLICY seen ON room FOR SELECT USING (true)",
      "CREATE POLICY kept ON room USING ((SELECT coordinates()))",
      "CREATE POLICY own ON session USING (\(mine))",
      "CREATE POLICY own ON series USING ((SELECT coordinates()) OR pair IN (SELECT my_pairs()))",
      """
      CREATE POLICY own ON attendance USING (EXISTS (SELECT 1 FROM session WHERE session.id = attendance.session))
        WITH CHECK (EXISTS (SELECT 1 FROM session WHERE session.id = attendance.session AND person IN (mentor, mentee)))
      """,
      // The two people's, and nobody else's: no coordinator sees it. Feedback is seen by who gave theirs.
      """
      CREATE POLICY seen ON notebook FOR SELECT USING (pair IN (SELECT my_pairs())
        AND (kind <> 'feedback' OR person = (SELECT me()) OR has_rated(session)))
      """,
      """
      CREATE POLICY kept ON notebook USING (pair IN (SELECT my_pairs()) AND (kind <> 'feedback' OR person = (SELECT me())))
      """,
      "CREATE POLICY own ON busy_source USING ((SELECT coordinates()) OR person = (SELECT me()))",
      """
      CREATE POLICY own ON busy_generation USING (\(ownSource)) WITH CHECK ((SELECT coordinates())
        OR (owner = (SELECT me()) AND coalesce(source_owner(source), (SELECT me())) = (SELECT me())))
      """,
      "CREATE POLICY own ON busy USING (\(ownSource))",
      """
      CREATE POLICY seen ON step FOR SELECT USING (actor = \(connected)
        OR (audience = 'program' AND (SELECT coordinates()))
        OR (audience <> 'author' AND (pair IN (SELECT my_pairs())
          OR (pair IS NULL AND session IN (SELECT id FROM session WHERE (SELECT me()) IN (mentor, mentee))))))
      """,
      """
      CREATE POLICY appended ON step FOR INSERT
        WITH CHECK ((actor = \(connected) OR (actor, command) IN (('tandem', 'expire'), ('calendar refresh', 'import busy')))
          AND may_append(pair, session, target))
      """,
      """
      CREATE POLICY own ON reversible USING (actor = \(connected) OR (SELECT coordinates()))
        WITH CHECK (actor IN (\(connected), 'tandem', 'calendar refresh') OR (SELECT coordinates()))
      """,
      // A key ends with the person whom it reminds.
      "CREATE POLICY own ON reminded USING ((SELECT coordinates()) OR key LIKE '% ' || (SELECT me()))",
    ]
    + numbered.map { table, column, numbers in
      """
      CREATE POLICY numbered ON \(table) AS RESTRICTIVE FOR INSERT
        WITH CHECK (\(column) <= (SELECT pg_sequence_last_value('\(numbers.rawValue)_number'::regclass)))
      """
    }

  /// What the group of all who are let in may try; the policies say on which rows.
  static func grants(to group: String) -> [String] {
    [
      // A restored database may have another owner, and the one before is nobody.
      """
      SELECT note_insider(login) FROM (SELECT login FROM insider WHERE owns UNION SELECT rolname::text COLLATE nocase FROM pg_roles
        WHERE oid = (SELECT relowner FROM pg_class WHERE oid = 'tandem.person'::regclass)) AS owners
      """,
      "GRANT USAGE ON SCHEMA tandem TO \(group)",
      "GRANT USAGE ON ALL SEQUENCES IN SCHEMA tandem TO \(group)",
      functionGrants(to: group),
      """
      GRANT SELECT ON format, program, asker, viewer, overseer, person, person_seen, pair, room, series, session, attendance, notebook, busy_source,
        busy_generation, busy_in_force, step, reversible, reminded, hold_seen, room_hold_seen TO \(group)
      """,
      // Not the titles: those come with the view, to their owner.
      #"GRANT SELECT (source, generation, start, "end") ON busy TO \#(group)"#,
      "GRANT INSERT, UPDATE ON person, pair, room, series, session, attendance, busy_source TO \(group)",
      "GRANT UPDATE ON program TO \(group)",
      "GRANT INSERT ON busy, reversible, reminded TO \(group)",
      // Not what the server itself notes beside: when, and in which transaction. An earlier version let them write all of it.
      "REVOKE INSERT, UPDATE ON notebook, busy_generation, step FROM \(group)",
      "GRANT INSERT (\(Columns.notebook)), UPDATE (\(Columns.notebook)) ON notebook TO \(group)",
      "GRANT INSERT (source, generation, longest, owner) ON busy_generation TO \(group)",
      "GRANT INSERT (\(Columns.step), audience, changes) ON step TO \(group)",
      """
      GRANT DELETE ON person, pair, room, series, attendance, notebook, busy_source, busy, busy_generation, reversible
        TO \(group)
      """,
    ]
  }
}
