public import Mentoring
public import Scheduling
import Tables

/// Who is let in to a program on a server: database roles, by the login they have in the program. For who owns the tables.
public struct AccessList {
  /// Someone who is let in.
  public struct Entry: Hashable, Sendable {
    public var login: String
    /// What they are in the program, now.
    public var role: Person.Role
    /// Empty for who is no person of the program.
    public var name: String
    public var grantedBy: String
    /// Whether the server lets the role connect at all.
    public var canConnect: Bool
  }

  private let address: ServerAddress

  public init(_ address: ServerAddress) { self.address = address }

  /// Lets a login in. Its database role is made where there is none, without a password: how it proves who it is (a Unix user,
  /// a certificate, Kerberos, a password that its administrator sets) is the server's to say.
  ///
  /// - Returns: whether the database role is new.
  /// - Throws: `CommandError.notFound` for a member that is no person of the program, and ``StoreError``.
  public func grant(_ login: String, _ role: Person.Role, at now: Instant) throws -> Bool {
    try Self.requireName(login)
    return try inTransaction { connection in
      let draft = TableDraft(ServerWriting(connection, isDryRun: false), hours: HoursCache())
      try connection.queue("SELECT lock_program()")
      let person = try draft.person(login: login)
      guard person != nil || role == .coordinator else {
        throw CommandError.notFound(
          "“\(login)” is no person of the program, and only a coordinator needn't be one; import people first")
      }
      // One that is there is taken as it is written, whatever its case.
      let isThere = try roles(like: login, over: connection).contains(login)
      let name = isThere ? login : (person?.login ?? login).lowercased()
      let isNew = try !isThere && !roles(like: name, over: connection).contains(name)
      let quoted = Identifier.quoted(name)
      if isNew {
        // Roles are all databases' of the server: another's owner may be making the same one.
        try connection.queue(
          """
          DO $$ BEGIN CREATE ROLE \(quoted) LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
          """)
      }
      let (group, database) = try names(over: connection)
      try connection.queue("GRANT \(group) TO \(quoted)")
      try connection.queue("GRANT CONNECT ON DATABASE \(database) TO \(quoted)")
      try connection.queue(
        """
        INSERT INTO access (login, role) VALUES (?, ?)
        ON CONFLICT (login) DO UPDATE SET role = excluded.role, granted_by = DEFAULT, granted_at = DEFAULT
        """, [name, role.rawValue])
      // A person's role is kept in one place, and the history tells of it.
      if let person, person.role != role {
        var changed = person
        changed.role = role
        let decision = Decision(
          command: "grant", changes: [.person(before: person, after: changed)],
          summary: "\(person.name) is \(role == .coordinator ? "a coordinator" : "a member") from now on")
        try draft.apply(decision.changes)
        _ = try draft.record(decision, by: .operating(as: connection.user), at: now)
      }
      try connection.synchronize()
      return isNew
    }
  }

  /// Lets a login in no more. Its database role stays, and so does the person.
  ///
  /// - Returns: how many connections stay open that this role may not end: they can neither read nor write any more. Nil when
  ///   the login was not let in.
  public func revoke(_ login: String) throws -> Int? {
    let revoked: [String]? = try inTransaction { connection in
      guard try value("DELETE FROM access WHERE login = ? RETURNING 1", [login], over: connection) != nil else {
        return nil
      }
      let (group, database) = try names(over: connection)
      let roles = try roles(like: login, over: connection)
      for role in roles.map(Identifier.quoted) {
        try connection.queue("REVOKE \(group) FROM \(role)")
        try connection.queue("REVOKE CONNECT ON DATABASE \(database) FROM \(role)")
      }
      try connection.synchronize()
      return roles
    }
    guard let revoked else { return nil }
    // Those who are connected are shown out, now that they can't come back; what they committed stays.
    return try inTransaction { connection in
      try revoked.reduce(0) { left, role in
        let stay = try value(
          """
          SELECT count(*) FROM (SELECT CASE WHEN pg_has_role(session_user, usesysid, 'USAGE')
              OR pg_has_role(session_user, 'pg_signal_backend', 'USAGE') THEN pg_terminate_backend(pid) ELSE false END AS is_ended
            FROM pg_stat_activity WHERE usename = ? AND datname = current_database() AND pid <> pg_backend_pid()) AS connected
          WHERE NOT is_ended
          """, [role], over: connection)
        return left + Int(stay ?? 0)
      }
    }
  }

  /// A login that the server can take for a role's name.
  private static func requireName(_ login: String) throws(CommandError) {
    guard !login.isEmpty, login.first?.isWhitespace == false, login.last?.isWhitespace == false else {
      throw CommandError.invalid("a login is not empty, and neither begins nor ends with a blank")
    }
    guard login.utf8.count <= Schema.longestName else {
      throw CommandError.invalid("the server's names have at most \(Schema.longestName) bytes, and “\(login)” has more")
    }
  }

  /// The database roles that a login is known by: logins are the same whatever their case, roles are not.
  private func roles(like login: String, over connection: ServerConnection) throws -> [String] {
    let ticket = try connection.queue(
      "SELECT rolname FROM pg_roles WHERE rolname::text COLLATE nocase = ? ORDER BY rolname", [login])
    try connection.synchronize()
    return ticket.result.map { rows in (0..<rows.count).compactMap { rows[$0].text(0) } } ?? []
  }

  /// All who are let in, by login.
  public func entries() throws -> [Entry] {
    try inTransaction { connection in
      let ticket = try connection.queue(
        """
        SELECT access.login, coalesce(person.role, access.role), coalesce(person.name, ''), access.granted_by,
          coalesce((SELECT bool_or(rolcanlogin) FROM pg_roles WHERE rolname::text COLLATE nocase = access.login), false)
        FROM access LEFT JOIN person ON person.login = access.login
        ORDER BY access.login COLLATE "C"
        """)
      try connection.synchronize()
      guard let rows = ticket.result else { return [] }
      return (0..<rows.count).map { index in
        let row = rows[index]
        return Entry(
          login: row.text(0) ?? "", role: row.text(1).flatMap { Person.Role(rawValue: $0) } ?? .member,
          name: row.text(2) ?? "", grantedBy: row.text(3) ?? "", canConnect: row.integer(4) == 1)
      }
    }
  }

  private func names(over connection: ServerConnection) throws -> (group: String, database: String) {
    let ticket = try connection.queue("SELECT current_database()")
    try connection.synchronize()
    let database = ticket.result?[0].text(0) ?? ""
    return (Identifier.quoted(Schema.group(database)), Identifier.quoted(database))
  }

  private func value(_ sql: String, _ values: Values, over connection: ServerConnection) throws -> Int64? {
    let ticket = try connection.queue(sql, values)
    try connection.synchronize()
    guard let rows = ticket.result, rows.count > 0 else { return nil }
    return rows[0].integer(0)
  }

  private func inTransaction<Result>(_ body: (ServerConnection) throws -> Result) throws -> Result {
    do {
      let connection = try ServerConnection(address)
      try Schema.requirePresent(over: connection, store: address.title)
      try connection.queue("BEGIN")
      do {
        let result = try body(connection)
        try connection.queue("COMMIT")
        try connection.queue("SELECT pg_notify('tandem', '')")
        try connection.synchronize()
        return result
      } catch let error as ServerError where error.state == "42501" {
        throw CommandError.notPermitted(
          "\(connection.user) may not say who is let in to \(address.title): \(error.message); who owns the database can"
        )
      }
    } catch let error as ServerError {
      throw StoreError(error, store: address.title)
    }
  }
}
