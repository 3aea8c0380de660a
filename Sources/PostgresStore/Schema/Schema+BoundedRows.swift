extension Schema {
  /// What members write by plain SQL has an end: a rule gives few sessions, a session some time, and no text nests so deep that whoever
  /// takes it apart, a backup that is restored among them, runs out of room.
  static let boundedRows = [
    """
    ALTER TABLE series ADD CONSTRAINT ends CHECK (rule ~ '^FREQ=(DAILY|WEEKLY|MONTHLY)(;|$)'
      AND rule !~ 'BY(HOUR|MINUTE|SECOND)=' AND rule ~ ';(COUNT=[0-9]{1,3}|UNTIL=[0-9]{8}(T[0-9]{6}Z?)?)(;|$)') NOT VALID
    """,
    """
    ALTER TABLE session ADD CONSTRAINT a_minute CHECK ("end"::bigint - start::bigint >= 60
      AND (agreed_end IS NULL OR agreed_end::bigint - agreed_start::bigint >= 60)) NOT VALID
    """,
    "ALTER TABLE person ADD CONSTRAINT shallow CHECK (absences = '' OR \(isShallow("absences"))) NOT VALID",
    // What is short can't nest so deep, and every booking comes here.
    """
    CREATE OR REPLACE FUNCTION is_list_of_changes(changes text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN
      RETURN changes = '' OR (\(isListOfChanges) AND (octet_length(changes) < 8192 OR \(isShallow("changes"))));
    END $$
    """,
  ]

  private static func isShallow(_ column: String) -> String {
    "NOT jsonb_path_exists(\(column)::jsonb, 'strict $.**{24}')"
  }
}
