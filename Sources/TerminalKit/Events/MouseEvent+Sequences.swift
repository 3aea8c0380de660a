extension MouseEvent {
  /// A mouse report's code, column and row, the latter from 1; nil for what is nobody's business.
  ///
  /// Source: xterm's ctlseqs, “Mouse Tracking”.
  init?(code numbers: [Int], isRelease: Bool) {
    guard numbers.count == 3, numbers[1] >= 1, numbers[2] >= 1 else { return nil }
    let code = numbers[0]
    // Buttons 8 to 11, which move back and forth in a browser.
    guard code & 128 == 0 else { return nil }
    let position = Point(numbers[1] - 1, numbers[2] - 1)
    var modifiers: Key.Modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    if code & 64 != 0 {
      guard code & 3 < 2, !isRelease else { return nil }
      self.init(code & 1 == 0 ? .wheelUp : .wheelDown, at: position, modifiers: modifiers)
      return
    }
    let button: Button = [.left, .middle, .right, .left][code & 3]
    if isRelease {
      self.init(.release, button, at: position, modifiers: modifiers)
    } else if code & 32 != 0 {
      // A move without a button.
      guard code & 3 != 3 else { return nil }
      self.init(.drag, button, at: position, modifiers: modifiers)
    } else {
      self.init(.press(clicks: 1), button, at: position, modifiers: modifiers)
    }
  }
}

/// Counts presses at one place in short order.
struct ClickCounter: Sendable {
  private var last: (position: Point, button: MouseEvent.Button, at: Int, clicks: Int)?

  /// Milliseconds between two presses that belong together.
  static let delay = 400

  /// The event, a press with its count.
  mutating func count(_ event: Event, at milliseconds: Int) -> Event {
    guard case .mouse(var mouse) = event, case .press = mouse.action else { return event }
    var clicks = 1
    if let last, last.position == mouse.position, last.button == mouse.button, milliseconds - last.at <= Self.delay {
      clicks = last.clicks % 3 + 1
    }
    last = (mouse.position, mouse.button, milliseconds, clicks)
    mouse.action = .press(clicks: clicks)
    return .mouse(mouse)
  }
}
