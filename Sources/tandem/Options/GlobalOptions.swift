import ArgumentParser
import Mentoring

/// The options that every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(
    name: .customLong("db"),
    help: ArgumentHelp(
      "The database: a file, or a server as postgresql://host/name (TANDEM_DB, else the configuration).",
      valueName: "path"), completion: .file())
  var database: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Who acts (TANDEM_AS, the configuration, else your login).", valueName: "login"),
    completion: .custom(Completion.logins))
  var actor: String?

  @Flag(help: "Write one JSON document to standard output.")
  var json = false

  @Flag(name: .shortAndLong, help: "Say nothing but results and errors.")
  var quiet = false

  @Option(help: ArgumentHelp("Colors: auto, always or never.", valueName: "when"))
  var color = ColorChoice.auto

  @Flag(help: "Never write to the database.")
  var readOnly = false

  enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
  }

  /// An empty name would be passed over for the next in line, and that may be another database, or somebody else: a script in which
  /// a variable is not set has meant neither.
  func validate() throws {
    for (option, value, what) in [
      ("--db", database, "name the database, or leave it out"), ("--as", actor, "name who acts, or leave it out"),
    ] where value?.isEmpty == true {
      throw ValidationError("\(option) is empty; \(what)")
    }
  }

  /// Runs a command's body; what it throws is told as text or JSON, and becomes the exit code.
  func run(_ body: (CommandEnvironment) throws -> Void) throws {
    try runUnwarned { environment in
      environment.configuration.warn(self)
      defer { environment.deliverMail() }
      try body(environment)
    }
  }

  /// The same for commands that tell of the configuration themselves.
  func runUnwarned(_ body: (CommandEnvironment) throws -> Void) throws {
    var environment: CommandEnvironment?
    do {
      let made = try CommandEnvironment(self)
      environment = made
      try body(made)
    } catch let error where !(error is ExitCode) {
      throw try Failure(error, environment).told(self)
    }
  }

  private static let withValue: Set<String> = ["--db", "--as", "--color"]
  private static let flags: Set<String> = ["--json", "--quiet", "-q", "--read-only"]

  /// One of two values would win, and nobody could tell by looking which: it may be another database that is changed.
  ///
  /// - Throws: `ValidationError` for an option that is given different values.
  static func requireAgreement(_ arguments: [String]) throws {
    var values: [String: String] = [:]
    let options = arguments.prefix { $0 != "--" }
    for (index, argument) in options.enumerated() {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard withValue.contains(parts[0]) else { continue }
      guard let value = parts.count > 1 ? parts[1] : options.dropFirst(index + 1).first else { continue }
      let known = values.updateValue(value, forKey: parts[0])
      guard let known, known != value else { continue }
      // An address may hold a password.
      let told = [known, value].map { parts[0] == "--db" ? StorePlace($0).title : $0 }
      throw ValidationError(
        told[0] == told[1]
          ? "\(parts[0]) is given twice, and differently; give it once"
          : "\(parts[0]) is given twice, as “\(told[0])” and as “\(told[1])”; give it once")
    }
  }

  /// The arguments with global options that stand before the subcommand put behind everything else.
  static func moved(_ arguments: [String]) -> [String] {
    var front: [String] = []
    var rest = arguments[...]
    while let argument = rest.first, argument.hasPrefix("-"), argument != "--" {
      let name = argument.split(separator: "=", maxSplits: 1).first.map(String.init) ?? argument
      if flags.contains(argument) || (withValue.contains(name) && argument.contains("=")) {
        front.append(argument)
        rest = rest.dropFirst()
      } else if withValue.contains(argument), rest.count > 1 {
        front += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else {
        break
      }
    }
    guard !front.isEmpty, !rest.isEmpty else { return arguments }
    if let end = rest.firstIndex(of: "--") { return Array(rest[..<end]) + front + Array(rest[end...]) }
    return Array(rest) + front
  }
}
