import Mentoring
import Scheduling
import TerminalKit

extension SessionSheet {
  /// What is in sight of it. A form leaves out what can be missed; what is only read is scrolled where it does not fit.
  ///
  /// - Parameters:
  ///   - height: rows that there are.
  ///   - canWrite: whether what changes it is offered.
  func page(
    _ slice: CalendarSlice, times: TimeWording, look: CalendarLook, width: Int, height: Int, canWrite: Bool = true
  ) -> SheetPage {
    let keys = keys(
      at: times.now, viewer: slice.viewer, canWrite: canWrite, canWriteAgenda: agendaOwner(slice) == nil)
    let foot = SheetLine(.keys(keys))
    let facts = facts(slice, times: times, look: look, width: width, most: 3)
    // Under two lines of its history nobody would look for more of it.
    if mode == .reading, facts.count + 3 > height {
      let body =
        self.facts(slice, times: times, look: look, width: width, most: .max) + [SheetLine(.blank)]
        + historyLines(times, look, width, from: 0, steps: .max, most: .max)
      return SheetPage(body, foot: foot, height: height, scroll: scroll)
    }
    let blank = SheetLine(.blank, rank: 9)
    return SheetPage(
      facts + [blank] + historyLines(times, look, width, from: scroll, steps: 5, most: 2) + [blank, foot])
  }

  /// All but the history and the keys; of each at most so many lines.
  private func facts(
    _ slice: CalendarSlice, times: TimeWording, look: CalendarLook, width: Int, most: Int
  ) -> [SheetLine] {
    let session = entry.session
    var lines: [SheetLine] = []
    func row(_ label: String, _ text: String, _ role: Theme.Role = .text, rank: Int = 0) {
      let pieces = wrapped(text, to: max(8, width - 9), most: most, ellipsis: look.glyphs.ellipsis)
      for (index, line) in pieces.enumerated() {
        lines.append(
          SheetLine(
            .spans([Span(fitted(index == 0 ? label : "", to: 9), look[.muted]), Span(line, look[role])]),
            rank: rank + index, isContinued: index > 0))
      }
    }
    let explainer = Explainer(slice: slice, times: times, now: times.now)
    row("When", "\(times.span(session.interval)) · \(times.distance(to: session.interval.start))", .strong)
    let local = explainer.localTimes(of: session.interval.start).joined(separator: " · ")
    if !local.isEmpty { row("", local, .mentee, rank: 5) }
    if let series {
      let place = series.index(of: entry.id).map { "\($0 + 1) of \(series.sessions.count) · " } ?? ""
      row("Series", "\(look.glyphs.repeats) \(place)[ and ] step on · \(series.words)", rank: 2)
      for part in series.parts { row("", part.words(times), .muted, rank: 5) }
    }
    for reason in explainer.explain(session.interval, entry.conflicts, next: nil, room: nil).reasons {
      row(look.glyphs.warning, reason.sentence, .error, rank: 1)
    }
    if case .editing(_, _, let focus) = mode, !rooms.isEmpty {
      let name = explainer.roomName(room) ?? "none"
      let isOther = room != session.room
      let note = isOther ? room.map { explainer.roomWord($0, session.interval) } ?? "" : ""
      lines.append(SheetLine(.choice("Room", value: name, isFocused: focus == .room, note: note)))
    } else {
      row("Room", entry.room ?? "none", rank: 4)
    }
    let count = entry.ordinal.map { ordinal in
      " · session \(ordinal)" + (entry.planned.map { ordinal > $0 ? ", \($0) planned" : " of \($0)" } ?? "")
    }
    let status = session.statusWords(at: times.now) { slice.shortName($0) }
    row("Status", "\(status)\(count ?? "")", rank: 3)
    if let request = session.request {
      let who = slice.viewer.person == request.proposer ? "you ask" : "\(slice.shortName(request.proposer)) asks"
      let deadline = "\(times.moment(request.deadline)) (\(times.distance(to: request.deadline)))"
      row("Request", "\(who) \(look.glyphs.separator) answer until \(deadline)", .request, rank: 1)
      for violation in entry.waived {
        let label = violation.person == request.proposer ? "Waives" : "Waive?"
        row(label, explainer.sentence(violation), .warning, rank: 1)
      }
      if !request.message.isEmpty { row("", "“\(request.message)”", .accent, rank: 3) }
      if let agreed = request.agreed {
        row("Agreed", "\(times.span(agreed.interval)), which stands if the answer is no", rank: 2)
      }
    }
    // What is meant by the choice of several, and what isn't.
    func reach() {
      guard let reach = series?.reach(of: scope, times) else { return }
      row("", reach.taken, .muted, rank: 3)
      for (index, words) in reach.staying.enumerated() { row("", words, .warning, rank: index == 0 ? 0 : 3) }
    }
    switch mode {
    case .editing(let topic, let agenda, let focus):
      lines.append(SheetLine(.text("Topic", topic, isFocused: focus == .topic, note: "", noteRole: .muted)))
      let owner = agendaOwner(slice).map { "\($0)'s to change" }
      lines.append(
        SheetLine(.text("Agenda", agenda, isFocused: focus == .agenda, note: owner ?? "", noteRole: .warning)))
      if series != nil {
        lines.append(SheetLine(.choice("Change", value: scope.words, isFocused: focus == .scope, note: "")))
        reach()
      }
    case .reading, .ending, .missing:
      row("Topic", session.topic.isEmpty ? "–" : session.topic, rank: 2)
      row("Agenda", session.agenda.isEmpty ? "–" : session.agenda, rank: 2)
    }
    if case .reading = mode, let papers {
      for paper in papers.lines(times) { row(paper.label, paper.text, rank: 6) }
    }
    if case .ending(let ending, let reason) = mode {
      let warning =
        ending == .cancel
        ? session.lateWarning(at: times.now, by: slice.viewer.person, notice: entry.lateNotice) : nil
      // All of it, rather than what can be read of the session before.
      if let warning { row(look.glyphs.warning, warning, .warning, rank: -2) }
      lines.append(SheetLine(.text("Reason", reason, isFocused: true, note: "", noteRole: .muted)))
      if choosesScope {
        lines.append(SheetLine(.choice("Cancel", value: scope.words, isFocused: false, note: "Tab changes it")))
        reach()
      }
    }
    if case .missing(let person, let reason) = mode {
      lines.append(SheetLine(.choice("Missed", value: name(person), isFocused: false, note: "Tab changes it")))
      lines.append(SheetLine(.text("Reason", reason, isFocused: true, note: "", noteRole: .muted)))
    }
    if let error { row(look.glyphs.cross, error, .error) }
    return lines
  }

