import ArgumentParser
import Configuration
import Glibc
import Mentoring
import PostgresStore
import Scheduling
import SystemZones
import TandemUI

/// What a command works with: the store, the zones, who acts, what time it is, and where to write.
struct CommandEnvironment {
  var options: GlobalOptions
  let configuration: LoadedConfiguration
  let settings: Settings
  let zones: any ZoneProvider = SystemZoneProvider(
    folder: CommandEnvironment.variable("TZDIR") ?? "/usr/share/zoneinfo")
  let output: Output
  /// How times are written: as the settings say, else as the locale has it.
  let face: TimeWording.Clock
  /// The day a week begins with, by the same.
  let firstWeekday: Weekday

  init(_ options: GlobalOptions) throws {
    self.options = options
    configuration = LoadedConfiguration()
    settings = Self.settings(options, configuration.document)
    output = Output(options)
    let looks = InterfaceSettings(settings, in: .system)
    (face, firstWeekday) = (looks.clock, looks.firstWeekday)
    _ = try Self.pinnedNow()
  }

  // MARK: Time

  /// `TANDEM_NOW` pins the clock of the whole program.
  private static func pinnedNow() throws -> Instant? {
    guard let text = variable("TANDEM_NOW") else { return nil }
    guard let instant = Instant(iso: text) else {
      throw ValidationError(
        "TANDEM_NOW is “\(text)”, which is no ISO 8601 time with an offset such as 2026-11-25T09:42:00Z")
    }
    return instant
  }

  var clock: @Sendable () -> Instant {
    if let pinned = (try? Self.pinnedNow()) ?? nil { return { pinned } }
    return { Instant(seconds: Int64(time(nil))) }
  }

  var now: Instant { clock() }

  /// Makes a new program's uids unique among all calendars.
  static func newDomain() -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    return String((0..<12).map { _ in letters[Int.random(in: 0..<letters.count)] }) + ".tandem.invalid"
  }

  func times(_ zone: ZoneRules) -> TimeWording { TimeWording(zone: zone, now: now, clock: face) }

  /// What a command that is offered needs behind it to meet the same program as the same person: ` --db cc0.db --as a`, as
  /// far as these were said on this one.
  var flags: String {
    [("--db", options.database), ("--as", options.actor)].compactMap { name, value in
      value.map { " \(name) \(Self.quoted($0))" }
    }.joined()
  }

  /// As a shell takes it for one word.
  private static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-:@".contains($0)) }
    return isPlain ? word : "'\(word.replacing("'", with: "'\\''"))'"
  }

  // MARK: Actor

  /// The login that acts: `--as`, `TANDEM_AS`, the configuration's, the one that a server knows us by, the system's.
  var login: String {
    if let login = settings.text(.login) { return login }
    if case .server(let address) = place, let user = address.user { return user }
    if let entry = getpwuid(getuid()), let name = entry.pointee.pw_name { return String(cString: name) }
    return Self.variable("USER") ?? "nobody"
  }

  func actor(_ reader: any StoreReader) throws -> Actor {
    try reader.actor(login)
  }

  /// The zone in which the actor writes and reads times: their own, else the system's.
  func zone(of actor: Actor, _ reader: any StoreReader) throws -> ZoneRules {
    if let person = try actor.person.flatMap({ try reader.person($0) }) { return try zones.zone(named: person.zone) }
    return systemZone
  }

  /// By `TZ`, else `/etc/localtime`, else UTC.
  var systemZone: ZoneRules {
    if let name = Self.variable("TZ"),
      let zone = try? zones.zone(named: name.hasPrefix(":") ? String(name.dropFirst()) : name)
    {
      return zone
    }
    var target = [CChar](repeating: 0, count: 4_096)
    let count = readlink("/etc/localtime", &target, target.count - 1)
    guard count > 0 else { return .utc }
    let path = String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard let range = path.firstRange(of: "/zoneinfo/") else { return .utc }
    return (try? zones.zone(named: String(path[range.upperBound...]))) ?? .utc
  }

  /// A variable of the environment; nil when it is not set or empty.
  static func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
