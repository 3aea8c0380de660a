import Folding
import TerminalKit

/// What only the command line does: who looks for it in the interface is told where it is.
enum ShellCommands {
  /// A command, and in what words it is looked for.
  private static let all: [(command: String, purpose: String)] = [
    ("tandem export", "export sessions as iCalendar, CSV, JSON or free/busy"),
    ("tandem import", "import people, pairs and rooms from CSV tables, busy time from calendars"),
    ("tandem calendar publish", "publish your sessions as a folder of calendar files"),
    ("tandem remind", "reminders of what begins soon, to print or to mail"),
    ("tandem outbox", "mails and invitations that wait to be sent"),
    ("tandem inbox", "take answers to invitations from mail"),
    ("tandem doctor", "check what is set up, and what is wrong with it"),
    ("tandem admin", "backup, restore, verify, migrate, copy; grant and revoke access"),
    ("tandem completions", "completion of words for your shell"),
  ]

  /// The command that fits best what was typed, as a sentence; nil where none does.
  static func advice(_ query: String) -> String? {
    let matcher = FuzzyMatcher(query)
    guard !matcher.isEmpty else { return nil }
    return matcher.ranked(all) { folded("\($0.command) \($0.purpose)") }.first.map {
      "in a shell: \($0.command) (\($0.purpose))"
    }
  }
}
