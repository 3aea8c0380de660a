import TerminalKit

/// Commands by their names.
extension AppState {
  /// Runs a command that was chosen by its name, and remembers it.
  mutating func runNamed(_ entry: PaletteOverlay.Entry) -> [Effect] {
    recentCommands.removeAll { $0 == entry.command.label }
    recentCommands.insert(entry.command.label, at: 0)
    let context = context
    switch entry.target {
    case .screen(let tab, let index): return withScreen(tab) { $0.run(index, count: 1, context) }
    case .elsewhere(let tab, let key): return (tab == self.tab ? [] : [.show(tab)]) + [.press(key)]
    case .global(let index): return run(GlobalAction.keymap.bindings[index].action)
    }
  }

  /// What can be chosen: of the screen, of everywhere, of the other screens.
  var paletteEntries: [PaletteOverlay.Entry] {
    // What a sheet's keys mean is known to the sheet alone.
    let isModal = screen.isModal
    let own = screen.commands(context).enumerated().map { index, command in
      let key = isModal ? command.keys.first : nil
      return PaletteOverlay.Entry(
        command: command, target: key.map { .elsewhere(tab, $0) } ?? .screen(tab, index))
    }
    let global = globalCommands.enumerated().map { index, command in
      PaletteOverlay.Entry(command: command, target: .global(index))
    }
    return own + global + Tab.allCases.filter { $0 != tab }.flatMap(commandsElsewhere)
  }

  /// What can be done on every screen, with what stands in the way of it on this one.
  var globalCommands: [LayerCommand] {
    GlobalAction.keymap(context).bindings.map { binding in
      LayerCommand(
        keys: binding.keys, label: binding.label, hint: binding.hint, isKept: binding.isKept, group: binding.group,
        obstacle: obstacle(to: binding.action))
    }
  }

  private func obstacle(to action: GlobalAction) -> String? {
    switch action {
    case .undo: obstacleToUndoing ?? (context.canUndo ? nil : "there is nothing of yours to undo")
    case .redo: obstacleToUndoing ?? (context.canRedo ? nil : "there is nothing to do again")
    default: nil
    }
  }

  /// Why nothing can be taken back or done again now: what is in the air would stay behind, over something else.
  var obstacleToUndoing: String? {
    context.writeObstacle
      ?? (tab == .calendar && calendar.calendar.ghost?.session != nil ? CalendarScreen.inTheAir : nil)
  }

  /// What can be done on every screen, as far as the layer with the focus lets it; where text is typed most of it can't be.
  var commandsEverywhere: [LayerCommand] {
    let top = top
    guard !top.isTyping else { return [] }
    return globalCommands.map { command in
      guard command.obstacle == nil, !command.keys.contains(where: top.lets(through:)) else { return command }
      var command = command
      command.obstacle = "Esc closes this first"
      return command
    }
  }

  /// What can be done on another screen: its key is pressed there, once there is something to press it on.
  private func commandsElsewhere(_ tab: Tab) -> [PaletteOverlay.Entry] {
    screen(of: tab).commands(context).compactMap { command in
      guard let key = command.keys.first else { return nil }
      var command = command
      if command.group != tab.title { command.group = "\(tab.title), \(command.group.lowercased())" }
      // Whether it can be done is told there.
      command.obstacle = nil
      return PaletteOverlay.Entry(command: command, target: .elsewhere(tab, key))
    }
  }
}
