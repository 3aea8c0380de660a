import Mentoring
import Scheduling

/// Reads a ``CalendarSlice``: the weeks around a date, whole, from one consistent view.
struct CalendarSliceLoader {
  let zones: any ZoneProvider
  let viewer: Actor
  let now: Instant

  /// How many days before and after the begin of the asked one's week are read, so that turning a page needs no wait:
  /// more than a month's page and a margin.
  static let daysBefore = 56
  static let daysAfter = 77
  /// Rooms whose time is looked at; a company has more than a pair would try.
  static let roomLimit = 40
  /// What stands, and what was missed: that is looked for where it was to be, also to say that it took place after all.
  private static let shown = Set(Session.Status.allCases.filter { $0.isLive || $0 == .missed })

  /// - Parameter date: in the middle of what will be shown.
  /// - Throws: `CommandError.notFound` for a pair or person that is gone, ``ZoneError``, and what the reader throws.
  func load(_ subject: CalendarSubject, around date: CivilDate, from reader: any StoreReader) throws -> CalendarSlice {
    let first = date.startOfWeek - Self.daysBefore
    let window = Interval(
      ZoneRules.utc.startOfDay(first - 1), ZoneRules.utc.startOfDay(date.startOfWeek + Self.daysAfter + 1))
    let span = Situation.slice(for: window, length: 8 * 3_600)
    let loader = try SituationLoader(reader, zones: zones)
    switch subject {
    case .pair(let id):
      guard let pair = try reader.pair(id) else { throw CommandError.notFound("this pair is gone") }
      var situation = try loader.situation(of: pair, at: now, window: window, length: 8 * 3_600)
      if viewer.person != pair.mentor { situation.mentor.busy = untitled(situation.mentor.busy) }
      if viewer.person != pair.mentee { situation.mentee.busy = untitled(situation.mentee.busy) }
      return try slice(
        subject, pair, [situation.mentor, situation.mentee], situation, situation.mentor.policy, window, span, reader)
    case .person(let id):
      guard let person = try reader.person(id) else { throw CommandError.notFound("this person is gone") }
      let busy = try reader.busy(of: id, in: span)
      let policy = try reader.program().policy.applying(person.policy)
      let attendee = Attendee(
        person: id, availability: try person.availability(zones), busy: viewer.person == id ? busy : untitled(busy),
        engagements: try reader.engagements(of: id, in: span), policy: policy)
      return try slice(subject, nil, [attendee], nil, policy, window, span, reader)
    }
  }

  private func slice(
    _ subject: CalendarSubject, _ pair: Pair?, _ attendees: [Attendee], _ situation: Situation?, _ policy: Policy,
    _ window: Interval, _ span: Interval, _ reader: any StoreReader
  ) throws -> CalendarSlice {
    var names: [PersonID: String] = [:]
    var sessions: [SessionID: Session] = [:]
    var lanes: [CalendarSlice.Lane] = []
    for attendee in attendees {
      guard let person = try reader.person(attendee.person) else { continue }
      names[person.id] = person.name
      let shown = try reader.sessions(
        SessionFilter(interval: span, person: person.id, liveOnly: false, statuses: Self.shown))
      // One that is asked to move out of sight stands where it was agreed until the other side answers.
      for session in try shown + reader.askedToMove(of: person.id, from: span) { sessions[session.id] = session }
      lanes.append(
        CalendarSlice.Lane(
          person: person, attendee: attendee, hours: attendee.availability.hours(in: span),
          absences: IntervalSet(attendee.availability.absences(in: span).map(\.interval)),
          busy: attendee.busy.merged))
    }
    for session in sessions.values {
      for person in [session.mentor, session.mentee] where names[person] == nil {
        names[person] = try reader.person(person)?.name
      }
    }
    let rooms = try roomsNear(lanes, reader)
    var roomSituations: [RoomID: RoomSituation] = [:]
    if pair != nil {
      for room in rooms {
        let zone = try zones.zone(named: room.zone)
        roomSituations[room.id] = RoomSituation(
          room: room.id, capacity: room.capacity, hours: room.hours.map { Availability(zone: zone, weekly: $0) },
          engagements: try reader.engagements(of: room.id, in: span))
      }
    }
    let counted = try counting(sessions.values.map(\.pair) + (pair.map { [$0.id] } ?? []), reader)
    let shown = sessions.values.filter { pair == nil || $0.pair == pair?.id }
      .sorted { ($0.interval, $0.id) < ($1.interval, $1.id) }
    let conflicts = try conflicts(of: shown, lanes, reader)
    let program = try reader.program().policy
    let entries = try shown.map { session in
      let agreed = counted.pairs[session.pair]
      return CalendarSlice.Entry(
        session: session, ordinal: counted.ordinals[session.id], planned: agreed?.sessions,
        mentor: names[session.mentor] ?? "?", mentee: names[session.mentee] ?? "?",
        room: try session.room.flatMap { try reader.room($0)?.name }, conflicts: conflicts.asked[session.id] ?? [],
        agreedConflicts: conflicts.agreed[session.id] ?? [], waived: try waived(by: session, agreed, reader),
        lateNotice: (agreed.map { program.applying($0.policy) } ?? program).lateNotice,
        mayChangeAgenda: agreed.map(viewer.mayChangeAgenda) ?? false)
    }
    let last = pair.flatMap { counted.sessions[$0.id]?.last { $0.room != nil } }
    return CalendarSlice(
      subject: subject, viewer: viewer, window: window, pair: pair, lanes: lanes, situation: situation,
      entries: entries, names: names, sessions: sessions, rooms: rooms, roomSituations: roomSituations,
      usualRoom: last?.room ?? pair.flatMap { _ in rooms.first?.id },
      preferences: pair.map { preferences($0, lanes, counted.sessions[$0.id] ?? []) }, policy: policy)
  }

