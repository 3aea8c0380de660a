import Foundation
import Mentoring
import PostgresStore
import Scheduling
import SystemZones
import Tables

/// Clients that book at random on one server, each with connections of its own. Servers and clients may be killed meanwhile: what
/// was acknowledged must be there at the end, and nothing may overlap, be held by nobody, or differ from its history.
struct ServerRace {
  let address: String
  /// Who makes the program where there is none, and compares all of it with its history; nobody else may.
  let owner: String
  let clients: Int
  let seconds: Int

  func run() throws {
    let store = try PostgresDatabase(ServerAddress(owner), zones: SystemZoneProvider())
    if try store.read({ try $0.pairs().isEmpty }) {
      try ProgramGenerator(sessions: 0, now: BookingRace.now).fill(store)
    }
    let folder = FileManager.default.temporaryDirectory.path + "/race-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let begin = time(nil) + 3
    let children = try (0..<clients).map { number in
      // Other numbers each time, so that the same times are not asked for again.
      let seed = begin % 100_000 * 100 + number
      return try Child(
        Child.own, ["serverbooker", address, "\(seed)", "\(begin)", "\(seconds)", "\(folder)/\(number)"])
    }
    for child in children { _ = try child.output() }
    var waits: [Double] = []
    var acknowledged: [Int64] = []
    var counts = ["refused": 0, "unavailable": 0]
    for number in 0..<clients {
      let text = (try? String(contentsOfFile: "\(folder)/\(number)", encoding: .utf8)) ?? ""
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ")
        if words.count == 2, let id = Int64(words[0]), let wait = Double(words[1]) {
          acknowledged.append(id)
          waits.append(wait)
        } else if let word = words.first {
          counts[String(word), default: 0] += 1
        }
      }
    }
    print(
      "\(clients) clients, \(seconds) s: \(waits.count / seconds) bookings/s, \(counts["refused"] ?? 0) refused, "
        + "\(counts["unavailable"] ?? 0) not answered; from call to acknowledgment "
        + Timing(nanoseconds: waits).text(unit: "ms", nanoseconds: 1e6))
    let again = try PostgresDatabase(ServerAddress(owner), zones: SystemZoneProvider())
    let present = Set(try again.read { try $0.sessions(SessionFilter()) }.map(\.id.rawValue))
    let problems = try again.readTables { try HistoryCheck($0).problems() }
    print(
      "\(present.count) sessions stored, \(acknowledged.count { !present.contains($0) }) acknowledged and lost, "
        + "\(problems.count) contradictions" + (problems.first.map { ": \($0)" } ?? ""))
  }
}

/// One of the race's clients; writes a line a booking.
struct ServerBooker {
  let address: String
  let seed: UInt64
  let begin: Int
  let seconds: Int
  let output: String

  init?(_ arguments: [String]) {
    guard let seed = UInt64(arguments[2]), let begin = Int(arguments[3]), let seconds = Int(arguments[4]) else {
      return nil
    }
    (address, self.seed, self.begin, self.seconds, output) = (arguments[1], seed, begin, seconds, arguments[5])
  }

  func run() throws {
    let file = open(output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    func tell(_ line: String) {
      let bytes = Array("\(line)\n".utf8)
      _ = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    }
    let store = try PostgresDatabase(ServerAddress(address), zones: SystemZoneProvider())
    let pairs = try store.read { try $0.pairs() }
    // Whom the server knows acts as themselves.
    let actor = Actor.operating(as: store.isOwner ? "booker" : store.user)
    var slots = BookingSlots(seed: seed)
    var wall = timespec()
    clock_gettime(CLOCK_REALTIME, &wall)
    usleep(UInt32(max(0, begin * 1_000_000 - wall.tv_sec * 1_000_000 - wall.tv_nsec / 1_000)))
    let clock = ContinuousClock()
    let stop = clock.now + .seconds(seconds)
    while clock.now < stop {
      let booking = slots.next(of: pairs)
      let called = clock.now
      do {
        let outcome = try store.perform(.book(booking), by: actor, at: BookingRace.now)
        if let session = outcome.sessions.first { tell("\(session.id) \(Timing.nanoseconds(clock.now - called))") }
      } catch is CommandError {
        tell("refused")
      } catch is StoreError {
        tell("unavailable")
        usleep(50_000)
      }
    }
  }
}
