public import Scheduling

/// What an action on several sessions of a series leaves as it is, though one might take it for meant too.
public struct StayingSessions: Hashable, Sendable {
  /// By start, as the others.
  public var movedByHand: [Session] = []
  public var over: [Session] = []
  public var cancelled: [Session] = []
  /// Of a move, how many come before those that it takes: they become a series of their own.
  public var before = 0
  /// What was one series with them, and is one of its own since an earlier move.
  public var parts: [SeriesPart] = []

  public init() {}

  /// With how each is told.
  public var kinds: [(words: String, sessions: [Session])] {
    [("moved by hand", movedByHand), ("over", over), ("cancelled", cancelled)].filter { !$0.1.isEmpty }
  }

  /// Days of a kind that are named, the others are counted.
  private static let mostNamed = 3

  /// For whoever is about to do it: `4 stay: 3 moved by hand (Tue 1 Dec, Thu 10 Dec, Tue 15 Dec), 1 cancelled (Tue 22 Dec)`,
  /// and what stays as a series of its own; empty for nothing.
  public func words(_ times: TimeWording) -> [String] {
    var words: [String] = []
    let (kinds, count) = (kinds, kinds.reduce(0) { $0 + $1.sessions.count })
    if count > 0 {
      let told = kinds.map { kind in
        let days = kind.sessions.prefix(Self.mostNamed).map { times.day($0.interval.start) }.joined(separator: ", ")
        let more = kind.sessions.count - Self.mostNamed
        let number = kinds.count > 1 ? "\(kind.sessions.count) " : ""
        return "\(number)\(kind.words) (\(days)\(more > 0 ? " and \(more) more" : ""))"
      }
      words.append("\(count) \(count == 1 ? "stays" : "stay"): \(told.joined(separator: ", "))")
    }
    if before > 0 {
      words.append(
        before == 1
          ? "the one before stays, as a series of its own" : "the \(before) before stay, as a series of their own")
    }
    words += parts.map { "\($0.words(times)) and \($0.sessions.count == 1 ? "stays" : "stay")" }
    return words
  }

  /// For the history, and for one line of a screen even when it is undone: `; 2 moved by hand, 1 before stay`. What is over or
  /// was called off nobody expects to change.
  var summary: String {
    let apart = parts.reduce(0) { $0 + $1.sessions.count }
    let told = [(movedByHand.count, "moved by hand"), (before, "before"), (apart, "split off")].filter { $0.0 > 0 }
    guard !told.isEmpty else { return "" }
    return "; \(told.map { "\($0.0) \($0.1)" }.joined(separator: ", ")) "
      + (movedByHand.count + before + apart == 1 ? "stays" : "stay")
  }
}

extension Command {
  /// What it leaves as it is; nil where it is about no more than one session of a series. Asked before it is carried out.
  public func staying(at now: Instant, _ reader: any StoreReader) throws -> StayingSessions? {
    let (id, scope): (SessionID, SeriesScope)
    switch self {
    case .move(let move): (id, scope) = (move.session, move.scope)
    case .cancel(let session, _, let which): (id, scope) = (session, which)
    case .edit(let edit): (id, scope) = (edit.session, edit.scope)
    default: return nil
    }
    guard scope != .this, let session = try reader.session(id), session.series != nil else { return nil }
    var targets = try SeriesTargets(of: session, scope: scope, at: now, reader)
    if case .move = self { try targets.leaveBehind(at: now, reader) }
    try targets.findParts(from: session, scope, at: now, reader)
    return targets.staying
  }
}
