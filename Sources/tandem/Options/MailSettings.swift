import Configuration

/// How mail is sent: the setting `mail.command`.
struct MailSettings {
  /// A sendmail-compatible program with its options, as a shell runs it.
  let command: String

  /// How long sending may take in all; milliseconds. What was not taken by then waits for the next command.
  static let patience = 5_000

  /// Nil when no mail is to be sent: nothing is set, or `off`.
  ///
  /// - Throws: a ``Failure`` for a value that is no text.
  static func configured(_ environment: CommandEnvironment) throws -> MailSettings? {
    try environment.require(.mailCommand)
    guard let command = environment.settings.text(.mailCommand), command != "off" else { return nil }
    return MailSettings(command: command)
  }
}
