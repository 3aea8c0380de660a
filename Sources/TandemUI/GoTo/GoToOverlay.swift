import Mentoring
import Scheduling
import TerminalKit

/// Asks for a date as people write it, and shows at once how it is understood.
struct GoToOverlay: Layer {
  enum Action: Hashable, Sendable { case go }

  let name = "Go to"
  private var field = TextField(placeholder: "fri 14:00, next tue, 3 dec, +2w")

  let keymap = Keymap<Action>([.init(.go, [Key(.enter)], "go there", hint: "go")])

  var isTyping: Bool { true }

  mutating func type(_ key: Key, _ context: Context) -> [Effect]? { field.handle(key) ? [] : nil }

  mutating func paste(_ text: String, _ context: Context) -> [Effect] {
    field.paste(text)
    return []
  }

  mutating func perform(_ action: Action, count: Int, _ context: Context) -> [Effect] {
    switch reading(context) {
    case .success(let phrase):
      let morning = CivilDateTime(phrase.date, minuteOfDay: 9 * 60)
      return [
        .pop, .goTo(phrase.instant(in: context.zone) ?? context.zone.instant(of: morning), isDay: phrase.time == nil),
      ]
    case .failure: return []
    }
  }

  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect] {
    if case .press = event.action, !frame(context).contains(event.position) { return [.pop] }
    return []
  }

  private func reading(_ context: Context) -> Result<TimePhrase, TimePhraseError> {
    do throws(TimePhraseError) {
      return .success(try TimePhrase(field.text, now: context.now, zone: context.zone, sense: .nearest))
    } catch {
      return .failure(error)
    }
  }

  private func frame(_ context: Context) -> Rect {
    let width = context.overlayWidth(60)
    // What can't be read is quoted with what could be, which takes more lines.
    let lines = min(5, max(2, lines(context, width: width - 4).count))
    return Rect((context.size.width - width) / 2, context.area.y + 2, width, min(3 + lines, context.area.height - 2))
  }

  private func lines(_ context: Context, width: Int) -> [String] {
    wrapped(context.plain(preview(context).0), to: width)
  }

  func draw(into canvas: inout Canvas, _ context: Context) {
    let theme = context.theme
    _ = canvas.panel(frame(context), title: "Go to", theme: theme, glyphs: context.glyphs, isFocused: true)
    let inside = frame(context).inset(2, 1)
    canvas.cursor = field.draw(
      into: &canvas, inside.row(0), style: theme[.focusedField], placeholder: theme[.placeholder])
    let role = preview(context).1
    for (index, line) in lines(context, width: inside.width).prefix(inside.height - 1).enumerated() {
      canvas.write(line, at: inside.x, inside.y + 1 + index, style: theme[role])
    }
  }

  private func preview(_ context: Context) -> (String, Theme.Role) {
    guard !field.text.isEmpty else { return ("a weekday, a date, a distance, with or without a time", .muted) }
    switch reading(context) {
    case .success(let phrase):
      let place =
        phrase.instant(in: context.zone).map { context.times.momentWithZone($0) } ?? context.times.day(phrase.date)
      return ("\(context.glyphs.check) \(place)", .success)
    case .failure(let error):
      // What can be leafed to is more than what can be booked.
      let examples = "“fri 14:00”, “next tue”, “3 dec”, “+2w”, “week 50”, “next month” or “now”"
      return (error.words(examples: examples), .warning)
    }
  }

  func focus(_ context: Context) -> String { "Go to: \(preview(context).0)" }
}
