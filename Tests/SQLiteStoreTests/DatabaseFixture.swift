import GRDB
import Mentoring
import SQLiteStore
import Scheduling
import TestSupport

/// A database in a folder of its own, with the small company in it.
struct DatabaseFixture {
  let folder = TemporaryFolder()
  let company = Company()
  var path: String { folder.file("tandem.db") }
  let store: ProgramDatabase

  init() throws {
    store = try ProgramDatabase(path: folder.file("tandem.db"), zones: Company.zones, domain: "test.invalid")
    let people = company.people.map { person in
      var row = PersonRow(line: 2, login: person.login, name: person.name, zone: person.zone)
      row.grade = .some(person.grade)
      row.role = person.role
      row.department = person.department
      return row
    }
    let operating = Actor.operating(as: "setup")
    _ = try store.perform(.importPeople(people), by: operating, at: company.now - 86_400)
    let pairs = [("mia", "ralf"), ("jonas", "petra")].map { PairRow(line: 2, mentor: $0.0, mentee: $0.1) }
    _ = try store.perform(.importPairs(pairs), by: operating, at: company.now - 86_400)
    var room = RoomRow(line: 2, name: "Lisbon", zone: "Europe/Berlin")
    room.capacity = 4
    _ = try store.perform(.importRooms([room]), by: operating, at: company.now - 86_400)
  }

  /// Another program's hand on the file.
  func raw() throws -> DatabaseQueue { try DatabaseQueue(path: path) }

  func book(_ start: String, pair: Int64 = 1, length: Int = 60, by login: String = "mia") throws -> Session? {
    let actor = try store.read { try $0.person(login: login).map { Actor($0) } } ?? .operating(as: login)
    let booking = Booking(pair: PairID(pair), start: try company.at(start), length: length)
    return try store.perform(.book(booking), by: actor, at: company.now).sessions.first
  }
}
