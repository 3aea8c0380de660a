import ArgumentParser
import Curses
import Glibc
import Interchange
import Mentoring
import TandemUI
import TerminalKit

/// Options of the interface alone.
struct InterfaceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("dark, light, contrast or mono (TANDEM_THEME).", valueName: "name")) var theme: String?

  func validate() throws {
    if let theme, Theme.named(theme) == nil {
      throw ValidationError("there is no theme “\(theme)”; there are \(Theme.all.map(\.name).joined(separator: ", "))")
    }
  }

  /// Opens the interface on a store, as `login` or as the environment says, and returns when the user quits.
  func open(_ environment: CommandEnvironment, store: any Store, login: String? = nil) throws {
    let actor = try store.read { reader in
      try login.flatMap { try reader.person(login: $0) }.map { Actor($0) } ?? environment.actor(reader)
    }
    var settings = InterfaceSettings(
      environment: Self.environment, isReadOnly: environment.options.readOnly)
    if let theme { settings.theme = theme }
    let session = TerminalSession(
      store: store, zones: environment.zones, actor: actor, clock: environment.clock, settings: settings,
      colorDepth: depth(environment.options))
    // Calendars that change while it is open are read again, unless nothing may be written.
    let calendars =
      environment.options.readOnly
      ? nil : SubscriptionWatch(store, person: actor.person, zones: environment.zones, clock: environment.clock)
    defer { calendars?.cancel() }
    do {
      try session.run()
    } catch let error as InterfaceError {
      throw Failure(.failure, "noTerminal", error.description)
    }
  }

  /// Without a terminal there is nothing to open; told before any work is done.
  static func requireTerminal() throws {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw Failure(.failure, "noTerminal", InterfaceError(reason: .notATerminal).description)
    }
  }

  private static var environment: [String: String] {
    let names = ["TANDEM_CLOCK", "TANDEM_FIRST_WEEKDAY", "TANDEM_THEME", "TANDEM_MOUSE"]
    return Dictionary(
      uniqueKeysWithValues: names.compactMap { name in CommandEnvironment.variable(name).map { (name, $0) } })
  }

  private func depth(_ options: GlobalOptions) -> ColorDepth? {
    switch options.color {
    case .auto: nil
    case .always: .direct
    case .never: ColorDepth.none
    }
  }
}
