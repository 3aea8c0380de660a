extension Schema {
  /// What may not be seen is compared with nothing where rows are locked or changed, either.
  ///
  /// The server asks restrictive policies before the others, and puts a cheap comparison of one's own beside what it asks first (PostgreSQL's
  /// documentation, `Rules and Privileges`, on leakproof functions): so the question of version 14, who one is now, let such comparisons come
  /// before the gates. Now it asks them itself, as they are: what is asked first decides of the row, too.
  static let gatedLocks = [
    """
    DO $do$
    DECLARE guarded record;
    BEGIN
      FOR guarded IN
        SELECT polrelid, string_agg('(' || pg_get_expr(polqual, polrelid) || ')', ' OR ' ORDER BY polname) AS gates
          FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid
          WHERE relnamespace = 'tandem'::regnamespace AND polpermissive AND polcmd IN ('*', 'w') GROUP BY polrelid
      LOOP
        EXECUTE format('ALTER POLICY present ON %s USING ((SELECT is_present((SELECT known FROM asker))) AND (%s))',
          guarded.polrelid::regclass, guarded.gates);
      END LOOP;
    END $do$
    """
  ]
}
