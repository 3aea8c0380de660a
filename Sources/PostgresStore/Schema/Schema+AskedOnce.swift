extension Schema {
  /// What the policies ask several times for each booking finds out once who asks: that costs as much as the answer.
  static let askedOnce = [
    once("my_pairs()", "SELECT id FROM pair WHERE mentor = own UNION SELECT id FROM pair WHERE mentee = own"),
    once(
      "my_partners()", "SELECT mentee FROM pair WHERE mentor = own UNION SELECT mentor FROM pair WHERE mentee = own"),
    // `may_tell` says so for all that it did.
    "DROP FUNCTION may_append",
    // Whom somebody is paired with, only for whom it makes a difference.
    """
    CREATE OR REPLACE VIEW person_seen WITH (security_barrier) AS
      WITH viewer AS MATERIALIZED (
        SELECT sees_all, me() AS own, CASE WHEN NOT sees_all THEN ARRAY(SELECT my_partners()) END AS partners
        FROM (SELECT coordinates() AS sees_all OFFSET 0) AS role)
      \(personSeen) FROM (
        SELECT person.*, viewer.sees_all OR person.id IS NOT DISTINCT FROM viewer.own OR person.id = ANY (viewer.partners)
          AS is_near FROM person, viewer) AS person
    """,
    // A list of columns to compare with would ask once for each of them; an array asks once.
    """
    CREATE OR REPLACE VIEW hold_seen WITH (security_barrier) AS
      SELECT person, start, "end",
        CASE WHEN EXISTS (SELECT 1 FROM session WHERE id = hold.session AND \(isOwn)) OR (SELECT coordinates()) THEN session
          ELSE -abs(coalesce((SELECT asked.start FROM hold AS asked WHERE NOT hold.is_request
            AND asked.person = hold.person AND asked.expires IS NOT NULL AND asked.session = hold.session), start)) END
          AS session, buffer, is_request, expires
      FROM hold
    """,
    "ALTER POLICY seen ON pair USING ((SELECT coordinates()) OR \(isOwn))",
    "ALTER POLICY own ON session USING ((SELECT coordinates()) OR \(isOwn))",
    // Who coordinates is asked only of who is neither of the two.
    """
    CREATE OR REPLACE FUNCTION lock_pair(asked bigint, room bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = tandem, pg_temp AS $$
    DECLARE
      one bigint;
      other bigint;
    BEGIN
      PERFORM pg_advisory_xact_lock_shared(4611686018427387904);
      SELECT least(mentor, mentee), greatest(mentor, mentee) INTO one, other FROM pair WHERE id = asked;
      -- Only who may know of it: what is locked is seen by all (pg_locks).
      IF coalesce(me() IN (one, other), false) OR coordinates() THEN
        PERFORM pg_advisory_xact_lock(one * 2), pg_advisory_xact_lock(other * 2);
      END IF;
      IF room IS NOT NULL THEN PERFORM pg_advisory_xact_lock(room * 2 + 1); END IF;
    END $$
    """,
  ]

  private static let isOwn = "(SELECT me()) = ANY (ARRAY[mentor, mentee])"

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
