extension Schema {
  /// A session that is asked to move holds the agreed time as well, but for what the time that is asked for covers of it. Where
  /// somebody has taken an agreed time since, which they could before, it is gone.
  static let agreedHolds = [
    "DROP TRIGGER session_updated ON session",
    "ALTER TABLE session RENAME COLUMN agreed TO agreed_waivers",
    // At most a day, as of any session's time.
    """
    ALTER TABLE session
      ADD COLUMN agreed_start moment CHECK (agreed_start IS NULL OR deadline IS NOT NULL),
      ADD COLUMN agreed_end moment CHECK ((agreed_end IS NULL) = (agreed_start IS NULL)
        AND (agreed_end IS NULL OR (agreed_end > agreed_start AND agreed_end - agreed_start <= 86400)))
    """,
    """
    UPDATE session SET agreed_start = (agreed_waivers::json #>> '{interval,start}')::bigint,
      agreed_end = (agreed_waivers::json #>> '{interval,end}')::bigint,
      agreed_waivers = coalesce(agreed_waivers::json #>> '{waivers}', '[]') WHERE agreed_waivers IS NOT NULL
    """,
    """
    UPDATE session SET agreed_start = NULL, agreed_end = NULL, agreed_waivers = NULL
    WHERE agreed_start IS NOT NULL AND EXISTS (
      SELECT 1 FROM hold WHERE person IN (session.mentor, session.mentee) AND hold.session <> session.id
        AND hold.start < agreed_end AND hold."end" > agreed_start)
    """,
    keepHolds(),
    """
    CREATE TRIGGER session_updated AFTER UPDATE ON session FOR EACH ROW
    WHEN ((OLD.start, OLD."end", OLD.status, OLD.room, OLD.deadline, OLD.mentor_buffer, OLD.mentee_buffer,
        OLD.agreed_start, OLD.agreed_end)
      IS DISTINCT FROM
      (NEW.start, NEW."end", NEW.status, NEW.room, NEW.deadline, NEW.mentor_buffer, NEW.mentee_buffer,
        NEW.agreed_start, NEW.agreed_end))
    EXECUTE FUNCTION keep_holds()
    """,
    // Its holds are made by writing it once more.
    "UPDATE session SET deadline = deadline + 1 WHERE agreed_start IS NOT NULL",
    "UPDATE session SET deadline = deadline - 1 WHERE agreed_start IS NOT NULL",
    // Two stretches of one session are told to be of one, by whose it is and when the time that is asked for begins.
    """
    CREATE OR REPLACE VIEW hold_seen WITH (security_barrier) AS
      SELECT person, start, "end",
        CASE WHEN EXISTS (SELECT 1 FROM session WHERE id = hold.session AND (SELECT me()) IN (mentor, mentee))
            OR (SELECT coordinates()) THEN session
          ELSE -abs(coalesce((SELECT asked.start FROM hold AS asked WHERE NOT hold.is_request
            AND asked.person = hold.person AND asked.expires IS NOT NULL AND asked.session = hold.session), start)) END
          AS session, buffer, is_request, expires
      FROM hold
    """,
  ]

  /// The guard by which holds follow their sessions.
  ///
  /// - Parameter begin: what it does before, after a line break; empty for nothing.
  static func keepHolds(_ begin: String = "") -> String {
    """
    CREATE OR REPLACE FUNCTION keep_holds() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = tandem, pg_temp AS $$
    BEGIN\(begin)
      IF TG_OP = 'UPDATE' THEN
        DELETE FROM hold WHERE person IN (OLD.mentor, OLD.mentee) AND start = OLD.start AND session = OLD.id;
        IF OLD.room IS NOT NULL THEN
          DELETE FROM room_hold WHERE room = OLD.room AND start = OLD.start AND session = OLD.id;
        END IF;
        IF OLD.agreed_start IS NOT NULL THEN
          DELETE FROM hold WHERE person IN (OLD.mentor, OLD.mentee) AND session = OLD.id
            AND start >= OLD.agreed_start AND start < OLD.agreed_end;
          DELETE FROM room_hold WHERE room = OLD.room AND session = OLD.id
            AND start >= OLD.agreed_start AND start < OLD.agreed_end;
        END IF;
      END IF;
      IF NEW.status IN ('requested', 'countered', 'confirmed', 'held') THEN
        INSERT INTO hold VALUES
          (NEW.mentor, NEW.start, NEW."end", NEW.id, NEW.mentor_buffer, NEW.deadline IS NOT NULL, NEW.deadline),
          (NEW.mentee, NEW.start, NEW."end", NEW.id, NEW.mentee_buffer, NEW.deadline IS NOT NULL, NEW.deadline);
        IF NEW.room IS NOT NULL THEN
          INSERT INTO room_hold VALUES (NEW.room, NEW.start, NEW."end", NEW.id, NEW.deadline IS NOT NULL, NEW.deadline);
        END IF;
        IF NEW.agreed_start IS NOT NULL THEN
          INSERT INTO hold SELECT side.person, rest.start, rest."end", NEW.id, side.buffer, false, NULL
            FROM (VALUES (NEW.mentor, NEW.mentor_buffer), (NEW.mentee, NEW.mentee_buffer)) AS side (person, buffer),
              (VALUES (NEW.agreed_start, least(NEW.agreed_end, NEW.start)),
              (greatest(NEW.agreed_start, NEW."end"), NEW.agreed_end)) AS rest (start, "end")
            WHERE rest.start < rest."end";
          INSERT INTO room_hold SELECT NEW.room, rest.start, rest."end", NEW.id, false, NULL
            FROM (VALUES (NEW.agreed_start, least(NEW.agreed_end, NEW.start)),
              (greatest(NEW.agreed_start, NEW."end"), NEW.agreed_end)) AS rest (start, "end")
            WHERE rest.start < rest."end" AND NEW.room IS NOT NULL;
        END IF;
      END IF;
      RETURN NULL;
    END $$
    """
  }
}
