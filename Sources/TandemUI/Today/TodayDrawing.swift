import Mentoring
import Scheduling
import TerminalKit

/// Draws the first screen; also tells where its items lie, for clicks.
struct TodayDrawing {
  let screen: TodayScreen
  let context: Context

  private var theme: Theme { context.theme }
  private var glyphs: Glyphs { context.glyphs }
  private var area: Rect { context.area.inset(1, 0) }
  /// The week stands beside the lists where there is room, else below them.
  private var isWide: Bool { area.width >= 96 }

  /// A line of the lists: a heading, an item, or words where there are none.
  private enum Line {
    case heading(String)
    case item(TodayScreen.Item)
    case note(String)
    case detail(String, Theme.Role)
    case blank
  }

  private var lines: [Line] {
    guard let data = screen.data else { return [.note(context.unread("Loading…"))] }
    var lines: [Line] = [.heading(greeting), .blank, .heading("Next sessions")]
    if data.coming.isEmpty {
      lines += wrapped(context.plain(emptyAdvice(data)), to: max(8, listArea.width - 2)).map { .note($0) }
    }
    for (index, coming) in data.coming.enumerated() {
      lines.append(.item(.session(index)))
      let agenda = coming.session.agenda.split(separator: "\n").first.map(String.init) ?? ""
      if !agenda.isEmpty { lines.append(.detail("Agenda: \(agenda)", .muted)) }
      if let agreed = coming.session.request?.agreed, agreed.interval.start > context.now {
        lines.append(.detail("stays \(context.times.span(agreed.interval)) if the answer is no", .muted))
        for violation in coming.agreedConflicts.prefix(1) {
          lines.append(.detail("\(conflict(violation, of: coming)), if not moved", .error))
        }
      }
      for violation in coming.conflicts.prefix(1) { lines.append(.detail(conflict(violation, of: coming), .error)) }
    }
    lines += [.blank, .heading("Needs a nudge")]
    if data.nudges.isEmpty { lines.append(.note(quietWords(data))) }
    for index in data.nudges.indices {
      lines.append(.item(.nudge(index)))
      // A reason is no reason while its end is cut.
      lines += pieces(of: data.nudges[index]).dropFirst().map { .detail($0, .text) }
    }
    return lines
  }

  private func pieces(of nudge: TodayData.Nudge) -> [String] {
    wrapped(
      context.plain(nudge.words(context.times)), to: max(8, listArea.width - 6), most: 4, ellipsis: glyphs.ellipsis)
  }

  private var greeting: String {
    let day = context.times.day(context.now)
    if screen.data?.isProgram == true { return "\(day) \(glyphs.separator) the whole program" }
    return "\(day) \(glyphs.separator) \(context.viewer?.name ?? context.actor.login)"
  }

  private func quietWords(_ data: TodayData) -> String {
    if data.isProgram {
      return data.fill == .pairs ? "Nothing waits: every pair has its next session." : "Nothing waits."
    }
    return data.pairCount == 0 ? "Nothing waits." : "Nothing waits: every pair of yours has its next session."
  }

  private func emptyAdvice(_ data: TodayData) -> String {
    if let advice = data.fill?.advice { return advice }
    if data.isProgram { return "Nothing is booked in the next two weeks. Press 2 for the pairs." }
    if data.pairCount == 0 { return "You are in no pair yet; a coordinator makes them." }
    return data.nudges.isEmpty
      ? "Nothing is booked. Press 2 for your pairs." : "Nothing is booked. Press b on a pair below."
  }

  private func conflict(_ violation: Violation, of coming: TodayData.Coming) -> String {
    let phrase = ViolationPhrase(violation, viewer: context.actor.person, times: context.times)
    let reason = phrase.reason(room: coming.room, partner: nil)
    let name: String?
    switch violation.person {
    case context.actor.person?: name = "you"
    case coming.session.mentor?: name = coming.mentor
    case coming.session.mentee?: name = coming.mentee
    default: name = nil
    }
    return "\(glyphs.warning) " + (name.map { "\($0): \(reason)" } ?? reason)
  }

  private var listArea: Rect {
    isWide ? Rect(area.x, area.y, area.width - 36, area.height) : area.splitBottom(weekHeight).rest
  }
  private var weekHeight: Int { area.height >= 24 ? 11 : area.height >= 18 ? 5 : area.height >= 14 ? 4 : 0 }
  private var weekArea: Rect {
    isWide ? Rect(area.maxX - 34, area.y, 34, min(area.height, 12)) : area.splitBottom(weekHeight).bottom
  }

  /// The first line on the screen: the selected one is kept in sight.
  private var offset: Int {
    let index = lines.firstIndex { if case .item(let item) = $0 { item == screen.selected } else { false } } ?? 0
    return max(0, min(index - listArea.height + 3, lines.count - listArea.height))
  }

