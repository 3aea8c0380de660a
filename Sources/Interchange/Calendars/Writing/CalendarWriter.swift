import CLibical
import Mentoring
public import Scheduling

/// Writes sessions as an iCalendar file (RFC 5545) with the VTIMEZONEs that it uses.
public struct CalendarWriter: Sendable {
  static let product = "-//Tandem//Mentoring sessions//EN"

  let zones: any ZoneProvider
  /// Minutes before a session at which its alarm rings; nil for none.
  let alarm: Int?

  public init(zones: any ZoneProvider, alarm: Int? = 10) {
    self.zones = zones
    self.alarm = alarm
  }

  /// The calendar's text. O(*n*) in sessions.
  ///
  /// - Parameter now: when the entries were made (DTSTAMP).
  /// - Throws: ``ZoneError`` for a session in a zone that the system doesn't know.
  public func text(_ sessions: [ExportedSession], now: Instant) throws(ZoneError) -> String {
    var used: [String: (rules: ZoneRules, span: Interval)] = [:]
    for exported in sessions {
      let session = exported.session
      if let known = used[session.zone] {
        let span = known.span
        used[session.zone]?.span = Interval(
          min(span.start, session.interval.start), max(span.end, session.interval.end))
      } else {
        used[session.zone] = (try zones.zone(named: session.zone), session.interval)
      }
    }
    var text = "BEGIN:VCALENDAR\r\nPRODID:\(Self.product)\r\nVERSION:2.0\r\nCALSCALE:GREGORIAN\r\n"
    Libical.exclusively {
      for (name, zone) in used.sorted(by: { $0.key < $1.key }) where name != "UTC" {
        text += ZoneComponent.text(zone.rules, over: zone.span)
      }
      for exported in sessions {
        guard let zone = used[exported.session.zone]?.rules else { continue }
        text += event(exported, zone, now).text
      }
    }
    return text + "END:VCALENDAR\r\n"
  }

  private func event(_ exported: ExportedSession, _ zone: ZoneRules, _ now: Instant) -> WrittenComponent {
    let session = exported.session
    let event = WrittenComponent(ICAL_VEVENT_COMPONENT)
    event.add(icalproperty_new_uid(session.uid.forCalendar))
    event.add(icalproperty_new_dtstamp(icaltimetype(now)))
    event.add(icalproperty_new_sequence(Int32(clamping: session.sequence)))
    add(session.interval.start, in: zone, to: event, icalproperty_new_dtstart)
    add(session.interval.end, in: zone, to: event, icalproperty_new_dtend)
    // Sessions of a series that share its UID tell which of its occurrences they are.
    if let original = session.originalStart {
      add(original, in: zone, to: event, icalproperty_new_recurrenceid)
    }
    let title = session.topic.isEmpty ? "\(exported.mentor.name) and \(exported.mentee.name)" : session.topic
    event.add(icalproperty_new_summary(title.forCalendar))
    if !session.agenda.isEmpty { event.add(icalproperty_new_description(session.agenda.forCalendar)) }
    if let room = exported.room {
      let place = room.location.isEmpty ? room.name : "\(room.name), \(room.location)"
      event.add(icalproperty_new_location(place.forCalendar))
    }
    event.add(icalproperty_new_status(session.status.written))
    event.add(
      icalproperty_new_transp(session.status.isLive ? ICAL_TRANSP_OPAQUE : ICAL_TRANSP_TRANSPARENT))
    // The mentor owns the agenda, in reverse mentoring the junior.
    event.add(
      icalproperty_new_organizer(exported.mentor.address),
      [icalparameter_new_cn(exported.mentor.name.forParameter)])
    add(exported.mentor, ICAL_ROLE_CHAIR, ICAL_PARTSTAT_ACCEPTED, to: event)
    add(exported.mentee, ICAL_ROLE_REQPARTICIPANT, session.status.participation, to: event)
    if let alarm, session.status.isLive { event.add(Self.alarm(alarm, title)) }
    return event
  }

  private func add(
    _ instant: Instant, in zone: ZoneRules, to event: borrowing WrittenComponent,
    _ property: (icaltimetype) -> OpaquePointer?
  ) {
    if zone.name == "UTC" {
      event.add(property(icaltimetype(instant)))
    } else {
      event.add(property(icaltimetype(zone.civil(at: instant))), [icalparameter_new_tzid(zone.name)])
    }
  }

  private func add(
    _ person: Person, _ role: icalparameter_role, _ answer: icalparameter_partstat,
    to event: borrowing WrittenComponent
  ) {
    event.add(
      icalproperty_new_attendee(person.address),
      [
        icalparameter_new_role(role), icalparameter_new_partstat(answer),
        icalparameter_new_cn(person.name.forParameter),
      ])
  }

  private static func alarm(_ minutes: Int, _ title: String) -> WrittenComponent {
    let alarm = WrittenComponent(ICAL_VALARM_COMPONENT)
    alarm.add(icalproperty_new_action(ICAL_ACTION_DISPLAY))
    alarm.add(icalproperty_new_description(title.forCalendar))
    alarm.add(icalproperty_new_trigger(icaltriggertype_from_int(Int32(clamping: -60 * minutes))))
    return alarm
  }
}

extension Person {
  /// A calendar address: the email, or a URI that names the login to people and no one to mail programs.
  fileprivate var address: String {
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

  /// The mentee's answer.
  fileprivate var participation: icalparameter_partstat {
    switch self {
    case .requested, .countered, .expired, .withdrawn: ICAL_PARTSTAT_NEEDSACTION
    case .confirmed, .held, .cancelled, .missed: ICAL_PARTSTAT_ACCEPTED
    case .declined: ICAL_PARTSTAT_DECLINED
    }
  }
}
