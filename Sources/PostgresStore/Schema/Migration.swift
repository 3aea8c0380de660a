import Mentoring
import Tables

/// Makes a program in a database, or brings one up to date; by who owns the database.
public struct Migration {
  private let address: ServerAddress

  public init(_ address: ServerAddress) { self.address = address }

  /// All that is missing, in one transaction; nothing when nothing is.
  ///
  /// - Parameter domain: makes the uids of a new program's sessions unique; not used for one that is there.
  /// - Returns: the names of what was done.
  /// - Throws: `CommandError.notPermitted` for a role that may not, and ``StoreError``.
  public func run(domain: String) throws -> [String] {
    var isEnding = false
    do {
      let connection = try ServerConnection(address)
      let done: [String]
      do {
        done = try migrate(connection, domain: domain)
        isEnding = true
        try connection.queue("COMMIT")
        try connection.synchronize()
      } catch let error as ServerError where error.state == "42501" {
        throw CommandError.notPermitted(
          "\(connection.user) may not make a program in \(address.title): \(error.message); the owner of the database can, if it may "
            + "make roles (CREATEROLE)")
      }
      return done
    } catch let error as ServerError {
      let told = StoreError(error, store: address.title)
      throw isEnding ? told : told.changingNothing
    }
  }

  /// Does all of it in a transaction, which is still to be ended.
  private func migrate(_ connection: ServerConnection, domain: String) throws -> [String] {
    try connection.queue("BEGIN")
    try connection.queue("SELECT pg_advisory_xact_lock(4611686018427387904)")
    let found = try connection.queue(
      """
      SELECT to_regclass('tandem.format') IS NOT NULL, current_database(),
        EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = to_regnamespace('tandem')
          UNION ALL SELECT 1 FROM pg_collation WHERE collnamespace = to_regnamespace('tandem'))
      """)
    try connection.synchronize()
    let isThere = found.result?[0].integer(0) == 1
    let database = found.result?[0].text(1) ?? ""
    var present: Int64 = 0
    if isThere {
      let version = try connection.queue("SELECT max(version) FROM tandem.format")
      try connection.synchronize()
      present = version.result?[0].integer(0) ?? 0
    }
    guard present > 0 || found.result?[0].integer(2) != 1 else {
      throw StoreError.damaged(
        "\(address.title) holds a part of a program, as a restore leaves it that stopped; restore into a new database, and see what pg_restore says"
      )
    }
    guard present <= Schema.version else {
      throw StoreError.newer(
        "\(address.title) was made by a newer version of Tandem (its format is \(present), this one reads up to "
          + "\(Schema.version)); update Tandem")
    }
    try requireGround(connection, isNew: present == 0)
    var done: [String] = []
    for (offset, step) in Schema.steps.enumerated().dropFirst(Int(present)) {
      for sql in step.sql { try execute(sql, over: connection) }
      try connection.queue("INSERT INTO format (version, name) VALUES (?, ?)", [offset + 1, step.name])
      done.append(step.name)
    }
    if present == 0 {
      try connection.queue(
        "INSERT INTO program (id, name, domain, policy) VALUES (1, 'Mentoring', ?, '')", [domain])
    }
    let group = Identifier.quoted(Schema.group(database))
    try execute(Self.makeGroup(Schema.group(database)), over: connection)
    try execute(Self.letIn(database, Schema.group(database)), over: connection)
    for sql in Schema.grants(to: group) { try execute(sql, over: connection) }
    return done
  }

  /// What every promise stands on, and no statement of ours can bring about.
  private func requireGround(_ connection: ServerConnection, isNew: Bool) throws {
    let found = try connection.queue(
      """
      SELECT current_setting('server_encoding'), EXISTS (SELECT 1 FROM pg_namespace, aclexplode(nspacl)
        WHERE nspname = 'public' AND grantee = 0 AND privilege_type = 'CREATE')
      """)
    try connection.synchronize()
    let encoding = found.result?[0].text(0) ?? ""
    guard !isNew || encoding == "UTF8" else {
      throw CommandError.invalid(
        "\(address.title) is in \(encoding), which has no room for everybody's name; make the database in UTF8: "
          + "createdb --template=template0 --encoding=UTF8")
    }
    guard found.result?[0].integer(1) != 1 else {
      throw CommandError.invalid(
        "everybody may make things in the schema public of \(address.title), and so put theirs in the place of the server's; take "
          + "that back first: REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    }
  }

  /// Makes the group of all who are let in. A database that was restored under another name comes with that one's group, which
  /// must count no more.
  private static func makeGroup(_ group: String) -> String {
    let literal = Identifier.literal(group)
    return """
      DO $block$
      DECLARE other text;
      BEGIN
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = \(literal)) THEN
          EXECUTE format('CREATE ROLE %I NOLOGIN', \(literal));
        END IF;
        FOR other IN SELECT rolname FROM pg_namespace, aclexplode(nspacl), pg_roles
          WHERE nspname = 'tandem' AND pg_roles.oid = grantee AND grantee <> nspowner AND rolname <> \(literal)
        LOOP
          EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA tandem FROM %I', other);
          EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA tandem FROM %I', other);
          EXECUTE format('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA tandem FROM %I', other);
          EXECUTE format('REVOKE ALL ON SCHEMA tandem FROM %I', other);
        END LOOP;
      END $block$
      """
  }

  /// Lets in who was granted it, and nobody else. A database that was restored knows who that is, but not who is in the group
  /// and may connect; the group belongs to the server, and may be left of another database of that name.
  ///
  /// A role is who was granted only as it is written: its twin in other letters may be another's. Nor is one that can't log in,
  /// through which others would come.
  private static func letIn(_ database: String, _ group: String) -> String {
    let literal = Identifier.literal(group)
    return """
      DO $block$
      DECLARE other text;
      BEGIN
        FOR other IN SELECT rolname FROM pg_roles
          WHERE rolcanlogin AND rolname::text COLLATE "C" IN (SELECT login COLLATE "C" FROM access)
        LOOP
          EXECUTE format('GRANT %I TO %I', \(literal), other);
          EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', \(Identifier.literal(database)), other);
        END LOOP;
        FOR other IN \(strangers(group)) LOOP
          EXECUTE format('REVOKE %I FROM %I', \(literal), other);
        END LOOP;
      END $block$
      """
  }

  /// Finds the roles that are in the group and were not granted it, by name; one whose twin was, only if that is there.
  static func strangers(_ group: String) -> String {
    """
    SELECT member.rolname FROM pg_auth_members, pg_roles AS everybody, pg_roles AS member
    WHERE everybody.rolname = \(Identifier.literal(group)) AND roleid = everybody.oid AND member.oid = pg_auth_members.member
      AND NOT admin_option
      AND NOT EXISTS (SELECT 1 FROM access WHERE login = member.rolname::text COLLATE nocase
        AND (login COLLATE "C" = member.rolname::text COLLATE "C"
          OR NOT EXISTS (SELECT 1 FROM pg_roles AS twin WHERE twin.rolname::text COLLATE "C" = login COLLATE "C")))
    ORDER BY member.rolname
    """
  }

  /// One at a time, so that an error is that statement's own.
  private func execute(_ sql: String, over connection: ServerConnection) throws {
    try connection.queue(sql)
    try connection.synchronize()
  }
}

/// Names and texts in statements that take no parameters.
enum Identifier {
  static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
  static func literal(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
}
