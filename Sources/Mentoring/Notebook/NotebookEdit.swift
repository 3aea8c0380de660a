public import Scheduling

/// A change to what a pair keeps for itself.
public enum NotebookEdit: Hashable, Sendable {
  /// Nil keeps what is there; notes without text and links are taken away. `since` is the text that the writer began from: when
  /// there is another by now, nothing is written.
  case notes(SessionID, text: String? = nil, links: [String]? = nil, since: String? = nil)
  case addAction(PairID, session: SessionID? = nil, owner: PersonID, text: String, due: CivilDate? = nil)
  /// Done, or to do again.
  case finishAction(Int64, isDone: Bool)
  case addGoal(PairID, text: String)
  /// Percent, 0 to 100.
  case advanceGoal(Int64, progress: Int)
  /// 1 to 5 and a sentence, by the actor; given again it replaces what was given.
  case feedback(SessionID, rating: Int, comment: String)
  /// An entry; where it must be of a kind, nothing else of that number.
  case remove(Int64, Removed? = nil)

  public enum Removed: Hashable, Sendable { case action, goal }
}

/// The most that one text may hold, in bytes of UTF-8: more is no note but a document, which a link can name.
public let notebookTextLimit = 65_536
