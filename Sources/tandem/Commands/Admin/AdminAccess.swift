import ArgumentParser
import Mentoring
import PostgresStore

struct AdminGrant: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grant",
    abstract: "Let someone in to a program on a server, as a database role of their own.",
    discussion: """
      EXAMPLES
        tandem admin grant mia --role member
        tandem admin grant kim --role coordinator

      The database role is made where there is none, without a password: how it proves who it is, the server says
      (pg_hba.conf). To give it one: psql, \\password mia.
      """)

  @Argument(help: "The person's login; a coordinator needn't be a person of the program.") var login: String
  @Option(help: ArgumentHelp("What they are: member or coordinator.", valueName: "role")) var role: Person.Role
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let address = try environment.server("access is granted")
      let granted = try AccessList(address).grant(login, role, at: environment.now)
      environment.output.json(
        ifAsked: [
          "login": .string(login.lowercased()), "role": .string(role.rawValue), "newRole": .bool(granted.isNew),
          "databaseRole": .string(granted.role),
        ])
      // Who made a role in capitals connects by them.
      let taken = granted.role == login.lowercased() ? "" : ", by the database role \(granted.role)"
      environment.output.note(
        "✓ \(login.lowercased()) is let in as \(role.rawValue)\(taken)"
          + (granted.isNew ? "; the database role is new" : ""))
    }
  }
}

extension Person.Role: ExpressibleByArgument {}

struct AdminRevoke: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Let someone in no more; their sessions and history stay.",
    discussion: """
      EXAMPLES
        tandem admin revoke mia
      """)

  @Argument(help: "The login.") var login: String
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let address = try environment.server("access is revoked")
      guard let revoked = try AccessList(address).revoke(login) else {
        throw Failure(.notFound, "notFound", "“\(login)” was not let in; “tandem admin who” lists who is")
      }
      let left = revoked.connectionsLeft
      environment.output.json(
        ifAsked: [
          "login": .string(login.lowercased()), "connectionsLeft": .number(left), "owner": .bool(revoked.owner != nil),
          "through": .array(revoked.ways.map { .string($0) }), "mayConnect": .bool(revoked.mayConnect != nil),
        ])
      if let owner = revoked.owner {
        environment.output.note(
          "✓ what was granted to \(owner) is taken back; \(owner) owns \(address.title) and so can do everything in it still"
        )
      } else if let way = revoked.ways.first {
        environment.output.note(
          "! what was granted to \(login.lowercased()) is taken back, and they are let in still: as a member of \(revoked.ways.joined(separator: ", ")); "
            + "who runs the server ends that, as by REVOKE \(way) FROM \(login.lowercased())")
      } else {
        environment.output.note("✓ \(login.lowercased()) is let in no more")
      }
      if let holders = revoked.mayConnect {
        let who = holders.isEmpty ? "somebody" : holders.joined(separator: ", ")
        environment.output.note(
          "! \(login.lowercased()) can connect still, and read and write nothing: an open transaction of \(who) holds the list of "
            + "databases; when that is over (who runs the server can end it) revoke once more")
      }
      guard left > 0 else { return }
      environment.output.note(
        "\(left) open connection\(left == 1 ? "" : "s") of theirs read\(left == 1 ? "s" : "") on in what was begun, and can still lock the program's tables; to end \(left == 1 ? "it" : "them") "
          + "takes a role that may end others' (pg_signal_backend)")
    }
  }
}

struct AdminWho: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "who",
    abstract: "List who is let in to a program on a server.",
    discussion: """
      EXAMPLES
        tandem admin who
        tandem admin who --json
      """)

  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let list = AccessList(try environment.server("who is let in is told"))
      let (entries, strangers) = (try list.entries(), try list.strangers())
      if environment.output.isJSON {
        environment.output.json(
          .fields([
            "access": .array(
              entries.map { entry in
                .fields([
                  "login": .string(entry.login), "role": .string(entry.role.rawValue), "name": .string(entry.name),
                  "grantedBy": .string(entry.grantedBy), "canConnect": .bool(entry.canConnect),
                ])
              }),
            "strangers": .array(strangers.map { .string($0) }),
          ]))
        return
      }
      defer {
        for role in strangers {
          Output.message(
            "tandem: \(role) was not granted it, and is let in all the same, as a member of the program's group; "
              + "“tandem admin migrate” takes that back")
        }
      }
      if entries.isEmpty { environment.output.note("nobody but the owner; “tandem admin grant LOGIN --role member”") }
      guard !entries.isEmpty else { return }
      environment.output.table(
        ["login", "role", "name", "by", ""],
        entries.map { entry in
          [entry.login, entry.role.rawValue, entry.name, entry.grantedBy, entry.canConnect ? "" : "may not connect"]
        })
    }
  }
}
