extension Schema {
  /// A calendar that is read again when its files change, and what they were like when they were read.
  static let subscriptions = """
    ALTER TABLE busy_source ADD COLUMN is_subscribed INTEGER NOT NULL DEFAULT 0 CHECK (is_subscribed IN (0, 1));
    ALTER TABLE busy_source ADD COLUMN stamp TEXT NOT NULL DEFAULT '';
    """
}
