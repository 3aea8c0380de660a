import Mentoring
import Scheduling

/// The shapes of the command line's JSON; scripts rely on them.
struct JSONShapes {
  let reader: any StoreReader
  let zones: any ZoneProvider
  let viewer: Actor
  let now: Instant

  static func instant(_ instant: Instant) -> JSONValue { .string(instant.description) }

  func session(_ session: Session) throws -> JSONValue {
    let people = [try reader.person(session.mentor), try reader.person(session.mentee)].compactMap { $0 }
    return .fields([
      "id": .number(Int(session.id.rawValue)), "uid": .string(session.uid), "pair": .number(Int(session.pair.rawValue)),
      "mentor": people.first.map { .string($0.login) }, "mentee": people.last.map { .string($0.login) },
      "start": Self.instant(session.interval.start), "end": Self.instant(session.interval.end),
      "local": try local(session.interval.start, people), "zone": .string(session.zone),
      "status": .string(session.status(at: now).rawValue), "sequence": .number(session.sequence),
      "room": try session.room.flatMap { try reader.room($0) }.map { .string($0.name) },
      "topic": session.topic.isEmpty ? nil : .string(session.topic),
      "agenda": session.agenda.isEmpty ? nil : .string(session.agenda),
      "originalStart": session.originalStart.map { Self.instant($0) },
      "series": session.series.map { .number(Int($0.rawValue)) },
      "reason": session.reason.isEmpty ? nil : .string(session.reason),
      "request": try session.request.map { try request($0, of: session) },
      "closing": try session.closing.map { closing in
        .fields([
          "at": Self.instant(closing.at),
          "by": try closing.by.flatMap { try reader.person($0) }.map { .string($0.login) },
        ])
      },
    ])
  }

  /// The sessions of a series that a command leaves as they are, each with why.
  static func staying(_ staying: StayingSessions) -> JSONValue {
    .array(
      staying.kinds.flatMap { kind in
        kind.sessions.map { session in
          .fields([
            "session": .number(Int(session.id.rawValue)), "start": instant(session.interval.start),
            "why": .string(kind.words),
          ])
        }
      })
  }

  /// Who proposed the time, until when it is held, and which rules it asks to be waived.
  private func request(_ request: Request, of session: Session) throws -> JSONValue {
    .fields([
      "proposer": try reader.person(request.proposer).map { .string($0.login) },
      "deadline": Self.instant(request.deadline), "message": request.message.isEmpty ? nil : .string(request.message),
      "agreed": request.agreed.map {
        .fields(["start": Self.instant($0.interval.start), "end": Self.instant($0.interval.end)])
      },
      "waivers": .array(
        try session.waivers.map { waiver in
          .fields([
            "code": .string(waiver.code),
            "person": try waiver.person.flatMap { try reader.person($0) }.map { .string($0.login) },
          ])
        }),
    ])
  }

  /// Local times by login, with offset.
  func local(_ start: Instant, _ people: [Person]) throws -> JSONValue {
    .object(
      try people.map { person in
        (person.login, .string(TimeWording(zone: try zones.zone(named: person.zone), now: now).iso(start)))
      })
  }

  func opening(_ start: Instant, length: Int, _ people: [Person], cost: Int? = nil, terms: [Preference] = []) throws
    -> JSONValue
  {
    .fields([
      "start": Self.instant(start), "end": Self.instant(start + length * 60), "cost": cost.map { .number($0) },
      "terms": terms.isEmpty ? nil : .array(try terms.map { try term($0) }), "local": try local(start, people),
    ])
  }

  private func term(_ preference: Preference) throws -> JSONValue {
    let (name, person, measure): (String, PersonID?, Int?) =
      switch preference {
      case .outsidePreferred(let person, let minutes): ("outsidePreferred", person, minutes)
      case .offCadence(let days): ("offCadence", nil, days)
      case .early(let person, let minutes): ("early", person, minutes)
      case .late(let person, let minutes): ("late", person, minutes)
      case .unfair(let person): ("unfair", person, nil)
      }
    return .fields([
      "term": .string(name), "person": try person.flatMap { try reader.person($0) }.map { .string($0.login) },
      "measure": measure.map { .number($0) }, "cost": .number(preference.cost),
    ])
  }

  func violation(_ violation: Violation, _ wording: ViolationWording) throws -> JSONValue {
    let hours = violation.hours(ofDayIn: wording.times.zone)
    return .fields([
      "code": .string(violation.code),
      "person": try violation.person.flatMap { try reader.person($0) }.map { .string($0.login) },
      "room": try violation.room.flatMap { try reader.room($0) }.map { .string($0.name) },
      "session": violation.session.map { .number(Int($0.rawValue)) },
      "start": violation.interval.map { Self.instant($0.start) },
      "end": violation.interval.map { Self.instant($0.end) },
      // Of the day that the message names.
      "hours": hours.map { hours in
        .array(hours.map { .fields(["start": Self.instant($0.start), "end": Self.instant($0.end)]) })
      },
      "zone": hours == nil
        ? nil : try violation.person.flatMap { try reader.person($0) }.map { .string($0.zone) },
      "message": .string(try wording.sentence(violation)),
    ])
  }

