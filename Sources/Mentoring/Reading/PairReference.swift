import Folding
import Scheduling

/// How a user names a pair: by id, by `mentor/mentee` logins, or by words that fit one pair alone.
public struct PairReference {
  let reader: any StoreReader
  let actor: Actor

  public init(_ reader: any StoreReader, actor: Actor) {
    self.reader = reader
    self.actor = actor
  }

  /// The one pair meant.
  ///
  /// Words are looked for in names, logins and topic, without regard to case and accents; the actor's own pairs are tried first.
  /// - Throws: `CommandError.notFound` when none fits, `CommandError.invalid` that lists them when several do.
  public func pair(_ text: String) throws -> Pair {
    let text = text.trimmingSpaces
    if let number = Int64(text), let pair = try reader.pair(PairID(number)) { return pair }
    let logins = text.split(separator: "/", omittingEmptySubsequences: false).map(\.trimmingSpaces)
    if logins.count == 2 { return try pair(mentor: logins[0], mentee: logins[1]) }
    let words = text.folded.split(whereSeparator: \.isWhitespace).map(String.init)
    guard !words.isEmpty, Int64(text) == nil else { throw try notFound(text) }
    let own = try actor.person.map { try reader.pairs(of: $0) } ?? []
    for candidates in [own, try reader.pairs()] {
      let fitting = try candidates.filter { try fits($0, words) }
      let active = fitting.filter { $0.state == .active }
      let best = active.isEmpty ? fitting : active
      if best.count == 1 { return best[0] }
      guard best.isEmpty else { throw ambiguous(text, try best.prefix(5).map(label), of: best.count) }
    }
    throw try notFound(text)
  }

  private func pair(mentor: String, mentee: String) throws -> Pair {
    let people = try [mentor, mentee].map { login in
      guard let person = try reader.person(login: login) else {
        guard try !reader.people().isEmpty else { throw try notFound("\(mentor)/\(mentee)") }
        throw CommandError.notFound("“\(login)” is nobody's login; “tandem people” lists them")
      }
      return person
    }
    guard let pair = try reader.pair(mentor: people[0].id, mentee: people[1].id) else {
      let isSwapped = try reader.pair(mentor: people[1].id, mentee: people[0].id) != nil
      throw CommandError.notFound(
        "\(people[0].name) does not mentor \(people[1].name)"
          + (isSwapped ? "; it is the other way round: \(mentee)/\(mentor)" : "; “tandem pairs” lists the pairs"))
    }
    return pair
  }

  private func fits(_ pair: Pair, _ words: [String]) throws -> Bool {
    let people = [try reader.person(pair.mentor), try reader.person(pair.mentee)].compactMap { $0 }
    let text = (people.flatMap { [$0.name, $0.login] } + [pair.topic]).joined(separator: "\n").folded
    return words.allSatisfy { text.contains($0) }
  }

  private func label(_ pair: Pair) throws -> String {
    let (mentor, mentee) = (try reader.person(pair.mentor), try reader.person(pair.mentee))
    return "\(mentor?.login ?? "?")/\(mentee?.login ?? "?")"
  }

  private func notFound(_ text: String) throws -> CommandError {
    guard try !reader.people().isEmpty else {
      return .notFound(
        "this program has no people yet, so no pair fits “\(text)”; “tandem import people FILE” brings them in, and "
          + "“tandem demo --no-interface --db FILE” makes a program to try things on")
    }
    return .notFound(
      "no pair fits “\(text)”; name one by its id, as mentor/mentee, or by words; “tandem pairs” lists them")
  }

  private func ambiguous(_ text: String, _ labels: [String], of count: Int) -> CommandError {
    .invalid(
      "“\(text)” fits \(count) pairs: \(labels.joined(separator: ", "))\(count > labels.count ? ", …" : ""); "
        + "add a word, or write mentor/mentee")
  }
}
