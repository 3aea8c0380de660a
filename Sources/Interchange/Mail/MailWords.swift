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
    let live = all.filter { $0.session.status.isLive }.map(\.session)
    let ended = about.ended.sorted { $0.interval < $1.interval }
    let changed = live.filter { about.changed.contains($0.id) }
    // What it is about, and what of it is as it was.
    let told = !changed.isEmpty ? changed : !ended.isEmpty ? ended : live.isEmpty ? [first.session] : live
    let rest = live.filter { !told.contains($0) }
    let lead = all.first { $0.session.id == told[0].id } ?? first
    let session = lead.session
    let spans = news == .replaced ? about.left : told.map(\.interval)
    let count = spans.count > 1 ? " (\(spans.count) sessions)" : ""
    subject = "\(news.title): \(lead.title)" + (spans.first.map { ", \(times.span($0))" } ?? "") + count
    var lines = ["\(news.title): \(lead.title)", "", "With:   \(first.mentor.name) and \(first.mentee.name)"]
    func list(_ label: String, _ entries: [String]) {
      for entry in entries.prefix(Self.mostTimes) { lines.append(label + entry) }
      if entries.count > Self.mostTimes { lines.append("        and \(entries.count - Self.mostTimes) more") }
    }
    func when(_ session: Session) -> String {
      let isBack = news != .back && about.back.contains(session.id)
      return times.span(session.interval) + (isBack ? ", on again" : "")
        + (about.before[session.id].map { ", instead of \(times.span($0))" } ?? "")
    }
    if !news.isLeft, !changed.isEmpty || live.isEmpty { list("When:   ", told.map(when)) }
    let agreed = session.request?.agreed?.interval
    if let agreed { lines.append("Now:    \(times.span(agreed)), as agreed") }
    if !live.isEmpty { list("Off:    ", ended.map { times.span($0.interval) }) }
    list("Stays:  ", (news == .remaining ? live : rest).map { times.span($0.interval) })
    if !news.isLeft {
      if let place = lead.place { lines.append("Where:  \(place)") }
      if !session.agenda.isEmpty { lines.append("Agenda: \(session.agenda)") }
    }
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
    } else if news.isInvitation {
      lines += [
        "", "Answer with your calendar; declining calls \(live.count > 1 ? "all of them" : "the session") off.",
      ]
    }
    if let others = Self.others(about.left.count, areAll: news == .replaced) { lines += ["", others] }
    text = lines.joined(separator: "\n") + "\n"
  }

  /// What became of those that belong to another series now is told once, in that one's mail.
  private static func others(_ count: Int, areAll: Bool) -> String? {
    guard count > 0 else { return nil }
    let which =
      count == 1 ? areAll ? "It belongs" : "The other one belongs" : "\(areAll ? "They" : "The other \(count)") belong"
    return "\(which) to another series now, which has a mail of its own."
  }
}
