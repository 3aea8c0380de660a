import Mentoring
import Scheduling

/// Tells what a change of hours would break.
struct HoursReport {
  private let reader: any StoreReader
  private let environment: CommandEnvironment
  private let actor: Actor
  private let times: TimeWording
  private let wording: ViolationWording

  init(_ reader: any StoreReader, _ environment: CommandEnvironment, _ actor: Actor) throws {
    self.reader = reader
    self.environment = environment
    self.actor = actor
    let zone = try environment.zone(of: actor, reader)
    times = environment.times(zone)
    wording = try ViolationWording(
      reader, zones: environment.zones, viewer: actor, now: environment.now, zone: zone, clock: environment.face)
  }

  /// The refusal that lists every session, why it no longer fits, and when it could be instead.
  func failure(_ broken: [BrokenSession]) throws -> Failure {
    let shapes = JSONShapes(reader: reader, zones: environment.zones, viewer: actor, now: environment.now)
    let count = "\(broken.count) \(broken.count == 1 ? "session" : "sessions")"
    var failure = Failure(
      .refused, "breaks",
      (["that would break \(count), and changed nothing:"] + (try broken.flatMap { try lines($0) })
        + [
          "Say what becomes of \(broken.count == 1 ? "it" : "them"): --on-break leave keeps the time, move takes the first of "
            + "the nearest openings, ask asks the other side for it."
        ]).joined(separator: "\n"),
      details: [("broken", .array(try broken.map { try shapes.broken($0, wording) }))])
    if environment.output.isJSON { failure.message = "that would break \(count), and changed nothing" }
    return failure
  }

  private func lines(_ broken: BrokenSession) throws -> [String] {
    let session = broken.session
    let names = try [session.mentor, session.mentee].map { try reader.person($0)?.name ?? "?" }
    let what = session.status.isHold ? "request" : "session"
    let openings = broken.openings.map { times.moment($0) }
    let agreed = broken.agreed.map { ", and \(times.span($0)), where it stays if the answer is no" } ?? ""
    return [
      "  \(what) \(session.id), \(times.span(session.interval))\(agreed), \(names.joined(separator: " → "))",
      "    ✗ " + (try broken.violations.map { try wording.sentence($0) }).joined(separator: "; "),
      "    " + (openings.isEmpty ? "no opening near" : "openings: \(openings.joined(separator: ", "))"),
    ]
  }
}
