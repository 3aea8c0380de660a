/// Turns a situation into the rules of an ``Examination``, each written once.
///
/// A session `[s, s + length)` meets an obstacle `[a, b)` exactly when `a - length < s < b`; as starts are whole
/// seconds, that is the half-open stretch `[a - length + 1, b)`.
struct RuleCompiler {
  typealias Rule = Examination.Rule

  let situation: Situation
  let length: Int
  let window: Interval

  /// The rules in the order in which their violations are told; rules that forbid nothing are left out.
  func compile() -> [Rule] {
    var rules: [Rule] = []
    rules.reserveCapacity(20)
    func add(_ rule: Rule) { if !rule.forbidden.stretches.isEmpty { rules.append(rule) } }
    add(past())
    add(notice())
    add(beyondWindow())
    add(beyondTerm())
    add(pairNotActive())
    // Made once, and no references to methods: each would be a copy of all there is to know of a pair.
    let attendees = situation.attendees
    for attendee in attendees { add(outsideHours(attendee)) }
    for attendee in attendees { add(absent(attendee)) }
    for attendee in attendees { add(busy(attendee)) }
    for attendee in attendees { add(sessionClash(attendee)) }
    for attendee in attendees { add(bufferTooShort(attendee)) }
    for attendee in attendees { add(limitReached(attendee)) }
    if let room = situation.room {
      add(roomTaken(room))
      add(roomClosed(room))
      add(roomTooSmall(room))
    }
    return rules
  }

  /// What sessions starting in the window can touch.
  private var span: Interval { Interval(window.start, window.end + length) }

  // MARK: Time and pair

  private func past() -> Rule {
    let now = situation.now
    return single(window.start, now + 1) { .past(now: now) }
  }

  private func notice() -> Rule {
    let minutes = situation.notice
    let earliest = situation.now + minutes * 60
    return single(window.start, earliest) { .noticeTooShort(minutes: minutes, earliest: earliest) }
  }

  private func beyondWindow() -> Rule {
    let days = situation.window
    let latest = situation.now + days * 86_400
    if let agreed = situation.agreed, agreed > latest {
      return single(agreed + 1, window.end) { .beyondWindow(.agreed(latest: agreed)) }
    }
    return single(latest + 1, window.end) { .beyondWindow(.window(days: days, latest: latest)) }
  }

  private func beyondTerm() -> Rule {
    guard let term = situation.term else { return .none }
    var forbidden = ForbiddenStarts()
    forbidden.append(from: window.start, to: min(term.start, window.end), cause: 0)
    forbidden.append(from: max(term.end - length + 1, max(term.start, window.start)), to: window.end, cause: 0)
    return Rule(forbidden: forbidden) { _, _ in .beyondWindow(.term(term)) }
  }

  private func pairNotActive() -> Rule {
    guard !situation.isActive else { return .none }
    return single(window.start, window.end) { .pairNotActive }
  }

  // MARK: People

  private func outsideHours(_ attendee: Attendee) -> Rule {
    let person = attendee.person
    // Whole days around each start are told of, and no day is longer than 26 hours.
    let reach = Self.longestDay
    let hours = attendee.availability.hours(in: Interval(span.start - reach, span.end + reach))
    return Rule(forbidden: outside(hours)) { _, start in
      let first = hours.firstIndex(endingAfter: start - reach)
      let around = hours.intervals[first...].prefix { $0.start < start + reach }
      return .outsideHours(person, start: start, around: Array(around))
    }
  }

  private func absent(_ attendee: Attendee) -> Rule {
    let person = attendee.person
    let absences = attendee.availability.absences(in: widened(span))
    let forbidden = meeting(absences.lazy.map(\.interval))
    return Rule(forbidden: forbidden) { cause, _ in
      .absent(person, absences[cause].interval, reason: absences[cause].absence.reason)
    }
  }

  private func busy(_ attendee: Attendee) -> Rule {
    let person = attendee.person
    let timeline = attendee.busy
    return Rule(forbidden: meeting(timeline.intervals)) { cause, _ in
      .busy(person, timeline.intervals[cause], title: timeline.titles[cause])
    }
  }

  private func sessionClash(_ attendee: Attendee) -> Rule {
    let person = attendee.person
    let engagements = others(attendee.engagements)
    return Rule(forbidden: meeting(engagements.lazy.map(\.interval))) { cause, _ in
      let other = engagements[cause]
      return .sessionClash(person, other.session, other.interval, isHold: other.isHold)
    }
  }

