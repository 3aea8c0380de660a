extension Schema {
  /// Of notes and feedback the history tells what those say who write them, and nobody else.
  static let ownNotes = [
    """
    DO $do$
    DECLARE
      known text := pg_get_functiondef('is_theirs'::regproc);
      anew text := replace(known, 'NOT EXISTS (SELECT 1 FROM notebook WHERE id = number AND pair <> whose)',
        $new$NOT EXISTS (SELECT 1 FROM notebook WHERE id = number AND (pair <> whose OR (kind = 'feedback' AND person <> own)))
          -- Feedback is its author's; it may be gone with the step.
          AND NOT EXISTS (SELECT 1 FROM (VALUES (change -> 'before'), (change -> 'after')) AS side (state)
            WHERE (state ->> 'kind' = 'feedback' OR state #> '{content,feedback}' IS NOT NULL)
              AND (state ->> 'person')::bigint IS DISTINCT FROM own)$new$);
    BEGIN
      IF anew = known THEN RAISE EXCEPTION 'is_theirs is not as version 8 made it'; END IF;
      EXECUTE anew;
      -- What is told of a session in the name of the program is told of that session.
      known := pg_get_functiondef('may_report'::regproc);
      anew := replace(known, 'RETURN NOT EXISTS (',
        $new$RETURN (told.session IS NULL OR EXISTS (SELECT 1 FROM jsonb_array_elements(changes) AS change
          WHERE (change #>> '{after,id}')::bigint = told.session)) AND NOT EXISTS ($new$);
      IF anew = known THEN RAISE EXCEPTION 'may_report is not as version 14 made it'; END IF;
      EXECUTE anew;
    END $do$
    """,
    // A thing's name is written out, or has an escape in it: whatever has neither is of no notebook, and is not read through.
    #"""
    CREATE FUNCTION may_oversee(told step) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = tandem, pg_temp AS $$ BEGIN
      IF position('notebook' IN told.changes) = 0 AND position('\u' IN told.changes) = 0 THEN RETURN true; END IF;
      RETURN is_plain(told.changes::json, 24) AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(told.changes::jsonb) AS change
        WHERE change ->> 'thing' = 'notebook' AND NOT coalesce(is_theirs(change, (SELECT id FROM viewer)), false));
    END $$
    """#,
    """
    ALTER POLICY appended ON step WITH CHECK (CASE (SELECT coalesce(known[2], 0) FROM asker WHERE known IS NOT NULL)
      WHEN 0 THEN CASE WHEN \(isOwnStep) THEN may_tell(step) AND (target IS NULL OR may_take_back(target)) ELSE may_report(step) END
      WHEN 1 THEN CASE WHEN \(isOwnStep) THEN (audience = 'program' OR pair = ANY ((SELECT ARRAY(SELECT my_pairs()))::bigint[]))
          AND may_oversee(step) AND (target IS NULL OR may_take_back(target))
        ELSE may_report(step) AND is_plain(coalesce(nullif(changes, ''), '[]')::json, 24) END
      ELSE false END)
    """,
  ]
}
