extension Schema {
  /// What a version before the 17th left: what is held for nothing is let go of, and what is taken is held. Who was booked twice meanwhile holds
  /// one of the two, and `admin verify` names the other: which of them stays is theirs to say.
  static let heldAnew = ["hold", "room_hold"].flatMap { table in
    let isPerson = table == "hold"
    let columns =
      (isPerson ? ["person"] : ["room"]) + [#"start"#, #""end""#, "session"] + (isPerson ? ["buffer"] : [])
      + ["is_request", "expires"]
    // What a session takes, and what is left of the agreed time of one that is asked to move.
    let wanted = """
      SELECT \(isPerson ? "side.person" : "session.room"), part.start, part."end", session.id AS session,
        \(isPerson ? "side.buffer," : "") part.is_request, part.expires
      FROM session
      \(isPerson ? "CROSS JOIN LATERAL (VALUES (mentor, mentor_buffer), (mentee, mentee_buffer)) AS side (person, buffer)" : "")
      CROSS JOIN LATERAL (VALUES (session.start, session."end", deadline IS NOT NULL, deadline),
        (agreed_start, least(agreed_end, session.start), false, NULL),
        (greatest(agreed_start, session."end"), agreed_end, false, NULL)) AS part (start, "end", is_request, expires)
      WHERE status IN ('requested', 'countered', 'confirmed', 'held') AND part.start < part."end"
      \(isPerson ? "" : "AND session.room IS NOT NULL")
      """
    func same(_ names: [String]) -> String {
      names.map { "wanted.\($0) IS NOT DISTINCT FROM \(table).\($0)" }.joined(separator: " AND ")
    }
    // By what can be hashed, for a large program's sake.
    let place = "wanted.session = \(table).session AND \(same(Array(columns.prefix(4))))"
    let rest = columns.dropFirst(4)
    return [
      "DELETE FROM \(table) WHERE NOT EXISTS (SELECT 1 FROM (\(wanted)) AS wanted WHERE \(place))",
      """
      UPDATE \(table) SET \(rest.map { "\($0) = wanted.\($0)" }.joined(separator: ", "))
        FROM (\(wanted)) AS wanted WHERE \(place) AND NOT (\(same(Array(rest))))
      """,
      // What is agreed comes before what is only asked for.
      """
      INSERT INTO \(table) (\(columns.joined(separator: ", ")))
        SELECT * FROM (\(wanted)) AS wanted WHERE NOT EXISTS (SELECT 1 FROM \(table) WHERE \(place))
        ORDER BY is_request, session ON CONFLICT DO NOTHING
      """,
    ]
  }

  /// By its name in calendars everybody's programs know a session or a series again. It is made of the number, so that nobody names
  /// theirs as another's of the program, to have it taken for cancelled, nor as what is to come, to have that refused; nor so long that no file has room.
  static let ownNames =
    [
      """
      CREATE FUNCTION keep_name() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tandem, pg_temp AS $$ BEGIN
        IF NOT owns() THEN
          RAISE EXCEPTION 'calendars know a % by its number', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NULL;
      END $$
      """,
      "REVOKE EXECUTE ON FUNCTION keep_name() FROM PUBLIC",
    ]
    + ["session", "series"].flatMap { table in
      [
        """
        CREATE TRIGGER named AFTER INSERT ON \(table) FOR EACH ROW WHEN (NOT (\(isNamed(table)))) EXECUTE FUNCTION keep_name()
        """,
        """
        CREATE TRIGGER renamed AFTER UPDATE ON \(table) FOR EACH ROW
        WHEN (OLD.uid IS DISTINCT FROM NEW.uid AND NOT (\(isNamed(table)))) EXECUTE FUNCTION keep_name()
        """,
      ]
    } + [
      named("series", "'series-' || id"),
      named("session", "CASE WHEN series IS NULL THEN 'session-' || id ELSE 'series-' || series END"),
    ]

  /// What was named so before has its own name from now on: first none that another may have, for two can have each other's. A row that
  /// breaks what is asked of rows since it was written stays as it is.
  private static func named(_ table: String, _ name: String) -> String {
    """
    DO $block$
    DECLARE strange bigint[] := ARRAY(SELECT id FROM \(table) WHERE NOT (\(isNamed(table, table))));
      one bigint;
      own text := (SELECT '@' || domain FROM program);
    BEGIN
      FOR round IN 1..2 LOOP
        FOREACH one IN ARRAY strange LOOP
          BEGIN
            UPDATE \(table) SET uid = CASE round WHEN 1 THEN gen_random_uuid()::text ELSE \(name) || own END WHERE id = one;
          EXCEPTION WHEN check_violation OR exclusion_violation THEN NULL;
          END;
        END LOOP;
      END LOOP;
    END $block$
    """
  }

  /// Whether a row's name is made of its number, or of its series's; a name of a session that left a series may stay.
  private static func isNamed(_ table: String, _ row: String = "NEW") -> String {
    let own = "starts_with(\(row).uid, '\(table)-' || \(row).id || '@')"
    let whole =
      table == "series"
      ? own : "(\(own) OR \(row).series IS NOT NULL AND starts_with(\(row).uid, 'series-' || \(row).series || '@'))"
    return "\(whole) AND octet_length(\(row).uid) <= 300"
  }
}