  var places: [(rect: Rect, item: TodayScreen.Item)] {
    lines.enumerated().compactMap { index, line in
      guard case .item(let item) = line, index >= offset, index - offset < listArea.height else { return nil }
      return (Rect(listArea.x, listArea.y + index - offset, listArea.width, 1), item)
    }
  }

  func draw(into canvas: inout Canvas) {
    let whenWidth = whenWidth
    for (index, line) in lines.enumerated().dropFirst(offset).prefix(listArea.height) {
      draw(line, whenWidth, into: &canvas, Rect(listArea.x, listArea.y + index - offset, listArea.width, 1))
    }
    if let data = screen.data, weekArea.height > 2 { drawWeek(data.week, into: &canvas) }
  }

  private func draw(_ line: Line, _ whenWidth: Int, into canvas: inout Canvas, _ rect: Rect) {
    switch line {
    case .blank: break
    case .heading(let text): write(text, into: &canvas, rect, theme[.title])
    case .note(let text): write("  " + text, into: &canvas, rect, theme[.muted])
    case .detail(let text, let role): write("      " + text, into: &canvas, rect, theme[role])
    case .item(let item):
      let isSelected = item == screen.selected
      let ground = theme[isSelected ? .selection : .text]
      canvas.fill(rect, style: ground)
      if isSelected {
        canvas.write(glyphs.pointer, at: rect.x, rect.y, style: ground)
        canvas.cursor = Point(rect.x, rect.y)
      }
      let spans = spans(item, whenWidth).map { Span($0.text, isSelected ? ground : $0.style) }
      canvas.write(spans, at: rect.x + 2, rect.y, limit: max(0, rect.width - 2))
    }
  }

  private func write(_ text: String, into canvas: inout Canvas, _ rect: Rect, _ style: Style) {
    canvas.write(
      truncated(context.plain(text), to: rect.width, ellipsis: glyphs.ellipsis), at: rect.x, rect.y, style: style)
  }

  /// Columns of the times, as wide as the clock and another year's dates make them, and a gap.
  private var whenWidth: Int {
    let widest = screen.data?.coming.map { columnWidth(context.plain(when($0.session.interval))) }.max() ?? 0
    return isShort ? max(17, widest + 1) : max(24, widest + 2)
  }

  private var isShort: Bool { listArea.width < 64 }

  private func when(_ interval: Interval) -> String {
    let times = context.times
    return isShort ? times.moment(interval.start) : "\(times.day(interval.start)) \(times.times(interval))"
  }

  private func spans(_ item: TodayScreen.Item, _ whenWidth: Int) -> [Span] {
    guard let data = screen.data else { return [] }
    switch item {
    case .nudge(let index):
      return [
        Span("\(glyphs.bullet) ", theme[.warning]),
        Span(pieces(of: data.nudges[index])[0], theme[.text]),
      ]
    case .session(let index):
      let coming = data.coming[index]
      let times = context.times
      let distance =
        coming.session.interval.contains(context.now) ? "now" : times.distance(to: coming.session.interval.start)
      let isTiny = listArea.width < 50
      let names = data.isProgram ? 40 : 22
      let when = when(coming.session.interval)
      var spans = [
        sign(coming),
        Span(fitted(context.plain(when), to: whenWidth, ellipsis: glyphs.ellipsis), theme[.strong]),
        Span(
          fitted(
            context.plain(coming.people), to: isTiny ? max(0, listArea.width - 4 - whenWidth) : isShort ? 22 : names,
            ellipsis: glyphs.ellipsis),
          theme[.text]),
      ]
      if isTiny { return spans }
      if !isShort {
        spans.append(Span(fitted(distance, to: 15), theme[.accent]))
        let place = coming.room.map { "\($0) \(glyphs.separator) " } ?? ""
        let hold = coming.session.status.isHold ? "asked \(glyphs.separator) " : ""
        let rest = max(0, listArea.width - 4 - whenWidth - names - 15)
        let words = context.plain(hold + place + coming.session.topic)
        spans.append(Span(truncated(words, to: rest, ellipsis: glyphs.ellipsis), theme[.muted]))
      } else {
        spans.append(Span(distance, theme[.accent]))
      }
      return spans
    }
  }

  /// What no longer fits; or that it is only asked for, which the words have no room for on a narrow screen.
  private func sign(_ coming: TodayData.Coming) -> Span {
    guard coming.conflicts.isEmpty else { return Span("\(glyphs.warning) ", theme[.error]) }
    return coming.session.status.isHold ? Span("? ", theme[.warning]) : Span("  ", theme[.text])
  }

  // MARK: Week

