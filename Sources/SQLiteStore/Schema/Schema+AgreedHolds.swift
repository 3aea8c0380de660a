extension Schema {
  /// A session that is asked to move holds the agreed time as well, but for what the time that is asked for covers of it. Where
  /// somebody has taken an agreed time since, which they could before, it is gone.
  static let agreedHolds = """
    DROP TRIGGER session_updated;
    ALTER TABLE session RENAME COLUMN agreed TO agreed_waivers;
    ALTER TABLE session ADD COLUMN agreed_start INTEGER CHECK (agreed_start IS NULL OR deadline IS NOT NULL);
    -- At most a day, as of any session's time.
    ALTER TABLE session ADD COLUMN agreed_end INTEGER CHECK ((agreed_end IS NULL) = (agreed_start IS NULL)
      AND (agreed_end IS NULL OR (agreed_end > agreed_start AND agreed_end - agreed_start <= 86400)));
    UPDATE session SET agreed_start = agreed_waivers ->> '$.interval.start', agreed_end = agreed_waivers ->> '$.interval.end',
      agreed_waivers = agreed_waivers ->> '$.waivers' WHERE agreed_waivers IS NOT NULL;
    UPDATE session SET agreed_start = NULL, agreed_end = NULL, agreed_waivers = NULL
      WHERE agreed_start IS NOT NULL AND EXISTS (
        SELECT 1 FROM hold WHERE person IN (session.mentor, session.mentee) AND session <> session.id
          AND start < agreed_end AND start > agreed_start - 86400 AND "end" > agreed_start);

    \(updated)
    \(inserted)
    -- Its holds are made by writing it once more.
    UPDATE session SET deadline = deadline + 1 WHERE agreed_start IS NOT NULL;
    UPDATE session SET deadline = deadline - 1 WHERE agreed_start IS NOT NULL;

    """

  private static let updated = """
    CREATE TRIGGER session_updated AFTER UPDATE ON session
    WHEN OLD.mentor <> NEW.mentor OR OLD.mentee <> NEW.mentee OR OLD.start <> NEW.start OR OLD."end" <> NEW."end"
      OR OLD.status <> NEW.status OR OLD.room IS NOT NEW.room OR OLD.id <> NEW.id OR OLD.deadline IS NOT NEW.deadline
      OR OLD.agreed_start IS NOT NEW.agreed_start OR OLD.agreed_end IS NOT NEW.agreed_end
      OR OLD.mentor_buffer <> NEW.mentor_buffer OR OLD.mentee_buffer <> NEW.mentee_buffer
    BEGIN
      DELETE FROM hold WHERE person IN (OLD.mentor, OLD.mentee) AND start = OLD.start AND session = OLD.id;
      DELETE FROM room_hold WHERE room = OLD.room AND start = OLD.start AND session = OLD.id;
      DELETE FROM hold WHERE person IN (OLD.mentor, OLD.mentee) AND session = OLD.id
        AND start >= OLD.agreed_start AND start < OLD.agreed_end;
      DELETE FROM room_hold WHERE room = OLD.room AND session = OLD.id
        AND start >= OLD.agreed_start AND start < OLD.agreed_end;
      INSERT INTO hold SELECT person, NEW.start, NEW."end", NEW.id, buffer, NEW.deadline IS NOT NULL, NEW.deadline
        FROM (\(people)) WHERE \(isLive);
      INSERT INTO room_hold SELECT NEW.room, NEW.start, NEW."end", NEW.id, NEW.deadline IS NOT NULL, NEW.deadline
        WHERE NEW.room IS NOT NULL AND (\(isLive));
      \(heldRest)
    END;
    """

  /// Of a session that comes with an agreed time, as copies do. One trigger, for each costs every booking a program of its own.
  private static let inserted = """
    CREATE TRIGGER agreed_inserted AFTER INSERT ON session WHEN NEW.agreed_start IS NOT NULL AND (\(isLive)) BEGIN
      \(heldRest)
    END;
    """

  /// What is left of the agreed time before the one that is asked for, and after it.
  private static let heldRest = """
    INSERT INTO hold SELECT person, start, "end", NEW.id, buffer, 0, NULL FROM (\(people)) JOIN (\(rest))
        WHERE start < "end" AND (\(isLive));
      INSERT INTO room_hold SELECT NEW.room, start, "end", NEW.id, 0, NULL FROM (\(rest))
        WHERE start < "end" AND NEW.room IS NOT NULL AND (\(isLive));
    """

  /// No rows without an agreed time: what is compared with nothing is not true.
  private static let rest = """
    SELECT NEW.agreed_start AS start, min(NEW.agreed_end, NEW.start) AS "end"
        UNION ALL SELECT max(NEW.agreed_start, NEW."end"), NEW.agreed_end
    """

  private static let people =
    "SELECT NEW.mentor AS person, NEW.mentor_buffer AS buffer UNION ALL SELECT NEW.mentee, NEW.mentee_buffer"
}
