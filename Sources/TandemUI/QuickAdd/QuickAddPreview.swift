import Mentoring
import Scheduling

/// How a line is read, and whether what it says can be had.
struct QuickAddPreview: Loaded {
  let line: QuickAdd
  /// Of the pair: mentor, then mentee.
  var people: [Person] = []
  /// Nil while the line can't be booked.
  var booking: Booking?
  /// Why not, in the order of the rules; no times of the day in it need a clock of the screen's.
  var reasons: [String] = []
  var offGrid: CommandError?
  /// Whether all reasons protect the writer alone.
  var mayWaive = false
  /// Whether the other side can be asked for it, and whether the writer's own rules would be waived by that.
  var mayAsk = false
  var waivesOwn = false
  /// Whether the other side wants to be asked in any case.
  var isAsked = false
  /// The nearest one, of a time that can't be had.
  var opening: Instant?
  var freshness: Freshness

  var isOpen: Bool { booking != nil && reasons.isEmpty && offGrid == nil }

  /// Reads a line and asks the one predicate.
  static func load(
    _ text: String, by actor: Actor, _ reader: any StoreReader, zones: any ZoneProvider, times: TimeWording,
    standardLength: Int
  ) throws -> QuickAddPreview {
    let line = try QuickAddReader(reader, actor: actor, now: times.now, zone: times.zone).read(text)
    var preview = QuickAddPreview(line: line, freshness: Freshness(at: times.now, days: [times.zone]))
    if let start = line.start { preview.freshness.end(at: start) }
    guard let pair = line.pair else { return preview }
    preview.people = [try reader.person(pair.mentor), try reader.person(pair.mentee)].compactMap { $0 }
    guard let booking = line.booking(standardLength: standardLength) else { return preview }
    preview.booking = booking
    let window = Interval(start: booking.start, seconds: 1)
    let situation = try SituationLoader(reader, zones: zones).situation(
      of: pair, at: times.now, window: window, length: booking.length * 60, room: booking.room)
    let grid = situation.grid
    if !grid.contains(booking.start) {
      preview.offGrid = .offGrid(
        booking.start, granularity: grid.granularity, zone: grid.zone.name,
        before: grid.lastStart(atOrBefore: booking.start), after: grid.firstStart(atOrAfter: booking.start))
    }
    preview.freshness.end(with: booking.start, of: situation)
    let violations = Examination(situation, length: booking.length * 60, window: window).violations(at: booking.start)
    // Reasons that tell what time it is are told anew with it.
    let tellsTime = violations.contains {
      switch $0 {
      case .past, .noticeTooShort, .beyondWindow(.window): true
      default: false
      }
    }
    if tellsTime { preview.freshness.end(at: times.now + 60) }
    let wording = try ViolationWording(
      reader, zones: zones, viewer: actor, now: times.now, zone: times.zone, clock: times.clock)
    preview.reasons = try violations.map { try wording.sentence($0) }
    guard actor.mayAct(for: pair) else {
      let names = preview.people.map(\.name).joined(separator: ", ")
      preview.reasons.insert("only \(names) or a coordinator can book for this pair", at: 0)
      return preview
    }
    if preview.offGrid == nil, let own = actor.person, pair.includes(own) {
      preview.mayWaive = !violations.isEmpty && violations.allSatisfy(actor.mayWaive)
      preview.mayAsk = violations.allSatisfy { !$0.isAbsolute && $0.person != nil }
      preview.waivesOwn = violations.contains { $0.person == own }
      preview.isAsked = [situation.mentor, situation.mentee].contains { $0.person != own && $0.policy.asksFirst }
    }
    if !preview.isOpen {
      preview.opening = try AlternativeFinder(reader, zones: zones).nearest(
        to: booking.start, for: pair, length: booking.length, room: booking.room, at: times.now, count: 1
      ).first
      if let opening = preview.opening { preview.freshness.end(with: opening, of: situation) }
    }
    return preview
  }
}
