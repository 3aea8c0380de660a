extension Schema {
  /// What a booking pays for beside its own rows. A list of more than two values (`IN (…)`), several rows in one statement of
  /// a trigger, and rows that are selected into a guarded table each make SQLite set up a table of its own for that
  /// statement, and so does a delete from a table with references: alternatives and single rows don't. A step is looked for among its actor's, which the stacks' own order
  /// finds; and a person's open requests are found without passing over all their sessions.
  ///
  /// The tables stand here whole, as they did before: SQLite changes no check of a table that is there, and what made earlier versions is
  /// never edited.
  static let leanerBookings =
    """
    CREATE TABLE session_anew (
      id INTEGER PRIMARY KEY,
      uid TEXT NOT NULL,
      pair INTEGER NOT NULL REFERENCES pair,
      mentor INTEGER NOT NULL REFERENCES person,
      mentee INTEGER NOT NULL REFERENCES person CHECK (mentee <> mentor),
      start INTEGER NOT NULL,
      -- At most a day: searches for what overlaps a time need look no further back.
      "end" INTEGER NOT NULL CHECK ("end" > start AND "end" - start <= 86400),
      zone TEXT NOT NULL,
      status TEXT NOT NULL CHECK (\(any("status", ["confirmed", "requested", "countered", "held", "cancelled", "declined",
        "withdrawn", "expired", "missed"]))),
      sequence INTEGER NOT NULL CHECK (sequence >= 0),
      room INTEGER REFERENCES room,
      topic TEXT NOT NULL,
      agenda TEXT NOT NULL,
      mentor_buffer INTEGER NOT NULL CHECK (mentor_buffer >= 0),
      mentee_buffer INTEGER NOT NULL CHECK (mentee_buffer >= 0),
      series INTEGER REFERENCES series,
      original_start INTEGER CHECK ((original_start IS NULL) = (series IS NULL)),
      reason TEXT NOT NULL,
      proposer INTEGER REFERENCES person,
      deadline INTEGER CHECK ((deadline IS NOT NULL) = (\(any("status", ["requested", "countered"])))),
      waivers TEXT,
      message TEXT,
      closed_by INTEGER REFERENCES person,
      closed_at INTEGER,
      agreed TEXT CHECK (agreed IS NULL OR deadline IS NOT NULL)
    ) STRICT;
    INSERT INTO session_anew SELECT id, uid, pair, mentor, mentee, start, "end", zone, status, sequence, room, topic, agenda,
      mentor_buffer, mentee_buffer, series, original_start, reason, proposer, deadline, waivers, message, closed_by, closed_at,
      agreed FROM session;
    DROP TABLE session;
    ALTER TABLE session_anew RENAME TO session;
    CREATE INDEX session_start ON session (start);
    -- With all that the summary of a pair's past needs.
    CREATE INDEX session_pair ON session (pair, start, "end", status);
    CREATE INDEX session_series ON session (series, original_start) WHERE series IS NOT NULL;
    CREATE INDEX session_deadline ON session (deadline) WHERE deadline IS NOT NULL;
    -- With all that a search for them needs, or the table's own order is taken for as good.
    CREATE INDEX hold_request ON hold (person, expires, session) WHERE expires IS NOT NULL;

    CREATE TRIGGER session_deleted BEFORE DELETE ON session BEGIN
      SELECT RAISE(ABORT, 'sessions are cancelled, not deleted');
    END;
    CREATE TRIGGER session_inserted AFTER INSERT ON session WHEN \(isLive) BEGIN
      INSERT INTO hold VALUES
        (NEW.mentor, NEW.start, NEW."end", NEW.id, NEW.mentor_buffer, NEW.deadline IS NOT NULL, NEW.deadline);
      INSERT INTO hold VALUES
        (NEW.mentee, NEW.start, NEW."end", NEW.id, NEW.mentee_buffer, NEW.deadline IS NOT NULL, NEW.deadline);
    END;
    CREATE TRIGGER session_inserted_in_room AFTER INSERT ON session WHEN NEW.room IS NOT NULL AND (\(isLive)) BEGIN
      INSERT INTO room_hold VALUES (NEW.room, NEW.start, NEW."end", NEW.id, NEW.deadline IS NOT NULL, NEW.deadline);
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
        WHERE \(isLive);
      INSERT INTO room_hold SELECT NEW.room, NEW.start, NEW."end", NEW.id, NEW.deadline IS NOT NULL, NEW.deadline
        WHERE NEW.room IS NOT NULL AND (\(isLive));
    END;

    -- Without a reference to step: a delete would look up every row's first, and steps are never deleted.
    CREATE TABLE reversible_anew (
      actor TEXT NOT NULL COLLATE NOCASE,
      direction TEXT NOT NULL CHECK (\(any("direction", ["undo", "redo"]))),
      step INTEGER NOT NULL,
      PRIMARY KEY (actor, direction, step)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO reversible_anew SELECT actor, direction, step FROM reversible;
    DROP TABLE reversible;
    ALTER TABLE reversible_anew RENAME TO reversible;

    CREATE TABLE step_anew (
      id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL COLLATE NOCASE,
      kind TEXT NOT NULL CHECK (\(any("kind", ["action", "undo", "redo"]))),
      command TEXT NOT NULL,
      summary TEXT NOT NULL,
      reason TEXT NOT NULL,
      target INTEGER REFERENCES step CHECK ((target IS NULL) = (kind = 'action')),
      pair INTEGER,
      session INTEGER,
      changes TEXT NOT NULL DEFAULT '[]',
      audience TEXT NOT NULL DEFAULT 'program' CHECK (\(any("audience", ["program", "pair", "author"])))
    ) STRICT;
    INSERT INTO step_anew SELECT id, at, actor, kind, command, summary, reason, target, pair, session, changes, audience FROM step;
    DROP TRIGGER step_kept;
    DROP TABLE step;
    ALTER TABLE step_anew RENAME TO step;
    CREATE INDEX step_session ON step (session) WHERE session IS NOT NULL;
    CREATE UNIQUE INDEX step_target ON step (target) WHERE target IS NOT NULL;
    CREATE TRIGGER step_fixed BEFORE UPDATE ON step BEGIN
      SELECT RAISE(ABORT, 'the history can only be appended to');
    END;
    CREATE TRIGGER step_kept BEFORE DELETE ON step BEGIN
      SELECT RAISE(ABORT, 'the history can only be appended to');
    END;

    """

  static let isLive = any("NEW.status", ["confirmed", "requested", "countered", "held"])

  /// Whether a column has one of the values.
  private static func any(_ column: String, _ values: [String]) -> String {
    values.map { "\(column) = '\($0)'" }.joined(separator: " OR ")
  }
}
