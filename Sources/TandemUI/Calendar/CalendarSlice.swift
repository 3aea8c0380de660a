import Mentoring
import Scheduling

/// Whose time a calendar shows.
enum CalendarSubject: Hashable, Sendable {
  /// Two lanes a day: the mentor's and the mentee's.
  case pair(PairID)
  /// One lane: all sessions of a person, in every pair.
  case person(PersonID)
}

/// What a calendar needs to draw and answer for some weeks: a value, loaded by one read off the main thread.
struct CalendarSlice: Sendable {
  /// One person's time.
  struct Lane: Sendable {
    let person: Person
    let attendee: Attendee
    /// Hours and overrides, absences not taken off.
    let hours: IntervalSet
    let absences: IntervalSet
    let busy: IntervalSet

    /// The person's first name: asked for many times a frame.
    let shortName: String

    init(person: Person, attendee: Attendee, hours: IntervalSet, absences: IntervalSet, busy: IntervalSet) {
      self.person = person
      self.attendee = attendee
      self.hours = hours
      self.absences = absences
      self.busy = busy
      shortName = person.firstName
    }

    var zone: ZoneRules { attendee.availability.zone }
  }

  /// A live session as the grid shows it.
  struct Entry: Hashable, Sendable, Identifiable {
    let session: Session
    /// Which of the pair's live sessions it is, counted from 1; nil for one that was missed.
    let ordinal: Int?
    /// How many the pair means to have; nil when open.
    let planned: Int?
    /// Of mentor and mentee.
    let mentor: String
    let mentee: String
    let room: String?
    /// What makes it impossible as it stands; empty when all is well.
    let conflicts: [Violation]
    /// What makes the time impossible where it stays, asked to move, if the answer is no.
    let agreedConflicts: [Violation]
    /// What a request asks to waive.
    let waived: [Violation]
    /// Minutes of notice with which its pair calls a session off, lest that is counted.
    let lateNotice: Int
    /// Whether the viewer may write its agenda.
    let mayChangeAgenda: Bool

    var id: SessionID { session.id }
    var isMissed: Bool { session.status == .missed }
    /// `8/12`, `8` where the number is open or passed; empty for one that does not count.
    var count: String {
      guard let ordinal else { return "" }
      return planned.flatMap { ordinal > $0 ? nil : "\(ordinal)/\($0)" } ?? "\(ordinal)"
    }
  }

  let subject: CalendarSubject
  let viewer: Actor
  /// The starts it can answer for.
  let window: Interval
  let pair: Pair?
  /// Mentor, then mentee; the person alone where the subject is one.
  let lanes: [Lane]
  /// What decides when the pair may meet; nil where the subject is a person. Without a room.
  let situation: Situation?
  /// The subject's, by start.
  let entries: [Entry]
  /// Names of everyone who appears.
  let names: [PersonID: String]
  /// All live sessions of the lanes' people, in whatever pair.
  let sessions: [SessionID: Session]
  let rooms: [Room]
  /// Of ``rooms``, with what is in their way.
  let roomSituations: [RoomID: RoomSituation]
  /// The room to propose: the one the pair met in last.
  let usualRoom: RoomID?
  /// What makes one opening better than another; nil where the subject is a person.
  let preferences: Preferences?
  let policy: Policy

  /// The pair's usual length in minutes.
  ///
  /// - Parameter standard: of pairs that have none.
  func usualLength(_ standard: Int) -> Int {
    pair?.length ?? (policy.lengths.contains(standard) ? standard : policy.lengths.first ?? standard)
  }

  func entry(_ id: SessionID) -> Entry? { entries.first { $0.id == id } }

  /// Whether the viewer may book, move and cancel here.
  var mayAct: Bool { pair.map(viewer.mayAct(for:)) ?? false }

  /// Whether the viewer is one side of the pair.
  var isOfViewer: Bool { viewer.person.map { pair?.includes($0) ?? false } ?? false }

  /// Whether the viewer can ask the other side for a time: all that stands in its way somebody can waive.
  func mayAsk(despite violations: [Violation], isOnGrid: Bool) -> Bool {
    isOnGrid && isOfViewer && violations.allSatisfy { !$0.isAbsolute && $0.person != nil }
  }

  /// `Mia`; the whole name where both lanes share a first one.
  func shortName(_ id: PersonID) -> String {
    guard let lane = lanes.first(where: { $0.person.id == id }) else { return names[id] ?? "someone" }
    let isShared = lanes.contains { $0.person.id != id && $0.shortName == lane.shortName }
    return isShared ? lane.person.name : lane.shortName
  }

  /// The situation with a room in it and a session out of the way.
  func situation(at now: Instant, room: RoomID?, moving: SessionID?) -> Situation? {
    guard var situation else { return nil }
    situation.now = now
    situation.room = room.flatMap { roomSituations[$0] }
    situation.moving = moving.map { [$0] } ?? []
    situation.agreed = moving.flatMap { sessions[$0] }.map { $0.agreedUntil(in: situation.mentor.availability.zone) }
    return situation
  }

  /// The other person of a session in somebody's way.
  func partner(of person: PersonID?, in id: SessionID) -> String? {
    guard let session = sessions[id] else { return nil }
    return names[person == session.mentor ? session.mentee : session.mentor]
  }
}
