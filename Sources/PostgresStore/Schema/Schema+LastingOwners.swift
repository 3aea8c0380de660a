extension Schema {
  /// Whose something is stays, whatever comes at the same time: it is kept beside the thing itself, and who asks writes there, so that one
  /// who looks at an older state waits or fails. And feedback stands from the moment that both are there.
  ///
  /// Functions of earlier steps stand here once more, whole: a step that has run somewhere is not edited, and the server replaces no
  /// part of a function.
  static let lastingOwners = owners + feedback + theirs

  private static let definer = "SECURITY DEFINER SET search_path = tandem, pg_temp"
  private static let owned = ["person", "pair", "busy_source", "series", "notebook"]

  private static let owners =
    [
      """
      CREATE OR REPLACE FUNCTION whose(thing text, found jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE thing WHEN 'person' THEN lower(found ->> 'login') WHEN 'busy_source' THEN found ->> 'person'
          WHEN 'series' THEN found ->> 'pair'
          WHEN 'notebook' THEN concat_ws('/', found ->> 'pair', found ->> 'kind', found ->> 'session', found ->> 'person')
          ELSE (found ->> 'mentor') || '/' || (found ->> 'mentee') END
      $$
      """,
      """
      CREATE OR REPLACE FUNCTION keep_whose() RETURNS trigger LANGUAGE plpgsql \(definer) AS $$
      DECLARE
        told jsonb := to_jsonb(NEW);
        own text := whose(TG_TABLE_NAME, told);
        was text;
        is_new boolean;
      BEGIN
        -- A row that the policies are about to refuse is not compared: which answer comes would tell whose the number is.
        IF NOT coalesce(owns() OR CASE TG_TABLE_NAME
          WHEN 'notebook' THEN (told ->> 'pair')::bigint IN (SELECT my_pairs())
            AND (told ->> 'kind' <> 'feedback' OR (told ->> 'person')::bigint = me())
          WHEN 'series' THEN coordinates() OR (told ->> 'pair')::bigint IN (SELECT my_pairs())
          WHEN 'busy_source' THEN coordinates() OR (told ->> 'person')::bigint = me()
          ELSE coordinates() END, false)
        THEN RETURN NEW; END IF;
        INSERT INTO removed VALUES (TG_TABLE_NAME, NEW.id, own)
          ON CONFLICT (thing, id) DO UPDATE SET whose = removed.whose RETURNING removed.whose, removed.xmax = 0 INTO was, is_new;
        IF NOT is_new THEN
          IF was IS DISTINCT FROM own THEN
            IF NOT owns() THEN
              RAISE EXCEPTION '% % was another''s', TG_TABLE_NAME, NEW.id USING ERRCODE = 'insufficient_privilege';
            END IF;
            UPDATE removed SET whose = own WHERE thing = TG_TABLE_NAME AND id = NEW.id;
          END IF;
        -- Of what was taken away in another database, before it came here, nobody knows whose it was.
        ELSIF TG_TABLE_NAME = 'pair' THEN
          IF EXISTS (SELECT 1 FROM step WHERE pair = NEW.id AND session IS NULL AND audience <> 'program')
            AND NOT EXISTS (SELECT 1 FROM pair WHERE id = NEW.id) AND NOT owns()
          THEN
            RAISE EXCEPTION 'pair % has a history, which may be another''s', NEW.id USING ERRCODE = 'insufficient_privilege';
          END IF;
        ELSIF TG_TABLE_NAME = 'busy_source' THEN
          IF EXISTS (SELECT 1 FROM busy_generation
              WHERE source = NEW.id AND written_in IS DISTINCT FROM pg_current_xact_id())
            AND NOT EXISTS (SELECT 1 FROM busy_source WHERE id = NEW.id) AND NOT owns()
          THEN
            RAISE EXCEPTION 'calendar % has busy time, which may be another''s; import it anew', NEW.id
              USING ERRCODE = 'insufficient_privilege';
          END IF;
        END IF;
        RETURN NEW;
      END $$
      """,
    ]
    + owned.flatMap { table in
      [
        """
        INSERT INTO removed SELECT '\(table)', id, whose('\(table)', to_jsonb(\(table))) FROM \(table)
          ON CONFLICT (thing, id) DO UPDATE SET whose = excluded.whose
        """,
        "DROP TRIGGER IF EXISTS removed ON \(table)", "DROP TRIGGER IF EXISTS whose ON \(table)",
        // A statement may delete a row and insert it anew: what is noted after it comes too late.
        "CREATE TRIGGER removed BEFORE DELETE ON \(table) FOR EACH ROW EXECUTE FUNCTION keep_removed()",
        "CREATE TRIGGER whose BEFORE INSERT ON \(table) FOR EACH ROW EXECUTE FUNCTION keep_whose()",
      ]
    }

  private static func touching(_ session: String) -> String {
    "INSERT INTO removed VALUES ('feedback', \(session), '') ON CONFLICT (thing, id) DO UPDATE SET whose = ''"
  }

  private static let feedback = [
    "DROP TRIGGER stands ON notebook", "DROP TRIGGER stood ON notebook", "DROP TRIGGER stood_last ON notebook",
    // Once it is there, and not where it only might have been.
    """
    CREATE OR REPLACE FUNCTION make_stand() RETURNS trigger LANGUAGE plpgsql \(definer) AS $$
    BEGIN
      \(touching("NEW.session"));
      IF EXISTS (SELECT 1 FROM notebook WHERE kind = 'feedback' AND session = NEW.session AND person <> NEW.person) THEN
        UPDATE notebook SET stands = true WHERE id = NEW.id;
        UPDATE notebook SET stands = true WHERE kind = 'feedback' AND session = NEW.session AND person <> NEW.person;
      END IF;
      RETURN NULL;
    EXCEPTION WHEN check_violation THEN
      -- What an earlier version let in, and nobody can read, keeps nobody from giving theirs.
      RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION keep_feedback() RETURNS trigger LANGUAGE plpgsql \(definer) AS $$
    BEGIN
      \(touching("OLD.session"));
      IF OLD.stands OR EXISTS (SELECT 1 FROM notebook
          WHERE kind = 'feedback' AND session = OLD.session AND person <> OLD.person)
      THEN
        RAISE EXCEPTION 'feedback stands once both have given it' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END $$
    """,
    """
    CREATE TRIGGER stands AFTER INSERT ON notebook FOR EACH ROW WHEN (NEW.kind = 'feedback') EXECUTE FUNCTION make_stand()
    """,
    """
    CREATE TRIGGER stood BEFORE UPDATE ON notebook FOR EACH ROW
    WHEN (OLD.kind = 'feedback' AND NEW.content <> OLD.content) EXECUTE FUNCTION keep_feedback()
    """,
    """
    CREATE TRIGGER stood_last BEFORE DELETE ON notebook FOR EACH ROW
    WHEN (OLD.kind = 'feedback') EXECUTE FUNCTION keep_feedback()
    """,
  ]

  private static let theirs = [
    """
    CREATE OR REPLACE FUNCTION is_theirs(change jsonb, own bigint) RETURNS boolean
    LANGUAGE plpgsql STABLE \(definer) AS $$
    DECLARE
      number bigint := coalesce((change #>> '{after,id}')::bigint, (change #>> '{before,id}')::bigint);
      whose bigint := coalesce((change #>> '{after,pair}')::bigint, (change #>> '{before,pair}')::bigint);
    BEGIN
      IF (change #>> '{before,id}')::bigint <> number OR (change #>> '{before,pair}')::bigint <> whose THEN RETURN false; END IF;
      RETURN CASE change ->> 'thing'
        WHEN 'session' THEN EXISTS (SELECT 1 FROM session WHERE id = number AND pair = whose AND own IN (mentor, mentee))
        -- Of an answer each side says of which session, and whose: neither may be another's.
        WHEN 'attendance' THEN NOT EXISTS (SELECT 1 FROM (VALUES (change -> 'before'), (change -> 'after')) AS side (state)
          WHERE state IS NOT NULL AND NOT EXISTS (SELECT 1 FROM session WHERE id = (state ->> 'session')::bigint
            AND own IN (mentor, mentee) AND (state ->> 'person')::bigint IN (mentor, mentee)))
        -- These may be gone with the step.
        WHEN 'series' THEN EXISTS (SELECT 1 FROM pair WHERE id = whose AND own IN (mentor, mentee))
          AND NOT EXISTS (SELECT 1 FROM series WHERE id = number AND pair <> whose)
        ELSE EXISTS (SELECT 1 FROM pair WHERE id = whose AND own IN (mentor, mentee))
          AND NOT EXISTS (SELECT 1 FROM notebook WHERE id = number AND pair <> whose)
      END;
    END $$
    """,
    """
    CREATE OR REPLACE FUNCTION may_tell(told step) RETURNS boolean LANGUAGE plpgsql STABLE \(definer) AS $$
    DECLARE
      own bigint;
      change jsonb;
      known text[] := '{hours,overrides,absences,policy}';
    BEGIN
      IF (SELECT sees_all FROM overseer) THEN RETURN true; END IF;
      own := (SELECT id FROM viewer);
      IF NOT (
        (told.pair IS NULL OR EXISTS (SELECT 1 FROM pair WHERE id = told.pair AND own IN (mentor, mentee)))
        AND (told.session IS NULL OR EXISTS (SELECT 1 FROM session WHERE id = told.session AND own IN (mentor, mentee)))
        AND (told.target IS NULL OR EXISTS (SELECT 1 FROM step WHERE id = told.target AND actor = \(connected))))
      THEN RETURN false; END IF;
      IF told.changes = '' THEN RETURN true; END IF;
      -- Of two equal keys another reader, as of a copy, may take the other.
      IF NOT is_plain(told.changes::json, 24) THEN RETURN false; END IF;
      FOR change IN SELECT * FROM jsonb_array_elements(told.changes::jsonb) LOOP
        CASE change ->> 'thing'
          WHEN 'session', 'series', 'attendance', 'notebook' THEN
            IF NOT is_theirs(change, own) THEN RETURN false; END IF;
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
    // It takes anybody's number, and would tell of each who meets whom.
    "REVOKE EXECUTE ON FUNCTION is_theirs(jsonb, bigint) FROM PUBLIC",
  ]
}
