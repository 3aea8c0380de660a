public import Scheduling

/// Loads from a store what decides when a pair may meet.
///
/// The slice is bounded: only what lies within ``Situation/reach`` of the asked window is read.
public struct SituationLoader {
  let reader: any StoreReader
  let zones: any ZoneProvider
  let program: Program
  let supposition: Supposition

  /// - Parameter supposition: what is taken for true in place of what is stored.
  public init(
    _ reader: any StoreReader, zones: any ZoneProvider, supposing supposition: Supposition = Supposition()
  ) throws {
    self.reader = reader
    self.zones = zones
    self.supposition = supposition
    program = try reader.program()
  }

  /// The situation of a pair for starts within `window` and a length in seconds.
  ///
  /// - Parameters:
  ///   - room: to be taken along, nil for none.
  ///   - moving: sessions that are in nobody's way.
  /// - Throws: `CommandError.notFound` for a person or room that is gone, ``ZoneError``, and what the reader throws.
  public func situation(
    of pair: Pair, at now: Instant, window: Interval, length: Int, room: RoomID? = nil, moving: Set<SessionID> = []
  ) throws -> Situation {
    let slice = Situation.slice(for: window, length: length)
    // All is asked before the first answer is looked at, for a store that is far away; and of both at once, for each question costs a
    // server more than its answer.
    let asked = try Asked([pair.mentor, pair.mentee], in: slice, self)
    let mentor = try attendee(pair.mentor, of: asked, pair: pair, in: slice, at: now)
    let mentee = try attendee(pair.mentee, of: asked, pair: pair, in: slice, at: now)
    var situation = Situation(
      now: now, isActive: pair.state == .active, term: pair.term(in: mentor.availability.zone), mentor: mentor,
      mentee: mentee, room: try room.map { try roomSituation($0, in: slice, at: now) }, moving: moving)
    // Asked only where it may have a say: hardly anything that is moved lies so far away.
    if moving.count == 1, let id = moving.first, window.end > now + situation.window * 86_400 {
      situation.agreed = try reader.session(id).map { $0.agreedUntil(in: mentor.availability.zone) }
    }
    return situation
  }

  /// The policy that binds a person in a pair: program, pair and person resolved.
  public func policy(of person: Person, in pair: Pair) -> Policy {
    program.policy.applying(pair.policy).applying(person.policy)
  }

  /// What is stored of both sides.
  private struct Asked {
    let people: [PersonID: Person]
    let engagements: [PersonID: [Engagement]]
    let busy: [PersonID: BusyTimeline]

    init(_ ids: [PersonID], in slice: Interval, _ loader: SituationLoader) throws {
      let supposed = loader.supposition.people
      people = try loader.reader.people(among: Set(ids.filter { supposed[$0] == nil })).merging(supposed) { $1 }
      engagements = try loader.reader.engagements(of: ids, in: slice)
      busy = try loader.reader.busy(of: ids, in: slice)
    }
  }

  private func attendee(
    _ id: PersonID, of asked: Asked, pair: Pair, in slice: Interval, at now: Instant
  ) throws -> Attendee {
    guard let person = asked.people[id] else { throw CommandError.notFound("person \(id) is gone") }
    let engagements = supposition.engagements(asked.engagements[id] ?? [], of: id, in: slice)
    return Attendee(
      person: id, availability: try person.availability(zones),
      busy: asked.busy[id] ?? BusyTimeline(sorted: [], titles: []),
      engagements: try reader.standing(engagements, at: now), policy: policy(of: person, in: pair))
  }

  /// A room's hours and what is in it, within a slice of time.
  func roomSituation(_ id: RoomID, in slice: Interval, at now: Instant) throws -> RoomSituation {
    guard let room = try supposition.rooms[id] ?? reader.room(id) else {
      throw CommandError.notFound("room \(id) is gone")
    }
    let zone = try zones.zone(named: room.zone)
    let engagements = supposition.engagements(try reader.engagements(of: id, in: slice), of: id, in: slice)
    return RoomSituation(
      room: id, capacity: room.capacity, hours: room.hours.map { Availability(zone: zone, weekly: $0) },
      engagements: try reader.standing(engagements, at: now))
  }
}
