import Mentoring
import Scheduling
import TerminalKit

/// Draws a calendar's state: a function of the state. What of a grid stays is kept with it.
struct CalendarDrawing {
  let state: CalendarState
  let look: CalendarLook
  /// The part of the canvas that the calendar has.
  var area: Rect
  /// Why there is nothing to draw.
  var failure: String?
  /// Whether a form over it tells how the time stands that it asks for, which may be another length, in another room.
  var isUnderForm = false

  var layout: CalendarLayout { state.layout }

  /// - Returns: the header, whose parts can be clicked.
  func draw(into canvas: inout Canvas) -> CalendarHeader {
    if case .days = layout.form, let page = state.page, layout.columns.count == page.days.count {
      let header = drawGrid(page, &canvas)
      drawSaid(&canvas)
      return header
    }
    let header = CalendarHeader(state, look: look)
    draw(header, &canvas)
    switch layout.form {
    case .days: break
    case .month: drawMonth(&canvas)
    case .agenda: drawAgenda(&canvas)
    }
    drawLegend(&canvas)
    drawSaid(&canvas)
    return header
  }

  // MARK: Header

  func draw(_ header: CalendarHeader, _ canvas: inout Canvas) {
    for part in header.parts {
      canvas.write(part.text, at: area.x + part.x, area.y, style: look[part.role], limit: area.width - part.x)
    }
  }

  // MARK: Foot

  private func drawSaid(_ canvas: inout Canvas) {
    let room = foot.said
    guard !room.isEmpty else { return }
    let (sign, text, role) = footLine
    let first = area.y + room.lowerBound
    let width = area.width - 2
    canvas.write(sign, at: area.x + 1, first, style: look[role].adding(.bold))
    var lines = wrapped(look.plain(text), to: max(1, width - columnWidth(sign) - 1))
    if lines.count > room.count {
      // The rest runs on behind the last line, so that as much as possible is read.
      let last = lines[(room.count - 1)...].joined(separator: " ")
      lines =
        lines.prefix(room.count - 1)
        + [truncated(last, to: max(1, width - columnWidth(sign) - 1), ellipsis: look.glyphs.ellipsis)]
    }
    for (index, line) in lines.enumerated() {
      canvas.write(line, at: area.x + 2 + columnWidth(sign), first + index, style: look[role])
    }
  }

  /// The lines of the legend and of what is said; where one is for both, what is going on goes first.
  var foot: (legend: Int?, said: Range<Int>) {
    guard layout.explanation.isEmpty, let line = layout.legend, state.slice == nil || state.ghost?.session != nil else {
      return (layout.legend, layout.explanation)
    }
    return (nil, line..<line + 1)
  }

  /// What the foot says: a sign, words, and how they look.
  var footLine: (sign: String, text: String, role: Theme.Role) {
    guard let slice = state.slice else {
      if let failure { return (look.glyphs.cross, failure, .error) }
      return (
        look.glyphs.bullet,
        state.subject == nil ? "No pair chosen: 2 lists the pairs, c opens one here" : look.unread("Loading…"),
        .muted
      )
    }
    if isUnderForm { return ("", "", .text) }
    if let ghost = state.ghost, ghost.session != nil {
      guard let explanation = state.explanation(room: nil) else {
        return (look.glyphs.bullet, "\(state.times.span(state.wanted)) · \(look.unread("loading…"))", .muted)
      }
      return explanation.isOpen
        ? (look.glyphs.check, "\(explanation.line) · Enter puts it here", .success)
        : (look.glyphs.cross, "\(explanation.line) · Esc puts it back", .error)
    }
    if let block = state.page?.block(at: state.cursor), case .agreed(let entry, let interval) = block.content {
      let moved = "asked to move to \(state.times.span(entry.session.interval))"
      let agreed = "\(state.times.span(interval)) · \(entry.mentor) → \(entry.mentee)"
      // In one line what it means goes before what the block itself shows.
      let words =
        layout.explanation.count > 1
        ? "\(agreed) · \(moved); it stays here if the answer is no"
        : "here if no to \(state.times.moment(entry.session.interval.start)) · \(agreed)"
      guard !entry.agreedConflicts.isEmpty else { return (look.glyphs.bullet, words, .text) }
      let explainer = Explainer(slice: slice, times: state.times, now: state.now)
      let reasons = explainer.explain(interval, entry.agreedConflicts, next: nil, room: nil).reasons
      return (look.glyphs.warning, "\(reasons.map(\.sentence).joined(separator: " · ")) — \(words)", .error)
    }
    if let entry = state.entryAtCursor { return sessionLine(entry, slice) }
    guard slice.pair != nil else { return ownLine(slice) }
    guard let explanation = state.explanation(room: slice.usualRoom) else {
      return (look.glyphs.bullet, "\(state.times.span(state.wanted)) · \(look.unread("loading…"))", .muted)
    }
    return (
      explanation.isOpen ? look.glyphs.check : look.glyphs.cross, explanation.line,
      explanation.isOpen ? .success : .error
    )
  }

