public import Mentoring
public import Scheduling

/// The view inside a write transaction: gives out ids, and writes what was decided.
public final class TableDraft: TableView, StoreTransaction {
  public func newPersonID() throws -> PersonID { PersonID(try connection.newNumber(.person)) }
  public func newPairID() throws -> PairID { PairID(try connection.newNumber(.pair)) }
  public func newRoomID() throws -> RoomID { RoomID(try connection.newNumber(.room)) }
  public func newSessionID() throws -> SessionID { SessionID(try connection.newNumber(.session)) }
  public func newSeriesID() throws -> SeriesID { SeriesID(try connection.newNumber(.series)) }
  public func newBusySourceID() throws -> Int64 { try connection.newNumber(.busySource) }
  public func newNotebookID() throws -> Int64 { try connection.newNumber(.notebook) }

  // MARK: Busy time

  public func latestBusyGeneration(of source: Int64) throws -> Int64 {
    try first("SELECT coalesce(max(generation), 0) FROM busy_generation WHERE source = ?", [source]) { $0[0] } ?? 0
  }

  public func insert(_ blocks: [BusyBlock], source: Int64, person: PersonID, generation: Int64) throws {
    let longest = blocks.map(\.interval.seconds).max() ?? 1
    try run(
      "INSERT INTO busy_generation (source, generation, longest) VALUES (?, ?, ?)", [source, generation, longest])
    for first in stride(from: 0, to: blocks.count, by: Statements.busyRows) {
      let rows = blocks[first..<min(first + Statements.busyRows, blocks.count)]
      var values: [ColumnValue] = [.integer(source), .integer(generation)]
      values.reserveCapacity(2 + 4 * rows.count)
      for block in rows {
        values.append(.integer(block.interval.start.seconds))
        values.append(.integer(block.interval.end.seconds))
        values.append(.text(block.title))
        values.append(.integer(block.file))
      }
      try run(Statements.insertBusy(rows.count), Values(values))
    }
    // The import in force until now stays for undo, and so do the two before this one; what is older can't come back.
    for table in ["busy", "busy_generation"] {
      try run(
        """
        DELETE FROM \(table) WHERE source = ?1 AND generation < ?2
          AND generation IS DISTINCT FROM (SELECT generation FROM busy_source WHERE id = ?1)
        """, [source, generation - 2])
    }
  }

  // MARK: Writing

  private func run(_ sql: String, _ values: Values) throws { try connection.run(sql, values) }

  private func write(_ row: Statements.Row, isNew: Bool, _ values: Values) throws {
    try run(isNew ? row.insertion : row.update, values)
  }

  public func apply(_ changes: [Change]) throws {
    if changes.count > 1 {
      // Sessions that move together may take each other's times: all give theirs up first.
      for case .session(let before?, let after?) in changes
      where before.status.isLive
        && (before.interval != after.interval || before.request?.agreed != after.request?.agreed)
      {
        try run(
          "UPDATE session SET status = 'cancelled', deadline = NULL, agreed_start = NULL, agreed_end = NULL, "
            + "agreed_waivers = NULL WHERE id = ?", [before.id.rawValue])
      }
    }
    let isExodus = changes.count(where: { if case .person(_?, nil) = $0 { true } else { false } }) > Self.manyPeople
    if isExodus { for statement in connection.dialect.finder.make { try run(statement, []) } }
    for change in changes { try apply(change) }
    if isExodus { for statement in connection.dialect.finder.drop { try run(statement, []) } }
  }

  /// From how many people on it is worth making what finds their sessions.
  private static let manyPeople = 100

