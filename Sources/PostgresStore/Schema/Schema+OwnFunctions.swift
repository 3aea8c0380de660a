extension Schema {
  /// A step tells a list of changes, if an empty one; nothing at all the program can't read. Who owns the program brings in what an earlier
  /// version took.
  static let toldSteps = ["CREATE POLICY told ON step AS RESTRICTIVE FOR INSERT WITH CHECK (changes <> '')"]

  /// What the owner's own functions and guards call, and nobody else; not among the guards, which are nobody's (`ownTables`).
  private static let withheld = ["asker_now()", "is_theirs(jsonb, bigint)", "note_insider(text)"]

  /// The functions are called by who is let in. A server lets everybody call a new one, and asks for that right each time a statement that was
  /// planned before runs: so who is let in no more calls none from their next transaction on, whatever it would answer them.
  ///
  /// Anew at each migration, for a database may have been restored without its rights. What came with an extension is as harmless as the server's own.
  static func functionGrants(to group: String) -> String {
    """
    DO $$
    DECLARE called regprocedure;
    BEGIN
      FOR called IN SELECT oid FROM pg_proc WHERE pronamespace = 'tandem'::regnamespace AND NOT EXISTS (
        SELECT 1 FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e') LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', called);
        IF called <> ALL ('{\(withheld.map { "\"\($0)\"" }.joined(separator: ","))}'::regprocedure[])
          AND (SELECT prorettype FROM pg_proc WHERE oid = called) <> 'trigger'::regtype
        THEN EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %s', called, \(Identifier.literal(group)));
        END IF;
      END LOOP;
    END $$
    """
  }
}
