extension Schema {
  /// Of which file of a folder busy time is, so that what one of them told stays while it can't be read.
  static let busyFiles = [
    "ALTER TABLE busy ADD COLUMN file bigint NOT NULL DEFAULT 0",
    // Titles are their owner's alone, also before coordinators.
    """
    CREATE OR REPLACE VIEW busy_in_force WITH (security_barrier) AS
      SELECT source.person, busy.start, busy."end",
        CASE WHEN source.person = (SELECT me()) THEN busy.title ELSE '' END AS title, import.longest,
        source.id AS source, busy.file
      FROM busy_source AS source
      JOIN busy_generation AS import ON import.source = source.id AND import.generation = source.generation
      JOIN busy ON busy.source = source.id AND busy.generation = source.generation
    """,
  ]
}
