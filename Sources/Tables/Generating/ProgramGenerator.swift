import Mentoring
public import Scheduling

/// Fills a new database with a large made-up program: the same one for the same numbers.
///
/// It writes in bulk what commands would have written one by one, history included; the database's own guard watches
/// as always. Sessions lie within everybody's hours, keep the standard buffers and limits, and no busy block meets one.
public struct ProgramGenerator: Sendable {
  /// How many there shall be, each at least 0; `people` at least 2 when there are pairs.
  public var people: Int
  public var pairs: Int
  public var sessions: Int
  /// Busy blocks a person.
  public var busy: Int
  public var seed: UInt64
  public var now: Instant

  public init(
    people: Int = 10_000, pairs: Int = 5_000, sessions: Int = 100_000, busy: Int = 20, seed: UInt64 = 1, now: Instant
  ) {
    self.people = people
    self.pairs = pairs
    self.sessions = sessions
    self.busy = busy
    self.seed = seed
    self.now = now
  }

  /// Writes everything in one transaction.
  ///
  /// - Throws: `CommandError.invalid` when the numbers can't be met or the program has people already, and
  ///   ``StoreError``.
  public func fill(_ store: any TableStore) throws {
    guard people >= 0, sessions >= 0, busy >= 0, pairs >= 0, pairs <= people * (people - 1) / 2,
      pairs > 0 || sessions == 0
    else {
      throw CommandError.invalid(
        "\(people) people can't make \(pairs) pairs with \(sessions) sessions; there are at most half as many pairs as "
          + "people times people, and sessions need a pair")
    }
    try store.write { draft in
      guard try draft.people().isEmpty else {
        throw CommandError.invalid("the database has people already; a generated program needs a new one")
      }
      var random = GeneratorRandom(state: seed)
      let people = try makePeople(in: draft, &random)
      try makeBusyTime(of: people, in: draft, &random)
      let pairs = try makePairs(of: people, in: draft, &random)
      try makeSessions(of: pairs, people, in: draft, &random)
    }
  }

  private static let operating = Actor.operating(as: "generator")
  /// The first Monday, 00:00 UTC, on or before now; 1970-01-05 was one.
  private var monday: Instant {
    let week: Int64 = 7 * 86_400
    let sinceMonday = now.seconds - 4 * 86_400
    return Instant(seconds: now.seconds - ((sinceMonday % week) + week) % week)
  }

  // MARK: Tables

  private func makePeople(in draft: TableDraft, _ random: inout GeneratorRandom) throws -> [Person] {
    var result: [Person] = []
    for number in 0..<people {
      let grade = 1 + random.next(9)
      let first = GeneratorNames.first[random.next(GeneratorNames.first.count)]
      let last = GeneratorNames.last[random.next(GeneratorNames.last.count)]
      result.append(
        Person(
          id: try draft.newPersonID(), login: "u\(number + 1)", name: "\(first) \(last)",
          email: "u\(number + 1)@example.com", zone: GeneratorNames.zones[random.next(GeneratorNames.zones.count)],
          grade: grade, department: GeneratorNames.departments[random.next(GeneratorNames.departments.count)],
          generation: Person.Generation.allCases[max(0, 3 - grade / 3)],
          teaches: [GeneratorNames.topics[random.next(GeneratorNames.topics.count)]]))
    }
    try write("import people", result.map { .person(before: nil, after: $0) }, "Imported \(people) people", in: draft)
    return result
  }

  private func makePairs(
    of people: [Person], in draft: TableDraft, _ random: inout GeneratorRandom
  ) throws -> [Pair] {
    var result: [Pair] = []
    var known: Set<[Int]> = []
    while result.count < pairs {
      let mentor = random.next(people.count)
      let mentee = random.next(people.count)
      guard mentor != mentee, known.insert([min(mentor, mentee), max(mentor, mentee)]).inserted else { continue }
      result.append(
        Pair(
          id: try draft.newPairID(), mentor: people[mentor].id, mentee: people[mentee].id,
          kind: Pair.Kind(mentorGrade: people[mentor].grade, menteeGrade: people[mentee].grade),
          topic: GeneratorNames.topics[random.next(GeneratorNames.topics.count)],
          cadence: Cadence(1 + random.next(4), .weeks), length: [30, 45, 60][random.next(3)], sessions: 24))
    }
    try write("import pairs", result.map { .pair(before: nil, after: $0) }, "Imported \(pairs) pairs", in: draft)
    return result
  }

