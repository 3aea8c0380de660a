import Mentoring
import Scheduling

/// Writes the mails that tell of a step's changes to sessions.
struct InvitationMails {
  let reader: any StoreReader
  let zones: any ZoneProvider
  let actor: Actor
  let now: Instant

  init(_ reader: any StoreReader, zones: any ZoneProvider, actor: Actor, now: Instant) {
    self.reader = reader
    self.zones = zones
    self.actor = actor
    self.now = now
  }

  /// What is told at once: a session, an instance of a series, or all of one.
  struct Subject {
    var sessions: [Session]
    var series: Series?
    var method: InvitationMessage.Method
    var news: MailNews
    /// Which of those that stand are what it is about.
    var changed: Set<SessionID> = []
    /// Those of them that were called off before.
    var back: Set<SessionID> = []
    /// Those of a series that were called off.
    var ended: [Session] = []
    /// When those took place that belong to another series now, whose own mail tells what became of them; by start.
    var left: [Interval] = []
    /// When those took place before that have another time now.
    var before: [SessionID: Interval] = [:]
    /// Those that were asked to move, until all of their series did.
    var asked: [Session] = []
  }

  /// - Returns: the mails, and the names of those whom none can be sent to.
  func mails(about changes: [Change], step: Int64) throws -> (mails: [MailMessage], unreachable: [String]) {
    var mails: [MailMessage] = []
    var unreachable: [String] = []
    let domain = try reader.program().domain
    for (index, subject) in try subjects(changes).enumerated() {
      var entries = CalendarEntries(reader, zones: zones)
      let exported = try entries.exported(subject.sessions)
      guard let first = exported.first(where: { $0.session.status.isLive }) ?? exported.first else { continue }
      // Why some were called off the words say: the calendar holds those that stay, of which a comment would speak.
      let message = InvitationMessage(
        subject.method, from: first.session.request?.proposer ?? actor.person, isSettled: subject.news.isSettled)
      let calendar = try message.text(exported, series: subject.series.map { [$0] } ?? [], zones: zones, now: now)
      let people = [first.mentor, first.mentee]
      guard let from = sender(people) else { continue }
      let organizer = MailMessage.Address(name: first.mentor.name, email: first.mentor.email)
      for person in people where person.id != actor.person {
        guard MailMessage.isUsable(person.email) else {
          if !unreachable.contains(person.name) { unreachable.append(person.name) }
          continue
        }
        // Nobody is asked to answer themself.
        let isOwn = subject.news.isQuestion && first.session.request?.proposer == person.id
        let words = MailWords(
          isOwn ? .waitsAgain : subject.news, first, of: exported, subject, reader: person,
          times: TimeWording(zone: try zones.zone(named: person.zone), now: now))
        mails.append(
          MailMessage(
            from: from, to: .init(name: person.name, email: person.email),
            replyTo: MailMessage.isUsable(organizer.email) ? organizer : nil, subject: words.subject,
            id: "step-\(step)-\(index)-\(person.id)@\(domain)", at: now, words: words.text,
            calendar: (calendar, subject.method)))
      }
    }
    return (mails, unreachable)
  }

  /// Who acted, else the first who has an address.
  private func sender(_ people: [Person]) -> MailMessage.Address? {
    let own = people.filter { $0.id == actor.person } + people
    return own.first { MailMessage.isUsable($0.email) }.map { .init(name: $0.name, email: $0.email) }
  }

  private func subjects(_ changes: [Change]) throws -> [Subject] {
    var singles: [(before: Session?, after: Session)] = []
    var bySeries: [SeriesID: [(before: Session?, after: Session)]] = [:]
    for case .session(let before, let after?) in changes where Self.isWorthTelling(before, after, now) {
      for id in Set([before?.series, after.series].compactMap { $0 }) {
        bySeries[id, default: []].append((before, after))
      }
      if before?.series == nil, after.series == nil { singles.append((before, after)) }
    }
    var subjects = singles.map { Subject($0.before, $0.after) }
    for (id, members) in bySeries.sorted(by: { $0.key < $1.key }) {
      // One that was changed alone is told as the instance that it is, of the rule that is known.
      if members.count == 1, let only = members.first, let before = only.before, before.series == only.after.series,
        before.originalStart == only.after.originalStart
      {
        subjects.append(Subject(before, only.after))
        continue
      }
      guard let series = try reader.series(id) else { continue }
      var sessions = try reader.sessions(SessionFilter(series: id, liveOnly: false))
      let staying = members.filter { $0.after.series == id }
      let leaving = members.filter { $0.after.series != id && $0.after.status.isLive }
      if sessions.isEmpty, var standIn = try CalendarEntries(reader, zones: zones).emptied(series) {
        standIn.topic = leaving.first?.before?.topic ?? standIn.topic
        sessions = [standIn]
      }
      let stands = sessions.contains(where: \.status.isLive)
      // What went along with its series and is as it was is no news.
      let news = staying.filter { Self.isWorthTelling($0.before, $0.after.in($0.before?.series), now) }
      let isLeft = leaving.count == members.count
      var subject = Subject(
        sessions: sessions, series: series, method: stands ? .request : .cancel,
        news: isLeft ? stands ? .remaining : .replaced : stands ? MailNews(ofAll: news) : .cancelled)
      subject.changed = Set(news.map(\.after).filter(\.status.isLive).map(\.id))
      subject.back = Set(news.filter { MailNews($0.before, $0.after) == .back }.map(\.after.id))
      subject.ended = staying.map(\.after).filter { !$0.status.isLive }
      subject.left = leaving.compactMap { ($0.before?.ifNotMoved ?? $0.before)?.interval }.sorted()
      subject.before = Dictionary(
        uniqueKeysWithValues: members.compactMap { member in
          Self.timeBefore(member.before, member.after).map { (member.after.id, $0) }
        })
      subject.asked = staying.compactMap { Change.session(before: $0.before, after: $0.after).decidedQuestion }
      subjects.append(subject)
    }
    // First what became of those that changed their series, then that the other is without them.
    return subjects.filter { !$0.news.isLeft } + subjects.filter(\.news.isLeft)
  }

  /// When it took place before, where that is another time than now.
  fileprivate static func timeBefore(_ before: Session?, _ after: Session) -> Interval? {
    guard let before, before.status.isLive, after.status.isLive else { return nil }
    let time = (before.ifNotMoved ?? before).interval
    return time == after.interval ? nil : time
  }

  /// A change of time, place or state of what is still to come; what is only noted is not worth a mail.
  private static func isWorthTelling(_ before: Session?, _ after: Session, _ now: Instant) -> Bool {
    guard max(after.interval.end, before?.interval.end ?? after.interval.end) > now else { return false }
    guard let before else { return after.status.isLive }
    // An undo counts as a change whatever it takes back, a topic too.
    return (before.status.isLive || after.status.isLive)
      && (before.status != after.status || before.interval != after.interval || before.room != after.room
        || before.request != after.request || before.series != after.series)
  }
}

extension InvitationMails.Subject {
  fileprivate init(_ before: Session?, _ after: Session) {
    self.init(
      sessions: [after], series: nil, method: after.status.isLive ? .request : .cancel,
      news: MailNews(before, after))
    if after.status.isLive { changed = [after.id] }
    let question = Change.session(before: before, after: after).decidedQuestion
    guard news == .changed || news == .moved else { return }
    asked = question.map { [$0] } ?? []
    self.before[after.id] = InvitationMails.timeBefore(before, after)
  }
}

extension Session {
  /// As it would be as one of that series.
  fileprivate func `in`(_ series: SeriesID?) -> Session {
    var session = self
    session.series = series
    return session
  }
}