  private func historyLines(
    _ times: TimeWording, _ look: CalendarLook, _ width: Int, from first: Int, steps: Int, most: Int
  ) -> [SheetLine] {
    guard let history else {
      return [SheetLine(.spans([Span(look.unread("reading its history…"), look[.muted])]), rank: 8)]
    }
    guard !history.isEmpty else { return [SheetLine(.spans([Span("no history", look[.muted])]), rank: 8)] }
    return history.dropFirst(first).prefix(steps).flatMap { step -> [SheetLine] in
      let why = step.reason.isEmpty ? "" : " — “\(step.reason)”"
      let text = "\(times.moment(step.at)) \(step.actor): \(step.summary)\(why)"
      // Room for what the further lines of a step are indented by.
      let pieces = wrapped(text, to: max(8, width - 2), most: most, ellipsis: look.glyphs.ellipsis)
      return pieces.enumerated().map { index, line in
        SheetLine(.spans([Span(index == 0 ? line : "  " + line, look[.muted])]), rank: 8, isContinued: index > 0)
      }
    }
  }

  /// Who alone may change the agenda, where the viewer may not.
  func agendaOwner(_ slice: CalendarSlice) -> String? {
    entry.mayChangeAgenda ? nil : slice.shortName(entry.session.mentor)
  }

  /// What a pair notes is theirs alone.
  func mayReadNotes(_ viewer: Actor) -> Bool {
    [entry.session.mentor, entry.session.mentee].contains { $0 == viewer.person }
  }

  /// What can be pressed here, as the last line and the help tell it.
  func keys(at now: Instant, viewer: Actor, canWrite: Bool, canWriteAgenda: Bool) -> [(key: Key, label: String)] {
    switch mode {
    case .ending(let ending, _):
      let what =
        switch ending {
        case .cancel: scope == .this ? "cancel the session" : "cancel \(scope.words)"
        case .decline: "decline"
        case .withdraw: "withdraw"
        }
      return [(Key(.enter), what)] + (choosesScope ? [(Key(.tab), "which")] : []) + [(Key(.escape), "keep it")]
    case .missing(let person, _):
      return [(Key(.enter), "\(name(person)) missed it"), (Key(.tab), "whom"), (Key(.escape), "leave")]
    case .editing(_, _, let focus):
      let enter = focus == lastField ? "save" : "next field"
      return [(Key(.enter), enter), (Key(.tab), "other field"), (Key(.escape), "leave")]
    case .reading:
      guard canWrite else { return [(Key(.escape), "close")] }
      let agenda: [(key: Key, label: String)] = canWriteAgenda ? [(.character("A"), "agenda")] : []
      let notes: [(key: Key, label: String)] = mayReadNotes(viewer) ? [(.character("n"), "notes")] : []
      let edit: [(key: Key, label: String)] =
        [(.character("e"), "edit")] + agenda + notes + [(Key(.escape), "close")]
      let walk: [(key: Key, label: String)] =
        series == nil ? [] : [(.character("["), "before"), (.character("]"), "after")]
      if hasBegun(at: now) {
        let held: [(key: Key, label: String)] = entry.isMissed ? [(.character("y"), "held after all")] : []
        return held + [(.character("x"), "who missed it")] + edit + walk
      }
      guard isComing(at: now) else { return edit + walk }
      if let request = entry.session.request {
        let own = viewer.person == request.proposer
        let accept: (key: Key, label: String) =
          mayAcceptAnyway(viewer) ? (Self.acceptAnyway, "accept anyway") : (.character("a"), "accept")
        let answer = own ? [] : [accept]
        let agreed: [(key: Key, label: String)] = request.agreed == nil ? [] : [(.character("X"), "cancel it")]
        let refusal = refusal(by: viewer.person) == .decline ? "decline" : "withdraw"
        return answer + [(.character("t"), "propose another time"), (.character("x"), refusal)] + agreed + edit
      }
      return [(.character("m"), "move"), (.character("t"), "another time"), (.character("x"), "cancel it")] + edit
        + walk
    }
  }
}
