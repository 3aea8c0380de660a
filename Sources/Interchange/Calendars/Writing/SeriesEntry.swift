import Mentoring
import Recurrence
import Scheduling

/// A series as calendars tell it: one event with the rule, what it leaves out and adds, and the sessions that differ.
struct SeriesEntry {
  /// More than a series has, which lasts at most two years; a rule that comes from elsewhere can't cost more.
  private static let mostInstances = 10_000

  /// What most of the sessions are like; the event with the rule tells it.
  let usual: ExportedSession
  /// The rule's first instance: DTSTART is counted as one by most programs, so it must be one.
  let start: CivilDateTime
  let zone: ZoneRules
  /// Minutes.
  let length: Int
  /// With its end in UTC, as a DTSTART with a zone asks for (RFC 5545, 3.3.10).
  let rule: String
  /// Sessions that the rule doesn't give.
  let dates: [CivilDateTime]
  /// Instances that have no session, or none that stands any more.
  let exceptions: [CivilDateTime]
  /// Sessions that stand elsewhere, or are of another length, room, topic or status than the rest.
  let changed: [ExportedSession]
  /// Of the event with the rule: never less than before, whatever changed.
  let sequence: Int

  /// - Parameter sessions: all of the series.
  /// - Returns: nil when the rule can't be read or gives nothing; the sessions are told one by one then.
  init?(_ series: Series, _ sessions: [ExportedSession], zone: ZoneRules) {
    guard let schedule = try? series.schedule() else { return nil }
    let instances = schedule.rule.occurrences(from: schedule.start, zone: zone).prefix(Self.mostInstances).map(\.self)
    guard let first = instances.first, let last = instances.last, !sessions.isEmpty else { return nil }
    var rule = schedule.rule
    if case .count = rule.end {} else { rule.end = .untilInstant(last.instant) }

    let isOver = !sessions.contains { $0.session.isTold }
    let told = isOver ? sessions : sessions.filter { $0.session.isTold }
    let looks = Dictionary(grouping: told) { Look($0) }
    let common = looks.max { left, right in
      let (one, other) = (left.value[0].session, right.value[0].session)
      return (left.value.count, other.interval.start) < (right.value.count, one.interval.start)
    }
    guard let usual = common?.value.first, let look = common?.key else { return nil }
    let originals = Dictionary(
      told.compactMap { session in session.session.originalStart.map { ($0, session) } },
      uniquingKeysWith: { first, _ in first })
    let given = Set(instances.map(\.instant))

    self.usual = usual
    self.start = first.start
    self.zone = zone
    length = series.length
    self.rule = rule.description
    dates = originals.keys.filter { !given.contains($0) }.sorted().map { zone.civil(at: $0) }
    exceptions = isOver ? [] : instances.filter { originals[$0.instant] == nil }.map(\.start)
    changed = told.filter { exported in
      let session = exported.session
      return session.originalStart != session.interval.start || session.minutes != series.length
        || Look(exported) != look
    }
    sequence = sessions.map(\.sequence).max() ?? 0
  }

  /// What the event with the rule tells for all that don't differ.
  private struct Look: Hashable {
    let topic: String
    let agenda: String
    let room: RoomID?
    let status: String
    let answers: [Participation?]
    let question: Request?

    init(_ exported: ExportedSession) {
      let session = exported.session
      topic = session.topic
      agenda = session.agenda
      room = session.room
      status = session.status.writtenName
      answers = [exported.mentorAnswer, exported.menteeAnswer]
      question = exported.question?.request
    }
  }
}

extension Session {
  /// Whether a calendar still shows it; what was called off is left out of a series.
  fileprivate var isTold: Bool { status.isLive || status == .missed }
}
