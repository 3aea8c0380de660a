import TerminalKit

/// What a key of the calendar does.
enum CalendarAction: String, Hashable, Sendable, CaseIterable {
  case up, down, left, right, pageBack, pageForward, first, last
  case today, zones, zoomIn, zoomOut, longer, shorter
  case day, week, month, agenda
  case nextOpening, previousOpening, openings, explain, repeats, request
  case leaveAllOut, moveAll
  case open, moveSession, cancelSession, nextSession, previousSession, nextConflict, previousConflict, choosePair
  case back
}

extension Keymap where Action == CalendarAction {
  /// The calendar's keys as they are without a configuration.
  static let calendar = Keymap([
    Binding(.open, [Key(.enter)], "book, log what took place, or open the session", hint: "book", group: "Book"),
    Binding(.nextOpening, [.character("n")], "next opening", hint: "next opening", group: "Book"),
    Binding(.previousOpening, [.character("N")], "previous opening", group: "Book"),
    Binding(.openings, [.character("b")], "list of openings", hint: "openings", group: "Book"),
    Binding(.explain, [.character("e")], "explain this time in full", hint: "explain", group: "Book"),
    Binding(.request, [.character("r")], "ask the other side for this time", hint: "request", group: "Book"),
    Binding(.repeats, [.character("R")], "book a series from here", hint: "repeat", group: "Book"),
    Binding(.longer, [.character("+"), .character("="), .shift(.down), .shift(.right)], "longer", group: "Book"),
    Binding(.shorter, [.character("-"), .shift(.up), .shift(.left)], "shorter", group: "Book"),
    Binding(.moveSession, [.character("v")], "move the session under the cursor", hint: "move it", group: "Sessions"),
    Binding(
      .cancelSession, [.character("X")], "cancel the session under the cursor, or say who missed it", group: "Sessions"),
    Binding(.nextSession, [Key(.tab)], "next session", hint: "next session", group: "Sessions"),
    Binding(.previousSession, [.shift(.tab)], "previous session", group: "Sessions"),
    Binding(
      .nextConflict, [.character("!"), .character("x")], "next conflict", hint: "next conflict", group: "Sessions"),
    Binding(.previousConflict, [.alt("!"), .alt("x")], "previous conflict", group: "Sessions"),
    Binding(.choosePair, [.character("p")], "choose a pair's calendar, or your own", hint: "pair", group: "Sessions"),
    Binding(.today, [.character("t")], "today", hint: "today", group: "Time"),
    Binding(.up, [Key(.up), .character("k")], "earlier", group: "Time"),
    Binding(.down, [Key(.down), .character("j")], "later", group: "Time"),
    Binding(.left, [Key(.left), .character("h")], "day before", group: "Time"),
    Binding(.right, [Key(.right), .character("l")], "day after", group: "Time"),
    Binding(.pageBack, [Key(.pageUp), .character("<")], "page back", group: "Time"),
    Binding(.pageForward, [Key(.pageDown), .character(">")], "page forward", group: "Time"),
    Binding(.first, [Key(.home)], "begin of the day's hours", group: "Time"),
    Binding(.last, [Key(.end)], "end of the day's hours", group: "Time"),
    Binding(.day, [.character("d")], "day", group: "View"),
    Binding(.week, [.character("w")], "week", group: "View"),
    Binding(.month, [.character("m")], "month", group: "View"),
    Binding(.agenda, [.character("a")], "agenda", group: "View"),
    Binding(.zones, [.character("z")], "switch the time zone of the rows", hint: "zones", group: "View"),
    Binding(.zoomIn, [.character("]")], "finer rows: 60, 30, 15 minutes", group: "View"),
    Binding(.zoomOut, [.character("[")], "coarser rows: 15, 30, 60 minutes", group: "View"),
    Binding(.back, [Key(.escape)], "let go of a moved session", group: "Sessions"),
  ])
}
