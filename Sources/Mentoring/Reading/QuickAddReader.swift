import Folding
public import Scheduling

/// Reads the lines of quick add against the pairs and rooms that there are.
public struct QuickAddReader {
  let reader: any StoreReader
  let actor: Actor
  let now: Instant
  let zone: ZoneRules

  /// - Parameter zone: the writer's.
  public init(_ reader: any StoreReader, actor: Actor, now: Instant, zone: ZoneRules) {
    self.reader = reader
    self.actor = actor
    self.now = now
    self.zone = zone
  }

  /// A line that says nothing of whom or when is understood too: its problems tell what is missing.
  ///
  /// - Throws: what the reader throws.
  public func read(_ text: String) throws -> QuickAdd {
    var result = QuickAdd(text)
    var words = QuickAddWords(text)
    if let agenda = words.agenda {
      result.agenda = text[agenda].trimmingSpaces
      if !result.agenda.isEmpty { result.places.append(.init(part: .agenda, range: agenda)) }
    }
    try takeRoom(&words, &result)
    takeLength(&words, &result)
    let about = takeAbout(&words)
    takeTime(&words, &result)
    try takePair(&words, &result)
    takeDayBehindPair(&words, &result)
    takeMistakes(&words, &result)
    words.dropSmallWords(QuickAddWords.beforeTopic)
    words.all += about
    result.topic = words.all.map { String(text[$0]) }.joined(separator: " ")
    result.places += words.all.map { .init(part: .topic, range: $0) }
    result.places.sort { $0.range.lowerBound < $1.range.lowerBound }
    let order = QuickAdd.Part.allCases
    result.problems.sort { (order.firstIndex(of: $0.part) ?? 0) < (order.firstIndex(of: $1.part) ?? 0) }
    return result
  }

  // MARK: Topic

  /// What stands behind “about”, where a time stands before it, names no time: `fri 14:00 about monday's talk`.
  private func takeAbout(_ words: inout QuickAddWords) -> [Range<String.Index>] {
    guard let index = words.all.firstIndex(where: { words.text[$0].lowercased() == "about" }) else { return [] }
    var before = words
    before.all.removeSubrange(index...)
    guard before.longestRun(where: { time($0)?.start.time != nil }) != nil else { return [] }
    let behind = Array(words.all[(index + 1)...])
    words = before
    return behind
  }

  // MARK: Room

  /// `@Lisbon`, also of several words: the longest name that fits.
  private func takeRoom(_ words: inout QuickAddWords, _ result: inout QuickAdd) throws {
    guard let index = words.all.firstIndex(where: { words.text[$0].hasPrefix("@") }) else { return }
    let rooms = try reader.rooms()
    for count in (1...max(1, min(6, words.all.count - index))).reversed() {
      guard let range = words.range(index, count: count) else { continue }
      let name = words.text[range].dropFirst().lowercased()
      guard let room = rooms.first(where: { $0.name.lowercased() == name }) else { continue }
      result.room = room
      result.places.append(.init(part: .room, range: range))
      words.remove(index, count: count)
      return
    }
    let range = words.all[index]
    let names = rooms.map(\.name)
    result.problems.append(
      .init(
        .room, range,
        "there is no room “\(words.text[range].dropFirst())”"
          + (names.isEmpty ? "; import rooms first" : "; there are \(names.joined(separator: ", "))"), isNotFound: true)
    )
    words.remove(index, count: 1)
  }

  // MARK: Length

  private func takeLength(_ words: inout QuickAddWords, _ result: inout QuickAdd) {
    for index in words.all.indices {
      for count in (1...5).reversed() {
        guard let range = words.range(index, count: count),
          let minutes = QuickAddWords.minutes(words.text[range])
        else { continue }
        result.length = minutes
        result.places.append(.init(part: .length, range: range))
        if !sessionLengths.contains(minutes) {
          result.problems.append(Self.noLength(range, minutes, in: words))
        }
        words.remove(index, count: count, before: ["for"])
        return
      }
    }
  }

  static func noLength(
    _ range: Range<String.Index>, _ minutes: Int, in words: QuickAddWords
  ) -> QuickAdd.Problem {
    .init(
      .length, range,
      "“\(words.text[range])” is \(minutes) minutes; a session is \(sessionLengths.lowerBound) to "
        + "\(sessionLengths.upperBound), as in “45m” or “1h30”")
  }

  // MARK: Pair

  /// The fewest words that fit one pair alone, and those that go on with a name.
  private func takePair(_ words: inout QuickAddWords, _ result: inout QuickAdd) throws {
    words.dropSmallWords(QuickAddWords.beforePair)
    let missing = "with whom? Begin with a name, as in “ralf fri 14:00”"
    guard !words.all.isEmpty else { return result.problems.append(.init(.pair, nil, missing)) }
    if let number = words.numberInsideLine {
      words.all.removeFirst()
      return result.problems.append(
        .init(
          .pair, number,
          "“\(words.text[number])” is a pair's id only where the line begins with it; with whom? A time is written as in "
            + "“9:00” or “9am”"))
    }
    let reference = PairReference(reader, actor: actor)
    var failure: QuickAdd.Problem?
    for count in 1...min(5, words.all.count) {
      let ranges = words.all.prefix(count)
      let phrase = ranges.map { String(words.text[$0]) }.joined(separator: " ")
      do {
        let pair = try reference.pair(phrase)
        result.pair = pair
        let taken = count + (try namesThatFollow(count, of: pair, in: words))
        result.places += words.all.prefix(taken).map { .init(part: .pair, range: $0) }
        words.all.removeFirst(taken)
        try tellOtherPerson(beside: pair, &words, &result)
        return
      } catch CommandError.notFound(let message) {
        // What fitted several before, and none with one word more, is still too little.
        if failure == nil { failure = .init(.pair, ranges.first, message, isNotFound: true) }
        break
      } catch CommandError.invalid(let message) {
        failure = .init(.pair, ranges.first, message)
      }
    }
    result.problems.append(failure ?? .init(.pair, nil, missing))
    words.all.removeFirst()
  }

  private func namesThatFollow(_ count: Int, of pair: Pair, in words: QuickAddWords) throws -> Int {
    let names = Set(try people(of: pair).flatMap(Self.names))
    return words.all.dropFirst(count).prefix { names.contains(words.text[$0].folded) }.count
  }

  /// A second name right behind the pair's is no topic: whoever writes `ralf nora fri 14:00` means the two.
  private func tellOtherPerson(beside pair: Pair, _ words: inout QuickAddWords, _ result: inout QuickAdd) throws {
    let own = result.places.filter { $0.part == .pair }.map(\.range)
    guard let first = words.run(beside: own, upTo: 1, where: { _ in true }) else { return }
    let word = words.text[first.range]
    guard let other = try reader.people().first(where: { Self.names(of: $0).contains(word.folded) }),
      !pair.includes(other.id)
    else { return }
    let named = try people(of: pair).filter { $0.id != actor.person }.map(\.name).joined(separator: " and ")
    result.problems.append(
      .init(
        .pair, first.range,
        "“\(word)” is \(other.name), who is not in the pair with \(named); write “mentor/mentee” for another pair, or "
          + "“about \(word)” for the topic"))
    words.remove(first.index, count: 1)
  }

  private func people(of pair: Pair) throws -> [Person] {
    [try reader.person(pair.mentor), try reader.person(pair.mentee)].compactMap { $0 }
  }

  private static func names(of person: Person) -> [String] {
    [person.login.folded] + person.name.folded.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
