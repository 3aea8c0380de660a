import CLibical
import Recurrence
import Scheduling

extension EventParser {
  /// RRULE's text and the values of RDATE and EXDATE; nil when the event doesn't recur.
  func recurrence(_ component: OpaquePointer) throws(ComponentError) -> EventText.Recurrence? {
    guard raw.lines.contains(where: { $0.property == .rule || $0.property == .dates }) else { return nil }
    var recurrence = EventText.Recurrence()
    recurrence.rules = raw.lines.filter { $0.property == .rule }.map { (raw.valueText($0).trimmed, $0.number) }
    var property = icalcomponent_get_first_property(component, ICAL_RDATE_PROPERTY)
    var found = 0
    while let current = property {
      found += 1
      try add(current, to: &recurrence)
      property = icalcomponent_get_next_property(component, ICAL_RDATE_PROPERTY)
    }
    try check(found, .dates)
    property = icalcomponent_get_first_property(component, ICAL_EXDATE_PROPERTY)
    found = 0
    while let current = property {
      found += 1
      guard let value = icalproperty_get_value(current),
        let time = CalendarTime(icalvalue_get_datetime(value), zone: Self.zone(of: current))
      else { throw impossible(.exceptionDates) }
      recurrence.exceptions.append(time)
      property = icalcomponent_get_next_property(component, ICAL_EXDATE_PROPERTY)
    }
    try check(found, .exceptionDates)
    return recurrence
  }

  private func add(_ property: OpaquePointer, to recurrence: inout EventText.Recurrence) throws(ComponentError) {
    let value = icalproperty_get_rdate(property)
    let zone = Self.zone(of: property)
    guard icaltime_is_null_time(value.time) != 0 else {
      guard let time = CalendarTime(value.time, zone: zone) else { throw impossible(.dates) }
      recurrence.dates.append(time)
      return
    }
    guard let start = CalendarTime(value.period.start, zone: zone) else { throw impossible(.dates) }
    if icaltime_is_null_time(value.period.end) == 0 {
      guard let end = CalendarTime(value.period.end, zone: zone) else { throw impossible(.dates) }
      recurrence.periods.append(EventText.Recurrence.Period(start: start, end: end))
    } else {
      guard let extent = Self.extent(value.period.duration) else { throw impossible(.dates) }
      recurrence.periods.append(EventText.Recurrence.Period(start: start, duration: extent))
    }
  }

  /// libical stops at the first value of a list that it can't read.
  private func check(_ found: Int, _ name: PropertyName) throws(ComponentError) {
    let written = raw.lines.filter { $0.property == name }
      .reduce(0) { $0 + raw.dates($1).split(separator: UInt8(ascii: ",")).count }
    guard found >= written else { throw impossible(name) }
  }

  private func impossible(_ name: PropertyName) -> ComponentError {
    let line = raw.first(name)
    return ComponentError(
      line: line?.number ?? raw.line, reason: "one of its \(name.rawValue)s names a day or time that doesn't exist")
  }
}
