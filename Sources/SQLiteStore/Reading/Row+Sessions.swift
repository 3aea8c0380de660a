import GRDB
import Mentoring
import Scheduling

extension Session {
  /// From a row of ``Columns/session``.
  init(row: Row) throws {
    guard let status = Status(rawValue: row[8]),
      let interval = Interval(from: Instant(seconds: row[5]), to: Instant(seconds: row[6]))
    else { throw DamagedRow(what: "a session's status or time") }
    self.init(
      id: SessionID(row[0]), uid: row[1], pair: PairID(row[2]), mentor: PersonID(row[3]), mentee: PersonID(row[4]),
      interval: interval, zone: row[7], status: status, sequence: row[9], room: (row[10] as Int64?).map { RoomID($0) },
      topic: row[11], agenda: row[12], mentorBuffer: row[13], menteeBuffer: row[14], series: row[15],
      originalStart: (row[16] as Int64?).map { Instant(seconds: $0) }, reason: row[17])
  }

  func arguments() -> StatementArguments {
    [
      id.rawValue, uid, pair.rawValue, mentor.rawValue, mentee.rawValue, interval.start.seconds, interval.end.seconds,
      zone, status.rawValue, sequence, room?.rawValue, topic, agenda, mentorBuffer, menteeBuffer, series,
      originalStart?.seconds, reason,
    ]
  }
}

extension Step {
  /// From a row of ``Columns/step``.
  init(row: Row) throws {
    guard let kind = Kind(rawValue: row[3]) else { throw DamagedRow(what: "a step's kind") }
    self.init(
      id: row[0], at: Instant(seconds: row[1]), actor: row[2], kind: kind, command: row[4], summary: row[5],
      reason: row[6], target: row[7], pair: (row[8] as Int64?).map { PairID($0) },
      session: (row[9] as Int64?).map { SessionID($0) })
  }
}

extension Change {
  /// The table's word for what changed, and its two states as JSON.
  func columns() throws -> (thing: String, before: String?, after: String?) {
    func texts<Value: Encodable>(_ thing: String, _ before: Value?, _ after: Value?) throws -> (
      String, String?, String?
    ) {
      (thing, try before.map { try JSONText.encode($0) }, try after.map { try JSONText.encode($0) })
    }
    switch self {
    case .person(let before, let after): return try texts("person", before, after)
    case .pair(let before, let after): return try texts("pair", before, after)
    case .room(let before, let after): return try texts("room", before, after)
    case .session(let before, let after): return ("session", before?.json, after?.json)
    case .busySource(let before, let after): return try texts("busySource", before, after)
    }
  }

  init(thing: String, before: String?, after: String?) throws {
    func value<Value: Decodable>(_ type: Value.Type, _ text: String?) throws -> Value? {
      try text.map { try JSONText.decode(type, $0) }
    }
    switch thing {
    case "person": self = .person(before: try value(Person.self, before), after: try value(Person.self, after))
    case "pair": self = .pair(before: try value(Pair.self, before), after: try value(Pair.self, after))
    case "room": self = .room(before: try value(Room.self, before), after: try value(Room.self, after))
    case "session": self = .session(before: try value(Session.self, before), after: try value(Session.self, after))
    case "busySource":
      self = .busySource(before: try value(BusySource.self, before), after: try value(BusySource.self, after))
    default: throw DamagedRow(what: "a change of “\(thing)”")
    }
  }
}
