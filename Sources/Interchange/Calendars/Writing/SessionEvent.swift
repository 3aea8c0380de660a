import CLibical
import Mentoring
import Scheduling

/// A session, or a series, as a VEVENT. Only used while ``Libical`` is held.
struct SessionEvent {
  let exported: ExportedSession
  /// When it was told (DTSTAMP).
  let now: Instant
  let sequence: Int
  /// Minutes before it at which an alarm rings; nil for none.
  let alarm: Int?
  /// Whether those who did not answer are asked to.
  var asksForAnswers = false
  /// Who acts, and so need not answer.
  var asker: PersonID?
  /// Who says it in the organizer's place (SENT-BY, RFC 5545, 3.2.18).
  var speaker: PersonID?
  /// The only one who is named as attendee, with their answer: who replies.
  var replier: (person: PersonID, answer: Participation)?
  /// Whether it only says which it is, as what turns a proposal down does (RFC 5546, 3.2.8).
  var onlyNames = false
  /// Whether what is said of an instance is said of those that follow, too (RANGE, RFC 5545, 3.2.13).
  var changesFollowing = false
  /// In place of the session's reason.
  var comment: String?

  private var session: Session { exported.session }

  /// An event at the session's own time.
  ///
  /// - Parameters:
  ///   - zone: the session's.
  ///   - instance: the start that its series' rule gave it, and the series' zone; nil for a single session.
  func single(in zone: ZoneRules, instance: (start: Instant, zone: ZoneRules)?) -> WrittenComponent {
    let event = begun()
    if !onlyNames {
      event.add(session.interval.start, in: zone, icalproperty_new_dtstart)
      event.add(session.interval.end, in: zone, icalproperty_new_dtend)
    }
    if let instance {
      event.add(instance.start, in: instance.zone) { time in
        guard let property = icalproperty_new_recurrenceid(time) else { return nil }
        if changesFollowing {
          icalproperty_add_parameter(property, icalparameter_new_range(ICAL_RANGE_THISANDFUTURE))
        }
        return property
      }
    }
    end(event, in: zone)
    return event
  }

  /// The event that stands for a whole series.
  func recurring(_ entry: SeriesEntry) -> WrittenComponent {
    let event = begun()
    guard !onlyNames else {
      end(event, in: entry.zone)
      return event
    }
    event.add(entry.start, in: entry.zone, icalproperty_new_dtstart)
    event.add(
      CivilDateTime(reading: entry.start.reading + Int64(entry.length) * 60), in: entry.zone, icalproperty_new_dtend)
    event.add(icalproperty_new_from_string("RRULE:" + entry.rule))
    for date in entry.dates {
      event.add(date, in: entry.zone) { time in
        var value = icaldatetimeperiodtype()
        value.time = time
        value.period = icalperiodtype_null_period()
        return icalproperty_new_rdate(value)
      }
    }
    for exception in entry.exceptions { event.add(exception, in: entry.zone, icalproperty_new_exdate) }
    end(event, in: entry.zone)
    return event
  }

  private func begun() -> WrittenComponent {
    let event = WrittenComponent(ICAL_VEVENT_COMPONENT)
    event.add(icalproperty_new_uid(session.uid.forCalendar))
    event.add(icalproperty_new_dtstamp(icaltimetype(now)))
    event.add(icalproperty_new_sequence(Int32(clamping: sequence)))
    return event
  }

  private func end(_ event: borrowing WrittenComponent, in zone: ZoneRules) {
    let title = exported.title
    guard !onlyNames else {
      if let comment { event.add(icalproperty_new_comment(comment.forCalendar)) }
      organize(event)
      return
    }
    event.add(icalproperty_new_summary(title.forCalendar))
    let description = [session.agenda, exported.questionWords(TimeWording(zone: zone, now: now))].filter { !$0.isEmpty }
    if !description.isEmpty {
      event.add(icalproperty_new_description(description.joined(separator: "\n\n").forCalendar))
    }
    if let place = exported.place { event.add(icalproperty_new_location(place.forCalendar)) }
    event.add(icalproperty_new_status(session.status.written))
    event.add(
      icalproperty_new_transp(session.status.isLive ? ICAL_TRANSP_OPAQUE : ICAL_TRANSP_TRANSPARENT))
    let comment = comment ?? (session.status.isLive ? "" : session.reason)
    if !comment.isEmpty { event.add(icalproperty_new_comment(comment.forCalendar)) }
    organize(event)
    attend(exported.mentor, ICAL_ROLE_CHAIR, exported.mentorAnswer, usual(session.mentor), event)
    attend(exported.mentee, ICAL_ROLE_REQPARTICIPANT, exported.menteeAnswer, usual(session.mentee), event)
    if let alarm, session.status.isLive { event.add(Self.alarm(alarm, title)) }
  }

