import Mentoring
import Scheduling
import TerminalKit

/// The form that books a session, or moves one: checked by the one predicate at every key.
struct BookingSheet: Sendable {
  enum Field: Hashable, Sendable {
    case time, length, room, topic, agenda, message, repeats, times, scope, confirm, anyway, ask
  }

  /// Why nothing came of it although the form said yes.
  struct Refusal: Hashable, Sendable {
    /// In words, with who did it where that is known.
    let reasons: [String]
    /// Whether somebody was faster; else the store could not be asked, or does not let the actor do it.
    let isRace: Bool
  }

  /// How a move of several sessions of a series would come out.
  struct SeriesCheck: Sendable {
    let move: Move
    let plan: SeriesPlan
    /// Starts near it to which all of them could move.
    let alternatives: [Instant]
  }

  /// What is moved; nil for a new session.
  let moving: CalendarSlice.Entry?
  /// Whether it was opened from that session's sheet, to which leaving it goes back.
  var isOfSheet = false
  /// The mentor's, whose wall-clock time a series keeps.
  let zone: ZoneRules
  var time: TextField
  /// Begins as the pair's, which is also booked where it is emptied.
  var topic: TextField
  private let usualTopic: String
  var agenda: TextField
  /// What the other side reads with a request.
  var message: TextField
  /// Whether the other side can be asked for this time, and the actor's own rules would be waived by that.
  private(set) var asking: (isPossible: Bool, waivesOwn: Bool) = (false, false)
  /// Whether the other side wants to be asked in any case.
  let isAsked: Bool
  /// Whether confirming asks: where nothing stands in the way. Otherwise asking has a button of its own, if it would help.
  var confirmsByAsking: Bool { isAsked && explanation?.isOpen ?? true }
  /// Minutes.
  private(set) var length: Int
  private(set) var room: RoomID?
  /// Whether the user chose it: until then it is the usual one wherever that can be had.
  private(set) var isRoomChosen = false
  /// How a new session repeats.
  var repetition = Repetition()
  /// Which of its series move along.
  var scope = SeriesScope.this
  var focus: Field {
    didSet {
      if focus == .ask { reachedAsk = true }
      typedLength = ""
    }
  }
  /// Whether the key that asks opened it.
  private var isOpenedToAsk = false
  /// Whether the button that asks was reached: there is a line for the other side from then on.
  private(set) var reachedAsk = false
  /// Whether asking is what the form is for, by the key that opened it or by what is written for the other side: Enter ends at that
  /// button then.
  var meansToAsk: Bool { isOpenedToAsk || !message.text.trimmingSpaces.isEmpty }
  /// The digits of a length that is being typed.
  private var typedLength = ""
  /// Nil while the time can't be read.
  private(set) var start: Instant?
  /// Why not, beside the field.
  private(set) var timeError: String?
  private(set) var explanation: Explanation?
  /// What was found out last about the move of several.
  private var seriesCheck: SeriesCheck?
  /// The nearest openings, taken with ``keys``.
  private(set) var alternatives: [Instant] = []
  var refusal: Refusal?
  /// Whether the time is over, so that all that can be done is to keep what took place.
  private(set) var isOver = false
  /// Whether the store is being asked.
  var isSaving = false
  /// Whether Esc was pressed although something was written.
  var isLeaving = false

  /// - Parameters:
  ///   - start: where the cursor stands.
  ///   - moving: a session that gets another time instead of a new one.
  init(_ slice: CalendarSlice, start: Instant, length: Int, times: TimeWording, moving: CalendarSlice.Entry? = nil) {
    self.moving = moving
    zone = slice.situation?.mentor.availability.zone ?? times.zone
    self.start = start
    self.length = length
    room = moving?.session.room
    time = TextField(Self.phrase(start, times), placeholder: "fri 14:00")
    let usual = slice.pair?.topic ?? ""
    usualTopic = usual
    topic = TextField(usual, placeholder: usual.isEmpty ? "" : "the pair's: \(usual)")
    agenda = TextField("", placeholder: "what it is about")
    message = TextField("", placeholder: "for the other side, with a request")
    let partner = slice.viewer.person.flatMap { slice.pair?.partner(of: $0) }
    isAsked =
      [slice.situation?.mentor, slice.situation?.mentee].contains {
        $0?.person == partner && $0?.policy.asksFirst == true
      }
    focus = .confirm
    check(slice, times: times)
    if !(explanation?.isOpen ?? false) { focus = .time }
  }

  var interval: Interval? { start.map { Interval(start: $0, seconds: length * 60) } }