  /// Before and after the hours of the sessions, on working days around now.
  private func makeBusyTime(of people: [Person], in draft: TableDraft, _ random: inout GeneratorRandom) throws {
    guard busy > 0 else { return }
    for person in people {
      var blocks: [BusyBlock] = []
      let first = monday - busy / 20 * 7 * 86_400
      for index in 0..<busy {
        // Two a working day.
        let day = index / 2
        let hour = index % 2 == 0 ? 7 * 3_600 + random.next(3) * 900 : 14 * 3_600 + random.next(5) * 900
        let start = first + ((day / 5 * 7 + day % 5) * 86_400 + hour)
        blocks.append(
          BusyBlock(
            Interval(start: start, seconds: 1_800 + random.next(2) * 1_800),
            title: GeneratorNames.meetings[random.next(GeneratorNames.meetings.count)]))
      }
      let source = BusySource(
        id: try draft.newBusySourceID(), person: person.id, name: "generated:\(person.login).ics", generation: 1,
        importedAt: now, blocks: busy, digest: "generated-\(seed)")
      try draft.insert(blocks, source: source.id, person: person.id, generation: 1)
      try write(
        "import busy", [.busySource(before: nil, after: source)],
        "Imported \(person.name)'s calendar \(source.name): \(busy) busy blocks", in: draft)
    }
  }

  // MARK: Sessions

  /// Each pair meets once a week, most weeks past and some to come, at a slot that is free for both.
  private func makeSessions(
    of pairs: [Pair], _ people: [Person], in draft: TableDraft, _ random: inout GeneratorRandom
  ) throws {
    guard !pairs.isEmpty else { return }
    let names = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) })
    let domain = try draft.program().domain
    let weeks = (sessions + pairs.count - 1) / pairs.count
    let coming = min(weeks / 3, 7)
    var slots = GeneratorSlots()
    for index in 0..<sessions {
      let pair = pairs[index % pairs.count]
      var week = index / pairs.count - (weeks - coming)
      var slot = slots.take(week, for: [pair.mentor, pair.mentee], &random)
      while slot == nil {
        // Full for one of the two: they meet in an earlier week.
        week -= weeks
        slot = slots.take(week, for: [pair.mentor, pair.mentee], &random)
      }
      guard let slot, let mentor = names[pair.mentor], let mentee = names[pair.mentee] else { continue }
      let start = monday + (week * 7 * 86_400 + slot.seconds)
      let id = try draft.newSessionID()
      let session = Session(
        id: id, uid: "session-\(id)@\(domain)", pair: pair.id, mentor: pair.mentor, mentee: pair.mentee,
        interval: Interval(start: start, seconds: (pair.length ?? 60) * 60), zone: mentor.zone, topic: pair.topic,
        mentorBuffer: Policy.standard.buffer, menteeBuffer: Policy.standard.buffer)
      var decision = Decision(
        command: "book", changes: [.session(before: nil, after: session)],
        summary: "Booked \(mentor.name) → \(mentee.name), \(start)")
      decision.pair = pair.id
      decision.session = id
      try write(decision, by: Actor(mentor), at: min(now, start - (3 + random.next(7)) * 86_400), in: draft)
    }
  }

  private func write(_ command: String, _ changes: [Change], _ summary: String, in draft: TableDraft) throws {
    try write(
      Decision(command: command, changes: changes, summary: summary), by: Self.operating, at: now - 365 * 86_400,
      in: draft)
  }

  private func write(_ decision: Decision, by actor: Actor, at: Instant, in draft: TableDraft) throws {
    try draft.apply(decision.changes)
    _ = try draft.record(decision, by: actor, at: at)
  }
}