  private func apply(_ change: Change) throws {
    if case .person = change { cachedPeople.removeAll() }
    switch change {
    case .person(let before, let after?): try write(Statements.person, isNew: before == nil, try after.arguments())
    case .person(let before?, nil): try delete("person", before.id.rawValue)
    case .pair(let before, let after?): try write(Statements.pair, isNew: before == nil, try after.arguments())
    case .pair(let before?, nil): try delete("pair", before.id.rawValue)
    case .room(let before, let after?): try write(Statements.room, isNew: before == nil, after.arguments())
    case .room(let before?, nil): try delete("room", before.id.rawValue)
    case .session(let before, let after?):
      try write(Statements.session, isNew: before == nil, try after.arguments())
    case .series(let before, let after?): try write(Statements.series, isNew: before == nil, after.arguments())
    case .series(let before?, nil): try delete("series", before.id.rawValue)
    case .notebook(let before, let after?): try write(Statements.notebook, isNew: before == nil, try after.arguments())
    case .notebook(let before?, nil): try delete("notebook", before.id)
    case .attendance(let before, let after?): try write(Statements.attendance, isNew: before == nil, after.arguments())
    case .attendance(let before?, nil):
      try run(
        "DELETE FROM attendance WHERE session = ? AND person = ?", [before.session.rawValue, before.person.rawValue])
    case .reminded(let key, let at): try run("INSERT INTO reminded (key, at) VALUES (?, ?)", [key, at.seconds])
    case .busySource(let before, let after?):
      try requireKept(after)
      try write(Statements.busySource, isNew: before == nil, after.arguments())
    case .busySource(let before?, nil): try delete("busy_source", before.id)
    case .person, .pair, .room, .session, .series, .attendance, .notebook, .busySource: break
    }
  }

  /// An undo may reach back to an import whose blocks are gone; that time must not be taken for free.
  private func requireKept(_ source: BusySource) throws {
    let kept: Int64? = try first(
      "SELECT 1 FROM busy_generation WHERE source = ? AND generation = ?", [source.id, source.generation]
    ) { $0[0] }
    guard kept != nil else {
      throw CommandError.invalid(
        "the busy time that \(source.name) held in an import that old is not kept; import the calendar again")
    }
  }

  private func delete(_ table: String, _ id: Int64) throws {
    try run("DELETE FROM \(table) WHERE id = ?", [id])
  }

  /// Appends the step and its changes to the history, and moves the actor's stacks.
  public func record(_ decision: Decision, by actor: Actor, at now: Instant) throws -> Step {
    let step = try append(decision, by: actor, at: now)
    try moveStacks(step)
    return step
  }

  /// Appends what a decision did to sessions of other pairs, as steps that nobody can take back by themselves.
  func record(echoes: [Decision], by actor: Actor, at now: Instant) throws {
    for echo in echoes { _ = try append(echo, by: actor, at: now) }
  }

  private func append(_ decision: Decision, by actor: Actor, at now: Instant) throws -> Step {
    var step = decision.step(by: actor, at: now)
    step.id = try connection.newNumber(.step)
    try run(
      Statements.insertStep,
      Values([
        .integer(step.id), .integer(step.at.seconds), .text(step.actor), .text(step.kind.rawValue), .text(step.command),
        .text(step.summary), .text(step.reason), .optional(step.target), .optional(step.pair?.rawValue),
        .optional(step.session?.rawValue), .text(Audience(of: decision.changes).rawValue),
        .text(try StoredChange.text(decision.changes)),
      ]))
    return step
  }

  /// Makes a beginning of what has been done so far: nobody's next undo or redo reaches it. The history keeps it, and takes
  /// each step back when it is named.
  public func settle() throws { try run("DELETE FROM reversible", []) }

  private func moveStacks(_ step: Step) throws {
    let isUndo = step.kind == .undo
    if let target = step.target {
      try run(
        // Whoever did it: a coordinator takes back what others did.
        "DELETE FROM reversible WHERE actor = (SELECT actor FROM step WHERE id = ?1) AND direction = ?2 AND step = ?1",
        [target, isUndo ? "undo" : "redo"])
    } else {
      try run("DELETE FROM reversible WHERE actor = ? AND direction = 'redo'", [step.actor])
    }
    try run(
      "INSERT INTO reversible (actor, direction, step) VALUES (?, ?, ?)",
      [step.actor, isUndo ? "redo" : "undo", step.id])
  }
}
