import ArgumentParser
import Configuration
import Curses
import Glibc
import Interchange
import Mentoring
import TandemUI
import TerminalKit

/// Options of the interface alone.
struct InterfaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "auto, dark, light, contrast or mono (TANDEM_THEME, else the configuration).", valueName: "name"),
    completion: .list(["auto"] + Theme.all.map(\.name))
  ) var theme: String?

  func validate() throws {
    if let theme, theme != "auto", Theme.named(theme) == nil {
      throw ValidationError("there is no theme “\(theme)”; there are \(Theme.all.map(\.name).joined(separator: ", "))")
    }
  }

  /// Opens the interface on a store, as `login` or as the environment says, and returns when the user quits.
  func open(
    _ environment: CommandEnvironment, store: any Store, login: String? = nil, notices: Notices = Notices()
  ) throws {
    let actor = try store.read { reader in
      try login.flatMap { try reader.person(login: $0) }.map { Actor($0) } ?? environment.actor(reader)
    }
    let flags = environment.options.flags.merging(theme.map { [.theme: $0] } ?? [:]) { $1 }
    let configuration = environment.configuration
    let all = Settings(configuration.document, variable: CommandEnvironment.variable, flags: flags)
    var settings = InterfaceSettings(all, in: .system, readOnlyCause: store.readOnlyCause)
    settings.keys = configuration.keys
    settings.path = configuration.file.path
    settings.notices = configuration.shortNotice.map { [$0] } ?? []
    settings.warnings = configuration.shortWarning.map { [$0] } ?? []
    let files = CalendarFilesOnDisk(zones: environment.zones)
    // Calendars that change while it is open are read again, unless nothing may be written, or they are other people's files.
    let calendars =
      (settings.isReadOnly && (environment.options.readOnly || !store.isFar))
        || (environment.isOnServer && actor.person == nil)
      ? nil
      : SubscriptionWatch(
        store, person: actor.person, zones: environment.zones, clock: environment.clock,
        onRefresh: {
          files.keepWarnings(of: $0)
          notices.tell($0)
        })
    defer { calendars?.cancel() }
    let session = TerminalSession(
      store: store, zones: environment.zones, actor: actor, clock: environment.clock,
      systemZone: environment.systemZone, settings: settings, calendarFiles: files, notices: notices,
      onStoreChange: { calendars?.storeChanged() }, colorDepth: Self.depth(all),
      editor: environment.settings.text(.editor) ?? "vi",
      save: { setting, value in
        let document = try configuration.file.write(setting, value, opening: ConfigCommand.defaultText)
        return Settings(document, variable: CommandEnvironment.variable, flags: flags)
      })
    do {
      try session.run()
    } catch let error as InterfaceError {
      throw Failure(.failure, "noTerminal", error.description)
    } catch let error as UnfinishedWrites {
      throw Failure(.failure, "unfinished", error.description)
    }
  }

  /// Whether keys can be read and a screen shown.
  static var hasTerminal: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// Without a terminal there is nothing to open; told before any work is done.
  static func requireTerminal() throws {
    guard hasTerminal else {
      throw Failure(.failure, "noTerminal", InterfaceError(reason: .notATerminal).description)
    }
  }

  /// Nil where the environment and the terminal decide.
  private static func depth(_ settings: Settings) -> ColorDepth? {
    // A user who says NO_COLOR means it; only a flag is said later.
    if case .file = settings[.colors].origin, CommandEnvironment.variable("NO_COLOR") != nil { return nil }
    return switch settings[.colors].value {
    case "truecolor": .direct
    case "256": .palette
    case "16": .sixteen
    case "8": .eight
    case "none": ColorDepth.none
    default: nil
    }
  }
}
