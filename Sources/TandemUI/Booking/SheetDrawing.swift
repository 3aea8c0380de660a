import Mentoring
import Scheduling
import TerminalKit

/// What a place of the calendar means to the mouse.
enum CalendarTarget: Hashable, Sendable {
  case header(CalendarHeader.Target)
  /// The grid, the month or the list: the calendar itself knows which cell.
  case body
  /// The line under the grid.
  case explanation
  case field(BookingSheet.Field)
  /// Of the list in a sheet.
  case row(Int)
  /// Words that stand for a key.
  case key(Key)
  /// Some other place of a sheet: nothing, but not the grid below either.
  case sheet
}

/// A line of a sheet: what it says, and how willingly it leaves when there is no room.
struct SheetLine: Sendable {
  enum Content: Sendable {
    case blank
    case spans([Span])
    /// A label and a field that is edited.
    case text(String, TextField, isFocused: Bool, note: String, noteRole: Theme.Role)
    /// A label and one of several values.
    case choice(String, value: String, isFocused: Bool, note: String)
    case buttons([(label: String, field: BookingSheet.Field, isFocused: Bool)])
    /// `key label` pairs, clickable.
    case keys([(key: Key, label: String)])
  }

  let content: Content
  /// 0 stays to the last.
  let rank: Int
  var target: CalendarTarget = .sheet

  init(_ content: Content, rank: Int = 0, target: CalendarTarget = .sheet) {
    self.content = content
    self.rank = rank
    self.target = target
  }
}

/// Draws sheets: a title, lines, and where the cursor stands.
struct SheetDrawing {
  let look: CalendarLook
  let area: Rect

  func draw(
    title: String, width: Int = 72, _ lines: [SheetLine], into canvas: inout Canvas,
    _ hits: inout HitMap<CalendarTarget>
  ) {
    let frame = SheetFrame(in: area, width: width, lines: lines.count)
    canvas.panel(
      frame.outside, title: look.plain(title), theme: look.theme, glyphs: look.glyphs, isFocused: true)
    hits.add(frame.outside, .sheet)
    // The focus is somewhere in the sheet, if on no field of it.
    canvas.cursor = Point(frame.inside.x, frame.inside.y)
    for (index, line) in fitting(lines, into: frame.inside.height).enumerated() {
      draw(line, frame.inside.row(index), &canvas, &hits)
    }
  }

  /// Leaves out the lines that can be missed most, until the rest has room.
  private func fitting(_ lines: [SheetLine], into height: Int) -> [SheetLine] {
    var lines = lines
    while lines.count > height, let worst = lines.map(\.rank).max(), worst > 0,
      let index = lines.lastIndex(where: { $0.rank == worst })
    {
      lines.remove(at: index)
    }
    return Array(lines.prefix(height))
  }

