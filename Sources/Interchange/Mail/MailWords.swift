import Mentoring
import Scheduling

/// What a mail says to people, beside the calendar that it brings.
struct MailWords {
  let subject: String
  let text: String

  /// More times than anyone reads in a mail.
  private static let mostTimes = 60

  /// - Parameters:
  ///   - first: the one that stands for all.
  ///   - reader: whom it is sent to.
  ///   - times: as the reader's clock shows them.
  init(
    _ news: MailNews, _ first: ExportedSession, of all: [ExportedSession], _ about: InvitationMails.Subject,
    reader: Person, times: TimeWording
  ) {
    let session = first.session
    let live = all.filter { $0.session.status.isLive }.map(\.session)
    let ended = about.ended.sorted { $0.interval < $1.interval }
    let told = !live.isEmpty ? live : ended.count > 1 ? ended : [session]
    let spans = news == .movedOn ? about.left.map(\.before) : told.map(\.interval)
    let count = spans.count > 1 ? " (\(spans.count) sessions)" : ""
    subject = "\(news.title): \(first.title), \(times.span(spans[0]))\(count)"
    var lines = ["\(news.title): \(first.title)", "", "With:   \(first.mentor.name) and \(first.mentee.name)"]
    func list(_ label: String, _ entries: [String]) {
      for entry in entries.prefix(Self.mostTimes) { lines.append(label + entry) }
      if entries.count > Self.mostTimes { lines.append("        and \(entries.count - Self.mostTimes) more") }
    }
    let moved = about.left.map { "\(times.span($0.before)) to \(times.span($0.after))" }
    if news == .movedOn {
      list("Moved:  ", moved)
      list("Stays:  ", live.map { times.span($0.interval) })
    } else {
      list(
        "When:   ",
        told.map { session in
          times.span(session.interval) + (about.before[session.id].map { ", instead of \(times.span($0))" } ?? "")
        })
      list("Moved:  ", moved)
    }
    let agreed = session.request?.agreed?.interval
    if let agreed { lines.append("Now:    \(times.span(agreed)), as agreed") }
    if !live.isEmpty { list("Off:    ", ended.map { times.span($0.interval) }) }
    if let place = first.place { lines.append("Where:  \(place)") }
    if !session.agenda.isEmpty { lines.append("Agenda: \(session.agenda)") }
    if let message = session.request?.message, !message.isEmpty { lines.append("Says:   \(message)") }
    let reason = news.hasReason ? session.reason : live.isEmpty ? "" : ended.first?.reason ?? ""
    if !reason.isEmpty { lines.append("Why:    \(reason)") }
    for session in about.asked {
      let proposer = session.request?.proposer == first.mentor.id ? first.mentor : first.mentee
      let whose = proposer.id == reader.id ? "your" : "\(proposer.name)'s"
      guard let words = session.decidedQuestion(whose, times: times) else { continue }
      lines.append("Asked:  \(words)")
    }
    if let request = session.request, news.isQuestion {
      lines += [
        "",
        "Please answer until \(times.moment(request.deadline)), in Tandem or with your calendar: accepting takes this "
          + "time, declining \(agreed == nil ? "turns it down" : "leaves what was agreed").",
      ]
    } else if news == .invited || news == .changed {
      lines += [
        "", "Answer with your calendar; declining calls \(live.count > 1 ? "all of them" : "the session") off.",
      ]
    }
    text = lines.joined(separator: "\n") + "\n"
  }
}
