import Scheduling

extension QuickAddReader {
  /// The longest run of words that is a time of a day; `14:00-15:30` is a length too.
  func takeTime(_ words: inout QuickAddWords, _ result: inout QuickAdd) {
    let run = words.longestRun { time($0)?.start.time != nil }
    let found = run.flatMap { time(String(words.text[$0.range])) }
    if tellMistakenTime(beside: run, namesDay: found?.start.namesDay ?? false, &words, &result) { return }
    guard let run, var found else { return tellWhatTimeLacks(&words, &result) }
    result.places.append(.init(part: .time, range: run.range))
    words.remove(run.index, count: run.count, before: ["on", "at", "from"])
    var phrase = found.start
    // `fri 45m 14:00`, `14:00 fri`: the day stands apart.
    let about = words.all.firstIndex { words.text[$0].lowercased() == "about" } ?? words.all.count
    if !phrase.namesDay, let clock = phrase.time, let day = words.day(near: run.index, where: isDay),
      // Behind “about” only a day right beside the time is its day.
      day.index < about || day.index == run.index || day.index + day.count == run.index
    {
      let text = "\(words.text[day.range]) \(clock)"
      if let whole = try? TimePhrase(text, now: now, zone: zone) {
        phrase = whole
        result.places.append(.init(part: .time, range: day.range))
        words.remove(day.index, count: day.count, before: ["on"])
      }
    }
    result.namesDay = phrase.namesDay
    result.start = phrase.instant(in: zone)
    found.start = phrase
    if let minutes = found.interval(in: zone).map({ $0.seconds / 60 }) {
      if let length = result.length, length != minutes {
        result.problems.append(
          .init(
            .length, result.places.first { $0.part == .length }?.range,
            "“\(words.text[run.range])” is \(minutes) minutes, and \(length) are said too; one session has one length"))
      }
      if result.length == nil { result.length = minutes }
      if !sessionLengths.contains(minutes) { result.problems.append(Self.noLength(run.range, minutes, in: words)) }
    }
    tellSecondTime(&words, &result)
  }

  /// `14:00 ralf fri`: where the time stands first, its day may stand behind whom it is with; a second one may not.
  func takeDayBehindPair(_ words: inout QuickAddWords, _ result: inout QuickAdd) {
    guard let start = result.start,
      let time = result.places.first(where: { $0.part == .time })?.range,
      let pair = result.places.last(where: { $0.part == .pair })?.range, time.upperBound <= pair.lowerBound,
      let day = words.run(beside: [pair], upTo: 4, where: isOnlyDay), day.range.lowerBound >= pair.upperBound,
      !words.countsSomething(day)
    else { return }
    guard !result.namesDay else { return tellSecondDay(day, &words, &result) }
    guard let phrase = try? TimePhrase("\(words.text[day.range]) \(zone.civil(at: start).time)", now: now, zone: zone)
    else { return }
    result.start = phrase.instant(in: zone)
    result.namesDay = true
    result.places.append(.init(part: .time, range: day.range))
    words.remove(day.index, count: day.count, before: ["on"])
  }

  // MARK: What is no time

  /// What can be read in two ways, or contradicts itself, at the place of the time: the rest of it would be another time than
  /// was meant. Elsewhere it belongs to the topic.
  private func tellMistakenTime(
    beside run: QuickAddWords.Run?, namesDay: Bool, _ words: inout QuickAddWords, _ result: inout QuickAdd
  ) -> Bool {
    guard let mistaken = words.longestRun(where: { mistake($0) != nil }),
      let error = mistake(String(words.text[mistaken.range]))
    else { return false }
    if let run, namesDay, mistaken.index > run.index + run.count || run.index > mistaken.index + mistaken.count {
      return false
    }
    result.problems.append(.init(.time, mistaken.range, error.description))
    words.all.removeAll { mistaken.range.overlaps($0) || run?.range.overlaps($0) ?? false }
    return true
  }

  private func tellSecondTime(_ words: inout QuickAddWords, _ result: inout QuickAdd) {
    if let second = words.all.first(where: { QuickAddWords.looksLikeTime(words.text[$0]) }) {
      result.problems.append(
        .init(.time, second, "“\(words.text[second])” is a second time; one session a line"))
      words.all.removeAll { $0 == second }
      return
    }
    // Right beside the first it is no topic: `thu 27 nov 14:00` names a Thursday, and the 27th.
    let times = result.places.filter { $0.part == .time }.map(\.range)
    guard let second = words.run(beside: times, where: isOnlyDay), !words.countsSomething(second) else { return }
    tellSecondDay(second, &words, &result)
  }

  private func tellSecondDay(_ second: QuickAddWords.Run, _ words: inout QuickAddWords, _ result: inout QuickAdd) {
    result.problems.append(
      .init(
        .time, second.range,
        "“\(words.text[second.range])” is a second day; one session a line, and what it is about stands behind “about”")
    )
    words.remove(second.index, count: second.count)
  }

  private func tellWhatTimeLacks(_ words: inout QuickAddWords, _ result: inout QuickAdd) {
    if let strange = words.all.first(where: { QuickAddWords.looksLikeTime(words.text[$0]) }) {
      let word = words.text[strange]
      result.problems.append(
        .init(.time, strange, "“\(word)” is no time; write for example “fri 14:00” or “3 dec 9:15”"))
      words.all.removeAll { $0 == strange }
    } else if let day = words.longestRun(where: isDay) {
      let word = words.text[day.range]
      result.places.append(.init(part: .time, range: day.range))
      result.problems.append(
        .init(.time, day.range, "“\(word)” names a day but no time; write for example “\(word) 14:00”"))
      words.remove(day.index, count: day.count, before: ["on"])
    } else {
      result.problems.append(.init(.time, nil, "when? Add a day and a time, as in “fri 14:00”"))
    }
  }

  // MARK: Reading

  /// Short words such as “we” begin the name of a weekday, and are meant as themselves.
  private func isDay(_ text: String) -> Bool {
    guard text.count >= 3, let phrase = try? TimePhrase(text, now: now, zone: zone) else { return false }
    return phrase.time == nil
  }

  /// `-45m` counts months as a day does, and is rather a second length.
  private func isOnlyDay(_ text: String) -> Bool {
    isDay(text) && QuickAddWords.minutes(text.drop { "-+".contains($0) }) == nil
  }

  func time(_ text: String) -> SpanPhrase? { try? SpanPhrase(text, now: now, zone: zone) }

  /// What to write instead of what can be read in two ways, or contradicts itself; nil for what is a time, or nothing like it.
  private func mistake(_ text: String) -> TimePhraseError? {
    do throws(TimePhraseError) {
      _ = try SpanPhrase(text, now: now, zone: zone)
      return nil
    } catch {
      return error.advice == nil ? nil : error
    }
  }
}
