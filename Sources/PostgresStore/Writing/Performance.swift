import Glibc
import Mentoring
import Scheduling
import Tables

/// One command, carried out however often that takes: whole and once, or not at all.
struct Performance {
  let command: Command
  let actor: Actor
  let now: Instant
  let isDryRun: Bool
  let zones: any ZoneProvider
  let hours: HoursCache
  let forecaster: Forecaster
  let pool: ConnectionPool
  let store: String
  /// Names this one command among all that are ever carried out, so that it can be asked after.
  private let token = Int64.random(in: 1...Int64.max)

  init(
    command: Command, actor: Actor, now: Instant, isDryRun: Bool, zones: any ZoneProvider, hours: HoursCache,
    forecaster: Forecaster, pool: ConnectionPool, store: String
  ) {
    self.command = command
    self.actor = actor
    self.now = now
    self.isDryRun = isDryRun
    self.zones = zones
    self.hours = hours
    self.forecaster = forecaster
    self.pool = pool
    self.store = store
  }

  /// How often a decision that somebody else was faster than is made anew.
  private static let mostTries = 8
  /// How long a server is waited for that was cut off with the command's end under way; seconds. Until then nobody knows
  /// whether it was done.
  private static let patience = 30

  private enum Attempt {
    case done(Outcome)
    /// More than a pair is touched: once more, with the program alone.
    case needsProgram
  }

  /// - Throws: `CommandError` when it was refused, ``StoreError`` when nobody could be asked, ``ServerError`` for the rest.
  func carryOut() throws -> Outcome {
    do {
      return try carryOutOrLose()
    } catch let error as ServerError where error.isLoss {
      throw StoreError(error, store: store).changingNothing
    }
  }

  private func carryOutOrLose() throws -> Outcome {
    var lock = WriteLock(command)
    var tries = 0
    while true {
      let (connection, isUsed) = try pool.take()
      let writing = ServerWriting(connection, isDryRun: isDryRun)
      var inDoubt: Outcome?
      do {
        switch try attempt(writing, lock, &inDoubt) {
        case .done(let outcome):
          pool.give(back: connection)
          return outcome
        case .needsProgram:
          lock = .program
          pool.give(back: connection)
        }
      } catch let error as ServerError {
        if error.isLoss {
          pool.drop()
          if let inDoubt { return try askAfter(inDoubt) }
          // Before its end was sent a transaction is nothing. A connection that lay idle may have been cut long ago.
          guard isUsed, tries == 0 else { throw error }
        } else {
          try? writing.rollBack()
          guard error.isWorthAnotherTry, tries < Self.mostTries else { throw error }
          if connection.isAlive { pool.give(back: connection) }
          usleep(UInt32.random(in: 500...(2_000 << UInt32(min(tries, 5)))))
        }
        tries += 1
      } catch {
        // Refused by a rule: nothing was written.
        try? writing.rollBack()
        if connection.isAlive { pool.give(back: connection) }
        throw error
      }
    }
  }

  private func attempt(_ writing: ServerWriting, _ lock: WriteLock, _ inDoubt: inout Outcome?) throws -> Attempt {
    let connection = writing.connection
    let forecast = try forecaster.forecast(command, at: now, over: connection)
    try writing.begin(lock, token: token, forecast: forecast.queries, numbers: forecast.numbers)
    let draft = TableDraft(writing, hours: hours)
    // Who is asked for one by one from here on is known then.
    if !forecast.people.isEmpty { _ = try draft.people(among: Set(forecast.people)) }
    // What nobody answered in time is let go of by whoever comes next; those requests may be anybody's.
    if lock.isShared, !isDryRun, try !draft.dueRequests(at: now).isEmpty {
      try writing.rollBack()
      return .needsProgram
    }
    let (outcome, isKept) = try draft.perform(command, by: actor, at: now, zones: zones, isDryRun: isDryRun)
    guard isKept else {
      try writing.rollBack()
      return .done(outcome)
    }
    inDoubt = outcome
    try writing.commit()
    return .done(outcome)
  }

  /// The connection was lost when the end had been sent: only the server knows whether it was done. It is asked until it
  /// answers; the command is never sent again.
  private func askAfter(_ outcome: Outcome) throws -> Outcome {
    let end = ContinuousClock.now + .seconds(Self.patience)
    while ContinuousClock.now < end {
      usleep(200_000)
      guard let isDone = try? wasDone(outcome) else { continue }
      guard !isDone else { return outcome }
      throw StoreError.unavailable(
        "\(store) was cut off while “\(command.name)” was saved; it was asked since, and nothing was changed: try again"
      )
    }
    throw StoreError.unavailable(
      "\(store) was cut off while “\(command.name)” was saved, and does not come back; whether it was done, “tandem history” "
        + "tells once the server answers")
  }

  private func wasDone(_ outcome: Outcome) throws -> Bool {
    let connection = try pool.take().connection
    let writing = ServerWriting(connection, isDryRun: false)
    // The transaction that is asked after holds its locks as long as it lives, so this waits for its end.
    try writing.begin(.program, token: 0, forecast: [], numbers: [])
    var found: Bool?
    if let step = outcome.step {
      found = try writing.first("SELECT 1 FROM step WHERE id = ? AND token = ?", [step.id, token]) { _ in true }
    } else if case .reminded(let key, _)? = outcome.changes.first {
      found = try writing.first("SELECT 1 FROM reminded WHERE key = ? AND token = ?", [key, token]) { _ in true }
    } else {
      // Only requests expired, which whoever comes next sees to.
      found = true
    }
    try writing.rollBack()
    // It may be on this server alone, which was the reason for the doubt: then it is not acknowledged yet.
    if found == true { try writing.awaitSafety() }
    pool.give(back: connection)
    return found ?? false
  }
}
