import Configuration
import TerminalKit

/// Every setting with its value and where it came from. Changes are written to the configuration, and heeded at once
/// where that can be.
struct SettingsOverlay: Layer {
  enum Action: Hashable, Sendable {
    case move(Int)
    case page(Int)
    case first, last
    case change(Int)
    case edit, reset
    case keep, leave
  }

  let name = "Settings"
  private(set) var list = ListState()
  /// While a text or a number is typed.
  private(set) var field: TextField?
  /// What is wrong with what was typed.
  private(set) var objection: String?
  /// Whether Esc was pressed although something was written.
  private(set) var isLeaving = false

  private static let keys = Keymap<Action>([
    .init(.edit, [Key(.enter), .character(" ")], "next value, or type one", hint: "change"),
    .init(.change(1), [Key(.right), .character("l")], "next value"),
    .init(.change(-1), [Key(.left), .character("h")], "value before"),
    .init(.move(1), [Key(.down), .character("j"), Key(.tab)], "down", hint: "move"),
    .init(.move(-1), [Key(.up), .character("k"), .shift(.tab)], "up"),
    .init(.page(1), [Key(.pageDown)], "page down"),
    .init(.page(-1), [Key(.pageUp)], "page up"),
    .init(.first, [Key(.home)], "first"),
    .init(.last, [Key(.end), .character("G")], "last"),
    .init(.reset, [.character("x"), Key(.delete)], "back to the default", hint: "default"),
  ])

  private static let fieldKeys = Keymap<Action>([
    .init(.keep, [Key(.enter)], "write it", hint: "write it"),
    .init(.leave, [Key(.escape)], "leave it as it was; once more to discard what was written"),
  ])

  var keymap: Keymap<Action> { field == nil ? Self.keys : Self.fieldKeys }
  var isTyping: Bool { field != nil }

  static let settings = Setting.allCases
  var selected: Setting { Self.settings[min(max(0, list.selected), Self.settings.count - 1)] }

  mutating func type(_ key: Key, _ context: Context) -> [Effect]? {
    guard field?.handle(key) == true else { return nil }
    (objection, isLeaving) = (nil, false)
    return []
  }

  mutating func paste(_ text: String, _ context: Context) -> [Effect] {
    field?.paste(text)
    (objection, isLeaving) = (nil, false)
    return []
  }

  mutating func perform(_ action: Action, count: Int, _ context: Context) -> [Effect] {
    let setting = selected
    let value = context.settings.all[setting].value
    switch action {
    case .move(let rows): list.move(by: rows * count, count: Self.settings.count)
    case .page(let pages):
      let shown = SettingsDrawing(overlay: self, context: context).rows.height
      list.move(by: pages * count * max(1, shown - 1), count: Self.settings.count)
    case .first: list.selected = 0
    case .last: list.selected = Self.settings.count - 1
    case .change(let step): return change(setting, from: value, by: step)
    case .edit:
      switch setting.kind {
      case .choice, .flag: return change(setting, from: value, by: 1)
      case .text, .number: field = TextField(value, placeholder: setting.meaningOfStandard ?? "")
      }
    case .reset: return [.save(setting, nil)]
    case .keep:
      do {
        let text = try setting.normalized(field?.text ?? "")
        field = nil
        isLeaving = false
        return [.save(setting, text)]
      } catch {
        (objection, isLeaving) = ("takes \(setting.accepted)", false)
      }
    case .leave:
      if let field, field.text != value, !isLeaving {
        isLeaving = true
        return [.say("Not written yet: Enter writes it, Esc again discards what was typed", .warning)]
      }
      field = nil
      (objection, isLeaving) = (nil, false)
    }
    return []
  }

  private func change(_ setting: Setting, from value: String, by step: Int) -> [Effect] {
    switch setting.kind {
    case .choice(let words):
      let index = words.firstIndex(of: value) ?? 0
      return [.save(setting, words[(index + step + words.count) % words.count])]
    case .flag: return [.save(setting, value == "true" ? "false" : "true")]
    case .number(let range, _):
      let next = (Int(value) ?? range.lowerBound) + 15 * step
      return [.save(setting, "\(min(range.upperBound, max(range.lowerBound, next)))")]
    case .text: return []
    }
  }

  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect] {
    guard field == nil else { return [] }
    let drawing = SettingsDrawing(overlay: self, context: context)
    switch event.action {
    case .wheelUp: list.move(by: -1, count: Self.settings.count)
    case .wheelDown: list.move(by: 1, count: Self.settings.count)
    case .press where drawing.step(at: event.position) != nil:
      return drawing.step(at: event.position).map { perform(.change($0), count: 1, context) } ?? []
    case .press where drawing.rows.contains(event.position):
      let index = drawing.firstRow + event.position.y - drawing.rows.y
      guard Self.settings.indices.contains(index) else { return [] }
      let wasSelected = index == list.selected
      list.selected = index
      return wasSelected ? perform(.edit, count: 1, context) : []
    case .press where !drawing.frame.contains(event.position): return [.pop]
    default: break
    }
    return []
  }

  func draw(into canvas: inout Canvas, _ context: Context) {
    SettingsDrawing(overlay: self, context: context).draw(into: &canvas)
  }

  func focus(_ context: Context) -> String {
    let choice = context.settings.all[selected]
    if field != nil { return "Settings: writing \(selected.rawValue)" }
    let value = choice.value.isEmpty ? "empty" : choice.value
    return "Settings, \(list.selected + 1) of \(Self.settings.count): \(selected.rawValue) is \(value)"
  }
}