  private func drawWeek(_ week: [TodayData.DayLoad], into canvas: inout Canvas) {
    let number = "Week \(week.first.map { ($0.date + 3).isoWeek.week } ?? 0)"
    let title = screen.data?.isProgram == true ? "\(number) of the program" : "My week \(glyphs.separator) \(number)"
    if weekArea.height < 9 { return drawShortWeek(week, title, into: &canvas) }
    let inside = canvas.panel(weekArea, title: title, theme: theme, glyphs: glyphs).inset(
      1, 0)
    let today = context.zone.date(at: context.now)
    let most = Self.most(week)
    let words = words(of: week, in: inside.width - 7 - 8)
    let widest = words.map { columnWidth($0) }.max() ?? 0
    let columns = widest > 9 ? widest + 1 : 9
    for (index, day) in week.enumerated() where index < inside.height {
      let y = inside.y + index
      let isToday = day.date == today
      canvas.write(
        fitted("\(day.date.weekday.shortName) \(day.date.day)", to: 7), at: inside.x, y,
        style: theme[isToday ? .today : .text])
      let room = max(4, inside.width - 7 - columns)
      let own = (day.minutes * room + most - 1) / most
      let busy = min(room - min(room, own), day.busyMinutes * room / most)
      canvas.fill(Rect(inside.x + 7, y, min(room, own), 1), style: theme[.free], with: glyphs.full)
      canvas.fill(Rect(inside.x + 7 + min(room, own), y, busy, 1), style: theme[.muted], with: glyphs.outside)
      canvas.write(fittedRight(words[index], to: columns), at: inside.maxX - columns, y, style: theme[.muted])
    }
    guard inside.height >= 9 else { return }
    canvas.write(
      [
        Span(String(glyphs.full), theme[.free]), Span(" sessions   ", theme[.muted]),
        Span(String(glyphs.outside), theme[.muted]), Span(" busy", theme[.muted]),
      ], at: inside.x, inside.y + 8, limit: inside.width)
  }

  private func drawShortWeek(_ week: [TodayData.DayLoad], _ title: String, into canvas: inout Canvas) {
    canvas.write(title, at: weekArea.x, weekArea.y + 1, style: theme[.title])
    let today = context.zone.date(at: context.now)
    let width = max(5, (weekArea.width - 2) / 7)
    let most = Self.most(week)
    let words = words(of: week, in: width - 1)
    for (index, day) in week.enumerated() {
      let x = weekArea.x + 2 + index * width
      let role: Theme.Role = day.date == today ? .today : .muted
      canvas.write(
        fitted("\(day.date.weekday.shortName.prefix(2))\(day.date.day)", to: width), at: x, weekArea.y + 2,
        style: theme[role])
      // The bar, and what it is, in a line each where there is room for both.
      let isTall = weekArea.height >= 5
      if isTall || day.sessions == 0 { drawBar(day, most, into: &canvas, Rect(x, weekArea.y + 3, width - 1, 1)) }
      canvas.write(fitted(words[index], to: width), at: x, weekArea.y + (isTall ? 4 : 3), style: theme[.free])
    }
  }

  /// How many sessions each day has, and how long they take where that can be told whole of all days: half a number is another one.
  func words(of week: [TodayData.DayLoad], in width: Int) -> [String] {
    let full = week.map { day in
      day.sessions == 0 ? "" : "\(day.sessions) \(glyphs.separator) \(hours(day.minutes))"
    }
    guard full.contains(where: { columnWidth($0) > width }) else { return full }
    return week.map { $0.sessions == 0 ? "" : "\($0.sessions)" }
  }

  /// A day's sessions and other busy time, as a part of the fullest day's.
  private func drawBar(_ day: TodayData.DayLoad, _ most: Int, into canvas: inout Canvas, _ rect: Rect) {
    let own = min(rect.width, (day.minutes * rect.width + most - 1) / most)
    let busy = min(rect.width - own, day.busyMinutes * rect.width / most)
    canvas.fill(Rect(rect.x, rect.y, own, 1), style: theme[.free], with: glyphs.full)
    canvas.fill(Rect(rect.x + own, rect.y, busy, 1), style: theme[.muted], with: glyphs.outside)
    if own + busy == 0 { canvas.fill(Rect(rect.x, rect.y, 1, 1), style: theme[.muted], with: glyphs.free) }
  }

  /// Minutes of a full bar: a working day, or the fullest one.
  private static func most(_ week: [TodayData.DayLoad]) -> Int {
    max(8 * 60, week.map { $0.minutes + $0.busyMinutes }.max() ?? 0)
  }

  /// `1 h`, `1½ h`, `¾ h`, to the quarter, so that days can be compared; to the hour where there are hundreds, as of a whole
  /// program.
  private func hours(_ minutes: Int) -> String {
    guard minutes < 100 * 60 else { return "\((minutes + 30) / 60) h" }
    let quarters = max(1, (minutes + 7) / 15)
    let (whole, part) = (quarters / 4, glyphs.quarters[quarters % 4])
    return "\(whole == 0 && glyphs.isUnicode ? "" : "\(whole)")\(part) h"
  }
}
