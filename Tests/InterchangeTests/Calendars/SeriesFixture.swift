import Interchange
import Mentoring
import Recurrence
import Scheduling
import SystemZones
import TestSupport

/// A series of Mia and Ralf with its sessions as a store would hold them, some of them changed.
struct SeriesFixture {
  var series: Series
  var sessions: [ExportedSession]

  /// The sessions that a calendar must show, in order.
  var live: [Interval] { sessions.filter { $0.session.status.isLive }.map(\.session.interval).sorted() }

  static let mia = Person(
    id: PersonID(1), login: "mia", name: "Mia Chen", email: "mia@example.com", zone: "Europe/Berlin")
  static let ralf = Person(
    id: PersonID(2), login: "ralf", name: "Ralf Winter", email: "ralf@example.com", zone: "America/New_York")

  /// - Parameter start: to the minute, in `zone`.
  init(
    _ rule: String, start: String = "2026-10-06T14:00", zone: String = "Europe/Berlin", length: Int = 60,
    change: (inout Session) -> Void = { _ in }
  ) throws {
    series = Series(
      id: SeriesID(7), uid: "series-7@test.invalid", pair: PairID(1), rule: rule, start: start, zone: zone,
      length: length)
    let rules = try CalendarText.zones.zone(named: zone)
    guard let date = CivilDate(start.prefix(10)), let time = CivilTime(start.suffix(5)) else {
      throw CalendarText.Misuse()
    }
    var id: Int64 = 0
    sessions = try RecurrenceRule(rule).occurrences(from: CivilDateTime(date, time), zone: rules).map { occurrence in
      id += 1
      var session = Session(
        id: SessionID(id), uid: "series-7@test.invalid", pair: PairID(1), mentor: Self.mia.id, mentee: Self.ralf.id,
        interval: Interval(start: occurrence.instant, seconds: length * 60), zone: zone, topic: "Editing",
        series: SeriesID(7), originalStart: occurrence.instant)
      change(&session)
      return ExportedSession(session: session, mentor: Self.mia, mentee: Self.ralf)
    }
  }

  /// A rule, and what people did to its sessions since: skipped, cancelled, moved, made longer, given another topic.
  init(_ random: inout SeededRandom) throws {
    let rules = [
      "FREQ=WEEKLY;COUNT=12", "FREQ=WEEKLY;INTERVAL=2;COUNT=10", "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=20",
      "FREQ=DAILY;INTERVAL=3;UNTIL=20261231", "FREQ=MONTHLY;COUNT=9", "FREQ=MONTHLY;BYDAY=1TU;COUNT=8",
      "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270630T120000Z", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270401",
      "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=5", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=30",
    ]
    let zone = ["Europe/Berlin", "America/New_York", "UTC", "Asia/Kathmandu"].randomElement(using: &random) ?? "UTC"
    try self.init(
      rules.randomElement(using: &random) ?? rules[0], start: "2026-10-06T14:00", zone: zone,
      length: [30, 60, 90].randomElement(using: &random) ?? 60)
    sessions.removeAll { _ in Int.random(in: 0..<8, using: &random) == 0 }
    for index in sessions.indices {
      var session = sessions[index].session
      switch Int.random(in: 0..<10, using: &random) {
      case 0:
        session.status = .cancelled
        session.sequence += 1
      case 1:
        session.interval = Interval(
          start: session.interval.start + Int.random(in: -8...8, using: &random) * 900,
          seconds: session.interval.seconds)
        session.sequence += 1
      case 2:
        session.interval = Interval(start: session.interval.start, seconds: 45 * 60)
        session.sequence += 1
      case 3: session.topic = "Something else"
      default: break
      }
      sessions[index].session = session
    }
    // What a move to days that no rule gives makes of a series.
    if Int.random(in: 0..<4, using: &random) == 0 { series.rule = "FREQ=DAILY;COUNT=1" }
  }

  func text() throws -> String {
    try CalendarWriter(zones: CalendarText.zones).text(
      sessions, series: [series], now: Instant(seconds: 1_795_000_000))
  }
}
