import Mentoring
import Scheduling

/// What the first screen shows: read in one go.
struct TodayData: Loaded {
  /// A coming session of the viewer, or of the program for who looks after all of it.
  struct Coming: Hashable, Sendable {
    var session: Session
    /// The other side's name, or both names where the whole program is shown.
    var people: String
    var mentor: String
    var mentee: String
    var room: String?
    /// What no longer fits.
    var conflicts: [Violation] = []
    /// What no longer fits where one stays that is asked to move, if the answer is no.
    var agreedConflicts: [Violation] = []
  }

  /// Something that wants doing, and where.
  struct Nudge: Hashable, Sendable {
    /// Up to the time that is left, where it tells of one.
    var text: String
    /// When something runs out; the time that is left is told by the clock.
    var deadline: Instant?
    /// What is said behind it.
    var ending = ""
    var pair: PairID
    /// The request that it is about; nil for one about something else.
    var request: SessionID?
    /// The notebook that it is about: of the pair, at a session where it has one.
    var notebook: SessionID??
    /// Where its calendar is opened; nil for where it can be booked.
    var start: Instant?
    /// How long it has been waiting, in days; the longest comes first.
    var days: Int

    func words(_ times: TimeWording) -> String {
      deadline.map { "\(text) \(times.distance(to: $0))\(ending)" } ?? text
    }

    var subject: Subject { .nudge(pair, request: request, notebook: notebook, start: start) }
  }

  /// Minutes of one local day; what is only asked for counts as busy.
  struct DayLoad: Hashable, Sendable {
    var date: CivilDate
    var sessions: Int
    var minutes: Int
    var busyMinutes: Int
  }

  var coming: [Coming]
  var nudges: [Nudge]
  var week: [DayLoad]
  /// Sessions that no longer fit.
  var conflicts: [Conflict]
  var pairCount: Int
  /// Whether all of the program is shown, for an operator or a coordinator who is in no pair.
  var isProgram: Bool
  /// How far the program is filled, where all of it is shown; nil until that is read.
  var fill: ProgramFill?
  var freshness: Freshness

  /// What a line is about, by which it is found again in newer data.
  enum Subject: Hashable {
    case session(SessionID)
    /// Without its words, which tell how long it has been waiting.
    case nudge(PairID, request: SessionID?, notebook: SessionID??, start: Instant?)
  }

  /// Marks what no longer fits among what comes next.
  mutating func mark(_ conflicts: [Conflict]) {
    self.conflicts = conflicts
    let violations = conflicts.bySession
    for index in coming.indices {
      coming[index].conflicts = violations.asked[coming[index].session.id] ?? []
      coming[index].agreedConflicts = violations.agreed[coming[index].session.id] ?? []
    }
  }

  /// What a nudge says, without the time that is left; nil of a session.
  func words(of item: TodayScreen.Item) -> String? {
    guard case .nudge(let index) = item, nudges.indices.contains(index) else { return nil }
    return nudges[index].text
  }

  func subject(of item: TodayScreen.Item) -> Subject? {
    switch item {
    case .session(let index): coming.indices.contains(index) ? .session(coming[index].session.id) : nil
    case .nudge(let index): nudges.indices.contains(index) ? nudges[index].subject : nil
    }
  }

  /// Days after today whose sessions are told, each day whole.
  private static let daysAhead = 14

