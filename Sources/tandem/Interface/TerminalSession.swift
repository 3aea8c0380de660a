import Configuration
import Curses
import Mentoring
import Scheduling
import TandemUI
import TerminalKit

/// The interface in the terminal that the program was started in, from the first frame to the user's last key.
struct TerminalSession {
  let store: any Store
  let zones: any ZoneProvider
  let actor: Actor
  let clock: @Sendable () -> Instant
  /// The clock of who is nobody in the program.
  let systemZone: ZoneRules
  var settings: InterfaceSettings
  let calendarFiles: any CalendarFiles
  let notices: Notices
  /// See `Interface`.
  let onStoreChange: @Sendable () -> Void
  /// What the user asked for by `--color`; nil decides by the environment.
  var colorDepth: ColorDepth?
  /// The user's, as a shell runs it.
  let editor: String
  let save: @Sendable (Setting, String?) throws -> Settings

  /// How long the first frame waits for its data, so that it is complete when it is quick; in milliseconds.
  private static let patience = 25
  /// Events that are taken together before the screen is drawn: a turned wheel or held key must not lag behind.
  private static let burst = 64

  /// Returns when the user quits, or the terminal is gone. The terminal is given back in either case, and on errors.
  ///
  /// - Throws: ``InterfaceError`` without a terminal; what the store throws when it can't be read at all; ``UnfinishedWrites``
  ///   when the user did not wait for what was being written.
  func run() throws {
    let terminal: Terminal
    do {
      terminal = try Terminal(wantedDepth: colorDepth, usesMouse: settings.usesMouse)
    } catch {
      throw InterfaceError(reason: error)
    }
    defer { terminal.close() }
    var settings = settings
    settings.surroundings.isUnicode = terminal.isUnicode
    settings.surroundings.hasColor = terminal.depth != .none
    settings.take(settings.all)
    let interface = try Interface(
      store: store, zones: zones, actor: actor, clock: clock, size: terminal.size, settings: settings,
      systemZone: systemZone, save: save, calendarFiles: calendarFiles, notices: notices,
      onStoreChange: onStoreChange, wake: { Terminal.wake() })
    guard take(terminal.next(timeout: Self.patience), interface) else { return }
    terminal.paint(interface.draw())
    while !interface.isFinished {
      guard waitAndTake(terminal, interface) else { return }
      terminal.setMouse(interface.wantsMouse)
      if interface.takeSuspension() { terminal.suspend() }
      if let text = interface.takeTextToEdit() {
        let program = TextEditor(command: editor, longest: TextArea.longest)
        interface.take(terminal.lend { program.edit(text) })
      }
      if interface.takeRedraw() { terminal.redraw() }
      if !interface.isFinished { terminal.paint(interface.draw()) }
    }
    if interface.unfinishedWrites > 0 { throw UnfinishedWrites(count: interface.unfinishedWrites) }
  }

  /// Waits until something happens, and takes all that has happened by then. False when the terminal is gone.
  private func waitAndTake(_ terminal: Terminal, _ interface: Interface) -> Bool {
    let input = terminal.next(timeout: interface.millisecondsToNextChange)
    if input == .nothing { interface.tick() }
    guard take(input, interface) else { return false }
    for _ in 0..<Self.burst where !interface.isFinished {
      let input = terminal.next(timeout: 0)
      if input == .nothing { break }
      guard take(input, interface) else { return false }
    }
    return true
  }

  private func take(_ input: Terminal.Input, _ interface: Interface) -> Bool {
    switch input {
    case .event(let event): interface.handle(event)
    case .woken: interface.drain()
    case .nothing: break
    case .closed: return false
    }
    return true
  }
}
