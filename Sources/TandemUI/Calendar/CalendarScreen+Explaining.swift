import Mentoring
import Scheduling
import TerminalKit

extension CalendarScreen {
  /// e: how the session under the cursor stands, or why the time there can or can't be booked.
  mutating func explain() -> [CalendarEffect] {
    if let entry = calendar.entryAtCursor, let slice = calendar.slice {
      let isIfNotMoved = calendar.page?.block(at: calendar.cursor)?.agreed == entry
      let told = explanation(of: entry, isIfNotMoved: isIfNotMoved, slice)
      sheet = .explanation(told)
      return told.isLooking ? [.readPair(of: entry.session)] : []
    }
    guard let slice = calendar.slice, let open = calendar.open,
      let explanation = calendar.explanation(room: slice.usualRoom)
    else { return [.tell(Self.noPair, isError: true)] }
    let explainer = Explainer(slice: slice, times: calendar.times, now: calendar.now)
    let alternatives = explanation.isOpen ? [] : open.nearest(to: calendar.cursor, count: 3)
    sheet = .explanation(
      ExplanationSheet(
        title: calendar.times.span(calendar.wanted), explanation: explanation, alternatives: alternatives,
        localTimes: alternatives.map(explainer.localTimes)))
    return []
  }

  /// The same of what is explained in a person's own calendar, with what its pair's weeks tell besides.
  mutating func explain(_ session: SessionID, with slice: CalendarSlice) {
    guard case .explanation(let told) = sheet, told.isLooking, told.session == session,
      let entry = slice.entry(session)
    else { return }
    var more = explanation(of: entry, isIfNotMoved: false, slice)
    more.scroll = told.scroll
    sheet = .explanation(more)
  }

  private func explanation(
    of entry: CalendarSlice.Entry, isIfNotMoved: Bool, _ slice: CalendarSlice
  ) -> ExplanationSheet {
    ExplanationSheet(
      of: entry, offer: isIfNotMoved ? .another : offer(for: entry), isIfNotMoved: isIfNotMoved, slice, calendar)
  }

  /// What the viewer may do with a session that no longer fits.
  private func offer(for entry: CalendarSlice.Entry) -> ExplanationSheet.Offer {
    guard refusalToWrite == nil else { return .go }
    guard entry.session.status.isHold else { return .move(entry.id) }
    // One side asks the other; who is neither can book something beside it.
    let isSide = [entry.session.mentor, entry.session.mentee].contains(viewer.person)
    return isSide ? .propose(entry.id) : .another
  }

  mutating func handle(_ key: Key, in sheet: ExplanationSheet) -> [CalendarEffect] {
    var explanation = sheet
    switch key {
    case Key(.down), .character("j"): explanation.scroll += 1
    case Key(.up), .character("k"): explanation.scroll = max(0, explanation.scroll - 1)
    case .character("n") where explanation.hasNextOpening:
      self.sheet = nil
      return perform(.nextOpening) ?? []
    case .character("v") where explanation.offer.session != nil: return take(explanation.offer.session, to: nil)
    default:
      if let index = Self.choice(key), explanation.alternatives.indices.contains(index) {
        return take(explanation.offer.session, to: explanation.alternatives[index])
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
    if let session {
      // It may have been called off since it was explained.
      guard let entry = calendar.slice?.entry(session) else { return loadIfNeeded() }
      return take(entry, to: start)
    }
    if let start { calendar.move(to: start) }
    return loadIfNeeded()
  }
}
