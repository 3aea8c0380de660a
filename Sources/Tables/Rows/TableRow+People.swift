import Mentoring
import Scheduling

extension Person {
  /// From a row of ``Columns/person``.
  init(row: any TableRow, hours parsed: HoursCache) throws {
    guard let role = Role(rawValue: row[8]) else { throw DamagedRow(what: "a person's role") }
    let generation: String? = row[12]
    // These people write of themselves, on a server by any program, and everybody reads them: what can't be read keeps its
    // person from being met, and nobody from reading the others.
    let own = try? Own(row: row, hours: parsed)
    self.init(
      id: PersonID(row[0]), login: row[1], name: row[2], email: row[3], zone: row[4],
      hours: own?.hours ?? WeeklyHours(), overrides: own?.overrides ?? [], absences: own?.absences ?? [], role: role,
      grade: row[9], department: row[10], manager: (row[11] as Int64?).map { PersonID($0) },
      generation: generation.flatMap { Generation(rawValue: $0) }, teaches: Self.skills(row[13]),
      learns: Self.skills(row[14]), mentorCapacity: row[15], menteeCapacity: row[16],
      policy: own?.policy ?? PolicyOverrides())
  }

  private struct Own {
    let hours: WeeklyHours
    let overrides: [DayOverride]
    let absences: [Absence]
    let policy: PolicyOverrides

    init(row: any TableRow, hours parsed: HoursCache) throws {
      hours = try parsed.hours(row[5])
      overrides = try JSONText.decode(row[6], or: [])
      absences = try JSONText.decode(row[7], or: [])
      policy = try JSONText.decode(row[17], or: PolicyOverrides())
      guard policy.isSound else { throw DamagedRow(what: "a person's policy") }
    }
  }

  func arguments() throws -> Values {
    [
      id.rawValue, login, name, email, zone, hours.description, try JSONText.encode(overrides, unless: []),
      try JSONText.encode(absences, unless: []), role.rawValue, grade, department, manager?.rawValue,
      generation?.rawValue, teaches.joined(separator: ";"), learns.joined(separator: ";"), mentorCapacity,
      menteeCapacity, try JSONText.encode(policy, unless: PolicyOverrides()),
    ]
  }

  /// By bytes: looking for whole characters takes several times as long, for each of ten thousand people.
  private static func skills(_ text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: ";")).compactMap { String($0) }
  }
}

extension Pair {
  /// From a row of ``Columns/pair``.
  init(row: any TableRow) throws {
    guard let kind = Kind(rawValue: row[3]), let state = State(rawValue: row[10]) else {
      throw DamagedRow(what: "a pair's kind or state")
    }
    // A coordinator of a server may write what no program reckons with: the program's rules count then.
    let policy = (try? JSONText.decode(row[11], or: PolicyOverrides())).flatMap { $0.isSound ? $0 : nil }
    self.init(
      id: PairID(row[0]), mentor: PersonID(row[1]), mentee: PersonID(row[2]), kind: kind, topic: row[4],
      cadence: (row[5] as String?).flatMap { Cadence($0) }, length: row[6], sessions: row[7],
      start: (row[8] as String?).flatMap { CivilDate($0) }, end: (row[9] as String?).flatMap { CivilDate($0) },
      state: state, policy: policy ?? PolicyOverrides())
  }

  func arguments() throws -> Values {
    [
      id.rawValue, mentor.rawValue, mentee.rawValue, kind.rawValue, topic, cadence?.description, length, sessions,
      start?.description, end?.description, state.rawValue, try JSONText.encode(policy, unless: PolicyOverrides()),
    ]
  }
}

extension Room {
  /// From a row of ``Columns/room``.
  init(row: any TableRow, hours parsed: HoursCache) {
    // Hours that can't be read keep the room from being taken, and nobody from reading.
    let hours = (row[5] as String?).map { (try? parsed.hours($0)) ?? WeeklyHours() }
    self.init(
      id: RoomID(row[0]), name: row[1], location: row[2], zone: row[3], capacity: row[4], hours: hours)
  }

  func arguments() -> Values {
    [id.rawValue, name, location, zone, capacity, hours?.description]
  }
}

extension BusySource {
  /// From a row of ``Columns/busySource``.
  init(row: any TableRow) {
    self.init(
      id: row[0], person: PersonID(row[1]), name: row[2], generation: row[3], importedAt: Instant(seconds: row[4]),
      blocks: row[5], digest: row[6], isSubscribed: row[7], stamp: row[8])
  }

  func arguments() -> Values {
    [id, person.rawValue, name, generation, importedAt.seconds, blocks, digest, isSubscribed, stamp]
  }
}
