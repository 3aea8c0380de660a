import CLibical
import Recurrence
import Scheduling

/// Turns a VEVENT's lines into values, through libical, with the checks that libical leaves out.
struct EventParser {
  let raw: RawComponent

  init(_ raw: RawComponent) {
    self.raw = raw
  }

  /// - Throws: ``ComponentError`` that names the property at fault.
  func event() throws(ComponentError) -> EventText {
    if let fault = raw.fault { throw ComponentError(line: fault.line, reason: fault.reason) }
    guard let startLine = raw.first(.start) else {
      throw ComponentError(line: raw.line, reason: "it has no DTSTART")
    }
    try checkDates()
    var text = Array("BEGIN:VEVENT\r\n".utf8)
    text.reserveCapacity(raw.text.count + 32)
    for line in raw.lines where Self.isForLibical(line.property) && !raw.value(line).isEmpty {
      append(line, to: &text)
    }
    text += Array("END:VEVENT\r\n".utf8) + [0]
    let outcome: Result<EventText, ComponentError>? = Libical.withComponent(text) { component in
      do throws(ComponentError) {
        return .success(try read(component, startLine))
      } catch {
        return .failure(error)
      }
    }
    guard let outcome else { throw ComponentError(line: raw.line, reason: "it can't be parsed") }
    return try outcome.get()
  }

  /// Whether libical reads the property; of the others the bare text is enough.
  private static func isForLibical(_ property: PropertyName) -> Bool {
    switch property {
    case .start, .end, .duration, .summary, .dates, .exceptionDates, .recurrenceID: true
    default: false
    }
  }

  /// libical drops what follows the 500th value of a line, so long lists get several lines.
  private func append(_ line: RawComponent.Line, to text: inout [UInt8]) {
    guard line.property != .summary || line.range.count <= Self.longestTitle else {
      text += Self.begun(raw.text[line.range].prefix(Self.longestTitle))
      text += [13, 10]
      return
    }
    let values = raw.dates(line)
    guard line.property == .dates || line.property == .exceptionDates, values.count > 3_000 else {
      text += raw.text[line.range]
      text += [13, 10]
      return
    }
    var rest = values.split(separator: UInt8(ascii: ","))[...]
    while !rest.isEmpty {
      text += raw.text[line.range.lowerBound..<values.startIndex]
      text += rest.prefix(400).joined(separator: [UInt8(ascii: ",")])
      text += [13, 10]
      rest = rest.dropFirst(400)
    }
  }

  /// Bytes of a title's line that libical sees, many times what is kept of one: it takes half a second for megabytes.
  private static let longestTitle = 16 << 10

  /// The beginning of a text, without the character or the escape that its end cuts.
  private static func begun(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let whole = text.lastIndex { $0 & 0xC0 != 0x80 } ?? text.startIndex
    let backslashes = text[..<whole].reversed().prefix { $0 == UInt8(ascii: "\\") }.count
    return text[..<(whole - backslashes % 2)]
  }

  /// Refuses dates and times of another form than the RFC's; libical would read `T10300Z` as half past ten.
  private func checkDates() throws(ComponentError) {
    for line in raw.lines {
      switch line.property {
      case .start, .end, .recurrenceID, .exceptionDates, .dates:
        let values = raw.dates(line)
        // Nearly all are a single value, for which nothing need be cut.
        if line.property != .dates, CalendarTime.isWellFormed(values) { continue }
        for value in values.split(separator: UInt8(ascii: ",")) {
          let ends = line.property == .dates ? value.split(separator: UInt8(ascii: "/"), maxSplits: 1) : [value]
          let isLong = ends.count == 2 && Extent.isWellFormed(ends[1])
          guard ends.dropLast(isLong ? 1 : 0).allSatisfy({ CalendarTime.isWellFormed($0) }) else {
            throw unreadable(line, String(decoding: value, as: UTF8.self), "is no date or time")
          }
        }
        if values.isEmpty, line.property == .start || line.property == .recurrenceID {
          throw unreadable(line, "", "is no date or time")
        }
      case .duration:
        guard Extent.isWellFormed(raw.value(line)) else {
          throw unreadable(line, raw.valueText(line), "is no duration")
        }
      default: break
      }
    }
  }

  private func unreadable(_ line: RawComponent.Line, _ value: String, _ what: String) -> ComponentError {
    ComponentError(line: line.number, reason: "its \(line.property.rawValue) \(quoted(value)) \(what)")
  }

