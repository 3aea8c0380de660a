import Configuration
import Mentoring
import Scheduling
import TerminalKit

/// What a layer wants done that is more than a new state of its own.
enum Effect: Sendable {
  /// Reads off the main thread; of several reads under one name only the last one's result comes back.
  case read(String, @Sendable (any StoreReader, any ZoneProvider) throws -> any Loaded)
  /// Carries out a command as the viewer; comes back as a ``CommandResult``.
  case perform(Command)
  /// Lets go of requests that nobody answered in time, in the program's name; nothing comes back but the change.
  case expireRequests
  /// Looks for what no longer fits in the whole program, in time; comes back as ``ProgramConflicts``.
  case countConflicts
  /// Gives a text to the user's own editor, which has the terminal meanwhile; comes back as an ``EditedText``.
  case edit(String)
  /// Writes a setting to the configuration, or with nil takes it out; comes back as a ``SettingSaved``.
  case save(Setting, String?)
  /// Reads a calendar off the main thread and brings it into the store; comes back as ``CalendarProgress``, again and
  /// again, a ``CalendarEnd`` and a ``CommandResult``.
  case readCalendar(CalendarWish)
  case stopReadingCalendar
  /// Lays something over what is on the screen.
  case push(any Layer)
  /// Takes the topmost thing away.
  case pop
  case show(Tab)
  /// Shows the calendar of a pair or a person; nil keeps the day it is at.
  case openCalendar(CalendarSubject, at: Instant?)
  /// Shows a request among those that wait.
  case openRequest(SessionID)
  /// Shows a pair in the list.
  case openPair(PairID)
  /// Finds the pair's next opening and opens the booking sheet there.
  case bookNextOpening(PairID)
  /// A line of status; it fades, and stays in the list of messages.
  case say(String, Message.Kind)
  case command(GlobalAction)
  /// As if the key had been pressed, after what lies over the screen went away.
  case press(Key)
  /// The next of the keys that wait, if what they are for is there.
  case pressWaiting
  /// Runs a command that was chosen by its name, and remembers it.
  case runNamed(PaletteOverlay.Entry)
  /// Shows a time on the calendar; `isDay` when only a day was meant.
  case goTo(Instant, isDay: Bool)
  case setTheme(String)
}

/// The screens, in the order of their keys.
enum Tab: Int, CaseIterable, Hashable, Sendable {
  case today, pairs, calendar, requests

  var title: String {
    switch self {
    case .today: "Today"
    case .pairs: "Pairs"
    case .calendar: "Calendar"
    case .requests: "Requests"
    }
  }

  /// Where there is no room for all of it.
  var shortTitle: String { self == .calendar || self == .requests ? String(title.prefix(3)) : title }
}

/// What became of a text in the user's editor.
public struct EditedText: Loaded {
  /// As it is now; nil when it could not be had.
  public let text: String?
  /// What went wrong, in a sentence.
  public let complaint: String?

  public init(text: String?, complaint: String? = nil) {
    self.text = text
    self.complaint = complaint
  }
}

/// Something that was read for the interface.
protocol Loaded: Sendable {}

/// What a command came to. A refusal carries the nearest openings.
struct CommandResult: Loaded {
  let command: Command
  let result: Result<Outcome, any Error>
  /// Of a refusal: each reason as a sentence, with the names of those whom it is about.
  var reasons: [String] = []
  /// Of what was done: whose sessions were changed.
  var people: [PersonID: Person] = [:]
}

/// A read that failed; the text is one sentence.
struct ReadFailure: Loaded {
  let text: String
}
