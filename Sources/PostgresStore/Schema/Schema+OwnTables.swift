extension Schema {
  /// The guards run for the program's tables alone.
  ///
  /// What a guard does it does as who owns the database, with the row that it is given. Who may call it may put it on a temporary table of
  /// their own, whose rows are what they like: take anybody's time, let go of anybody's, or have feedback stand. The right is asked for
  /// when a trigger is made (PostgreSQL's documentation, CREATE TRIGGER), not when one runs: so nobody but who owns it needs it.
  static let ownTables = [
    """
    DO $$
    DECLARE guard regprocedure;
    BEGIN
      FOR guard IN SELECT oid FROM pg_proc WHERE pronamespace = 'tandem'::regnamespace AND prorettype = 'trigger'::regtype LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', guard);
      END LOOP;
    END $$
    """
  ]
}
