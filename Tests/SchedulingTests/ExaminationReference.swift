import Scheduling

/// The rules as the contract words them, asked minute by minute, with nothing shared with the engine but its values.
struct ExaminationReference {
  let situation: Situation
  /// Seconds.
  let length: Int
  /// Of the mentor, the mentee and the room, as far as the tests look.
  private let hours: [[Range<Instant>]]
  private let roomHours: [Range<Instant>]?

  /// Answers for the two weeks around `origin`.
  init(situation: Situation, length: Int, around origin: Instant) {
    self.situation = situation
    self.length = length
    hours = [situation.mentor, situation.mentee].map { Self.hours($0.availability, around: origin) }
    roomHours = situation.room?.hours.map { Self.hours($0, around: origin) }
  }

  func codes(at start: Instant) -> [String] {
    let session = Interval(start: start, seconds: length)
    var codes: [String] = []
    if start <= situation.now { codes.append("past") }
    let notice = max(situation.mentor.policy.notice, situation.mentee.policy.notice)
    if start - situation.now < notice * 60 { codes.append("noticeTooShort") }
    let window = min(situation.mentor.policy.window, situation.mentee.policy.window)
    if start - situation.now > window * 86_400 { codes.append("beyondWindow") }
    if let term = situation.term, session.start < term.start || session.end > term.end { codes.append("beyondWindow") }
    if !situation.isActive { codes.append("pairNotActive") }
    let people = [situation.mentor, situation.mentee]
    for hours in hours where !minutes(of: session).allSatisfy({ isInHours($0, hours) }) { codes.append("outsideHours") }
    for person in people {
      for absence in person.availability.absences where isAway(session, absence, person.availability.zone) {
        codes.append("absent")
      }
    }
    for person in people {
      for block in person.busy.intervals where meet(block, session) { codes.append("busy") }
    }
    for person in people {
      for other in others(person.engagements) where meet(other.interval, session) { codes.append("sessionClash") }
    }
    for person in people { codes += buffers(person, session) }
    for person in people { codes += limits(person, start) }
    if let room = situation.room { codes += self.room(room, session) }
    return codes
  }

  private func meet(_ one: Interval, _ other: Interval) -> Bool { one.start < other.end && other.start < one.end }

  private func others(_ engagements: [Engagement]) -> [Engagement] {
    engagements.filter { !situation.moving.contains($0.session) }
  }

  private func minutes(of session: Interval) -> [Instant] {
    stride(from: session.start.seconds, to: session.end.seconds, by: 60).map { Instant(seconds: $0) }
  }

  /// In a range of the day itself, or of the day before that runs past midnight.
  private func isInHours(_ minute: Instant, _ hours: [Range<Instant>]) -> Bool {
    hours.contains { $0.contains(minute) }
  }

  /// Every range of every day from a week before `origin` on; its ends are read as the contract reads every wall-clock
  /// time.
  private static func hours(_ availability: Availability, around origin: Instant) -> [Range<Instant>] {
    let zone = availability.zone
    let first = zone.civil(at: origin).date - 7
    return (0..<21).flatMap { day in
      let date = first + day
      return (availability.overrides[date] ?? availability.weekly[date.weekday]).compactMap { range in
        let start = instant(of: CivilDateTime(date, minuteOfDay: range.start), zone)
        let end = instant(of: CivilDateTime(date, minuteOfDay: range.end), zone)
        return start < end ? start..<end : nil
      }
    }
  }

  /// The first instant that shows the reading; for one that is skipped, the reading with the offset from before.
  private static func instant(of reading: CivilDateTime, _ zone: ZoneRules) -> Instant {
    let day = 26 * 3_600
    let around = Instant(seconds: reading.reading)
    let offsets = [zone.offset(at: around - day), zone.offset(at: around + day)]
    let candidates = offsets.map { around - $0 }.sorted()
    return candidates.first { zone.civil(at: $0) == reading } ?? around - offsets[0]
  }

  private func isAway(_ session: Interval, _ absence: Absence, _ zone: ZoneRules) -> Bool {
    switch absence.span {
    case .exact(let interval): meet(interval, session)
    case .days(let first, let last):
      minutes(of: session).contains { (first...last).contains(zone.civil(at: $0).date) }
    }
  }

  private func buffers(_ person: Attendee, _ session: Interval) -> [String] {
    let neighbors =
      others(person.engagements).map { ($0.interval, max($0.buffer, person.policy.buffer)) }
      + person.busy.intervals.map { ($0, person.policy.buffer) }
    return neighbors.filter { neighbor, buffer in
      !meet(neighbor, session)
        && (neighbor.end <= session.start
          ? session.start - neighbor.end < buffer * 60 : neighbor.start - session.end < buffer * 60)
    }.map { _ in "bufferTooShort" }
  }

  private func limits(_ person: Attendee, _ start: Instant) -> [String] {
    let zone = person.availability.zone
    let date = zone.civil(at: start).date
    let dates = others(person.engagements).map { ($0.session, zone.civil(at: $0.interval.start).date) }
    // A session may hold several stretches, and is one.
    let onDay = Set(dates.filter { $0.1 == date }.map(\.0)).count
    let inWeek = Set(dates.filter { $0.1.isoWeek == date.isoWeek }.map(\.0)).count
    var codes: [String] = []
    if onDay >= person.policy.sessionsPerDay { codes.append("limitReached") }
    if inWeek >= person.policy.sessionsPerWeek { codes.append("limitReached") }
    return codes
  }

  private func room(_ room: RoomSituation, _ session: Interval) -> [String] {
    var codes = others(room.engagements).filter { meet($0.interval, session) }.map { _ in "roomTaken" }
    if let hours = roomHours, !minutes(of: session).allSatisfy({ isInHours($0, hours) }) { codes.append("roomClosed") }
    if room.capacity < 2 { codes.append("roomTooSmall") }
    return codes
  }
}
