extension Schema {
  /// Busy time is brought to one's own calendars alone, also while another's are being brought; and steps tell of what is theirs who do them.
  static let ownCalendars = broughtByTheirOwner + toldOfTheirOwn + digestsAnew

  // MARK: Busy time

  /// Until an import is over nobody else sees whose calendar it is of, and its number is no secret: so whoever brings busy time is asked
  /// at the end, when the calendar is there, and theirs. Until then nobody sees it.
  private static let broughtByTheirOwner = [
    """
    CREATE FUNCTION require_own_calendar() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tandem, pg_temp AS $$
    DECLARE present bigint[] := asker_now();
    BEGIN
      IF present[2] = 1 OR EXISTS (SELECT 1 FROM busy_source WHERE id = NEW.source AND person = present[1])
        OR (NOT EXISTS (SELECT 1 FROM busy_source WHERE id = NEW.source)
          AND EXISTS (SELECT 1 FROM removed WHERE thing = 'busy_source' AND id = NEW.source AND whose = present[1]::text))
      THEN
        RETURN NULL;
      END IF;
      RAISE EXCEPTION 'busy time is of a calendar of one''s own; % is none', NEW.source USING ERRCODE = 'insufficient_privilege';
    END $$
    """,
    "REVOKE EXECUTE ON FUNCTION require_own_calendar() FROM PUBLIC",
    """
    CREATE CONSTRAINT TRIGGER own AFTER INSERT ON busy_generation DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION require_own_calendar()
    """,
  ]

  // MARK: The history

  /// Taking a step back takes what it is about as it is by then, by its number: so the number must be of what the step says it is of.
  private static let toldOfTheirOwn = [
    """
    DO $do$
    DECLARE
      known text := pg_get_functiondef('may_tell'::regproc);
      anew text := replace(known, $old$NOT coalesce((state ->> 'person')::bigint = own, false)$old$,
        $new$NOT coalesce((state ->> 'person')::bigint = own AND source_owner((state ->> 'id')::bigint) = own, false)$new$);
    BEGIN
      IF anew = known THEN RAISE EXCEPTION 'may_tell is not as version 8 made it'; END IF;
      EXECUTE anew;
      known := pg_get_functiondef('may_report'::regproc);
      anew := replace(known, $old$AND generation = (changes #>> '{0,after,generation}')::bigint$old$,
        $new$AND generation = (changes #>> '{0,after,generation}')::bigint AND person = (changes #>> '{0,after,person}')::bigint
            AND id = coalesce((changes #>> '{0,before,id}')::bigint, id)$new$);
      IF anew = known THEN RAISE EXCEPTION 'may_report is not as version 5 made it'; END IF;
      EXECUTE anew;
    END $do$
    """,
    // A coordinator reads no notes, and tells of none but those of their own pairs.
    """
    ALTER POLICY appended ON step WITH CHECK (CASE (SELECT coalesce(known[2], 0) FROM asker WHERE known IS NOT NULL)
      WHEN 0 THEN CASE WHEN \(isOwnStep) THEN may_tell(step) AND (target IS NULL OR may_take_back(target)) ELSE may_report(step) END
      WHEN 1 THEN CASE WHEN \(isOwnStep) THEN (audience = 'program' OR pair = ANY ((SELECT ARRAY(SELECT my_pairs()))::bigint[]))
          AND (target IS NULL OR may_take_back(target))
        ELSE may_report(step) END
      ELSE false END)
    """,
    // When its transaction began is as long ago as its author likes.
    "ALTER TABLE step ALTER taken_down SET DEFAULT clock_timestamp()",
  ]

  // MARK: Digests

  /// What was made of titles until now could be run backwards, from one import to the next. Of the same calendar another is made now.
  private static let digestsAnew = [
    "UPDATE busy_source SET digest = '' WHERE digest <> ''",
    "ALTER TABLE step DISABLE TRIGGER USER",
    """
    UPDATE step SET changes = regexp_replace(changes, '"digest":"[^"\\\\]*"', '"digest":""', 'g')
      WHERE changes LIKE '%"digest":"%'
    """,
    "ALTER TABLE step ENABLE TRIGGER USER",
  ]
}
