import Mentoring
import Scheduling
import TerminalKit

extension CalendarDrawing {
  /// The days side by side, rows of the clock down the page.
  func drawGrid(_ page: CalendarPage, _ canvas: inout Canvas) -> CalendarHeader {
    let hides = state.hides
    let top = area.y + layout.body.lowerBound + (hides.earlier ? 1 : 0)
    let rows = state.shownRows
    let key = GridPicture.Key(
      size: area.size, rows: rows, length: state.length, ghost: state.ghost?.session, legend: foot.legend,
      gutter: gutter(page), theme: look.theme.name, isUnicode: look.glyphs.isUnicode, isASCII: canvas.isASCII)
    let picture = state.picture.content(for: key) {
      var picture = self
      picture.area = Rect(area.size)
      return picture.drawStill(page, rows, hides, isASCII: canvas.isASCII)
    }
    canvas.draw(picture.canvas, at: area.x, area.y)
    if let chosen = state.entryAtCursor?.id { drawChosen(chosen, page, rows, top, &canvas) }
    drawCursor(page, rows, top, &canvas)
    drawGaps(page, rows, top, &canvas)
    return picture.header
  }

  /// Draws the session under the cursor so that it stands out, with what shares its days: of what shares a row, the same
  /// must win.
  private func drawChosen(
    _ chosen: SessionID, _ page: CalendarPage, _ rows: Range<Int>, _ top: Int, _ canvas: inout Canvas
  ) {
    for (day, columns) in zip(page.days.indices, layout.columns)
    where page.days[day].blocks.contains(where: { ($0.entry ?? $0.agreed)?.id == chosen }) {
      drawBlocks(page, day, columns, rows, top, chosen: chosen, &canvas)
    }
  }

  private func gutter(_ page: CalendarPage) -> GridPicture.Gutter {
    let now = page.position(of: state.now)
    // A week from midnight to midnight: clocks that agree at both ends agree between them.
    let ends = [page.axis.interval(day: 0)?.start, page.axis.interval(day: page.days.count - 1)?.end].compactMap(\.self)
    let isSteady =
      state.axisDay != nil && ends.count == 2
      && [state.zone, state.otherZone].allSatisfy { zone in
        zone.map { $0.offset(at: ends[0]) == $0.offset(at: ends[1]) } ?? true
      }
    return GridPicture.Gutter(
      clock: state.clock, today: now?.day, now: now.flatMap { !isSteady || $0.day == state.axisDay ? $0.row : nil },
      date: isSteady ? nil : state.cursorDate)
  }

  /// What depends on the cursor no more than its key says, with the calendar at the canvas's corner.
  private func drawStill(
    _ page: CalendarPage, _ rows: Range<Int>, _ hides: (earlier: Bool, later: Bool), isASCII: Bool
  ) -> GridPicture.Content {
    var canvas = Canvas(area.size, style: look[.text], isASCII: isASCII)
    let header = CalendarHeader(state, look: look)
    draw(header, &canvas)
    let top = layout.body.lowerBound + (hides.earlier ? 1 : 0)
    for (day, columns) in zip(page.days.indices, layout.columns) {
      if day > 0 {
        for y in layout.dayHeader..<top + rows.count {
          canvas.put(Cell(look.glyphs.vertical, style: look[.border]), at: columns.lowerBound - 1, y)
        }
      }
      drawCells(page, day, columns, rows, top, &canvas)
      drawBlocks(page, day, columns, rows, top, chosen: nil, &canvas)
      announceHidden(page, day, columns, rows, hides, top, &canvas)
    }
    drawDayNames(page, rows, &canvas)
    drawGutter(page, rows, top, &canvas)
    drawLegend(&canvas)
    return GridPicture.Content(header: header, canvas: canvas)
  }

  /// Rows that a day's clocks skip, over whatever goes on across them.
  private func drawGaps(_ page: CalendarPage, _ rows: Range<Int>, _ top: Int, _ canvas: inout Canvas) {
    for (day, columns) in zip(page.days, layout.columns) {
      for row in rows where day.cells[row].interval == nil {
        canvas.fill(
          Rect(area.x + columns.lowerBound, top + row - rows.lowerBound, columns.count, 1), style: look[.outsideHours],
          with: look.gap)
      }
    }
  }

  // MARK: Names and hours

  /// At whose offsets the clocks of the gutter are named: the first row on show, of the cursor's day. Where they change further
  /// down, a sign stands.
  private func clocksNamed(_ page: CalendarPage, _ rows: Range<Int>) -> Instant {
    guard page.position(of: state.cursor) != nil, let day = state.axisDay else { return state.now }
    return rows.lazy.compactMap { page.axis.interval(day: day, row: $0)?.start }.first ?? state.cursor
  }

