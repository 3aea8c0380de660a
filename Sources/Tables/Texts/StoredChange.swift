import Mentoring

/// A change as the history keeps it: the thing's name, and its states before and after.
struct StoredChange: Decodable {
  let change: Change

  private enum Key: String, CodingKey {
    case thing, before, after
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    func states<Value: Decodable>(_ type: Value.Type) throws -> (before: Value?, after: Value?) {
      (try values.decodeIfPresent(type, forKey: .before), try values.decodeIfPresent(type, forKey: .after))
    }
    let thing = try values.decode(String.self, forKey: .thing)
    switch thing {
    case "person":
      let (before, after) = try states(Person.self)
      change = .person(before: before, after: after)
    case "pair":
      let (before, after) = try states(Pair.self)
      change = .pair(before: before, after: after)
    case "room":
      let (before, after) = try states(Room.self)
      change = .room(before: before, after: after)
    case "session":
      let (before, after) = try states(Session.self)
      change = .session(before: before, after: after)
    case "series":
      let (before, after) = try states(Series.self)
      change = .series(before: before, after: after)
    case "attendance":
      let (before, after) = try states(Attendance.self)
      change = .attendance(before: before, after: after)
    case "notebook":
      let (before, after) = try states(NotebookEntry.self)
      change = .notebook(before: before, after: after)
    case "busySource":
      let (before, after) = try states(BusySource.self)
      change = .busySource(before: before, after: after)
    default: throw DamagedRow(what: "a change of “\(thing)”")
    }
  }

  /// The JSON array of a step's changes. O(their size).
  static func text(_ changes: [Change]) throws -> String {
    "[" + (try changes.map(text).joined(separator: ",")) + "]"
  }

  private static func text(_ change: Change) throws -> String {
    switch change {
    case .person(let before, let after): try object("person", before, after, JSONText.encode)
    case .pair(let before, let after): try object("pair", before, after, JSONText.encode)
    case .room(let before, let after): try object("room", before, after, JSONText.encode)
    case .session(let before, let after): try object("session", before, after, \.json)
    case .series(let before, let after): try object("series", before, after, JSONText.encode)
    case .attendance(let before, let after): try object("attendance", before, after, JSONText.encode)
    case .notebook(let before, let after): try object("notebook", before, after, JSONText.encode)
    case .busySource(let before, let after): try object("busySource", before, after, JSONText.encode)
    case .reminded: throw DamagedRow(what: "a reminder, which the history does not tell")
    }
  }

  private static func object<Value>(
    _ thing: String, _ before: Value?, _ after: Value?, _ encode: (Value) throws -> String
  ) throws -> String {
    var text = #"{"thing":""# + thing + #"""#
    if let before { text += #","before":"# + (try encode(before)) }
    if let after { text += #","after":"# + (try encode(after)) }
    return text + "}"
  }
}
