import ArgumentParser
import Mentoring
import PostgresStore

/// What who runs the store does: not part of mentoring.
struct Admin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "admin",
    abstract: "Look after the database: servers, access, copies, backups.",
    discussion: """
      EXAMPLES
        tandem admin migrate --db postgresql://example.com/mentoring
        tandem admin grant mia --role member --db postgresql://example.com/mentoring
        tandem admin copy --from tandem.db --to postgresql://example.com/mentoring
        tandem admin backup tandem-2026-11-25.db
        tandem admin verify
      """,
    subcommands: [
      AdminMigrate.self, AdminGrant.self, AdminRevoke.self, AdminWho.self, AdminCopy.self, AdminBackup.self,
      AdminRestore.self, AdminVerify.self,
    ])
}

extension CommandEnvironment {
  /// The server that a command is about. - Throws: a ``Failure`` for a file.
  func server(_ what: String) throws -> ServerAddress {
    guard case .server(let address) = place else {
      throw Failure(
        .usage, "noServer",
        "\(what) on a server; \(place.title) is a file, which its permissions protect. Name a server with --db "
          + "postgresql://host/database")
    }
    return address
  }
}
