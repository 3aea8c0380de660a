/// A row that does not hold what its table promises.
struct DamagedRow: Error {
  let what: String
}

/// Tables' columns in the order in which rows are read and written. By position, for names cost a look-up each.
enum Columns {
  static let person =
    "id, login, name, email, zone, hours, overrides, absences, role, grade, department, manager, generation, teaches, "
    + "learns, mentor_capacity, mentee_capacity, policy"
  static let pair = #"id, mentor, mentee, kind, topic, cadence, length, sessions, start, "end", state, policy"#
  static let room = "id, name, location, zone, capacity, hours"
  static let session =
    #"id, uid, pair, mentor, mentee, start, "end", zone, status, sequence, room, topic, agenda, mentor_buffer, "#
    + "mentee_buffer, series, original_start, reason, proposer, deadline, waivers, message, closed_by, closed_at, agreed"
  static let series = "id, uid, pair, rule, start, zone, length"
  static let busySource = "id, person, name, generation, imported_at, blocks, digest, is_subscribed, stamp"
  static let notebook = "id, pair, session, person, kind, content"
  static let attendance = "session, person, answer, sequence, at, comment"
  static let step = "id, at, actor, kind, command, summary, reason, target, pair, session"
}
