import Mentoring
import Scheduling
import TerminalKit

extension CalendarDrawing {
  // MARK: Month

  func drawMonth(_ canvas: inout Canvas) {
    guard let page = state.page else { return }
    let weeks = max(1, page.days.count / 7)
    let today = state.zone.date(at: state.now)
    let month = state.cursorDate.month
    let heights = divide(layout.body.count, among: Array(repeating: .rest, count: weeks))
    for (index, columns) in layout.columns.enumerated() {
      canvas.write(
        String(state.firstWeekday.advanced(by: index).shortName.prefix(columns.count)), at: area.x + columns.lowerBound,
        area.y + layout.dayHeader,
        style: look[.muted])
    }
    var y = area.y + layout.body.lowerBound
    for week in 0..<weeks {
      for (index, columns) in layout.columns.enumerated() {
        let day = page.days[week * 7 + index]
        let rect = Rect(area.x + columns.lowerBound, y, columns.count, heights[week])
        draw(day, rect, isToday: day.date == today, isInMonth: day.date.month == month, &canvas)
        if index > 0 {
          for line in rect.y..<rect.maxY {
            canvas.put(Cell(look.glyphs.vertical, style: look[.border]), at: rect.x - 1, line)
          }
        }
      }
      y += heights[week]
    }
  }

  private func draw(
    _ day: CalendarPage.Day, _ rect: Rect, isToday: Bool, isInMonth: Bool, _ canvas: inout Canvas
  ) {
    guard !rect.isEmpty else { return }
    let isCursor = day.date == state.cursorDate
    if isCursor {
      canvas.fill(rect.row(0), style: look[.cursor])
      canvas.cursor = Point(rect.x, rect.y)
    }
    let style = isCursor ? look[.cursor] : look[isToday ? .today : isInMonth ? .text : .muted]
    let name = day.date.day == 1 && rect.width >= 8 ? "1 \(TimeWording.months[day.date.month - 1])" : "\(day.date.day)"
    let number = name + (isToday ? look.glyphs.bullet : "") + (day.hasAway ? String(look.away) : "")
    let used = canvas.write(number, at: rect.x, rect.y, style: style, limit: rect.width)
    let free = "\(day.openings)\(look.glyphs.free)"
    if day.openings > 0 {
      // Where the number has no room, that there is something free has.
      let text = rect.width - used > columnWidth(free) ? free : String(look.glyphs.free)
      canvas.write(text, at: rect.maxX - columnWidth(text), rect.y, style: isCursor ? look[.cursor] : look[.free])
    }
    let sessions = day.blocks.filter(\.isOfSession)
    let room = rect.height - 1
    for (index, block) in sessions.prefix(max(0, room)).enumerated() {
      let isLast = index == room - 1 && sessions.count > room
      let (text, role) = monthWords(block)
      canvas.write(
        fitted(
          look.plain(isLast ? "+\(sessions.count - index)" : text), to: rect.width, ellipsis: look.glyphs.ellipsis),
        at: rect.x, rect.y + 1 + index, style: look[role])
    }
    if room == 0, let (sign, role) = monthSign(day) {
      canvas.write(sign, at: rect.x + used, rect.y, style: look[role], limit: max(0, rect.width - used))
    }
  }

  /// What stands for a day's sessions where there is no room for them in words; nil where there are none.
  func monthSign(_ day: CalendarPage.Day) -> (sign: String, role: Theme.Role)? {
    let sessions = day.blocks.filter(\.isOfSession)
    guard !sessions.isEmpty else { return nil }
    let isConflict = sessions.contains {
      !($0.entry?.conflicts.isEmpty ?? true) || !($0.agreed?.agreedConflicts.isEmpty ?? true)
    }
    if isConflict { return (look.glyphs.warning, .conflict) }
    let isOnlyAsked = sessions.allSatisfy { $0.entry?.session.status.isHold ?? false }
    return isOnlyAsked
      ? (String(look.glyphs.dashedBox.top), .request) : (String(look.glyphs.heavyBox.top), .session)
  }

  /// A session in a day of the month; what is only asked for has the legend's sign before it.
  private func monthWords(_ block: CalendarPage.Block) -> (String, Theme.Role) {
    switch block.content {
    case .entry(let entry):
      let isHold = entry.session.status.isHold
      let sign =
        (entry.conflicts.isEmpty ? "" : look.glyphs.warning) + (isHold ? String(look.glyphs.dashedBox.top) : "")
      let series = entry.session.series == nil ? "" : look.glyphs.repeats + " "
      let missed = entry.isMissed ? look.glyphs.cross + " " : ""
      let role: Theme.Role =
        !entry.conflicts.isEmpty
        ? .conflict : isHold ? .request : entry.session.interval.end <= state.now ? .pastSession : .session
      return ("\(sign)\(state.times.time(entry.session.interval.start)) \(series)\(missed)\(entry.session.topic)", role)
    case .agreed(let entry, let interval):
      // One that is asked to move by less than its length has only a rest of that time besides.
      let start = entry.session.request?.agreed?.interval.start ?? interval.start
      let isConflict = !entry.agreedConflicts.isEmpty
      return (
        "\(isConflict ? look.glyphs.warning : "")\(state.times.time(start)) if not moved: \(entry.session.topic)",
        isConflict ? .conflict : .pastSession
      )
    case .busy(let interval, let title): return ("\(state.times.time(interval.start)) \(title)", .muted)
    }
  }

