import Mentoring
import Scheduling
import TerminalKit

extension CalendarScreen {
  /// Takes what the mouse did. - Parameter target: what lay under it when the screen was drawn.
  mutating func handle(_ event: MouseEvent, on target: CalendarTarget?) -> [CalendarEffect] {
    switch event.action {
    case .wheelUp: return wheel(-1)
    case .wheelDown: return wheel(1)
    case .press(let clicks):
      guard event.button == .left else { return [] }
      return sheet == nil ? press(at: event.position, clicks, target) : pressInSheet(clicks, target)
    case .drag: return drag(to: event.position)
    case .release: return release()
    }
  }

  // MARK: Places

  /// The start of the cell at a place of the screen; nil outside the rows.
  func start(at point: Point) -> Instant? {
    guard let page = calendar.page else { return nil }
    let (x, y) = (point.x - calendar.origin.x, point.y - calendar.origin.y)
    let layout = calendar.layout
    switch layout.form {
    case .days:
      guard let day = layout.day(atColumn: x), page.days.indices.contains(day) else { return nil }
      let row = calendar.shownRows.lowerBound + y - layout.body.lowerBound - (calendar.hides.earlier ? 1 : 0)
      guard calendar.shownRows.contains(row) else { return nil }
      let cell = page.days[day].cells[row]
      return cell.interval == nil ? nil : cell.start
    case .month:
      guard let column = layout.day(atColumn: x), layout.body.contains(y) else { return nil }
      let weeks = max(1, page.days.count / 7)
      var top = layout.body.lowerBound
      for (week, height) in divide(layout.body.count, among: Array(repeating: .rest, count: weeks)).enumerated() {
        if (top..<top + height).contains(y) {
          let time = calendar.zone.civil(at: calendar.cursor).time
          return calendar.zone.instant(of: CivilDateTime(page.days[week * 7 + column].date, time))
        }
        top += height
      }
      return nil
    case .agenda:
      let index = calendar.listTop + y - layout.body.lowerBound
      guard layout.body.contains(y), calendar.agenda.indices.contains(index) else { return nil }
      return calendar.agenda[index].start
    }
  }

  /// The session at a place: where the mouse is within it, not only its start.
  private func entry(at start: Instant) -> CalendarSlice.Entry? {
    guard calendar.layout.form != .month else { return nil }
    let cell = Interval(start: start, seconds: calendar.step * 60)
    let entries = calendar.slice?.entries ?? []
    return entries.first { $0.session.interval.contains(start) } ?? entries.first { $0.session.interval.overlaps(cell) }
  }

  // MARK: Grid

  private mutating func press(at point: Point, _ clicks: Int, _ target: CalendarTarget?) -> [CalendarEffect] {
    press = nil
    switch target {
    case .header(let part): return press(part)
    case .explanation: return perform(.explain) ?? []
    case .body: break
    default: return []
    }
    guard let start = start(at: point) else { return [] }
    if let ghost = calendar.ghost, ghost.session != nil {
      // What is in the air is taken hold of again; elsewhere it comes to where the mouse is.
      if clicks == 1, calendar.wanted.contains(start) || start == calendar.cursor {
        press = Press(
          start: start, length: calendar.length, entry: ghost.session, wasChosen: false,
          isEnd: isLastRow(start, of: calendar.wanted))
        calendar.ghost?.grip = start - calendar.cursor
        return []
      }
      calendar.move(to: start)
      return loadIfNeeded() + (clicks > 1 ? drop() : [])
    }
    let entry = entry(at: start)
    let isSameEntry = entry != nil && entry == calendar.entryAtCursor
    let wasChosen = clicks > 1 || isSameEntry || (entry == nil && start == calendar.cursor)
    press = Press(
      start: start, length: calendar.length, entry: entry?.id, wasChosen: wasChosen,
      isEnd: entry.map { isLastRow(start, of: $0.session.interval) } ?? false)
    calendar.move(to: entry?.session.interval.start ?? start)
    return loadIfNeeded()
  }

  /// Whether a row holds a session's end; one of a single row has none apart from its begin.
  private func isLastRow(_ start: Instant, of interval: Interval) -> Bool {
    start > interval.start && start + calendar.step * 60 >= interval.end
  }

  private mutating func press(_ part: CalendarHeader.Target) -> [CalendarEffect] {
    switch part {
    case .none: []
    case .previous: perform(.pageBack) ?? []
    case .next: perform(.pageForward) ?? []
    case .today: perform(.today) ?? []
    case .zones: perform(.zones) ?? []
    case .view(let view):
      switch view {
      case .day: perform(.day) ?? []
      case .week: perform(.week) ?? []
      case .month: perform(.month) ?? []
      case .agenda: perform(.agenda) ?? []
      }
    }
  }