  private func bufferTooShort(_ attendee: Attendee) -> Rule {
    let person = attendee.person
    let own = attendee.policy.buffer
    let length = length
    let engagements = others(attendee.engagements)
    let timeline = attendee.busy
    // Of two neighboring sessions' buffers the larger counts; imported time brings none of its own.
    var neighbors: [(interval: Interval, buffer: Int, cause: Int)] = []
    for (index, engagement) in engagements.enumerated() where max(own, engagement.buffer) > 0 {
      neighbors.append((engagement.interval, max(own, engagement.buffer), index))
    }
    if own > 0 {
      for (index, interval) in timeline.intervals.enumerated() {
        neighbors.append((interval, own, engagements.count + index))
      }
    }
    let forbidden = near(neighbors)
    return Rule(forbidden: forbidden) { cause, start in
      let isSession = cause < engagements.count
      let neighbor: Violation.Neighbor
      let needed: Int
      if isSession {
        neighbor = .session(engagements[cause].session, engagements[cause].interval)
        needed = max(own, engagements[cause].buffer)
      } else {
        let index = cause - engagements.count
        neighbor = .busy(timeline.intervals[index], title: timeline.titles[index])
        needed = own
      }
      let found = Interval(start: start, seconds: length).gap(to: neighbor.interval) / 60
      return .bufferTooShort(person, neighbor, needed: needed, found: found)
    }
  }

  private func limitReached(_ attendee: Attendee) -> Rule {
    let zone = attendee.availability.zone
    let engagements = others(attendee.engagements)
    let (perDay, perWeek) = (attendee.policy.sessionsPerDay, attendee.policy.sessionsPerWeek)
    // A limit above what there is in all is reached nowhere.
    guard min(perDay, perWeek) <= engagements.count else { return .none }
    let dates = engagements.map { zone.date(at: $0.interval.start) }
    // A session that is asked to move holds two times, and is one on every day, and in every week, that it may come to be in.
    let asked = Set(engagements.lazy.filter(\.isHold).map(\.session))
    func counts(_ period: (CivilDate) -> CivilDate) -> [CivilDate: (sessions: Int, requests: Int)] {
      var counts: [CivilDate: (sessions: Int, requests: Int)] = [:]
      var seen: [SessionID: Set<CivilDate>] = [:]
      for (date, engagement) in zip(dates, engagements) {
        let first = period(date)
        if !asked.isEmpty, asked.contains(engagement.session),
          !seen[engagement.session, default: []].insert(first).inserted
        {
          continue
        }
        counts[first, default: (0, 0)].sessions += engagement.isHold ? 0 : 1
        counts[first, default: (0, 0)].requests += engagement.isHold ? 1 : 0
      }
      return counts
    }
    let person = attendee.person
    var full: [(interval: Interval, violation: Violation)] = []
    func add(
      _ first: CivilDate, days: Int, period: Violation.Period, limit: Int, found: (sessions: Int, requests: Int)?
    ) {
      let (sessions, requests) = found ?? (0, 0)
      guard sessions + requests >= limit,
        let interval = Interval(from: zone.startOfDay(first), to: zone.startOfDay(first + days))
      else { return }
      full.append(
        (interval, .limitReached(person, period, limit: limit, sessions: sessions, requests: requests)))
    }
    let firstDate = zone.date(at: window.start)
    let lastDate = zone.date(at: window.end)
    let byDay = counts { $0 }
    let byWeek = counts(\.startOfWeek)
    // A limit of 0 closes days that hold nothing yet; any other only those that hold something.
    let days = perDay > 0 ? Array(byDay.keys) : (0...lastDate - firstDate).map { firstDate + $0 }
    for day in days { add(day, days: 1, period: .day(day), limit: perDay, found: byDay[day]) }
    let firstWeek = firstDate.startOfWeek
    let weeks =
      perWeek > 0 ? Array(byWeek.keys) : (0...(lastDate - firstWeek) / 7).map { firstWeek + $0 * 7 }
    for week in weeks { add(week, days: 7, period: .week(week), limit: perWeek, found: byWeek[week]) }
    full.sort { ($0.interval.start, $0.interval.end) < ($1.interval.start, $1.interval.end) }
    var forbidden = ForbiddenStarts()
    for (index, entry) in full.enumerated() {
      guard let part = entry.interval.intersection(window) else { continue }
      forbidden.append(from: part.start, to: part.end, cause: index)
    }
    let reached = full.map(\.violation)
    return Rule(forbidden: forbidden) { cause, _ in reached[cause] }
  }

