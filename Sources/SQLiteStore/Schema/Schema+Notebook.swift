extension Schema {
  /// What pairs keep for themselves: one row an entry, its content as JSON, for nothing ever searches in it.
  static let notebook = """
    CREATE TABLE notebook (
      id INTEGER PRIMARY KEY,
      pair INTEGER NOT NULL REFERENCES pair,
      session INTEGER REFERENCES session,
      person INTEGER REFERENCES person,
      kind TEXT NOT NULL CHECK (kind IN ('notes', 'action', 'goal', 'feedback')),
      content TEXT NOT NULL,
      CHECK (kind NOT IN ('notes', 'feedback') OR session IS NOT NULL),
      CHECK (kind NOT IN ('action', 'feedback') OR person IS NOT NULL)
    ) STRICT;
    CREATE INDEX notebook_pair ON notebook (pair);
    CREATE UNIQUE INDEX notebook_notes ON notebook (session) WHERE kind = 'notes';
    CREATE UNIQUE INDEX notebook_feedback ON notebook (session, person) WHERE kind = 'feedback';

    """
}
