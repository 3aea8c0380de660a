import ArgumentParser
import Configuration
import Glibc
import Interchange
import Mentoring
import Scheduling

/// What went wrong, as the program's end tells it: a sentence, a stable code, and an exit code.
struct Failure: Error {
  enum Exit: Int32 {
    case failure = 1
    case notFound = 3
    case refused = 4
    case badFile = 5
    case noStore = 6
    case notPermitted = 7
    case usage = 64
    /// As a shell tells a program that Ctrl-C ended.
    case interrupted = 130
  }

  var exit: Exit
  var code: String
  var message: String
  /// More of the JSON document, beside `error`.
  var details: [(String, JSONValue)] = []
  /// Told already, in words that fit the command.
  var isTold = false

  init(_ exit: Exit, _ code: String, _ message: String, details: [(String, JSONValue)] = []) {
    self.exit = exit
    self.code = code
    self.message = message
    self.details = details
  }

  /// - Parameter environment: tells a time by the clock it is about; nil where nothing is known yet.
  init(_ error: any Error, _ environment: CommandEnvironment?) {
    switch error {
    case let failure as Failure: self = failure
    case let error as CommandError: self.init(error, environment)
    // Said by a command about what it was given; the parser's own are told by the parser, with the usage.
    case let error as ValidationError: self.init(.usage, "usage", error.message)
    case let error as StoreError:
      let told = CommandStage.current == .preparing ? error.changingNothing : error
      self.init(.noStore, Self.code(of: error), told.message)
    case let error as FileError: self.init(.badFile, "badFile", error.description)
    case let error as ConfigurationError: self.init(.badFile, "badConfiguration", error.description)
    case let error as InvitationError: self.init(.badFile, "badFile", error.description)
    case let error as ZoneError: self.init(.failure, "unknownZone", error.description)
    default: self.init(.failure, "failed", "\(error)")
    }
  }

  private init(_ error: CommandError, _ environment: CommandEnvironment?) {
    switch error {
    case .refused(let violations, _, _):
      self.init(.refused, "refused", "refused: \(violations.map(\.code).joined(separator: ", "))")
    case .seriesRefused(let plan):
      self.init(
        .refused, "refused",
        "\(plan.fitting) of \(plan.occurrences.count) sessions of the series can be had; nothing was "
          + "changed")
    case .breaks(let broken):
      self.init(
        .refused, "breaks",
        "that would break \(broken.count) \(broken.count == 1 ? "session" : "sessions"); nothing was changed")
    case .offGrid(let start, let granularity, let zone, let before, let after):
      let rules = (try? environment?.zones.zone(named: zone)) ?? .utc
      let times = environment?.times(rules) ?? TimeWording(zone: rules, now: start)
      self.init(
        .usage, "offGrid",
        "\(times.momentToTheSecond(start)) is not on the grid: sessions start every \(granularity) minutes by the clock of "
          + "\(zone), such as \(times.time(before)) or \(times.time(after))")
    case .invalid(let text): self.init(.usage, "invalid", text)
    case .notFound(let text): self.init(.notFound, "notFound", text)
    case .notPermitted(let text): self.init(.notPermitted, "notPermitted", text)
    case .badRows(let issues):
      self.init(.badFile, "badFile", issues.map(\.description).joined(separator: "\n"))
    case .nothingToUndo: self.init(.notFound, "nothingToUndo", "there is nothing of yours to undo")
    case .nothingToRedo: self.init(.notFound, "nothingToRedo", "there is nothing to redo")
    case .changedSince(let text): self.init(.refused, "changedSince", text)
    }
  }

  private static func code(of error: StoreError) -> String {
    switch error {
    case .unavailable: "unavailable"
    case .locked: "locked"
    case .readOnly: "readOnly"
    case .full: "full"
    case .foreign: "foreign"
    case .damaged: "damaged"
    case .newer: "newer"
    case .failed: "failed"
    }
  }

  /// Characters of a quotation; what was given may be of any length, and hides what there is to say of it.
  private static let mostQuoted = 200

  /// With the quotations that are too long cut.
  private static func brief(_ message: String) -> String {
    guard message.utf8.count > mostQuoted else { return message }
    return message.split(separator: "“", omittingEmptySubsequences: false).enumerated().map { index, part in
      guard index > 0, let end = part.firstIndex(of: "”") else { return String(part) }
      let quoted = part[..<end]
      return quoted.count > mostQuoted ? "\(quoted.prefix(mostQuoted))…\(part[end...])" : String(part)
    }.joined(separator: "“")
  }

  /// Tells it, and returns what ends the program.
  func told(_ options: GlobalOptions) throws -> ExitCode {
    if !isTold {
      let message = Self.brief(message)
      Output.message("tandem: \(message)")
      if options.json {
        let error = JSONValue.fields(["code": .string(code), "message": .string(message)])
        Output(options).json(.object([("error", error)] + details))
      }
    }
    return ExitCode(exit.rawValue)
  }

  /// The end of the program for whatever reached the top: the parser's own errors, help, and exit codes.
  static func exit(with error: any Error, arguments: [String]) -> Never {
    if let code = error as? ExitCode { Glibc.exit(code.rawValue) }
    let status = Tandem.exitCode(for: error)
    if status != .success, arguments.contains("--json") {
      let fields = JSONValue.fields(["code": "usage", "message": .string(Tandem.message(for: error))])
      Output.document(.fields(["error": fields]))
    }
    // Not by the parser's own way out, which sends whatever it quotes and does not notice what can't be written.
    let text = Tandem.fullMessage(for: error)
    if !text.isEmpty { status == .success ? Output.help(text) : Output.message(text) }
    Glibc.exit(status.rawValue)
  }
}
