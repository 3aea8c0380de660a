import ArgumentParser
import Glibc
import Mentoring
import PostgresStore
import SQLiteStore
import Tables

struct AdminBackup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Back up the embedded database to a file, while others use it.",
    discussion: """
      EXAMPLES
        tandem admin backup tandem-2026-11-25.db

      The backup is checked before it gets its name; a file that is there is not written over. A server's database is backed up with
      pg_dump or by its administrator.
      """)

  @Argument(help: "The new file.") var file: String
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      guard access(file, F_OK) != 0 else {
        throw Failure(.usage, "exists", "\(file) exists; name a new file")
      }
      let folder = file.lastIndex(of: "/").map { $0 == file.startIndex ? "/" : String(file[..<$0]) } ?? "."
      guard access(folder, W_OK | X_OK) == 0 else {
        let reason = errno == ENOENT ? "there is no folder \(folder)" : "nothing can be written into \(folder)"
        throw Failure(
          .noStore, "unavailable", "\(file) can't be made: \(reason); name a file in one that you may write to")
      }
      let database = try environment.embedded("a backup is made")
      let pages = try database.backUp(to: file)
      environment.output.json(ifAsked: ["file": .string(file), "pages": .number(pages)])
      environment.output.note("✓ backed up \(environment.place.title) to \(file)")
      if let missing = database.missingGuard {
        Output.message(
          "tandem: \(environment.place.title) is without its guard \(missing), and so is the backup; “tandem doctor” says what "
            + "to do")
      }
    }
  }
}

struct AdminRestore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Put a backup in the place of the embedded database.",
    discussion: """
      EXAMPLES
        tandem admin restore tandem-2026-11-25.db

      The backup is checked first. What is in the database now is kept beside it, as DATABASE.before-restore.
      """)

  @Argument(help: "The backup.") var file: String
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      try AdminFile.requirePresent(file)
      guard case .file(let path) = environment.place else {
        _ = try environment.embedded("a backup is restored")
        return
      }
      let kept = path + ".before-restore"
      let hasOld = access(path, F_OK) == 0
      if hasOld, access(kept, F_OK) == 0 {
        throw Failure(.usage, "exists", "\(kept) is there from an earlier restore; move it away first")
      }
      // Nothing is made for what can't be restored.
      if !hasOld { try ProgramDatabase.requireBackup(file) }
      if !hasOld { FileMode(of: file)?.makeFile(path) }
      do {
        try restore(environment, keeping: hasOld ? kept : nil)
      } catch StoreError.damaged where hasOld {
        // The backup's own damage is told, and nothing was moved.
        try ProgramDatabase.requireBackup(file)
        let mode = FileMode(of: path)
        try ProgramDatabase.moveAside(path, to: kept)
        mode?.makeFile(path)
        try restore(environment, keeping: nil)
      } catch  where !hasOld {
        // An empty program would be taken for what was restored.
        for ending in ["", "-wal", "-shm", "-line", "-turn"] { unlink(path + ending) }
        throw error
      }
      environment.output.json(
        ifAsked: ["database": .string(path), "kept": hasOld ? .string(kept) : nil])
      environment.output.note("✓ restored \(path) from \(file)" + (hasOld ? "; what it held is in \(kept)" : ""))
    }
  }
}

extension AdminRestore {
  private func restore(_ environment: CommandEnvironment, keeping kept: String?) throws {
    try environment.embedded("a backup is restored", orMade: true, takesUnfinished: true).restore(
      from: file, keeping: kept)
  }
}

struct AdminVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract:
      "Check that the database is sound: nobody in two places at once, its guards in place, and a history that comes to what is there.",
    discussion: """
      EXAMPLES
        tandem admin verify
        tandem admin verify --db postgresql:///mentoring      as its owner
      """)

  @OptionGroup var options: GlobalOptions

  /// How many problems are told: what breaks thousands of rows is seen in the first.
  private static let most = 20

  func run() throws {
    try options.run { environment in
      if case .file(let path) = environment.place { try AdminFile.requirePresent(path) }
      let store = try environment.database(takesUnfinished: true)
      if let server = store as? PostgresDatabase, !server.isOwner {
        throw CommandError.notPermitted(
          "the whole program is checked by who sees the whole of it: connect as who owns \(environment.place.title)")
      }
      let damage = try (store as? ProgramDatabase)?.check() ?? []
      let differences = try store.schemaDifferences()
      let (source, found) = try store.readTables { connection in
        let source = try ProgramCopy.unfinished(connection)
        // Of a part, what the rest of the history will tell is not there yet.
        let check = HistoryCheck(connection)
        return (source, source == nil ? try check.problems() : try check.clashes())
      }
      let problems = damage + differences + found
      environment.output.json(
        ifAsked: ["problems": .array(problems.map { .string($0) }), "unfinishedCopyOf": source.map { .string($0) }])
      if let source { environment.output.note("✗ \(ProgramCopy.words(environment.place.title, of: source))") }
      for problem in problems.prefix(Self.most) { environment.output.note("✗ \(problem)") }
      if problems.count > Self.most {
        environment.output.note("… and \(problems.count - Self.most) more; --json tells them all")
      }
      if source != nil { throw ExitCode(1) }
      if problems.isEmpty { environment.output.note("✓ \(environment.place.title) is sound") }
      if !problems.isEmpty { throw ExitCode(1) }
    }
  }
}

extension CommandEnvironment {
  /// The embedded database. - Throws: a ``Failure`` for a server.
  fileprivate func embedded(_ what: String, orMade: Bool = false, takesUnfinished: Bool = false) throws
    -> ProgramDatabase
  {
    guard let database = try database(orMade: orMade, takesUnfinished: takesUnfinished) as? ProgramDatabase else {
      throw Failure(
        .usage, "noFile",
        "\(what) of a file; \(place.title) is backed up by who runs the server, for instance with pg_dump")
    }
    return database
  }
}
