extension Schema {
  /// What people answered to invitations (RFC 5546), each to a session as it stood.
  static let answers = """
    CREATE TABLE attendance (
      session INTEGER NOT NULL REFERENCES session,
      person INTEGER NOT NULL REFERENCES person,
      answer TEXT NOT NULL CHECK (answer IN ('needsAction', 'accepted', 'tentative', 'declined')),
      sequence INTEGER NOT NULL CHECK (sequence >= 0),
      at INTEGER NOT NULL,
      comment TEXT NOT NULL,
      PRIMARY KEY (session, person)
    ) STRICT, WITHOUT ROWID;
    """
}
