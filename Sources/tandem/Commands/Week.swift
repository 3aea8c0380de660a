import ArgumentParser
import Mentoring
import Scheduling

struct Week: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "week",
    abstract: "Show a week, day by day: sessions, imported busy time, absences, and what is left of the working hours.",
    discussion: """
      EXAMPLES
        tandem week                                this week
        tandem week "next mon"                     the week that holds that day
        tandem week --for ralf --json
      """)

  @Argument(help: "A day of the week; the default is today.") var day: String?
  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("Somebody else's week, without titles of their busy time.", valueName: "login"),
    completion: .custom(Completion.logins))
  var person: String?
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let store = try environment.currentStore()
      try store.read { reader in
        let actor = try environment.actor(reader)
        let person = try subject(of: actor, reader)
        let zone = try environment.zone(of: actor, reader)
        let at =
          try day.map { try Reading.beginning($0, zone: zone, now: environment.now, .nearest) } ?? environment.now
        let first = zone.date(at: at).startOfWeek(beginningOn: environment.firstWeekday)
        let days = try (0..<7).map { try Day(first + $0, zone, person, actor, reader, environment) }
        if environment.output.isJSON {
          let shapes = JSONShapes(reader: reader, zones: environment.zones, viewer: actor, now: environment.now)
          environment.output.json(
            .fields([
              "person": .string(person.login), "zone": .string(zone.name),
              "days": .array(try days.map { try $0.json(shapes) }),
            ]))
        } else {
          let times = environment.times(zone)
          if person.id != actor.person {
            environment.output.line(environment.output.dim(try title(of: person, days, times, environment)))
          }
          let conflicts = try ConflictNotes(of: person.id, for: actor, reader, environment)
          for day in days { try day.show(environment.output, times, reader, person, conflicts) }
        }
      }
    }
  }

  /// Whose week it is, and on whose clocks: `Ralf Winter, on your clocks (CET); 09:00 is 03:00 for Ralf`. Where clocks change on one of its
  /// days, also what is so from then on.
  private func title(of person: Person, _ days: [Day], _ times: TimeWording, _ environment: CommandEnvironment) throws
    -> String
  {
    let nine = CivilTime(secondOfDay: 9 * 3_600)
    let mornings = days.filter { !$0.isSkipped }.map { times.zone.instant(of: CivilDateTime($0.date, nine)) }
    let theirs = try environment.zones.zone(named: person.zone)
    /// What is so on the first day, and from which day on it is something else.
    func told(_ words: (Instant) -> String) -> String? {
      guard let first = mornings.first.map(words) else { return nil }
      guard let change = mornings.first(where: { words($0) != first }) else { return first }
      return "\(first), from \(times.day(change)) on \(words(change))"
    }
    /// `22:00 the day before`, by the same words on every day of the week.
    func clocks(_ morning: Instant) -> String {
      let (here, there) = (times.zone.civil(at: morning), theirs.civil(at: morning))
      guard here != there else { return "the same" }
      let day = there.date < here.date ? " the day before" : there.date > here.date ? " the day after" : ""
      return times.time(there.time) + day
    }
    guard let own = told(times.abbreviation), let clocks = told(clocks) else { return person.name }
    let title = "\(person.name), on your clocks (\(own))"
    return clocks == "the same" ? title : "\(title); \(times.time(nine)) is \(clocks) for \(person.firstName)"
  }

  private func subject(of actor: Actor, _ reader: any StoreReader) throws -> Person {
    if let person { return try Reading.person(person, whose: "week", isSeenBy: actor, reader) }
    guard let person = try actor.person.flatMap({ try reader.person($0) }) else {
      throw ValidationError("\(actor.login) is nobody of this program; say whose week with --for LOGIN")
    }
    return person
  }

  /// What a day of the week holds.
  private struct Day {
    let date: CivilDate
    let zone: ZoneRules
    /// Whether the zone's calendar never had it, as Apia's had no 30 December 2011.
    let isSkipped: Bool
    let sessions: [Session]
    /// Those of them that stand at an agreed time while they are asked to move.
    let asked: Set<SessionID>
    let busy: [Interval]
    /// What of it they are away, and why.
    let away: [(interval: Interval, reason: String)]
    let free: [Interval]
    let hasHours: Bool

    init(
      _ date: CivilDate, _ zone: ZoneRules, _ person: Person, _ actor: Actor, _ reader: any StoreReader,
      _ environment: CommandEnvironment
    ) throws {
      self.date = date
      self.zone = zone
      guard let span = zone.interval(of: date) else {
        (isSkipped, hasHours) = (true, false)
        (sessions, asked, busy, away, free) = ([], [], [], [], [])
        return
      }
      isSkipped = false
      let hours = try person.availability(environment.zones).available(in: span)
      let taken = try reader.busy(of: person.id, in: span).merged.clipped(to: span)
      let now = environment.now
      // What was agreed stands as well until the other side answers.
      let agreed = try reader.agreed(of: person.id, in: span)
      sessions = (try reader.sessions(SessionFilter(interval: span, person: person.id)) + agreed).filter {
        $0.status(at: now).isLive && span.contains($0.interval.start)
      }.sorted { ($0.interval, $0.id) < ($1.interval, $1.id) }
      asked = Set(agreed.map(\.id))
      busy = taken.intervals
      let own = try environment.zones.zone(named: person.zone)
      away = person.absences(in: own).compactMap { absence in
        absence.interval(in: own)?.intersection(span).map { ($0, absence.reason) }
      }
      let engaged = try reader.standing(try reader.engagements(of: person.id, in: span), at: now)
      hasHours = !hours.isEmpty
      free = hours.subtracting(taken).subtracting(IntervalSet(engaged.map(\.interval))).intervals
    }

    func json(_ shapes: JSONShapes) throws -> JSONValue {
      func list(_ intervals: [Interval]) -> JSONValue {
        .array(intervals.map { .fields(["start": JSONShapes.instant($0.start), "end": JSONShapes.instant($0.end)]) })
      }
      return .fields([
        "date": .string(date.description), "skipped": .bool(isSkipped),
        "sessions": .array(try sessions.map { try shapes.session($0) }),
        "busy": list(busy),
        "away": .array(
          away.map {
            .fields([
              "start": JSONShapes.instant($0.interval.start), "end": JSONShapes.instant($0.interval.end),
              "reason": .string($0.reason),
            ])
          }), "free": list(free),
      ])
    }

    func show(
      _ output: Output, _ times: TimeWording, _ reader: any StoreReader, _ person: Person, _ conflicts: ConflictNotes
    ) throws {
      let seconds = zone.interval(of: date).map { $0.seconds } ?? 0
      let change = isSkipped || seconds == 86_400 ? "" : "  (\(TimeWording.length(seconds / 60)): the clocks change)"
      output.line(output.bold(times.day(date)) + output.dim(change))
      guard !isSkipped else {
        output.line(output.dim("  the calendar of \(zone.name) skips this day"))
        return
      }
      for session in sessions {
        let other = try reader.person(session.mentor == person.id ? session.mentee : session.mentor)?.name ?? "?"
        let hold =
          session.status.isHold
          ? session.request?.agreed == nil ? " (requested)" : " (asked to move here)"
          : asked.contains(session.id) ? " (if not moved)" : ""
        output.line("  \(times.times(session.interval))  \(other)\(hold)  \(output.dim(session.topic))")
        try conflicts.show(session, isIfNotMoved: !session.status.isHold && asked.contains(session.id), output)
      }
      if !busy.isEmpty { output.line(output.dim("  busy \(busy.map(times.times).joined(separator: ", "))")) }
      for (interval, reason) in away {
        let when = interval == zone.interval(of: date) ? "" : " \(times.times(interval))"
        output.line(output.dim("  away\(when)" + (reason.isEmpty ? "" : " (\(reason))")))
      }
      // Who is away all day has no hours for that reason.
      guard hasHours || away.isEmpty else { return }
      let left =
        !hasHours
        ? "no working hours" : free.isEmpty ? "nothing free" : "free \(free.map(times.times).joined(separator: ", "))"
      output.line(output.dim("  \(left)"))
    }
  }
}