  private func sessionLine(_ entry: CalendarSlice.Entry, _ slice: CalendarSlice) -> (String, String, Theme.Role) {
    let explainer = Explainer(slice: slice, times: state.times, now: state.now)
    let status = entry.session.statusWords(at: state.now) { slice.shortName($0) }
    let parts = [
      "\(entry.mentor) → \(entry.mentee)",
      [entry.session.topic, entry.count].filter { !$0.isEmpty }.joined(separator: " "),
      state.times.span(entry.session.interval),
    ]
    let details =
      explainer.localTimes(of: entry.session.interval.start) + (entry.room.map { ["Room \($0)"] } ?? []) + [status]
    // In one line what the session itself doesn't show goes first.
    let first = layout.explanation.count > 1 ? parts.count : slice.pair == nil ? 1 : 0
    guard !entry.conflicts.isEmpty else {
      return (look.glyphs.bullet, (parts[..<first] + details + parts[first...]).joined(separator: " · "), .text)
    }
    let reasons = explainer.explain(entry.session.interval, entry.conflicts, next: nil, room: nil).reasons
    return (
      look.glyphs.warning, "\(reasons.map(\.sentence).joined(separator: " · ")) — \(parts[1]), \(parts[2])", .error
    )
  }

  private func ownLine(_ slice: CalendarSlice) -> (String, String, Theme.Role) {
    let times = state.times
    if let block = state.page?.block(at: state.cursor), case .busy(let interval, let title) = block.content {
      return (look.glyphs.bullet, "\(times.span(interval)) · \(title.isEmpty ? "busy" : title) (imported)", .text)
    }
    let deed = state.isPast ? "log it" : "book it"
    let words = obstacle(slice) ?? "nothing here"
    return (look.glyphs.bullet, "\(times.span(state.wanted)) · \(words); Enter chooses with whom to \(deed)", .text)
  }

  /// Why the person whose calendar it is can't be met then: an absence, or their hours.
  private func obstacle(_ slice: CalendarSlice) -> String? {
    guard let lane = slice.lanes.first else { return nil }
    let wanted = state.wanted
    let violation: Violation
    if let away = lane.attendee.availability.absences(in: wanted).first {
      violation = .absent(lane.person.id, away.interval, reason: away.absence.reason)
    } else if !lane.hours.contains(wanted) {
      let near = lane.hours.intervals.filter { $0.end > wanted.start - 93_600 && $0.start < wanted.start + 93_600 }
      violation = .outsideHours(lane.person.id, start: wanted.start, around: near)
    } else {
      return nil
    }
    return ViolationPhrase(violation, viewer: slice.viewer.person, times: state.times).reason(room: nil, partner: nil)
  }

