import Mentoring
import Scheduling
import TerminalKit

extension ExplanationSheet {
  func lines(times: TimeWording, look: CalendarLook, width: Int) -> [SheetLine] {
    var lines: [SheetLine] = []
    func add(_ sign: String, _ text: String, _ role: Theme.Role) {
      for (index, line) in wrapped(text, to: width - 2).enumerated() {
        lines.append(SheetLine(.spans([Span(index == 0 ? sign + " " : "  ", look[role]), Span(line, look[role])])))
      }
    }
    if explanation.isOpen { add(look.glyphs.check, explanation.line, .success) }
    for text in waived { add(look.glyphs.bullet, text, .muted) }
    if explanation.reasons.isEmpty, !explanation.isOpen { add(look.glyphs.cross, explanation.line, .error) }
    for reason in explanation.reasons {
      add(look.glyphs.cross, reason.sentence, .error)
      add(" ", reason.fix ?? "only another time would do", .muted)
    }
    lines = Array(lines.dropFirst(min(scroll, max(0, lines.count - 1))))
    lines.append(SheetLine(.blank, rank: 9))
    if isLooking {
      let words = look.unread("looking for openings…")
      lines.append(SheetLine(.spans([Span(words, look[.muted])]), rank: 2))
    }
    for (index, (start, locals)) in zip(alternatives, localTimes).enumerated() {
      let local = locals.joined(separator: ", ")
      let label = offer.words + times.moment(start) + (local.isEmpty ? "" : " (\(local))")
      lines.append(SheetLine(.keys([(.character(Character("\(index + 1)")), label)]), rank: 2))
    }
    var keys: [(Key, String)] = offer.elsewhere.map { [(.character("v"), $0)] } ?? []
    if hasNextOpening { keys.append((.character("n"), "next opening")) }
    lines.append(SheetLine(.keys(keys + [(Key(.escape), "close")]), rank: 1))
    return lines
  }
}
