import Scheduling
import SystemZones
import TestSupport

/// Draws situations that are dense enough for every rule to bite.
struct RandomSituation {
  static let zones = SystemZoneProvider()
  static let names = [
    "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Abidjan",
    "Pacific/Auckland", "Asia/Tokyo",
  ]
  /// Weeks in which some of these zones change their clocks, and an ordinary one.
  static let anchors = ["2026-10-24", "2026-03-27", "2026-10-30", "2026-03-07", "2026-04-03", "2026-06-10"]

  var random: SeededRandom

  mutating func situation() throws -> (situation: Situation, window: Interval) {
    let anchor = CivilDate(Self.anchors.randomElement(using: &random) ?? "") ?? CivilDate(dayNumber: 20_000)
    let origin = Instant(seconds: Int64(anchor.dayNumber) * 86_400)
    let window = Interval(origin, origin + 4 * 86_400)
    var situation = Situation(
      now: origin + 900 * Int.random(in: -200...40, using: &random),
      mentor: try attendee(PersonID(1), origin), mentee: try attendee(PersonID(2), origin))
    situation.isActive = Int.random(in: 0..<20, using: &random) > 0
    if Int.random(in: 0..<4, using: &random) == 0 {
      let start = origin + 3_600 * Int.random(in: -48...72, using: &random)
      situation.term = Interval(start, start + 3_600 * Int.random(in: 1...72, using: &random))
    }
    if Int.random(in: 0..<3, using: &random) == 0 { situation.room = try room(origin) }
    if Int.random(in: 0..<4, using: &random) == 0 {
      situation.moving = Set(situation.mentor.engagements.prefix(2).map(\.session))
    }
    return (situation, window)
  }

  private mutating func attendee(_ person: PersonID, _ origin: Instant) throws -> Attendee {
    let zone = try Self.zones.zone(named: Self.names.randomElement(using: &random) ?? "UTC")
    var availability = Availability(zone: zone, weekly: hours())
    if Int.random(in: 0..<3, using: &random) == 0 {
      availability.overrides[zone.date(at: origin) + Int.random(in: 0...4, using: &random)] =
        Bool.random(using: &random) ? [] : [range()]
    }
    if Int.random(in: 0..<3, using: &random) == 0 { availability.absences = [absence(zone, origin)] }
    let busy = (0..<Int.random(in: 0...6, using: &random)).map { index in
      (interval(origin, unit: 300), "Busy \(index)")
    }
    var policy = Policy.standard
    policy.buffer = [0, 5, 10, 30].randomElement(using: &random) ?? 0
    policy.sessionsPerDay = Int.random(in: 0...3, using: &random)
    policy.sessionsPerWeek = Int.random(in: 1...5, using: &random)
    policy.notice = [0, 30, 120, 1_440].randomElement(using: &random) ?? 0
    policy.window = [1, 2, 90].randomElement(using: &random) ?? 90
    policy.granularity = [15, 15, 30, 20].randomElement(using: &random) ?? 15
    // Sessions that are asked to move hold two stretches, of which one is asked for.
    let areAsked = Bool.random(using: &random)
    let engagements = (0..<Int.random(in: 0...4, using: &random)).map { index in
      Engagement(
        session: SessionID(person.rawValue * 100 + Int64(areAsked ? index / 2 : index)),
        interval: interval(origin, unit: 900), buffer: [0, 10, 20].randomElement(using: &random) ?? 0,
        isHold: areAsked && index.isMultiple(of: 2) || Bool.random(using: &random))
    }.sorted { $0.interval < $1.interval }
    return Attendee(
      person: person, availability: availability, busy: BusyTimeline(busy), engagements: engagements, policy: policy)
  }

  private mutating func room(_ origin: Instant) throws -> RoomSituation {
    let zone = try Self.zones.zone(named: "Europe/Berlin")
    let taken = (0..<Int.random(in: 0...3, using: &random)).map { index in
      Engagement(session: SessionID(Int64(900 + index)), interval: interval(origin, unit: 900))
    }.sorted { $0.interval < $1.interval }
    return RoomSituation(
      room: RoomID(1), capacity: Int.random(in: 1...4, using: &random),
      hours: Bool.random(using: &random) ? nil : Availability(zone: zone, weekly: hours()), engagements: taken)
  }

  /// Some days whole, so that a session may cross midnight within hours.
  private mutating func hours() -> WeeklyHours {
    var hours = WeeklyHours()
    for day in Weekday.allCases {
      switch Int.random(in: 0..<5, using: &random) {
      case 0: hours[day] = [MinuteRange(0, 1_440)]
      case 1: hours[day] = []
      default: hours[day] = (0..<Int.random(in: 1...2, using: &random)).map { _ in range() }
      }
    }
    return hours
  }

  private mutating func range() -> MinuteRange {
    let start = 15 * Int.random(in: 0..<96, using: &random)
    return MinuteRange(start, start + 15 * Int.random(in: 1...60, using: &random))
  }

  private mutating func absence(_ zone: ZoneRules, _ origin: Instant) -> Absence {
    if Bool.random(using: &random) { return Absence(.exact(interval(origin, unit: 900)), reason: "Dentist") }
    let first = zone.date(at: origin) + Int.random(in: -1...4, using: &random)
    return Absence(.days(first, first + Int.random(in: 0...2, using: &random)), reason: "Holiday")
  }

  private mutating func interval(_ origin: Instant, unit: Int) -> Interval {
    let span = 5 * 86_400 / unit
    let start = origin + unit * Int.random(in: -span / 5...span, using: &random)
    return Interval(start: start, seconds: unit * Int.random(in: 1...7_200 / unit * 2, using: &random))
  }
}
