import Mentoring

extension Schema {
  /// How long the texts of a row may be that people write by plain SQL, and others read: wide of what the program itself takes, for what
  /// it took before must stay to be written. Changes of the history have no end, for one import brings thousands of people.
  static let sizes =
    [
      // A request that runs out is written, whatever else stands in it: it must be possible to.
      """
      UPDATE session SET topic = left(topic, 1000), agenda = left(agenda, 10000), reason = left(reason, 1000),
        message = left(message, 1000), waivers = CASE WHEN octet_length(waivers) > \(text) THEN '[]' ELSE waivers END
      WHERE octet_length(concat(topic, agenda, reason, message, waivers)) > \(text)
      """
    ]
    + limits.map { table, columns, bytes in
      // Of all together: a server reads each condition anew for every row that is booked.
      let all = columns.contains(",") ? "concat(\(columns))" : columns
      return "ALTER TABLE \(table) ADD CONSTRAINT of_some_size CHECK (octet_length(\(all)) <= \(bytes)) NOT VALID"
    }

  private static let text = 2 * notebookTextLimit
  /// Of a name, or what is generated.
  private static let name = 4_096

  private static let limits: [(table: String, columns: String, bytes: Int)] = [
    ("session", "uid, topic, agenda, reason, message, waivers, agreed_waivers", text),
    ("series", "uid, rule", text), ("attendance", "comment", text),
    // JSON may need six bytes for one.
    ("notebook", "content", 8 * notebookTextLimit), ("person", "hours, policy, overrides, absences", 64 * text),
    ("busy_source", "name, digest, stamp", text), ("busy", "title", text), ("step", "command, summary, reason", text),
    ("reminded", "key", name),
  ]
}
