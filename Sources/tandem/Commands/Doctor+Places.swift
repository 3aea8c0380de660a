import Configuration

extension Doctor {
  /// The configuration, and whether one could be written.
  func configuration(_ environment: CommandEnvironment) -> Finding {
    let configuration = environment.configuration
    let path = configuration.file.path
    if let notice = configuration.notice {
      return Finding(
        what: "configuration",
        advice: configuration.problems.allSatisfy { $0.variable != nil }
          ? "give it a value that it takes, or unset it"
          : "mend it with “tandem config edit”; “tandem config check” tells all that is wrong",
        detail: notice)
    }
    if let warning = configuration.warning { return Finding(what: "configuration", advice: nil, detail: warning) }
    if configuration.file.exists { return Finding(what: "configuration", advice: nil, detail: "\(path) is fine") }
    if let obstacle = FolderTrial.obstacle(to: FolderTrial.parent(of: path)) {
      return Finding(
        what: "configuration", advice: "set XDG_CONFIG_HOME to a folder of yours, so that settings can be kept",
        detail: obstacle)
    }
    return Finding(
      what: "configuration", advice: nil, detail: "\(path) is not there: every setting has its default")
  }

  /// Where mails wait that are to be sent; nil where they lie beside the database.
  func state(_ environment: CommandEnvironment) -> Finding? {
    guard environment.isOnServer else { return nil }
    let folder = environment.stateFolder
    let obstacle = FolderTrial.obstacle(to: folder)
    return Finding(
      what: "state",
      advice: obstacle.map { _ in "set XDG_STATE_HOME to a folder of yours, so that mails can wait there" },
      detail: obstacle ?? "mails that wait are kept in \(folder)")
  }

  /// A database that is not there: whether it could be made.
  func missing(_ path: String, _ environment: CommandEnvironment) -> Finding {
    let folder = FolderTrial.parent(of: path)
    if !environment.isDefaultPlace, !FolderTrial.isThere(folder) {
      return Finding(
        what: "database", advice: "make it with “mkdir -p \(folder)”, or name another file with --db",
        detail: "\(path) is not there, nor is its folder \(folder)")
    }
    if let obstacle = FolderTrial.obstacle(to: folder) {
      let way = environment.isDefaultPlace ? "set XDG_DATA_HOME to a folder of yours, or name" : "name"
      return Finding(what: "database", advice: "\(way) a file elsewhere with --db", detail: obstacle)
    }
    return Finding(what: "database", advice: nil, detail: "\(path) is not there yet; the first import makes it")
  }

  /// What to do about guards that another program's hand took out.
  func remedy(_ differences: [String], _ environment: CommandEnvironment) -> String {
    let told = differences.prefix(3).joined(separator: "; ") + (differences.count > 3 ? "; …" : "")
    let way =
      environment.isOnServer
      ? "copy it, as its owner, to a new program with “tandem admin migrate” and “tandem admin copy”"
      : "copy it to a new file, which has all of it: “tandem admin copy --from \(environment.place.title) --to NEW.db”"
    return "\(told) — \(way)"
  }
}