  private func drawDayNames(_ page: CalendarPage, _ rows: Range<Int>, _ canvas: inout Canvas) {
    let named = clocksNamed(page, rows)
    let today = state.zone.date(at: state.now)
    let y = area.y + layout.dayHeader
    for (day, columns) in zip(page.days, layout.columns) {
      let isToday = day.date == today
      let weekday = layout.columns.count == 1 ? day.date.weekday.name : day.date.weekday.shortName
      let plain = "\(weekday) \(day.date.day)"
      let name = plain + (isToday ? columns.count >= 12 ? " today" : look.glyphs.bullet : "")
      let changes = day.surplus == 0 ? [""] : [" \(clockChange(day))", " \(sign(of: day))"]
      let clock = otherClock(on: day.date, than: named).map { " \($0)" } ?? ""
      // The zone goes first, then the word for the change; the day of the week stays.
      let texts =
        [name + changes[0] + clock, plain + changes[0] + clock] + changes.map { name + $0 } + changes.map { plain + $0 }
      let text = texts.first { columnWidth($0) <= columns.count } ?? plain
      let style = look[isToday ? .today : .text]
      canvas.write(
        truncated(text, to: columns.count, ellipsis: look.glyphs.ellipsis), at: area.x + columns.lowerBound, y,
        style: style)
    }
    guard layout.columns.count == 1, let slice = state.slice, slice.lanes.count == 2,
      let columns = layout.columns.first,
      columns.count >= 60
    else { return }
    let names = slice.lanes.map(\.person.name)
    let right = truncated("\(names[1]) \(look.glyphs.rightBusy)", to: columns.count / 3)
    canvas.write(
      "\(look.glyphs.leftBusy) \(names[0])", at: area.x + columns.lowerBound + 24, y, style: look[.mentor],
      limit: columns.count / 3)
    canvas.write(right, at: area.x + columns.upperBound - columnWidth(right), y, style: look[.mentee])
  }

  /// `23 h`: how long a day is on which the clocks change.
  private func clockChange(_ day: CalendarPage.Day) -> String {
    let minutes = (86_400 + day.surplus) / 60
    return minutes % 60 == 0 ? "\(minutes / 60)h" : "\(minutes / 60)h\(minutes % 60)"
  }

  /// The sign of the hour that is shown again or skipped, for where how long the day is has no room.
  private func sign(of day: CalendarPage.Day) -> String {
    day.surplus < 0 ? String(look.gap) : look.glyphs.repeats
  }

  /// `EDT`: of a day on which the two clocks of the gutter lie otherwise to each other than as they are named.
  private func otherClock(on date: CivilDate, than here: Instant) -> String? {
    guard let other = state.otherZone, date != state.cursorDate else { return nil }
    func apart(_ instant: Instant) -> Int { other.offset(at: instant) - state.zone.offset(at: instant) }
    let there = state.zone.startOfDay(date) + 43_200
    guard apart(here) != apart(there) else { return nil }
    let changed = other.offset(at: here) == other.offset(at: there) ? state.zone : other
    return TimeWording(zone: changed, now: state.now, clock: state.clock).shortAbbreviation(at: there)
  }

  private func drawGutter(_ page: CalendarPage, _ rows: Range<Int>, _ top: Int, _ canvas: inout Canvas) {
    let wording = state.times
    let other = state.otherZone
    let clockWidth = CalendarLayout.clockWidth(state.clock)
    let header = area.y + layout.dayHeader
    let named = clocksNamed(page, rows)
    canvas.write(
      fittedRight(wording.shortAbbreviation(at: named), to: clockWidth, ellipsis: ""), at: area.x + 1, header,
      style: look[.strong])
    let change = page.axis.interval(day: state.axisDay ?? 0).flatMap { day in other?.clockChange(on: day) }
    let otherWording = other.map { TimeWording(zone: $0, now: state.now, clock: state.clock) }
    if let otherWording {
      canvas.write(
        fittedRight(otherWording.shortAbbreviation(at: named), to: clockWidth, ellipsis: ""),
        at: area.x + 2 + clockWidth, header, style: look[.muted])
    }
    let cursorDay = state.axisDay ?? 0
    for row in rows {
      let y = top + row - rows.lowerBound
      // The cursor's day tells the clocks; a row that it lacks is told by a day that has it.
      let interval =
        page.axis.interval(day: cursorDay, row: row)
        ?? page.days.indices.lazy.compactMap { page.axis.interval(day: $0, row: row) }.first
      // A clock change may begin within a row, as Lord Howe's half hour does in rows of an hour: both clocks tell when it begins.
      let time =
        interval.map { state.zone.civil(at: $0.start).time }
        ?? CivilTime(secondOfDay: page.axis.rows[row].minute * 60)
      let isRepeat = page.axis.rows[row].isRepeat
      let isNow = interval?.contains(state.now) ?? false
      let isOnHour = time.secondOfDay % 3_600 == 0
      let style = isOnHour ? look[.text] : look[.muted]
      canvas.write(
        isNow ? look.glyphs.pointer : isRepeat ? look.glyphs.repeats : " ", at: area.x, y, style: look[.today])
      canvas.write(fittedRight(TimeWording.narrow(wording.time(time)), to: clockWidth), at: area.x + 1, y, style: style)
      if let otherWording, let interval {
        canvas.write(
          fittedRight(TimeWording.narrow(otherWording.time(interval.start)), to: clockWidth),
          at: area.x + 2 + clockWidth, y,
          style: look[.muted])
        if let sign = change?.sign(in: interval, look) {
          canvas.put(Cell(sign, style: look[.today]), at: area.x + 1 + clockWidth, y)
        }
      }
    }
    for y in header..<top + rows.count {
      canvas.put(Cell(look.glyphs.vertical, style: look[.border]), at: area.x + layout.gutter - 1, y)
    }
  }

