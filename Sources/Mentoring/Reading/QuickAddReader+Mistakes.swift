import Scheduling

/// What looks like something else than a topic: as one it would hide that another time is booked than was meant.
extension QuickAddReader {
  func takeMistakes(_ words: inout QuickAddWords, _ result: inout QuickAdd) {
    tellSecondLength(&words, &result)
    tellStrangeDate(&words, &result)
    tellStrangeDay(&words, &result)
  }

  private func tellSecondLength(_ words: inout QuickAddWords, _ result: inout QuickAdd) {
    guard result.length != nil,
      let second = words.all.first(where: { QuickAddWords.minutes(words.text[$0].drop { "-+–".contains($0) }) != nil })
    else { return }
    result.problems.append(
      .init(.length, second, "“\(words.text[second])” is a second length; one session has one, as in “45m”"))
    words.all.removeAll { $0 == second }
  }

  /// A date that there isn't.
  private func tellStrangeDate(_ words: inout QuickAddWords, _ result: inout QuickAdd) {
    let date = words.all.indices.dropLast().first { index in
      DateWords.looksLikeDate(String(words.text[words.all[index]]), String(words.text[words.all[index + 1]]))
    }
    guard let date, let range = words.range(date, count: 2) else { return }
    result.problems.append(
      .init(.time, range, "“\(words.text[range])” is no date, or a second one; write for example “3 dec 9:15”"))
    words.remove(date, count: 2)
  }

  /// Where no day is named, a word at the place of one is a day that was not understood: `frday 14:00` is not today's.
  private func tellStrangeDay(_ words: inout QuickAddWords, _ result: inout QuickAdd) {
    guard let time = result.places.first(where: { $0.part == .time })?.range, result.start != nil, !result.namesDay,
      result.pair != nil
    else { return }
    let pair = result.places.last { $0.part == .pair }?.range
    // `14:00 ralf freitag`: a day may stand behind whom it is with, too.
    let places = [time] + (pair.map { $0.lowerBound >= time.upperBound ? [$0] : [] } ?? [])
    let before = words.all.prefix { $0.upperBound <= time.lowerBound }
    let strange: Range<String.Index>
    if let first = before.first, words.text[first].lowercased() != "about" {
      strange = before.count > 3 ? first : words.range(0, count: before.count) ?? first
    } else if let behind = words.run(beside: places, where: Self.looksLikeDay)?.range {
      strange = behind
    } else {
      return
    }
    // No today's time is shown as what was meant.
    result.start = nil
    let clock = words.text[time]
    result.problems.append(
      .init(
        .time, strange,
        "“\(words.text[strange])” is no day I understand; write for example “fri \(clock)” or “3 dec \(clock)”, "
          + "or “today \(clock)” and the topic behind it"))
    words.all.removeAll { strange.overlaps($0) }
  }

  /// `frday`, `freitag`, `31.11.`, `next month`.
  private static func looksLikeDay(_ text: String) -> Bool {
    DateWords.looksLikeDay(text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
