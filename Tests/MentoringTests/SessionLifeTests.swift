import Mentoring
import Scheduling
import TestSupport
import Testing

/// Every state of a session, every command, every actor.
@Suite struct SessionLifeTests {
  /// A row for each state, a column for each command; in each cell what becomes of it when asked for by the one who
  /// proposed the time, the other side, a coordinator, and a stranger.
  ///
  /// Capitals are the new state: `C`onfirmed, `D`eclined, `W`ithdrawn, `O` countered, `R`equested, `X` cancelled, `H`eld,
  /// `M`issed; `m` moved and still confirmed, `e` edited, `a` kept, `=` unchanged; `p` not permitted, `s` changed since,
  /// `i` makes no sense, `n` nothing to undo. `yes` and `no` are answers of the other side to an invitation, whoever
  /// brings them.
  private static let table = """
    state     accept decline withdraw counter move ask  cancel edit agenda hold miss yes  no   notes feedback undo
    requested pCCp   pDDp    WpWp     OOpp    OOpp OOpp WDWp   eeep epep   sssp sssp CCCp DDDp aapp  sspp     Wnnn
    countered pCCp   pDDp    WpWp     OOpp    OOpp OOpp WDWp   eeep epep   sssp sssp CCCp DDDp aapp  sspp     Rnnn
    asked     pCCp   pCCp    CpCp     OOpp    OOpp OOpp XXXp   eeep epep   sssp sssp CCCp CCCp aapp  sspp     Cnnn
    coming    sssp   sssp    sssp     sssp    mmmp OOpp XXXp   eeep epep   sssp sssp aaap XXXp aapp  sspp     Xnnn
    past      sssp   sssp    sssp     sssp    sssp sssp sssp   eeep epep   HHHp MMMp sssp sssp aapp  aapp     snnn
    held      sssp   sssp    sssp     sssp    sssp sssp sssp   eeep epep   ===p MMMp sssp sssp aapp  aapp     Cnnn
    missed    sssp   sssp    sssp     sssp    sssp sssp sssp   eeep epep   HHHp ===p sssp sssp aapp  sspp     Cnnn
    declined  sssp   sssp    sssp     sssp    sssp sssp sssp   eeep epep   sssp sssp sssp sssp aapp  sspp     sRnn
    withdrawn sssp   sssp    sssp     sssp    sssp sssp sssp   eeep epep   sssp sssp sssp sssp aapp  sspp     Rnnn
    cancelled sssp   sssp    sssp     sssp    sssp sssp sssp   eeep epep   sssp sssp sssp sssp aapp  sspp     Cnnn
    expired   sssp   sssp    sssp     sssp    sssp sssp sssp   eeep epep   sssp sssp sssp sssp aapp  sspp     snnn
    overdue   sssp   sssp    sssp     sssp    sssp sssp sssp   eeep epep   sssp sssp sssp sssp aapp  sspp     snnn
    """

