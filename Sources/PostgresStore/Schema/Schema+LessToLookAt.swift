extension Schema {
  /// What looking at a row costs. A person's open requests are found without passing over all their sessions, and a step among its
  /// actor's, which the stacks' own key finds. Who looks at a person is found out once a query, not once a column. And the functions
  /// that policies ask keep their plans for the session: those in plain SQL are planned anew by every statement.
  static let lessToLookAt =
    [
      "CREATE INDEX hold_request ON hold (person, expires, session) WHERE expires IS NOT NULL",
      "DROP INDEX reversible_step",
      """
      CREATE OR REPLACE VIEW person_seen WITH (security_barrier) AS
        WITH viewer AS MATERIALIZED (
          SELECT coordinates() AS sees_all, me() AS own, ARRAY(SELECT my_partners()) AS partners)
        \(personSeen) FROM (
          SELECT person.*, viewer.sees_all OR person.id IS NOT DISTINCT FROM viewer.own OR person.id = ANY (viewer.partners)
            AS is_near FROM person, viewer) AS person
      """,
    ] + plannedOnce

  private static let plannedOnce = [
    planned("me() RETURNS bigint", "RETURN (SELECT id FROM person WHERE login = \(connected));"),
    planned(
      "coordinates() RETURNS boolean",
      """
      RETURN coalesce((SELECT role FROM person WHERE login = \(connected)),
          (SELECT role FROM access WHERE login = \(connected))) IS NOT DISTINCT FROM 'coordinator'
        OR pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = 'tandem.person'::regclass), 'MEMBER');
      """),
    planned(
      "source_owner(source bigint) RETURNS bigint",
      """
      RETURN coalesce((SELECT person FROM busy_source WHERE id = $1),
        (SELECT owner FROM busy_generation WHERE busy_generation.source = $1 ORDER BY generation LIMIT 1));
      """),
    planned(
      "has_rated(rated bigint) RETURNS boolean",
      "RETURN EXISTS (SELECT 1 FROM notebook WHERE kind = 'feedback' AND session = rated AND person = me());"),
    planned(
      "my_pairs() RETURNS SETOF bigint",
      "RETURN QUERY SELECT id FROM pair WHERE mentor = me() UNION SELECT id FROM pair WHERE mentee = me();"),
    planned(
      "my_partners() RETURNS SETOF bigint",
      "RETURN QUERY SELECT mentee FROM pair WHERE mentor = me() UNION SELECT mentor FROM pair WHERE mentee = me();"),
    planned(
      "may_append(pair bigint, session bigint, target bigint) RETURNS boolean",
      """
      RETURN coordinates() OR (
        ($1 IS NULL OR EXISTS (SELECT 1 FROM pair WHERE id = $1 AND me() IN (mentor, mentee)))
        AND ($2 IS NULL OR EXISTS (SELECT 1 FROM session WHERE id = $2 AND me() IN (mentor, mentee)))
        AND ($3 IS NULL OR EXISTS (SELECT 1 FROM step WHERE id = $3 AND actor = \(connected))));
      """),
  ]

  private static func planned(_ signature: String, _ body: String) -> String {
    """
    CREATE OR REPLACE FUNCTION \(signature)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = tandem, pg_temp AS $$ BEGIN \(body) END $$
    """
  }
}
