import ArgumentParser

/// Everything about the calendars that people keep elsewhere.
struct Calendars: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar",
    abstract: "Keep calendars elsewhere in step with your sessions.",
    discussion: """
      EXAMPLES
        tandem calendar publish ~/.calendars/mentoring --for mia     your sessions, for khal and vdirsyncer
      """,
    subcommands: [CalendarPublish.self])
}