  private func draw(
    _ line: SheetLine, _ rect: Rect, _ canvas: inout Canvas, _ hits: inout HitMap<CalendarTarget>
  ) {
    let labelWidth = 8
    switch line.content {
    case .blank: break
    case .spans(let spans):
      if case .row = line.target, spans.first?.style == look[.cursor] { canvas.cursor = Point(rect.x, rect.y) }
      canvas.write(spans.map { Span(look.plain($0.text), $0.style) }, at: rect.x, rect.y, limit: rect.width)
    case .text(let label, let field, let isFocused, let note, let noteRole):
      canvas.write(label, at: rect.x, rect.y, style: look[isFocused ? .strong : .muted], limit: labelWidth)
      let noteWidth = min(columnWidth(note), rect.width / 3)
      let room = Rect(rect.x + labelWidth, rect.y, rect.width - labelWidth - (note.isEmpty ? 0 : noteWidth + 1), 1)
      let cursor = field.draw(
        into: &canvas, room, style: look[isFocused ? .focusedField : .field], placeholder: look[.placeholder])
      if isFocused { canvas.cursor = cursor }
      canvas.write(look.plain(note), at: room.maxX + 1, rect.y, style: look[noteRole], limit: noteWidth)
    case .choice(let label, let value, let isFocused, let note):
      canvas.write(label, at: rect.x, rect.y, style: look[isFocused ? .strong : .muted], limit: labelWidth)
      let style = look[isFocused ? .focusedField : .field]
      let text = " \(look.glyphs.previous) \(value) \(look.glyphs.next) "
      let used = canvas.write(text, at: rect.x + labelWidth, rect.y, style: style, limit: rect.width - labelWidth)
      if isFocused { canvas.cursor = Point(rect.x + labelWidth + 1, rect.y) }
      canvas.write(
        look.plain(note), at: rect.x + labelWidth + used + 1, rect.y, style: look[.muted],
        limit: max(0, rect.width - labelWidth - used - 1))
    case .buttons(let buttons):
      var x = rect.x
      for button in buttons {
        let text = "[ \(button.label) ]"
        let used = canvas.write(
          text, at: x, rect.y, style: look[button.isFocused ? .cursor : .accent], limit: max(0, rect.maxX - x))
        if button.isFocused { canvas.cursor = Point(x + 2, rect.y) }
        hits.add(Rect(x, rect.y, used, 1), .field(button.field))
        x += used + 2
      }
      return
    case .keys(let keys):
      var x = rect.x
      for item in keys {
        let key = item.key.label(look.glyphs)
        guard x + columnWidth(key) + columnWidth(item.label) + 1 <= rect.maxX else { break }
        let start = x
        x += canvas.write(key, at: x, rect.y, style: look[.accent].adding(.bold))
        x += canvas.write(" " + look.plain(item.label), at: x, rect.y, style: look[.muted])
        hits.add(Rect(start, rect.y, x - start, 1), .key(item.key))
        x += 2
      }
      return
    }
    hits.add(rect, line.target)
  }
}

extension BookingSheet {
  func lines(_ slice: CalendarSlice, times: TimeWording, look: CalendarLook, width: Int) -> [SheetLine] {
    var lines: [SheetLine] = []
    let explainer = Explainer(slice: slice, times: times, now: times.now)
    let zone = start.map { times.abbreviation(at: $0) } ?? times.zone.name
    lines.append(
      SheetLine(
        .text("Time", time, isFocused: focus == .time, note: zone, noteRole: .muted), target: .field(.time)))
    if let timeError {
      for line in wrapped(timeError, to: width - 8).prefix(3) {
        lines.append(SheetLine(.spans([Span("        " + line, look[.error])]), rank: 1))
      }
    } else if let start, !explainer.localTimes(of: start).isEmpty {
      let local = explainer.localTimes(of: start).joined(separator: " · ")
      lines.append(SheetLine(.spans([Span("        " + local, look[.mentee])]), rank: 6))
    }
    lines.append(
      SheetLine(
        .choice(
          "Length", value: "\(length) min", isFocused: focus == .length,
          note: interval.map { "until \(times.time($0.end))" } ?? ""), rank: 2, target: .field(.length)))
    if moving == nil {
      let name = explainer.roomName(room) ?? "none"
      let note = room.flatMap { id in interval.map { explainer.roomWord(id, $0) } } ?? ""
      lines.append(
        SheetLine(
          .choice("Room", value: name, isFocused: focus == .room, note: note), rank: 4, target: .field(.room)))
      lines.append(
        SheetLine(
          .text("Topic", topic, isFocused: focus == .topic, note: "", noteRole: .muted), rank: focus == .topic ? 1 : 5,
          target: .field(.topic)))
      lines.append(
        SheetLine(
          .text("Agenda", agenda, isFocused: focus == .agenda, note: "", noteRole: .muted),
          rank: focus == .agenda ? 1 : 5, target: .field(.agenda)))
    }
    lines.append(SheetLine(.blank, rank: 9))
    lines += verdict(times, look, explainer, width)
    lines.append(SheetLine(.blank, rank: 9))
    let verb = moving == nil ? "Book" : "Move"
    var buttons: [(label: String, field: Field, isFocused: Bool)] = [
      (isSaving ? "…" : verb, .confirm, focus == .confirm)
    ]
    if explanation?.mayWaive ?? false { buttons.append(("\(verb) anyway", .anyway, focus == .anyway)) }
    lines.append(SheetLine(.buttons(buttons)))
    return lines
  }

