import Mentoring
import Recurrence
import Scheduling
import TerminalKit

extension SeriesSheet {
  /// - Parameters:
  ///   - height: lines that the sheet may have.
  ///   - sentence: a violation in words.
  func lines(
    _ explainer: Explainer, look: CalendarLook, width: Int, height: Int, sentence: (Violation) -> String
  ) -> [SheetLine] {
    let times = explainer.times
    let count = plan.occurrences.count
    let open = plan.occurrences.count(where: \.isOpen)
    let verdict = isPlanning ? "checking…" : self.verdict(open: open)
    // Few rows are for the occurrences and what stands against them.
    let isTight = height < 12
    let rule =
      isTight ? "" : " · \(booking.rule.words(from: times.zone.civil(at: booking.first.start), zone: times.zone))"
    var lines = [
      SheetLine(
        .spans([Span(verdict, look[open > 0 ? .warning : .success]), Span(rule, look[.text])])),
      SheetLine(.blank, rank: 9),
    ]
    // The list has about half of the lines.
    let details = details(times, look, width, sentence, isTight: isTight)
    let why = isTight ? details.prefix(max(1, height - 4)) : details.suffix((height - 3) / 2)
    var list = list
    let room = max(1, height - (isTight ? 2 : 5) - why.count)
    list.settle(count: count, height: room)
    for index in list.visible(count: count, height: room) {
      lines.append(row(index, isChosen: index == list.selected, explainer, look, width, sentence))
    }
    if count > room, !isTight {
      lines.append(SheetLine(.spans([Span("\(list.selected + 1) of \(count)", look[.muted])]), rank: 8))
    }
    lines.append(SheetLine(.blank, rank: 9))
    lines += why
    lines.append(SheetLine(.keys(keys(isSmall: width < 60))))
    return lines
  }

  /// `3 of 4 fit · 1 to decide`, `5 of 6 will be booked · ready`: as many as Enter books.
  private func verdict(open: Int) -> String {
    let (count, taken) = (plan.occurrences.count, plan.occurrences.count { $0.start != nil })
    if open > 0 { return "\(taken) of \(count) fit · \(open) to decide" }
    guard taken > 0 else { return "none of \(count) will be booked" }
    let isAsTheRuleHasIt = plan.occurrences.allSatisfy { $0.start == $0.original }
    return "\(taken) of \(count) \(isAsTheRuleHasIt ? "fit" : "will be booked") · ready"
  }

  private func row(
    _ index: Int, isChosen: Bool, _ explainer: Explainer, _ look: CalendarLook, _ width: Int,
    _ sentence: (Violation) -> String
  ) -> SheetLine {
    let occurrence = plan.occurrences[index]
    let times = explainer.times
    let (sign, role, note): (String, Theme.Role, String) =
      if occurrence.isSkipped {
        (look.glyphs.enDash, .muted, "left out")
      } else if let start = occurrence.start {
        start == occurrence.original
          ? (look.glyphs.check, .success, explainer.localTimes(of: start).joined(separator: ", "))
          : (look.glyphs.oneWay, .accent, times.moment(start))
      } else {
        (look.glyphs.cross, .error, occurrence.violations.first.map(sentence) ?? "")
      }
    let mark = "\(isChosen ? look.glyphs.pointer : " ") \(sign) "
    let style = look[isChosen ? .cursor : role]
    // As wide as any, so that what follows stands in one column.
    let widest = plan.occurrences.map { columnWidth(times.moment($0.original)) }.max() ?? 0
    if let start = occurrence.start, occurrence.isMoved {
      let text =
        mark + moved(from: occurrence.original, to: start, explainer, widest: widest, room: width - columnWidth(mark))
      return SheetLine(
        .spans([Span(fitted(text, to: width, ellipsis: look.glyphs.ellipsis), style)]), target: .row(index))
    }
    let time = fitted(times.moment(occurrence.original), to: note.isEmpty ? widest : min(widest, width - 12))
    let text = fitted(
      mark + time + (note.isEmpty ? "" : "  \(note)"), to: width, ellipsis: look.glyphs.ellipsis)
    return SheetLine(.spans([Span(text, style)]), target: .row(index))
  }

  /// Both times, and what the other's clock shows then; where there is no room for all that, the time that it will have comes
  /// first.
  private func moved(from old: Instant, to new: Instant, _ explainer: Explainer, widest: Int, room: Int) -> String {
    let times = explainer.times
    let note = times.moment(new)
    let full = ([note] + explainer.localTimes(of: new)).joined(separator: ", ")
    let time = fitted(times.moment(old), to: widest)
    let isSameDay = times.zone.date(at: old) == times.zone.date(at: new)
    let short = "\(note)  not \(isSameDay ? times.time(old) : times.moment(old))"
    return ["\(time)  \(full)", "\(time)  \(note)"].first { columnWidth($0) <= room } ?? short
  }

  /// All that stands against the selected one, and what else can be had; in few rows the first reason goes before both.
  private func details(
    _ times: TimeWording, _ look: CalendarLook, _ width: Int, _ sentence: (Violation) -> String, isTight: Bool
  ) -> [SheetLine] {
    var lines: [SheetLine] = []
    let ellipsis = look.glyphs.ellipsis
    if let error {
      lines += wrapped(error, to: width, most: isTight ? 1 : 3, ellipsis: ellipsis).map {
        SheetLine(.spans([Span($0, look[.error])]))
      }
    }
    guard let occurrence = selected, !occurrence.violations.isEmpty else { return lines }
    for violation in occurrence.violations.prefix(isTight ? 1 : 4) {
      let text = "\(look.glyphs.cross) \(sentence(violation))"
      for line in wrapped(text, to: width, most: isTight ? 3 : 2, ellipsis: ellipsis) {
        lines.append(SheetLine(.spans([Span(line, look[.error])]), rank: 5))
      }
    }
    if occurrence.isOpen {
      let offer = occurrence.opening.map { "free nearby: \(times.moment($0))" } ?? "nothing is free within three days"
      lines.append(SheetLine(.spans([Span("  \(offer)", look[.muted])]), rank: 4))
    }
    return lines
  }

  private func keys(isSmall: Bool) -> [(key: Key, label: String)] {
    let next = isSmall ? "next" : "next to decide"
    var keys: [(key: Key, label: String)] = [
      (Key(.enter), isSaving ? "…" : plan.isBookable ? "book\(isSmall ? "" : " " + booked)" : next)
    ]
    if let occurrence = selected {
      keys.append(
        (.character(" "), occurrence.isSkipped ? isSmall ? "in" : "take in" : isSmall ? "out" : "leave out"))
      if occurrence.isMoved {
        keys.append((.character("m"), isSmall ? "back" : "put back"))
      } else if occurrence.opening != nil {
        keys.append((.character("m"), isSmall ? "move" : "move there"))
      }
    }
    if clashing.count > 1 {
      keys += [(.character("S"), "leave all out"), (.character("M"), "move all")]
    }
    return keys + [(Key(.escape), "back")]
  }

  /// `5 sessions`: what Enter books.
  var booked: String {
    let count = plan.occurrences.count { $0.start != nil }
    return count == 1 ? "1 session" : "\(count) sessions"
  }
}
