import Interchange
import Mentoring
import Scheduling

/// Finds what answers are about and applies them, or shows the proposals that they make.
struct AnswerDesk {
  let environment: CommandEnvironment
  let store: any Store
  let actor: Actor
  let isDryRun: Bool

  /// Takes what one file says: tells what came of each, and returns that as JSON.
  func take(_ answers: [InvitationAnswer], file: String) throws -> [JSONValue] {
    let answers = answers.filter { answer in !answers.contains { answer.repeats($0) } }
    let subjects = try store.read { reader in try answers.map { try Subject($0, file: file, reader) } }
    return try zip(answers, subjects).map { answer, subject in
      guard answer.method != .counter else { return try show(answer, subject, file: file) }
      let besides = zip(answers, subjects).filter { $0.0.isApart(from: answer) }.map(\.1.session.id)
      return try apply(answer, subject, besides: Set(besides), file: file)
    }
  }

  private func apply(
    _ answer: InvitationAnswer, _ subject: Subject, besides: Set<SessionID>, file: String
  ) throws -> JSONValue {
    guard
      let (person, said) = answer.attendees.lazy.compactMap({ attendee in
        subject.people.first { $0.answers(to: attendee.address) }.map { ($0, attendee.answer) }
      }).first
    else {
      let from = answer.attendees.first.map { "\($0.address) takes" } ?? "it names no attendee; nobody else takes"
      let addresses = subject.people.map { $0.email.isEmpty ? $0.login : $0.email }.joined(separator: " and ")
      throw Failure(
        .refused, "wrongAttendee", "\(file): \(from) no part in session \(subject.session.id), which is of \(addresses)"
      )
    }
    guard let said, said != .needsAction else {
      throw Failure(
        .refused, "noAnswer",
        "\(file): \(person.name) neither accepted nor declined; ask for an answer of ACCEPTED, TENTATIVE or DECLINED")
    }
    let outcome = try store.perform(
      .answer(
        Answering(
          session: subject.session.id, person: person.id, answer: said, sequence: answer.sequence,
          comment: answer.comment, scope: subject.scope, besides: besides)), by: actor, at: environment.now,
      isDryRun: isDryRun)
    let mark = isDryRun ? "would have: " : outcome.changes.isEmpty ? "" : "\(environment.output.good("✓")) "
    environment.output.note(mark + outcome.summary)
    for warning in outcome.warnings { Output.message("tandem: \(warning.message)") }
    return .fields([
      "session": .number(Int(subject.session.id.rawValue)), "person": .string(person.login),
      "answer": .string(said.rawValue), "summary": .string(outcome.summary),
      "changed": .bool(!outcome.changes.isEmpty),
      "warnings": outcome.warnings.isEmpty
        ? nil : .array(outcome.warnings.map { JSONShapes.issue($0, file: nil) }), "dryRun": isDryRun ? true : nil,
    ])
  }

  /// A proposal changes nothing by itself; the one predicate says whether it can be had.
  private func show(_ answer: InvitationAnswer, _ subject: Subject, file: String) throws -> JSONValue {
    let session = subject.session
    guard let proposal = answer.proposal else { throw Failure(.badFile, "badFile", "\(file) proposes no time") }
    guard answer.sequence >= session.sequence else {
      throw CommandError.changedSince(
        "\(file) proposes another time for version \(answer.sequence) of session \(session.id), which was changed since "
          + "(it is version \(session.sequence)); send the invitation again")
    }
    let length = proposal.seconds / 60
    let move = Move(session: session.id, start: proposal.start, length: length, scope: subject.scope)
    let obstacle = obstacle(to: move)
    let way = obstacle == nil ? Way(move) : wayAround(move)
    let output = environment.output
    if !output.isJSON {
      let zone = try store.read { try environment.zone(of: actor, $0) }
      let times = environment.times(zone)
      let what = subject.scope == .this ? "" : " and all that follow in its series"
      output.line("Session \(session.id), \(subject.title), \(times.span(session.interval))\(what): proposed instead")
      output.line("  \(obstacle == nil ? output.good("✓") : output.bad("✗")) \(times.span(proposal))")
      if let obstacle, !obstacle.isTold {
        for line in obstacle.message.split(separator: "\n") { output.line("    \(line)") }
      }
      if !answer.comment.isEmpty { output.line("    “\(answer.comment)”") }
      if let way { output.note(way.line) }
      output.note("turn it down:  tandem export itip --session \(session.id) --method declinecounter")
    }
    return .fields([
      "session": .number(Int(session.id.rawValue)),
      "proposal": .fields([
        "start": JSONShapes.instant(proposal.start), "end": JSONShapes.instant(proposal.end),
      ]), "bookable": .bool(obstacle == nil), "obstacle": obstacle.map { .string($0.message) },
      "command": way.map { .string($0.command) },
      "comment": answer.comment.isEmpty ? nil : .string(answer.comment),
    ])
  }

