import Mentoring
import Scheduling

extension Company {
  /// Brings the company into an empty store, by the commands that bring real ones; persons and pairs have the ids that they
  /// have here.
  public func imported(into store: any Store) throws {
    let rows = people.map { person in
      var row = PersonRow(line: 2, login: person.login, name: person.name, zone: person.zone)
      row.grade = .some(person.grade)
      row.role = person.role
      row.department = person.department
      return row
    }
    let operating = Actor.operating(as: "setup")
    _ = try store.perform(.importPeople(rows), by: operating, at: now - 86_400)
    let pairs = [("mia", "ralf"), ("jonas", "petra")].map { PairRow(line: 2, mentor: $0.0, mentee: $0.1) }
    _ = try store.perform(.importPairs(pairs), by: operating, at: now - 86_400)
    var room = RoomRow(line: 2, name: "Lisbon", zone: "Europe/Berlin")
    room.capacity = 4
    _ = try store.perform(.importRooms([room]), by: operating, at: now - 86_400)
  }
}
