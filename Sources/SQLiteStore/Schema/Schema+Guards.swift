extension Schema {
  /// The rules that hold even for a plain SQL statement of another program.
  ///
  /// A person's holds never overlap, so the latest one that starts before a new one's end is the only one that could.
  static let guards = """
    CREATE TRIGGER hold_overlap BEFORE INSERT ON hold
    WHEN (SELECT "end" FROM hold WHERE person = NEW.person AND start < NEW."end" ORDER BY start DESC LIMIT 1) > NEW.start
    BEGIN
      SELECT RAISE(ABORT, 'overlap: the person has another session at that time');
    END;
    CREATE TRIGGER room_hold_overlap BEFORE INSERT ON room_hold
    WHEN (SELECT "end" FROM room_hold WHERE room = NEW.room AND start < NEW."end" ORDER BY start DESC LIMIT 1) > NEW.start
    BEGIN
      SELECT RAISE(ABORT, 'overlap: the room is taken at that time');
    END;
    CREATE TRIGGER hold_fixed BEFORE UPDATE ON hold BEGIN
      SELECT RAISE(ABORT, 'holds follow their session; change that');
    END;
    CREATE TRIGGER room_hold_fixed BEFORE UPDATE ON room_hold BEGIN
      SELECT RAISE(ABORT, 'holds follow their session; change that');
    END;

    CREATE TRIGGER step_fixed BEFORE UPDATE ON step BEGIN
      SELECT RAISE(ABORT, 'the history can only be appended to');
    END;
    CREATE TRIGGER step_kept BEFORE DELETE ON step BEGIN
      SELECT RAISE(ABORT, 'the history can only be appended to');
    END;
    CREATE TRIGGER change_fixed BEFORE UPDATE ON change BEGIN
      SELECT RAISE(ABORT, 'the history can only be appended to');
    END;
    CREATE TRIGGER change_kept BEFORE DELETE ON change BEGIN
      SELECT RAISE(ABORT, 'the history can only be appended to');
    END;
    """

  /// What keeps the holds in step with the sessions.
  static let sessionGuards = """
    CREATE TRIGGER session_inserted AFTER INSERT ON session
    WHEN NEW.status IN ('requested', 'countered', 'confirmed', 'held')
    BEGIN
      INSERT INTO hold VALUES
        (NEW.mentor, NEW.start, NEW."end", NEW.id, NEW.mentor_buffer, NEW.status IN ('requested', 'countered')),
        (NEW.mentee, NEW.start, NEW."end", NEW.id, NEW.mentee_buffer, NEW.status IN ('requested', 'countered'));
      INSERT INTO room_hold SELECT NEW.room, NEW.start, NEW."end", NEW.id, NEW.status IN ('requested', 'countered')
        WHERE NEW.room IS NOT NULL;
    END;
    CREATE TRIGGER session_updated AFTER UPDATE ON session
    WHEN OLD.mentor <> NEW.mentor OR OLD.mentee <> NEW.mentee OR OLD.start <> NEW.start OR OLD."end" <> NEW."end"
      OR OLD.status <> NEW.status OR OLD.room IS NOT NEW.room OR OLD.id <> NEW.id
      OR OLD.mentor_buffer <> NEW.mentor_buffer OR OLD.mentee_buffer <> NEW.mentee_buffer
    BEGIN
      DELETE FROM hold WHERE person IN (OLD.mentor, OLD.mentee) AND start = OLD.start AND session = OLD.id;
      DELETE FROM room_hold WHERE room = OLD.room AND start = OLD.start AND session = OLD.id;
      INSERT INTO hold SELECT person, NEW.start, NEW."end", NEW.id, buffer, NEW.status IN ('requested', 'countered')
        FROM (SELECT NEW.mentor AS person, NEW.mentor_buffer AS buffer
              UNION ALL SELECT NEW.mentee, NEW.mentee_buffer)
        WHERE NEW.status IN ('requested', 'countered', 'confirmed', 'held');
      INSERT INTO room_hold SELECT NEW.room, NEW.start, NEW."end", NEW.id, NEW.status IN ('requested', 'countered')
        WHERE NEW.room IS NOT NULL AND NEW.status IN ('requested', 'countered', 'confirmed', 'held');
    END;
    CREATE TRIGGER session_deleted BEFORE DELETE ON session BEGIN
      SELECT RAISE(ABORT, 'sessions are cancelled, not deleted');
    END;
    """
}
