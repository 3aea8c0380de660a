import Mentoring
import Scheduling

/// What no longer fits of a person's sessions, in words, for the lists in which they stand.
struct ConflictNotes {
  private let found: (asked: [SessionID: [Violation]], agreed: [SessionID: [Violation]])
  private let wording: ViolationWording

  /// - Parameters:
  ///   - person: whose sessions; nil for nobody's, as of an operator, who is told by `conflicts`.
  ///   - actor: who reads it; of others' sessions only a coordinator is told.
  init(
    of person: PersonID?, for actor: Actor, _ reader: any StoreReader, _ environment: CommandEnvironment
  ) throws {
    let zones = environment.zones
    let isTold = person != nil && (person == actor.person || actor.isCoordinator)
    found =
      isTold
      ? try ConflictFinder(reader, zones: zones).conflicts(at: environment.now, person: person).bySession : ([:], [:])
    wording = try ViolationWording(
      reader, zones: zones, viewer: actor, now: environment.now, zone: environment.zone(of: actor, reader),
      clock: environment.face)
  }

  /// Under a session's own line.
  /// - Parameter isIfNotMoved: whether that line is of the time at which it stays after a no.
  func show(_ session: Session, isIfNotMoved: Bool, _ output: Output) throws {
    for violation in (isIfNotMoved ? found.agreed : found.asked)[session.id] ?? [] {
      output.line("    \(output.bad("!")) \(try wording.sentence(violation))")
    }
  }
}
