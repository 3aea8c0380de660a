import ArgumentParser
import Glibc
import Mentoring
import PostgresStore
import SQLiteStore
import Tables

struct AdminCopy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copy",
    abstract:
      "Copy a whole program, history and all, between a file and a server, and make sure that both are the same.",
    discussion: """
      EXAMPLES
        tandem admin copy --from tandem.db --to postgresql://db.example.com/mentoring
        tandem admin copy --from postgresql:///mentoring --to mentoring.db

      As the owner of a server's database; a new one is made ready with “admin migrate” first. A copy that was ended goes on
      where it came to when the same is called again.
      """)

  @Option(help: ArgumentHelp("The program: a file or postgresql://….", valueName: "db")) var from: String
  @Option(help: ArgumentHelp("An empty database, or one in which this copy was begun.", valueName: "db")) var to: String
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let places = (source: StorePlace(from), target: StorePlace(to))
      if case .file(let path) = places.source { try AdminFile.requirePresent(path) }
      if case (.file(let source), .file(let target)) = places, FileIdentity(source) == FileIdentity(target) {
        throw isOne(places)
      }
      // A thousand rows and their indexes, or counting a whole table, take a server seconds: it is not away then.
      let isPatient: @Sendable (String) -> Void = { _ in }
      let source = try places.source.open(environment, onDelay: isPatient)
      // Before a file is made, and before anything is written: with less the copy could not be whole.
      try requireOwner(of: source, places.source)
      // Who sees all of a server's program makes a file of it for themselves.
      if case .file(let path) = places.target {
        let mode = if case .file(let source) = places.source { FileMode(of: source) } else { FileMode.own }
        if access(path, F_OK) != 0 { mode?.makeFile(path) }
      }
      let target = try places.target.open(
        environment, orMade: true, takesUnfinished: true, copyOf: places.source.title, onDelay: isPatient)
      if let server = source as? PostgresDatabase, let other = target as? PostgresDatabase,
        try server.identity() == other.identity()
      {
        throw isOne(places)
      }
      try requireOwner(of: target, places.target)
      let copy = ProgramCopy(
        from: source, to: target, names: (places.source.title, places.target.title))
      let bar = ProgressBar(isShown: !options.quiet && !options.json)
      let (copied, compared, mended) = try telling(of: source, places) {
        try copy.run { bar.show("\($0), \($1) rows", share: 0) }
      }
      bar.clear()
      environment.output.json(
        ifAsked: ["copied": .number(copied), "compared": .number(compared), "mended": mended.map { .string($0) }])
      environment.output.note(
        "✓ copied \(copied) rows; "
          + (mended == nil
            ? "all \(compared) that there are now, with the times that sessions hold, are the same in both"
            : "what is not made of them is the same in both")
      )
      if let mended {
        environment.output.note(
          "  \(places.source.title) did not hold the times that its sessions take (\(mended)): another program had taken its guards "
            + "out. \(places.target.title) does")
      }
    }
  }
}

/// A program that is compared with itself is the same, and nothing would be copied: who asks for it has mistyped one of the two.
private func isOne(_ places: (source: StorePlace, target: StorePlace)) -> ValidationError {
  ValidationError("--from and --to are the same database, \(places.source.title); name the new one with --to")
}

/// - Throws: `CommandError.notPermitted` for a server's database of which the role sees only a part.
private func requireOwner(of store: any TableStore, _ place: StorePlace) throws {
  guard let server = store as? PostgresDatabase, !server.isOwner else { return }
  throw CommandError.notPermitted(
    "a whole program is copied by who sees the whole of it: connect as who owns \(place.title)")
}

/// Files that commands name beside the database.
enum AdminFile {
  static func requirePresent(_ path: String) throws {
    guard access(path, F_OK) == 0 else { throw Failure(.noStore, "unavailable", "there is no database at \(path)") }
  }
}

extension AdminCopy {
  /// Says of which of the two something is that ends a copy: what is read meanwhile is written in the other's transactions.
  private func telling<Result>(
    of source: any TableStore, _ places: (source: StorePlace, target: StorePlace), _ copy: () throws -> Result
  ) throws -> Result {
    let kept = "what was copied stays in \(places.target.title)"
    do {
      return try copy()
    } catch StoreError.full {
      throw StoreError.full(
        "the disk of \(places.target.title) is full; \(kept): free some space and copy again, which goes on from there")
    } catch StoreError.damaged(let reason) {
      guard let source = source as? ProgramDatabase, let damage = Self.damage(of: source) else {
        throw StoreError.damaged(reason)
      }
      throw StoreError.damaged(
        "\(places.source.title) is damaged (\(damage)); \(kept): restore it from a backup (“tandem admin restore”), and copy that into "
          + "a new database")
    }
  }

  /// What is wrong with a database, in one sentence; nil where nothing is.
  private static func damage(of source: ProgramDatabase) -> String? {
    do {
      return try source.check().first.map { $0.split(whereSeparator: \.isWhitespace).prefix(20).joined(separator: " ") }
    } catch {
      return "it can't be read through"
    }
  }
}
