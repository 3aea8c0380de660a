import Mentoring
import Scheduling

/// Carries out the calendar's effects on a store. Called off the main thread.
struct CalendarWorker: Sendable {
  let store: any Store
  let zones: any ZoneProvider
  let viewer: Actor
  let now: Instant
  let viewerZone: ZoneRules
  let clock: TimeWording.Clock

  /// Nil for what the interface does itself.
  func run(_ effect: CalendarEffect) -> CalendarMessage? {
    switch effect {
    case .load(let subject, let date):
      do {
        let loader = CalendarSliceLoader(zones: zones, viewer: viewer, now: now)
        return .loaded(try store.read { try loader.load(subject, around: date, from: $0) })
      } catch {
        return .loadFailed(Self.words(error))
      }
    case .findOpening(let pair, let start, let isForward, let length):
      let found = try? findOpening(pair, start, isForward, length)
      return .foundOpening(found ?? nil, isForward: isForward)
    case .perform(let command): return perform(command)
    case .readHistory(let session):
      let steps = (try? store.read { try $0.steps(StepFilter(session: session)) }) ?? []
      return .history(session, steps)
    case .listPairs(let start):
      let items = (try? store.read { try PairChoice.items(for: viewer, from: $0) }) ?? []
      return .pairs(items, at: start)
    case .askDate, .tell, .leave: return nil
    }
  }

  private func perform(_ command: Command) -> CalendarMessage {
    do {
      return .performed(command, try store.perform(command, by: viewer, at: now))
    } catch CommandError.refused(let violations, _, _) {
      return .refused(command, reasons: (try? reasons(violations)) ?? violations.map(\.code))
    } catch {
      return .failed(command, Self.words(error))
    }
  }

  /// Each violation as a sentence; of a session in the way also who booked it.
  private func reasons(_ violations: [Violation]) throws -> [String] {
    try store.read { reader in
      let wording = try ViolationWording(reader, zones: zones, viewer: viewer, now: now, zone: viewerZone, clock: clock)
      return try violations.map { violation in
        let sentence = try wording.sentence(violation)
        guard let session = violation.session,
          let step = try reader.steps(StepFilter(session: session, limit: 1)).first
        else { return sentence }
        let name = try reader.person(login: step.actor)?.name ?? step.actor
        let verb = step.command == "move" ? "moved there" : "booked"
        let times = TimeWording(zone: viewerZone, now: now, clock: clock)
        return "\(sentence), \(verb) by \(name) \(times.distance(to: step.at))"
      }
    }
  }

  /// Within the whole time that can be booked, not only the weeks that are loaded.
  private func findOpening(_ id: PairID, _ start: Instant, _ isForward: Bool, _ length: Int) throws -> Instant? {
    try store.read { reader in
      guard let pair = try reader.pair(id) else { return nil }
      let days = try reader.program().policy.window
      let from = isForward ? max(start + 1, now) : now
      let to = isForward ? max(from, now + days * 86_400) + 1 : start
      guard let window = Interval(from: from, to: to) else { return nil }
      let situation = try SituationLoader(reader, zones: zones)
        .situation(of: pair, at: now, window: window, length: length * 60)
      let openings = Examination(situation, length: length * 60, window: window).openings()
      return isForward ? openings.first : openings.last
    }
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
    case CommandError.nothingToUndo: "there is nothing to undo"
    case CommandError.nothingToRedo: "there is nothing to redo"
    default: "\(error)"
    }
  }
}