  private func read(
    _ component: OpaquePointer, _ startLine: RawComponent.Line
  ) throws(ComponentError) -> EventText {
    guard let start = try time(component, ICAL_DTSTART_PROPERTY, .start) else {
      throw unreadable(startLine, raw.valueText(startLine), "is no date or time")
    }
    var event = EventText(
      line: raw.line, startLine: startLine.number,
      endLine: (raw.first(.end) ?? raw.first(.duration) ?? startLine).number, start: start, title: title(component))
    event.end = try time(component, ICAL_DTEND_PROPERTY, .end)
    if event.end == nil { event.duration = try duration(component) }
    event.recurrenceID = try time(component, ICAL_RECURRENCEID_PROPERTY, .recurrenceID)
    if event.recurrenceID != nil {
      event.changesFollowing = Self.hasFollowingRange(
        icalcomponent_get_first_property(component, ICAL_RECURRENCEID_PROPERTY))
    }
    event.uid = raw.first(.uid).map { raw.valueText($0).trimmed } ?? ""
    event.isTransparent = raw.has(.transparency, "TRANSPARENT")
    event.isCancelled = raw.has(.status, "CANCELLED")
    event.sequence = raw.first(.sequence).flatMap { Int(raw.valueText($0).trimmed) } ?? 0
    event.stamp =
      raw.first(.stamp).map {
        raw.value($0).prefix(16).reduce(0) { $1 >= 48 && $1 <= 57 ? $0 * 10 + Int($1) - 48 : $0 }
      } ?? 0
    event.recurrence = try recurrence(component)
    return event
  }

  private func title(_ component: OpaquePointer) -> String {
    guard let property = icalcomponent_get_first_property(component, ICAL_SUMMARY_PROPERTY),
      let text = icalproperty_get_summary(property)
    else { return "Busy" }
    let title = String(cString: text).trimmed
    return title.isEmpty ? "Busy" : title.utf8.count <= 500 ? title : String(title.prefix(500))
  }

  /// A property with a single date or time; nil when the component doesn't have it.
  private func time(
    _ component: OpaquePointer, _ kind: icalproperty_kind, _ name: PropertyName
  ) throws(ComponentError) -> CalendarTime? {
    guard let line = raw.first(name), !raw.value(line).isEmpty else { return nil }
    guard let property = icalcomponent_get_first_property(component, kind),
      let value = icalproperty_get_value(property),
      let time = CalendarTime(icalvalue_get_datetime(value), zone: Self.zone(of: property))
    else { throw unreadable(line, raw.valueText(line), "is no date or time") }
    return time
  }

  private func duration(_ component: OpaquePointer) throws(ComponentError) -> Extent? {
    guard let line = raw.first(.duration), !raw.value(line).isEmpty else { return nil }
    guard let property = icalcomponent_get_first_property(component, ICAL_DURATION_PROPERTY),
      let extent = Self.extent(icalproperty_get_duration(property))
    else { throw unreadable(line, raw.valueText(line), "is no duration") }
    guard extent.days >= 0, extent.seconds >= 0 else {
      throw unreadable(line, raw.valueText(line), "is negative")
    }
    return extent
  }

  /// Nil for one of over a thousand years, which is a slip or an attack.
  static func extent(_ duration: icaldurationtype) -> Extent? {
    guard icaldurationtype_is_bad_duration(duration) == 0 else { return nil }
    let sign = duration.is_neg != 0 ? -1 : 1
    let days = Int(duration.weeks) * 7 + Int(duration.days)
    let seconds = Int(duration.hours) * 3_600 + Int(duration.minutes) * 60 + Int(duration.seconds)
    guard days <= 366_000, seconds <= 366_000 * 86_400 else { return nil }
    return Extent(days: sign * days, seconds: sign * seconds)
  }

  static func zone(of property: OpaquePointer) -> String? {
    guard let parameter = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER),
      let id = icalparameter_get_tzid(parameter)
    else { return nil }
    let name = String(cString: id)
    return name.isEmpty ? nil : name
  }

  private static func hasFollowingRange(_ property: OpaquePointer?) -> Bool {
    guard let property, let range = icalproperty_get_first_parameter(property, ICAL_RANGE_PARAMETER) else {
      return false
    }
    return icalparameter_get_range(range) == ICAL_RANGE_THISANDFUTURE
  }
}
