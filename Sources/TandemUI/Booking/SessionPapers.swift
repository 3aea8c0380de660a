import Mentoring
import Scheduling

/// What a pair keeps about one session, at a glance: a line each, with the key that opens it.
struct SessionPapers: Hashable, Sendable {
  /// The notes' lines and links.
  var notes: Int
  var links: Int
  /// The pair's open tasks, and when the first is due.
  var openTasks: Int
  var nextDue: CivilDate?
  /// Whether feedback can be given by now, and who of the two has given it as far as the viewer may know.
  var isHeld: Bool
  var hasGiven: Bool
  var hasReceived: Bool

  /// Nil for those who are not of the pair: what it notes is its own.
  init?(of id: SessionID, for viewer: PersonID?, at now: Instant, _ reader: any StoreReader) throws {
    guard let viewer, let session = try reader.session(id), let pair = try reader.pair(session.pair),
      pair.includes(viewer)
    else { return nil }
    let notebook = Notebook(try reader.notebook(of: pair.id), of: pair, for: viewer)
    let written = notebook.notes(of: id)
    notes = written.map { $0.text.isEmpty ? 0 : $0.text.split(separator: "\n").count } ?? 0
    links = written?.links.count ?? 0
    let open = notebook.actions.filter(\.isOpenAction)
    openTasks = open.count
    nextDue = open.first.flatMap { if case .action(_, let due, _) = $0.content { due } else { nil } }
    isHeld = session.status(at: now) == .held
    let feedback = notebook.feedback(on: id)
    hasGiven = feedback.contains { $0.person == viewer }
    hasReceived = feedback.contains { $0.person != viewer }
  }

  func lines(_ times: TimeWording) -> [(label: String, text: String)] {
    func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
    let written = [notes > 0 ? count(notes, "line") : nil, links > 0 ? count(links, "link") : nil].compactMap(\.self)
    let due = nextDue.map { ", the first due \(times.day($0))" } ?? ""
    var lines = [
      (label: "Notes", text: "\(written.isEmpty ? "none" : written.joined(separator: ", ")) · n"),
      (label: "To do", text: "\(openTasks == 0 ? "nothing" : "\(openTasks) open\(due)") · n"),
    ]
    if isHeld {
      let text =
        !hasGiven ? "none from you yet" : hasReceived ? "given by both" : "yours is given, the other side's is not"
      lines.append((label: "Feedback", text: "\(text) · n"))
    }
    return lines
  }
}
