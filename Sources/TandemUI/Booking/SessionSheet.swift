import Mentoring
import Scheduling
import TerminalKit

/// One session with all there is to know about it, and what can be done with it.
struct SessionSheet: Sendable {
  enum Mode: Hashable, Sendable {
    case reading
    /// Why it ends, which the other side reads.
    case ending(Ending, TextField)
    /// Who did not come, and why.
    case missing(PersonID, TextField)
    /// What it is about, and which field has the focus.
    case editing(topic: TextField, agenda: TextField, focus: Field)
  }

  /// What is meant to come of it: a no to a question leaves what was agreed, if anything was.
  enum Ending: Hashable, Sendable {
    case cancel, decline, withdraw
  }

  enum Field: String, Hashable, Sendable {
    case room, topic, agenda, scope
  }

  private(set) var entry: CalendarSlice.Entry
  var mode = Mode.reading
  /// Newest first; nil while it is being read.
  var history: [Step]?
  /// Of a session that is of one, once it is read.
  var series: SeriesOverview?
  /// What the pair keeps about it, once it is read; nil for whom that is not.
  var papers: SessionPapers?
  /// Which of the series what is done here is about.
  var scope = SeriesScope.this
  /// Where it is to take place, while that is edited.
  private(set) var room: RoomID?
  /// What can be chosen; empty where the program has no rooms.
  private(set) var rooms: [RoomID] = []
  /// Steps of the history scrolled out of sight; lines of the whole where it does not fit.
  var scroll = 0
  /// What the store objected to.
  var error: String?
  /// Whether all that it objected to protects the viewer, who can accept in spite of it.
  var mayWaiveRefusal = false
  var isSaving = false
  /// Whether who is on neither side was asked whether to accept for them, with the key before.
  var isAskedBack = false
  /// Whether Esc was pressed although something was written.
  var isLeaving = false

  init(_ entry: CalendarSlice.Entry) { self.entry = entry }

  /// New data; what is being typed stays.
  mutating func refresh(_ slice: CalendarSlice) -> Bool {
    guard let entry = slice.entry(entry.id) else { return false }
    self.entry = entry
    return true
  }

  /// How the viewer answers an open question with no: it is taken back by who asks, and declined by who is asked.
  func refusal(by viewer: PersonID?) -> Ending? {
    guard let request = entry.session.request else { return nil }
    let isAsked = [entry.session.mentor, entry.session.mentee].contains(viewer) && viewer != request.proposer
    return isAsked ? .decline : .withdraw
  }

  /// In whose place the viewer would answer an open question; nil for one of its sides.
  func answeredFor(in slice: CalendarSlice) -> String? {
    guard let request = entry.session.request, !slice.lanes.contains(where: { $0.person.id == slice.viewer.person })
    else {
      return nil
    }
    return slice.lanes.first { $0.person.id != request.proposer }?.person.name
  }

  mutating func begin(_ ending: Ending) {
    error = nil
    mode = .ending(ending, TextField("", placeholder: "the other side reads this"))
  }

  /// Ends all of it, what was agreed too; what was only asked for ends with the question.
  mutating func beginCancelling(_ viewer: PersonID?) {
    begin(entry.session.request?.agreed == nil ? refusal(by: viewer) ?? .cancel : .cancel)
  }

  /// Whether a series is asked for which of it is meant.
  var choosesScope: Bool {
    guard series != nil else { return false }
    return if case .ending(let ending, _) = mode { ending == .cancel } else { true }
  }

  /// - Parameter viewer: the other side is taken for the one who did not come, until Tab says otherwise.
  mutating func beginMissing(_ viewer: PersonID?) {
    error = nil
    let session = entry.session
    let person = viewer == session.mentee ? session.mentor : session.mentee
    mode = .missing(person, TextField("", placeholder: "why, if you know"))
  }

  /// The other of the two.
  func other(than person: PersonID) -> PersonID {
    person == entry.session.mentor ? entry.session.mentee : entry.session.mentor
  }

  func name(_ person: PersonID) -> String { person == entry.session.mentor ? entry.mentor : entry.mentee }

  mutating func beginEditing(rooms: [RoomID]) {
    error = nil
    self.rooms = rooms
    room = entry.session.room
    mode = .editing(
      topic: TextField(entry.session.topic, placeholder: "topic"),
      agenda: TextField(entry.session.agenda, placeholder: "what it is about"), focus: .agenda)
  }

  /// Whether what is typed is text.
  var isTyping: Bool {
    switch mode {
    case .reading: false
    case .ending, .missing: true
    case .editing(_, _, let focus): focus == .topic || focus == .agenda
    }
  }

  private var fields: [Field] {
    (rooms.isEmpty ? [] : [.room]) + [.topic, .agenda] + (series == nil ? [] : [.scope])
  }
  var lastField: Field { series == nil ? .agenda : .scope }

  func field(after focus: Field, _ step: Int) -> Field {
    let fields = fields
    let index = (fields.firstIndex(of: focus) ?? 0) + step
    return fields[(index + fields.count) % fields.count]
  }

  mutating func changeRoom(by step: Int) {
    let choices: [RoomID?] = [nil] + rooms
    let index = choices.firstIndex(of: room) ?? 0
    room = choices[((index + step) % choices.count + choices.count) % choices.count]
  }

  /// Whether something was written that leaving would lose.
  var hasUnsavedText: Bool {
    switch mode {
    case .reading: false
    case .ending(_, let reason), .missing(_, let reason): !reason.text.trimmingSpaces.isEmpty
    case .editing(let topic, let agenda, _):
      topic.text != entry.session.topic || agenda.text != entry.session.agenda || room != entry.session.room
    }
  }

  /// The key that accepts in spite of what is in one's own way; as in a line of quick add, for `A` writes the agenda.
  static let acceptAnyway = Key.control("o")

  /// Whether that key is for the viewer: what is known to be in the way, or was said to be, protects them alone.
  func mayAcceptAnyway(_ viewer: Actor) -> Bool {
    mayWaiveRefusal || (!entry.conflicts.isEmpty && entry.conflicts.allSatisfy(viewer.mayWaive))
  }

  /// Whether it can still be moved or cancelled.
  func isComing(at now: Instant) -> Bool {
    entry.session.status.isLive && entry.session.status(at: now) != .held && entry.session.interval.start > now
  }

  /// Whether it has begun, so that somebody may have missed it.
  func hasBegun(at now: Instant) -> Bool {
    [.confirmed, .held, .missed].contains(entry.session.status) && entry.session.interval.start <= now
  }

  /// What Enter asks the store to do.
  var command: Command? {
    switch mode {
    case .reading: nil
    case .ending(.cancel, let reason): .cancel(entry.id, reason: reason.text.trimmingSpaces, scope: scope)
    case .ending(.decline, let reason): .decline(entry.id, reason: reason.text.trimmingSpaces)
    case .ending(.withdraw, let reason): .withdraw(entry.id, reason: reason.text.trimmingSpaces)
    case .missing(let person, let reason): .miss(entry.id, by: person, reason: reason.text.trimmingSpaces)
    case .editing(let topic, let agenda, _):
      .edit(
        Edit(
          session: entry.id, topic: topic.text.trimmingSpaces, agenda: agenda.text.trimmingSpaces,
          // The others of a series keep theirs unless this one's is changed.
          room: room == entry.session.room ? nil : .some(room), scope: scope))
    }
  }
}