  // MARK: Cells

  private func drawCells(
    _ page: CalendarPage, _ day: Int, _ columns: Range<Int>, _ rows: Range<Int>, _ top: Int, _ canvas: inout Canvas
  ) {
    let cells = page.days[day].cells
    let left = area.x + columns.lowerBound
    let right = area.x + columns.upperBound - 1
    for row in rows {
      let y = top + row - rows.lowerBound
      let cell = cells[row]
      guard cell.interval != nil else { continue }
      if let mark = sign(cell.left, isLeft: true) { canvas.put(mark, at: left, y) }
      if let mark = sign(cell.right, isLeft: false) { canvas.put(mark, at: right, y) }
      switch cell.opening {
      case .none: break
      case .start:
        // The blanks between the dots are theirs too: one style for all costs a terminal the least.
        let dots = max(1, min(5, (columns.count - 3) / 2))
        let first = left + (columns.count - dots * 2 + 1) / 2
        for x in 0..<dots * 2 - 1 {
          canvas.put(Cell(x % 2 == 0 ? look.glyphs.free : " ", style: look[.free]), at: first + x, y)
        }
      case .later: canvas.put(Cell(look.glyphs.free, style: look[.free]), at: left + columns.count / 2, y)
      }
    }
    if columns.count >= 48 { drawTitles(page, day, columns, rows, top, &canvas) }
  }

  private func sign(_ mark: CalendarPage.Mark, isLeft: Bool) -> Cell? {
    switch mark {
    case .free: nil
    case .outside: Cell(look.glyphs.outside, style: look[.outsideHours])
    case .away: Cell(look.away, style: look[.outsideHours])
    case .busy:
      isLeft
        ? Cell(look.glyphs.leftBusy, style: look[.mentor]) : Cell(look.glyphs.rightBusy, style: look[.mentee])
    }
  }

  /// In a wide day, what makes each side busy stands beside its sign.
  private func drawTitles(
    _ page: CalendarPage, _ day: Int, _ columns: Range<Int>, _ rows: Range<Int>, _ top: Int, _ canvas: inout Canvas
  ) {
    guard let slice = state.slice, slice.pair != nil, let span = page.axis.interval(day: day) else { return }
    let room = columns.count / 3 - 2
    for (index, lane) in slice.lanes.enumerated() {
      func write(_ text: String, _ interval: Interval) {
        guard interval.overlaps(span), let row = page.axis.row(of: max(interval.start, span.start), day: day),
          rows.contains(row)
        else { return }
        let cut = truncated(look.plain(text), to: room, ellipsis: look.glyphs.ellipsis)
        let x = index == 0 ? columns.lowerBound + 2 : columns.upperBound - 2 - columnWidth(cut)
        canvas.write(cut, at: area.x + x, top + row - rows.lowerBound, style: look[index == 0 ? .mentor : .mentee])
      }
      for (interval, title) in zip(lane.attendee.busy.intervals, lane.attendee.busy.titles) {
        write("\(state.times.times(interval)) \(title.isEmpty ? "busy" : title)", interval)
      }
      for engagement in lane.attendee.engagements {
        guard let session = slice.sessions[engagement.session], session.pair != slice.pair?.id else { continue }
        let partner = slice.partner(of: lane.person.id, in: session.id) ?? "someone"
        write("\(state.times.times(engagement.interval)) with \(partner)", engagement.interval)
      }
    }
  }

  // MARK: Hidden sessions

  private func announceHidden(
    _ page: CalendarPage, _ day: Int, _ columns: Range<Int>, _ rows: Range<Int>, _ hides: (earlier: Bool, later: Bool),
    _ top: Int, _ canvas: inout Canvas
  ) {
    let blocks = page.days[day].blocks.filter { $0.entry != nil }
    let earlier = blocks.count { $0.halfRows.upperBound <= rows.lowerBound * 2 }
    let later = blocks.count { $0.halfRows.lowerBound >= rows.upperBound * 2 }
    func announce(_ count: Int, _ sign: String, _ word: String, at y: Int) {
      // As much of it as the column has room for.
      let texts = ["\(sign) \(count) \(word)", "\(count) \(word)", "\(sign) \(count)"]
      let text = texts.first { columnWidth($0) <= columns.count } ?? sign
      canvas.write(text, at: area.x + columns.lowerBound, y, style: look[.accent], limit: columns.count)
    }
    if hides.earlier, earlier > 0 { announce(earlier, look.glyphs.up, "earlier", at: top - 1) }
    if hides.later, later > 0 { announce(later, look.glyphs.down, "later", at: top + rows.count) }
  }
}
