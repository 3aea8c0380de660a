/// Tables' columns in the order in which rows are read and written. By position, for names cost a look-up each.
public enum Columns {
  public static let person =
    "id, login, name, email, zone, hours, overrides, absences, role, grade, department, manager, generation, teaches, "
    + "learns, mentor_capacity, mentee_capacity, policy"
  public static let pair = #"id, mentor, mentee, kind, topic, cadence, length, sessions, start, "end", state, policy"#
  public static let room = "id, name, location, zone, capacity, hours"
  public static let session =
    #"id, uid, pair, mentor, mentee, start, "end", zone, status, sequence, room, topic, agenda, mentor_buffer, "#
    + "mentee_buffer, series, original_start, reason, proposer, deadline, waivers, message, closed_by, closed_at, "
    + "agreed_start, agreed_end, agreed_waivers"
  /// The same under the table's name, for queries over several tables.
  public static let sessionQualified = sessionNames.map { "session.\($0)" }.joined(separator: ", ")
  public static let sessionCount = sessionNames.count
  public static let series = "id, uid, pair, rule, start, zone, length"
  public static let busySource = "id, person, name, generation, imported_at, blocks, digest, is_subscribed, stamp"
  public static let busy = #"source, generation, start, "end", title, file"#
  public static let notebook = "id, pair, session, person, kind, content"
  public static let attendance = "session, person, answer, sequence, at, comment"
  public static let step = "id, at, actor, kind, command, summary, reason, target, pair, session"

  private static let sessionNames = session.split(separator: ", ")
}