  /// - Parameter viewer: nil for an operator, who sees the program's next sessions.
  static func load(
    _ reader: any StoreReader, _ zones: any ZoneProvider, viewer: Person?, times: TimeWording, firstWeekday: Weekday
  ) throws -> TodayData {
    let (zone, now) = (times.zone, times.now)
    let pairs = try viewer.map { try reader.pairs(of: $0.id) } ?? []
    let isProgram = pairs.isEmpty && viewer?.role != .member
    let viewer = isProgram ? nil : viewer
    let window = Interval(now, zone.startOfDay(zone.date(at: now) + daysAhead + 1))
    var sessions = try reader.sessions(
      SessionFilter(interval: window, person: viewer?.id, limit: viewer == nil ? 50 : nil))
    if let viewer {
      // One that is asked to move far away stands at the agreed time until the other side answers.
      let away = try reader.askedToMove(of: viewer.id, from: window).filter { !$0.interval.overlaps(window) }
      func first(_ session: Session) -> Instant {
        min(session.interval.start, session.request?.agreed?.interval.start ?? .distantFuture)
      }
      sessions = (sessions + away).sorted { (first($0), $0.id) < (first($1), $1.id) }
    }
    let recent = Interval(now - OwedNudges.daysTold * 86_400, .distantFuture)
    let active = try pairs.filter { $0.state == .active }.map { pair in
      (pair, try reader.sessions(SessionFilter(interval: recent, pair: pair.id, liveOnly: false)))
    }
    // Of pairs that meet no more notes can be missing still.
    let noted = Interval(now - NotebookNudges.daysOfNotes * 86_400, now)
    let ended = try pairs.filter { $0.state != .active }.flatMap {
      try reader.sessions(SessionFilter(interval: noted, pair: $0.id))
    }
    let nudges =
      try requestNudges(reader, viewer: viewer, times: times)
      + OwedNudges(viewer: viewer, times: times).load(active, reader)
      + EndedNudges(viewer: viewer, times: times).load(active, reader)
      + NotebookNudges(viewer: viewer, zone: zone, now: now).load(pairs, reader)
      + nudges(pairs, reader, viewer: viewer, zone: zone, now: now)
    let week = try week(reader, viewer: viewer, zone: zone, now: now, firstWeekday: firstWeekday)
    // Last, for it gives up where something is not there, or not yet.
    let conflicts = try viewer.map { try ConflictFinder(reader, zones: zones).conflicts(at: now, person: $0.id) } ?? []
    let people = try reader.people(among: Set(sessions.flatMap { [$0.mentor, $0.mentee] }))
    let coming = try sessions.map { session in
      let mentor = people[session.mentor]?.name ?? "?"
      let mentee = people[session.mentee]?.name ?? "?"
      let both = "\(mentor) → \(mentee)"
      return Coming(
        session: session, people: viewer.map { $0.id == session.mentor ? mentee : mentor } ?? both, mentor: mentor,
        mentee: mentee, room: try session.room.flatMap { try reader.room($0) }?.name)
    }
    var data = TodayData(
      coming: coming, nudges: nudges, week: week, conflicts: [], pairCount: pairs.count, isProgram: isProgram,
      freshness: freshness(sessions + active.flatMap(\.1) + ended, times))
    data.mark(conflicts)
    return data
  }

  /// - Parameter sessions: all that is told of, and what nudges can be about.
  private static func freshness(_ sessions: [Session], _ times: TimeWording) -> Freshness {
    var freshness = Freshness(at: times.now, days: [times.zone])
    for session in sessions {
      freshness.end(with: session)
      if let deadline = session.deadline { freshness.end(at: deadline - secondsTold) }
      freshness.end(at: session.interval.end + NotebookNudges.daysOfNotes * 86_400)
      for days in [OwedNudges.daysTold, EndedNudges.daysTold] {
        if let closing = session.closing { freshness.end(at: closing.at + days * 86_400) }
      }
    }
    return freshness
  }

  /// How long before it expires one is told of their own request.
  private static let secondsTold = 86_400

  /// What the viewer has not answered yet, the nearest deadline first; and what of theirs is about to expire.
  private static func requestNudges(
    _ reader: any StoreReader, viewer: Person?, times: TimeWording
  ) throws -> [Nudge] {
    guard let viewer else { return [] }
    let now = times.now
    let open = try reader.requests(of: viewer.id).filter { $0.status(at: now).isHold }.sorted {
      ($0.deadline ?? now, $0.id) < ($1.deadline ?? now, $1.id)
    }
    return try open.compactMap { session in
      guard let request = session.request else { return nil }
      let other = session.mentor == viewer.id ? session.mentee : session.mentor
      let name = try reader.person(other)?.name ?? "?"
      let when = times.moment(session.interval.start)
      if request.proposer != viewer.id {
        return Nudge(
          text: "\(name) asks for \(when); answer", deadline: request.deadline, pair: session.pair, request: session.id,
          days: 0)
      }
      // At that moment at the latest, for it is read anew then.
      guard request.deadline - now <= secondsTold else { return nil }
      return Nudge(
        text: "Your request for \(when) expires", deadline: request.deadline, ending: "; \(name) has not answered",
        pair: session.pair, request: session.id, days: 0)
    }
  }

