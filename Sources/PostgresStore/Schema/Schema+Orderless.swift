extension Schema {
  /// No index has an order of what is hidden, and what a row must say means the same whoever writes it.
  static let orderless = onceEach + uncountedThere + placed

  /// A digest in order is asked before any policy, too, as the server trusts the function that makes it, and told digit by digit, then
  /// guessed at leisure. A hash index has no order: it answers only to whoever knows all of what they ask for.
  private static let onceEach = [
    "DROP INDEX busy_source_name",
    """
    ALTER TABLE busy_source ADD CONSTRAINT busy_source_name
      EXCLUDE USING hash ((md5(person::text || ' ' || name)) WITH =)
    """,
    "CREATE INDEX busy_source_person ON busy_source (person)",
    "DROP INDEX series_uid",
    "ALTER TABLE series ADD CONSTRAINT series_uid EXCLUDE USING hash (uid WITH =)",
    "DROP INDEX reminded_once, reminded_key",
    "ALTER TABLE reminded ADD CONSTRAINT reminded_once EXCLUDE USING hash (key WITH =)",
  ]

  /// What an index is made of is counted as a column is.
  private static let uncountedThere = ["ALTER INDEX busy_source_name ALTER COLUMN 1 SET STATISTICS 0"]

  /// A table's conditions are asked where the writer looks for functions: in a schema of their own there may be another of that name.
  private static let placed =
    ["is_list_of_changes(text)", "whose(text, jsonb)"].map {
      "ALTER FUNCTION \($0) SET search_path = pg_catalog, pg_temp"
    } + [
      // It calls itself for each part of a text, and a path costs each call as much as the call. What is compiled for the writer stays for the
      // owner's functions within a session: so types have their place here, too.
      """
      CREATE OR REPLACE FUNCTION is_plain(told json, room integer) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
      DECLARE kind pg_catalog.text := pg_catalog.json_typeof(told);
      BEGIN
        IF room OPERATOR(pg_catalog.<) 1 THEN RETURN false; END IF;
        IF kind OPERATOR(pg_catalog.=) 'object'::pg_catalog.text THEN
          RETURN (SELECT pg_catalog.count(*) OPERATOR(pg_catalog.=) pg_catalog.count(DISTINCT key)
              AND coalesce(pg_catalog.bool_and(tandem.is_plain(value, room OPERATOR(pg_catalog.-) 1)), true)
            FROM pg_catalog.json_each(told));
        END IF;
        IF kind OPERATOR(pg_catalog.=) 'array'::pg_catalog.text THEN
          RETURN (SELECT coalesce(pg_catalog.bool_and(tandem.is_plain(value, room OPERATOR(pg_catalog.-) 1)), true)
            FROM pg_catalog.json_array_elements(told));
        END IF;
        RETURN true;
      END $$
      """
    ]
}
