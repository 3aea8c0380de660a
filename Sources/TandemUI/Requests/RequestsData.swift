import Mentoring
import Scheduling

/// All requests that wait for the viewer or that they wait for, each with the day around it: read in one go.
struct RequestsData: Loaded {
  struct Item: Hashable, Sendable {
    var session: Session
    var request: Request
    /// The question that it proposes another time instead of; nil where none was asked before.
    var countered: Session?
    var mentor: Person
    var mentee: Person
    /// Whether the viewer is to answer.
    var waitsForViewer: Bool
    /// What the answer would waive, in words.
    var waived: [String]
    /// What the one who proposed waives themself, in words.
    var waivedByProposer: [String]
    /// What stands in the way by now, in words.
    var broken: [String]
    /// Whether the viewer may accept it nevertheless: all that stands in the way protects only them.
    var canWaive: Bool
    /// The mentor's, then the mentee's.
    var lanes: [Lane]

    var proposer: Person { request.proposer == mentor.id ? mentor : mentee }
    var answering: Person { request.proposer == mentor.id ? mentee : mentor }
  }

  /// What a person's day holds.
  struct Lane: Hashable, Sendable {
    var name: String
    var hours: [Interval]
    var busy: [Interval]
    /// Other sessions.
    var engaged: [Interval]
    /// What other requests hold.
    var asked: [Interval]
  }

  /// More than anyone answers in one sitting.
  private static let limit = 200

  var items: [Item]

  /// Whether the viewer looks after the program and not only their own pairs.
  var isProgram: Bool

  /// Whether the time to answer one of them is over, and nobody has let go of it yet.
  var hasExpired: Bool
  /// When the time to answer the first of them is over, that is not over yet.
  var nextDeadline: Instant?
  var freshness: Freshness

  /// What waits for the viewer: a coordinator has nothing to answer of what others are asked.
  var countOnTab: Int { items.count(where: \.waitsForViewer) }

  /// What waits for the viewer comes first, then what they wait for, each by start; a coordinator sees the program's.
  static func load(
    _ reader: any StoreReader, _ zones: any ZoneProvider, actor: Actor, zone: ZoneRules, now: Instant,
    clock: TimeWording.Clock
  ) throws -> RequestsData {
    let open = try open(reader, to: actor)
    let wording = try ViolationWording(reader, zones: zones, viewer: actor, now: now, zone: zone, clock: clock)
    let loader = try SituationLoader(reader, zones: zones)
    var items: [Item] = []
    var freshness = Freshness(at: now, days: [zone])
    for session in open.filter({ $0.status(at: now).isHold }).sorted(by: { $0.interval.start < $1.interval.start })
      .prefix(limit)
    {
      let asked = (
        pair: try reader.pair(session.pair), mentor: try reader.person(session.mentor),
        mentee: try reader.person(session.mentee)
      )
      guard let request = session.request, let pair = asked.pair, let mentor = asked.mentor, let mentee = asked.mentee,
        let day = zone.interval(of: zone.date(at: session.interval.start))
      else { continue }
      let examination = try loader.examination(of: session, pair, at: now, day: day)
      let (situation, broken) = (examination.situation, examination.obstacles)
      freshness.end(with: session.interval.start, of: situation)
      let violations = examination.violations.filter { if case .noticeTooShort = $0 { false } else { true } }
      func lane(_ person: Person, _ attendee: Attendee) throws -> Lane {
        // What was agreed of a session that is asked to move is held, and one that stands.
        let others = attendee.engagements.filter {
          ($0.session != session.id || !$0.isHold) && $0.interval.overlaps(day)
        }
        return Lane(
          name: person.firstName,
          hours: attendee.availability.available(in: day).intervals,
          busy: try reader.busy(of: person.id, in: day).merged.clipped(to: day).intervals,
          engaged: others.filter { !$0.isHold }.map(\.interval), asked: others.filter(\.isHold).map(\.interval))
      }
      let waitsForViewer = actor.person.map { $0 != request.proposer && pair.includes($0) } ?? false
      items.append(
        Item(
          session: session, request: request, countered: try reader.countered(by: session), mentor: mentor,
          mentee: mentee,
          waitsForViewer: waitsForViewer,
          waived: try violations.filter { session.waives($0) && $0.person != request.proposer }.map(wording.sentence),
          waivedByProposer: try violations.filter { session.waives($0) && $0.person == request.proposer }.map(
            wording.sentence),
          broken: try broken.map(wording.sentence),
          canWaive: waitsForViewer && !broken.isEmpty && broken.allSatisfy(actor.mayWaive),
          lanes: [try lane(mentor, situation.mentor), try lane(mentee, situation.mentee)]))
    }
    // Whoever should have let go of one that has expired may not have been able to: that is tried again.
    let hasExpired = open.contains { $0.status(at: now) == .expired }
    for zone in Set(items.flatMap { [$0.mentor.zone, $0.mentee.zone] }) {
      freshness.end(withDayIn: try zones.zone(named: zone))
    }
    for session in open { freshness.end(with: session) }
    if hasExpired { freshness.end(at: now + 1) }
    return RequestsData(
      items: items.filter(\.waitsForViewer) + items.filter { !$0.waitsForViewer },
      isProgram: actor.isCoordinator || actor.person == nil,
      hasExpired: hasExpired, nextDeadline: open.compactMap(\.request?.deadline).filter { $0 > now }.min(),
      freshness: freshness)
  }

  /// Those that were not answered yet, in time or not.
  private static func open(_ reader: any StoreReader, to actor: Actor) throws -> [Session] {
    try reader.openRequests(of: actor.isCoordinator ? nil : actor.person)
  }
}
