import Mentoring
import Scheduling

extension CalendarState {
  /// Takes a session up: from now on the cursor moves its ghost. - Returns: whether it can be moved at all.
  mutating func take(_ entry: CalendarSlice.Entry, grip: Int = 0, isDragged: Bool = false) -> Bool {
    guard entry.session.status.isLive, entry.session.interval.start > now else { return false }
    ghost = Ghost(
      session: entry.id, origin: entry.session.interval.start, originalLength: length, grip: grip,
      isDragged: isDragged)
    cursor = entry.session.interval.start
    length = entry.session.minutes
    refreshOpenTimes()
    return true
  }

  /// Puts the ghost away; a session that was not moved is where it was.
  mutating func dropGhost(returning: Bool) {
    guard let ghost else { return }
    if returning { cursor = ghost.origin }
    length = ghost.originalLength
    self.ghost = nil
    refreshOpenTimes()
  }

  /// Whether the session that is being moved stands where it was taken up; true where that can't be known.
  var isGhostAlive: Bool {
    guard let ghost, let id = ghost.session, let slice, slice.window.contains(ghost.origin) else { return true }
    return slice.entry(id).map { $0.session.status.isLive && $0.session.interval.start == ghost.origin } ?? false
  }

  /// Why the wanted time stands as it does, as the foot of the grid tells it.
  func explanation(room: RoomID?) -> Explanation? {
    guard let slice, let open, open.covers(cursor) else { return nil }
    let explainer = Explainer(slice: slice, times: times, now: now, deed: ghost?.session == nil ? .book : .drop)
    return explainer.explain(
      wanted, open.violations(at: cursor), isOnGrid: open.examination.situation.grid.contains(cursor),
      next: open.next(after: cursor), room: room)
  }
}