  private func verdict(
    _ times: TimeWording, _ look: CalendarLook, _ explainer: Explainer, _ width: Int
  ) -> [SheetLine] {
    var lines: [SheetLine] = []
    func add(_ sign: String, _ text: String, _ role: Theme.Role, rank: Int) {
      for (index, line) in wrapped(text, to: width - 2).enumerated() {
        let prefix = index == 0 ? sign + " " : "  "
        lines.append(
          SheetLine(.spans([Span(prefix, look[role].adding(.bold)), Span(line, look[role])]), rank: rank + index))
      }
    }
    if let refusal {
      for reason in refusal.reasons { add(look.glyphs.cross, "Somebody was faster. \(reason)", .error, rank: 0) }
    }
    if let explanation {
      if explanation.isOpen {
        add(look.glyphs.check, explanation.line, .success, rank: 1)
      } else if explanation.reasons.isEmpty {
        add(look.glyphs.cross, explanation.line, .error, rank: 1)
      }
      if refusal == nil {
        for (index, reason) in explanation.reasons.enumerated() {
          add(look.glyphs.cross, reason.sentence, .error, rank: index == 0 ? 1 : 3)
          if let fix = reason.fix { lines.append(SheetLine(.spans([Span("  \(fix)", look[.muted])]), rank: 7)) }
        }
      }
    } else if start != nil {
      add(look.glyphs.bullet, "checking…", .muted, rank: 1)
    }
    if !alternatives.isEmpty {
      let keys = alternatives.enumerated().map { index, start -> (key: Key, label: String) in
        let local = explainer.localTimes(of: start).joined(separator: ", ")
        return (.character(Character("\(index + 1)")), times.moment(start) + (local.isEmpty ? "" : " (\(local))"))
      }
      // One line where all fit, otherwise a line each.
      let total = keys.reduce(0) { $0 + columnWidth($1.label) + 4 }
      if total <= width {
        lines.append(SheetLine(.keys(keys), rank: 2))
      } else {
        for key in keys { lines.append(SheetLine(.keys([key]), rank: 2)) }
      }
    }
    return lines
  }
}

extension SessionSheet {
  /// - Parameter canWrite: whether what changes it is offered.
  func lines(
    _ slice: CalendarSlice, times: TimeWording, look: CalendarLook, width: Int, canWrite: Bool = true
  ) -> [SheetLine] {
    let session = entry.session
    var lines: [SheetLine] = []
    func row(_ label: String, _ text: String, _ role: Theme.Role = .text, rank: Int = 0) {
      for (index, line) in wrapped(text, to: max(8, width - 9)).prefix(3).enumerated() {
        lines.append(
          SheetLine(
            .spans([Span(fitted(index == 0 ? label : "", to: 9), look[.muted]), Span(line, look[role])]),
            rank: rank + index))
      }
    }
    let explainer = Explainer(slice: slice, times: times, now: times.now)
    row("When", "\(times.span(session.interval)) · \(times.distance(to: session.interval.start))", .strong)
    let local = explainer.localTimes(of: session.interval.start).joined(separator: " · ")
    if !local.isEmpty { row("", local, .mentee, rank: 5) }
    for reason in explainer.explain(session.interval, entry.conflicts, next: nil, room: nil).reasons {
      row(look.glyphs.warning, reason.sentence, .error, rank: 1)
    }
    row("Room", entry.room ?? "none", rank: 4)
    let count = entry.planned.map { "session \(entry.ordinal) of \($0)" } ?? "session \(entry.ordinal)"
    row("Status", "\(session.status(at: times.now).rawValue) · \(count) · change \(session.sequence)", rank: 3)
    switch mode {
    case .editing(let topic, let agenda, let isAgenda):
      lines.append(SheetLine(.text("Topic", topic, isFocused: !isAgenda, note: "", noteRole: .muted)))
      lines.append(SheetLine(.text("Agenda", agenda, isFocused: isAgenda, note: "", noteRole: .muted)))
    case .reading, .cancelling:
      row("Topic", session.topic.isEmpty ? "–" : session.topic, rank: 2)
      row("Agenda", session.agenda.isEmpty ? "–" : session.agenda, rank: 2)
    }
    if case .cancelling(let reason) = mode {
      lines.append(SheetLine(.text("Reason", reason, isFocused: true, note: "", noteRole: .muted)))
    }
    if let error { row(look.glyphs.cross, error, .error) }
    lines.append(SheetLine(.blank, rank: 9))
    lines += historyLines(times, look, width)
    lines.append(SheetLine(.blank, rank: 9))
    lines.append(SheetLine(.keys(keys(at: times.now, canWrite: canWrite))))
    return lines
  }

