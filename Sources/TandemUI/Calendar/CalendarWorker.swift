import Mentoring
import Scheduling

/// Carries out the calendar's reads. Called off the main thread.
struct CalendarWorker: Sendable {
  let viewer: Actor
  let now: Instant
  let viewerZone: ZoneRules
  let clock: TimeWording.Clock

  /// What an effect comes to; nil for those that are no reads.
  func run(_ effect: CalendarEffect, _ reader: any StoreReader, _ zones: any ZoneProvider) -> CalendarMessage? {
    do {
      switch effect {
      case .load(let subject, let date):
        let loader = CalendarSliceLoader(zones: zones, viewer: viewer, now: now)
        return .loaded(try loader.load(subject, around: date, from: reader))
      case .readPair(let session):
        let loader = CalendarSliceLoader(zones: zones, viewer: viewer, now: now)
        let date = viewerZone.date(at: session.interval.start)
        return .pairRead(session.id, try loader.load(.pair(session.pair), around: date, from: reader))
      case .findOpening(let pair, let start, let isForward, let length):
        let found = try findOpening(pair, start, isForward, length, reader, zones)
        return .foundOpening(found, isForward: isForward)
      case .listOpenings(let query):
        return .openings(try openings(query, reader, zones))
      case .readHistory(let session):
        return .history(
          session, try told(try reader.steps(StepFilter(session: session)), reader, zones),
          try SeriesOverview(of: session, reader, zones, now: now),
          try SessionPapers(of: session, for: viewer.person, at: now, reader))
      case .planSeries(let booking):
        do {
          let planner = SeriesPlanner(reader, zones: zones, actor: viewer, now: now)
          return .planned(booking, try planner.plan(booking))
        } catch {
          return .planFailed(Self.words(error))
        }
      case .planMove(let move):
        do {
          let planner = SeriesMovePlanner(reader, zones: zones, actor: viewer, now: now)
          let plan = try planner.plan(move)
          let alternatives = plan.isBookable ? [] : try planner.alternatives(to: move)
          return .movePlanned(BookingSheet.SeriesCheck(move: move, plan: plan, alternatives: alternatives))
        } catch {
          return .planFailed(Self.words(error))
        }
      case .listPairs(let start): return .pairs(try PairChoice.items(for: viewer, from: reader), at: start)
      case .tellRefusal(let violations): return .refusalTold(try reasons(violations, reader, zones))
      case .tellLoss(let loss): return try tell(loss, reader)
      case .perform, .tell, .openNotebook, .writeAgenda: return nil
      }
    } catch {
      return .loadFailed(Self.words(error))
    }
  }

  /// Steps with what they say on the viewer's clock; as the history has it to who is nobody of the program.
  private func told(_ steps: [Step], _ reader: any StoreReader, _ zones: any ZoneProvider) throws -> [Step] {
    guard let person = viewer.person else { return steps }
    let times = TimeWording(zone: viewerZone, now: now, clock: clock)
    let forms = try SummaryWording(times, zones: zones).forms(of: steps, reader, for: person)
    return steps.map { step in
      var step = step
      step.summary = forms[step.id]?.first ?? step.summary
      return step
    }
  }

  /// Each violation as a sentence; of a session in the way also who booked it.
  private func reasons(
    _ violations: [Violation], _ reader: any StoreReader, _ zones: any ZoneProvider
  ) throws -> [String] {
    let wording = try ViolationWording(reader, zones: zones, viewer: viewer, now: now, zone: viewerZone, clock: clock)
    let times = TimeWording(zone: viewerZone, now: now, clock: clock)
    return try violations.map { violation in
      let sentence = try wording.sentence(violation)
      guard let session = violation.session,
        let step = try reader.steps(StepFilter(session: session, limit: 1)).first
      else { return sentence }
      let name = try reader.person(login: step.actor)?.name ?? step.actor
      let verb = step.command == "move" ? "moved there" : "booked"
      return "\(sentence), \(verb) by \(name) \(times.distance(to: step.at))"
    }
  }

  /// Within the whole time that can be booked, not only the weeks that are loaded.
  private func findOpening(
    _ id: PairID, _ start: Instant, _ isForward: Bool, _ length: Int, _ reader: any StoreReader,
    _ zones: any ZoneProvider
  ) throws -> Instant? {
    guard let pair = try reader.pair(id) else { return nil }
    let loader = try SituationLoader(reader, zones: zones)
    let end = try bookable(pair, loader, reader).end
    guard let window = Interval(from: isForward ? max(start + 1, now) : now, to: isForward ? end : start) else {
      return nil
    }
    let situation = try loader.situation(of: pair, at: now, window: window, length: length * 60)
    let openings = Examination(situation, length: length * 60, window: window).openings()
    return isForward ? openings.first : openings.last
  }

  private func openings(
    _ query: OpeningsQuery, _ reader: any StoreReader, _ zones: any ZoneProvider
  ) throws -> OpeningsList {
    guard let pair = try reader.pair(query.pair) else { throw CommandError.notFound("this pair is gone") }
    let loader = try SituationLoader(reader, zones: zones)
    let window = try bookable(pair, loader, reader)
    let situation = try loader.situation(
      of: pair, at: now, window: window, length: query.length * 60, room: query.room,
      moving: Set([query.moving].compactMap { $0 }))
    let preferences = Preferences(
      of: pair, sessions: try reader.sessions(SessionFilter(pair: pair.id)).filter { $0.id != query.moving },
      mentor: situation.mentor.availability.zone, mentee: situation.mentee.availability.zone, now: now)
    return OpeningsList(
      Examination(situation, length: query.length * 60, window: window), preferences, of: query)
  }

  /// From now to the last start that the rules let anybody book.
  private func bookable(_ pair: Pair, _ loader: SituationLoader, _ reader: any StoreReader) throws -> Interval {
    let people = try [pair.mentor, pair.mentee].compactMap { try reader.person($0) }
    let days = people.map { loader.policy(of: $0, in: pair).window }.min() ?? 0
    return Interval(now, now + days * 86_400 + 1)
  }

  /// What went wrong, as a user can read it.
  static func words(_ error: any Error) -> String {
    switch error {
    case let error as StoreError: error.message
    case let error as ZoneError: error.description
    case CommandError.invalid(let text), CommandError.notFound(let text), CommandError.notPermitted(let text),
      CommandError.changedSince(let text):
      text
    case CommandError.offGrid(_, let granularity, let zone, _, _):
      "sessions start every \(granularity) minutes on the clock of \(zone); choose a start on that grid"
    default: "\(error)"
    }
  }
}
