import Mentoring
import Scheduling
import TerminalKit

/// Draws the requests and the selected one's day; also tells where the rows lie, for clicks.
struct RequestsDrawing {
  let screen: RequestsScreen
  let context: Context

  private var theme: Theme { context.theme }
  private var glyphs: Glyphs { context.glyphs }
  private var area: Rect { context.area }
  /// Where there is no room for headings, a frame and words that can do without: who asks whom stands above the
  /// selected request instead, and of everything one line each.
  private var isShort: Bool { context.size.height < 16 }

  private enum Line {
    case heading(String)
    case item(Int)
  }

  private var lines: [Line] {
    let items = screen.data?.items ?? []
    let own = items.indices.filter { items[$0].waitsForViewer }
    let others = items.indices.filter { !items[$0].waitsForViewer }
    var lines: [Line] = []
    if isShort { return (own + others).map { .item($0) } }
    if !own.isEmpty { lines += [.heading("Waits for you")] + own.map { .item($0) } }
    if !others.isEmpty {
      let isProgram = context.actor.person == nil || context.actor.isCoordinator
      lines += [.heading(isProgram ? "Waits for others" : "You wait for")] + others.map { .item($0) }
    }
    return lines
  }

  /// The list above, what there is to know of the selected request right below it, where the eye is.
  private var listArea: Rect { Rect(area.x + 1, area.y, area.width - 2, area.height - detailHeight) }
  private var detailArea: Rect {
    let gap = isShort ? 0 : 1
    return Rect(area.x, min(area.maxY - detailHeight, area.y + lines.count + gap), area.width, detailHeight)
  }
  private var detailHeight: Int {
    guard screen.selected != nil else { return 0 }
    let wanted = detailLines(width: area.width - (isShort ? 2 : 4)).count + stripHeight + (isShort ? 1 : 2)
    // Three rows are left to the list, which without headings may need fewer.
    return min(wanted, max(0, area.height - min(3, isShort ? lines.count : area.height)))
  }
  /// What the characters of the day mean is known from larger screens.
  private var stripHeight: Int { DayStrip.height - (isShort ? 1 : 0) }

  private var offset: Int {
    let index = lines.firstIndex { if case .item(screen.list.selected) = $0 { true } else { false } } ?? 0
    return max(0, min(index - listArea.height + 1, lines.count - listArea.height))
  }

  var places: [(rect: Rect, index: Int)] {
    lines.enumerated().compactMap { row, line in
      guard case .item(let index) = line, row >= offset, row - offset < listArea.height else { return nil }
      return (listArea.row(row - offset), index)
    }
  }

  func draw(into canvas: inout Canvas) {
    guard let data = screen.data else { return note(context.unread("Loading…"), into: &canvas) }
    guard !data.items.isEmpty else {
      note("Nothing waits for an answer.", into: &canvas)
      canvas.write(
        truncated("In a pair's calendar, r asks the other side for a time.", to: area.width - 4), at: area.x + 3,
        area.y + 2, style: theme[.muted])
      return
    }
    let whenWidth = whenWidth
    for (row, line) in lines.enumerated().dropFirst(offset).prefix(listArea.height) {
      let rect = listArea.row(row - offset)
      switch line {
      case .heading(let text): canvas.write(text, at: rect.x, rect.y, style: theme[.title])
      case .item(let index): draw(data.items[index], whenWidth, index == screen.list.selected, &canvas, rect)
      }
    }
    if let item = screen.selected { drawDetail(item, into: &canvas) }
  }

  private func note(_ text: String, into canvas: inout Canvas) {
    canvas.write(context.plain(text), at: area.x + 3, area.y + 1, style: theme[.text])
  }

  /// Columns of the times, as wide as the clock, the zones and another year's dates make them, and a gap.
  private var whenWidth: Int {
    let widest = screen.data?.items.map { columnWidth(context.plain(when($0.session.interval))) }.max() ?? 0
    return isWide ? max(30, widest + 2) : max(17, widest + 1)
  }

  private var isWide: Bool { listArea.width >= 76 }

  private func when(_ interval: Interval) -> String {
    isWide ? context.times.span(interval) : context.times.moment(interval.start)
  }

  private func draw(
    _ item: RequestsData.Item, _ whenWidth: Int, _ isSelected: Bool, _ canvas: inout Canvas, _ rect: Rect
  ) {
    let ground = theme[isSelected ? .selection : .text]
    canvas.fill(rect, style: ground)
    if isSelected {
      canvas.write(glyphs.pointer, at: rect.x, rect.y, style: ground)
      canvas.cursor = Point(rect.x, rect.y)
    }
    let times = context.times
    let other = item.waitsForViewer ? item.proposer.name : item.answering.name
    let people =
      context.actor.person.map { [item.mentor.id, item.mentee.id].contains($0) } ?? false
      ? other : "\(item.mentor.name) \(glyphs.oneWay) \(item.mentee.name)"
    let isSoon = item.request.deadline - context.now < 86_400
    // Where there is little room the name counts more than the words.
    let room = rect.width - 4 - whenWidth
    let distance = times.distance(to: item.request.deadline)
    // Below the list it is told again.
    let until = ["answer \(distance)", distance].first { columnWidth($0) + Self.leastName <= room } ?? ""
    // One column for all, whatever each has to say of its own.
    let widest = screen.data?.items.map { columnWidth("answer \(times.distance(to: $0.request.deadline))") }.max() ?? 0
    let nameWidth = min(isWide ? 36 : 24, max(0, room - (isWide ? widest : columnWidth(until))))
    func style(_ role: Theme.Role) -> Style { isSelected ? ground : theme[role] }
    canvas.write(
      [
        Span(
          fitted(context.plain(when(item.session.interval)), to: whenWidth, ellipsis: glyphs.ellipsis), style(.strong)),
        Span(fitted(context.plain(people), to: nameWidth - 1, ellipsis: glyphs.ellipsis) + " ", style(.text)),
        Span(until, style(isSoon ? .warning : .muted)),
        Span(item.broken.isEmpty ? "" : " \(glyphs.warning)", style(.error)),
      ], at: rect.x + 2, rect.y, limit: rect.width - 2)
  }

