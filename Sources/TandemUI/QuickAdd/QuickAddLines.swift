import Mentoring
import Scheduling
import TerminalKit

/// What stands below the line of quick add: each part as it is read, and what that comes to.
struct QuickAddLines {
  struct Line: Hashable {
    enum Kind: Hashable {
      /// A part of the line as it is read.
      case part
      /// What it comes to.
      case verdict
      /// What is in its way.
      case reason
      /// What can be pressed instead.
      case offer
    }

    /// Empty for what is said about the whole.
    let label: String
    let text: String
    let role: Theme.Role
    var kind = Kind.verdict
    /// What is said of it where there is but one row; nil for the beginning of all.
    var brief: String?
  }

  let field: TextField
  let preview: QuickAddPreview?
  let error: String?
  let context: Context

  var lines: [Line] {
    guard !field.text.allSatisfy(\.isWhitespace) else {
      return [
        Line(label: "", text: "with whom, when, and if you like how long, where and what about", role: .muted),
        Line(label: "", text: "“3 dec 9:15-10:00 with alex” · “sam +2w 14:00 1h30: goals for spring”", role: .muted),
      ]
    }
    guard let preview else { return [Line(label: "", text: context.unread("Reading…"), role: .muted)] }
    return parts(preview) + verdict(preview)
  }

  private func parts(_ preview: QuickAddPreview) -> [Line] {
    let line = preview.line
    var lines: [Line] = []
    if let mentor = preview.people.first, let mentee = preview.people.last {
      let names = "\(mentor.name) \(context.glyphs.oneWay) \(mentee.name)"
      lines.append(Line(label: "whom", text: names, role: .accent, kind: .part))
    }
    if let start = line.start {
      let minutes = preview.booking?.length ?? line.length
      let span =
        minutes.map { context.times.span(Interval(start: start, seconds: $0 * 60)) }
        ?? context.times.momentWithZone(start)
      let text = ([span] + localTimes(start, preview)).joined(separator: " · ")
      lines.append(Line(label: "when", text: text, role: .accent, kind: .part, brief: span))
    }
    if let room = line.room { lines.append(Line(label: "room", text: room.name, role: .accent, kind: .part)) }
    if !line.topic.isEmpty { lines.append(Line(label: "topic", text: line.topic, role: .text, kind: .part)) }
    if !line.agenda.isEmpty { lines.append(Line(label: "agenda", text: line.agenda, role: .text, kind: .part)) }
    return lines
  }

  private func localTimes(_ start: Instant, _ preview: QuickAddPreview) -> [String] {
    preview.people.compactMap { person in
      guard let zone = try? context.zones.zone(named: person.zone) else { return nil }
      return context.times.time(start, in: zone).map { "\($0) for \(person.firstName)" }
    }
  }

  private func verdict(_ preview: QuickAddPreview) -> [Line] {
    let glyphs = context.glyphs
    if let error { return [Line(label: "", text: "\(glyphs.cross) \(error)", role: .error)] + offer(preview) }
    guard preview.booking != nil else {
      return preview.line.problems.map { problem in
        // What is only missing yet is no error.
        Line(label: "", text: problem.message, role: problem.range == nil ? .muted : .warning)
      }
    }
    if let offGrid = preview.offGrid {
      let text = ErrorWording.sentence(offGrid, context)
      return [Line(label: "", text: "\(glyphs.cross) \(text)", role: .warning)] + offer(preview)
    }
    guard preview.reasons.isEmpty else {
      let reasons = preview.reasons.map { reason in
        Line(label: "", text: "\(glyphs.cross) \(reason)", role: .warning, kind: .reason)
      }
      return reasons + offer(preview)
    }
    let asks = preview.isAsked ? "; the other side wants to be asked, and Enter asks" : ""
    return [Line(label: "", text: "\(glyphs.check) free for both\(asks)", role: .success)]
  }

  private func offer(_ preview: QuickAddPreview) -> [Line] {
    var ways: [String] = []
    if let opening = preview.opening {
      ways.append("Tab: \(context.isNarrow ? "" : "nearest opening ")\(context.times.moment(opening))")
    }
    if preview.mayAsk { ways.append("Ctrl-R: ask") }
    if preview.mayWaive { ways.append("Ctrl-O: anyway") }
    return ways.isEmpty ? [] : [Line(label: "", text: ways.joined(separator: " · "), role: .text, kind: .offer)]
  }
}
