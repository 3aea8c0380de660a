import Mentoring
import Scheduling
import TerminalKit

/// Draws a week of half hours, a row each day, and below it the days that differ and absences.
///
/// On a small screen without a frame, and the list in the week's place when it has the keys.
struct HoursDrawing {
  let sheet: HoursSheet
  let context: Context
  let frame: Rect
  private let isSmall: Bool
  private let inside: Rect
  /// The half hours in sight, each ``width`` columns wide.
  private let firstSlot: Int
  private let shownSlots: Int
  private let width: Int
  private let grid: Rect
  private let listRows: Rect

  private static let label = 5

  init(sheet: HoursSheet, context: Context) {
    self.sheet = sheet
    self.context = context
    let area = context.area
    isSmall = area.width < 60 || area.height < 16
    let rows = sheet.rows(context).count
    frame =
      isSmall
      ? area
      : area.centered(Size(context.overlayWidth(area.width >= 112 ? 107 : 60), min(area.height, 14 + max(2, rows))))
    inside = isSmall ? frame.inset(1, 0) : frame.inset(2, 1)
    let room = inside.width - Self.label
    width = room >= HoursSheet.slots * 2 ? 2 : 1
    shownSlots = min(HoursSheet.slots, room / width)
    // Of a day that is wider than the screen, the hours in which people work.
    let wanted = min(14, HoursSheet.slots - shownSlots)
    firstSlot = min(max(wanted, sheet.slot - shownSlots + 1), sheet.slot)
    grid = Rect(inside.x + Self.label, inside.y + 1, shownSlots * width, 7)
    listRows =
      isSmall
      ? Rect(inside.x, inside.y + 1, inside.width, max(0, inside.height - 2))
      : Rect(inside.x, inside.y + 10, inside.width, max(0, inside.height - 12))
  }

  private var showsWeek: Bool { !isSmall || sheet.pane == .week }
  private var showsList: Bool { !isSmall || sheet.pane == .list }

  func cell(at point: Point) -> (day: Weekday, slot: Int)? {
    guard showsWeek, grid.contains(point) else { return nil }
    return (sheet.week(context)[point.y - grid.y], firstSlot + (point.x - grid.x) / width)
  }

  func row(at point: Point) -> Int? {
    let index = point.y - listRows.y + visible.lowerBound
    return showsList && listRows.contains(point) && visible.contains(index) ? index : nil
  }

  private var visible: Range<Int> {
    var list = sheet.list
    let count = sheet.rows(context).count
    list.settle(count: count, height: listRows.height)
    return list.visible(count: count, height: listRows.height)
  }

  func draw(into canvas: inout Canvas) {
    let theme = context.theme
    let title = "Hours of \(sheet.edited?.name ?? "…")" + (sheet.zone.map { " · \($0.name)" } ?? "")
    if isSmall {
      canvas.fill(frame, style: theme[.text])
    } else {
      canvas.panel(
        frame, title: context.plain(title), theme: theme, glyphs: context.glyphs, isFocused: true)
    }
    guard sheet.edited != nil else {
      canvas.write(context.plain(context.unread("Reading the hours…")), at: inside.x, inside.y, style: theme[.muted])
      return
    }
    if showsWeek { drawWeek(&canvas) }
    if showsList { drawList(&canvas) }
    drawBottom(&canvas)
  }

  // MARK: The week

  private func drawWeek(_ canvas: inout Canvas) {
    let theme = context.theme
    for slot in firstSlot..<firstSlot + shownSlots where slot % 4 == 0 && slot - firstSlot <= shownSlots - 2 {
      canvas.write(context.times.hourMark(slot / 2), at: column(slot), inside.y, style: theme[.muted])
    }
    for (index, day) in sheet.week(context).enumerated() {
      let isSelected = day == sheet.weekday && sheet.pane == .week
      canvas.write(
        day.shortName, at: inside.x, grid.y + index, style: theme[isSelected ? .strong : .text])
      for slot in firstSlot..<firstSlot + shownSlots {
        let (scalar, role) = look(slot, day)
        let style = isSelected && slot == sheet.slot ? theme[.cursor] : theme[role]
        for offset in 0..<width { canvas.put(Cell(scalar, style: style), at: column(slot) + offset, grid.y + index) }
        if isSelected, slot == sheet.slot, sheet.field == nil { canvas.cursor = Point(column(slot), grid.y + index) }
      }
    }
    guard !isSmall else { return }
    let used = canvas.write(
      [
        Span("\(Character(full)) works  ", theme[.free]), Span("\(Character(preferred)) preferred  ", theme[.accent]),
        Span("\(Character(context.glyphs.free)) off", theme[.outsideHours]),
      ], at: grid.x, grid.maxY, limit: grid.width)
    let brushes = sheet.brush == .hours ? ["painting hours"] : ["painting preferred hours", "painting preferred"]
    let room = inside.maxX - grid.x - used - 2
    guard let brush = brushes.first(where: { columnWidth($0) <= room }) else { return }
    canvas.write(brush, at: inside.maxX - columnWidth(brush), grid.maxY, style: theme[.muted])
  }

  private func column(_ slot: Int) -> Int { grid.x + (slot - firstSlot) * width }
  private var full: Unicode.Scalar { context.glyphs.full }
  private var preferred: Unicode.Scalar { context.glyphs.isUnicode ? "▓" : "*" }

