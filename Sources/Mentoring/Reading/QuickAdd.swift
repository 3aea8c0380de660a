public import Scheduling

/// One line that books, as it was understood: `ralf fri 14:00 45m @Lisbon editing: color grading`.
///
/// Whom and when are needed. A length, a room behind `@`, a topic, and behind a colon the agenda may follow. The time may
/// stand first, with small words between: `fri at 14:00 with ralf for 45m`.
public struct QuickAdd: Sendable {
  public enum Part: String, CaseIterable, Hashable, Sendable {
    case pair, time, length, room, topic, agenda
  }

  /// Where a part stands in the text; a part of several words may have several places.
  public struct Place: Hashable, Sendable {
    public let part: Part
    public let range: Range<String.Index>
  }

  /// What keeps the line from being booked.
  public struct Problem: Error, Sendable {
    public let part: Part
    /// What of the text it is about; nil for what is missing.
    public let range: Range<String.Index>?
    public let error: CommandError
    /// The error's words.
    public let message: String

    init(_ part: Part, _ range: Range<String.Index>?, _ message: String, isNotFound: Bool = false) {
      (self.part, self.range, self.message) = (part, range, message)
      error = isNotFound ? .notFound(message) : .invalid(message)
    }
  }

  public let text: String
  /// In the order of the text, none over another.
  public internal(set) var places: [Place] = []
  /// In the order of ``Part``; empty when the line can be booked.
  public internal(set) var problems: [Problem] = []
  public internal(set) var pair: Pair?
  public internal(set) var start: Instant?
  /// Whether the line says on which day; a time alone is today's.
  var namesDay = false
  /// Minutes; nil when none was written.
  public internal(set) var length: Int?
  public internal(set) var room: Room?
  /// Empty for the pair's own.
  public internal(set) var topic = ""
  public internal(set) var agenda = ""

  init(_ text: String) { self.text = text }

  /// What the line asks the store to do; nil while something is missing.
  ///
  /// - Parameter standardLength: minutes, of pairs that have no usual length.
  public func booking(standardLength: Int, anyway: Bool = false, asks: Bool = false, message: String = "") -> Booking? {
    guard problems.isEmpty, let pair, let start else { return nil }
    return Booking(
      pair: pair.id, start: start, length: length ?? pair.length ?? standardLength, room: room?.id, topic: topic,
      agenda: agenda, anyway: anyway, asks: asks, message: message)
  }

  /// The text with another time in the place of what was written.
  public func replacingTime(with time: String) -> String {
    let ranges = places.filter { $0.part == .time }.map(\.range)
    guard let first = ranges.first, let last = ranges.last else { return "\(text.trimmingSpaces) \(time)" }
    return text.replacingCharacters(in: first.lowerBound..<last.upperBound, with: time)
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with piece: String) -> String {
    self[..<range.lowerBound] + piece + self[range.upperBound...]
  }
}
