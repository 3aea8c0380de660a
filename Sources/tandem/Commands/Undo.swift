import ArgumentParser
import Mentoring

struct Undo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back the last thing you did, or any step, if the rules of today allow it.",
    discussion: """
      EXAMPLES
        tandem undo
        tandem undo --dry-run        says what would be taken back
        tandem undo 312              that step, see “tandem history”
      """)

  @Argument(help: "A step's number; the default is your last that stands.") var step: Int64?
  @Flag(help: "Decide and tell, but write nothing.") var dryRun = false
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      guard let step else { return try reverse(.undo, isDryRun: dryRun, environment) }
      let last = try environment.store().read { try $0.lastReversal(of: step) }
      // What was done again stands by its last step.
      try reverse(.reverse(last?.kind == .redo ? last?.id ?? step : step), isDryRun: dryRun, environment)
    }
  }
}

struct Redo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redo",
    abstract: "Do again what was undone last, if nothing was done since, or what any step undid.",
    discussion: """
      EXAMPLES
        tandem redo
        tandem redo 313  what step 313 undid, or step 313 itself if it was undone
      """)

  @Argument(help: "The number of a step that undid something, or of one that was undone.") var step: Int64?
  @Flag(help: "Decide and tell, but write nothing.") var dryRun = false
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      guard let step else { return try reverse(.redo, isDryRun: dryRun, environment) }
      let last = try environment.store().read { try $0.lastReversal(of: step) }
      try reverse(.reverse(last?.kind == .undo ? last?.id ?? step : step), isDryRun: dryRun, environment)
    }
  }
}

extension StoreReader {
  /// The last of the steps that took back a step, did it again, took that back, and so on; nil where it was never taken back.
  fileprivate func lastReversal(of step: Int64) throws -> Step? {
    var last: Step?
    while let next = try reversal(of: last?.id ?? step) { last = next }
    return last
  }
}

private func reverse(_ command: Command, isDryRun: Bool, _ environment: CommandEnvironment) throws {
  let store = try environment.store()
  let actor = try store.read { try environment.actor($0) }
  let outcome = try Refusal(environment: environment, store: store, actor: actor).perform(command, isDryRun: isDryRun)
  try SessionOutcome(environment: environment, store: store, actor: actor).tell(outcome, isDryRun: isDryRun)
}
