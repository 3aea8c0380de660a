import Mentoring
import Scheduling

extension CsvImporter {
  static let peopleTable = CsvTable(
    columns: [
      "login", "name", "email", "zone", "hours", "role", "grade", "department", "manager", "generation", "teaches",
      "learns", "mentor_capacity", "mentee_capacity",
    ], required: ["login", "name", "zone"], keys: ["login"])

  static let pairsTable = CsvTable(
    columns: ["mentor", "mentee", "kind", "topic", "cadence", "length", "sessions", "start", "end"],
    required: ["mentor", "mentee"], keys: ["mentor", "mentee"])

  static let roomsTable = CsvTable(
    columns: ["name", "location", "zone", "capacity", "hours"], required: ["name", "zone"], keys: ["name"])

  func personRow(_ row: inout CsvRow) -> PersonRow {
    var person = PersonRow(
      line: row.line, login: row.login("login"), name: row.requiredText("name", "it is the person's full name"),
      zone: row.zone("zone", zones))
    person.email = row.text("email", longest: 254)
    if let email = person.email, !email.isEmpty, !Self.isAddress(email) {
      row.refuse("email", email, "is no email address; accepted is one such as mia@example.com, or nothing")
    }
    // Empty hours read as the office hours.
    person.hours = row.hours("hours")?.hours
    let role: Person.Role?? = row.choice("role")
    person.role = role.map { $0 ?? .member }
    person.grade = row.number("grade", -1_000...1_000, "grade")
    person.department = row.text("department")
    person.manager = row.text("manager", longest: 64)
    person.generation = row.choice("generation")
    person.teaches = row.list("teaches")
    person.learns = row.list("learns")
    person.mentorCapacity = row.number("mentor_capacity", 0...1_000, "number of pairs")
    person.menteeCapacity = row.number("mentee_capacity", 0...1_000, "number of pairs")
    return person
  }

  func pairRow(_ row: inout CsvRow) -> PairRow {
    var pair = PairRow(line: row.line, mentor: row.login("mentor"), mentee: row.login("mentee"))
    pair.kind = row.choice("kind")
    pair.topic = row.text("topic")
    pair.cadence = row.value(
      "cadence", { Cadence($0) },
      accepted: "is no cadence; accepted are a number and d, w or m, such as 10d, 2w or 1m, or nothing")
    pair.length = row.number("length", 5...480, "length in minutes")
    pair.sessions = row.number("sessions", 1...10_000, "number of sessions")
    let dates = "is no date; accepted is one such as 2026-11-25, or nothing"
    pair.start = row.value("start", { CivilDate($0) }, accepted: dates)
    pair.end = row.value("end", { CivilDate($0) }, accepted: dates)
    return pair
  }

  func roomRow(_ row: inout CsvRow) -> RoomRow {
    var room = RoomRow(
      line: row.line, name: row.requiredText("name", "it is the room's name"), zone: row.zone("zone", zones))
    room.location = row.text("location")
    let capacity = row.number("capacity", 1...100_000, "number of people")
    room.capacity = capacity.map { $0 ?? 2 }
    // Unlike a person's, a room's empty hours mean that it is always open.
    if let hours = row.hours("hours") { room.hours = .some(hours.text.isEmpty ? nil : hours.hours) }
    return room
  }

  /// One `@` with something on both sides, and no white space.
  static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !text.contains(where: \.isWhitespace)
  }
}