  func drawLegend(_ canvas: inout Canvas) {
    guard let slice = state.slice, let line = foot.legend else { return }
    let y = area.y + line
    var parts = layout.form == .month ? monthLegend(slice) : legend(slice)
    // Two columns stand between them.
    if layout.form != .month, parts.reduce(0, { $0 + $1.width + 2 }) > area.width {
      parts = legend(slice, isShort: true)
    }
    var x = area.x + 1
    for part in parts {
      guard x + part.width < area.maxX else { break }
      let sign = canvas.write(part.sign, at: x, y, style: look[part.role])
      canvas.write(part.words, at: x + sign + 1, y, style: look[.muted])
      x += part.width + 2
    }
  }

  private struct LegendPart {
    let sign: String
    let words: String
    let role: Theme.Role
    /// Columns, with the blank between the two.
    let width: Int

    init(_ sign: String, _ words: String, _ role: Theme.Role) {
      self.sign = sign
      self.words = words
      self.role = role
      width = columnWidth(sign) + 1 + columnWidth(words)
    }
  }

  /// - Parameter isShort: whether it leaves out for how long, which the header tells too.
  private func legend(_ slice: CalendarSlice, isShort: Bool = false) -> [LegendPart] {
    var parts: [LegendPart] = []
    if layout.form != .agenda {
      parts.append(LegendPart(String(look.glyphs.outside), "outside hours", .outsideHours))
      if isAnybodyAway { parts.append(LegendPart(String(look.away), "away", .outsideHours)) }
      if slice.lanes.count == 2 {
        let names = slice.lanes.map { slice.shortName($0.person.id) }
        parts.append(LegendPart(String(look.glyphs.leftBusy), "\(names[0]) busy", .mentor))
        parts.append(LegendPart(String(look.glyphs.rightBusy), "\(names[1]) busy", .mentee))
      } else {
        parts.append(LegendPart(String(look.glyphs.leftBusy), "imported", .mentor))
      }
    }
    if slice.pair != nil {
      let words = isShort ? "both free" : "both free for \(state.length) min"
      parts.append(LegendPart(String(look.glyphs.free), words, .free))
    }
    parts.append(LegendPart(String(look.glyphs.heavyBox.top), "session", .session))
    parts.append(LegendPart(String(look.glyphs.dashedBox.top), "request", .request))
    if layout.form != .agenda, state.page?.days.contains(where: { $0.blocks.contains { $0.agreed != nil } }) ?? false {
      parts.append(LegendPart("if no:", "stays unless moved", .pastSession))
    }
    let conflicts = slice.entries.count { !$0.conflicts.isEmpty }
    if conflicts > 0 { parts.append(LegendPart(look.glyphs.warning, "\(conflicts) in conflict (!)", .conflict)) }
    return parts
  }

  /// On the days on show.
  private var isAnybodyAway: Bool {
    state.page?.days.contains(where: \.hasAway) ?? false
  }

  /// The signs that the month on show has, the most needed first.
  private func monthLegend(_ slice: CalendarSlice) -> [LegendPart] {
    guard let days = state.page?.days else { return [] }
    var parts: [LegendPart] = []
    if slice.pair != nil { parts.append(LegendPart(String(look.glyphs.free), "free starts", .free)) }
    let signs = Set(days.compactMap(monthSign).map(\.sign))
    let isInWords = layout.body.count >= 2 * days.count / 7
    let session = String(look.glyphs.heavyBox.top)
    if !isInWords, signs.contains(session) { parts.append(LegendPart(session, "session", .session)) }
    if signs.contains(look.glyphs.warning) {
      parts.append(LegendPart(look.glyphs.warning, isInWords ? "conflict (!)" : "conflict", .conflict))
    }
    let request = String(look.glyphs.dashedBox.top)
    if days.contains(where: { $0.blocks.contains { $0.entry?.session.status.isHold ?? false } }) {
      parts.append(LegendPart(request, "request", .request))
    }
    if isAnybodyAway { parts.append(LegendPart(String(look.away), "away", .outsideHours)) }
    parts.append(LegendPart(look.glyphs.bullet, "today", .today))
    return parts
  }
}
