import Mentoring
import Scheduling
import Synchronization

/// How far the command that this process carries out has come with what it changes: what goes wrong is told with that.
enum CommandStage {
  /// Whether it will change anything is not known.
  case begun
  /// It only looks.
  case looking
  /// It is to change something, and has asked for nothing yet.
  case preparing
  /// Something was asked for; how that ended the store tells.
  case asked

  private static let content = Mutex(CommandStage.begun)

  static var current: CommandStage { content.withLock { $0 } }

  /// Goes on to a later stage; never back.
  static func reach(_ stage: CommandStage) {
    content.withLock { current in
      if current == .begun || stage == .asked { current = stage }
    }
  }
}

/// A store that notes when it is first asked to change something.
struct WatchedStore: Store {
  let base: any Store

  var isFar: Bool { base.isFar }
  var readOnlyCause: String? { base.readOnlyCause }

  func read<Result>(_ body: (any StoreReader) throws -> Result) throws -> Result { try base.read(body) }

  func readAhead<Result>(_ body: (any StoreReader) throws -> Result) throws -> Result { try base.readAhead(body) }

  func perform(_ command: Command, by actor: Actor, at now: Instant, isDryRun: Bool) throws -> Outcome {
    // That requests have expired is no doing of this command.
    if !isDryRun, command != .expireRequests { CommandStage.reach(.asked) }
    return try base.perform(command, by: actor, at: now, isDryRun: isDryRun)
  }

  func watch(_ onChange: @escaping @Sendable () -> Void) throws -> any WatchToken { try base.watch(onChange) }
}