  // MARK: Agenda

  func drawAgenda(_ canvas: inout Canvas) {
    let items = state.agenda
    guard !items.isEmpty else {
      if state.slice != nil {
        canvas.write(
          "Nothing in these weeks", at: area.x + 2, area.y + layout.body.lowerBound, style: look[.muted])
      }
      return
    }
    let chosen = state.agendaIndex
    let room = layout.body.count
    let first = max(0, min(state.listTop, items.count - room))
    for line in 0..<min(room, items.count - first) {
      let index = first + line
      let date = state.zone.date(at: items[index].start)
      let isNewDay = line == 0 || state.zone.date(at: items[index - 1].start) != date
      // After a change of size the cursor may stand between two lines; then neither is chosen.
      let isChosen = index == chosen && items[index].start <= state.cursor && state.cursor < items[index].end
      draw(items[index], day: isNewDay ? date : nil, isChosen: isChosen, line, &canvas)
    }
  }

  private func draw(
    _ item: AgendaItem, day: CivilDate?, isChosen: Bool, _ line: Int, _ canvas: inout Canvas
  ) {
    let y = area.y + layout.body.lowerBound + line
    let ground = isChosen ? look[.cursor] : look[.text]
    if isChosen {
      canvas.fill(Rect(area.x, y, area.width, 1), style: ground)
      canvas.write(look.glyphs.pointer, at: area.x, y, style: ground)
      canvas.cursor = Point(area.x, y)
    }
    if let day {
      let isToday = day == state.zone.date(at: state.now)
      canvas.write(
        state.times.day(day), at: area.x + 1, y, style: isChosen ? ground : look[isToday ? .today : .strong], limit: 10)
    }
    let interval = Interval(item.start, max(item.end, item.start + 1))
    let isAllDay = state.zone.interval(of: state.zone.date(at: item.start)) == interval
    let times = isAllDay ? "all day" : look.plain(state.times.times(interval))
    canvas.write(times, at: area.x + 12, y, style: isChosen ? ground : look[.text], limit: area.width - 12)
    let x = area.x + 13 + max(columnWidth(times), state.clock == .hours24 ? 11 : 17)
    let (text, role) = words(item, room: area.maxX - x)
    canvas.write(
      truncated(look.plain(text), to: max(0, area.maxX - x), ellipsis: look.glyphs.ellipsis), at: x, y,
      style: isChosen ? ground : look[role])
  }

  /// With whom, in a person's own calendar: where both names have no room, the other's first.
  private func names(_ entry: CalendarSlice.Entry, room: Int) -> String {
    guard state.slice?.pair == nil else { return "" }
    let both = "\(entry.mentor) → \(entry.mentee) · "
    return columnWidth(both) + 8 <= room ? both : "\(partner(entry)) · "
  }

  private func words(_ item: AgendaItem, room: Int) -> (String, Theme.Role) {
    switch item {
    case .session(let entry):
      let line = entry.session.status.isHold ? look.glyphs.dashedBox.top : look.glyphs.heavyBox.top
      let sign = entry.conflicts.isEmpty ? String(line) : look.glyphs.warning
      let with = names(entry, room: room)
      let what = [entry.session.topic, entry.count].filter { !$0.isEmpty }.joined(separator: " ")
      let series = entry.session.series == nil ? "" : "\(look.glyphs.repeats) "
      var text = "\(sign) \(series)\(with)\(what)"
      if let room = entry.room { text += " · Room \(room)" }
      let status = entry.session.status(at: state.now)
      if status != .confirmed {
        text += " · " + entry.session.statusWords(at: state.now) { state.slice?.shortName($0) }
      }
      return (text, entry.conflicts.isEmpty ? (status == .held ? .muted : .strong) : .conflict)
    case .agreed(let entry, _):
      let with = names(entry, room: room)
      let isConflict = !entry.agreedConflicts.isEmpty
      let sign = isConflict ? look.glyphs.warning : String(look.glyphs.heavyBox.top)
      return ("\(sign) if not moved: \(with)\(entry.session.topic)", isConflict ? .conflict : .muted)
    case .free(_, let count):
      let starts = count == 1 ? "one start" : "\(count) starts"
      let words = "\(look.glyphs.free) free for \(state.length) min · \(starts)"
      let short = "\(look.glyphs.free) \(count) free \(count == 1 ? "start" : "starts")"
      return (columnWidth(words) <= room ? words : short, .free)
    case .busy(_, let title):
      return ("\(look.glyphs.leftBusy) \(title.isEmpty ? "busy" : title)", .mentor)
    case .away(_, let reason):
      return ("\(look.away) away" + (reason.isEmpty ? "" : " (\(reason))"), .muted)
    }
  }
}
