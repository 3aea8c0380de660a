extension Schema {
  /// Whose something is does not change: else a coordinator, who may write people, pairs and calendars, could make themselves the
  /// one whose notes or titles they want to read, look, and take it back within one transaction.
  static let identities = ownership + removals + stays + calendars

  private static let definer = "SECURITY DEFINER SET search_path = tandem, pg_temp"
  private static let stable = "LANGUAGE plpgsql STABLE \(definer)"

  private static let ownership = [
    // Who could do anything anyhow, and puts right what went wrong.
    """
    CREATE FUNCTION owns() RETURNS boolean \(stable) AS $$ BEGIN
      RETURN pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = 'tandem.person'::regclass), 'MEMBER');
    END $$
    """,
    """
    CREATE OR REPLACE FUNCTION keep_person() RETURNS trigger LANGUAGE plpgsql \(definer) AS $$
    BEGIN
      IF (NEW.id, NEW.login COLLATE "C") IS DISTINCT FROM (OLD.id, OLD.login COLLATE "C") AND NOT owns() THEN
        RAISE EXCEPTION 'a login stays one person''s; who owns the database may change it' USING ERRCODE = 'insufficient_privilege';
      END IF;
      IF NOT coordinates()
        AND (NEW.name, NEW.email, NEW.zone, NEW.role, NEW.grade, NEW.department, NEW.manager,
             NEW.generation, NEW.teaches, NEW.learns, NEW.mentor_capacity, NEW.mentee_capacity)
          IS DISTINCT FROM
            (OLD.name, OLD.email, OLD.zone, OLD.role, OLD.grade, OLD.department, OLD.manager,
             OLD.generation, OLD.teaches, OLD.learns, OLD.mentor_capacity, OLD.mentee_capacity)
      THEN
        RAISE EXCEPTION 'people change their hours; a coordinator changes who they are' USING ERRCODE = 'insufficient_privilege';
      END IF;
      RETURN NEW;
    END $$
    """,
  ]

  /// What was taken away can come back, by an undo or a redo, as what it was and as nothing else.
  private static let removals =
    [
      "CREATE TABLE removed (thing text, id bigint, whose text NOT NULL, PRIMARY KEY (thing, id))",
      "ALTER TABLE removed ENABLE ROW LEVEL SECURITY",
      """
      CREATE FUNCTION keep_removed() RETURNS trigger LANGUAGE plpgsql \(definer) AS $$
      DECLARE gone jsonb := to_jsonb(OLD);
      BEGIN
        INSERT INTO removed VALUES (TG_TABLE_NAME, OLD.id, whose(TG_TABLE_NAME, gone))
          ON CONFLICT (thing, id) DO UPDATE SET whose = excluded.whose;
        RETURN OLD;
      END $$
      """,
      """
      CREATE FUNCTION whose(thing text, found jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE thing WHEN 'person' THEN lower(found ->> 'login') WHEN 'busy_source' THEN found ->> 'person'
          ELSE (found ->> 'mentor') || '/' || (found ->> 'mentee') END
      $$
      """,
      """
      CREATE FUNCTION keep_whose() RETURNS trigger LANGUAGE plpgsql \(definer) AS $$
      DECLARE was text;
      BEGIN
        SELECT whose INTO was FROM removed WHERE thing = TG_TABLE_NAME AND id = NEW.id;
        IF was IS NOT NULL THEN
          IF was IS DISTINCT FROM whose(TG_TABLE_NAME, to_jsonb(NEW)) AND NOT owns() THEN
            RAISE EXCEPTION '% % was another''s', TG_TABLE_NAME, NEW.id USING ERRCODE = 'insufficient_privilege';
          END IF;
        -- Of what was taken away before there was this table, or in another database, nobody knows whose it was.
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
    + ["person", "pair", "busy_source"].flatMap { table in
      [
        "CREATE TRIGGER removed AFTER DELETE ON \(table) FOR EACH ROW EXECUTE FUNCTION keep_removed()",
        "CREATE TRIGGER whose BEFORE INSERT ON \(table) FOR EACH ROW EXECUTE FUNCTION keep_whose()",
      ]
    }

  private static let stays = [
    ("pair", "id, mentor, mentee", "a pair stays its two people''s"),
    ("busy_source", "id, person", "a calendar stays its person''s"),
    ("series", "id, pair", "a series stays with its pair"),
    ("attendance", "session, person", "an answer stays its person''s"),
    ("notebook", "id, pair, session, person, kind", "an entry stays what it is, and whose"),
  ].map { table, columns, words in
    let names = columns.split(separator: ", ")
    let (old, new) = (names.map { "OLD.\($0)" }, names.map { "NEW.\($0)" })
    return """
      CREATE TRIGGER itself BEFORE UPDATE ON \(table) FOR EACH ROW
      WHEN ((\(old.joined(separator: ", "))) IS DISTINCT FROM (\(new.joined(separator: ", "))))
      EXECUTE FUNCTION refuse('\(words)')
      """
  }

  private static let calendars = [
    // In which transaction an import was brought, whoever says what: nobody may write it.
    "ALTER TABLE busy_generation ADD COLUMN written_in xid8",
    "ALTER TABLE busy_generation ALTER written_in SET DEFAULT pg_current_xact_id()",
    // No block outlives its import, to be found under another that takes its number.
    """
    CREATE FUNCTION remove_blocks() RETURNS trigger LANGUAGE plpgsql \(definer) AS $$
    BEGIN
      DELETE FROM busy WHERE source = OLD.source AND generation = OLD.generation;
      RETURN NULL;
    END $$
    """,
    "CREATE TRIGGER blocks AFTER DELETE ON busy_generation FOR EACH ROW EXECUTE FUNCTION remove_blocks()",
    "ALTER TABLE busy_generation ADD CONSTRAINT countable CHECK (generation BETWEEN 0 AND 1000000000000) NOT VALID",
    "ALTER TABLE busy_source ADD CONSTRAINT countable CHECK (generation BETWEEN 0 AND 1000000000000 AND blocks BETWEEN 0 AND 1000000000) NOT VALID",
    // A calendar that was taken away stays whose it was; one that is not there yet is theirs who alone brought its busy time.
    """
    CREATE OR REPLACE FUNCTION source_owner(source bigint) RETURNS bigint \(stable) AS $$ BEGIN
      RETURN coalesce((SELECT person FROM busy_source WHERE id = $1),
        (SELECT whose::bigint FROM removed WHERE thing = 'busy_source' AND id = $1),
        (SELECT min(owner) FROM busy_generation WHERE busy_generation.source = $1
          HAVING count(DISTINCT coalesce(owner, 0)) = 1));
    END $$
    """,
  ]
}
