import Mentoring
import Scheduling
import TerminalKit

extension CalendarScreen {
  /// Fits the calendar into its part of the screen; called when that changes.
  mutating func resize(_ area: Rect) {
    calendar.origin = Point(area.x, area.y)
    calendar.resize(width: area.width, height: area.height)
  }

  /// Draws the calendar and what lies over it, and notes what lies where.
  func draw(into canvas: inout Canvas, _ area: Rect, theme: Theme, glyphs: Glyphs) -> HitMap<CalendarTarget> {
    let look = CalendarLook(theme: theme, glyphs: glyphs, isAway: storeTrouble != nil)
    var hits = HitMap<CalendarTarget>()
    guard !area.isEmpty else { return hits }
    let isUnderForm = if case .booking(let form) = sheet { form.explanation != nil } else { false }
    let drawing = CalendarDrawing(
      state: calendar, look: look, area: area, failure: failure, isUnderForm: isUnderForm)
    let header = drawing.draw(into: &canvas)
    for part in header.parts {
      hits.add(Rect(area.x + part.x, area.y, columnWidth(part.text), 1), .header(part.target))
    }
    let layout = calendar.layout
    hits.add(Rect(area.x, area.y + 1, area.width, layout.body.upperBound - 1), .body)
    hits.add(
      Rect(area.x, area.y + layout.explanation.lowerBound, area.width, layout.explanation.count), .explanation)
    drawSheet(into: &canvas, area, look, &hits)
    return hits
  }

  private func drawSheet(
    into canvas: inout Canvas, _ area: Rect, _ look: CalendarLook, _ hits: inout HitMap<CalendarTarget>
  ) {
    guard let sheet else { return }
    canvas.cursor = nil
    hits.cover()
    let times = calendar.times
    let drawing = SheetDrawing(look: look, area: area)
    if case .pairs(let choice) = sheet {
      let width = inner(area, 64)
      let lines = choice.lines(look: look, width: width, height: SheetFrame.listHeight(calendar.layout))
      drawing.draw(title: "Whose calendar?", width: 68, lines, into: &canvas, &hits)
      return
    }
    guard let slice = calendar.slice else { return }
    let explainer = Explainer(slice: slice, times: times, now: calendar.now)
    switch sheet {
    case .booking(let form):
      let title =
        form.isOver
        ? "Log what took place" : form.proposes ? "Propose another time" : form.moving == nil ? "Book" : "Move"
      drawing.draw(
        title: "\(title) · \(subjectName(slice))", width: 76,
        form.lines(slice, times: times, look: look, width: inner(area, 72), height: max(1, area.height - 2)),
        into: &canvas, &hits)
    case .session(let open):
      drawing.draw(
        title: "\(open.entry.mentor) → \(open.entry.mentee)", width: 76,
        page(of: open, slice, look), into: &canvas, &hits)
    case .openings(let list):
      let height = SheetFrame.listHeight(calendar.layout)
      drawing.draw(
        title: "\(list.items.count) openings of \(list.length) min · \(list.isBestFirst ? "best first" : "by time")",
        width: 116, list.lines(explainer, look: look, width: inner(area, 112), height: height), into: &canvas, &hits)
    case .explanation(let explanation):
      drawing.draw(
        title: explanation.title, width: 76,
        explanation.lines(times: times, look: look, width: inner(area, 72)), into: &canvas,
        &hits)
    case .series(let series):
      let height = SheetFrame.listHeight(calendar.layout) + 3
      drawing.draw(
        title: "Series · \(subjectName(slice))", width: 84,
        series.lines(explainer, look: look, width: inner(area, 80), height: height, sentence: sentence),
        into: &canvas, &hits)
    case .pairs: break
    }
  }

  /// What is in sight of a session's sheet; what there is of it depends on neither colors nor characters.
  func page(
    of open: SessionSheet, _ slice: CalendarSlice, _ look: CalendarLook = CalendarLook(theme: .mono, glyphs: .unicode)
  ) -> SheetPage {
    let area = Rect(Size(calendar.layout.width, calendar.layout.height))
    return open.page(
      slice, times: calendar.times, look: look, width: inner(area, 72), height: max(1, area.height - 2),
      canWrite: refusalToWrite == nil)
  }

