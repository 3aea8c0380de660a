extension Schema {
  /// Which reminders were given, so that of several programs one gives each.
  static let reminders = """
    CREATE TABLE reminded (
      key TEXT PRIMARY KEY,
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    """
}
