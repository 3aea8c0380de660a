extension Schema {
  /// Who locks rows to read them is who they are now.
  ///
  /// A row that is locked is read as it is by then, also by a transaction that keeps the view of its beginning, for a statement may take that
  /// level back (`set_config('transaction_isolation', NULL, true)`); and no trigger runs for `SELECT … FOR UPDATE`. The server asks the
  /// policies for updates there, too (PostgreSQL's documentation, `CREATE POLICY`): so one of these asks what triggers ask of who writes.
  static let lockedRows =
    [
      """
      CREATE FUNCTION is_present(asker bigint[]) RETURNS boolean LANGUAGE plpgsql VOLATILE
      SECURITY DEFINER SET search_path = tandem, pg_temp AS $$ BEGIN
        RETURN owns() OR coalesce(current_setting('transaction_isolation') IN ('read committed', 'read uncommitted')
          AND asker = asker_now(), false);
      END $$
      """
    ]
    + SchemaParts.policies.keys.sorted().map {
      """
      CREATE POLICY present ON \($0) AS RESTRICTIVE FOR UPDATE USING ((SELECT is_present((SELECT known FROM asker))))
      """
    }
}