  // MARK: Room

  private func roomTaken(_ room: RoomSituation) -> Rule {
    let id = room.room
    let engagements = others(room.engagements)
    return Rule(forbidden: meeting(engagements.lazy.map(\.interval))) { cause, _ in
      .roomTaken(id, engagements[cause].session, engagements[cause].interval)
    }
  }

  private func roomClosed(_ room: RoomSituation) -> Rule {
    guard let hours = room.hours else { return .none }
    let id = room.room
    return Rule(forbidden: outside(hours.available(in: widened(span)))) { _, _ in .roomClosed(id) }
  }

  private func roomTooSmall(_ room: RoomSituation) -> Rule {
    let needed = situation.attendees.count
    guard room.capacity < needed else { return .none }
    let (id, capacity) = (room.room, room.capacity)
    return single(window.start, window.end) { .roomTooSmall(id, capacity: capacity, needed: needed) }
  }

  // MARK: Shapes of rules

  /// One stretch for the whole rule.
  private func single(
    _ start: Instant, _ end: Instant, _ violation: @escaping @Sendable () -> Violation
  ) -> Rule {
    var forbidden = ForbiddenStarts()
    forbidden.append(from: max(start, window.start), to: min(end, window.end), cause: 0)
    return Rule(forbidden: forbidden) { _, _ in violation() }
  }

  /// Starts whose session would not lie wholly inside one interval of `hours`.
  private func outside(_ hours: IntervalSet) -> ForbiddenStarts {
    var forbidden = ForbiddenStarts(capacity: hours.intervals.count + 1)
    var from = window.start
    for interval in hours.intervals where interval.seconds >= length {
      forbidden.append(from: from, to: min(interval.start, window.end), cause: 0)
      from = max(from, interval.end - length + 1)
    }
    forbidden.append(from: from, to: window.end, cause: 0)
    return forbidden
  }

  /// Starts whose session would share a second with one of the obstacles, which are sorted by start.
  private func meeting(_ obstacles: some Collection<Interval>) -> ForbiddenStarts {
    var forbidden = ForbiddenStarts(capacity: obstacles.count)
    for (index, obstacle) in obstacles.enumerated() {
      forbidden.append(
        from: max(obstacle.start - length + 1, window.start), to: min(obstacle.end, window.end), cause: index)
    }
    return forbidden
  }

  /// Starts whose session would not meet a neighbor, but come nearer than its buffer of minutes.
  private func near(_ neighbors: [(interval: Interval, buffer: Int, cause: Int)]) -> ForbiddenStarts {
    var stretches: [(from: Instant, to: Instant, cause: Int)] = []
    stretches.reserveCapacity(neighbors.count * 2)
    for neighbor in neighbors {
      let before = neighbor.interval.start - length + 1
      stretches.append((before - neighbor.buffer * 60, before, neighbor.cause))
      stretches.append((neighbor.interval.end, neighbor.interval.end + neighbor.buffer * 60, neighbor.cause))
    }
    stretches.sort { $0.from < $1.from }
    var forbidden = ForbiddenStarts(capacity: stretches.count)
    for stretch in stretches {
      forbidden.append(from: max(stretch.from, window.start), to: min(stretch.to, window.end), cause: stretch.cause)
    }
    return forbidden
  }

  private func others(_ engagements: [Engagement]) -> [Engagement] {
    guard !situation.moving.isEmpty else { return engagements }
    return engagements.filter { !situation.moving.contains($0.session) }
  }

  /// Seconds; clocks are set by two hours at most, but where a day is skipped.
  private static let longestDay = 26 * 3_600

  /// Hours are cut at the ends of what they are asked for; a day more on either side keeps the cut outside.
  private func widened(_ interval: Interval) -> Interval {
    Interval(interval.start - 86_400, interval.end + 86_400)
  }
}

extension Examination.Rule {
  /// Forbids nothing.
  static var none: Self {
    Self(forbidden: ForbiddenStarts()) { _, _ in .pairNotActive }
  }
}
