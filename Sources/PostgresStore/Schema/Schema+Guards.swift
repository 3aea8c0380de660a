import Tables

extension Schema {
  /// What holds even for a plain SQL statement of another program: one person, one session at a time; a history that is only
  /// appended to; and who watches hears of it.
  static let guards =
    NumberedTable.allCases.map { "CREATE SEQUENCE \($0.rawValue)_number AS bigint" } + [
      // The holds follow their sessions, whoever writes those, and nobody writes them by hand.
      """
      CREATE FUNCTION keep_holds() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tandem, pg_temp AS $$
      BEGIN
        IF TG_OP = 'UPDATE' THEN
          DELETE FROM hold WHERE person IN (OLD.mentor, OLD.mentee) AND start = OLD.start AND session = OLD.id;
          IF OLD.room IS NOT NULL THEN
            DELETE FROM room_hold WHERE room = OLD.room AND start = OLD.start AND session = OLD.id;
          END IF;
        END IF;
        IF NEW.status IN ('requested', 'countered', 'confirmed', 'held') THEN
          INSERT INTO hold VALUES
            (NEW.mentor, NEW.start, NEW."end", NEW.id, NEW.mentor_buffer, NEW.deadline IS NOT NULL, NEW.deadline),
            (NEW.mentee, NEW.start, NEW."end", NEW.id, NEW.mentee_buffer, NEW.deadline IS NOT NULL, NEW.deadline);
          IF NEW.room IS NOT NULL THEN
            INSERT INTO room_hold VALUES (NEW.room, NEW.start, NEW."end", NEW.id, NEW.deadline IS NOT NULL, NEW.deadline);
          END IF;
        END IF;
        RETURN NULL;
      END $$
      """,
      "CREATE TRIGGER session_inserted AFTER INSERT ON session FOR EACH ROW EXECUTE FUNCTION keep_holds()",
      """
      CREATE TRIGGER session_updated AFTER UPDATE ON session FOR EACH ROW
      WHEN ((OLD.start, OLD."end", OLD.status, OLD.room, OLD.deadline, OLD.mentor_buffer, OLD.mentee_buffer)
        IS DISTINCT FROM (NEW.start, NEW."end", NEW.status, NEW.room, NEW.deadline, NEW.mentor_buffer, NEW.mentee_buffer))
      EXECUTE FUNCTION keep_holds()
      """,
      """
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation'; END $$
      """,
      """
      CREATE TRIGGER session_kept BEFORE DELETE OR TRUNCATE ON session FOR EACH STATEMENT
      EXECUTE FUNCTION refuse('sessions are cancelled, not deleted')
      """,
      """
      CREATE TRIGGER session_itself BEFORE UPDATE ON session FOR EACH ROW
      WHEN ((OLD.id, OLD.pair, OLD.mentor, OLD.mentee) IS DISTINCT FROM (NEW.id, NEW.pair, NEW.mentor, NEW.mentee))
      EXECUTE FUNCTION refuse('a session stays with its pair')
      """,
      """
      CREATE TRIGGER step_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON step FOR EACH STATEMENT
      EXECUTE FUNCTION refuse('the history can only be appended to')
      """,
      // Our own program tells once it has committed, which costs no commit of others; any other program's changes are told here.
      """
      CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF current_setting('tandem.tells', true) IS DISTINCT FROM 'on' THEN PERFORM pg_notify('tandem', ''); END IF;
        RETURN NULL;
      END $$
      """,
    ]
    + ["program", "person", "pair", "room", "session", "busy_source", "notebook"].map { table in
      "CREATE TRIGGER tell AFTER INSERT OR UPDATE OR DELETE ON \(table) FOR EACH STATEMENT EXECUTE FUNCTION tell()"
    } + [
      // Locks: the program's is shared by those who change one pair; people before rooms, by their ids.
      """
      CREATE FUNCTION lock_program() RETURNS void LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock(4611686018427387904) $$
      """,
      """
      CREATE FUNCTION lock_pair(asked bigint, room bigint) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = tandem, pg_temp AS $$
      DECLARE one pair;
      BEGIN
        PERFORM pg_advisory_xact_lock_shared(4611686018427387904);
        -- Only who may know of it: what is locked is seen by all (pg_locks).
        SELECT * INTO one FROM pair WHERE id = asked AND (coordinates() OR me() IN (mentor, mentee));
        PERFORM pg_advisory_xact_lock(least(one.mentor, one.mentee) * 2), pg_advisory_xact_lock(greatest(one.mentor, one.mentee) * 2);
        IF room IS NOT NULL THEN PERFORM pg_advisory_xact_lock(room * 2 + 1); END IF;
      END $$
      """,
      """
      CREATE FUNCTION lock_session(asked bigint) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = tandem, pg_temp AS $$
      DECLARE one session;
      BEGIN
        SELECT * INTO one FROM session WHERE id = asked AND (coordinates() OR me() IN (mentor, mentee));
        PERFORM lock_pair(one.pair, one.room);
      END $$
      """,
    ]
}
