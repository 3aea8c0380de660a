import Mentoring
import Scheduling

/// Why a time can or can't be booked, in words: one line for the foot of the grid, and all of it for the overlay.
struct Explanation: Hashable, Sendable {
  /// One reason, with what would remove it.
  struct Reason: Hashable, Sendable {
    let sentence: String
    let fix: String?
  }

  let isOpen: Bool
  /// `✓`/`✗` is the view's; this is what follows it, with the opening to propose instead.
  let line: String
  /// The same without that opening: for where others are offered.
  let why: String
  /// In the order of the rules.
  let reasons: [Reason]
  /// Whether the actor may book it nevertheless: all reasons protect only them.
  let mayWaive: Bool
  /// What else it would do, where it can be had: worth knowing before.
  var besides: [String] = []
}

/// Tells a start's standing for one viewer.
struct Explainer {
  let slice: CalendarSlice
  let times: TimeWording
  let now: Instant
  /// A session that gets another time: the room it has is not taken by another.
  var moving: SessionID?
  /// What the time is wanted for.
  var deed = ViolationPhrase.Deed.book

  /// - Parameters:
  ///   - violations: as the predicate gave them, in order.
  ///   - next: the opening to propose instead.
  ///   - isOnGrid: whether the start can be offered at all.
  func explain(
    _ session: Interval, _ violations: [Violation], isOnGrid: Bool = true, next: Instant?, room: RoomID?
  ) -> Explanation {
    let mayWaive = isOnGrid && !violations.isEmpty && violations.allSatisfy(slice.viewer.mayWaive)
    let mayAsk = slice.mayAsk(despite: violations, isOnGrid: isOnGrid)
    let reasons = violations.map { violation in
      Explanation.Reason(
        sentence: sentence(violation),
        fix: ViolationPhrase(violation, viewer: slice.viewer.person, times: times)
          .fix(for: deed, isWaivable: mayWaive, isAskable: mayAsk))
    }
    guard reasons.isEmpty, isOnGrid else {
      let why = blocked(violations, isOnGrid: isOnGrid)
      return Explanation(
        isOpen: false, line: "\(why) — \(hint(next))", why: why, reasons: reasons, mayWaive: mayWaive)
    }
    let line = open(session, room: room)
    return Explanation(isOpen: true, line: line, why: line, reasons: [], mayWaive: false)
  }

  func sentence(_ violation: Violation) -> String {
    ViolationPhrase(violation, viewer: slice.viewer.person, times: times).sentence(
      person: violation.person.map(slice.shortName), room: roomName(violation.room), partner: partner(violation))
  }

  /// `Wed 25 Nov 14:30–15:30 CET · 08:30 for Ralf · free for both · Room Lisbon free`.
  private func open(_ session: Interval, room: RoomID?) -> String {
    var parts = [times.span(session)]
    parts += localTimes(of: session.start)
    parts.append("free for both")
    if let room, let name = roomName(room) { parts.append("Room \(name) \(roomWord(room, session))") }
    return parts.joined(separator: " · ")
  }

  /// `Ralf: busy 13:30–14:30 (imported) · Mia: outside hours`; what stands in both one's way alike is told once.
  private func blocked(_ violations: [Violation], isOnGrid: Bool) -> String {
    var parts: [String] = []
    var told: String?
    var rest = violations[...]
    while let violation = rest.popFirst() {
      var who = violation.person.map(slice.shortName)
      var reason = reason(violation, partner: partner(violation))
      if let other = rest.first, let shared = sharedReason(violation, other) {
        rest.removeFirst()
        (who, reason) = ("both", shared)
      }
      // One name for all that follows in a row about the same person.
      if who != nil, who == told, let last = parts.indices.last {
        parts[last] += ", \(reason)"
      } else {
        parts.append(who.map { "\($0): \(reason)" } ?? reason)
      }
      told = who
    }
    if !isOnGrid, let grid = slice.situation?.grid {
      parts.append("sessions start every \(grid.granularity) min in \(grid.zone.name)")
    }
    return parts.joined(separator: " · ")
  }

  private func reason(_ violation: Violation, partner: String?) -> String {
    ViolationPhrase(violation, viewer: slice.viewer.person, times: times).reason(
      room: roomName(violation.room), partner: partner)
  }

  /// What stands in the way of one and of the other, where it is the same thing; their own session is “with each other”.
  private func sharedReason(_ one: Violation, _ other: Violation) -> String? {
    guard let first = one.person, let second = other.person, first != second, one.session == other.session else {
      return nil
    }
    let partner = one.session == nil ? nil : "each other"
    let shared = reason(one, partner: partner)
    return shared == reason(other, partner: partner) ? shared : nil
  }

  /// `n: next opening Wed 25 Nov 15:00 (09:00 for Ralf)`.
  private func hint(_ next: Instant?) -> String {
    guard let next else { return "no opening in the weeks around" }
    let local = localTimes(of: next)
    return "n: next opening \(times.moment(next))" + (local.isEmpty ? "" : " (\(local.joined(separator: ", ")))")
  }

  /// `08:30 for Ralf`: what the clocks of those show who live elsewhere than the times are written for.
  func localTimes(of start: Instant) -> [String] {
    slice.lanes.compactMap { lane in
      times.time(start, in: lane.zone).map { "\($0) for \(slice.shortName(lane.person.id))" }
    }
  }

  func roomName(_ id: RoomID?) -> String? { id.flatMap { id in slice.rooms.first { $0.id == id }?.name } }

  /// `free`, or until when it is taken or closed.
  func roomWord(_ id: RoomID, _ session: Interval) -> String {
    guard let room = slice.roomSituations[id] else { return "free" }
    if let taken = room.engagements.first(where: { $0.session != moving && $0.interval.overlaps(session) }) {
      return "taken \(times.times(taken.interval))"
    }
    if let hours = room.hours,
      !hours.hours(in: Interval(session.start - 86_400, session.end + 86_400)).contains(session)
    {
      return "closed"
    }
    return room.capacity < 2 ? "too small" : "free"
  }

  private func partner(_ violation: Violation) -> String? {
    violation.session.flatMap { slice.partner(of: violation.person, in: $0) }
  }
}
