import Folding

/// Finds texts that hold a query's characters in order, and says how well: `jok` finds “Jonas Okafor”.
///
/// Case and the accents of Latin letters don't matter. Words of the query, apart by blanks, must all be found; the
/// letters of one word lie close together, and on one line of the text.
public struct FuzzyMatcher: Sendable {
  private let words: [[UInt8]]

  public init(_ query: String) {
    words = query.split(separator: " ").map { folded(String($0)) }
  }

  public var isEmpty: Bool { words.isEmpty }

  /// How well a folded text fits; nil when it doesn't. More is better.
  ///
  /// A letter that begins a word, one that follows its predecessor, and a word found whole, to its end, count more. O(*n*) a word.
  public func score(_ text: [UInt8]) -> Int? {
    var total = 0
    for word in words {
      guard let score = Self.score(word, in: text) else { return nil }
      total += score
    }
    return total
  }

  /// Those that match, the best first, and as they were among equals.
  public func ranked<Element>(_ elements: [Element], _ text: (Element) -> [UInt8]) -> [Element] {
    let found = elements.enumerated().compactMap { offset, element in
      score(text(element)).map { (score: $0, offset: offset, element: element) }
    }
    return worthTelling(found, score: \.score)
      .sorted { $0.score != $1.score ? $0.score > $1.score : $0.offset < $1.offset }.map(\.element)
  }

  /// Where something holds each word whole, strewn letters are no find.
  ///
  /// - Parameter score: as ``score(_:)`` gave it, or with less than 800 added.
  public func worthTelling<Found>(_ found: [Found], score: (Found) -> Int) -> [Found] {
    let least = words.count * Self.whole
    return found.contains { score($0) >= least } ? found.filter { score($0) >= least } : found
  }

  /// What a word counts at least that is found whole; more than any strewn letters.
  private static let whole = 1_000

  private static func score(_ word: [UInt8], in text: [UInt8]) -> Int? {
    guard let first = word.first else { return 0 }
    if let whole = position(of: word, in: text) {
      let end = whole + word.count
      let isWord = isWordStart(whole, text) && isWordEnd(end, text)
      let place = (isWordStart(whole, text) ? 50 : 0) + (isWord ? 25 : 0) - min(20, whole / 4)
      return Self.whole + 20 + word.count * 10 + place
    }
    // Not whole: letter by letter, from the best place to begin.
    var best: Int?
    for start in text.indices where text[start] == first {
      var score = isWordStart(start, text) ? 12 : 0
      var index = start + 1
      var isRun = true
      var found = 1
      // Letters strewn over a whole text would be found in almost any.
      let end = min(text.count, start + word.count * 3)
      while found < word.count, index < end, text[index] != lineEnd {
        if text[index] == word[found] {
          score += isWordStart(index, text) ? 12 : isRun ? 6 : 1
          found += 1
          isRun = true
        } else {
          isRun = false
        }
        index += 1
      }
      guard found == word.count else { continue }
      let value = score - min(15, (index - start - word.count) / 2)
      best = max(best ?? Int.min, value)
    }
    return best
  }

  private static let lineEnd = UInt8(ascii: "\n")

  private static func position(of word: [UInt8], in text: [UInt8]) -> Int? {
    guard word.count <= text.count, let first = word.first else { return nil }
    var found: Int?
    for start in 0...(text.count - word.count) where text[start] == first {
      guard text[start..<start + word.count].elementsEqual(word) else { continue }
      if isWordStart(start, text) { return start }
      found = found ?? start
    }
    return found
  }

  private static func isWordStart(_ index: Int, _ text: [UInt8]) -> Bool { index == 0 || !isLetter(text[index - 1]) }

  private static func isWordEnd(_ index: Int, _ text: [UInt8]) -> Bool { index == text.count || !isLetter(text[index]) }

  /// Letters, digits, and the bytes of other scripts.
  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x61 && byte <= 0x7A || byte >= 0x30 && byte <= 0x39 || byte >= 0x80
  }
}
