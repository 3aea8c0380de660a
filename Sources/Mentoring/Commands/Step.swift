public import Scheduling

/// One entry of the history: a command that was carried out. Never changed, never removed.
public struct Step: Hashable, Sendable, Identifiable {
  public var id: Int64
  public var at: Instant
  /// Login of who acted.
  public var actor: String
  public var kind: Kind
  /// ``Command/name`` of the command, or of the one that was undone or redone.
  public var command: String
  /// What it did, in words: “Booked Mia Chen → Ralf Winter, Wed 25 Nov 14:30–15:30 CET”.
  public var summary: String
  /// Why, where a reason was given.
  public var reason: String
  /// The step that an undo or redo reverses.
  public var target: Int64?
  /// The pair and session it was about, where it was about one.
  public var pair: PairID?
  public var session: SessionID?

  public enum Kind: String, Hashable, Sendable, Codable {
    case action, undo, redo
  }

  public init(
    id: Int64 = 0, at: Instant, actor: String, kind: Kind = .action, command: String, summary: String,
    reason: String = "", target: Int64? = nil, pair: PairID? = nil, session: SessionID? = nil
  ) {
    self.id = id
    self.at = at
    self.actor = actor
    self.kind = kind
    self.command = command
    self.summary = summary
    self.reason = reason
    self.target = target
    self.pair = pair
    self.session = session
  }
}
