/// What in a text of weekly hours could not be read.
public struct HoursError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The part that wasn't understood.
  public let value: String
  public let reason: String

  public var description: String {
    "“\(value)” \(reason); hours look like “Mon-Thu 09:00-12:30 13:30-17:30; Fri 09:00-13:00”"
  }
}

extension WeeklyHours {
  /// Reads `Mon-Thu 09:00-12:30 13:30-17:30; Fri 09:00-13:00`. An empty text is Monday to Friday 09:00-17:00.
  ///
  /// Weekdays are English, of any case, by at least their first two letters, as `Mon`, `Mon-Fri` or `Mon,Wed,Fri`;
  /// a day's ranges may be `off`. Whole hours need no minutes: `9-17`; past midnight they do, for `9-5` may be meant
  /// otherwise. `9am-5pm` and `2-3pm` are read as well, and so is `10:00 to 12:00`.
  /// - Throws: ``HoursError`` that quotes the part at fault.
  public init(_ text: String) throws(HoursError) {
    self.init()
    let groups = text.split(separator: ";").map { Self.words($0) }.filter { !$0.isEmpty }
    guard !groups.isEmpty else {
      self = .officeHours
      return
    }
    var named: Set<Weekday> = []
    for words in groups {
      let days = try Self.days(String(words[0]))
      if let again = days.first(where: { named.contains($0) }) {
        throw HoursError(value: String(words[0]), reason: "names \(again.name) a second time")
      }
      named.formUnion(days)
      guard words.count > 1 else { throw HoursError(value: String(words[0]), reason: "has no hours after it") }
      let ranges = try Self.ranges(words.dropFirst())
      for day in days { self[day] = ranges }
    }
  }

  /// Reads the ranges of one day: `09:00-12:30 13:30-17:30`, or `off`.
  ///
  /// - Throws: ``HoursError`` that quotes the part at fault, also when there is none.
  public static func ranges(ofDay text: String) throws(HoursError) -> [MinuteRange] {
    let words = words(text[...])
    guard !words.isEmpty else { throw HoursError(value: text, reason: "is no range of times") }
    return try ranges(words[...])
  }

  /// The words of a text, a range one word however it is written: `10:00 - 12:00`, `10:00 to 12:00`, `2 - 3 pm`.
  public static func words(_ text: Substring) -> [String] {
    var words: [String] = []
    var isOpen = false
    for word in text.split(whereSeparator: \.isWhitespace) {
      let isLink = ["-", "–", "to", "until"].contains(word.lowercased())
      let isHalf = ["am", "pm"].contains(word.lowercased())
      if !words.isEmpty, isOpen || isLink || isHalf {
        words[words.count - 1] += isLink ? "-" : word
      } else {
        words.append(String(word))
      }
      isOpen = isLink
    }
    return words
  }

  private static func ranges(_ words: ArraySlice<String>) throws(HoursError) -> [MinuteRange] {
    if words.count == 1, words.first?.lowercased() == "off" { return [] }
    var ranges: [MinuteRange] = []
    for word in words { ranges.append(try range(word)) }
    ranges.sort()
    if let clash = zip(ranges, ranges.dropFirst()).first(where: { $0.end > $1.start }) {
      throw HoursError(value: "\(clash.0) \(clash.1)", reason: "overlap")
    }
    return ranges
  }

  private static func days(_ text: String) throws(HoursError) -> [Weekday] {
    var result: [Weekday] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
      let read = ends.map { weekday($0) }
      guard (1...2).contains(ends.count), let first = read[0], let last = read[read.count - 1] else {
        throw HoursError(value: text, reason: "is no weekday or span of weekdays")
      }
      result += (0...last.daysAfter(first)).map { first.advanced(by: $0) }
    }
    return result
  }

  private static func weekday(_ text: some StringProtocol) -> Weekday? {
    let lowered = text.lowercased()
    guard lowered.count >= 2 else { return nil }
    return Weekday.allCases.first { $0.name.lowercased().hasPrefix(lowered) }
  }

  private static func range(_ text: String) throws(HoursError) -> MinuteRange {
    let ends = text.lowercased().split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "–" }
    let isHalved = ends.contains { half($0) != nil }
    guard ends.count == 2, let (start, end) = shortest(minutes(ends[0], isHalved), minutes(ends[1], isHalved)) else {
      throw HoursError(value: text, reason: "is no range of times")
    }
    guard end > start || isHalved || ends.contains(where: { $0.contains(":") }) else {
      throw HoursError(value: text, reason: "ends before it begins, so write its minutes")
    }
    guard let range = MinuteRange(clockStart: start, clockEnd: end) else {
      throw HoursError(value: text, reason: start == end ? "is empty" : "starts after the day's end")
    }
    return range
  }

  /// Of what may be of either half of the day, that which makes the range the shorter.
  private static func shortest(_ starts: [Int], _ ends: [Int]) -> (Int, Int)? {
    func length(_ range: (start: Int, end: Int)) -> Int { (range.end - range.start + 1_439) % 1_440 }
    return starts.flatMap { start in ends.map { (start, $0) } }.min { length($0) < length($1) }
  }

  private static func half(_ text: Substring) -> Substring? {
    ["am", "pm"].contains(text.suffix(2)) ? text.suffix(2) : nil
  }

  /// Minutes of `09:00`, `9` and `9am`; `24:00` is 1,440. Two, where it has no am or pm and the other end of its range has.
  private static func minutes(_ text: Substring, _ isHalved: Bool) -> [Int] {
    let half = half(text)
    let clock = half == nil ? text : text.dropLast(2)
    let written = clock.contains(":") ? clock : clock + ":00"
    if half == nil, written == "24:00" { return [1_440] }
    guard let time = CivilTime(written), time.second == 0 else { return [] }
    guard isHalved, (1...12).contains(time.hour) else { return half == nil ? [time.minuteOfDay] : [] }
    let morning = time.hour % 12 * 60 + time.minute
    return half.map { [$0 == "pm" ? morning + 720 : morning] } ?? [morning, morning + 720]
  }
}

extension WeeklyHours: CustomStringConvertible {
  /// The shortest text that reads back as these hours: consecutive days with the same ranges share a group.
  public var description: String {
    var groups: [(first: Weekday, last: Weekday, ranges: [MinuteRange])] = []
    for day in Weekday.allCases where !self[day].isEmpty {
      if let last = groups.last, last.last.advanced(by: 1) == day, last.ranges == self[day] {
        groups[groups.count - 1].last = day
      } else {
        groups.append((day, day, self[day]))
      }
    }
    guard !groups.isEmpty else { return "Mon-Sun off" }
    return groups.map { group in
      let days = group.first == group.last ? group.first.shortName : "\(group.first.shortName)-\(group.last.shortName)"
      return days + " " + group.ranges.map(\.description).joined(separator: " ")
    }.joined(separator: "; ")
  }
}

extension WeeklyHours: Codable {
  public init(from decoder: any Decoder) throws {
    self = try WeeklyHours(decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
