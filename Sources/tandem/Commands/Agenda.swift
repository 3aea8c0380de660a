import ArgumentParser
import Mentoring
import Scheduling

struct Agenda: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agenda",
    abstract: "Show whom you meet, day by day, and what no longer fits.",
    discussion: """
      EXAMPLES
        tandem agenda                two weeks from now on
        tandem agenda --to +1m
        tandem agenda --json | jq '.sessions[0].start'
      """)

  @OptionGroup var span: SpanOptions
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let store = try environment.currentStore()
      try store.read { reader in
        let actor = try environment.actor(reader)
        let zone = try environment.zone(of: actor, reader)
        let interval = try span.interval(environment.times(zone), start: environment.now, days: 14)
        // What was agreed stands as well until the other side answers. An operator is in no pair: the program's sessions are shown.
        let agreed = try reader.agreed(of: actor.person, in: interval)
        let sessions = (try reader.sessions(SessionFilter(interval: interval, person: actor.person)) + agreed).sorted {
          ($0.interval, $0.id) < ($1.interval, $1.id)
        }
        if environment.output.isJSON {
          let shapes = JSONShapes(reader: reader, zones: environment.zones, viewer: actor, now: environment.now)
          environment.output.json(.fields(["sessions": .array(try sessions.map { try shapes.session($0) })]))
          return
        }
        try show(sessions, agreed: Set(agreed.map(\.id)), environment, reader, actor, environment.times(zone))
      }
    }
  }

  private func show(
    _ sessions: [Session], agreed: Set<SessionID>, _ environment: CommandEnvironment, _ reader: any StoreReader,
    _ actor: Actor, _ times: TimeWording
  ) throws {
    let output = environment.output
    guard !sessions.isEmpty else {
      output.note("nothing is booked; “tandem pairs --mine” lists your pairs, “tandem openings PAIR” their free times")
      return
    }
    let conflicts = try ConflictNotes(of: actor.person, for: actor, reader, environment)
    var day = ""
    for session in sessions {
      let next = times.day(session.interval.start)
      if next != day {
        if !day.isEmpty { output.line() }
        output.line(output.bold(next))
        day = next
      }
      let mentor = try reader.person(session.mentor)?.name ?? "?"
      let mentee = try reader.person(session.mentee)?.name ?? "?"
      let people =
        actor.person == session.mentor ? mentee : actor.person == session.mentee ? mentor : "\(mentor) → \(mentee)"
      let room = try session.room.flatMap { try reader.room($0) }.map { " · \($0.name)" } ?? ""
      let hold =
        session.status.isHold
        ? session.request?.agreed == nil ? " (requested)" : " (asked to move here)"
        : agreed.contains(session.id) ? " (if not moved)" : ""
      output.line("  \(times.times(session.interval))  \(people)\(hold)  \(output.dim(session.topic + room))")
      try conflicts.show(session, isIfNotMoved: !session.status.isHold && agreed.contains(session.id), output)
    }
  }
}
