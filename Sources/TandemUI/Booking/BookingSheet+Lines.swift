import Mentoring
import Recurrence
import Scheduling
import TerminalKit

extension BookingSheet {
  /// - Parameter height: rows that there are; where they are few, reasons behind the first are only counted.
  func lines(
    _ slice: CalendarSlice, times: TimeWording, look: CalendarLook, width: Int, height: Int
  ) -> [SheetLine] {
    var told = explanation?.reasons.count ?? 0
    var lines = lines(slice, times, look, width, reasons: told)
    // What ranks with the reasons or before them has no other way to make room.
    while told > 1, lines.filter({ $0.rank <= Self.reasonRank }).count > height {
      told -= 1
      lines = self.lines(slice, times, look, width, reasons: told)
    }
    return lines
  }

  private static let reasonRank = 3

  private func lines(
    _ slice: CalendarSlice, _ times: TimeWording, _ look: CalendarLook, _ width: Int, reasons told: Int
  ) -> [SheetLine] {
    var lines: [SheetLine] = []
    let explainer = Explainer(slice: slice, times: times, now: times.now)
    let zone = start.map { times.abbreviation(at: $0) } ?? times.zone.name
    lines.append(
      SheetLine(
        .text("Time", time, isFocused: focus == .time, note: zone, noteRole: .muted), target: .field(.time)))
    if let timeError {
      for (index, line) in wrapped(timeError, to: width - 8).prefix(3).enumerated() {
        lines.append(SheetLine(.spans([Span("        " + line, look[.error])]), rank: 1, isContinued: index > 0))
      }
    } else if let start {
      let local = explainer.localTimes(of: start).map { Span($0, look[.mentee]) }
      // What can be had tells its day below; of what can't, how it was read is told here.
      let isTold = explanation?.isOpen ?? false
      let read = isTold ? [] : interval.map { [Span(times.span($0), look[.muted])] } ?? []
      let spans = (read + local).flatMap { [$0, Span(" · ", look[.muted])] }.dropLast()
      if !spans.isEmpty {
        lines.append(SheetLine(.spans([Span("        ", look[.muted])] + spans), rank: isTold ? 6 : 3))
      }
    }
    lines.append(
      SheetLine(
        .choice(
          "Length", value: "\(length) min", isFocused: focus == .length,
          note: interval.map { "until \(times.time($0.end))" } ?? ""),
        // What could be had instead is worth more than the length of what can't be had.
        rank: focus == .length ? 1 : alternatives.isEmpty ? 2 : 3,
        target: .field(.length)))
    if moving == nil, !isOver {
      let name = explainer.roomName(room) ?? "none"
      var note = room.flatMap { id in interval.map { explainer.roomWord(id, $0) } } ?? ""
      // Where the usual room can't be had nobody should wonder where it went.
      if room == nil, !isRoomChosen, let usual = explainer.roomName(slice.usualRoom), let interval {
        note = "\(usual) is \(slice.usualRoom.map { explainer.roomWord($0, interval) } ?? "")"
      }
      lines.append(
        SheetLine(
          .choice("Room", value: name, isFocused: focus == .room, note: note), rank: focus == .room ? 1 : 4,
          target: .field(.room)))
    }
    if moving == nil {
      lines.append(
        SheetLine(
          .text("Topic", topic, isFocused: focus == .topic, note: "", noteRole: .muted), rank: focus == .topic ? 1 : 5,
          target: .field(.topic)))
    }
    if moving == nil, !isOver {
      lines.append(
        SheetLine(
          .text("Agenda", agenda, isFocused: focus == .agenda, note: "", noteRole: .muted),
          rank: focus == .agenda ? 1 : 5, target: .field(.agenda)))
    }
    if moving == nil, !isOver {
      lines += repeating(times)
    } else if moving?.session.series != nil {
      lines.append(
        SheetLine(
          .choice("Series", value: scope.words, isFocused: focus == .scope, note: ""), rank: 1, target: .field(.scope)))
    }
    if showsMessage {
      lines.append(
        SheetLine(
          .text("Message", message, isFocused: focus == .message, note: "", noteRole: .muted),
          rank: focus == .message ? 1 : 6, target: .field(.message)))
    }
    lines.append(SheetLine(.blank, rank: 9))
    lines += verdict(times, look, explainer, width, reasons: told)
    lines.append(SheetLine(.blank, rank: 9))
    let verb =
      isOver
      ? "Log it"
      : moving != nil
        ? (proposes ? "Propose" : confirmsByAsking ? "Ask to move" : "Move")
        : repetition.isSeries ? "Check all" : confirmsByAsking ? "Ask" : "Book"
    lines.append(
      SheetLine(
        .buttons(
          buttons.map { field in
            let label =
              switch field {
              case .anyway: "\(verb) anyway"
              case .ask: (moving == nil ? "Ask" : "Ask to move") + (asking.waivesOwn ? " anyway" : "")
              default: verb
              }
            return (isSaving && field == focus ? "…" : label, field, focus == field)
          })))
    return lines
  }

