import Configuration
import Glibc
import Mentoring
import PostgresStore
import SQLiteStore
import Tables

/// Where a program is kept.
enum StorePlace {
  case file(String)
  case server(ServerAddress)

  init(_ text: String) { self = ServerAddress.isServer(text) ? .server(ServerAddress(text)) : .file(text) }

  /// As sentences name it: never with a password.
  var title: String {
    switch self {
    case .file(let path): path
    case .server(let address): address.title
    }
  }

  /// The program that is kept there.
  ///
  /// - Parameter orMade: whether a file that is not there is made. Only what begins a program does that: a mistyped name is
  ///   no empty program.
  /// - Parameter makesFolder: whether its folder is made too: only that of the default place is ours.
  /// - Parameter takesUnfinished: whether a program that was copied in part is opened.
  /// - Parameter source: of what a file that is made is to become a copy.
  /// - Parameter onWait: told of a server's long waits in place of `onDelay`, and with nil of the end of each.
  func open(
    _ environment: CommandEnvironment, orMade: Bool = false, makesFolder: Bool = false, takesUnfinished: Bool = false,
    copyOf source: String? = nil,
    onDelay: @escaping @Sendable (String) -> Void = { Output.message("tandem: \($0)") },
    onWait: (@Sendable (StoreError?) -> Void)? = nil
  ) throws -> any TableStore {
    switch self {
    case .file(let path):
      // A mistyped address is no file's name, and no empty program.
      if path.contains("://") || path.hasPrefix("postgresql:") || path.hasPrefix("postgres:") {
        throw Failure(
          .usage, "noStore",
          "“\(path)” names no server that Tandem knows; one looks like postgresql://host/database, a file like team.db")
      }
      return try ProgramDatabase(
        path: path, zones: environment.zones, domain: CommandEnvironment.newDomain(),
        isReadOnly: environment.options.readOnly, mustExist: !orMade, makesFolder: makesFolder,
        takesUnfinished: takesUnfinished,
        copyOf: source, onDelay: environment.options.quiet ? { _ in } : onDelay)
    case .server(let address):
      return try PostgresDatabase(
        address, zones: environment.zones, isReadOnly: environment.options.readOnly, takesUnfinished: takesUnfinished,
        onDelay: onWait ?? { if let wait = $0 { onDelay(wait.message) } })
    }
  }
}

extension CommandEnvironment {
  /// `--db`, `TANDEM_DB`, the configuration, else a file in the data folder.
  var place: StorePlace {
    if let text = settings.text(.database) {
      // The shell has done that for a flag and a variable.
      guard case .file = settings[.database].origin, text.hasPrefix("~/") else { return StorePlace(text) }
      return .file("\(homeFolder(Self.variable))\(text.dropFirst())")
    }
    let data = Self.folder("XDG_DATA_HOME") ?? "\(homeFolder(Self.variable))/.local/share"
    return .file("\(data)/tandem/tandem.db")
  }

  /// Whether people share the program from machines of their own: paths that others wrote say nothing here.
  var isOnServer: Bool { if case .server = place { true } else { false } }

  /// The store, without what may be put around it.
  ///
  /// - Parameters:
  ///   - onDelay: told when something keeps us waiting; without one it is said on standard error.
  ///   - onWait: as in ``StorePlace/open(_:orMade:makesFolder:takesUnfinished:copyOf:onDelay:onWait:)``.
  func database(
    orMade: Bool = false, takesUnfinished: Bool = false,
    onDelay: @escaping @Sendable (String) -> Void = { Output.message("tandem: \($0)") },
    onWait: (@Sendable (StoreError?) -> Void)? = nil
  ) throws -> any TableStore {
    try require(.database)
    let store = try place.open(
      self, orMade: orMade, makesFolder: isDefaultPlace, takesUnfinished: takesUnfinished, onDelay: onDelay,
      onWait: onWait)
    // What a role sees is its own: under another's name it would be told as theirs.
    if let server = store as? PostgresDatabase { try server.requireActing(as: login) }
    return store
  }

  /// Whether nobody named a place: then its folder is ours to make.
  var isDefaultPlace: Bool { settings.text(.database) == nil }

  /// Whether the user said for this call which program is meant, by `--db` or `TANDEM_DB`.
  var isPlaceNamed: Bool {
    switch settings[.database].origin {
    case .flag, .environment: true
    default: false
    }
  }

  /// Whether a program is there already; a server is asked when it is opened.
  var isProgramThere: Bool {
    guard case .file(let path) = place else { return true }
    var status = stat()
    return stat(path, &status) != 0 ? errno != ENOENT : status.st_size > 0
  }

  /// What lies on this machine for a program begins with this path: beside a file, else in the state folder.
  var besides: String {
    switch place {
    case .file(let path): return path
    case .server(let address):
      let name = address.title.map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "-" }
      var made = stateFolder.hasPrefix("/") ? "" : "."
      for part in stateFolder.split(separator: "/") {
        made += "/" + part
        mkdir(made, 0o700)
      }
      return "\(stateFolder)/\(String(name))"
    }
  }

  /// A folder that a variable names; a relative path counts as none (XDG Base Directory Specification 0.8).
  private static func folder(_ name: String) -> String? {
    variable(name).flatMap { $0.hasPrefix("/") ? $0 : nil }
  }

  /// What belongs to a server's program and to this machine alone.
  var stateFolder: String {
    (Self.folder("XDG_STATE_HOME") ?? "\(homeFolder(Self.variable))/.local/state") + "/tandem"
  }
}
