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
    let global = GlobalAction.commands(context).enumerated().map { index, command in
      PaletteOverlay.Entry(command: command, target: .global(index))
    }
    return own + global + Tab.allCases.filter { $0 != tab }.flatMap(commandsElsewhere)
  }

  /// What can be done on every screen, as far as the layer with the focus lets it; where text is typed most of it can't be.
  var commandsEverywhere: [LayerCommand] {
    let top = top
    guard !top.isTyping else { return [] }
    return GlobalAction.commands(context).map { command in
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

extension GlobalAction {
  static func commands(_ context: Context) -> [LayerCommand] {
    keymap(context).bindings.map { binding in
      LayerCommand(
        keys: binding.keys, label: binding.label, hint: binding.hint, isKept: binding.isKept, group: binding.group,
        obstacle: obstacle(to: binding.action, context))
    }
  }

  private static func obstacle(to action: GlobalAction, _ context: Context) -> String? {
    switch action {
    case .undo: context.writeObstacle ?? (context.canUndo ? nil : "there is nothing of yours to undo")
    case .redo: context.writeObstacle ?? (context.canRedo ? nil : "there is nothing to do again")
    default: nil
    }
  }
}
