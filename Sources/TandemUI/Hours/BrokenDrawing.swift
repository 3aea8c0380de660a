import Mentoring
import Scheduling
import TerminalKit

/// Draws what a change of hours breaks: the selected session with every choice, the others with what was chosen.
struct BrokenDrawing {
  /// A line, and what a click on it means.
  struct Line {
    var text: String
    var role: Theme.Role
    /// Index of its session.
    var session: Int
    /// The opening that it offers, counted from 1; 0 leaves the session; nil for a line that offers nothing.
    var choice: Int?
    var isChosen = false
  }

  let sheet: BrokenSheet
  let context: Context
  let frame: Rect
  private let inside: Rect
  private let lines: [Line]
  private let first: Int

  init(sheet: BrokenSheet, context: Context) {
    self.sheet = sheet
    self.context = context
    let area = context.area
    let width = context.overlayWidth(74)
    let lines = Self.lines(sheet, context, width: width - 4)
    self.lines = lines
    let frame = area.centered(Size(width, min(area.height, lines.count + 3)))
    self.frame = frame
    inside = frame.inset(2, 1)
    // The selected session's lines are in sight, its head first of all.
    let height = max(1, inside.height - 1)
    let head = lines.firstIndex { $0.session == sheet.list.selected } ?? 0
    let end = (lines.lastIndex { $0.session == sheet.list.selected } ?? 0) + 1
    first = min(head, max(0, end - height))
  }

  func line(at point: Point) -> Line? {
    let index = first + point.y - inside.y
    return inside.contains(point) && point.y < inside.maxY - 1 && lines.indices.contains(index) ? lines[index] : nil
  }

  func draw(into canvas: inout Canvas) {
    let (theme, glyphs) = (context.theme, context.glyphs)
    let count = sheet.broken.count
    let title = count == 0 ? "Everything fits" : "\(count) \(count == 1 ? "session" : "sessions") would no longer fit"
    canvas.panel(frame, title: title, theme: theme, glyphs: glyphs, isFocused: true)
    let height = max(1, inside.height - 1)
    for (row, line) in lines.dropFirst(first).prefix(height).enumerated() {
      let isHead = line.choice == nil && line.role == .strong
      let isSelected = line.session == sheet.list.selected
      let rect = inside.row(row)
      let style = theme[isHead && isSelected || line.isChosen && isSelected ? .selection : line.role]
      canvas.fill(rect, style: line.isChosen && isSelected || isHead && isSelected ? style : theme[.text])
      canvas.write(
        truncated(context.plain(line.text), to: rect.width, ellipsis: glyphs.ellipsis), at: rect.x, rect.y, style: style
      )
      if line.isChosen, isSelected { canvas.cursor = Point(rect.x, rect.y) }
    }
    canvas.scrollbar(
      Rect(frame.maxX - 1, inside.y, 1, height), offset: first, visible: height, total: lines.count, theme: theme,
      glyphs: glyphs)
    let (text, role): (String, Theme.Role) =
      sheet.objection.map { ($0, .warning) } ?? ("Nothing is cancelled: what stays shows as a conflict", .muted)
    canvas.write(
      truncated(context.plain(text), to: inside.width, ellipsis: glyphs.ellipsis), at: inside.x, inside.maxY - 1,
      style: theme[role])
  }

  private static func lines(_ sheet: BrokenSheet, _ context: Context, width: Int) -> [Line] {
    var lines: [Line] = []
    for (index, broken) in sheet.broken.enumerated() {
      let isSelected = index == sheet.list.selected
      lines += head(broken, index, isSelected, sheet, context, width: width)
      let chosen = sheet.chosen(broken)
      guard isSelected else {
        lines.append(Line(text: "    \(words(chosen, broken, sheet, context))", role: .muted, session: index))
        continue
      }
      for choice in 0...broken.openings.count {
        let mark = context.glyphs.isUnicode ? (choice == chosen ? "●" : "○") : choice == chosen ? "(*)" : "( )"
        let number = choice == 0 ? " " : "\(choice)"
        lines.append(
          Line(
            text: "    \(mark) \(number) \(words(choice, broken, sheet, context))", role: .text, session: index,
            choice: choice, isChosen: choice == chosen))
      }
    }
    return lines
  }

  private static func head(
    _ broken: BrokenSession, _ index: Int, _ isSelected: Bool, _ sheet: BrokenSheet, _ context: Context, width: Int
  ) -> [Line] {
    let (session, times) = (broken.session, context.times)
    let partner = sheet.data?.partners[session.id]?.name ?? "?"
    let what = session.status.isHold ? "request, " : ""
    let time = width < 50 ? times.moment(session.interval.start) : times.span(session.interval)
    let pointer = isSelected ? context.glyphs.pointer : " "
    let reasons = broken.violations.map {
      ViolationPhrase($0, viewer: context.actor.person, times: times).reason(room: nil, partner: nil)
    }
    var lines = [Line(text: "\(pointer) \(time), \(what)with \(partner)", role: .strong, session: index)]
    if let agreed = broken.agreed {
      let time = width < 50 ? times.moment(agreed.start) : times.span(agreed)
      lines.append(Line(text: "    if not moved: \(time)", role: .strong, session: index))
    }
    lines.append(
      Line(text: "    \(context.glyphs.cross) \(reasons.joined(separator: "; "))", role: .warning, session: index))
    return lines
  }

  private static func words(_ choice: Int, _ broken: BrokenSession, _ sheet: BrokenSheet, _ context: Context) -> String
  {
    guard choice > 0 else {
      return broken.openings.isEmpty ? "leave it as it is: no opening near" : "leave it as it is"
    }
    let start = broken.openings[choice - 1]
    let asks = sheet.choices[broken.session.id]?.asks ?? false
    let partner = sheet.data?.partners[broken.session.id]
    let name = partner?.name.prefix { $0 != " " } ?? "the other side"
    var text = asks ? "ask \(name) for \(context.times.moment(start))" : "move to \(context.times.moment(start))"
    if let partner, partner.zone != context.zone.name, let zone = try? context.zones.zone(named: partner.zone) {
      let times = TimeWording(zone: zone, now: context.now, clock: context.settings.clock)
      text += " · \(times.time(start)) for \(name)"
    }
    return text
  }
}