  private func look(_ slot: Int, _ day: Weekday) -> (Unicode.Scalar, Theme.Role) {
    let works = sheet.minutes(slot, of: day, .hours)
    if sheet.minutes(slot, of: day, .preferred) > 0 { return (preferred, .accent) }
    switch works {
    case 0: return (context.glyphs.free, .outsideHours)
    case 30: return (full, .free)
    default: return (context.glyphs.leftBusy, .free)
    }
  }

  // MARK: The list

  private func drawList(_ canvas: inout Canvas) {
    let (theme, glyphs) = (context.theme, context.glyphs)
    if !isSmall {
      canvas.write(
        "Days that differ, and absences", at: inside.x, listRows.y - 1, style: theme[.title], limit: inside.width)
    } else {
      canvas.write(
        "Others, days that differ, absences", at: inside.x, inside.y, style: theme[.title], limit: inside.width)
    }
    let rows = sheet.rows(context)
    for (line, index) in visible.enumerated() {
      let isSelected = index == sheet.list.selected && sheet.pane == .list
      let style = theme[isSelected ? .selection : .text]
      let row = listRows.row(line)
      canvas.fill(row, style: style)
      let text = "\(isSelected ? glyphs.pointer : " ") \(words(rows[index]))"
      canvas.write(
        truncated(context.plain(text), to: row.width, ellipsis: glyphs.ellipsis), at: row.x, row.y, style: style)
      if isSelected, sheet.field == nil { canvas.cursor = Point(row.x, row.y) }
    }
    canvas.scrollbar(
      Rect(frame.maxX - 1, listRows.y, 1, listRows.height), offset: visible.lowerBound,
      visible: visible.count, total: rows.count, theme: theme, glyphs: glyphs)
  }

  /// What a line of the list says.
  func words(_ row: HoursSheet.Row) -> String {
    guard let edited = sheet.edited, let zone = sheet.zone else { return "" }
    let wording = HoursWording(
      person: edited, times: TimeWording(zone: zone, now: context.now, clock: context.settings.clock))
    switch row {
    case .asksFirst: return sheet.asksFirst(context) ? "Others ask before they book" : "Others book without asking"
    case .day(let day):
      return "\(wording.times.day(day.date)): \(day.ranges.isEmpty ? "off" : HoursWording.ranges(day.ranges))"
    case .absence(let absence): return "Away \(wording.words(absence))"
    }
  }

  // MARK: Below

  /// The line that is typed, what is wrong, or what the change comes to.
  private func drawBottom(_ canvas: inout Canvas) {
    let (theme, row) = (context.theme, Rect(inside.x, inside.maxY - 1, inside.width, 1))
    if let field = sheet.field { return drawField(field, &canvas) }
    let (text, role) = state
    canvas.write(
      truncated(context.plain(text), to: row.width, ellipsis: context.glyphs.ellipsis), at: row.x, row.y,
      style: theme[role])
  }

  /// The line that is typed, over the list: below it how it is read, or what is wrong and what to write instead, whole.
  private func drawField(_ field: TextField, _ canvas: inout Canvas) {
    let theme = context.theme
    let (text, role) = preview(field)
    let lines = wrapped(
      context.plain(text), to: inside.width, most: max(1, inside.height - 2), ellipsis: context.glyphs.ellipsis)
    // While one writes, the line stays where it is as long as there is room.
    let height = isSmall ? lines.count : max(Self.fieldRows, lines.count)
    let rows = Rect(inside.x, inside.maxY - height - 1, inside.width, height + 1)
    canvas.fill(rows, style: theme[.text])
    let label = sheet.isAddingAbsence ? "Away " : "Day "
    canvas.write(label, at: rows.x, rows.y, style: theme[.strong])
    canvas.cursor = field.draw(
      into: &canvas, Rect(rows.x + label.count, rows.y, rows.width - label.count, 1), style: theme[.focusedField],
      placeholder: theme[.placeholder])
    for (index, line) in lines.enumerated() {
      canvas.write(line, at: rows.x, rows.y + 1 + index, style: theme[role])
    }
  }

  /// Rows below the line that is typed, for the longest of usual sentences.
  private static let fieldRows = 3

  private func preview(_ field: TextField) -> (String, Theme.Role) {
    guard !field.text.isEmpty else {
      return (
        sheet.isAddingAbsence ? "from when to when, then a comma and why" : "a day and its hours, off, or usual", .muted
      )
    }
    switch sheet.reading(context) {
    case .success(let edit):
      guard let edited = sheet.edited, let zone = sheet.zone else { return ("", .muted) }
      let times = TimeWording(zone: zone, now: context.now, clock: context.settings.clock)
      return ("\(context.glyphs.check) \(HoursWording(person: edited, times: times).clause(edit))", .success)
    case .failure(let failure): return (failure.text, .warning)
    }
  }

  private var state: (String, Theme.Role) {
    if let objection = sheet.objection { return (objection, .warning) }
    guard !sheet.edits.isEmpty else { return ("nothing changed yet", .muted) }
    guard let broken = sheet.broken else { return ("looking at what this breaks…", .muted) }
    guard !broken.isEmpty else { return ("\(context.glyphs.check) breaks nothing; Enter saves", .success) }
    let count = "\(broken.count) \(broken.count == 1 ? "session" : "sessions")"
    return (
      "\(context.glyphs.warning) \(count) would no longer fit; Enter shows \(broken.count == 1 ? "it" : "them")",
      .warning
    )
  }
}