  private static let rows = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }

  private let company = Company()

  @Test(arguments: rows.dropFirst())
  func everyCellIsAsInTheTable(row: [String]) throws {
    for (column, expected) in zip(Self.rows[0], row).dropFirst() {
      let actors = [company.mia, company.ralf, company.kim, company.jonas]
      let found = try String(actors.map { try outcome(of: column, on: row[0], by: $0) })
      #expect(found == expected, "\(column) of a \(row[0]) session")
    }
  }

  private func outcome(of column: String, on state: String, by actor: Person) throws -> Character {
    let (store, session) = try make(state)
    let command = try command(column, session)
    do {
      let outcome = try store.perform(command, by: Actor(actor), at: company.now)
      let after = try #require(try store.read { try $0.session(session.id) })
      // The guard of the rules: what is closed holds no time, what waits has a deadline.
      #expect((after.request != nil) == after.status.isHold)
      #expect(outcome.changes.isEmpty || outcome.step?.session == session.id)
      if outcome.changes.isEmpty { return "=" }
      if column == "edit" || column == "agenda" { return "e" }
      if column == "notes" || column == "feedback" { return "a" }
      if column == "yes", session.status == .confirmed { return "a" }
      if column == "move", after.status == .confirmed { return "m" }
      return letter(after.status)
    } catch let error as CommandError {
      let kept = try store.read { try $0.session(session.id) }
      #expect(kept?.request == session.request || state == "overdue")
      switch error {
      case .notPermitted: return "p"
      case .changedSince: return "s"
      case .invalid: return "i"
      case .nothingToUndo: return "n"
      case .refused, .seriesRefused, .breaks, .offGrid, .notFound, .badRows, .nothingToRedo: return "?"
      }
    }
  }

  private func letter(_ status: Session.Status) -> Character {
    switch status {
    case .requested: "R"
    case .countered: "O"
    case .confirmed: "C"
    case .declined: "D"
    case .expired: "E"
    case .withdrawn: "W"
    case .cancelled: "X"
    case .held: "H"
    case .missed: "M"
    }
  }

  private func command(_ name: String, _ session: Session) throws -> Command {
    let other = try company.at("2026-12-02 15:00")
    switch name {
    case "accept": return .accept(session.id)
    case "decline": return .decline(session.id, reason: "No")
    case "withdraw": return .withdraw(session.id)
    case "counter": return .counter(Counter(session: session.id, start: other))
    case "move": return .move(Move(session: session.id, start: other))
    case "ask": return .move(Move(session: session.id, start: other, asks: true))
    case "cancel": return .cancel(session.id, reason: "Ill")
    case "edit": return .edit(Edit(session: session.id, topic: "Color"))
    case "agenda": return .edit(Edit(session: session.id, agenda: "Rough cut"))
    case "yes", "no":
      return .answer(
        Answering(
          session: session.id, person: company.ralf.id, answer: name == "yes" ? .accepted : .declined,
          sequence: session.sequence))
    case "notes": return .notebook(.notes(session.id, text: "We cut it."))
    case "feedback": return .notebook(.feedback(session.id, rating: 5, comment: ""))
    case "undo": return .undo
    case "hold": return .hold(session.id)
    case "miss": return .miss(session.id, by: company.ralf.id)
    default: throw CommandError.invalid(name)
    }
  }

  /// A session of Mia and Ralf in a state that she brought about.
  private func make(_ state: String) throws -> (store: MemoryStore, session: Session) {
    let store = company.store()
    let isPast = ["past", "held", "missed"].contains(state)
    let start = try company.at(isPast ? "2026-11-24 16:00" : "2026-12-01 16:00")
    let early = start - 6 * 86_400
    func perform(_ command: Command, at now: Instant) throws -> Session {
      let outcome = try store.perform(command, by: Actor(company.mia), at: now)
      return try #require(outcome.sessions.first)
    }
    let asks = ["requested", "countered", "declined", "withdrawn", "expired", "overdue"].contains(state)
    var session = try perform(.book(Booking(pair: PairID(1), start: start, length: 60, asks: asks)), at: early)
    switch state {
    case "countered":
      session = try perform(.counter(Counter(session: session.id, start: start - 3_600)), at: early)
    case "asked":
      session = try perform(.move(Move(session: session.id, start: start - 3_600, asks: true)), at: early)
    case "missed": session = try perform(.miss(session.id, by: company.ralf.id), at: company.now)
    case "held": session = try perform(.hold(session.id), at: company.now)
    case "withdrawn": session = try perform(.withdraw(session.id), at: company.now)
    case "cancelled": session = try perform(.cancel(session.id, reason: "Ill"), at: company.now)
    case "declined":
      let outcome = try store.perform(.decline(session.id), by: Actor(company.ralf), at: company.now)
      session = try #require(outcome.sessions.first)
    case "expired", "overdue":
      session.request?.deadline = company.now
      if state == "expired" {
        session.status = .expired
        session.request = nil
      }
      store.insert(sessions: [session])
    default: break
    }
    return (store, session)
  }
}
