extension Schema {
  /// Whose something was is known from the moment in which it is taken away, also within one statement; and feedback stands from the
  /// moment that both are there, however the two came at once.
  static let lastingOwners = removals + feedback + secrets

  private static let definer = "SECURITY DEFINER SET search_path = tandem, pg_temp"

  private static let removals =
    // A statement may delete a row and insert it anew: what is noted after it comes too late.
    ["person", "pair", "busy_source"].flatMap { table in
      ["DROP TRIGGER removed ON \(table)", removed(table)]
    } + [
      """
      CREATE OR REPLACE FUNCTION whose(thing text, found jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
        SELECT CASE thing WHEN 'person' THEN lower(found ->> 'login') WHEN 'busy_source' THEN found ->> 'person'
          WHEN 'series' THEN found ->> 'pair'
          WHEN 'notebook' THEN concat_ws('/', found ->> 'pair', found ->> 'kind', found ->> 'session', found ->> 'person')
          ELSE (found ->> 'mentor') || '/' || (found ->> 'mentee') END
      $$
      """
    ]
    + ["series", "notebook"].flatMap { table in
      [
        removed(table),
        "CREATE TRIGGER whose BEFORE INSERT ON \(table) FOR EACH ROW EXECUTE FUNCTION keep_whose()",
      ]
    }

  private static func removed(_ table: String) -> String {
    "CREATE TRIGGER removed BEFORE DELETE ON \(table) FOR EACH ROW EXECUTE FUNCTION keep_removed()"
  }

  private static let feedback = [
    // Two who give theirs at once don't see each other's, and mark neither.
    """
    CREATE FUNCTION keep_feedback() RETURNS trigger LANGUAGE plpgsql \(definer) AS $$
    BEGIN
      IF OLD.stands OR EXISTS (SELECT 1 FROM notebook
          WHERE kind = 'feedback' AND session = OLD.session AND person <> OLD.person)
      THEN
        RAISE EXCEPTION 'feedback stands once both have given it' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END $$
    """,
    "DROP TRIGGER stood ON notebook",
    "DROP TRIGGER stood_last ON notebook",
    """
    CREATE TRIGGER stood BEFORE UPDATE ON notebook FOR EACH ROW
    WHEN (OLD.kind = 'feedback' AND NEW.content <> OLD.content) EXECUTE FUNCTION keep_feedback()
    """,
    """
    CREATE TRIGGER stood_last BEFORE DELETE ON notebook FOR EACH ROW
    WHEN (OLD.kind = 'feedback') EXECUTE FUNCTION keep_feedback()
    """,
  ]

  private static let secrets = [
    // It takes anybody's number, and would tell of each who meets whom.
    "REVOKE EXECUTE ON FUNCTION is_theirs(jsonb, bigint) FROM PUBLIC"
  ]
}
