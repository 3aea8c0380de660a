import Curses

/// The interface can't be shown here. One sentence, with what to use instead.
struct InterfaceError: Error, CustomStringConvertible {
  let reason: TerminalError

  var description: String {
    "the interface needs a terminal: \(reason); without one use “tandem agenda”, “tandem openings PAIR” or another "
      + "command of “tandem --help”"
  }
}
