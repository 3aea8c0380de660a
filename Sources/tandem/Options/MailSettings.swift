import Glibc

/// How mail is sent: `TANDEM_MAIL_COMMAND`, or `command` of the table `mail` in the configuration.
struct MailSettings {
  /// A sendmail-compatible program with its options, as a shell runs it.
  let command: String

  /// How long sending may take in all; milliseconds. What was not taken by then waits for the next command.
  static let patience = 5_000

  /// Nil when no mail is to be sent.
  ///
  /// - Throws: a ``Failure`` for a value that is no text.
  static func configured() throws -> MailSettings? {
    if let command = CommandEnvironment.variable("TANDEM_MAIL_COMMAND") {
      return command == "off" ? nil : MailSettings(command: command)
    }
    let home = CommandEnvironment.variable("HOME") ?? "."
    let path = "\(CommandEnvironment.variable("XDG_CONFIG_HOME") ?? home + "/.config")/tandem/config.toml"
    guard let text = text(of: path) else { return nil }
    return try command(in: text, path: path).map { MailSettings(command: $0) }
  }

  private static func text(of path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  /// Of TOML no more than this key needs: tables, comments, and text in quotes.
  static func command(in text: String, path: String) throws -> String? {
    var table = ""
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let line = line.trimmingPrefix { $0 == " " || $0 == "\t" }
      if line.first == "[" {
        table = line.dropFirst().prefix { $0 != "]" }.filter { $0 != " " && $0 != "\"" }
        continue
      }
      guard let sign = line.firstIndex(of: "="), line.first != "#" else { continue }
      let key = line[..<sign].filter { $0 != " " && $0 != "\t" && $0 != "\"" }
      guard (table.isEmpty ? key : "\(table).\(key)") == "mail.command" else { continue }
      guard let value = quoted(line[line.index(after: sign)...].drop { $0 == " " || $0 == "\t" }) else {
        throw Failure(
          .failure, "badConfiguration",
          "\(path), line \(index + 1): mail.command must be text in quotes, such as command = \"msmtp -a work\"")
      }
      return value.isEmpty ? nil : value
    }
    return nil
  }

  /// A basic or a literal string; nil for anything else.
  private static func quoted(_ text: Substring) -> String? {
    guard let quote = text.first, quote == "\"" || quote == "'" else { return nil }
    var value = ""
    var rest = text.dropFirst()
    while let character = rest.popFirst() {
      if character == quote {
        let after = rest.drop { $0 == " " || $0 == "\t" }
        return after.isEmpty || after.first == "#" ? value : nil
      }
      guard character == "\\", quote == "\"" else {
        value.append(character)
        continue
      }
      guard let escaped = rest.popFirst(), escaped == "\\" || escaped == "\"" else { return nil }
      value.append(escaped)
    }
    return nil
  }
}
