extension Schema {
  /// What pairs keep for themselves stays theirs in the history too: on a server, and in what is copied there. And busy
  /// time as it counts, under the name that a server has it by.
  static let audiences = """
    DROP TRIGGER step_fixed;
    ALTER TABLE step ADD COLUMN audience TEXT NOT NULL DEFAULT 'program'
      CHECK (audience IN ('program', 'pair', 'author'));
    UPDATE step SET audience = CASE
        WHEN changes LIKE '%"feedback"%' THEN 'author' ELSE 'pair' END
      WHERE EXISTS (SELECT 1 FROM json_each(step.changes) WHERE value ->> '$.thing' = 'notebook');
    CREATE TRIGGER step_fixed BEFORE UPDATE ON step BEGIN
      SELECT RAISE(ABORT, 'the history can only be appended to');
    END;

    CREATE VIEW busy_in_force AS
      SELECT source.person, busy.start, busy."end", busy.title, import.longest FROM busy_source AS source
      JOIN busy_generation AS import ON import.source = source.id AND import.generation = source.generation
      JOIN busy ON busy.source = source.id AND busy.generation = source.generation;

    """
}