  /// The mentor owns the agenda, in reverse mentoring the junior.
  private func organize(_ event: borrowing WrittenComponent) {
    let isSentByOther = speaker == session.mentee && !exported.mentee.email.isEmpty
    event.add(
      icalproperty_new_organizer(exported.mentor.calendarAddress), naming: exported.mentor,
      isSentByOther ? [icalparameter_new_sentby(exported.mentee.calendarAddress)] : [])
  }

  private func attend(
    _ person: Person, _ role: icalparameter_role, _ answer: Participation?, _ usual: Participation,
    _ event: borrowing WrittenComponent
  ) {
    if let replier, replier.person != person.id { return }
    let answer = replier?.answer ?? answer
    let asks = asksForAnswers && answer == nil && person.id != asker
    var parameters = [
      icalparameter_new_role(role), icalparameter_new_partstat((asks ? .needsAction : answer ?? usual).written),
    ]
    if asks { parameters.append(icalparameter_new_rsvp(ICAL_RSVP_TRUE)) }
    event.add(icalproperty_new_attendee(person.calendarAddress), naming: person, parameters)
  }

  /// The answer of one who gave none in so many words.
  private func usual(_ person: PersonID) -> Participation {
    if let proposer = session.request?.proposer { return person == proposer ? .accepted : .needsAction }
    if session.status == .declined, let closer = session.closing?.by {
      return person == closer ? .declined : .accepted
    }
    return person == session.mentor ? .accepted : session.status.participation
  }

  private static func alarm(_ minutes: Int, _ title: String) -> WrittenComponent {
    let alarm = WrittenComponent(ICAL_VALARM_COMPONENT)
    alarm.add(icalproperty_new_action(ICAL_ACTION_DISPLAY))
    alarm.add(icalproperty_new_description(title.forCalendar))
    alarm.add(icalproperty_new_trigger(icaltriggertype_from_int(Int32(clamping: -60 * minutes))))
    return alarm
  }
}

extension ExportedSession {
  /// The topic, else who meets.
  var title: String { session.topic.isEmpty ? "\(mentor.name) and \(mentee.name)" : session.topic }

  /// Who asks to move what stands, whereto, and until when the answer is awaited; empty where nobody does.
  func questionWords(_ times: TimeWording) -> String {
    guard let question, let request = question.request else { return "" }
    let proposer = request.proposer == mentor.id ? mentor : mentee
    return "\(proposer.name) asks to move it to \(times.span(question.interval)), and waits for an answer until "
      + "\(times.momentWithZone(request.deadline)). It stays as it is unless the answer is yes."
  }

  var place: String? {
    room.map { $0.location.isEmpty ? $0.name : "\($0.name), \($0.location)" }
  }
}

extension Person {
  /// A calendar address: the email, or a URI that names the login to people and no one to mail programs.
  var calendarAddress: String {
    let bare = (email.isEmpty ? login : email).forParameter.filter { !$0.isWhitespace }
    return (email.isEmpty ? "invalid:" : "mailto:") + bare
  }
}

extension Session.Status {
  fileprivate var written: icalproperty_status {
    switch self {
    case .requested, .countered: ICAL_STATUS_TENTATIVE
    case .confirmed, .held: ICAL_STATUS_CONFIRMED
    case .declined, .expired, .withdrawn, .cancelled, .missed: ICAL_STATUS_CANCELLED
    }
  }

  /// Statuses of one name look the same in a calendar.
  var writtenName: String { "\(written.rawValue) \(participation.rawValue)" }

  /// The mentee's answer, where none was given in so many words.
  fileprivate var participation: Participation {
    switch self {
    case .requested, .countered, .expired, .withdrawn: .needsAction
    case .confirmed, .held, .cancelled, .missed: .accepted
    case .declined: .declined
    }
  }
}

extension Participation {
  var written: icalparameter_partstat {
    switch self {
    case .needsAction: ICAL_PARTSTAT_NEEDSACTION
    case .accepted: ICAL_PARTSTAT_ACCEPTED
    case .tentative: ICAL_PARTSTAT_TENTATIVE
    case .declined: ICAL_PARTSTAT_DECLINED
    }
  }
}

extension WrittenComponent {
  /// Adds a time, in UTC or with its zone's name.
  func add(_ instant: Instant, in zone: ZoneRules, _ property: (icaltimetype) -> OpaquePointer?) {
    if zone.name == "UTC" {
      add(property(icaltimetype(instant)))
    } else {
      add(zone.civil(at: instant), in: zone, property)
    }
  }

  func add(_ civil: CivilDateTime, in zone: ZoneRules, _ property: (icaltimetype) -> OpaquePointer?) {
    guard zone.name != "UTC" else {
      add(property(icaltimetype(Instant(seconds: civil.reading))))
      return
    }
    add(property(icaltimetype(civil)), [icalparameter_new_tzid(zone.name)])
  }

  /// Adds a property about a person, with their name.
  fileprivate func add(_ property: OpaquePointer?, naming person: Person, _ parameters: [OpaquePointer?] = []) {
    add(property, parameters + [icalparameter_new_cn(person.name.forParameter)])
  }
}