  /// Columns of a name that say whose it is.
  private static let leastName = 8

  // MARK: Detail

  private var asking: (label: String, text: String) {
    guard let item = screen.selected else { return ("", "") }
    let (one, other) = (item.proposer.name, item.answering.name)
    if item.request.agreed != nil { return ("Move", "\(one) asks \(other) to move it") }
    if item.session.status == .countered { return ("Counter", "\(one) proposes another time to \(other)") }
    return ("Asks", "\(one) asks \(other)")
  }

  /// What is said of the selected request; `isUrgent` marks what must be read before it is answered.
  private func detailLines(width: Int) -> [(spans: [Span], isUrgent: Bool)] {
    guard let item = screen.selected else { return [] }
    let times = context.times
    var lines: [(spans: [Span], isUrgent: Bool)] = []
    func add(_ label: String, _ text: String, _ role: Theme.Role = .text, most: Int = 2, isUrgent: Bool = false) {
      let pieces = wrapped(context.plain(text), to: max(8, width - 9), most: most, ellipsis: glyphs.ellipsis)
      for (index, line) in pieces.enumerated() {
        let spans = [Span(fitted(index == 0 ? label : "", to: 9), theme[.muted]), Span(line, theme[role])]
        lines.append((spans, isUrgent))
      }
    }
    if !isShort { add(asking.label, asking.text, most: 1) }
    if !item.request.message.isEmpty {
      let text = "“\(item.request.message)”"
      if isShort {
        let line = truncated(context.plain(text).replacingLineBreaks, to: width, ellipsis: glyphs.ellipsis)
        lines.append(([Span(line, theme[.accent])], false))
      } else {
        add("", text, .accent)
      }
    }
    if let agreed = item.request.agreed {
      add("Instead", "of \(times.span(agreed.interval)), which is held too, and stands again after a no", .muted)
    }
    if let countered = item.countered {
      // Who asked may have thought of another time themself.
      let asked = countered.request?.proposer == item.proposer.id ? item.proposer : item.answering
      let whose = context.actor.person == asked.id ? "you" : asked.firstName
      add("Counters", "\(times.span(countered.interval)), which \(whose) asked for", .muted)
    }
    let local = [item.mentor, item.mentee].compactMap { person -> String? in
      guard let zone = try? context.zones.zone(named: person.zone) else { return nil }
      return times.time(item.session.interval.start, in: zone).map { "\($0) for \(person.firstName)" }
    }
    if isShort {
      // The list has the day, and how long there is to answer.
      add("When", ([times.times(item.session.interval)] + local).joined(separator: " · "), .strong, most: 1)
    } else {
      if context.size.height >= 20 {
        add("When", ([times.span(item.session.interval)] + local).joined(separator: " · "), .strong)
      }
      let deadline = "\(times.moment(item.request.deadline)) (\(times.distance(to: item.request.deadline)))"
      add("Until", "\(deadline), then it expires", most: 1)
    }
    for sentence in item.waivedByProposer { add("Waived", sentence, .muted) }
    for sentence in item.waived { add("Waive?", sentence, .warning, isUrgent: true) }
    for sentence in item.broken { add("\(glyphs.cross)", sentence, .error, isUrgent: true) }
    return lines
  }

  private func drawDetail(_ item: RequestsData.Item, into canvas: inout Canvas) {
    guard detailArea.height >= 4 else { return }
    let inside = frame(item, into: &canvas)
    let all = detailLines(width: inside.width)
    let strip = DayStrip(
      lanes: item.lanes, session: item.session.interval, times: context.times, theme: theme, glyphs: glyphs)
    // Which rules the answer waives comes first where there isn't room for all, then the day, then the rest.
    let urgent = all.filter(\.isUrgent)
    let room = max(min(urgent.count, inside.height), inside.height - stripHeight)
    let words = all.count <= room ? all : Array((urgent + all.filter { !$0.isUrgent }).prefix(room))
    for (index, line) in words.enumerated() {
      canvas.write(line.spans, at: inside.x, inside.y + index, limit: inside.width)
    }
    let y = inside.y + words.count
    strip.draw(into: &canvas, Rect(inside.x, y, inside.width, min(stripHeight, inside.maxY - y)))
  }

  /// Draws what the detail stands in, and returns the room inside: a frame, or a line above it where rows are few.
  private func frame(_ item: RequestsData.Item, into canvas: inout Canvas) -> Rect {
    guard isShort else {
      let title =
        item.session.topic.isEmpty ? "\(item.mentor.name) \(glyphs.oneWay) \(item.mentee.name)" : item.session.topic
      return canvas.panel(detailArea, title: context.plain(title), theme: theme, glyphs: glyphs).inset(1, 0)
    }
    let (line, rest) = detailArea.splitTop(1)
    canvas.fill(line, style: theme[.border], with: glyphs.horizontal)
    canvas.write(
      truncated(" \(context.plain(asking.text)) ", to: line.width - 2, ellipsis: glyphs.ellipsis), at: line.x + 1,
      line.y, style: theme[.title])
    return rest.inset(1, 0)
  }
}