  /// What the store is asked to do; nil while the time can't be read.
  func command(pair: PairID, anyway: Bool, asks: Bool = false) -> Command? {
    guard let start else { return nil }
    if isOver {
      return .log(Logging(pair: pair, start: start, length: length, topic: topic.text.trimmingSpaces))
    }
    if asks, let moving {
      return .move(
        Move(
          session: moving.id, start: start, length: length, anyway: asking.waivesOwn, asks: true,
          message: message.text.trimmingSpaces))
    }
    if asks {
      var booking = booking(pair: pair, start: start, anyway: asking.waivesOwn)
      booking.asks = true
      return .book(booking)
    }
    if let moving {
      return .move(
        Move(
          session: moving.id, start: start, length: length, scope: scope, anyway: anyway,
          message: message.text.trimmingSpaces))
    }
    return .book(booking(pair: pair, start: start, anyway: anyway))
  }

  private func booking(pair: PairID, start: Instant, anyway: Bool) -> Booking {
    Booking(
      pair: pair, start: start, length: length, room: room, topic: topic.text.trimmingSpaces,
      agenda: agenda.text.trimmingSpaces, anyway: anyway, message: message.text.trimmingSpaces)
  }

  /// What is to be checked as a whole; nil for a single session.
  func series(pair: PairID, anyway: Bool) -> SeriesBooking? {
    guard let start, moving == nil, !isOver, let rule = repetition.rule(from: zone.civil(at: start)) else { return nil }
    return SeriesBooking(first: booking(pair: pair, start: start, anyway: anyway), rule: rule)
  }

  /// Whether something was written that leaving would lose; a time is soon chosen again.
  var hasUnsavedText: Bool {
    ![usualTopic, ""].contains(topic.text.trimmingSpaces)
      || [agenda, message].contains { !$0.text.trimmingSpaces.isEmpty }
  }

  // MARK: Several of a series

  /// What is to be checked as a whole; nil for a single session, and for a start that can't be had anyway.
  private(set) var seriesMove: Move?

  /// Whether what is known about the move of several is about another.
  var isUnchecked: Bool { seriesMove != nil && seriesCheck?.move != seriesMove }

  /// What was found out about the move of several; one that is not asked for any more comes too late.
  mutating func take(_ check: SeriesCheck, _ slice: CalendarSlice, times: TimeWording) {
    guard check.move == seriesMove else { return }
    seriesCheck = check
    self.check(slice, times: times)
  }

  private func move(along scope: SeriesScope, to start: Instant) -> Move? {
    guard let moving, scope != .this else { return nil }
    return Move(session: moving.id, start: start, length: length, scope: scope)
  }

  mutating func changeScope(_ step: Int, _ slice: CalendarSlice, times: TimeWording) {
    scope = scope.next(step)
    refusal = nil
    check(slice, times: times)
  }

  // MARK: Changes

  mutating func moveFocus(_ step: Int) {
    let fields = fields
    let index = fields.firstIndex(of: focus) ?? 0
    focus = fields[((index + step) % fields.count + fields.count) % fields.count]
  }

  /// The key that asks opened it: the focus goes there, wherever asking is possible.
  mutating func meanToAsk() {
    isOpenedToAsk = true
    if offersAsking { focus = mainButton }
  }

  /// After a key in the time field: reads the phrase, or says why it can't.
  mutating func readTime(_ slice: CalendarSlice, times: TimeWording) {
    do throws(TimePhraseError) {
      let phrase = try SpanPhrase(time.text, now: times.now, zone: times.zone)
      // A day alone keeps the hour.
      let clock = times.zone.civil(at: start ?? times.now).time
      start = phrase.start.instant(in: times.zone) ?? times.zone.instant(of: CivilDateTime(phrase.start.date, clock))
      // An end is a length too.
      if let minutes = phrase.interval(in: times.zone).map({ $0.seconds / 60 }) {
        guard sessionLengths.contains(minutes) else {
          throw TimePhraseError(
            text: time.text, part: time.text,
            advice: "a session is \(sessionLengths.lowerBound) to "
              + "\(sessionLengths.upperBound) minutes long, and this is \(minutes)")
        }
        length = minutes
      }
      timeError = nil
    } catch {
      start = nil
      timeError = error.description
    }
    check(slice, times: times)
  }

  mutating func take(_ alternative: Instant, _ slice: CalendarSlice, times: TimeWording) {
    start = alternative
    time.set(Self.phrase(alternative, times))
    timeError = nil
    refusal = nil
    check(slice, times: times)
    focus = meansToAsk ? mainButton : .confirm
    keepFocus()
  }

  /// Minutes as they are typed, from the first digit on; any length that a session can have.
  mutating func type(digit: Int, _ slice: CalendarSlice, times: TimeWording) {
    let longer = Int(typedLength + String(digit)) ?? digit
    typedLength = longer > sessionLengths.upperBound ? String(digit) : String(longer)
    guard let minutes = Int(typedLength), sessionLengths.contains(minutes) else { return }
    length = minutes
    check(slice, times: times)
  }

  /// Takes the last digit back that was typed, or all.
  mutating func untype(all: Bool, _ slice: CalendarSlice, times: TimeWording) {
    typedLength = all ? "" : String(typedLength.dropLast())
    guard let minutes = Int(typedLength), sessionLengths.contains(minutes) else { return }
    length = minutes
    check(slice, times: times)
  }

