import Tables

extension Schema {
  /// What members write by plain SQL is of their own things, and can be read by others.
  static let ownThings =
    numbers + [
      // A part of it is left out for others, which writes its numbers in full: of nine letters come a hundred thousand digits.
      #"""
      ALTER TABLE person ADD CONSTRAINT plain_numbers
        CHECK (regexp_replace(absences, '"(?:[^"\\]|\\.)*"', '', 'g') !~ '[0-9.][eE]') NOT VALID
      """#,
      // Of a session, and what hangs on it, only where it is one of theirs: whoever takes the step back would do it to another's, and who
      // asks whether they may tell it would learn what another's has come to.
      """
      CREATE FUNCTION is_theirs(change jsonb, own bigint) RETURNS boolean \(stable) AS $$
      DECLARE
        number bigint := coalesce((change #>> '{after,id}')::bigint, (change #>> '{before,id}')::bigint);
        whose bigint := coalesce((change #>> '{after,pair}')::bigint, (change #>> '{before,pair}')::bigint);
      BEGIN
        IF (change #>> '{before,id}')::bigint <> number OR (change #>> '{before,pair}')::bigint <> whose THEN RETURN false; END IF;
        RETURN CASE change ->> 'thing'
          WHEN 'session' THEN EXISTS (SELECT 1 FROM session WHERE id = number AND pair = whose AND own IN (mentor, mentee))
          WHEN 'attendance' THEN EXISTS (SELECT 1 FROM session WHERE own IN (mentor, mentee)
            AND id = coalesce((change #>> '{after,session}')::bigint, (change #>> '{before,session}')::bigint))
          -- These may be gone with the step.
          WHEN 'series' THEN EXISTS (SELECT 1 FROM pair WHERE id = whose AND own IN (mentor, mentee))
            AND NOT EXISTS (SELECT 1 FROM series WHERE id = number AND pair <> whose)
          ELSE EXISTS (SELECT 1 FROM pair WHERE id = whose AND own IN (mentor, mentee))
            AND NOT EXISTS (SELECT 1 FROM notebook WHERE id = number AND pair <> whose)
        END;
      END $$
      """,
      """
      CREATE OR REPLACE FUNCTION may_tell(told step) RETURNS boolean \(stable) AS $$
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
    ]

  private static let stable = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = tandem, pg_temp"

  /// None below one: they are given out from there on.
  private static let numbers =
    (NumberedTable.allCases.map { ("\($0.rawValue)", "id", $0) } + [("busy_generation", "source", .busySource)])
    .map { table, column, numbers in
      """
      ALTER POLICY numbered ON \(table)
        WITH CHECK (\(column) BETWEEN 1 AND (SELECT pg_sequence_last_value('\(numbers.rawValue)_number'::regclass)))
      """
    }
}