  /// Columns inside a sheet that would be so wide.
  func inner(_ area: Rect, _ width: Int) -> Int {
    SheetFrame.isWhole(area.width) ? max(8, area.width - 4) : min(width, area.width - 8)
  }

  private func subjectName(_ slice: CalendarSlice) -> String {
    slice.lanes.map(\.person.name).joined(separator: " → ")
  }

  /// Where the focus is, in words: for the status line and those who have it read to them.
  var focusWords: String {
    let times = calendar.times
    switch sheet {
    case .booking(let form):
      let verdict =
        form.timeError != nil
        ? "can't be read"
        : form.explanation.map { "can\($0.isOpen ? "" : "'t") be \(form.verb.done)" } ?? "not checked yet"
      return
        "\(form.verb.doing.prefix(1).uppercased() + form.verb.doing.dropFirst()) · \(Self.words(form.focus)) · \(verdict)"
    case .session(let open):
      if let error = open.error { return error }
      switch open.mode {
      case .reading: return "Session \(times.span(open.entry.session.interval))"
      case .ending(.cancel, _): return "Cancelling · reason"
      case .ending(.decline, _): return "Declining · reason"
      case .ending(.withdraw, _): return "Withdrawing · reason"
      case .missing(let person, _): return "\(open.name(person)) missed it · reason"
      case .editing(_, _, let focus): return "Editing · \(focus.rawValue)"
      }
    case .openings(let list): return list.words(calendar.slice, times)
    case .explanation(let explanation): return "Why · \(explanation.title)"
    case .series(let series):
      let place = "Series · \(series.list.selected + 1) of \(series.plan.occurrences.count)"
      return place + (series.selected.map { " · \(times.moment($0.original))" } ?? "")
    case .pairs(let choice):
      return choice.items.indices.contains(choice.list.selected) ? choice.items[choice.list.selected].label : "Pairs"
    case nil: break
    }
    if calendar.ghost?.session != nil { return "Moving to \(times.span(calendar.wanted))" }
    if let entry = calendar.entryAtCursor {
      // The time first, as of every other time: what is read, or written anew, is what differs.
      let isIfNotMoved = calendar.page?.block(at: calendar.cursor)?.agreed == entry
      let session = isIfNotMoved ? entry.session.ifNotMoved ?? entry.session : entry.session
      let word = isIfNotMoved ? "if not moved, session" : session.status.isHold ? "request" : "session"
      return "\(times.span(session.interval)) · \(word) \(session.topic)"
    }
    if calendar.layout.form == .month { return monthWords }
    guard calendar.slice?.pair != nil, let open = calendar.open else { return times.span(calendar.wanted) }
    return "\(times.span(calendar.wanted)) · \(open.isOpening(calendar.cursor) ? "free" : "blocked")"
  }

  /// What the day's signs say: `Fri 27 Nov · 8 free starts · 1 session`.
  private var monthWords: String {
    let date = calendar.cursorDate
    var parts = [calendar.times.day(date)]
    if let page = calendar.page, let index = page.axis.day(of: date) {
      let day = page.days[index]
      let entries = day.blocks.compactMap(\.entry)
      let requests = entries.count(where: \.session.status.isHold)
      let agreed = Set(day.blocks.compactMap(\.agreed?.id)).count
      let sessions = entries.count - requests
      if day.openings > 0 { parts.append("\(day.openings) free \(day.openings == 1 ? "start" : "starts")") }
      if sessions > 0 { parts.append("\(sessions) \(sessions == 1 ? "session" : "sessions")") }
      if requests > 0 { parts.append("\(requests) \(requests == 1 ? "request" : "requests")") }
      if agreed > 0 { parts.append("\(agreed) asked to move away") }
    }
    return parts.joined(separator: " · ")
  }

  private static func words(_ field: BookingSheet.Field) -> String {
    switch field {
    case .time: "time"
    case .length: "length"
    case .room: "room"
    case .topic: "topic"
    case .agenda: "agenda"
    case .repeats: "repeat"
    case .times: "how often"
    case .scope: "which of the series"
    case .confirm: "confirm"
    case .anyway: "anyway"
    case .ask: "ask"
    case .message: "message"
    }
  }
}
