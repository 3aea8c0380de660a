/// What comes in from a terminal.
public enum Event: Hashable, Sendable {
  case key(Key)
  case mouse(MouseEvent)
  /// Text that was pasted as a whole (bracketed paste).
  case paste(String)
  case resize(Size)
}

/// A press, a release, a move with a button down, or a turn of the wheel.
public struct MouseEvent: Hashable, Sendable {
  public enum Action: Hashable, Sendable {
    /// `clicks` is 2 for the second press at one place within the double-click time, then 3.
    case press(clicks: Int)
    case release
    case drag
    case wheelUp
    case wheelDown
  }

  public enum Button: Hashable, Sendable {
    case left, middle, right
  }

  public var action: Action
  public var button: Button
  public var position: Point
  public var modifiers: Key.Modifiers

  public init(_ action: Action, _ button: Button = .left, at position: Point, modifiers: Key.Modifiers = []) {
    self.action = action
    self.button = button
    self.position = position
    self.modifiers = modifiers
  }
}