  /// Pairs of the viewer in which too much time has passed, or nothing is booked.
  private static func nudges(
    _ pairs: [Pair], _ reader: any StoreReader, viewer: Person?, zone: ZoneRules, now: Instant
  ) throws -> [Nudge] {
    let today = zone.date(at: now)
    return try pairs.compactMap { pair -> Nudge? in
      guard pair.state == .active, let viewer else { return nil }
      let sessions = try reader.sessions(SessionFilter(pair: pair.id))
      let partner = try pair.partner(of: viewer.id).flatMap { try reader.person($0) }?.name ?? "?"
      if let next = sessions.first(where: { $0.interval.end > now }) {
        return lateNudge(pair, partner, sessions, next, zone: zone, now: now)
      }
      guard let last = sessions.last else {
        let since = pair.start.map { today - $0 } ?? 0
        guard since >= 0 else { return nil }
        return Nudge(
          text: "Never met with \(partner) yet, and no session is booked", pair: pair.id, days: max(1, since))
      }
      let days = today - zone.date(at: last.interval.start)
      if let planned = pair.sessions, sessions.count >= planned { return nil }
      let due = pair.cadence.map { $0.date(after: zone.date(at: last.interval.start)) }
      let isOverdue = due.map { $0 <= today } ?? (days >= 28)
      let cadence = pair.cadence.map { ", you meet \($0.phrase)" } ?? ""
      return Nudge(
        text: isOverdue
          ? "No session booked with \(partner), the last one was \(days) days ago\(cadence)"
          : "No next session booked with \(partner)\(cadence)", pair: pair.id, days: days)
    }.sorted { ($1.days, $0.pair) < ($0.days, $1.pair) }
  }

  /// What is booked, but so late that the pair loses its rhythm: half a cadence after it was due, or more.
  private static func lateNudge(
    _ pair: Pair, _ partner: String, _ sessions: [Session], _ next: Session, zone: ZoneRules, now: Instant
  ) -> Nudge? {
    guard let cadence = pair.cadence, let last = sessions.last(where: { $0.interval.end <= now }) else { return nil }
    // One that is asked to move takes place where it was agreed, until the other side says yes.
    let start = min(next.interval.start, next.ifNotMoved?.interval.start ?? .distantFuture)
    let (from, to) = (zone.date(at: last.interval.start), zone.date(at: start))
    guard (to - from) * 2 >= (cadence.date(after: from) - from) * 3 else { return nil }
    let days = zone.date(at: now) - from
    return Nudge(
      text: "\(partner): \(to - from) days between two sessions; you meet \(cadence.phrase)",
      pair: pair.id, days: days)
  }

  private static func week(
    _ reader: any StoreReader, viewer: Person?, zone: ZoneRules, now: Instant, firstWeekday: Weekday
  ) throws -> [DayLoad] {
    let first = zone.date(at: now).startOfWeek(beginningOn: firstWeekday)
    let span = Interval(zone.startOfDay(first), zone.startOfDay(first + 7))
    // One that is asked to move takes place where it was agreed, until the other side says yes.
    let sessions =
      try reader.sessions(SessionFilter(interval: span, person: viewer?.id)).filter { $0.request?.agreed == nil }
      + reader.agreed(of: viewer?.id, in: span)
    let (asked, booked) = (sessions.filter { $0.status.isHold }, sessions.filter { !$0.status.isHold })
    let busy = try viewer.map { try reader.busy(of: $0.id, in: span).merged } ?? IntervalSet()
    return (0..<7).map { day in
      let date = first + day
      func minutes(_ sessions: [Session]) -> [Int] {
        sessions.filter { zone.date(at: $0.interval.start) == date }.map(\.minutes)
      }
      let own = minutes(booked)
      let busySeconds = zone.interval(of: date).map { busy.clipped(to: $0).seconds } ?? 0
      // What is only asked for keeps the time, and is no session yet.
      let busyMinutes = busySeconds / 60 + minutes(asked).reduce(0, +)
      return DayLoad(date: date, sessions: own.count, minutes: own.reduce(0, +), busyMinutes: busyMinutes)
    }
  }
}
