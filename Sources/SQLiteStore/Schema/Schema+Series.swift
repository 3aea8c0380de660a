extension Schema {
  /// Sessions of a series share its uid (RFC 5545, 3.8.4.4), so theirs are not unique any more; and a booking, whose cost
  /// is the pages it changes, keeps only the indexes that something reads: a person's sessions are found through
  /// their pairs, a pair's steps through its sessions, and a step's changes lie in its own row.
  static let seriesAndFewerTrees =
    """
    CREATE TABLE series (
      id INTEGER PRIMARY KEY,
      uid TEXT NOT NULL UNIQUE,
      pair INTEGER NOT NULL REFERENCES pair,
      -- RFC 5545, 3.3.10, always with an end; its occurrences are counted from start, in wall-clock time of the zone.
      rule TEXT NOT NULL CHECK (rule <> ''),
      start TEXT NOT NULL CHECK (start LIKE '____-__-__T__:__'),
      zone TEXT NOT NULL CHECK (zone <> ''),
      length INTEGER NOT NULL CHECK (length > 0)
    ) STRICT;
    CREATE INDEX series_pair ON series (pair);

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
      status TEXT NOT NULL CHECK (status IN ('requested', 'countered', 'confirmed', 'declined', 'expired',
                                             'withdrawn', 'cancelled', 'held', 'missed')),
      sequence INTEGER NOT NULL CHECK (sequence >= 0),
      room INTEGER REFERENCES room,
      topic TEXT NOT NULL,
      agenda TEXT NOT NULL,
      mentor_buffer INTEGER NOT NULL CHECK (mentor_buffer >= 0),
      mentee_buffer INTEGER NOT NULL CHECK (mentee_buffer >= 0),
      series INTEGER REFERENCES series,
      original_start INTEGER CHECK ((original_start IS NULL) = (series IS NULL)),
      reason TEXT NOT NULL
    ) STRICT;
    INSERT INTO session_anew SELECT id, uid, pair, mentor, mentee, start, "end", zone, status, sequence, room, topic,
      agenda, mentor_buffer, mentee_buffer, NULL, NULL, reason FROM session;
    DROP TABLE session;
    ALTER TABLE session_anew RENAME TO session;
    CREATE INDEX session_start ON session (start);
    -- With all that the summary of a pair's past needs.
    CREATE INDEX session_pair ON session (pair, start, "end", status);
    CREATE INDEX session_series ON session (series, original_start) WHERE series IS NOT NULL;

    DROP TRIGGER step_fixed;
    ALTER TABLE step ADD COLUMN changes TEXT NOT NULL DEFAULT '[]';
    UPDATE step SET changes = (
      SELECT json_group_array(json_object('thing', thing, 'before', json(before), 'after', json(after)))
      FROM (SELECT * FROM change WHERE change.step = step.id ORDER BY position));
    DROP TABLE change;
    DROP INDEX step_actor;
    DROP INDEX step_pair;
    CREATE TRIGGER step_fixed BEFORE UPDATE ON step BEGIN
      SELECT RAISE(ABORT, 'the history can only be appended to');
    END;

    """ + sessionGuards
}
