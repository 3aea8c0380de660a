import Mentoring
import Scheduling

/// All that stands for or against a time, with what would remove each obstacle.
struct ExplanationSheet: Hashable, Sendable {
  /// What 1 to 3 do with the openings that are offered.
  enum Offer: Hashable, Sendable {
    /// The cursor goes there.
    case go
    /// The cursor goes there, for something beside the session that is explained.
    case another
    /// The booked session is taken there, and v takes it anywhere.
    case move(SessionID)
    /// The same of what is asked for: the other side is asked anew.
    case propose(SessionID)

    /// Before the time of an opening.
    var words: String {
      switch self {
      case .go: ""
      case .another: "another session "
      case .move: "move it to "
      case .propose: "propose "
      }
    }

    /// What v does; nil where it does nothing.
    var elsewhere: String? {
      switch self {
      case .go, .another: nil
      case .move: "move it elsewhere"
      case .propose: "propose another time"
      }
    }

    /// What is taken up.
    var session: SessionID? {
      switch self {
      case .go, .another: nil
      case .move(let id), .propose(let id): id
      }
    }

    fileprivate var deed: ViolationPhrase.Deed {
      switch self {
      case .go, .another: .drop
      case .move: .keep
      case .propose: .ask
      }
    }
  }

  let title: String
  let explanation: Explanation
  /// Taken with 1 to 3.
  let alternatives: [Instant]
  /// What the clocks of those who live elsewhere show at each of them.
  let localTimes: [[String]]
  var offer = Offer.go
  /// What is explained; nil for a time where nothing is.
  var session: SessionID?
  /// Whether n goes to the next opening: where a pair is chosen, and no session is to be taken along.
  var hasNextOpening = true
  /// Whether the openings of its pair are being looked for.
  var isLooking = false
  /// What was waived for a session, or is asked to be.
  var waived: [String] = []
  /// Lines scrolled out of sight.
  var scroll = 0
}

extension ExplanationSheet {
  /// How a session stands that is booked: what makes it impossible by now, or that nothing does.
  ///
  /// - Parameters:
  ///   - offer: what may be done with it.
  ///   - isIfNotMoved: of one that is asked to move, about the time where it stays after a no.
  init(
    of entry: CalendarSlice.Entry, offer: Offer, isIfNotMoved: Bool = false, _ slice: CalendarSlice,
    _ calendar: CalendarState
  ) {
    let times = calendar.times
    let session = isIfNotMoved ? entry.session.ifNotMoved ?? entry.session : entry.session
    let explainer = Explainer(slice: slice, times: times, now: calendar.now, moving: session.id, deed: offer.deed)
    let conflicts = isIfNotMoved ? entry.agreedConflicts : entry.conflicts
    let told = explainer.explain(session.interval, conflicts, next: nil, room: session.room)
    let status = isIfNotMoved ? "if not moved" : session.statusWords(at: calendar.now) { slice.shortName($0) }
    let slot = OpenTimes(slice, length: session.minutes, at: calendar.now, room: session.room, moving: session.id)
    let violations =
      session.status.isHold ? entry.waived : (slot?.violations(at: session.interval.start) ?? []).filter(session.waives)
    waived = violations.map {
      "\(session.status.isHold ? "asks to waive" : "waived"): \(explainer.sentence($0))"
    }
    let line = "\(status): nothing \(waived.isEmpty ? "" : "else ")stands in its way"
    title = times.span(session.interval)
    explanation = Explanation(
      isOpen: told.isOpen, line: line, why: told.why, reasons: told.reasons, mayWaive: false)
    let isBroken = !told.isOpen && !isIfNotMoved
    // Where it stays no opening helps: it is another time already that is asked for.
    alternatives =
      isBroken ? slot?.nearest(to: session.interval.start, count: 3, but: session.interval.start) ?? [] : []
    localTimes = alternatives.map(explainer.localTimes)
    self.offer = told.isOpen ? .go : offer
    self.session = session.id
    hasNextOpening = slice.pair != nil && self.offer.session == nil
    // In a person's own calendar it isn't known when the other side can.
    isLooking = isBroken && slice.pair == nil
  }
}
