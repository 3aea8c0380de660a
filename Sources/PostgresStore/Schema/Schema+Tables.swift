extension Schema {
  /// Whether a text is empty, or JSON: an array of objects.
  private static func isList(_ column: String) -> String {
    """
    \(column) = '' OR (jsonb_typeof(\(column)::jsonb) = 'array'
      AND NOT jsonb_path_exists(\(column)::jsonb, 'strict $[*] ? (@.type() != "object")'))
    """
  }

  /// Times are seconds since 1970, dates and hours text, as in the embedded store, so that rows can be copied as they are.
  static let tables = [
    "CREATE SCHEMA IF NOT EXISTS tandem",
    "SET LOCAL search_path = tandem",
    "CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA tandem",
    // Logins and names of rooms are the same whatever their case.
    "CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
    // Seconds of the years 1 to 9999: nobody puts a time before others that no calendar has.
    "CREATE DOMAIN moment AS bigint CHECK (VALUE BETWEEN -62135596800 AND 253402300799)",
    "CREATE TABLE format (version bigint PRIMARY KEY, name text NOT NULL, made_at timestamptz NOT NULL DEFAULT now())",
    """
    CREATE TABLE program (
      id bigint PRIMARY KEY CHECK (id = 1),
      name text NOT NULL,
      domain text NOT NULL CHECK (domain <> ''),
      policy text NOT NULL
    )
    """,
    """
    CREATE TABLE person (
      id bigint PRIMARY KEY,
      login text COLLATE nocase NOT NULL UNIQUE CHECK (login <> ''),
      name text COLLATE "C" NOT NULL CHECK (name <> ''),
      email text NOT NULL,
      zone text NOT NULL CHECK (zone <> ''),
      hours text NOT NULL,
      overrides text NOT NULL,
      -- Every reader takes it apart, so that it must not keep others from reading.
      absences text NOT NULL CHECK (\(isList("absences"))),
      role text NOT NULL CHECK (role IN ('member', 'coordinator')),
      grade bigint,
      department text NOT NULL,
      manager bigint REFERENCES person DEFERRABLE INITIALLY DEFERRED CHECK (manager <> id),
      generation text CHECK (generation IN ('boomer', 'x', 'millennial', 'z')),
      teaches text NOT NULL,
      learns text NOT NULL,
      mentor_capacity bigint CHECK (mentor_capacity >= 0),
      mentee_capacity bigint CHECK (mentee_capacity >= 0),
      policy text NOT NULL
    )
    """,
    """
    CREATE TABLE pair (
      id bigint PRIMARY KEY,
      mentor bigint NOT NULL REFERENCES person,
      mentee bigint NOT NULL REFERENCES person CHECK (mentee <> mentor),
      kind text NOT NULL CHECK (kind IN ('reverse', 'traditional', 'peer')),
      topic text NOT NULL,
      cadence text,
      length bigint CHECK (length > 0),
      sessions bigint CHECK (sessions >= 0),
      start text COLLATE "C",
      "end" text COLLATE "C" CHECK ("end" >= start),
      state text NOT NULL CHECK (state IN ('active', 'paused', 'ended')),
      policy text NOT NULL,
      UNIQUE (mentor, mentee),
      UNIQUE (id, mentor, mentee)
    )
    """,
    "CREATE INDEX pair_mentee ON pair (mentee)",
    """
    CREATE TABLE room (
      id bigint PRIMARY KEY,
      name text COLLATE nocase NOT NULL UNIQUE CHECK (name <> ''),
      location text NOT NULL,
      zone text NOT NULL CHECK (zone <> ''),
      capacity bigint NOT NULL CHECK (capacity >= 1),
      hours text
    )
    """,
    """
    CREATE TABLE series (
      id bigint PRIMARY KEY,
      uid text NOT NULL UNIQUE,
      pair bigint NOT NULL REFERENCES pair,
      rule text NOT NULL CHECK (rule <> ''),
      start text NOT NULL CHECK (start LIKE '____-__-__T__:__'),
      zone text NOT NULL CHECK (zone <> ''),
      length bigint NOT NULL CHECK (length > 0),
      UNIQUE (id, pair)
    )
    """,
    "CREATE INDEX series_pair ON series (pair)",
    """
    CREATE TABLE session (
      id bigint PRIMARY KEY,
      uid text NOT NULL,
      pair bigint NOT NULL,
      mentor bigint NOT NULL,
      mentee bigint NOT NULL,
      start moment NOT NULL,
      -- At most a day: searches for what overlaps a time need look no further back.
      "end" moment NOT NULL CHECK ("end" > start AND "end" - start <= 86400),
      zone text NOT NULL,
      status text NOT NULL CHECK (status IN ('requested', 'countered', 'confirmed', 'declined', 'expired',
                                             'withdrawn', 'cancelled', 'held', 'missed')),
      sequence bigint NOT NULL CHECK (sequence BETWEEN 0 AND 2147483647),
      room bigint REFERENCES room,
      topic text NOT NULL,
      agenda text NOT NULL,
      mentor_buffer bigint NOT NULL CHECK (mentor_buffer BETWEEN 0 AND 86400),
      mentee_buffer bigint NOT NULL CHECK (mentee_buffer BETWEEN 0 AND 86400),
      series bigint,
      original_start moment CHECK ((original_start IS NULL) = (series IS NULL)),
      reason text NOT NULL,
      proposer bigint REFERENCES person,
      deadline moment CHECK ((deadline IS NOT NULL) = (status IN ('requested', 'countered'))),
      waivers text,
      message text,
      closed_by bigint REFERENCES person,
      closed_at moment,
      agreed text CHECK (agreed IS NULL OR deadline IS NOT NULL),
      -- Nobody takes another's time by writing a name into their own pair's session.
      FOREIGN KEY (pair, mentor, mentee) REFERENCES pair (id, mentor, mentee),
      FOREIGN KEY (series, pair) REFERENCES series (id, pair),
      UNIQUE (id, pair)
    )
    """,
    "CREATE INDEX session_start ON session (start)",
    // With all that the summary of a pair's past needs, and what says who may see it.
    #"CREATE INDEX session_pair ON session (pair, start, "end", status) INCLUDE (mentor, mentee)"#,
    "CREATE INDEX session_series ON session (series, original_start) WHERE series IS NOT NULL",
    "CREATE INDEX session_deadline ON session (deadline) WHERE deadline IS NOT NULL",
    """
    CREATE TABLE attendance (
      session bigint NOT NULL REFERENCES session,
      person bigint NOT NULL REFERENCES person,
      answer text NOT NULL CHECK (answer IN ('needsAction', 'accepted', 'tentative', 'declined')),
      sequence bigint NOT NULL CHECK (sequence BETWEEN 0 AND 2147483647),
      at moment NOT NULL,
      comment text NOT NULL,
      PRIMARY KEY (session, person)
    )
    """,
    """
    CREATE TABLE notebook (
      id bigint PRIMARY KEY,
      pair bigint NOT NULL REFERENCES pair,
      session bigint,
      person bigint REFERENCES person,
      kind text NOT NULL CHECK (kind IN ('notes', 'action', 'goal', 'feedback')),
      content text NOT NULL,
      CHECK (kind NOT IN ('notes', 'feedback') OR session IS NOT NULL),
      CHECK (kind NOT IN ('action', 'feedback') OR person IS NOT NULL),
      FOREIGN KEY (session, pair) REFERENCES session (id, pair)
    )
    """,
    "CREATE INDEX notebook_pair ON notebook (pair)",
    "CREATE UNIQUE INDEX notebook_notes ON notebook (session) WHERE kind = 'notes'",
    "CREATE UNIQUE INDEX notebook_feedback ON notebook (session, person) WHERE kind = 'feedback'",
    """
    CREATE TABLE busy_source (
      id bigint PRIMARY KEY,
      person bigint NOT NULL REFERENCES person,
      name text NOT NULL,
      generation bigint NOT NULL,
      imported_at moment NOT NULL,
      blocks bigint NOT NULL,
      digest text NOT NULL,
      is_subscribed boolean NOT NULL DEFAULT false,
      stamp text NOT NULL DEFAULT '',
      UNIQUE (person, name)
    )
    """,
    """
    CREATE TABLE busy_generation (
      source bigint NOT NULL,
      generation bigint NOT NULL,
      longest bigint NOT NULL CHECK (longest BETWEEN 1 AND 315537897600),
      -- Who brought it: whose it is while its calendar is not there, before it is added and after it was taken away.
      owner bigint,
      PRIMARY KEY (source, generation)
    )
    """,
    """
    CREATE TABLE busy (
      source bigint NOT NULL,
      generation bigint NOT NULL,
      start moment NOT NULL,
      "end" moment NOT NULL CHECK ("end" > start),
      title text NOT NULL
    )
    """,
    "CREATE INDEX busy_time ON busy (source, generation, start)",
    """
    CREATE TABLE step (
      id bigint PRIMARY KEY,
      at moment NOT NULL,
      actor text COLLATE nocase NOT NULL,
      kind text NOT NULL CHECK (kind IN ('action', 'undo', 'redo')),
      command text NOT NULL,
      summary text NOT NULL,
      reason text NOT NULL,
      target bigint REFERENCES step CHECK ((target IS NULL) = (kind = 'action')),
      pair bigint,
      session bigint,
      audience text NOT NULL CHECK (audience IN ('program', 'pair', 'author')),
      changes text NOT NULL CHECK (\(isList("changes"))),
      -- Names the command that wrote it, so that it can be asked after when the connection was cut.
      token bigint DEFAULT nullif(current_setting('tandem.token', true), '')::bigint
    )
    """,
    "CREATE INDEX step_session ON step (session) WHERE session IS NOT NULL",
    "CREATE INDEX step_pair ON step (pair) WHERE pair IS NOT NULL AND session IS NULL",
    "CREATE UNIQUE INDEX step_target ON step (target) WHERE target IS NOT NULL",
    """
    CREATE TABLE reversible (
      actor text COLLATE nocase NOT NULL,
      direction text NOT NULL CHECK (direction IN ('undo', 'redo')),
      step bigint NOT NULL REFERENCES step,
      PRIMARY KEY (actor, direction, step)
    )
    """,
    "CREATE INDEX reversible_step ON reversible (step)",
    """
    CREATE TABLE reminded (
      key text PRIMARY KEY,
      at moment NOT NULL,
      token bigint DEFAULT nullif(current_setting('tandem.token', true), '')::bigint
    )
    """,
    """
    CREATE TABLE hold (
      person bigint NOT NULL,
      start bigint NOT NULL,
      "end" bigint NOT NULL,
      session bigint NOT NULL,
      buffer bigint NOT NULL,
      is_request boolean NOT NULL,
      expires bigint,
      PRIMARY KEY (person, start),
      CONSTRAINT one_session_at_a_time EXCLUDE USING gist (person WITH =, int8range(start, "end") WITH &&)
    )
    """,
    """
    CREATE TABLE room_hold (
      room bigint NOT NULL,
      start bigint NOT NULL,
      "end" bigint NOT NULL,
      session bigint NOT NULL,
      is_request boolean NOT NULL,
      expires bigint,
      PRIMARY KEY (room, start),
      CONSTRAINT one_session_in_a_room EXCLUDE USING gist (room WITH =, int8range(start, "end") WITH &&)
    )
    """,
  ]
}
