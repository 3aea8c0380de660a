public import Mentoring
public import Scheduling

/// A store that tells those who take part: after a session was booked, moved or cancelled, an invitation to each of its
/// people but who did it is put into the outbox.
///
/// What goes wrong with mail never undoes or refuses what was done.
public final class InvitingStore: Store {
  private let store: any Store
  private let zones: any ZoneProvider
  private let outbox: Outbox
  private let onPosted: @Sendable () -> Void
  private let onProblem: @Sendable (String) -> Void

  /// - Parameters:
  ///   - onPosted: called after mails were put into the outbox, on the thread of the command.
  ///   - onProblem: told in a sentence what kept a mail from being put there.
  public init(
    _ store: any Store, zones: any ZoneProvider, outbox: Outbox, onPosted: @escaping @Sendable () -> Void = {},
    onProblem: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.store = store
    self.zones = zones
    self.outbox = outbox
    self.onPosted = onPosted
    self.onProblem = onProblem
  }

  public var isFar: Bool { store.isFar }
  public var readOnlyCause: String? { store.readOnlyCause }

  public func read<Result>(_ body: (any StoreReader) throws -> Result) throws -> Result { try store.read(body) }

  public func readAhead<Result>(_ body: (any StoreReader) throws -> Result) throws -> Result {
    try store.readAhead(body)
  }

  public func watch(_ onChange: @escaping @Sendable () -> Void) throws -> any WatchToken { try store.watch(onChange) }

  public func perform(_ command: Command, by actor: Actor, at now: Instant, isDryRun: Bool) throws -> Outcome {
    let outcome = try store.perform(command, by: actor, at: now, isDryRun: isDryRun)
    guard !isDryRun, let step = outcome.step else { return outcome }
    do {
      let (mails, unreachable) = try store.read { reader in
        try InvitationMails(reader, zones: zones, actor: actor, now: now).mails(about: outcome.changes, step: step.id)
      }
      for mail in mails { try outbox.keep(mail) }
      if !mails.isEmpty { onPosted() }
      for name in unreachable { onProblem("\(name) has no email, so no mail tells them") }
    } catch {
      onProblem("the invitation could not be written, though it was done: \(error)")
    }
    return outcome
  }
}