  func person(_ person: Person) throws -> JSONValue {
    .fields([
      "login": .string(person.login), "name": .string(person.name), "zone": .string(person.zone),
      "email": person.email.isEmpty ? nil : .string(person.email), "hours": .string(person.hours.description),
      "role": .string(person.role.rawValue), "grade": person.grade.map { .number($0) },
      "department": person.department.isEmpty ? nil : .string(person.department),
      "manager": try person.manager.flatMap { try reader.person($0) }.map { .string($0.login) },
      "generation": person.generation.map { .string($0.rawValue) },
      "teaches": .array(person.teaches.map { .string($0) }), "learns": .array(person.learns.map { .string($0) }),
    ])
  }

  /// When a person can be met, and would rather be.
  func hours(_ person: Person, asksFirst: Bool) throws -> JSONValue {
    let zone = try zones.zone(named: person.zone)
    return .fields([
      "login": .string(person.login), "zone": .string(person.zone), "hours": .string(person.hours.description),
      "days": .array(
        person.overrides.map { day in
          .fields([
            "date": .string(day.date.description),
            "hours": .string(day.ranges.isEmpty ? "off" : HoursWording.ranges(day.ranges)),
          ])
        }),
      "absences": .array(
        person.absences(in: zone).map { absence in
          let interval = absence.interval(in: zone)
          return .fields([
            "start": interval.map { Self.instant($0.start) }, "end": interval.map { Self.instant($0.end) },
            "reason": absence.reason.isEmpty ? nil : .string(absence.reason),
          ])
        }),
      "preferred": person.policy.preferred.map { .string($0.description) }, "asksFirst": .bool(asksFirst),
    ])
  }

  func broken(_ broken: BrokenSession, _ wording: ViolationWording) throws -> JSONValue {
    let session = broken.session
    let people = [try reader.person(session.mentor), try reader.person(session.mentee)].compactMap { $0 }
    return .fields([
      "session": try self.session(session),
      "violations": .array(try broken.violations.map { try violation($0, wording) }),
      "openings": .array(try broken.openings.map { try opening($0, length: session.minutes, people) }),
    ])
  }

  /// - Parameter shortfalls: of its people; left out where it is nobody's business.
  func pair(_ pair: Pair, next: Session?, shortfalls: [PersonID: Shortfall]? = nil) throws -> JSONValue {
    let people = [try reader.person(pair.mentor), try reader.person(pair.mentee)].compactMap { $0 }
    return .fields([
      "id": .number(Int(pair.id.rawValue)), "mentor": people.first.map { .string($0.login) },
      "mentee": people.last.map { .string($0.login) }, "kind": .string(pair.kind.rawValue),
      "state": .string(pair.state.rawValue), "topic": pair.topic.isEmpty ? nil : .string(pair.topic),
      "cadence": pair.cadence.map { .string($0.description) }, "length": pair.length.map { .number($0) },
      "sessions": pair.sessions.map { .number($0) }, "start": pair.start.map { .string($0.description) },
      "end": pair.end.map { .string($0.description) }, "next": next.map { Self.instant($0.interval.start) },
      "nextStatus": next.map { .string($0.status(at: now).rawValue) },
      "shortfalls": shortfalls.map { counts in
        .array(
          people.compactMap { person in
            counts[person.id].map {
              .fields(["login": .string(person.login), "late": .number($0.late), "missed": .number($0.missed)])
            }
          })
      },
    ])
  }

  func step(_ step: Step) throws -> JSONValue {
    .fields([
      "id": .number(Int(step.id)), "at": Self.instant(step.at), "by": .string(step.actor),
      "kind": .string(step.kind.rawValue),
      "command": .string(step.command), "summary": .string(step.summary),
      "reason": step.reason.isEmpty ? nil : .string(step.reason), "target": step.target.map { .number(Int($0)) },
      "reversedBy": try reader.reversal(of: step.id).map { .number(Int($0.id)) },
      "pair": step.pair.map { .number(Int($0.rawValue)) }, "session": step.session.map { .number(Int($0.rawValue)) },
    ])
  }

  static func issue(_ issue: ImportIssue, file: String?) -> JSONValue {
    .fields([
      "file": file.map { .string($0) }, "line": issue.line.map { .number($0) },
      "column": issue.column.map { .string($0) }, "value": issue.value.map { .string($0) },
      "message": .string(issue.message),
    ])
  }
}
