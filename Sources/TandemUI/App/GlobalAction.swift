import TerminalKit

/// What can be done on every screen.
enum GlobalAction: Hashable, Sendable {
  case show(Tab)
  case nextTab, previousTab
  case help, palette, goTo, messages
  case undo, redo
  case quickAdd, settings, hours, calendars, history
  case theme, mouse
  case redraw, suspend, quit

  static let keymap = Keymap<GlobalAction>([
    .init(.show(.today), [.character("1")], "Today", group: "Screens"),
    .init(.show(.pairs), [.character("2")], "Pairs", group: "Screens"),
    .init(.show(.calendar), [.character("3")], "Calendar", group: "Screens"),
    .init(.show(.requests), [.character("4")], "Requests", group: "Screens"),
    .init(.nextTab, [.control("n")], "next screen", group: "Screens"),
    .init(.previousTab, [.control("b")], "previous screen", group: "Screens"),
    .init(.quickAdd, [.character("Q")], "quick add: book from one line", group: "Everywhere"),
    .init(.goTo, [.character("g")], "go to a date", hint: "go to", group: "Everywhere"),
    .init(.undo, [.character("u")], "undo", hint: "undo", group: "Everywhere"),
    .init(.redo, [.control("r")], "redo", group: "Everywhere"),
    .init(.palette, [.character(":"), .control("p")], "all commands", hint: "commands", group: "Everywhere"),
    .init(.help, [.character("?"), Key(.function(1))], "help", hint: "help", isKept: true, group: "Everywhere"),
    .init(.messages, [.character("L")], "messages so far", group: "Everywhere"),
    .init(.hours, [.character("H")], "my hours and absences", group: "Everywhere"),
    .init(.calendars, [.character("C")], "my calendars: what keeps me busy", group: "Everywhere"),
    .init(.history, [.character("I")], "history: what was done, and taking it back", group: "Everywhere"),
    .init(.settings, [.character(",")], "settings", group: "Everywhere"),
    .init(.theme, [.character("T")], "next theme", group: "Everywhere"),
    .init(.mouse, [.character("M")], "mouse on or off", group: "Everywhere"),
    .init(.redraw, [.control("l")], "draw the screen anew", group: "Everywhere"),
    .init(.suspend, [.control("z")], "stop for a while (fg continues)", group: "Everywhere"),
    .init(.quit, [.character("q")], "quit", hint: "quit", group: "Everywhere"),
  ])

  /// The table as the configuration has it.
  static func keymap(_ context: Context) -> Keymap<GlobalAction> {
    context.settings.keys.applied(to: keymap, of: "Everywhere")
  }
}
