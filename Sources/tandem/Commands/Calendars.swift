import ArgumentParser

/// Everything about the calendars that people keep elsewhere.
struct Calendars: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar",
    abstract: "Read the calendars that people keep elsewhere, and keep them in step with sessions.",
    discussion: """
      EXAMPLES
        tandem calendar add ~/.calendars/work --for mia  what is in it keeps Mia busy
        tandem calendar list
        tandem calendar refresh                          reads again what changed
        tandem calendar publish ~/.calendars/mentoring   your sessions, for khal
      """,
    subcommands: [CalendarAdd.self, CalendarList.self, CalendarRemove.self, CalendarRefresh.self, CalendarPublish.self])
}
