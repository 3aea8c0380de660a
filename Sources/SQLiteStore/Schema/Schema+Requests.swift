extension Schema {
  /// Who asks for a session, until when, and what they ask to be waived; and how a session ended. A hold that has
  /// expired is in nobody's way, even before it is let go of.
  static let requests =
    """
    ALTER TABLE session ADD COLUMN proposer INTEGER REFERENCES person;
    ALTER TABLE session ADD COLUMN deadline INTEGER
      CHECK ((deadline IS NOT NULL) = (status IN ('requested', 'countered')));
    ALTER TABLE session ADD COLUMN waivers TEXT;
    ALTER TABLE session ADD COLUMN message TEXT;
    ALTER TABLE session ADD COLUMN closed_by INTEGER REFERENCES person;
    ALTER TABLE session ADD COLUMN closed_at INTEGER;
    CREATE INDEX session_deadline ON session (deadline) WHERE deadline IS NOT NULL;

    ALTER TABLE hold ADD COLUMN expires INTEGER;
    ALTER TABLE room_hold ADD COLUMN expires INTEGER;
    DROP TRIGGER session_inserted;
    DROP TRIGGER session_updated;
    CREATE TRIGGER session_inserted AFTER INSERT ON session
    WHEN NEW.status IN ('requested', 'countered', 'confirmed', 'held')
    BEGIN
      INSERT INTO hold VALUES
        (NEW.mentor, NEW.start, NEW."end", NEW.id, NEW.mentor_buffer, NEW.deadline IS NOT NULL, NEW.deadline),
        (NEW.mentee, NEW.start, NEW."end", NEW.id, NEW.mentee_buffer, NEW.deadline IS NOT NULL, NEW.deadline);
      INSERT INTO room_hold SELECT NEW.room, NEW.start, NEW."end", NEW.id, NEW.deadline IS NOT NULL, NEW.deadline
        WHERE NEW.room IS NOT NULL;
    END;
    CREATE TRIGGER session_updated AFTER UPDATE ON session
    WHEN OLD.mentor <> NEW.mentor OR OLD.mentee <> NEW.mentee OR OLD.start <> NEW.start OR OLD."end" <> NEW."end"
      OR OLD.status <> NEW.status OR OLD.room IS NOT NEW.room OR OLD.id <> NEW.id OR OLD.deadline IS NOT NEW.deadline
      OR OLD.mentor_buffer <> NEW.mentor_buffer OR OLD.mentee_buffer <> NEW.mentee_buffer
    BEGIN
      DELETE FROM hold WHERE person IN (OLD.mentor, OLD.mentee) AND start = OLD.start AND session = OLD.id;
      DELETE FROM room_hold WHERE room = OLD.room AND start = OLD.start AND session = OLD.id;
      INSERT INTO hold SELECT person, NEW.start, NEW."end", NEW.id, buffer, NEW.deadline IS NOT NULL, NEW.deadline
        FROM (SELECT NEW.mentor AS person, NEW.mentor_buffer AS buffer
              UNION ALL SELECT NEW.mentee, NEW.mentee_buffer)
        WHERE NEW.status IN ('requested', 'countered', 'confirmed', 'held');
      INSERT INTO room_hold SELECT NEW.room, NEW.start, NEW."end", NEW.id, NEW.deadline IS NOT NULL, NEW.deadline
        WHERE NEW.room IS NOT NULL AND NEW.status IN ('requested', 'countered', 'confirmed', 'held');
    END;

    """
}
