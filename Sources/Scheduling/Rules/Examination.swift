/// One pair's situation, made ready to answer for any start within a window: which starts are open, and why the
/// others are not.
///
/// There is one predicate. Each rule is turned into the stretches of starts it forbids (``ForbiddenStarts``); a start
/// is open when no stretch holds it, and its violations are the causes of the stretches that do. The grid on the
/// screen, the list of openings, the command line and the commit all ask here.
///
/// Making one is O(*n*) in the obstacles and days of the window; asking for a start is O(log *n*).
public struct Examination: Sendable {
  public let situation: Situation
  /// The starts it can answer for.
  public let window: Interval
  /// Seconds of the session asked about.
  public let length: Int

  /// In the order of the rules.
  private let rules: [Rule]

  /// One rule for one participant, compiled.
  struct Rule: Sendable {
    let forbidden: ForbiddenStarts
    /// Turns a stretch's cause, and the start it was asked for, into the violation to tell.
    let violation: @Sendable (_ cause: Int, _ start: Instant) -> Violation
  }

  /// - Parameters:
  ///   - situation: holds all data within ``Situation/slice(for:length:)``; what lies outside is not looked at.
  ///   - length: seconds, at least 1.
  ///   - window: the starts to answer for.
  /// - Precondition: `length > 0`.
  public init(_ situation: Situation, length: Int, window: Interval) {
    precondition(length > 0, "a session has a length")
    self.situation = situation
    self.length = length
    self.window = window
    rules = RuleCompiler(situation: situation, length: length, window: window).compile()
  }

  /// Every rule that a session starting at `start` would break, in the order of the rules, mentor before mentee.
  ///
  /// Empty means that it can be booked. Whether `start` lies on the grid is not a rule: see ``StartGrid``.
  /// - Precondition: `window` contains `start`.
  public func violations(at start: Instant) -> [Violation] {
    precondition(window.contains(start), "asked for a start outside the examined window")
    var result: [Violation] = []
    for rule in rules {
      for cause in rule.forbidden.causes(at: start) { result.append(rule.violation(cause, start)) }
    }
    return result
  }

  /// Whether no rule forbids `start`.
  public func isOpen(_ start: Instant) -> Bool {
    precondition(window.contains(start), "asked for a start outside the examined window")
    return rules.allSatisfy { $0.forbidden.causes(at: start).isEmpty }
  }

  /// The stretches of starts that no rule forbids. O(*n* log *n*) in all obstacles.
  public var openStretches: IntervalSet {
    var forbidden = IntervalSet()
    for rule in rules where !rule.forbidden.stretches.isEmpty {
      forbidden = forbidden.union(IntervalSet(rule.forbidden.stretches))
    }
    return forbidden.complement(in: window)
  }

  /// The starts on the grid that can be booked, ascending.
  ///
  /// - Parameter granularity: minutes, when fewer are wanted: those that lie on this grid too, for nothing beside the
  ///   policy's can be booked.
  public func openings(every granularity: Int? = nil, limit: Int = .max) -> [Instant] {
    let grid = situation.grid
    let coarse = granularity.map { StartGrid(zone: grid.zone, granularity: $0) }
    var result: [Instant] = []
    for stretch in openStretches.intervals {
      guard result.count < limit else { break }
      grid.forEachStart(in: stretch) { start in
        guard result.count < limit, coarse?.contains(start) ?? true else { return }
        result.append(start)
      }
    }
    return result
  }
}
