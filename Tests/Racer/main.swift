import Glibc
import Mentoring
import PostgresStore
import SQLiteStore
import Scheduling
import SystemZones
import Tables

/// Books hours that others fight for, one after the other, and prints each booking's id once it is acknowledged.
///
/// usage: BookingRacer DATABASE SEED COUNT NOW; the database is a file or a server's address
let arguments = CommandLine.arguments
guard arguments.count == 5, let seed = UInt64(arguments[2]), let count = Int(arguments[3]),
  let now = Int64(arguments[4])
else {
  print("usage: BookingRacer DATABASE SEED COUNT NOW")
  exit(64)
}

/// The same numbers for the same seed (SplitMix64).
struct Draw: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

func open() throws -> (store: any TableStore, pairs: [Pair]) {
  let store: any TableStore =
    if ServerAddress.isServer(arguments[1]) {
      try PostgresDatabase(ServerAddress(arguments[1]), zones: SystemZoneProvider())
    } else {
      try ProgramDatabase(path: arguments[1], zones: SystemZoneProvider(), domain: "race.invalid")
    }
  return (store, try store.read { try $0.pairs() })
}

/// Where a server is away already, it comes back.
func openPatiently() throws -> (store: any TableStore, pairs: [Pair]) {
  for _ in 0..<300 {
    do {
      return try open()
    } catch StoreError.unavailable where ServerAddress.isServer(arguments[1]) {
      usleep(100_000)
    }
  }
  return try open()
}

let (store, pairs) = try openPatiently()
var draw = Draw(state: seed)
let start = Instant(seconds: now)
// Quarters of an hour on few days, so that most attempts meet another: equal, overlapping and touching ones.
for _ in 0..<count {
  guard let pair = pairs.randomElement(using: &draw) else { break }
  let day = Int.random(in: 1...6, using: &draw)
  let quarter = Int.random(in: 36...64, using: &draw)
  let midnight = start.seconds / 86_400 * 86_400
  let booking = Booking(
    pair: pair.id, start: Instant(seconds: midnight + Int64(day * 86_400 + quarter * 900)),
    length: [30, 45, 60].randomElement(using: &draw) ?? 30)
  do {
    let outcome = try store.perform(.book(booking), by: .operating(as: "racer-\(seed)"), at: start)
    if let session = outcome.sessions.first {
      // Past the library's buffer, which a killed process would take with it.
      let line = Array("\(session.id.rawValue)\n".utf8)
      _ = line.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }
  } catch is CommandError {
    // Refused: somebody was there first, or the day is full.
  } catch StoreError.unavailable where ServerAddress.isServer(arguments[1]) {
    // The server is away for a while; nothing is acknowledged of this one.
    usleep(100_000)
  }
}
