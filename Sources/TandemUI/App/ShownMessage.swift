import TerminalKit

/// The message on the status line, in whose place the focus is told once it is gone.
///
/// It goes when it was there long enough to be read, and at once when the keys go somewhere else, where it would tell of
/// something that is not there any more. ``MessagesOverlay`` keeps it.
struct ShownMessage: Hashable, Sendable {
  var message: Message
  /// When it was said, in milliseconds of a monotonic clock.
  var since: Int
  /// Keys that came after it; a click counts as two.
  var events = 0

  /// How long it stays while nothing happens, in milliseconds: two lines are read in that time.
  static let longest = 10_000
  /// How long it stays where keys come, and how many of them.
  private static let longestWithKeys = 5_000
  private static let mostEvents = 5

  /// Whether the next key ends it.
  func isRead(at beat: Int) -> Bool { beat - since >= Self.longestWithKeys || events >= Self.mostEvents }
}

/// Where keys go, and what is there: what is compared to see whether a key led somewhere else.
struct FocusPlace: Hashable, Sendable {
  var tab: Tab
  var overlays: Int
  /// Whether a sheet or something else lies over the screen.
  var isCovered: Bool
  var words: String
}

extension AppState {
  private var focusPlace: FocusPlace {
    FocusPlace(
      tab: tab, overlays: overlays.count, isCovered: !overlays.isEmpty || top.isModal, words: top.focus(context))
  }

  /// Does what an event asks for, and takes the message away that was there before, if it has nothing to say any more.
  ///
  /// - Parameter weight: how many keys it counts as.
  mutating func fadingMessage(weight: Int = 1, _ body: (inout AppState) -> [Effect]) -> [Effect] {
    guard var shown = shownMessage, weight == 0 || !shown.isRead(at: beat) else {
      shownMessage = nil
      return body(&self)
    }
    shown.events += weight
    shownMessage = shown
    let before = focusPlace
    let effects = carryOut(body(&self))
    // What was said meanwhile is news.
    if shownMessage == shown, hasLeft(before, shown) { shownMessage = nil }
    return effects
  }

  /// What was waited for may open something, about which an earlier message says nothing.
  mutating func endingMessageUnderCover(_ body: (inout AppState) -> [Effect]) -> [Effect] {
    let (shown, wasCovered) = (shownMessage, focusPlace.isCovered)
    let effects = body(&self)
    if shownMessage == shown, !wasCovered, focusPlace.isCovered { shownMessage = nil }
    return effects
  }

  /// Whoever goes on moving over a screen wants to see what the cursor is on; a single step may be read over.
  private func hasLeft(_ before: FocusPlace, _ shown: ShownMessage) -> Bool {
    let place = focusPlace
    guard place != before else { return false }
    return place.isCovered || before.isCovered || place.tab != before.tab || shown.events >= 2
  }

  /// A click says what is wanted to be seen as clearly as two keys; holding on and letting go belong to it.
  static func weight(of mouse: MouseEvent) -> Int {
    switch mouse.action {
    case .press: 2
    case .wheelUp, .wheelDown: 1
    case .drag, .release: 0
    }
  }

  /// The time went on.
  mutating func endReadMessage() {
    if let shown = shownMessage, beat - shown.since >= ShownMessage.longest { shownMessage = nil }
  }
}
