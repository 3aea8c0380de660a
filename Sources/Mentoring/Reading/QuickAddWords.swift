import Scheduling

/// The words of a line that is being read, less those that were understood.
struct QuickAddWords {
  /// Small words that say what comes, and nothing themselves.
  static let beforePair: Set<String> = ["with", "and", "meet", "meeting", "session"]
  static let beforeTopic: Set<String> = ["about", "on", "for"]

  let text: String
  /// Where they stand, in order.
  var all: [Range<String.Index>]
  /// Behind the first colon that ends a word, or stands alone.
  let agenda: Range<String.Index>?

  init(_ text: String) {
    self.text = text
    var words: [Range<String.Index>] = []
    var agenda: Range<String.Index>?
    var index = text.startIndex
    while let start = text[index...].firstIndex(where: { !$0.isWhitespace }) {
      let end = text[start...].firstIndex(where: \.isWhitespace) ?? text.endIndex
      index = end
      guard text[start..<end].hasSuffix(":") else {
        words.append(start..<end)
        continue
      }
      let colon = text.index(before: end)
      if start < colon { words.append(start..<colon) }
      agenda = end..<text.endIndex
      break
    }
    all = words
    self.agenda = agenda
  }

  /// From one word to the `count`-th, when they stand side by side in the text.
  func range(_ index: Int, count: Int) -> Range<String.Index>? {
    guard all.indices.contains(index), index + count <= all.count else { return nil }
    let range = all[index].lowerBound..<all[index + count - 1].upperBound
    // What was taken out between them is no part of it.
    let words = text[range].split(whereSeparator: \.isWhitespace).count
    return words == count ? range : nil
  }

  /// Words that stand side by side.
  struct Run {
    let index: Int
    let count: Int
    let range: Range<String.Index>
  }

  /// The longest run, of those the first, that something can be made of.
  func longestRun(where isMeant: (String) -> Bool) -> Run? {
    for count in (1...6).reversed() {
      for index in all.indices {
        guard let range = range(index, count: count), isMeant(String(text[range])) else { continue }
        return Run(index: index, count: count, range: range)
      }
    }
    return nil
  }

  /// A day that stands anywhere before a place, or right behind it.
  func day(near index: Int, where isDay: (String) -> Bool) -> Run? {
    var before = self
    before.all = Array(all.prefix(index))
    if let found = before.longestRun(where: isDay) { return countsSomething(found) ? nil : found }
    let isOn = all.indices.contains(index) && text[all[index]].lowercased() == "on"
    let behind = isOn ? index + 1 : index
    for count in (1...3).reversed() {
      guard let range = range(behind, count: count), isDay(String(text[range])) else { continue }
      let found = Run(index: behind, count: count, range: range)
      return countsSomething(found) ? nil : found
    }
    return nil
  }

  /// Whether it is the `3rd` of `3rd session`, which is no day.
  func countsSomething(_ run: Run) -> Bool {
    run.count == 1 && DateWords.isOrdinal(text[run.range].lowercased()) && range(run.index, count: 2) != nil
  }

  /// The longest run that stands right before or behind one of the places.
  func run(beside places: [Range<String.Index>], upTo most: Int = 3, where isMeant: (String) -> Bool) -> Run? {
    for count in (1...most).reversed() {
      for index in all.indices {
        guard let range = range(index, count: count), isMeant(String(text[range])) else { continue }
        let isBeside = places.contains { place in
          let between =
            range.upperBound <= place.lowerBound
            ? text[range.upperBound..<place.lowerBound]
            : text[place.upperBound..<max(place.upperBound, range.lowerBound)]
          return between.allSatisfy(\.isWhitespace)
        }
        if isBeside { return Run(index: index, count: count, range: range) }
      }
    }
    return nil
  }

  /// Takes words out, and a small word that stands before them.
  mutating func remove(_ index: Int, count: Int, before small: Set<String> = []) {
    let hasSmall = index > 0 && small.contains(text[all[index - 1]].lowercased())
    all.removeSubrange((hasSmall ? index - 1 : index)..<(index + count))
  }

  /// The next word, when it is a bare number and the line does not begin with it: an hour, rather than a pair's id.
  var numberInsideLine: Range<String.Index>? {
    guard let next = all.first, text[next].allSatisfy({ $0.isASCII && $0.isNumber }),
      !text[..<next.lowerBound].allSatisfy(\.isWhitespace)
    else { return nil }
    return next
  }

  mutating func dropSmallWords(_ small: Set<String>) {
    while let first = all.first, small.contains(text[first].lowercased()) { all.removeFirst() }
  }

  /// The lengths that are written without a number. `an hour` without `for` may be what the session is about.
  private static let spokenMinutes = [
    "for an hour": 60, "for one hour": 60, "half an hour": 30, "an hour and a half": 90,
  ]

  /// `45m`, `45 min`, `1h`, `1h30`, `1h30m`, `1.5h`, `for an hour`; nil for anything else, also for `14h30`, a time.
  static func minutes(_ phrase: Substring) -> Int? {
    let words = phrase.lowercased().split(whereSeparator: \.isWhitespace)
    if let minutes = spokenMinutes[words.joined(separator: " ")] { return minutes }
    let word = words.joined()
    guard words.count <= 2, TimePhrase.time(word) == nil else { return nil }
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits), count < 10_000 else { return nil }
    let rest = word.dropFirst(digits.count)
    if ["m", "min", "mins", "minute", "minutes"].contains(rest) { return count }
    if ["h", "hr", "hrs", "hour", "hours"].contains(rest) { return count * 60 }
    if rest == ".5h" || rest == ",5h" { return count * 60 + 30 }
    guard rest.hasPrefix("h") else { return nil }
    let more = rest.dropFirst()
    let minutes = more.hasSuffix("min") ? more.dropLast(3) : more.hasSuffix("m") ? more.dropLast() : more
    guard minutes.count == 1 || minutes.count == 2, let minutes = Int(minutes), (0..<60).contains(minutes) else {
      return nil
    }
    return count * 60 + minutes
  }

  /// `25:00`, `14:0`, `14h30`: meant as a time.
  static func looksLikeTime(_ word: Substring) -> Bool {
    word.first?.isNumber == true && (word.contains(":") || TimePhrase.time(word.lowercased()) != nil)
  }
}
