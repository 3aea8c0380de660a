import CLibical
import Scheduling

/// A libical component under construction; frees it, and the parts it took in, at the end of its life.
///
/// Only used while ``Libical`` is held.
struct WrittenComponent: ~Copyable {
  private let pointer: OpaquePointer

  init(_ kind: icalcomponent_kind) {
    pointer = icalcomponent_new(kind)
  }

  deinit { icalcomponent_free(pointer) }

  /// Takes over the property.
  func add(_ property: OpaquePointer?) {
    if let property { icalcomponent_add_property(pointer, property) }
  }

  /// Takes over the property, with parameters that it takes over as well.
  func add(_ property: OpaquePointer?, _ parameters: [OpaquePointer?]) {
    guard let property else { return }
    for case .some(let parameter) in parameters { icalproperty_add_parameter(property, parameter) }
    icalcomponent_add_property(pointer, property)
  }

  /// Takes over a part.
  func add(_ part: consuming WrittenComponent) {
    icalcomponent_add_component(pointer, part.released())
  }

  /// Gives the component away.
  private consuming func released() -> OpaquePointer {
    let pointer = pointer
    discard self
    return pointer
  }

  /// The component's lines, folded and escaped, with CRLF.
  var text: String {
    guard let characters = icalcomponent_as_ical_string_r(pointer) else { return "" }
    defer { icalmemory_free_buffer(characters) }
    return String(cString: characters)
  }
}

extension icaltimetype {
  /// A wall-clock reading, its zone told by a parameter.
  init(_ civil: CivilDateTime) {
    self = icaltime_null_time()
    let (year, month, day) = civil.date.fields
    (self.year, self.month, self.day) = (Int32(clamping: year), Int32(month), Int32(day))
    let time = civil.time
    (hour, minute, second) = (Int32(time.hour), Int32(time.minute), Int32(time.second))
  }

  /// In UTC, written with a Z.
  init(_ instant: Instant) {
    self.init(CivilDateTime(reading: instant.seconds))
    zone = icaltimezone_get_utc_timezone()
  }
}

extension String {
  /// As a calendar's text can hold it: without control characters but line ends and tabs.
  var forCalendar: String {
    String(
      String.UnicodeScalarView(unicodeScalars.filter { $0 == "\n" || $0 == "\t" || $0.value >= 32 && $0.value != 127 }))
  }

  /// As a parameter can hold it: in one line, without quotation marks (RFC 5545, 3.2).
  var forParameter: String {
    String(forCalendar.map { $0 == "\"" ? "'" : $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}
