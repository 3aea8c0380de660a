import Interchange
import Mentoring
import Scheduling

/// Builds a made-up company through the same commands that real data takes: files are read, sessions are booked one by
/// one at the times at which they would have been. The same clock makes the same company.
struct DemoCompany {
  let zones: any ZoneProvider
  let now: Instant

  private var coordinator: Actor { .operating(as: "demo") }
  /// The company's own calendar days are Berlin's.
  private func home() throws -> ZoneRules { try zones.zone(named: "Europe/Berlin") }

  /// - Parameter draft: an empty store, in which it is found out what will be booked: pair by pair, while the history is to tell it in
  ///   the order of time.
  func build(in store: any Store, draft: any Store) throws {
    try begin(in: draft)
    var random = DemoRandom(seed: UInt64(bitPattern: now.seconds / 86_400))
    var planned: [Planned] = []
    for (index, pair) in DemoPeople.pairs.enumerated() { planned += try meet(pair, index, in: draft, &random) }
    try begin(in: store)
    for (_, one) in planned.enumerated().sorted(by: { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }) {
      _ = try store.perform(.book(one.booking), by: one.actor, at: one.at)
    }
    try importTravel(in: store)
  }

  /// A booking, and when it is made.
  private struct Planned {
    var booking: Booking
    var actor: Actor
    var at: Instant
  }

  /// People, rooms, pairs and calendars, well before the first session.
  private func begin(in store: any Store) throws {
    let beginning = now - 26 * 7 * 86_400
    try importTables(in: store, at: beginning)
    try importCalendars(in: store, at: beginning)
  }

  // MARK: Tables

  private func importTables(in store: any Store, at: Instant) throws {
    let importer = CsvImporter(zones: zones)
    let people = importer.people(Array(DemoPeople.people.utf8))
    let pairs = importer.pairs(Array(try pairsFile().utf8))
    let rooms = importer.rooms(Array(DemoPeople.rooms.utf8))
    let errors = people.errors + pairs.errors + rooms.errors
    guard errors.isEmpty else { throw CommandError.badRows(errors) }
    for command in [Command.importPeople(people.rows), .importRooms(rooms.rows), .importPairs(pairs.rows)] {
      _ = try store.perform(command, by: coordinator, at: at)
    }
  }

  private func pairsFile() throws -> String {
    let today = try home().date(at: now)
    var writer = CsvWriter(header: [
      "mentor", "mentee", "kind", "topic", "cadence", "length", "sessions", "start", "end",
    ])
    for pair in DemoPeople.pairs {
      let start = today.startOfWeek - pair.weeks * 7
      writer.append([
        pair.mentor, pair.mentee, "", pair.topic, pair.cadence, String(pair.minutes), String(pair.sessions),
        start.description, (start + 364).description,
      ])
    }
    return writer.text
  }

  // MARK: Calendars

  /// Everybody's meetings, as the iCalendar files that they would export.
  private func importCalendars(in store: any Store, at: Instant) throws {
    let people = try store.read { try $0.people() }
    for (index, person) in people.sorted(by: { $0.id < $1.id }).enumerated() {
      let calendar = DemoCalendar(person: person, number: index, today: try home().date(at: now))
      try importCalendar(calendar.text, of: person, name: "demo:\(person.login)/work.ics", in: store, at: at)
    }
  }

  private func importCalendar(_ text: String, of person: Person, name: String, in store: any Store, at: Instant) throws
  {
    let horizon = Interval(now - 190 * 86_400, now + 400 * 86_400)
    let reader = CalendarReader(zones: zones, own: try zones.zone(named: person.zone), horizon: horizon)
    let reading = try reader.read(Array(text.utf8), name: name)
    let command = Command.importBusy(BusyImport(person: person.id, source: name, blocks: reading.blocks))
    _ = try store.perform(command, by: coordinator, at: at)
  }

  /// Trips that were planned after sessions were booked: the clashes that a coordinator finds on Monday morning.
  private func importTravel(in store: any Store) throws {
    for login in ["ralf", "grace"] {
      let found = try store.read { reader -> (Person, Session)? in
        guard let person = try reader.person(login: login) else { return nil }
        // Not the very next one, so that the first thing to see is a session that stands.
        let coming = try reader.sessions(
          SessionFilter(interval: Interval(now + 86_400, now + 60 * 86_400), person: person.id))
        return (coming.dropFirst().first ?? coming.first).map { (person, $0) }
      }
      guard let (person, session) = found else { continue }
      let trip = Interval(session.interval.start - 1_800, session.interval.end + 3_600)
      let text = DemoCalendar.calendar([
        DemoCalendar.event(
          uid: "trip-\(login)", title: "Flight to the fair", start: "\(Self.stamp(trip.start))Z",
          end: "\(Self.stamp(trip.end))Z")
      ])
      try importCalendar(text, of: person, name: "demo:\(login)/travel.ics", in: store, at: now)
    }
  }

