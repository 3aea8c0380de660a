import Glibc

/// Finds components in a stream of physical lines and hands each on when it ends, so that a file is never held whole.
///
/// Unfolds lines, passes over what doesn't matter (alarms, attachments, tasks), and goes on after a component that has
/// no end. Nesting costs a counter, not a stack.
struct ComponentScanner {
  enum Item {
    case calendarBegan
    /// The calendar's METHOD, as in an invitation sent by mail.
    case method(String)
    case component(RawComponent)
    case calendarEnded
    /// Something that was passed over.
    case fault(line: Int, reason: String)
    /// The end of a file that should go on; see ``cutOff``.
    case cutOff(line: Int)
  }

  /// Why a file is not all that it was meant to be.
  static let cutOff = "the file ends before “END:VCALENDAR”; it may be cut off"

  /// Longest component that is read, in bytes of the lines that matter.
  static let longestComponent = 4 << 20

  /// Whether what only answers to invitations tell is read too.
  var readsAnswers = false
  private var isInCalendar = false
  private var open: RawComponent?
  /// How deep in alarms and other parts of the open component that are passed over.
  private var depth = 0
  /// Part of a VTIMEZONE that is open; 0 for none.
  private var part = 0
  /// Components in a row that never ended: one is told of by itself, more together, for a file may be nothing else.
  private var abandoned: Abandoned?

  private struct Abandoned {
    let kind: RawComponent.Kind
    let line: Int
    /// The line before which the last of them should have ended.
    var end: Int
    var count = 1

    var reason: String {
      count == 1
        ? "the \(kind.rawValue) has no “END:\(kind.rawValue)” before line \(end) and is skipped"
        : "\(count) \(kind.rawValue) in a row have no “END:\(kind.rawValue)”, the last before line \(end), and are skipped"
    }
  }

  /// The content line that continuation lines still extend: its property and where it begins in `text`.
  private var current: (property: PropertyName, number: Int, start: Int)?
  /// A line that the next one may go on with: a fold may stand between any two characters (RFC 5545, 3.1), also within a
  /// name, or the name of what begins or ends.
  private var held: (bytes: [UInt8], number: Int)?
  /// Bytes; no name is as long.
  private static let longestHeld = 100
  /// Text of the open component, or of a calendar's own property.
  private var text: [UInt8] = []

  mutating func take(_ line: LineScanner.Line, _ hand: (Item) throws -> Void) rethrows {
    let bytes = line.bytes
    guard let first = bytes.first else { return }
    guard first == 32 || first == 9 else {
      try takeHeld(hand)
      try endContentLine(hand)
      if Self.mayGoOn(bytes) { held = (Array(bytes), line.number) } else { try takeWhole(line, hand) }
      return
    }
    let rest = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
    guard let begun = held else {
      if current != nil { append(rest, of: line) }
      return
    }
    held = nil
    let whole = begun.bytes + rest
    try whole.withUnsafeBytes { bytes in
      if Self.mayGoOn(bytes) {
        held = (whole, begun.number)
      } else {
        try takeWhole(LineScanner.Line(bytes: bytes, number: begun.number, isCut: line.isCut), hand)
      }
    }
  }

  private static func mayGoOn(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count < longestHeld else { return false }
    if starts(bytes, with: "BEGIN:") { return !isWhole(bytes, after: 6) }
    if starts(bytes, with: "END:") { return !isWhole(bytes, after: 4) }
    for byte in bytes where byte == 58 || byte == 59 { return false }
    return true
  }

  /// Whether a component's name stands there that none goes on from: nearly all do, and need not be held.
  private static func isWhole(_ bytes: UnsafeRawBufferPointer, after head: Int) -> Bool {
    let name = UnsafeRawBufferPointer(rebasing: bytes[head...])
    return wholeNames.contains { $0.utf8CodeUnitCount == name.count && starts(name, with: $0) }
  }

  /// Components of iCalendar by their names there (RFC 5545, 3.6), the most usual first.
  private static let wholeNames: [StaticString] = [
    "VEVENT", "VALARM", "VTODO", "VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VJOURNAL", "VFREEBUSY",
  ]

  private mutating func takeHeld(_ hand: (Item) throws -> Void) rethrows {
    guard let line = held else { return }
    held = nil
    try line.bytes.withUnsafeBytes {
      try takeWhole(LineScanner.Line(bytes: $0, number: line.number, isCut: false), hand)
    }
  }

  /// A line that continues no other, as far as its name is whole.
  private mutating func takeWhole(_ line: LineScanner.Line, _ hand: (Item) throws -> Void) rethrows {
    let bytes = line.bytes
    if Self.starts(bytes, with: "BEGIN:") {
      try begin(Self.name(bytes, after: 6), line.number, hand)
    } else if Self.starts(bytes, with: "END:") {
      try end(Self.name(bytes, after: 4), line.number, hand)
    } else if isInCalendar, depth == 0, open?.kind != .other, open?.kind != .freeBusy,
      let property = PropertyName(of: bytes)
    {
      guard open != nil || property == .method, readsAnswers || !property.isOfAnswers else { return }
      current = (property, line.number, text.count)
      append(bytes, of: line)
    }
  }

  /// Tells of what the end of the file left open.
  mutating func finish(lastLine: Int, _ hand: (Item) throws -> Void) rethrows {
    try takeHeld(hand)
    try endContentLine(hand)
    guard isInCalendar else { return }
    // That the component which it cuts has no end either is the same, told twice.
    reset()
    try tellAbandoned(hand)
    try hand(.cutOff(line: lastLine))
    isInCalendar = false
    try hand(.calendarEnded)
  }

