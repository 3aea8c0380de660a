public import Scheduling

/// A store that nobody writes to from here, and whose views yet let go of requests that nobody answered in time.
public struct SettledStore: Store {
  private let base: any Store
  private let clock: @Sendable () -> Instant

  public init(_ base: any Store, clock: @escaping @Sendable () -> Instant) {
    self.base = base
    self.clock = clock
  }

  public var isFar: Bool { base.isFar }
  public var readOnlyCause: String? { base.readOnlyCause }

  public func read<Result>(_ body: (any StoreReader) throws -> Result) throws -> Result {
    let now = clock()
    return try base.read { reader in try body(try SettledReader(reader, at: now) ?? reader) }
  }

  public func readAhead<Result>(_ body: (any StoreReader) throws -> Result) throws -> Result {
    let now = clock()
    return try base.readAhead { reader in try body(try SettledReader(reader, at: now) ?? reader) }
  }

  public func perform(_ command: Command, by actor: Actor, at now: Instant, isDryRun: Bool) throws -> Outcome {
    try base.perform(command, by: actor, at: now, isDryRun: isDryRun)
  }

  public func watch(_ onChange: @escaping @Sendable () -> Void) throws -> any WatchToken { try base.watch(onChange) }
}
