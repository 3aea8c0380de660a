import Mentoring
import Scheduling
import TerminalKit

/// What there is to know of one pair, in a box.
struct PairDetail {
  let row: PairList.Row?
  /// Its sessions that no longer fit.
  var conflicts = 0
  /// Lines above those in sight.
  var offset = 0
  let context: Context

  private var theme: Theme { context.theme }
  private var glyphs: Glyphs { context.glyphs }

  func draw(into canvas: inout Canvas, _ rect: Rect, isFocused: Bool = false) {
    guard let row else {
      _ = canvas.panel(rect, title: "", theme: theme, glyphs: glyphs)
      return
    }
    let title = "\(row.mentor.name) \(glyphs.oneWay) \(row.mentee.name)"
    let inside = canvas.panel(rect, title: title, theme: theme, glyphs: glyphs, isFocused: isFocused).inset(1, 0)
    let lines = lines(row, width: inside.width)
    let offset = min(offset, limit(in: rect))
    for (index, spans) in lines.dropFirst(offset).prefix(inside.height).enumerated() {
      canvas.write(spans, at: inside.x, inside.y + index, limit: inside.width)
    }
    // Beside the table it can't be scrolled.
    guard isFocused else { return }
    canvas.scrollbar(
      Rect(rect.maxX - 1, inside.y, 1, inside.height), offset: offset, visible: inside.height, total: lines.count,
      theme: theme, glyphs: glyphs)
  }

  /// How many lines can be scrolled out of sight in such a box.
  func limit(in rect: Rect) -> Int {
    let inside = rect.inset(2, 1)
    return row.map { max(0, lines($0, width: inside.width).count - inside.height) } ?? 0
  }

  private func lines(_ row: PairList.Row, width: Int) -> [[Span]] {
    var lines: [[Span]] = wrapped(context.plain(kindLine(row)), to: width).prefix(2).map { [Span($0, theme[.muted])] }
    for line in wrapped(context.plain(row.pair.topic), to: width).prefix(2) {
      lines.append([Span(line, theme[.strong])])
    }
    lines.append(unfit)
    lines.append(sessions(row, width: width))
    lines.append(field("Cadence", row.pair.cadence.map(\.phrase) ?? "not set"))
    if let start = row.pair.start {
      lines.append(field("Since", "\(TimeWording.months[start.month - 1]) \(start.year)"))
    }
    lines += next(row, width)
    lines += shortfalls(row)
    lines += goals(row, width)
    lines += tasks(row, width)
    lines.append([])
    lines += person("Mentor", row.mentor, .mentor, row.mentor.teaches, "teaches", width)
    lines += person("Mentee", row.mentee, .mentee, row.mentee.learns, "learns", width)
    return lines
  }

  /// What no longer fits, or nothing, on a line of its own: what follows keeps its place from pair to pair.
  private var unfit: [Span] {
    guard conflicts > 0 else { return [] }
    let words =
      conflicts == 1 ? "1 session no longer fits; c shows it" : "\(conflicts) sessions no longer fit: c, then !"
    let style = theme[.error]
    return [Span(glyphs.warning, style.adding(.reverse)), Span(" \(words)", style)]
  }

  /// `reverse · Gen Z → Boomer`.
  private func kindLine(_ row: PairList.Row) -> String {
    var parts = [row.pair.kind.rawValue]
    if let one = row.mentor.generation, let other = row.mentee.generation {
      parts.append("\(one.title) → \(other.title)")
    }
    if row.pair.state != .active { parts.append(row.pair.state.rawValue) }
    return parts.joined(separator: " · ")
  }

  private func field(_ name: String, _ value: String, _ role: Theme.Role = .text) -> [Span] {
    [Span(fitted(name, to: 10), theme[.muted]), Span(context.plain(value), theme[role])]
  }

  private func sessions(_ row: PairList.Row, width: Int) -> [Span] {
    guard let planned = row.pair.sessions, planned > 0 else { return field("Sessions", "\(row.held) held") }
    let room = max(4, min(12, width - 10 - 12))
    let filled = min(room, row.held * room / planned)
    return [
      Span(fitted("Sessions", to: 10), theme[.muted]),
      Span(String(repeating: String(glyphs.full), count: filled), theme[.free]),
      Span(String(repeating: String(glyphs.empty), count: room - filled), theme[.muted]),
      Span(row.held > planned ? "  \(row.held), \(planned) planned" : "  \(row.held) of \(planned)", theme[.text]),
    ]
  }