  private func historyLines(_ times: TimeWording, _ look: CalendarLook, _ width: Int) -> [SheetLine] {
    guard let history else { return [SheetLine(.spans([Span("reading its history…", look[.muted])]), rank: 8)] }
    guard !history.isEmpty else { return [SheetLine(.spans([Span("no history", look[.muted])]), rank: 8)] }
    return history.dropFirst(scroll).prefix(5).flatMap { step -> [SheetLine] in
      let why = step.reason.isEmpty ? "" : " — “\(step.reason)”"
      let text = "\(times.moment(step.at)) \(step.actor): \(step.summary)\(why)"
      return wrapped(text, to: width).prefix(2).enumerated().map { index, line in
        SheetLine(.spans([Span(index == 0 ? line : "  " + line, look[.muted])]), rank: 8)
      }
    }
  }

  private func keys(at now: Instant, canWrite: Bool) -> [(key: Key, label: String)] {
    switch mode {
    case .cancelling: return [(Key(.enter), "cancel the session"), (Key(.escape), "keep it")]
    case .editing: return [(Key(.enter), "save"), (Key(.tab), "other field"), (Key(.escape), "leave")]
    case .reading:
      guard canWrite else { return [(Key(.escape), "close")] }
      let edit: [(key: Key, label: String)] = [(.character("e"), "edit"), (Key(.escape), "close")]
      guard isComing(at: now) else { return edit }
      return [(.character("m"), "move"), (.character("t"), "another time"), (.character("x"), "cancel it")] + edit
    }
  }
}

extension ExplanationSheet {
  func lines(times: TimeWording, look: CalendarLook, width: Int, explainer: Explainer) -> [SheetLine] {
    var lines: [SheetLine] = []
    func add(_ sign: String, _ text: String, _ role: Theme.Role) {
      for (index, line) in wrapped(text, to: width - 2).enumerated() {
        lines.append(SheetLine(.spans([Span(index == 0 ? sign + " " : "  ", look[role]), Span(line, look[role])])))
      }
    }
    if explanation.isOpen { add(look.glyphs.check, explanation.line, .success) }
    if explanation.reasons.isEmpty, !explanation.isOpen { add(look.glyphs.cross, explanation.line, .error) }
    for reason in explanation.reasons {
      add(look.glyphs.cross, reason.sentence, .error)
      add(" ", reason.fix ?? "only another time would do", .muted)
    }
    lines = Array(lines.dropFirst(min(scroll, max(0, lines.count - 1))))
    lines.append(SheetLine(.blank, rank: 9))
    for (index, start) in alternatives.enumerated() {
      let local = explainer.localTimes(of: start).joined(separator: ", ")
      let label = times.moment(start) + (local.isEmpty ? "" : " (\(local))")
      lines.append(SheetLine(.keys([(.character(Character("\(index + 1)")), label)]), rank: 2))
    }
    lines.append(SheetLine(.keys([(.character("n"), "next opening"), (Key(.escape), "close")]), rank: 1))
    return lines
  }
}