  /// Rooms in the zones of the people first, the mentor's before the mentee's.
  private func roomsNear(_ lanes: [CalendarSlice.Lane], _ reader: any StoreReader) throws -> [Room] {
    let zones = lanes.map(\.person.zone)
    let all = try reader.rooms()
    let near = zones.reduce(into: [Room]()) { rooms, zone in
      rooms += all.filter { room in room.zone == zone && !rooms.contains { $0.id == room.id } }
    }
    return Array((near + all.filter { !zones.contains($0.zone) }).prefix(Self.roomLimit))
  }

  private struct Counted {
    var ordinals: [SessionID: Int] = [:]
    var pairs: [PairID: Pair] = [:]
    var sessions: [PairID: [Session]] = [:]
  }

  /// Numbers the live sessions of pairs from their first on.
  private func counting(_ pairs: [PairID], _ reader: any StoreReader) throws -> Counted {
    var result = Counted()
    for id in Set(pairs) {
      let all = try reader.sessions(SessionFilter(pair: id))
      for (index, session) in all.enumerated() { result.ordinals[session.id] = index + 1 }
      result.sessions[id] = all
      result.pairs[id] = try reader.pair(id)
    }
    return result
  }

  /// What has made coming sessions impossible since they were booked, asked of the one predicate.
  private func conflicts(
    of sessions: [Session], _ lanes: [CalendarSlice.Lane], _ reader: any StoreReader
  ) throws -> (asked: [SessionID: [Violation]], agreed: [SessionID: [Violation]]) {
    guard let person = lanes.first?.person.id, sessions.contains(where: { $0.interval.start > now }) else {
      return ([:], [:])
    }
    return try ConflictFinder(reader, zones: zones).conflicts(at: now, person: person).bySession
  }

  private func waived(by request: Session, _ pair: Pair?, _ reader: any StoreReader) throws -> [Violation] {
    guard request.status.isHold, !request.waivers.isEmpty, let pair else { return [] }
    let start = Interval(start: request.interval.start, seconds: 1)
    return try SituationLoader(reader, zones: zones).examination(of: request, pair, at: now, day: start).violations
      .filter(request.waives)
  }

  private func preferences(_ pair: Pair, _ lanes: [CalendarSlice.Lane], _ sessions: [Session]) -> Preferences {
    guard let mentor = lanes.first?.zone, let mentee = lanes.last?.zone else { return Preferences() }
    return Preferences(of: pair, sessions: sessions, mentor: mentor, mentee: mentee, now: now)
  }

  /// Without titles, which are for their owner's eyes only.
  private func untitled(_ timeline: BusyTimeline) -> BusyTimeline {
    BusyTimeline(sorted: timeline.intervals, titles: Array(repeating: "", count: timeline.intervals.count))
  }
}