  /// When they meet, and under it the time elsewhere or what is amiss: two lines always, so that what follows has its place,
  /// and who goes from pair to pair reads without searching.
  private func next(_ row: PairList.Row, _ width: Int) -> [[Span]] {
    guard let next = row.next else {
      let none = field("Next", row.pair.state == .active ? "none; b books one" : "none", .muted)
      return [none, row.risk.map { field("", "! \($0)", .warning) } ?? []]
    }
    let elsewhere = truncated(
      context.plain(elsewhere(next.interval.start, row)), to: max(0, width - 10), ellipsis: glyphs.ellipsis)
    let asked = next.status.isHold ? ", asked for" : ""
    return [
      field("Next", context.times.momentWithZone(next.interval.start) + asked, asked.isEmpty ? .accent : .muted),
      field("", elsewhere, .muted),
    ]
  }

  /// `15:00 for Arjun (Kolkata)`, `15:30 Tokyo, 12:00 Kolkata`; empty where both have the viewer's clock.
  private func elsewhere(_ start: Instant, _ row: PairList.Row) -> String {
    let clocks = [row.mentor, row.mentee].filter { $0.zone != context.zone.name }.compactMap { person in
      (try? context.zones.zone(named: person.zone)).map { zone in
        let times = TimeWording(zone: zone, now: context.now, clock: context.settings.clock)
        return (person: person, time: times.time(start), city: zone.city)
      }
    }
    guard let first = clocks.first else { return "" }
    let isSame = clocks.allSatisfy { $0.city == first.city }
    guard clocks.count == 1 || isSame else { return clocks.map { "\($0.time) \($0.city)" }.joined(separator: ", ") }
    let whom = clocks.count == 1 ? "\(first.person.firstName)" : "both"
    return "\(first.time) for \(whom) (\(first.city))"
  }

  /// `Ralf called off late 2 times, did not come once`.
  private func shortfalls(_ row: PairList.Row) -> [[Span]] {
    func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }
    return [row.mentor, row.mentee].compactMap { person in
      guard let shortfall = row.shortfalls[person.id] else { return nil }
      let first = person.firstName
      let parts = [
        shortfall.late > 0 ? "called off late \(times(shortfall.late))" : nil,
        shortfall.missed > 0 ? "did not come \(times(shortfall.missed))" : nil,
      ].compactMap { $0 }
      return field("", "\(first) \(parts.joined(separator: ", "))", .warning)
    }
  }

  /// More than these are for the notebook.
  private static let most = 3

  /// `Goals     ██████░░░░  60%  Cut alone`.
  private func goals(_ row: PairList.Row, _ width: Int) -> [[Span]] {
    (row.notebook?.goals ?? []).prefix(Self.most).enumerated().compactMap { index, entry in
      guard case .goal(let text, let progress) = entry.content else { return nil }
      let full = max(0, min(10, progress / 10))
      return [
        Span(fitted(index == 0 ? "Goals" : "", to: 10), theme[.muted]),
        Span(String(repeating: String(glyphs.full), count: full), theme[.free]),
        Span(String(repeating: String(glyphs.empty), count: 10 - full), theme[.muted]),
        Span(fittedRight("\(progress)%", to: 5) + "  ", theme[.accent]),
        Span(truncated(context.plain(text), to: max(0, width - 27), ellipsis: glyphs.ellipsis), theme[.text]),
      ]
    }
  }

  /// `To do     Ralf: share the files · Fri 27 Nov`.
  private func tasks(_ row: PairList.Row, _ width: Int) -> [[Span]] {
    let open = (row.notebook?.actions ?? []).filter(\.isOpenAction)
    return open.prefix(Self.most).enumerated().compactMap { index, entry in
      guard case .action(let text, let due, _) = entry.content else { return nil }
      let person = entry.person == row.mentor.id ? row.mentor : row.mentee
      let first = person.firstName
      let day = due.map { " · \(context.times.day($0))" } ?? ""
      let isLate = due.map { $0 < context.zone.date(at: context.now) } ?? false
      let words = truncated(
        context.plain("\(first): \(text)"), to: max(0, width - 10 - columnWidth(day)), ellipsis: glyphs.ellipsis)
      return [
        Span(fitted(index == 0 ? "To do" : "", to: 10), theme[.muted]), Span(words, theme[.text]),
        Span(context.plain(day), theme[isLate ? .error : .accent]),
      ]
    }
  }

  private func person(
    _ role: String, _ person: Person, _ look: Theme.Role, _ skills: [String], _ verb: String, _ width: Int
  ) -> [[Span]] {
    let place = [person.department, person.zone].filter { !$0.isEmpty }.joined(separator: " · ")
    var lines = [
      [Span(fitted(role, to: 10), theme[.muted]), Span(person.name, theme[look])],
      field("", truncated(context.plain(place), to: max(0, width - 10), ellipsis: glyphs.ellipsis), .muted),
    ]
    if !skills.isEmpty {
      let text = "\(verb) \(skills.joined(separator: ", "))"
      lines.append(field("", truncated(context.plain(text), to: max(0, width - 10), ellipsis: glyphs.ellipsis)))
    }
    return lines
  }
}
