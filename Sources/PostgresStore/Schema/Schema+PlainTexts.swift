extension Schema {
  /// What is told twice within one text, the server and the program may take for two things: of equal keys it takes the last, and a
  /// decoder the first. And nothing nests so deep that whoever takes it apart, a backup that is restored among them, runs out of room.
  static let plainTexts = [
    """
    CREATE FUNCTION is_plain(told json, room integer) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN
      IF room < 1 THEN RETURN false; END IF;
      RETURN CASE json_typeof(told)
        WHEN 'object' THEN (SELECT count(*) = count(DISTINCT key) AND coalesce(bool_and(tandem.is_plain(value, room - 1)), true)
          FROM json_each(told))
        WHEN 'array' THEN (SELECT coalesce(bool_and(tandem.is_plain(value, room - 1)), true) FROM json_array_elements(told))
        ELSE true END;
    END $$
    """,
    // Rows that are there must stay to be written, whatever else of them is changed.
    """
    DO $$
    DECLARE
      one record;
      is_fine boolean;
    BEGIN
      FOR one IN SELECT id, absences FROM person WHERE absences <> '' LOOP
        BEGIN
          is_fine := is_plain(one.absences::json, \(depth));
        EXCEPTION WHEN statement_too_complex THEN is_fine := false;
        END;
        IF NOT is_fine THEN UPDATE person SET absences = '' WHERE id = one.id; END IF;
      END LOOP;
    END $$
    """,
    "ALTER TABLE notebook DISABLE TRIGGER USER",
    "UPDATE notebook SET content = content::jsonb::text WHERE NOT is_plain(content::json, \(depth))",
    "ALTER TABLE notebook ENABLE TRIGGER USER",
    "ALTER TABLE notebook ADD CONSTRAINT plain CHECK (tandem.is_plain(content::json, \(depth))) NOT VALID",
    "ALTER TABLE person ADD CONSTRAINT plain CHECK (absences = '' OR tandem.is_plain(absences::json, \(depth))) NOT VALID",
    // Every booking comes here with a short one, and whoever reads it reads it as the server does.
    """
    CREATE OR REPLACE FUNCTION is_list_of_changes(changes text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN
      RETURN changes = '' OR (\(isListOfChanges)
        AND (octet_length(changes) < 8192 OR NOT jsonb_path_exists(changes::jsonb, 'strict $.**{\(depth)}')));
    END $$
    """,
    // A rule gives few sessions, and ends.
    """
    ALTER TABLE series ADD CONSTRAINT ends CHECK (rule ~ '^FREQ=(DAILY|WEEKLY|MONTHLY)(;|$)'
      AND rule !~ 'BY(HOUR|MINUTE|SECOND)=' AND rule ~ ';(COUNT=[0-9]{1,3}|UNTIL=[0-9]{8}(T[0-9]{6}Z?)?)(;|$)') NOT VALID
    """,
  ]

  /// Levels; the program writes six.
  private static let depth = 24
}