  private mutating func append(_ bytes: UnsafeRawBufferPointer, of line: LineScanner.Line) {
    guard open?.fault == nil else { return }
    if line.isCut || text.count + bytes.count > Self.longestComponent {
      open?.fault = (line.number, line.isCut ? "a line is longer than 1 MiB" : "it is longer than 4 MiB")
      current = nil
    } else if let base = bytes.baseAddress, memchr(base, 0, bytes.count) != nil {
      open?.fault = (line.number, "a line holds a NUL byte")
      current = nil
    } else {
      text.append(contentsOf: bytes)
    }
  }

  private mutating func endContentLine(_ hand: (Item) throws -> Void) rethrows {
    guard let line = current else { return }
    current = nil
    if open == nil {
      let whole = String(decoding: text[line.start...], as: UTF8.self)
      text.removeAll()
      let value = whole.drop { $0 != ":" }.dropFirst()
      try hand(.method(String(value.prefix(40)).trimmed.uppercased()))
    } else {
      if open?.fault == nil, hasManyParameters(text[line.start...], of: line.property) {
        open?.fault = (line.number, "a line has more than \(Self.mostParameters) parameters")
      }
      open?.lines.append(
        RawComponent.Line(
          property: line.property, number: line.number, range: line.start..<text.count, part: part))
      text.append(13)
      text.append(10)
    }
  }

  /// libical compares each parameter of a date with all before it.
  private static let mostParameters = 100
  /// Bytes in which there can't be enough of them to matter.
  private static let shortLine = 2_048

  /// Whether a date has more parameters than any program writes. Its value has no semicolon, so that all count, whatever is taken for a
  /// quotation mark.
  private func hasManyParameters(_ line: ArraySlice<UInt8>, of property: PropertyName) -> Bool {
    switch property {
    case .start, .end, .duration, .dates, .exceptionDates, .recurrenceID:
      line.count > Self.shortLine && line.count { $0 == UInt8(ascii: ";") } > Self.mostParameters
    default: false
    }
  }

  private mutating func begin(_ name: String, _ number: Int, _ hand: (Item) throws -> Void) rethrows {
    switch name {
    case "VCALENDAR":
      if isInCalendar {
        abandon(before: number)
        try tellAbandoned(hand)
        try hand(.calendarEnded)
      }
      isInCalendar = true
      try hand(.calendarBegan)
    case _ where Self.components.contains(name):
      if let open, let row = abandoned, row.kind != open.kind { try tellAbandoned(hand) }
      abandon(before: number)
      guard isInCalendar else {
        try hand(.fault(line: number, reason: "a \(name) stands outside of any VCALENDAR and is skipped"))
        return
      }
      open = RawComponent(kind: RawComponent.Kind(rawValue: name) ?? .other, line: number)
    case "STANDARD", "DAYLIGHT":
      if open?.kind == .zone, depth == 0, part == 0 {
        open?.parts.append(name == "DAYLIGHT")
        part = open?.parts.count ?? 0
      } else {
        depth += 1
      }
    default:
      // Of an unknown component outside others nothing is kept until one that is known begins.
      if open == nil { open = RawComponent(kind: .other, line: number) } else { depth += 1 }
    }
  }

  /// What stands in a calendar beside other components (RFC 5545, 3.6). To-dos and journals too, though they keep nobody busy: where one
  /// begins or ends must be known.
  private static let components: Set = ["VEVENT", "VTIMEZONE", "VFREEBUSY", "VTODO", "VJOURNAL"]

  private mutating func end(_ name: String, _ number: Int, _ hand: (Item) throws -> Void) rethrows {
    switch name {
    case "VCALENDAR":
      guard isInCalendar else { return }
      abandon(before: number)
      try tellAbandoned(hand)
      isInCalendar = false
      try hand(.calendarEnded)
    case _ where Self.components.contains(name):
      guard var component = open, component.kind == RawComponent.Kind(rawValue: name) ?? .other else { return }
      component.text = text
      reset()
      try tellAbandoned(hand)
      try hand(.component(component))
    default:
      if depth == 0, part > 0, name == "STANDARD" || name == "DAYLIGHT" {
        part = 0
      } else if depth > 0 {
        depth -= 1
      } else if open?.kind == .other {
        reset()
      }
    }
  }

  /// Gives up a component that never ended.
  private mutating func abandon(before number: Int) {
    guard let component = open else { return }
    reset()
    guard component.kind != .other else { return }
    if abandoned?.kind == component.kind {
      abandoned?.count += 1
      abandoned?.end = number
    } else {
      abandoned = Abandoned(kind: component.kind, line: component.line, end: number)
    }
  }

  private mutating func tellAbandoned(_ hand: (Item) throws -> Void) rethrows {
    guard let row = abandoned else { return }
    abandoned = nil
    try hand(.fault(line: row.line, reason: row.reason))
  }

  private mutating func reset() {
    open = nil
    depth = 0
    part = 0
    current = nil
    text.removeAll(keepingCapacity: true)
  }

  private static func starts(_ line: UnsafeRawBufferPointer, with word: StaticString) -> Bool {
    guard line.count >= word.utf8CodeUnitCount else { return false }
    for position in 0..<word.utf8CodeUnitCount {
      let wanted = word.utf8Start[position]
      let found = line[position]
      guard found == wanted || wanted >= 65 && found == wanted | 32 else { return false }
    }
    return true
  }

  /// The component's name in upper case, at most 32 letters of it.
  private static func name(_ line: UnsafeRawBufferPointer, after position: Int) -> String {
    String(decoding: line[position...].prefix(32), as: UTF8.self).trimmed.uppercased()
  }
}
