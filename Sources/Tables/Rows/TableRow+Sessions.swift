import Mentoring
import Scheduling

extension Session {
  /// From a row of ``Columns/session``.
  init(row: any TableRow) throws {
    guard let status = Status(rawValue: row[8]),
      let interval = Interval(from: Instant(seconds: row[5]), to: Instant(seconds: row[6]))
    else { throw DamagedRow(what: "a session's status or time") }
    self.init(
      id: SessionID(row[0]), uid: row[1], pair: PairID(row[2]), mentor: PersonID(row[3]), mentee: PersonID(row[4]),
      interval: interval, zone: row[7], status: status, sequence: row[9], room: (row[10] as Int64?).map { RoomID($0) },
      topic: row[11], agenda: row[12], mentorBuffer: row[13], menteeBuffer: row[14],
      series: (row[15] as Int64?).map { SeriesID($0) },
      originalStart: (row[16] as Int64?).map { Instant(seconds: $0) }, reason: row[17],
      // On a server any program may write what the two waived, and coordinators read it: what can't be read waives nothing.
      waivers: (try? JSONText.decode(row[20] ?? "", or: [])) ?? [], request: Request(row: row),
      closing: (row[23] as Int64?).map {
        Closing(by: (row[22] as Int64?).map { PersonID($0) }, at: Instant(seconds: $0))
      })
  }

  /// Each value as what it is: existentials of 27 would cost a booking as much as reading its program.
  func arguments() throws -> Values {
    Values([
      .integer(id.rawValue), .text(uid), .integer(pair.rawValue), .integer(mentor.rawValue), .integer(mentee.rawValue),
      .integer(interval.start.seconds), .integer(interval.end.seconds), .text(zone), .text(status.rawValue),
      .integer(Int64(sequence)), .optional(room?.rawValue), .text(topic), .text(agenda), .integer(Int64(mentorBuffer)),
      .integer(Int64(menteeBuffer)), .optional(series?.rawValue), .optional(originalStart?.seconds), .text(reason),
      .optional(request?.proposer.rawValue), .optional(request?.deadline.seconds),
      .optional(waivers.isEmpty ? nil : try JSONText.encode(waivers)), .optional(request?.message),
      .optional(closing?.by?.rawValue), .optional(closing?.at.seconds),
      .optional(request?.agreed?.interval.start.seconds), .optional(request?.agreed?.interval.end.seconds),
      .optional(try request?.agreed.map { try JSONText.encode($0.waivers) }),
    ])
  }
}

extension Request {
  /// From a row of ``Columns/session``; nil for a session that asks for nothing, or that nobody asks for, as another program may
  /// have written it: who reads it must be able to read the others.
  fileprivate init?(row: any TableRow) {
    guard let deadline = row[19] as Int64?, let proposer = row[18] as Int64? else { return nil }
    self.init(
      proposer: PersonID(proposer), deadline: Instant(seconds: deadline), message: row[21] ?? "",
      agreed: Agreed(row: row))
  }
}

extension Request.Agreed {
  /// From a row of ``Columns/session``; nil for one that is not asked to move.
  fileprivate init?(row: any TableRow) {
    guard let start = row[24] as Int64?, let end = row[25] as Int64?,
      let interval = Interval(from: Instant(seconds: start), to: Instant(seconds: end))
    else { return nil }
    self.init(interval: interval, waivers: (try? JSONText.decode(row[26] ?? "", or: [])) ?? [])
  }
}

extension NotebookEntry {
  /// From a row of ``Columns/notebook``.
  init(row: any TableRow) throws {
    self.init(
      id: row[0], pair: PairID(row[1]), session: (row[2] as Int64?).map { SessionID($0) },
      person: (row[3] as Int64?).map { PersonID($0) }, content: try JSONText.decode(Content.self, row[5]))
  }

  func arguments() throws -> Values {
    [id, pair.rawValue, session?.rawValue, person?.rawValue, kind, try JSONText.encode(content)]
  }
}

extension Step {
  /// From a row of ``Columns/step``.
  init(row: any TableRow) throws {
    guard let kind = Kind(rawValue: row[3]) else { throw DamagedRow(what: "a step's kind") }
    self.init(
      id: row[0], at: Instant(seconds: row[1]), actor: row[2], kind: kind, command: row[4], summary: row[5],
      reason: row[6], target: row[7], pair: (row[8] as Int64?).map { PairID($0) },
      session: (row[9] as Int64?).map { SessionID($0) })
  }
}

extension Series {
  /// From a row of ``Columns/series``.
  init(row: any TableRow) {
    self.init(
      id: SeriesID(row[0]), uid: row[1], pair: PairID(row[2]), rule: row[3], start: row[4], zone: row[5], length: row[6]
    )
  }

  func arguments() -> Values { [id.rawValue, uid, pair.rawValue, rule, start, zone, length] }
}

extension Attendance {
  /// From a row of ``Columns/attendance``.
  init(row: any TableRow) throws {
    guard let answer = Participation(rawValue: row[2]) else { throw DamagedRow(what: "an answer") }
    self.init(
      session: SessionID(row[0]), person: PersonID(row[1]), answer: answer, sequence: row[3],
      at: Instant(seconds: row[4]), comment: row[5])
  }

  func arguments() -> Values {
    [session.rawValue, person.rawValue, answer.rawValue, sequence, at.seconds, comment]
  }
}
