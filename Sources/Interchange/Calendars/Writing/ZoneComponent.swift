import CLibical
import Scheduling

/// A zone's rules as a VTIMEZONE (RFC 5545, 3.6.5), for those who don't know the zone by name.
enum ZoneComponent {
  /// Years after the last session for which changes are told; most programs know the zone by its name anyway.
  private static let yearsAhead = 5

  /// Lists every change from before `span` to a few years after it: exact for any zone, whatever its rules.
  static func text(_ zone: ZoneRules, over span: Interval) -> String {
    let component = WrittenComponent(ICAL_VTIMEZONE_COMPONENT)
    component.add(icalproperty_new_tzid(zone.name))
    let end = span.end + yearsAhead * 366 * 86_400
    // The state a year before the first session is told as if it had always been.
    let begin = span.start - 366 * 86_400
    let first = zone.kind(at: begin)
    let origin = CivilDateTime(reading: min(0, begin.seconds))
    component.add(
      observance(from: first.offset, to: first, at: [CivilDateTime(CivilDate(dayNumber: origin.date.dayNumber))]))
    for change in changes(of: zone, after: begin, until: end) {
      component.add(observance(from: change.from, to: change.kind, at: change.onsets))
    }
    return component.text
  }

  private struct Change {
    var from: Int
    var kind: ZoneRules.Kind
    /// Readings of the clocks before the change.
    var onsets: [CivilDateTime]
  }

  /// Changes from and to the same offsets share an observance.
  private static func changes(of zone: ZoneRules, after begin: Instant, until end: Instant) -> [Change] {
    var result: [Change] = []
    var before = zone.offset(at: begin)
    var next = zone.nextTransition(after: begin)
    while let at = next, at < end {
      let kind = zone.kind(at: at)
      let onset = CivilDateTime(reading: at.seconds + Int64(before))
      if let known = result.firstIndex(where: { $0.from == before && $0.kind == kind }) {
        result[known].onsets.append(onset)
      } else {
        result.append(Change(from: before, kind: kind, onsets: [onset]))
      }
      before = kind.offset
      next = zone.nextTransition(after: at)
    }
    return result
  }

  private static func observance(
    from: Int, to kind: ZoneRules.Kind, at onsets: [CivilDateTime]
  ) -> WrittenComponent {
    let part = WrittenComponent(kind.isDaylight ? ICAL_XDAYLIGHT_COMPONENT : ICAL_XSTANDARD_COMPONENT)
    part.add(icalproperty_new_dtstart(icaltimetype(onsets[0])))
    part.add(icalproperty_new_tzoffsetfrom(Int32(from)))
    part.add(icalproperty_new_tzoffsetto(Int32(kind.offset)))
    part.add(icalproperty_new_tzname(kind.abbreviation))
    for onset in onsets.dropFirst() {
      var value = icaldatetimeperiodtype()
      value.time = icaltimetype(onset)
      value.period = icalperiodtype_null_period()
      part.add(icalproperty_new_rdate(value))
    }
    return part
  }
}
