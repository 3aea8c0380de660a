import Glibc
import Mentoring
import SQLiteStore
import Scheduling
import SystemZones
import Tables

/// Processes that book at random in one file, each booking decided by all rules, recorded, and durable on its own.
struct BookingRace {
  let folder: String
  let processes: Int
  let seconds: Int

  static let now = Instant(seconds: 1_795_424_400)

  func run() throws {
    let path = "\(folder)/bookings.db"
    for ending in ["", "-wal", "-shm", "-line", "-turn"] { unlink(path + ending) }
    let store = try ProgramDatabase(path: path, zones: SystemZoneProvider(), domain: "measure.invalid")
    try ProgramGenerator(sessions: 0, now: Self.now).fill(store)
    let begin = time(nil) + 2
    let children = try (0..<processes).map { number in
      try Child(Child.own, ["booker", path, "\(number)", "\(begin)", "\(seconds)"])
    }
    var waits: [Double] = []
    var refused = 0
    for child in children {
      let lines = try child.output().split(separator: "\n")
      refused += lines.first.flatMap { Int($0) } ?? 0
      waits += lines.dropFirst().compactMap { Double($0) }
    }
    let timing = Timing(nanoseconds: waits)
    print(
      "\(processes) processes, \(seconds) s: \(waits.count / seconds) bookings/s, \(refused) refused; from call to "
        + "acknowledgment \(timing.text(unit: "ms", nanoseconds: 1e6))")
    let sessions = try store.read { try $0.sessions(SessionFilter()) }
    var ends: [PersonID: Instant] = [:]
    var overlaps = 0
    for session in sessions {
      for person in [session.mentor, session.mentee] {
        if let end = ends[person], end > session.interval.start { overlaps += 1 }
        ends[person] = session.interval.end
      }
    }
    print("\(sessions.count) sessions stored, \(overlaps) overlaps")
  }
}

/// One of the race's processes.
struct Booker {
  let path: String
  let seed: UInt64
  let begin: Int
  let seconds: Int

  init?(_ arguments: [String]) {
    guard let seed = UInt64(arguments[2]), let begin = Int(arguments[3]), let seconds = Int(arguments[4]) else {
      return nil
    }
    path = arguments[1]
    self.seed = seed
    self.begin = begin
    self.seconds = seconds
  }

  func run() throws {
    let store = try ProgramDatabase(path: path, zones: SystemZoneProvider(), domain: "measure.invalid")
    let pairs = try store.read { try $0.pairs() }
    var slots = BookingSlots(seed: seed)
    var waits: [Double] = []
    var refused = 0
    var wall = timespec()
    clock_gettime(CLOCK_REALTIME, &wall)
    usleep(UInt32(max(0, begin * 1_000_000 - wall.tv_sec * 1_000_000 - wall.tv_nsec / 1_000)))
    let clock = ContinuousClock()
    let stop = clock.now + .seconds(seconds)
    while clock.now < stop {
      let booking = slots.next(of: pairs)
      let called = clock.now
      do {
        _ = try store.perform(.book(booking), by: .operating(as: "booker"), at: BookingRace.now)
        waits.append(Timing.nanoseconds(clock.now - called))
      } catch is CommandError {
        refused += 1
      }
    }
    print(refused)
    for wait in waits { print(wait) }
  }
}

/// Times that bookers fight for. Mondays to Fridays of twelve weeks, mornings in all zones: few of these break a rule but the others'
/// bookings.
struct BookingSlots {
  private var random: Draw
  private let monday: Instant

  init(seed: UInt64) {
    random = Draw(state: seed &* 1_000 + 7)
    // The next one; 1970-01-05 was a Monday.
    let weeks = (BookingRace.now.seconds - 4 * 86_400) / (7 * 86_400) + 1
    monday = Instant(seconds: 4 * 86_400 + weeks * 7 * 86_400)
  }

  mutating func next(of pairs: [Pair]) -> Booking {
    let day: Int = random.next(12) * 7 + random.next(5)
    let quarter: Int = 36 + random.next(15)
    let start = monday + (day * 86_400 + quarter * 900)
    return Booking(pair: pairs[random.next(pairs.count)].id, start: start, length: 30 + random.next(3) * 15)
  }

  /// The same numbers for the same seed (SplitMix64).
  private struct Draw {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
  }
}