  /// What keeps the actor from moving a session so.
  private func obstacle(to move: Move) -> Failure? {
    do {
      _ = try Refusal(environment: environment, store: store, actor: actor).perform(.move(move), isDryRun: true)
      return nil
    } catch let error as CommandError {
      return Failure(error, environment)
    } catch {
      return error as? Failure ?? Failure(error, environment)
    }
  }

  /// How a proposal can be had that can't be taken as it is: the actor's own rules can be waived, the other side's, who may
  /// have proposed against them, only by asking.
  private func wayAround(_ move: Move) -> Way? {
    // Several of a series can't be asked for.
    let ways = move.scope == .this ? [(true, false), (false, true), (true, true)] : [(true, false)]
    for (anyway, asks) in ways {
      var other = move
      (other.anyway, other.asks) = (anyway, asks)
      if obstacle(to: other) == nil { return Way(other) }
    }
    return nil
  }

  /// A command that takes a proposal, or asks for it.
  private struct Way {
    let command: String
    let line: String

    init(_ move: Move) {
      command =
        "tandem move \(move.session) \(move.start)" + (move.length.map { " --length \($0)" } ?? "")
        + (move.scope == .this ? "" : " --scope \(move.scope.rawValue)") + (move.anyway ? " --anyway" : "")
        + (move.asks ? " --request" : "")
      line = (move.asks ? "ask for it:    " : "take it:       ") + command
    }
  }

  /// The session that an answer is about, and its people.
  private struct Subject {
    let session: Session
    let people: [Person]
    /// `.all` when it is about a series as a whole.
    let scope: SeriesScope

    var title: String { people.map(\.name).joined(separator: " → ") }

    init(_ answer: InvitationAnswer, file: String, _ reader: any StoreReader) throws {
      let unknown = CommandError.notFound(
        "\(file) is about “\(answer.uid.prefix(80))”, which is no session of this program")
      let parts = answer.uid.split(separator: "@", maxSplits: 1).first?.split(separator: "-") ?? []
      guard parts.count == 2, let number = Int64(parts[1]) else { throw unknown }
      switch parts[0] {
      case "session":
        guard let session = try reader.session(SessionID(number)), session.uid == answer.uid else { throw unknown }
        self.session = session
        scope = .this
      case "series":
        guard let series = try reader.series(SeriesID(number)), series.uid == answer.uid else { throw unknown }
        let sessions = try reader.sessions(SessionFilter(series: series.id, liveOnly: false))
        if let start = answer.recurrenceID {
          guard let session = sessions.first(where: { $0.originalStart == start }) else {
            throw CommandError.notFound("\(file) is about \(start), at which series \(series.id) has no session")
          }
          self.session = session
          scope = .this
        } else {
          guard let session = sessions.first(where: \.status.isLive) ?? sessions.first else { throw unknown }
          self.session = session
          scope = .all
        }
      default: throw unknown
      }
      people = try [session.mentor, session.mentee].compactMap { try reader.person($0) }
    }
  }
}

extension Person {
  /// Whether a calendar address, in lower case and without `mailto:`, is theirs.
  fileprivate func answers(to address: String) -> Bool {
    email.isEmpty ? address == "invalid:" + login.lowercased() : address == email.lowercased()
  }
}
