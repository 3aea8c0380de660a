import Mentoring
import Scheduling

/// What the viewer's notebooks wait for: tasks of theirs that are due, and notes of the session that was held last.
struct NotebookNudges {
  let viewer: Person?
  let zone: ZoneRules
  let now: Instant

  /// Tasks are told of from this many days before they are due.
  private static let daysAhead = 1
  /// After these many days nobody remembers what to note.
  static let daysOfNotes = 7

  func load(_ pairs: [Pair], _ reader: any StoreReader) throws -> [TodayData.Nudge] {
    guard let viewer else { return [] }
    return try pairs.flatMap { pair -> [TodayData.Nudge] in
      let notebook = Notebook(try reader.notebook(of: pair.id), of: pair, for: viewer.id)
      let partner = try pair.partner(of: viewer.id).flatMap { try reader.person($0) }?.name ?? "?"
      return tasks(notebook, pair) + (try notes(notebook, pair, partner, reader))
    }
  }

  private func tasks(_ notebook: Notebook, _ pair: Pair) -> [TodayData.Nudge] {
    let today = zone.date(at: now)
    let times = TimeWording(zone: zone, now: now)
    return notebook.actions.compactMap { entry in
      guard entry.person == viewer?.id, case .action(let text, let due?, nil) = entry.content,
        due <= today + Self.daysAhead
      else { return nil }
      let when = due < today ? "was due \(times.day(due))" : due == today ? "due today" : "due tomorrow"
      return TodayData.Nudge(
        text: "To do, \(when): \(text)", pair: pair.id, notebook: .some(nil), days: max(0, today - due))
    }
  }

  private func notes(
    _ notebook: Notebook, _ pair: Pair, _ partner: String, _ reader: any StoreReader
  ) throws -> [TodayData.Nudge] {
    let recent = Interval(now - Self.daysOfNotes * 86_400, now)
    let held = try reader.sessions(SessionFilter(interval: recent, pair: pair.id)).last { $0.status(at: now) == .held }
    guard let held, notebook.notes(of: held.id) == nil else { return [] }
    let day = TimeWording(zone: zone, now: now).day(held.interval.start)
    return [
      TodayData.Nudge(
        text: "No notes yet of \(day) with \(partner)", pair: pair.id, notebook: .some(held.id),
        days: zone.date(at: now) - zone.date(at: held.interval.start))
    ]
  }
}
