import Configuration
import TerminalKit

/// Draws the settings: a row each, and below them what the selected one is for.
struct SettingsDrawing {
  let overlay: SettingsOverlay
  let context: Context
  let frame: Rect
  /// The list.
  let rows: Rect
  /// Of the list's first row on the screen.
  let firstRow: Int
  private let helpRows: Rect
  private let list: ListState

  init(overlay: SettingsOverlay, context: Context) {
    self.overlay = overlay
    self.context = context
    let count = SettingsOverlay.settings.count
    let room = context.area
    let helpHeight = room.height >= count + 8 ? 5 : room.height >= 16 ? 4 : 2
    frame = room.centered(Size(context.overlayWidth(86), min(room.height, count + helpHeight + 3)))
    let inside = frame.inset(2, 1)
    rows = Rect(inside.x, inside.y, inside.width, max(1, inside.height - helpHeight - 1))
    helpRows = Rect(inside.x, rows.maxY + 1, inside.width, max(0, inside.maxY - rows.maxY - 1))
    var list = overlay.list
    list.settle(count: count, height: rows.height)
    self.list = list
    firstRow = list.offset
  }

  func draw(into canvas: inout Canvas) {
    let (theme, glyphs) = (context.theme, context.glyphs)
    canvas.panel(frame, title: "Settings", theme: theme, glyphs: glyphs, isFocused: true)
    let count = SettingsOverlay.settings.count
    for index in list.visible(count: count, height: rows.height) {
      draw(SettingsOverlay.settings[index], rows.row(index - firstRow), index == list.selected, &canvas)
    }
    canvas.scrollbar(
      Rect(frame.maxX - 1, rows.y, 1, rows.height), offset: firstRow, visible: rows.height, total: count, theme: theme,
      glyphs: glyphs)
    canvas.fill(
      Rect(helpRows.x, rows.maxY, helpRows.width, 1), style: theme[.border], with: glyphs.horizontal)
    for (offset, line) in help.prefix(helpRows.height).enumerated() {
      let style = theme[offset == 0 && overlay.objection != nil ? .error : offset == 0 ? .text : .muted]
      canvas.write(context.plain(line), at: helpRows.x, helpRows.y + offset, style: style, limit: helpRows.width)
    }
  }

  /// Whether the sign before a chosen value or the one behind it lies at a place: -1, 1, else nil.
  func step(at point: Point) -> Int? {
    guard overlay.field == nil, point.y == rows.y + overlay.list.selected - firstRow else { return nil }
    let (choice, setting) = (context.settings.all[overlay.selected], overlay.selected)
    guard isChoice(setting) else { return nil }
    let start = rows.x + labelWidth
    let end = start + columnWidth(context.plain(shown(choice.value, of: setting, isSelected: true)))
    return (start..<start + 2).contains(point.x) ? -1 : (end - 2..<end).contains(point.x) ? 1 : nil
  }

  private var labelWidth: Int { min(17, rows.width / 2) }

  private func isChoice(_ setting: Setting) -> Bool {
    if case .choice = setting.kind { true } else { setting.kind == .flag }
  }

  private func shown(_ value: String, of setting: Setting, isSelected: Bool) -> String {
    let text = value.isEmpty ? setting.meaningOfStandard ?? "" : value
    return isSelected && isChoice(setting) ? "\(context.glyphs.previous) \(text) \(context.glyphs.next)" : text
  }

  private func draw(_ setting: Setting, _ row: Rect, _ isSelected: Bool, _ canvas: inout Canvas) {
    let (theme, glyphs) = (context.theme, context.glyphs)
    let choice = context.settings.all[setting]
    let style = theme[isSelected ? .selection : .text]
    canvas.fill(row, style: style)
    let originWidth = row.width >= 54 ? 21 : 0
    canvas.write(
      "\(isSelected ? glyphs.pointer : " ") \(setting.rawValue)", at: row.x, row.y, style: style, limit: labelWidth)
    let value = Rect(row.x + labelWidth, row.y, row.width - labelWidth - originWidth, 1)
    if isSelected, let field = overlay.field {
      canvas.cursor = field.draw(
        into: &canvas, value, style: theme[.focusedField], placeholder: theme[.placeholder])
    } else {
      let isStandard = choice.origin == .standard
      let quiet = isStandard && !isSelected ? theme[.muted] : style
      let shown = shown(choice.value, of: setting, isSelected: isSelected)
      canvas.write(
        truncated(context.plain(shown), to: value.width - 1, ellipsis: glyphs.ellipsis), at: value.x, value.y,
        style: choice.value.isEmpty ? quiet : isStandard ? quiet : style.adding(.bold))
      if isSelected { canvas.cursor = Point(value.x, value.y) }
    }
    if originWidth > 0 {
      canvas.write(
        fittedRight(choice.origin.words, to: originWidth - 1, ellipsis: glyphs.ellipsis), at: row.maxX - originWidth,
        row.y, style: isSelected ? style : theme[.muted])
    }
  }

  /// What the selected setting is for, what it takes, and where it is written.
  private var help: [String] {
    let setting = overlay.selected
    if let objection = overlay.objection { return wrapped("\(setting.rawValue) \(objection)", to: helpRows.width) }
    var text = setting.help + "."
    let standard = context.settings.all[setting].value == setting.standard ? setting.meaningOfStandard : nil
    if let standard { text += " Now: \(standard)." }
    var lines = wrapped(text, to: helpRows.width)
    let origin = context.settings.all[setting].origin
    if origin.overrulesFile { lines += wrapped("\(origin.words) overrules what is written here.", to: helpRows.width) }
    if !setting.appliesAtOnce { lines += wrapped("A change counts from the next start on.", to: helpRows.width) }
    if lines.count < helpRows.height, !context.settings.path.isEmpty {
      let rest = "Keys of your own and comments: \(context.settings.path)"
      while lines.count < helpRows.height - 1 { lines.append("") }
      lines.append(truncated(rest, to: helpRows.width, ellipsis: context.glyphs.ellipsis))
    }
    return lines
  }
}
