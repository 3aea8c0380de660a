import Interchange
import Mentoring
import Recurrence
import Scheduling

/// What an answer is about: a session, or those of a series, and their people.
struct AnswerSubject {
  /// The session, or the first of several that is still to come.
  let session: Session
  let people: [Person]
  let scope: SeriesScope
  /// All that it is about, whatever became of them.
  let sessions: [Session]
  /// Of several sessions.
  let series: Series?
  /// The one that it names where it is about that and what follows; whatever became of it.
  let named: Session?
  /// The start that a proposed one stands against, as the invitation told it: a series' own, an instance's, or the session's.
  private let told: Instant
  private let zone: ZoneRules
  private let now: Instant

  var title: String { people.map(\.name).joined(separator: " → ") }

  /// - Throws: `CommandError.notFound` for what is no session here, and what the reader and the zones throw.
  init(
    _ answer: InvitationAnswer, file: String, _ reader: any StoreReader, zones: any ZoneProvider, now: Instant
  ) throws {
    let unknown = CommandError.notFound(
      "\(file) is about “\(answer.uid.prefix(80))”, which is no session of this program")
    let parts = answer.uid.split(separator: "@", maxSplits: 1).first?.split(separator: "-") ?? []
    guard parts.count == 2, let number = Int64(parts[1]) else { throw unknown }
    self.now = now
    switch parts[0] {
    case "session":
      guard let session = try reader.session(SessionID(number)), session.uid == answer.uid else { throw unknown }
      self.session = session
      (scope, series, named, sessions) = (.this, nil, nil, [session])
      told = session.interval.start
      zone = try zones.zone(named: session.zone)
    case "series":
      guard let series = try reader.series(SeriesID(number)), series.uid == answer.uid else { throw unknown }
      let all = try reader.sessions(SessionFilter(series: series.id, liveOnly: false)).sorted {
        ($0.originalStart ?? $0.interval.start, $0.id) < ($1.originalStart ?? $1.interval.start, $1.id)
      }
      zone = try zones.zone(named: series.zone)
      let instance = try answer.recurrenceID.map { start in
        guard let session = all.first(where: { $0.originalStart == start }) else {
          throw CommandError.notFound("\(file) is about \(start), at which series \(series.id) has no session")
        }
        return session
      }
      if let instance, !answer.changesFollowing {
        session = instance
        (scope, self.series, named, sessions) = (.this, nil, nil, [instance])
        told = instance.originalStart ?? instance.interval.start
      } else {
        let from = instance?.originalStart
        sessions = from.map { from in all.filter { $0.originalStart.map { $0 >= from } ?? false } } ?? all
        let coming = sessions.filter { $0.isComing(at: now) }
        guard let session = coming.first ?? sessions.first(where: \.status.isLive) ?? sessions.first else {
          throw unknown
        }
        self.session = session
        named = instance
        self.series = series
        // What is past stays, and then what was moved by hand does too: not all of it goes.
        let hasBegun = sessions.contains { $0.status.isLive && !$0.isComing(at: now) }
        scope = from == nil && !hasBegun ? .all : .following
        let (rule, start) = try series.schedule()
        // As its calendar entry has it, though that instance may have no session.
        let first = rule.occurrences(from: start, zone: zone).first { _ in true }?.instant
        told = from ?? first ?? zone.instant(of: start)
      }
    default: throw unknown
    }
    people = try [session.mentor, session.mentee].compactMap { try reader.person($0) }
  }

  /// The move that a proposed time comes to: of several sessions each goes as far as the series would.
  func move(to proposal: Interval) -> Move {
    let minutes = proposal.seconds / 60
    guard let series else {
      return Move(session: session.id, start: proposal.start, length: minutes)
    }
    // One that was moved by hand stays when the rest goes.
    let moving = sessions.first { $0.isComing(at: now) && !$0.isMovedByHand } ?? session
    let shift = SeriesShift(from: zone.civil(at: told), to: zone.civil(at: proposal.start), zone: zone)
    return Move(
      session: moving.id, start: shift.moved(moving.originalStart ?? moving.interval.start),
      length: minutes == series.length ? nil : minutes, scope: scope)
  }

  /// Those before the one that a move begins with, which it leaves although the proposal speaks of them, in the order of the
  /// rule: the one that it names, and what was moved by hand.
  func left(before moving: Session) -> [Session] {
    let first = moving.originalStart ?? moving.interval.start
    return sessions.filter { session in
      session.id != moving.id && session.originalStart.map { $0 < first } ?? false
        && (session.id == named?.id || session.isComing(at: now))
    }
  }

  /// Whether a proposed time is the one that is agreed.
  func isAgreed(_ proposal: Interval) -> Bool {
    guard let series else { return proposal == session.interval }
    return proposal.start == told && proposal.seconds == series.length * 60
  }

  /// The rule that is proposed where it is another than that of what is booked, both in words; nil where that moves along.
  func otherRule(_ answer: InvitationAnswer) throws -> (proposed: String, own: String)? {
    guard let series, let rule = answer.rule, let proposal = answer.proposal else { return nil }
    let (own, start) = try series.schedule()
    let from = zone.civil(at: proposal.start)
    let first = zone.civil(at: told)
    let shift = SeriesShift(from: first, to: from, zone: zone)
    let wanted = own.occurrences(from: start, zone: zone).filter { named == nil || $0.start >= first }
      .map { shift.moved($0.start) }
    let proposed = rule.occurrences(from: from, zone: zone).prefix(wanted.count + 1).map(\.start)
    // A program that moves the time of day may leave the UNTIL where it was, and one that moves what follows the COUNT of all.
    let isCut = if case .count = rule.end { false } else { proposed == Array(wanted.dropLast()) }
    let isWhole = named != nil && rule.end == own.end && Array(proposed.dropLast()) == wanted
    guard proposed != wanted, !isCut, !isWhole else { return nil }
    let part = named == nil ? own : own.split(at: first, from: start, zone: zone).following ?? own
    return (rule.words(from: from, zone: zone), part.words(from: named == nil ? start : first, zone: zone))
  }
}

extension Session {
  fileprivate func isComing(at now: Instant) -> Bool { status(at: now).isLive && interval.start > now }
}

extension Person {
  /// Whether a calendar address, in lower case and without `mailto:`, is theirs.
  func answers(to address: String) -> Bool {
    email.isEmpty ? address == "invalid:" + login.lowercased() : address == email.lowercased()
  }
}
