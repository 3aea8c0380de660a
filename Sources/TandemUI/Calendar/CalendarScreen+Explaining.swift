import Mentoring
import Scheduling
import TerminalKit

extension CalendarScreen {
  /// e: how the session under the cursor stands, or why the time there can or can't be booked.
  mutating func explain() -> [CalendarEffect] {
    if let entry = calendar.entryAtCursor, let slice = calendar.slice {
      let isIfNotMoved = calendar.page?.block(at: calendar.cursor)?.agreed == entry
      var told = ExplanationSheet(of: entry, isIfNotMoved: isIfNotMoved, slice, calendar)
      let isBooked = !isIfNotMoved && !entry.session.status.isHold
      if isBooked, !told.explanation.isOpen, refusalToWrite == nil { told.moved = entry.id }
      sheet = .explanation(told)
      return []
    }
    guard let slice = calendar.slice, let open = calendar.open,
      let explanation = calendar.explanation(room: slice.usualRoom)
    else { return [.tell("Choose a pair first: p lists yours", isError: true)] }
    sheet = .explanation(
      ExplanationSheet(
        title: calendar.times.span(calendar.wanted), explanation: explanation,
        alternatives: explanation.isOpen ? [] : open.nearest(to: calendar.cursor, count: 3)))
    return []
  }

  mutating func handle(_ key: Key, in sheet: ExplanationSheet) -> [CalendarEffect] {
    var explanation = sheet
    switch key {
    case Key(.down), .character("j"): explanation.scroll += 1
    case Key(.up), .character("k"): explanation.scroll = max(0, explanation.scroll - 1)
    case .character("n"):
      self.sheet = nil
      return perform(.nextOpening) ?? []
    case .character("v") where explanation.moved != nil: return take(explanation.moved, to: nil)
    default:
      if let index = Self.choice(key), explanation.alternatives.indices.contains(index) {
        return take(explanation.moved, to: explanation.alternatives[index])
      }
      guard [Key(.escape), Key(.enter), .character("q"), .character("e")].contains(key) else { return [] }
      self.sheet = nil
      return []
    }
    self.sheet = .explanation(explanation)
    return []
  }

  /// Goes to a time, with the session that is to have it in the air.
  private mutating func take(_ session: SessionID?, to start: Instant?) -> [CalendarEffect] {
    sheet = nil
    var effects: [CalendarEffect] = []
    if let session {
      // It may have been called off since it was explained.
      guard let entry = calendar.slice?.entry(session) else { return loadIfNeeded() }
      effects = take(entry)
      guard calendar.ghost?.session == session else { return effects }
    }
    if let start { calendar.move(to: start) }
    return effects + loadIfNeeded()
  }
}
