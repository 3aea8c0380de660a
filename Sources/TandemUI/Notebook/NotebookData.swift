import Mentoring
import Scheduling

/// A pair's notebook as the viewer sees it, and the session that it was opened at.
struct NotebookData: Loaded {
  var pair: Pair
  var mentor: Person
  var mentee: Person
  var session: Session?
  var notebook: Notebook

  /// - Parameter session: its notes and feedback are shown; nil for the pair's alone.
  /// - Returns: nil when the pair is gone.
  static func load(
    _ reader: any StoreReader, _ pair: PairID, session: SessionID?, viewer: PersonID?
  ) throws -> NotebookData? {
    guard let pair = try reader.pair(pair), let mentor = try reader.person(pair.mentor),
      let mentee = try reader.person(pair.mentee)
    else { return nil }
    return NotebookData(
      pair: pair, mentor: mentor, mentee: mentee, session: try session.flatMap { try reader.session($0) },
      notebook: Notebook(try reader.notebook(of: pair.id), of: pair, for: viewer))
  }

  func name(_ person: PersonID?) -> String {
    person == mentor.id ? mentor.firstName : mentee.firstName
  }
}
