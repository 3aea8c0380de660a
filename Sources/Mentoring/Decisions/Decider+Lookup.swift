import Scheduling

/// What every command needs: the things it names, or the error that says they aren't there, and leave to act on them.
extension Decider {
  func pair(_ id: PairID) throws -> Pair {
    guard let pair = try store.pair(id) else { throw CommandError.notFound("there is no pair \(id)") }
    return pair
  }

  func session(_ id: SessionID) throws -> Session {
    guard let session = try store.session(id) else { throw CommandError.notFound("there is no session \(id)") }
    return session
  }

  func person(_ id: PersonID) throws -> Person {
    guard let person = try store.person(id) else { throw CommandError.notFound("there is no person \(id)") }
    return person
  }

  /// `Mia Chen → Ralf Winter`.
  func title(of pair: Pair) throws -> String {
    "\(try person(pair.mentor).name) → \(try person(pair.mentee).name)"
  }

  /// - Throws: `CommandError.notPermitted` that names who could.
  func requireActing(for pair: Pair) throws {
    guard !actor.mayAct(for: pair) else { return }
    let mentor = try person(pair.mentor)
    let mentee = try person(pair.mentee)
    throw CommandError.notPermitted(
      "\(actor.login) is neither side of \(mentor.name) → \(mentee.name); \(mentor.login), \(mentee.login) or a "
        + "coordinator can do this")
  }

  /// A session of a pair that the actor may act for; permission comes before what has become of the session.
  func actingSession(_ id: SessionID) throws -> (session: Session, pair: Pair) {
    let session = try session(id)
    let pair = try pair(session.pair)
    try requireActing(for: pair)
    return (session, pair)
  }

  /// - Throws: `CommandError.notPermitted` to a member, where the store knows who is one.
  func requireCoordinating(_ what: String) throws {
    guard store.knowsRoles, !actor.isCoordinator else { return }
    throw CommandError.notPermitted("\(actor.login) may not \(what); a coordinator can")
  }
}
