extension Schema {
  /// The time that a session had before one side asked to move it, as JSON: it stands again when the answer is no.
  static let agreedTimes = "ALTER TABLE session ADD COLUMN agreed TEXT CHECK (agreed IS NULL OR deadline IS NOT NULL);"
}
