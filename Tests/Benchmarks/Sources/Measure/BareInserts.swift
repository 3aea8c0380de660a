import Foundation
import Mentoring
import PostgresStore
import SystemZones

/// What a server takes of one `INSERT` a transaction into the table of sessions, with its constraints and triggers and nothing else, by
/// `pgbench`: what a booking is compared with.
struct BareInserts {
  let address: String
  let clients: Int
  let seconds: Int

  func run() throws {
    let store = try PostgresDatabase(ServerAddress(address), zones: SystemZoneProvider())
    var pairs = try store.read { try $0.pairs() }
    pairs.shuffle()
    let folder = FileManager.default.temporaryDirectory.path + "/inserts-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var scripts: [String] = []
    // A prepared statement names its pair: looking one up would be another statement. It takes at most 128 scripts.
    for pair in pairs.prefix(100) {
      scripts += ["-f", "\(folder)/\(pair.id)"]
      try script(for: pair).write(toFile: "\(folder)/\(pair.id)", atomically: false, encoding: .utf8)
    }
    let told = try Child(
      "pgbench",
      ["-n", "-M", "prepared", "-c", "\(clients)", "-j", "2", "-T", "\(seconds)"] + scripts + [address]
    ).output()
    let rate = told.split(separator: "\n").first { $0.hasPrefix("tps = ") }?.split(separator: " ").dropFirst(2).first
    print("\(clients) clients, \(seconds) s: \(rate.map(String.init) ?? "no") bare inserts/s")
  }

  /// At hours of the next two centuries, so that hardly two meet.
  private func script(for pair: Pair) -> String {
    """
    \\set start 1900000000 + random(0, 2000000) * 3600
    INSERT INTO tandem.session (id, uid, pair, mentor, mentee, start, "end", zone, status, sequence, topic, agenda, mentor_buffer,
      mentee_buffer, reason)
    VALUES (nextval('tandem.session_number'), 'session-' || currval('tandem.session_number') || '@bare', \(pair.id), \(pair.mentor),
      \(pair.mentee), :start::bigint, :start::bigint + 3600, 'Europe/Berlin', 'confirmed', 0, '', '', 600, 600, '');

    """
  }
}
