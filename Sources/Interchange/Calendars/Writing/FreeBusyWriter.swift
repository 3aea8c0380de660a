import CLibical
public import Mentoring
public import Scheduling

/// Writes when a person can't be met, and not why, as a VFREEBUSY (RFC 5545, 3.6.4).
public struct FreeBusyWriter: Sendable {
  public enum Kind: Sendable {
    /// Meetings: imported busy time and booked sessions.
    case busy
    /// Requests that hold their time.
    case tentative
    /// Outside of the person's hours, or away.
    case unavailable
  }

  public init() {}

  /// The calendar's text; stretches of one kind that overlap or touch are one. O(*n* log *n*).
  ///
  /// - Parameters:
  ///   - stretches: what lies outside of `interval` is left out.
  ///   - now: when it was made (DTSTAMP).
  public func text(
    of person: Person, in interval: Interval, _ stretches: [(kind: Kind, interval: Interval)], domain: String,
    now: Instant
  ) -> String {
    var text = "BEGIN:VCALENDAR\r\nPRODID:\(CalendarWriter.product)\r\nVERSION:2.0\r\nMETHOD:PUBLISH\r\n"
    Libical.exclusively {
      let component = WrittenComponent(ICAL_VFREEBUSY_COMPONENT)
      component.add(icalproperty_new_uid("freebusy-\(person.id)@\(domain)".forCalendar))
      component.add(icalproperty_new_dtstamp(icaltimetype(now)))
      component.add(
        icalproperty_new_organizer(person.calendarAddress), [icalparameter_new_cn(person.name.forParameter)])
      component.add(icalproperty_new_dtstart(icaltimetype(interval.start)))
      component.add(icalproperty_new_dtend(icaltimetype(interval.end)))
      for (kind, written) in [
        (Kind.busy, ICAL_FBTYPE_BUSY), (.tentative, ICAL_FBTYPE_BUSYTENTATIVE),
        (.unavailable, ICAL_FBTYPE_BUSYUNAVAILABLE),
      ] {
        let merged = IntervalSet(stretches.filter { $0.kind == kind }.map(\.interval)).clipped(to: interval)
        for stretch in merged.intervals {
          let period = icalperiodtype(
            start: icaltimetype(stretch.start), end: icaltimetype(stretch.end),
            duration: icaldurationtype_null_duration())
          component.add(icalproperty_new_freebusy(period), [icalparameter_new_fbtype(written)])
        }
      }
      text += component.text
    }
    return text + "END:VCALENDAR\r\n"
  }
}
