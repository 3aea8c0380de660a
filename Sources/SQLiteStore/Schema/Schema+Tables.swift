extension Schema {
  /// Times are seconds since 1970; dates and hours are text as people write them; lists of skills are joined by `;`.
  static let firstTables = """
    CREATE TABLE program (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      name TEXT NOT NULL,
      domain TEXT NOT NULL CHECK (domain <> ''),
      policy TEXT NOT NULL
    ) STRICT;

    CREATE TABLE person (
      id INTEGER PRIMARY KEY,
      login TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (login <> ''),
      name TEXT NOT NULL CHECK (name <> ''),
      email TEXT NOT NULL,
      zone TEXT NOT NULL CHECK (zone <> ''),
      hours TEXT NOT NULL,
      overrides TEXT NOT NULL,
      absences TEXT NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('member', 'coordinator')),
      grade INTEGER,
      department TEXT NOT NULL,
      manager INTEGER REFERENCES person DEFERRABLE INITIALLY DEFERRED CHECK (manager <> id),
      generation TEXT CHECK (generation IN ('boomer', 'x', 'millennial', 'z')),
      teaches TEXT NOT NULL,
      learns TEXT NOT NULL,
      mentor_capacity INTEGER CHECK (mentor_capacity >= 0),
      mentee_capacity INTEGER CHECK (mentee_capacity >= 0),
      policy TEXT NOT NULL
    ) STRICT;

    CREATE TABLE pair (
      id INTEGER PRIMARY KEY,
      mentor INTEGER NOT NULL REFERENCES person,
      mentee INTEGER NOT NULL REFERENCES person CHECK (mentee <> mentor),
      kind TEXT NOT NULL CHECK (kind IN ('reverse', 'traditional', 'peer')),
      topic TEXT NOT NULL,
      cadence TEXT,
      length INTEGER CHECK (length > 0),
      sessions INTEGER CHECK (sessions >= 0),
      start TEXT,
      "end" TEXT CHECK ("end" >= start),
      state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'ended')),
      policy TEXT NOT NULL,
      UNIQUE (mentor, mentee)
    ) STRICT;
    CREATE INDEX pair_mentee ON pair (mentee);

    CREATE TABLE room (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (name <> ''),
      location TEXT NOT NULL,
      zone TEXT NOT NULL CHECK (zone <> ''),
      capacity INTEGER NOT NULL CHECK (capacity >= 1),
      hours TEXT
    ) STRICT;

    CREATE TABLE session (
      id INTEGER PRIMARY KEY,
      uid TEXT NOT NULL UNIQUE,
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
      series TEXT,
      original_start INTEGER,
      reason TEXT NOT NULL
    ) STRICT;
    CREATE INDEX session_start ON session (start);
    -- With all that the summary of a pair's past needs.
    CREATE INDEX session_pair ON session (pair, start, "end", status);
    CREATE INDEX session_mentor ON session (mentor, start);
    CREATE INDEX session_mentee ON session (mentee, start);
    CREATE INDEX session_series ON session (series) WHERE series IS NOT NULL;

    -- The time that live sessions take of their people and rooms: kept by triggers on session, never written by hand.
    CREATE TABLE hold (
      person INTEGER NOT NULL REFERENCES person,
      start INTEGER NOT NULL,
      "end" INTEGER NOT NULL,
      session INTEGER NOT NULL REFERENCES session,
      buffer INTEGER NOT NULL,
      is_request INTEGER NOT NULL,
      PRIMARY KEY (person, start)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE room_hold (
      room INTEGER NOT NULL REFERENCES room,
      start INTEGER NOT NULL,
      "end" INTEGER NOT NULL,
      session INTEGER NOT NULL REFERENCES session,
      is_request INTEGER NOT NULL,
      PRIMARY KEY (room, start)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE busy_source (
      id INTEGER PRIMARY KEY,
      person INTEGER NOT NULL REFERENCES person,
      name TEXT NOT NULL,
      generation INTEGER NOT NULL,
      imported_at INTEGER NOT NULL,
      blocks INTEGER NOT NULL,
      digest TEXT NOT NULL,
      UNIQUE (person, name)
    ) STRICT;
    -- Each import of a source; the longest of its blocks bounds how far back a search must look.
    CREATE TABLE busy_generation (
      source INTEGER NOT NULL,
      generation INTEGER NOT NULL,
      longest INTEGER NOT NULL,
      PRIMARY KEY (source, generation)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE busy (
      source INTEGER NOT NULL,
      generation INTEGER NOT NULL,
      start INTEGER NOT NULL,
      "end" INTEGER NOT NULL CHECK ("end" > start),
      title TEXT NOT NULL
    ) STRICT;
    CREATE INDEX busy_time ON busy (source, generation, start);

    CREATE TABLE step (
      id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL COLLATE NOCASE,
      kind TEXT NOT NULL CHECK (kind IN ('action', 'undo', 'redo')),
      command TEXT NOT NULL,
      summary TEXT NOT NULL,
      reason TEXT NOT NULL,
      target INTEGER REFERENCES step CHECK ((target IS NULL) = (kind = 'action')),
      pair INTEGER,
      session INTEGER
    ) STRICT;
    CREATE INDEX step_actor ON step (actor);
    CREATE INDEX step_pair ON step (pair) WHERE pair IS NOT NULL;
    CREATE INDEX step_session ON step (session) WHERE session IS NOT NULL;
    CREATE TABLE change (
      step INTEGER NOT NULL REFERENCES step,
      position INTEGER NOT NULL,
      thing TEXT NOT NULL CHECK (thing IN ('person', 'pair', 'room', 'session', 'busySource')),
      before TEXT,
      after TEXT CHECK (before IS NOT NULL OR after IS NOT NULL),
      PRIMARY KEY (step, position)
    ) STRICT, WITHOUT ROWID;

    -- What each actor's next undo and redo would reverse: the top of two stacks, which the history also tells.
    CREATE TABLE reversible (
      actor TEXT NOT NULL COLLATE NOCASE,
      direction TEXT NOT NULL CHECK (direction IN ('undo', 'redo')),
      step INTEGER NOT NULL REFERENCES step,
      PRIMARY KEY (actor, direction, step)
    ) STRICT, WITHOUT ROWID;

    -- The last id that was given out, also to what was taken back since.
    CREATE TABLE counter (
      name TEXT PRIMARY KEY,
      value INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """
}
