public import Mentoring
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
  public func grant(_ login: String, _ role: Person.Role) throws -> Bool {
    try inTransaction { connection in
      let person = try value(
        "SELECT id FROM person WHERE login = ?", [login], over: connection)
      guard person != nil || role == .coordinator else {
        throw CommandError.notFound(
          "“\(login)” is no person of the program, and only a coordinator needn't be one; import people first")
      }
      let name = login.lowercased()
      let isNew = try value("SELECT 1 FROM pg_roles WHERE rolname = ?", [name], over: connection) == nil
      let quoted = Identifier.quoted(name)
      if isNew { try connection.queue("CREATE ROLE \(quoted) LOGIN") }
      let (group, database) = try names(over: connection)
      try connection.queue("GRANT \(group) TO \(quoted)")
      try connection.queue("GRANT CONNECT ON DATABASE \(database) TO \(quoted)")
      try connection.queue(
        """
        INSERT INTO access (login, role) VALUES (?, ?)
        ON CONFLICT (login) DO UPDATE SET role = excluded.role, granted_by = DEFAULT, granted_at = DEFAULT
        """, [name, role.rawValue])
      // A person's role is kept in one place.
      try connection.queue(
        "UPDATE person SET role = ? WHERE login = ? AND role <> ?", [role.rawValue, login, role.rawValue])
      try connection.synchronize()
      return isNew
    }
  }

  /// Lets a login in no more. Its database role stays, and so does the person. - Returns: whether it was let in before.
  public func revoke(_ login: String) throws -> Bool {
    try inTransaction { connection in
      let name = login.lowercased()
      let isMember = try value("DELETE FROM access WHERE login = ? RETURNING 1", [name], over: connection) != nil
      let (group, database) = try names(over: connection)
      guard try value("SELECT 1 FROM pg_roles WHERE rolname = ?", [name], over: connection) != nil else {
        return isMember
      }
      try connection.queue("REVOKE \(group) FROM \(Identifier.quoted(name))")
      try connection.queue("REVOKE CONNECT ON DATABASE \(database) FROM \(Identifier.quoted(name))")
      // Those who are connected are shown out; what they committed stays.
      try connection.queue(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ? AND datname = current_database()",
        [name])
      try connection.synchronize()
      return isMember
    }
  }

  /// All who are let in, by login.
  public func entries() throws -> [Entry] {
    try inTransaction { connection in
      let ticket = try connection.queue(
        """
        SELECT access.login, coalesce(person.role, access.role), coalesce(person.name, ''), access.granted_by,
          coalesce(pg_roles.rolcanlogin, false)
        FROM access LEFT JOIN person ON person.login = access.login 
          LEFT JOIN pg_roles ON pg_roles.rolname::text COLLATE nocase = access.login
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
