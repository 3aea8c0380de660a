import Recurrence
import Scheduling

/// The fields of each kind of thing, the same and in the same order for every one of its kind.
extension ChangeWording {
  func fields(_ session: Session) throws -> Fields {
    [
      ("when", times.span(session.interval)), ("status", session.status.rawValue),
      ("room", try session.room.map { try reader.room($0)?.name ?? "one that is gone" } ?? ""),
      ("topic", session.topic), ("agenda", session.agenda),
      ("asked by", try session.request.map { try name($0.proposer) } ?? ""),
      ("answer until", session.request.map { times.moment($0.deadline) } ?? ""),
      ("message", session.request?.message ?? ""),
      ("waived", try words(session.waivers)), ("reason", session.reason),
    ]
  }

  func fields(_ person: Person) throws -> Fields {
    let wording = HoursWording(person: person, times: times)
    return [
      ("login", person.login), ("name", person.name), ("email", person.email), ("zone", person.zone),
      ("hours", person.hours.description),
      (
        "days that differ",
        person.overrides.map {
          "\(times.day($0.date)) \($0.ranges.isEmpty ? "off" : HoursWording.ranges($0.ranges))"
        }.joined(separator: "; ")
      ),
      ("absences", person.absences.map { wording.words($0) }.joined(separator: "; ")),
      ("preferred hours", person.policy.preferred?.description ?? ""),
      ("asks first", person.policy.asksFirst.map { $0 ? "yes" : "no" } ?? ""), ("role", person.role.rawValue),
      ("grade", person.grade.map(String.init) ?? ""), ("department", person.department),
      ("manager", try person.manager.map { try name($0) } ?? ""), ("generation", person.generation?.title ?? ""),
      ("teaches", person.teaches.joined(separator: ", ")), ("learns", person.learns.joined(separator: ", ")),
      ("pairs as mentor", person.mentorCapacity.map(String.init) ?? ""),
      ("pairs as mentee", person.menteeCapacity.map(String.init) ?? ""),
    ]
  }

  func fields(_ pair: Pair) -> Fields {
    [
      ("kind", pair.kind.rawValue), ("topic", pair.topic), ("cadence", pair.cadence?.description ?? ""),
      ("length", pair.length.map { "\($0) min" } ?? ""), ("sessions", pair.sessions.map(String.init) ?? ""),
      ("from", pair.start.map { times.day($0) } ?? ""), ("to", pair.end.map { times.day($0) } ?? ""),
      ("state", pair.state.rawValue),
    ]
  }

  func fields(_ room: Room) -> Fields {
    [
      ("name", room.name), ("location", room.location), ("zone", room.zone), ("capacity", "\(room.capacity)"),
      ("hours", room.hours?.description ?? ""),
    ]
  }

  func fields(_ series: Series) -> Fields {
    var (rule, first) = (series.rule, series.start)
    // What this program did not write stays as it is.
    if !isForCommands, let schedule = try? series.schedule(), let words = try? series.words(of: [], zone: times.zone) {
      rule = words
      first = "\(times.day(schedule.start.date)) \(times.time(schedule.start.time))"
    }
    return [("rule", rule), ("first", first), ("zone", series.zone), ("length", "\(series.length) min")]
  }

  func fields(_ attendance: Attendance) -> Fields {
    [("answer", attendance.answer.rawValue), ("comment", attendance.comment)]
  }

  func fields(_ source: BusySource, _ isOwn: Bool) -> Fields {
    [
      ("from", isOwn ? source.name : "a calendar"), ("busy times", "\(source.blocks)"),
      ("read again when it changes", source.isSubscribed ? "yes" : "no"),
    ]
  }

  /// What the two of a pair keep for themselves is told to them alone, and feedback as the notebook shows it.
  func fields(_ entry: NotebookEntry) throws -> Fields {
    let pair = try reader.pair(entry.pair)
    let shown = try pair.map { Notebook(try reader.notebook(of: $0.id), of: $0, for: viewer.person).entries } ?? []
    let isTheirs = pair.map { pair in viewer.person.map(pair.includes) ?? false } ?? false
    let given = shown.contains { $0.isFeedback && $0.person == viewer.person && $0.session == entry.session }
    guard isTheirs, !entry.isFeedback || entry.person == viewer.person || given else {
      return [(entry.kind, "for the pair alone"), ("", ""), ("", "")]
    }
    switch entry.content {
    case .notes(let text, let links): return [("notes", text), ("links", links.joined(separator: " ")), ("", "")]
    case .action(let text, let due, let done):
      return [
        ("to do", text), ("until", due.map { times.day($0) } ?? ""), ("done", done.map { times.moment($0) } ?? ""),
      ]
    case .goal(let text, let progress): return [("goal", text), ("reached", "\(progress)%"), ("", "")]
    case .feedback(let rating, let comment): return [("feedback", "\(rating) of 5"), ("comment", comment), ("", "")]
    }
  }
}
