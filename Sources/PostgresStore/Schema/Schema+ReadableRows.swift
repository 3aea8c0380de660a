extension Schema {
  /// What people write by plain SQL others read: it has the shape that the program writes. Rows that are there already are not
  /// looked at, for whatever is wrong with one must not keep a program from being brought up to date; who reads passes over it.
  static let readableRows = [
    // A request that runs out is written, whatever else stands in it: it must be possible to.
    "UPDATE session SET zone = 'UTC' WHERE NOT (\(isZoneName))",
    """
    ALTER TABLE session
      ADD CONSTRAINT asked_by_own CHECK (CASE WHEN proposer IS NULL THEN deadline IS NULL ELSE proposer IN (mentor, mentee) END)
        NOT VALID,
      ADD CONSTRAINT zone_name CHECK (\(isZoneName)) NOT VALID
    """,
    """
    ALTER TABLE series
      ADD CONSTRAINT at_most_a_day CHECK (length <= 1440) NOT VALID,
      ADD CONSTRAINT zone_name CHECK (\(isZoneName)) NOT VALID
    """,
    "ALTER TABLE notebook ADD CONSTRAINT sound CHECK (\(isEntry)) NOT VALID",
    "ALTER TABLE step DROP CONSTRAINT step_changes_check",
    // A condition of a table is read anew for each statement that writes there; one in a function once a connection.
    """
    CREATE FUNCTION is_list_of_changes(changes text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN
      RETURN changes = '' OR \(isListOfChanges);
    END $$
    """,
    "ALTER TABLE step ADD CONSTRAINT sound CHECK (is_list_of_changes(changes)) NOT VALID",
  ]

  private static let isZoneName = "zone ~ '^[A-Za-z0-9_+/-]{1,60}$'"

  /// What a booking's step is checked by: it takes the text apart once. The strict mode sees a list within the list, and to it a key that
  /// is missing is unknown.
  static let isListOfChanges = """
    NOT jsonb_path_exists(changes::jsonb, 'strict $[*] ? (@.type() != "object" || !(\(isKnown)) || (\(isKnown)) is unknown)')
    """
  private static let isKnown = things.map { #"@.thing == "\#($0)""# }.joined(separator: " || ")
  private static let things = [
    "session", "person", "pair", "room", "series", "attendance", "notebook", "busySource",
  ]

  private static let isEntry = """
    coalesce(jsonb_path_match(content::jsonb, '$.type() == "object"', '{}', true)
      AND content::jsonb - kind = '{}' AND jsonb_path_match(content::jsonb -> kind, CASE kind
        WHEN 'notes' THEN '$.text.type() == "string" && $.links.type() == "array" && !exists($.links[*] ? (@.type() != "string"))'
        WHEN 'action' THEN '$.text.type() == "string"'
        WHEN 'goal' THEN '$.text.type() == "string" && $.progress.type() == "number" && $.progress >= 0 && $.progress <= 100'
        ELSE '$.comment.type() == "string" && $.rating.type() == "number" && $.rating >= 1 && $.rating <= 5
          && $.rating.floor() == $.rating'
      END::jsonpath, '{}', true), false)
    """
}
