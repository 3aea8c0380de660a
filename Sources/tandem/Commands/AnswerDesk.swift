import Interchange
import Mentoring
import Scheduling

/// Finds what answers are about and applies them, or shows the proposals that they make.
struct AnswerDesk {
  let environment: CommandEnvironment
  let store: any Store
  let actor: Actor
  let isDryRun: Bool

  /// An answer with what it is about.
  struct Item {
    let answer: InvitationAnswer
    let subject: AnswerSubject
  }

  /// Takes what one file says, in one step where that can be: tells what came of each, and returns that as JSON.
  func take(_ answers: [InvitationAnswer], file: String) throws -> [JSONValue] {
    let answers = answers.filter { answer in !isRepeated(answer, answers) }
    let items = try store.read { reader in
      try answers.map { answer in
        Item(
          answer: answer,
          subject: try AnswerSubject(answer, file: file, reader, zones: environment.zones, now: environment.now))
      }
    }
    // All replies are understood before the first is applied.
    let replies = try items.map { item in
      item.answer.method == .counter ? nil : try reply(item, among: items, file: file)
    }
    let all = replies.compactMap(\.self)
    let isOneStep = all.count > 1 && areApart(items.filter { $0.answer.method != .counter }, all)
    let shapes = try zip(items, replies).map { item, reply in
      guard let reply else { return try show(item, among: items, file: file) }
      return try apply(reply, item.subject, writes: !isOneStep && !isDryRun)
    }
    if isOneStep, !isDryRun { _ = try store.perform(.answers(all), by: actor, at: environment.now) }
    return shapes
  }

  /// Whether another answer of the file says the same of more sessions, with none between them that says something else.
  private func isRepeated(_ answer: InvitationAnswer, _ all: [InvitationAnswer]) -> Bool {
    all.contains { other in
      answer.repeats(other) && !all.contains { $0.isApart(from: other) && answer.isApart(from: $0) }
    }
  }

  /// What someone answered; what the file says of some sessions of it by themselves is left out.
  private func reply(_ item: Item, among items: [Item], file: String) throws -> Answering {
    let (answer, subject) = (item.answer, item.subject)
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
    let besides = items.filter { $0.answer.isApart(from: answer) }.flatMap { $0.subject.sessions.map(\.id) }
    return Answering(
      session: subject.session.id, person: person.id, answer: said, sequence: answer.sequence,
      comment: answer.comment,
      scope: subject.series == nil ? .this : answer.recurrenceID == nil ? .all : .following, besides: Set(besides))
  }

  /// Whether no two of them are about the same session, nor one about a request, whose answer may decide others.
  private func areApart(_ items: [Item], _ replies: [Answering]) -> Bool {
    var seen: Set<SessionID> = []
    for (item, reply) in zip(items, replies) {
      for session in item.subject.sessions where !reply.besides.contains(session.id) {
        guard !session.status.isHold, seen.insert(session.id).inserted else { return false }
      }
    }
    return true
  }

  private func apply(_ reply: Answering, _ subject: AnswerSubject, writes: Bool) throws -> JSONValue {
    let outcome = try store.perform(.answer(reply), by: actor, at: environment.now, isDryRun: !writes)
    let mark = isDryRun ? "dry run: " : outcome.changes.isEmpty ? "" : "\(environment.output.good("✓")) "
    environment.output.note(mark + outcome.summary)
    for warning in outcome.warnings { Output.message("tandem: \(warning.message)") }
    let person = subject.people.first { $0.id == reply.person }
    return .fields([
      "session": .number(Int(subject.session.id.rawValue)), "person": person.map { .string($0.login) },
      "answer": .string(reply.answer.rawValue), "summary": .string(outcome.summary),
      "changed": .bool(!outcome.changes.isEmpty),
      "warnings": outcome.warnings.isEmpty
        ? nil : .array(outcome.warnings.map { JSONShapes.issue($0, file: nil) }), "dryRun": isDryRun ? true : nil,
    ])
  }
}
