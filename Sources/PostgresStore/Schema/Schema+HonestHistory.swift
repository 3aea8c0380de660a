extension Schema {
  /// The history is told by who did it, of what is theirs; and who has read another's feedback can't take back their own.
  static let honestHistory =
    history + feedback + [
      // Whether a pair has notes or goals, and nothing else of them: who would take the pair away must know.
      """
      CREATE FUNCTION has_notebook(asked bigint) RETURNS boolean \(stable) AS $$ BEGIN
        RETURN (coordinates() OR asked IN (SELECT my_pairs())) AND EXISTS (SELECT 1 FROM notebook WHERE pair = asked);
      END $$
      """
    ]

  private static let definer = "SECURITY DEFINER SET search_path = tandem, pg_temp"
  private static let stable = "LANGUAGE plpgsql STABLE \(definer)"

  private static let history = [
    // When the server itself took the step down; its `at` is what its writer's clock said. Nobody may write it.
    "ALTER TABLE step ADD COLUMN taken_down timestamptz",
    "ALTER TABLE step ALTER taken_down SET DEFAULT now()",
    // Only where who is connected may append, of what they may change: a coordinator who takes the step back would do it for them.
    // Every booking comes here: who it is, is asked once.
    """
    CREATE FUNCTION may_tell(told step) RETURNS boolean \(stable) AS $$
    DECLARE
      own bigint;
      change jsonb;
      side bigint;
      known text[] := '{hours,overrides,absences,policy}';
    BEGIN
      IF coordinates() THEN RETURN true; END IF;
      own := me();
      IF NOT (
        (told.pair IS NULL OR EXISTS (SELECT 1 FROM pair WHERE id = told.pair AND own IN (mentor, mentee)))
        AND (told.session IS NULL OR EXISTS (SELECT 1 FROM session WHERE id = told.session AND own IN (mentor, mentee)))
        AND (told.target IS NULL OR EXISTS (SELECT 1 FROM step WHERE id = told.target AND actor = \(connected))))
      THEN RETURN false; END IF;
      IF told.changes = '' THEN RETURN true; END IF;
      FOR change IN SELECT * FROM jsonb_array_elements(told.changes::jsonb) LOOP
        CASE change ->> 'thing'
          WHEN 'session' THEN
            -- The pair by its number, for every booking comes here.
            side := coalesce((change #>> '{after,pair}')::bigint, 0);
            IF side <> coalesce((change #>> '{before,pair}')::bigint, side)
              OR NOT EXISTS (SELECT 1 FROM pair WHERE id = side AND own IN (mentor, mentee))
            THEN RETURN false; END IF;
          WHEN 'person' THEN
            IF NOT coalesce((change #>> '{before,id}')::bigint = own
              AND (change -> 'before') - known = (change -> 'after') - known, false)
            THEN RETURN false; END IF;
          WHEN 'busySource' THEN
            IF EXISTS (SELECT 1 FROM (VALUES (change -> 'before'), (change -> 'after')) AS side (state)
              WHERE state IS NOT NULL AND NOT coalesce((state ->> 'person')::bigint = own, false))
            THEN RETURN false; END IF;
          WHEN 'pair', 'room' THEN RETURN false;
          ELSE NULL;
        END CASE;
      END LOOP;
      RETURN true;
    END $$
    """,
    // What the program does by itself it does through whoever comes next: requests run out, and calendars are read again. Each
    // such step tells what is so by now.
    """
    CREATE FUNCTION may_report(told step) RETURNS boolean \(stable) AS $$
    DECLARE changes jsonb := coalesce(nullif(told.changes, ''), '[]')::jsonb;
    BEGIN
      IF told.kind <> 'action' OR told.audience <> 'program' OR NOT may_tell(told) THEN RETURN false; END IF;
      IF (told.actor, told.command) = ('calendar refresh', 'import busy') THEN
        RETURN told.pair IS NULL AND told.session IS NULL AND jsonb_array_length(changes) = 1
          AND EXISTS (SELECT 1 FROM busy_source WHERE id = (changes #>> '{0,after,id}')::bigint
            AND generation = (changes #>> '{0,after,generation}')::bigint AND changes #>> '{0,thing}' = 'busySource');
      ELSIF (told.actor, told.command) IS DISTINCT FROM ('tandem', 'expire') THEN
        RETURN false;
      ELSIF changes = '[]' THEN
        -- The same once more, for the people of one of several.
        RETURN EXISTS (SELECT 1 FROM step WHERE id < told.id AND id > told.id - 1000 AND at = told.at
          AND actor = 'tandem' AND command = 'expire' AND step.changes LIKE '%"id":' || told.session || ',%');
      END IF;
      RETURN NOT EXISTS (
        SELECT 1 FROM jsonb_array_elements(changes) AS change
        WHERE NOT coalesce(change ->> 'thing' = 'session' AND coalesce((change #>> '{before,request,deadline}')::bigint, 0) <= told.at
          AND EXISTS (SELECT 1 FROM session WHERE id = (change #>> '{after,id}')::bigint AND deadline IS NULL
            AND status = change #>> '{after,status}' AND sequence = (change #>> '{after,sequence}')::bigint), false));
    END $$
    """,
    "DROP POLICY appended ON step",
    """
    CREATE POLICY appended ON step FOR INSERT WITH CHECK (CASE WHEN actor = \(connected)
      THEN may_tell(step) ELSE may_report(step) END)
    """,
    // What can be taken back is one's own; what the program did is nobody's to take back before a coordinator does.
    """
    CREATE FUNCTION may_stack(actor text, asked bigint) RETURNS boolean \(stable) AS $$ BEGIN
      RETURN EXISTS (SELECT 1 FROM step WHERE id = asked AND step.actor = $1
        AND step.actor IN (\(connected), 'tandem', 'calendar refresh'));
    END $$
    """,
    "DROP POLICY own ON reversible",
    """
    CREATE POLICY own ON reversible USING (actor = \(connected) OR (SELECT coordinates())) WITH CHECK (may_stack(actor, step))
    """,
  ]

  private static let feedback = [
    """
    ALTER TABLE notebook ADD COLUMN stands boolean NOT NULL DEFAULT false, ADD COLUMN written_in xid8
    """,
    "ALTER TABLE notebook ALTER written_in SET DEFAULT pg_current_xact_id()",
    """
    UPDATE notebook SET stands = true WHERE kind = 'feedback' AND EXISTS (SELECT 1 FROM notebook AS other
      WHERE other.kind = 'feedback' AND other.session = notebook.session AND other.person <> notebook.person)
    """,
    // By writing to the other's: who is taking theirs back meanwhile is waited for, or comes too late.
    """
    CREATE FUNCTION make_stand() RETURNS trigger LANGUAGE plpgsql \(definer) AS $$
    BEGIN
      UPDATE notebook SET stands = true WHERE kind = 'feedback' AND session = NEW.session AND person <> NEW.person AND id <> NEW.id;
      NEW.stands := FOUND;
      RETURN NEW;
    EXCEPTION WHEN check_violation THEN
      -- What an earlier version let in, and nobody can read, keeps nobody from giving theirs.
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER stands BEFORE INSERT ON notebook FOR EACH ROW WHEN (NEW.kind = 'feedback') EXECUTE FUNCTION make_stand()
    """,
    """
    CREATE TRIGGER stood BEFORE UPDATE ON notebook FOR EACH ROW WHEN (OLD.stands AND NEW.content <> OLD.content)
    EXECUTE FUNCTION refuse('feedback stands once both have given it')
    """,
    """
    CREATE TRIGGER stood_last BEFORE DELETE ON notebook FOR EACH ROW WHEN (OLD.stands)
    EXECUTE FUNCTION refuse('feedback stands once both have given it')
    """,
    // Given in an earlier transaction: what can still be rolled back was not given.
    """
    CREATE OR REPLACE FUNCTION has_rated(rated bigint) RETURNS boolean \(stable) AS $$ BEGIN
      RETURN EXISTS (SELECT 1 FROM notebook WHERE kind = 'feedback' AND session = rated AND person = me()
        AND written_in IS DISTINCT FROM pg_current_xact_id_if_assigned());
    END $$
    """,
  ]
}
