public import Scheduling

/// Tells a reader what was done: the history writes a session's time once, in the session's own zone, and each reads it in theirs.
public struct SummaryWording: Sendable {
  private let times: TimeWording
  private let zones: any ZoneProvider

  /// - Parameter times: of the reader.
  public init(_ times: TimeWording, zones: any ZoneProvider) {
    self.times = times
    self.zones = zones
  }

  /// The summary with the times of the sessions among `changes` as the reader's clock shows them.
  public func words(_ summary: String, of changes: [Change]) -> String {
    words(summary, of: changes, telling: times.span)
  }

  /// - Parameter telling: what stands in place of a time.
  private func words(_ summary: String, of changes: [Change], telling: (Interval) -> String) -> String {
    var spans: [String: String] = [:]
    for case .session(let before, let after) in changes {
      for case let session? in [before, after] {
        guard let zone = try? zones.zone(named: session.zone) else { continue }
        for time in [session.interval, session.request?.agreed?.interval].compactMap(\.self) {
          spans[TimeWording(zone: zone, now: times.now).span(time)] = telling(time)
        }
      }
    }
    // Whose day is another then reads the rule's days so, too.
    for case .series(nil, let series?) in changes {
      guard let zone = try? zones.zone(named: series.zone), let days = try? series.days(in: times.zone, own: zone)
      else {
        continue
      }
      if let other = days.other { spans[days.own] = other }
    }
    // A summary names few times, whatever it changed. One after the other from its beginning, so that what was put in is left alone.
    var words = ""
    var rest = summary[...]
    while let next = spans.keys.compactMap({ span in rest.firstRange(of: span).map { (span, $0) } })
      .min(by: { $0.1.lowerBound < $1.1.lowerBound })
    {
      words += rest[..<next.1.lowerBound] + (spans[next.0] ?? next.0)
      rest = rest[next.1.upperBound...]
    }
    return words + rest
  }

  /// The summaries of steps as ``forms(_:of:people:for:by:)`` tells them, by step; of one whose changes can't be read, or that is about no
  /// session, it is as the history has it.
  ///
  /// - Parameter viewer: who reads.
  /// - Complexity: O(what the steps changed), which is asked for together.
  public func forms(of steps: [Step], _ reader: any StoreReader, for viewer: PersonID) throws -> [Int64: [String]] {
    let changes = steps.map { step in
      // What another program wrote may be nothing that can be read.
      step.session == nil ? [] : (try? reader.changes(of: step.id)) ?? []
    }
    let named = changes.map(Self.people(in:))
    let people = try reader.people(among: named.reduce(into: Set()) { $0.formUnion($1) })
    var forms: [Int64: [String]] = [:]
    for (index, step) in steps.enumerated() {
      let sides = people.filter { named[index].contains($0.key) }
      let actor = sides.values.first { $0.login.lowercased() == step.actor.lowercased() }?.id
      forms[step.id] = self.forms(step.summary, of: changes[index], people: sides, for: viewer, by: actor)
    }
    return forms
  }

  // MARK: In little room

  /// The people of the sessions among `changes`: whom a summary of them names.
  public static func people(in changes: [Change]) -> Set<PersonID> {
    var people: Set<PersonID> = []
    for case .session(let before, let after) in changes {
      for case let session? in [before, after] { people.formUnion([session.mentor, session.mentee]) }
    }
    return people
  }

  /// The summary, and what it can be cut down to, the longest first: people by their first names and times only as they begin,
  /// then without those whom the reader knows to be meant, and without the days of the week.
  ///
  /// - Parameters:
  ///   - people: those of ``people(in:)``.
  ///   - viewer: who reads.
  ///   - actor: whose name the reader sees before it; nil for their own doing.
  public func forms(
    _ summary: String, of changes: [Change], people: [PersonID: Person], for viewer: PersonID?,
    by actor: PersonID? = nil
  ) -> [String] {
    let whole = words(summary, of: changes)
    // Two of one name stay apart.
    guard people.count == 2, Set(people.values.map(\.firstName)).count == 2 else { return [whole] }
    func brief(hasWeekday: Bool) -> String {
      let text = words(summary, of: changes) { times.momentInBrief($0.start, hasWeekday: hasWeekday) }
      return people.values.reduce(text) { $0.replacing($1.name, with: $1.firstName) }
    }
    guard let viewer, let own = people[viewer], let other = people.values.first(where: { $0.id != viewer }) else {
      return [whole, brief(hasWeekday: true), brief(hasWeekday: false)]
    }
    let (mine, theirs) = (own.firstName, other.firstName)
    func briefer(_ text: String) -> String {
      guard let title = ["\(mine) → \(theirs)", "\(theirs) → \(mine)"].lazy.compactMap(text.firstRange).first else {
        return text
      }
      var before = text[..<title.lowerBound]
      let after = text[title.upperBound...]
      guard other.id == actor || before.contains(theirs) || after.contains(theirs) else {
        return before + theirs + after
      }
      while let last = before.last, " :".contains(last) { before.removeLast() }
      return String(before + after)
    }
    return [whole, brief(hasWeekday: true)] + [true, false].map { briefer(brief(hasWeekday: $0)) }
  }
}
