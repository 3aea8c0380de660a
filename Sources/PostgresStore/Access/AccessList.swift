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
    /// Whether the server lets the role connect, and to the program.
    public var canConnect: Bool
  }

  /// What letting someone in came to.
  public struct Granted: Hashable, Sendable {
    /// The database role, as it is written.
    public var role: String
    public var isNew: Bool
  }

  /// What letting someone in no more came to.
  public struct Revoked: Hashable, Sendable {
    /// How many connections stay open that this role may not end: they can neither read nor write any more.
    public var connectionsLeft = 0
    /// The role of who owns the database, or the program in it, and is kept out of neither.
    public var owner: String?
    /// Whether the right to connect was taken away.
    var isShutOut = false
    /// Who holds up, in an open transaction, that the right to connect is taken away; nil when it was. Nothing can be read or
    /// written all the same.
    public var mayConnect: [String]?
    /// Other roles that are let in, which a role of theirs is a member of, and so is let in through: as `member of role`.
    public var ways: [String] = []
  }

  private let address: ServerAddress

  public init(_ address: ServerAddress) { self.address = address }

  /// Lets a login in. Its database role is made where there is none, without a password: how it proves who it is (a Unix user,
  /// a certificate, Kerberos, a password that its administrator sets) is the server's to say.
  ///
  /// - Throws: `CommandError.notFound` for a member that is no person of the program, and ``StoreError``, also for a program of
  ///   which only a part was copied.
  @discardableResult
  public func grant(_ login: String, _ role: Person.Role, at now: Instant) throws -> Granted {
    try Self.requireName(login)
    return try inTransaction(isWhole: true) { connection in
      let draft = TableDraft(ServerWriting(connection, isDryRun: false), hours: HoursCache())
      try connection.queue("SELECT lock_program()")
      let person = try draft.person(login: login)
      guard person != nil || role == .coordinator else {
        throw CommandError.notFound(
          "“\(login)” is no person of the program, and only a coordinator needn't be one; import people first")
      }
      let found = try roles(like: login, over: connection)
      let name = try Self.role(login, person?.login ?? login, of: found)
      let isNew = !found.contains(name)
      guard
        try isNew || value("SELECT 1 FROM pg_roles WHERE rolname = ? AND rolcanlogin", [name], over: connection) != nil
      else {
        throw CommandError.invalid(
          "the database role \(name) is a group, for it can't log in, and all who are in it would be let in; who runs the server can "
            + "change that: ALTER ROLE \(Identifier.quoted(name)) LOGIN")
      }
      let quoted = Identifier.quoted(name)
      if isNew {
        // Roles are all databases' of the server: another's owner may be making the same one.
        try connection.queue(
          """
          DO $$ BEGIN CREATE ROLE \(quoted) LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
          """)
      }
      let (group, database) = try names(over: connection)
      guard Identifier.quoted(name) != group else {
        throw CommandError.invalid("\(name) is the group of all who are let in; name a person's login")
      }
      // Of roles that differ in case only one is the login's: the one that was granted last.
      for twin in found where twin != name { try connection.queue("REVOKE \(group) FROM \(Identifier.quoted(twin))") }
      try connection.queue("GRANT \(group) TO \(quoted)")
      try connection.queue("GRANT CONNECT ON DATABASE \(database) TO \(quoted)")
      try connection.queue(
        """
        INSERT INTO access (login, role) VALUES (?, ?)
        ON CONFLICT (login) DO UPDATE SET login = excluded.login, role = excluded.role, granted_by = DEFAULT, granted_at = DEFAULT
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
      return Granted(role: name, isNew: isNew)
    }
  }

  /// The role that a login gets: one that is there as it is written, whatever its case, for a directory may have made it in
  /// capitals; else a new one.
  private static func role(_ login: String, _ known: String, of found: [String]) throws(CommandError) -> String {
    for name in [login, known.lowercased()] where found.contains(name) { return name }
    guard found.count < 2 else {
      throw CommandError.invalid(
        "there are the database roles \(found.joined(separator: ", ")); name the one that is meant")
    }
    return found.first ?? known.lowercased()
  }

  /// Lets a login in no more. Its database role stays, and so does the person. Who owns the database keeps what that gives: they
  /// would lock themselves out, and only a superuser could let them in again.
  ///
  /// - Returns: nil when the login was not let in.
  public func revoke(_ login: String) throws -> Revoked? {
    var result = Revoked()
    let isLetIn = try inTransaction { connection in
      let isKnown = try value("DELETE FROM access WHERE login = ? RETURNING 1", [login], over: connection) != nil
      let (group, _) = try names(over: connection)
      for role in try roles(like: login, over: connection) where isKnown {
        try connection.queue("REVOKE \(group) FROM \(Identifier.quoted(role))")
      }
      try connection.synchronize()
      return isKnown
    }
    // Whoever was in reads and writes nothing from here on, whatever else has to wait for somebody's open transaction.
    let out = try showOut(login, isLetIn: isLetIn, &result)
    guard isLetIn || result.isShutOut else { return nil }
    // Those who are connected are shown out, now that they can't come back; what they committed stays.
    result.connectionsLeft = try inTransaction { connection in
      try out.reduce(0) { left, role in
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
    return result
  }

  /// Takes the right to connect from a login's roles. - Returns: the roles that don't own what they are kept out of.
  private func showOut(_ login: String, isLetIn: Bool, _ result: inout Revoked) throws -> [String] {
    var out: [String] = []
    do {
      try inTransaction { connection in
        let (_, database) = try names(over: connection)
        for role in try roles(like: login, over: connection) {
          guard try value(Self.owning, [role], over: connection) == nil else {
            result.owner = role
            continue
          }
          out.append(role)
          result.ways += try ways(of: role, over: connection)
          guard try value(Self.connecting, [role], over: connection) != nil else { continue }
          try connection.queue("REVOKE CONNECT ON DATABASE \(database) FROM \(Identifier.quoted(role))")
          result.isShutOut = true
        }
        try connection.synchronize()
      }
    } catch StoreError.locked where isLetIn {
      // Who holds the database's own row, as by `DROP OWNED`, holds up nobody's leaving.
      result.mayConnect = try holders()
      result.isShutOut = false
    }
    return out
  }

  /// Finds a role that is named among those who may connect.
  private static let connecting = """
    SELECT 1 FROM pg_database, aclexplode(datacl) AS granted, pg_roles AS role
    WHERE datname = current_database() AND role.rolname = ? AND granted.grantee = role.oid AND privilege_type = 'CONNECT'
    """

  /// Who has written in a transaction that is open; of which rows the server tells nobody.
  private func holders() throws -> [String] {
    try inTransaction(isReading: true) { connection in
      let ticket = try connection.queue(
        """
        SELECT DISTINCT usename::text FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'transactionid' AND mode = 'ExclusiveLock' AND granted AND pid <> pg_backend_pid() ORDER BY 1
        """)
      try connection.synchronize()
      return ticket.result.map { rows in (0..<rows.count).compactMap { rows[$0].text(0) } } ?? []
    }
  }

  /// The roles through which one is still let in.
  private func ways(of role: String, over connection: ServerConnection) throws -> [String] {
    let ticket = try connection.queue(
      """
      SELECT other.rolname FROM pg_roles AS other, pg_roles AS own, pg_roles AS everybody
      WHERE own.rolname = ? AND NOT own.rolsuper AND everybody.rolname = ?
        AND other.oid NOT IN (own.oid, everybody.oid)
        AND pg_has_role(own.oid, other.oid, 'MEMBER') AND pg_has_role(other.oid, everybody.oid, 'MEMBER') ORDER BY 1
      """, [role, Schema.group(try database(over: connection))])
    try connection.synchronize()
    return ticket.result.map { rows in (0..<rows.count).compactMap { rows[$0].text(0) } } ?? []
  }

  /// Finds a role that owns the database, the schema or the tables.
  private static let owning = """
    SELECT 1 FROM pg_roles WHERE rolname = ? AND oid IN (
      (SELECT datdba FROM pg_database WHERE datname = current_database()),
      (SELECT nspowner FROM pg_namespace WHERE nspname = 'tandem'),
      (SELECT relowner FROM pg_class WHERE oid = 'tandem.person'::regclass))
    """

  /// A login that the server can take for a role's name.
  private static func requireName(_ login: String) throws(CommandError) {
    guard !login.isEmpty, login.first?.isWhitespace == false, login.last?.isWhitespace == false else {
      throw CommandError.invalid("a login is not empty, and neither begins nor ends with a blank")
    }
    guard login.utf8.count <= Schema.longestName else {
      throw CommandError.invalid("the server's names have at most \(Schema.longestName) bytes, and “\(login)” has more")
    }
    // What can't be seen a comparison of names passes over: one that looks like another's would take its place.
    guard login.unicodeScalars.allSatisfy({ ![.control, .format].contains($0.properties.generalCategory) }) else {
      throw CommandError.invalid("“\(login)” holds a character that can't be seen; write the login without it")
    }
    // Names that mean everybody or nobody, or belong to the server itself.
    let lower = login.lowercased()
    guard lower != "public", lower != "none", !lower.hasPrefix("pg_") else {
      throw CommandError.invalid("“\(login)” is a name of the server's own, and nobody's login")
    }
    guard ![Actor.program.login, Actor.calendarRefresh.login].contains(lower) else {
      throw CommandError.invalid("in the name of “\(login)” the program itself acts; it is nobody's login")
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
    try inTransaction(isReading: true) { connection in
      let ticket = try connection.queue(
        """
        SELECT access.login, coalesce(person.role, access.role), coalesce(person.name, ''), access.granted_by,
          coalesce((SELECT rolcanlogin AND pg_has_role(oid, (SELECT oid FROM pg_roles WHERE rolname = ?), 'MEMBER')
              AND has_database_privilege(oid, current_database(), 'CONNECT')
            FROM pg_roles WHERE rolname::text COLLATE "C" = access.login COLLATE "C"), false)
        FROM access LEFT JOIN person ON person.login = access.login
        ORDER BY access.login COLLATE "C"
        """, [Schema.group(try database(over: connection))])
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

  /// The database roles that are let in and were not granted it: by hand, or with a database of that name that was before.
  public func strangers() throws -> [String] {
    try inTransaction(isReading: true) { connection in
      let ticket = try connection.queue(Migration.strangers(Schema.group(try database(over: connection))))
      try connection.synchronize()
      return ticket.result.map { rows in (0..<rows.count).compactMap { rows[$0].text(0) } } ?? []
    }
  }

  private func names(over connection: ServerConnection) throws -> (group: String, database: String) {
    let database = try database(over: connection)
    return (Identifier.quoted(Schema.group(database)), Identifier.quoted(database))
  }

  private func database(over connection: ServerConnection) throws -> String {
    let ticket = try connection.queue("SELECT current_database()")
    try connection.synchronize()
    return ticket.result?[0].text(0) ?? ""
  }

  private func value(_ sql: String, _ values: Values, over connection: ServerConnection) throws -> Int64? {
    let ticket = try connection.queue(sql, values)
    try connection.synchronize()
    guard let rows = ticket.result, rows.count > 0 else { return nil }
    return rows[0].integer(0)
  }

  private func inTransaction<Result>(
    isWhole: Bool = false, isReading: Bool = false, _ body: (ServerConnection) throws -> Result
  ) throws -> Result {
    var isEnding = isReading
    do {
      let connection = try ServerConnection(address)
      try Schema.requirePresent(over: connection, store: address.title, isWhole: isWhole)
      try connection.queue("BEGIN")
      do {
        let result = try body(connection)
        isEnding = true
        try connection.queue("COMMIT")
        // A standby tells nobody anything.
        if !isReading { try connection.queue("SELECT pg_notify('tandem', '')") }
        try connection.synchronize()
        return result
      } catch let error as ServerError where error.state == "42501" {
        throw CommandError.notPermitted(
          "\(connection.user) may not say who is let in to \(address.title): \(error.message); who owns the database can"
        )
      }
    } catch let error as ServerError {
      let told = StoreError(error, store: address.title)
      throw isEnding ? told : told.changingNothing
    }
  }
}
