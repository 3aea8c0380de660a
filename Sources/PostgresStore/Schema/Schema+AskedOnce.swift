extension Schema {
  /// What the policies ask several times for each booking finds out once who asks: that costs as much as the answer.
  static let askedOnce = [
    once("my_pairs()", "SELECT id FROM pair WHERE mentor = own UNION SELECT id FROM pair WHERE mentee = own"),
    once(
      "my_partners()", "SELECT mentee FROM pair WHERE mentor = own UNION SELECT mentor FROM pair WHERE mentee = own"),
    // `may_tell` says so for all that it did.
    "DROP FUNCTION may_append",
  ]

  private static func once(_ signature: String, _ query: String) -> String {
    """
    CREATE OR REPLACE FUNCTION \(signature) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = tandem, pg_temp AS $$
    DECLARE own bigint := me();
    BEGIN
      RETURN QUERY \(query);
    END $$
    """
  }
}