  private mutating func drag(to point: Point) -> [CalendarEffect] {
    guard var press, case .days = calendar.layout.form, let start = start(at: point) else { return [] }
    guard press.hasMoved || start != press.start else { return [] }
    press.hasMoved = true
    self.press = press
    if let id = press.entry {
      if calendar.ghost == nil {
        guard refusalToWrite == nil, let slice = calendar.slice, let entry = slice.entry(id),
          slice.pair?.id == entry.session.pair,
          calendar.take(entry, grip: max(0, press.start - entry.session.interval.start), isDragged: true)
        else { return [] }
      }
      calendar.ghost?.isDragged = true
      if press.isEnd {
        let minutes = (start - calendar.cursor) / 60 + calendar.step
        calendar.setLength(calendar.offeredLength(nearest: max(0, minutes)))
        return []
      }
      // Taken in its middle, it follows with its middle; its start stays on the rows' grid.
      let grip = (calendar.ghost?.grip ?? 0) / (calendar.step * 60) * calendar.step * 60
      calendar.move(to: start - grip)
      return loadIfNeeded()
    }
    guard calendar.slice?.pair != nil, calendar.zone.date(at: start) == calendar.zone.date(at: press.start) else {
      return []
    }
    let (first, last) = (min(start, press.start), max(start, press.start))
    calendar.move(to: first)
    calendar.setLength(calendar.offeredLength(nearest: (last - first) / 60 + calendar.step))
    return []
  }

  /// Whether a stretch is being drawn over free rows: the button is still held.
  var isDrawingStretch: Bool { press.map { $0.hasMoved && $0.entry == nil } ?? false && calendar.ghost == nil }

  /// Takes back what is being drawn over free rows.
  ///
  /// - Returns: nil where nothing is.
  mutating func letGoOfStretch() -> [CalendarEffect]? {
    guard isDrawingStretch, let press else { return nil }
    self.press = nil
    calendar.move(to: press.start)
    calendar.setLength(press.length)
    return loadIfNeeded()
  }

  /// Leaves what was drawn as it is.
  mutating func endDrawing() {
    if isDrawingStretch { press = nil }
  }

  private mutating func release() -> [CalendarEffect] {
    guard let press else { return [] }
    self.press = nil
    if calendar.ghost?.isDragged ?? false { return dropFromMouse() }
    return press.wasChosen && !press.hasMoved ? open() : []
  }

  /// A drop that can't stand leaves the session in the air, for the keys or another drag to find a place.
  private mutating func dropFromMouse() -> [CalendarEffect] {
    calendar.ghost?.isDragged = false
    return drop()
  }

  private mutating func wheel(_ step: Int) -> [CalendarEffect] {
    switch sheet {
    case .openings, .pairs, .explanation, .session, .series:
      return handleInSheet(Key(step > 0 ? .down : .up), count: 1)
    case .booking: return []
    case nil: break
    }
    switch calendar.layout.form {
    case .days: calendar.scroll(rows: step * 2)
    case .month: calendar.move(to: calendar.cursorDate.adding(months: step))
    case .agenda: calendar.move(rows: step * 3)
    }
    return loadIfNeeded()
  }

  // MARK: Sheets

  private mutating func pressInSheet(_ clicks: Int, _ target: CalendarTarget?) -> [CalendarEffect] {
    switch target {
    case .key(let key): return handleInSheet(key, count: 1)
    case .field(let field):
      guard case .booking(var form) = sheet else { return [] }
      let wasFocused = form.focus == field
      form.focus = field
      sheet = .booking(form)
      switch field {
      case .confirm, .anyway, .ask: return handleInSheet(Key(.enter), count: 1)
      case .length, .room, .repeats, .times, .scope: return wasFocused ? handleInSheet(Key(.right), count: 1) : []
      default: return []
      }
    case .step(let field, let step):
      guard case .booking(var form) = sheet else { return [] }
      form.focus = field
      sheet = .booking(form)
      return handleInSheet(Key(step < 0 ? .left : .right), count: 1)
    case .row(let row): return press(row: row, clicks)
    case nil where !isTyping:
      // Beside a sheet: away with it, unless something was typed.
      if case .booking = sheet { return [] }
      return handleInSheet(Key(.escape), count: 1)
    default: return []
    }
  }

  private mutating func press(row: Int, _ clicks: Int) -> [CalendarEffect] {
    let wasChosen: Bool
    switch sheet {
    case .openings(var list):
      wasChosen = list.list.selected == row
      list.list.selected = row
      if let item = list.selected { calendar.move(to: item.start) }
      sheet = .openings(list)
    case .pairs(var choice):
      wasChosen = choice.list.selected == row
      choice.list.selected = row
      sheet = .pairs(choice)
    case .series(var series):
      series.list.selected = row
      sheet = .series(series)
      return clicks > 1 ? handleInSheet(.character(" "), count: 1) : []
    default: return []
    }
    return wasChosen || clicks > 1 ? handleInSheet(Key(.enter), count: 1) : loadIfNeeded()
  }
}