  mutating func changeLength(_ step: Int, _ slice: CalendarSlice, times: TimeWording) {
    let lengths = slice.policy.lengths
    guard let next = step > 0 ? lengths.first(where: { $0 > length }) : lengths.last(where: { $0 < length }) else {
      return
    }
    length = next
    typedLength = ""
    check(slice, times: times)
  }

  mutating func changeRoom(_ step: Int, _ slice: CalendarSlice, times: TimeWording) {
    let choices: [RoomID?] = [nil] + slice.rooms.map(\.id)
    let index = choices.firstIndex { $0 == room } ?? 0
    room = choices[((index + step) % choices.count + choices.count) % choices.count]
    isRoomChosen = true
    check(slice, times: times)
  }

  /// Asks the one predicate again; also when the data changed.
  mutating func check(_ slice: CalendarSlice, times: TimeWording) {
    explanation = nil
    isOver = false
    asking = (false, false)
    alternatives = []
    seriesMove = nil
    guard let interval, slice.window.contains(interval.start) else { return }
    if moving == nil, !isRoomChosen { room = usualRoom(slice, at: interval.start, times) }
    guard let open = OpenTimes(slice, length: length, at: times.now, room: room, moving: moving?.id) else { return }
    let violations = open.violations(at: interval.start)
    isOver = moving == nil && interval.end <= times.now
    if isOver { return explainLogging(interval, violations, slice, times) }
    let isOnGrid = open.examination.situation.grid.contains(interval.start)
    seriesMove = isOnGrid ? move(along: scope, to: interval.start) : nil
    if seriesMove != nil { return explainMoveOfSeries(slice, times) }
    explanation = Explainer(
      slice: slice, times: times, now: times.now, moving: moving?.id, deed: moving == nil ? .book : .move
    ).explain(interval, violations, isOnGrid: isOnGrid, next: nil, room: room)
    if !(violations.isEmpty && isOnGrid) || refusal?.isRace == true {
      alternatives = open.nearest(to: interval.start, count: 3, but: interval.start)
    }
    if slice.mayAsk(despite: violations, isOnGrid: isOnGrid) {
      asking = (true, violations.contains { $0.person == slice.viewer.person })
    }
    keepFocus()
  }

  /// Where a field or a button is gone, as when somebody else comes in the way, the focus goes to what the form is for, or to where it
  /// began: never by itself to a button that does something else.
  private mutating func keepFocus() {
    guard !fields.contains(focus) else { return }
    focus = mainButton == .confirm || (mainButton == .ask && meansToAsk) ? mainButton : .time
  }

  /// The pair's usual room, unless it is in the way of a start: then none is better.
  private func usualRoom(_ slice: CalendarSlice, at start: Instant, _ times: TimeWording) -> RoomID? {
    guard let usual = slice.usualRoom,
      let open = OpenTimes(slice, length: length, at: times.now, room: usual),
      open.violations(at: start).allSatisfy({ $0.room == nil })
    else { return nil }
    return usual
  }

  /// The others of the series lie beyond what is loaded: whether they can move along is looked up.
  private mutating func explainMoveOfSeries(_ slice: CalendarSlice, _ times: TimeWording) {
    if !isUnchecked, let seriesCheck {
      explanation = Explainer(slice: slice, times: times, now: times.now).explain(seriesCheck.plan)
      alternatives = seriesCheck.alternatives
    }
    keepFocus()
  }

  /// What took place only has to leave room for what else took place.
  private mutating func explainLogging(
    _ interval: Interval, _ violations: [Violation], _ slice: CalendarSlice, _ times: TimeWording
  ) {
    let own = TimeWording(zone: zone, now: times.now, clock: times.clock)
    if let pair = slice.pair, let why = Logging.obstacle(at: interval.start, to: pair, own) {
      let reason = Explanation.Reason(sentence: why, fix: "choose a day within the pair's term")
      explanation = Explanation(isOpen: false, line: why, why: why, reasons: [reason], mayWaive: false)
      return keepFocus()
    }
    let clashes = Logging.obstacles(among: violations)
    let line = "\(times.span(interval)) · it is over: kept as held"
    explanation =
      clashes.isEmpty
      ? Explanation(isOpen: true, line: line, why: line, reasons: [], mayWaive: false)
      : Explainer(slice: slice, times: times, now: times.now).explain(interval, clashes, next: nil, room: nil)
    keepFocus()
  }

  /// As the field can read it again: with the year where the date needs one.
  static func phrase(_ start: Instant, _ times: TimeWording) -> String {
    let civil = times.zone.civil(at: start)
    let (year, month, day) = civil.date.fields
    let clock = times.time(start)
    if year != times.zone.date(at: times.now).year { return "\(day) \(TimeWording.months[month - 1]) \(year) \(clock)" }
    return "\(civil.date.weekday.shortName) \(day) \(TimeWording.months[month - 1]) \(clock)"
  }
}