  private static func stamp(_ instant: Instant) -> String {
    instant.description.filter { $0 != "-" && $0 != ":" && $0 != "Z" }
  }

  // MARK: Sessions

  /// Books a pair's sessions along its cadence, each some days ahead, at an hour that suits both.
  private func meet(
    _ demo: DemoPair, _ index: Int, in store: any Store, _ random: inout DemoRandom
  ) throws -> [Planned] {
    let (pair, mentor) = try store.read { reader -> (Pair?, Person?) in
      guard let mentor = try reader.person(login: demo.mentor), let mentee = try reader.person(login: demo.mentee)
      else {
        return (nil, nil)
      }
      return (try reader.pair(mentor: mentor.id, mentee: mentee.id), mentor)
    }
    guard let pair, let mentor, let start = pair.start, let cadence = pair.cadence else { return [] }
    let zone = try zones.zone(named: mentor.zone)
    let today = zone.date(at: now)
    // Where a pair has stalled, the last weeks are empty, and nothing is booked.
    let last = demo.isStalled ? today - 23 : today + 10 + index % 3 * 4
    var due = start + index % 5
    var planned: [Planned] = []
    while due <= last, planned.count < demo.sessions - (demo.isStalled ? 2 : 0) {
      let day = zone.startOfDay(due)
      // In somebody's working hours, not all at midnight.
      let hour = (8 + (index * 5 + planned.count * 3) % 9) * 3_600 + index * 7 % 12 * 300
      let bookedAt = min(now, day - (3 + random.next(4)) * 86_400 + hour)
      if let opening = try opening(of: pair, from: max(day, bookedAt + 3 * 3_600), at: bookedAt, in: store, &random) {
        planned.append(try book(pair, mentor, at: opening, bookedAt: bookedAt, in: store, &random))
      }
      due = cadence.date(after: due)
    }
    return planned
  }

  private func opening(
    of pair: Pair, from start: Instant, at bookedAt: Instant, in store: any Store, _ random: inout DemoRandom
  ) throws -> Instant? {
    let window = Interval(start, start + 8 * 86_400)
    let openings = try store.read { reader in
      let situation = try SituationLoader(reader, zones: zones).situation(
        of: pair, at: bookedAt, window: window, length: (pair.length ?? 60) * 60)
      return Examination(situation, length: (pair.length ?? 60) * 60, window: window).openings(every: 30, limit: 24)
    }
    return openings.isEmpty ? nil : openings[random.next(openings.count)]
  }

  private static let agendas = [
    "Bring one clip of your own", "Questions from last time, then practice", "Review the homework",
    "Try it on a real example", "What worked, what didn't", "Plan the next month",
  ]

  private func book(
    _ pair: Pair, _ mentor: Person, at start: Instant, bookedAt: Instant, in store: any Store,
    _ random: inout DemoRandom
  ) throws -> Planned {
    let isMia = mentor.login == "mia"
    var booking = Booking(pair: pair.id, start: start, length: pair.length ?? 60)
    booking.agenda =
      isMia ? "Cut the leadership update: pacing, then titles" : Self.agendas[random.next(Self.agendas.count)]
    let rooms = [
      "Europe/Berlin": "Lisbon", "Europe/London": "Thames", "America/New_York": "Hudson", "Asia/Tokyo": "Sakura",
    ]
    if isMia || random.next(3) == 0, let name = rooms[mentor.zone] {
      booking.room = try store.read { try $0.room(named: name)?.id }
    }
    let actor = Actor(mentor)
    do {
      _ = try store.perform(.book(booking), by: actor, at: bookedAt)
    } catch CommandError.refused {
      // The room was the trouble, for the time was open.
      booking.room = nil
      _ = try store.perform(.book(booking), by: actor, at: bookedAt)
    }
    return Planned(booking: booking, actor: actor, at: bookedAt)
  }
}

/// Numbers that are the same for the same seed (SplitMix64).
struct DemoRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// 0 to `bound` - 1.
  mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
