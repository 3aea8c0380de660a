import Mentoring

/// A calendar's events on their way from lines to values: in batches, on as many threads as there are processors, for
/// this is the larger part of reading; they come out as they went in.
struct EventBatches {
  /// An event as its lines told it, or why it is skipped.
  struct Parsed: Sendable {
    var outcome: Result<EventText, ComponentError>
    /// For what is said about it; empty for none.
    var title: String
    /// Whether the person whose calendar it is declined it.
    var isDeclined = false
    /// Of a rule for exceptions, which is passed over.
    var exceptionRule: Int?
  }

  /// Events; enough of them that handing a batch on costs nothing beside it.
  private static let most = 128
  /// Bytes of the events' lines.
  private static let mostBytes = 256 << 10
  /// Bytes of an event that is read by itself: libical makes thirty times as much of a list of dates, and an event may be as long
  /// as ``ComponentScanner/longestComponent``.
  private static let large = 64 << 10
  /// More than are ever invited to one event.
  private static let mostAttendees = 10_000

  /// The owner's email, in lower case.
  private let owner: String?
  private var open: [RawComponent] = []
  private var openBytes = 0
  private var work = OrderedWork<[Parsed]>()
  private let ahead: Int

  /// - Parameter ahead: batches that are worked on while more is read; 0 does all in the caller's thread.
  init(owner: String?, ahead: Int = OrderedWork<[Parsed]>.usual) {
    self.owner = owner
    self.ahead = ahead
  }

  /// Adds an event, and gives back those that are ready, in the order in which they came: none most of the time, then a batch.
  mutating func add(_ raw: RawComponent) -> [Parsed] {
    guard raw.text.count <= Self.large else {
      var ready: [Parsed] = []
      while let batch = rest() { ready += batch }
      return ready + [Self.parsed(raw, owner)]
    }
    open.append(raw)
    openBytes += raw.text.count
    guard open.count >= Self.most || openBytes >= Self.mostBytes else { return [] }
    guard ahead > 0 else { return closed()() }
    work.add(closed())
    return work.count > ahead ? work.next() ?? [] : []
  }

  /// The earliest that were not given back yet; nil when all were.
  mutating func rest() -> [Parsed]? {
    if let batch = work.next() { return batch }
    return open.isEmpty ? nil : closed()()
  }

  /// Forgets what was not given back.
  mutating func removeAll() {
    open = []
    openBytes = 0
    work = OrderedWork()
  }

  private mutating func closed() -> @Sendable () -> [Parsed] {
    let batch = open
    open = []
    openBytes = 0
    return { [owner] in batch.map { Self.parsed($0, owner) } }
  }

  private static func parsed(_ raw: RawComponent, _ owner: String?) -> Parsed {
    do throws(ComponentError) {
      let event = try EventParser(raw).event()
      return Parsed(
        outcome: .success(event), title: event.title, isDeclined: isDeclined(raw, by: owner),
        exceptionRule: raw.first(.exceptionRule)?.number)
    } catch {
      return Parsed(outcome: .failure(error), title: raw.first(.summary).map { raw.valueText($0).trimmed } ?? "")
    }
  }

  private static func isDeclined(_ raw: RawComponent, by owner: String?) -> Bool {
    guard let owner else { return false }
    return raw.attendees(limit: mostAttendees).contains { $0.address == owner && $0.answer == .declined }
  }
}