  private func repeating(_ times: TimeWording) -> [SheetLine] {
    let civil = start.map { zone.civil(at: $0) }
    var lines = [
      SheetLine(
        .choice("Repeat", value: repetition.words(from: civil), isFocused: focus == .repeats, note: ""),
        rank: focus == .repeats ? 1 : 6, target: .field(.repeats))
    ]
    if repetition.isSeries {
      var last = ""
      if let civil, let rule = repetition.rule(from: civil) {
        var end: Instant?
        for occurrence in rule.occurrences(from: civil, zone: zone) { end = occurrence.instant }
        last = end.map { "until \(times.day($0))" } ?? ""
      }
      lines.append(
        SheetLine(
          .choice("Times", value: "\(repetition.count)", isFocused: focus == .times, note: last),
          rank: focus == .times ? 1 : 2, target: .field(.times)))
    }
    return lines
  }

  private func verdict(
    _ times: TimeWording, _ look: CalendarLook, _ explainer: Explainer, _ width: Int, reasons told: Int
  ) -> [SheetLine] {
    var lines: [SheetLine] = []
    func add(_ sign: String, _ text: String, _ role: Theme.Role, rank: Int) {
      for (index, line) in wrapped(text, to: width - 2).enumerated() {
        let prefix = index == 0 ? sign + " " : "  "
        lines.append(
          SheetLine(
            .spans([Span(prefix, look[role].adding(.bold)), Span(line, look[role])]), rank: rank + index,
            isContinued: index > 0))
      }
    }
    if let refusal {
      for reason in refusal.reasons {
        add(look.glyphs.cross, (refusal.isRace ? "Somebody was faster. " : "") + reason, .error, rank: 0)
      }
    }
    if let explanation {
      if explanation.isOpen {
        add(look.glyphs.check, explanation.line, .success, rank: 1)
        for words in explanation.besides { add(look.glyphs.warning, words, .warning, rank: 1) }
      } else if explanation.reasons.isEmpty {
        add(look.glyphs.cross, explanation.why, .error, rank: 1)
      }
      if refusal == nil {
        for (index, reason) in explanation.reasons.prefix(told).enumerated() {
          add(look.glyphs.cross, reason.sentence, .error, rank: index == 0 ? 1 : Self.reasonRank)
          if let fix = reason.fix { lines.append(SheetLine(.spans([Span("  \(fix)", look[.muted])]), rank: 7)) }
        }
        let untold = explanation.reasons.count - told
        if untold > 0 {
          let words = "  +\(untold) more \(untold == 1 ? "reason" : "reasons")"
          lines.append(SheetLine(.spans([Span(words, look[.muted])]), rank: 1))
        }
      }
    } else if start != nil {
      add(look.glyphs.bullet, "checking…", .muted, rank: 1)
    }
    if !alternatives.isEmpty {
      let keys = zip(keys, alternatives).map { key, start -> (key: Key, label: String) in
        let (moment, local) = (times.moment(start), explainer.localTimes(of: start).joined(separator: ", "))
        let both = local.isEmpty ? moment : "\(moment) (\(local))"
        // The other clock is told where it has room.
        return (key, columnWidth(key.label(look.glyphs)) + 1 + columnWidth(both) <= width ? both : moment)
      }
      // One line where all fit, otherwise a line each.
      let total = keys.reduce(0) { $0 + columnWidth($1.key.label(look.glyphs)) + columnWidth($1.label) + 3 }
      if total <= width {
        lines.append(SheetLine(.keys(keys), rank: 2))
      } else {
        for key in keys { lines.append(SheetLine(.keys([key]), rank: 2)) }
      }
    }
    return lines
  }
}
