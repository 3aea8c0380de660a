import Scheduling

/// From when until when, as people write it: `fri 14:00-15:00`, `15-16`, `2-3pm`, `2pm - 2:30 pm`, `14:00 to 15:00`.
struct ClockSpan {
  /// The day's words and the time at which it begins.
  let begin: String
  let end: CivilTime
  /// Both as they were written.
  let clocks: String
  /// Whether they are bare numbers that may be of the morning or of the afternoon.
  let isAmbiguous: Bool
  /// An hour after the beginning, where the end is the beginning; from midnight to midnight is a day.
  let laterEnd: CivilTime?

  /// Nil for what is no span.
  init?(_ text: String) {
    // `14:00 to 15:00` and `14:00 - 15:00` are `14:00-15:00`.
    let words = text.lowercased().split(whereSeparator: \.isWhitespace).map { Self.links.contains($0) ? "-" : $0 }
    let line = words.joined(separator: " ")
    guard let dash = line.lastIndex(where: { $0 == "-" || $0 == "–" }) else { return nil }
    let before = line[..<dash].trimmingSpaces.split(separator: " ")
    let after = line[line.index(after: dash)...].trimmingSpaces
    let beginning = ["am", "pm"].contains(before.last) ? before.suffix(2) : before.suffix(1)
    guard let first = Clock(beginning.joined()), let last = Clock(after.filter { $0 != " " }, isEnd: true) else {
      return nil
    }
    let areBare = first.isBare && last.isBare && first.half == nil && last.half == nil
    clocks = "\(beginning.joined())-\(after)"
    isAmbiguous = areBare && (first.hour < 8 || last.hour <= first.hour)
    guard let (from, to) = Self.shortest(first, last) else { return nil }
    begin = (before.dropLast(beginning.count) + ["\(from)"]).joined(separator: " ")
    end = to
    laterEnd = from == to && from != .midnight ? CivilTime(secondOfDay: (from.secondOfDay + 3_600) % 86_400) : nil
  }

  private static let links: Set<Substring> = ["to", "until", "till", "–"]

  /// What has no am or pm is in the other's half of the day, or in that which makes the span the shorter.
  private static func shortest(_ first: Clock, _ last: Clock) -> (CivilTime, CivilTime)? {
    let sharesHalf = first.half != nil || last.half != nil
    let pairs = first.times(sharesHalf).flatMap { from in last.times(sharesHalf).map { (from, $0) } }
    return pairs.min { length($0) < length($1) }
  }

  private static func length(_ span: (CivilTime, CivilTime)) -> Int {
    (span.1.secondOfDay - span.0.secondOfDay + 86_399) % 86_400
  }

  /// One end: `15`, `15:30`, `3pm`, `3:30pm`.
  private struct Clock {
    let hour: Int
    let minute: Int
    /// `am` or `pm`, where it was written.
    let half: Substring?
    /// Whether nothing but an hour was written.
    let isBare: Bool

    /// - Parameter isEnd: whether it may be the end of the day, `24:00`.
    init?(_ word: String, isEnd: Bool = false) {
      if isEnd, word == "24:00" || word == "24" {
        (hour, minute, half, isBare) = (24, 0, nil, word == "24")
        return
      }
      half = ["am", "pm"].contains(word.suffix(2)) ? word.suffix(2) : nil
      let digits = half == nil ? word[...] : word.dropLast(2)
      let isBare = !digits.contains(":") && !digits.contains("h")
      let written = isBare ? digits + ":00" : digits
      guard let time = TimePhrase.time(String(written)), half == nil || (1...12).contains(time.hour) else { return nil }
      (hour, minute, self.isBare) = (time.hour, time.minute, isBare)
    }

    /// - Parameter sharesHalf: whether either end was written with am or pm.
    func times(_ sharesHalf: Bool) -> [CivilTime] {
      let hours: [Int] =
        if let half {
          [hour % 12 + (half == "pm" ? 12 : 0)]
        } else if sharesHalf, (1...12).contains(hour) {
          [hour % 12, hour % 12 + 12]
        } else {
          [hour]
        }
      return hours.compactMap { CivilTime(hour: $0 % 24, minute: minute) }
    }
  }
}
