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
    var json = JSONWriter()
    var before: StaticString = "["
    for change in changes {
      json.put(before)
      try put(change, into: &json)
      before = ","
    }
    json.put(changes.isEmpty ? "[]" : "]")
    return json.text
  }

  private static func put(_ change: Change, into json: inout JSONWriter) throws {
    switch change {
    case .person(let before, let after): try json.put("person", before, after)
    case .pair(let before, let after): try json.put("pair", before, after)
    case .room(let before, let after): try json.put("room", before, after)
    case .session(let before, let after): json.put("session", before, after) { $0.put($1) }
    case .series(let before, let after): try json.put("series", before, after)
    case .attendance(let before, let after): try json.put("attendance", before, after)
    case .notebook(let before, let after): try json.put("notebook", before, after)
    case .busySource(let before, let after): try json.put("busySource", before, after)
    case .reminded: throw DamagedRow(what: "a reminder, which the history does not tell")
    }
  }
}

extension JSONWriter {
  /// A thing's states before and after.
  fileprivate mutating func put<Value>(
    _ thing: StaticString, _ before: Value?, _ after: Value?, _ put: (inout JSONWriter, Value) throws -> Void
  ) rethrows {
    self.put(#"{"thing":""#)
    self.put(thing)
    self.put("\"")
    if let before {
      self.put(#","before":"#)
      try put(&self, before)
    }
    if let after {
      self.put(#","after":"#)
      try put(&self, after)
    }
    self.put("}")
  }

  fileprivate mutating func put<Value: Encodable>(_ thing: StaticString, _ before: Value?, _ after: Value?) throws {
    try put(thing, before, after) { $0.put(json: try JSONText.encode($1)) }
  }
}
