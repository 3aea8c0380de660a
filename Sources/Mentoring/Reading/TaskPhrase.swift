import Folding
public import Scheduling

/// Something to do as people write it: `Ralf: share the files by fri` is whose it is, what, and until when.
public struct TaskPhrase: Hashable, Sendable {
  /// Nil when nobody is named.
  public let owner: PersonID?
  public let text: String
  public let due: CivilDate?

  /// - Parameter people: whose it may be, named by login or by how the name begins. Other words before a colon, and words
  ///   behind `by` that are no day, belong to what is to be done.
  /// - Parameter readsDay: whether the line may say until when.
  /// - Throws: ``TimePhraseError`` for what begins like a day behind `by` and is none, `31 feb`: it was meant as one.
  public init(
    _ line: String, people: [Person], readsDay: Bool = true, now: Instant, zone: ZoneRules
  ) throws(TimePhraseError) {
    var rest = line[...]
    var owner: PersonID?
    if let colon = line.firstIndex(of: ":") {
      let name = line[..<colon].trimmingSpaces.folded
      let person = people.first { $0.login.folded == name } ?? people.first { $0.name.folded.hasPrefix(name) }
      if let person, !name.isEmpty {
        owner = person.id
        rest = line[line.index(after: colon)...]
      }
    }
    var due: CivilDate?
    if readsDay, let by = rest.ranges(of: " by ").last,
      let day = try Self.day(rest[by.upperBound...].trimmingSpaces, now: now, zone: zone)
    {
      due = day
      rest = rest[..<by.lowerBound]
    }
    (self.owner, text, self.due) = (owner, rest.trimmingSpaces, due)
  }

  /// Nil for words that were not meant as a day.
  private static func day(_ words: String, now: Instant, zone: ZoneRules) throws(TimePhraseError) -> CivilDate? {
    do {
      return try TimePhrase(words, now: now, zone: zone).date
    } catch {
      guard DateWords.beginLikeDay(words.lowercased().split(separator: " ").map(String.init)) else { return nil }
      throw TimePhraseError(
        text: words, part: words,
        advice: error.advice ?? "there is no such day; write for example “by fri” or “by 3 dec”")
    }
  }
}
