import Scheduling

/// Tells what a step changed: each field before and after, in a viewer's zone and as the viewer may see it.
public struct ChangeWording {
  /// One field of one thing.
  public struct Line: Hashable, Sendable {
    /// What was changed: `Mia Chen → Ralf Winter`; empty where it is that of the line before.
    public var thing: String
    public var field: String
    /// Nil for a thing that is new.
    public var before: String?
    /// Nil for a thing that is gone.
    public var after: String?

    /// `when: Thu 26 Nov 14:00 → Fri 27 Nov 14:00`.
    public var text: String {
      switch (before, after) {
      case (let before?, let after?):
        "\(field): \(before.isEmpty ? "nothing" : before) → \(after.isEmpty ? "nothing" : after)"
      case (nil, let after?): "\(field): \(after)"
      case (let before?, nil): "\(field): \(before), taken away"
      case (nil, nil): field
      }
    }
  }

  let reader: any StoreReader
  let viewer: Actor
  let times: TimeWording
  let isForCommands: Bool

  /// - Parameter isForCommands: whether sessions and rules are told as commands take them, by number and in RFC 5545's
  ///   words, or as people speak of them.
  public init(_ reader: any StoreReader, viewer: Actor, times: TimeWording, isForCommands: Bool = true) {
    self.reader = reader
    self.viewer = viewer
    self.times = times
    self.isForCommands = isForCommands
  }

  /// The fields that changes differ in, thing by thing.
  public func lines(_ changes: [Change]) throws -> [Line] {
    try changes.flatMap { change -> [Line] in
      let (thing, before, after) = try fields(of: change)
      let names = (after ?? before ?? []).map(\.0)
      var isFirst = true
      return names.enumerated().compactMap { index, name in
        let (old, new) = (before?[index].1, after?[index].1)
        // What is new, or gone, is told by what it has.
        guard old != new, !(old ?? "").isEmpty || !(new ?? "").isEmpty else { return nil }
        defer { isFirst = false }
        return Line(thing: isFirst ? thing : "", field: name, before: old, after: new)
      }
    }
  }

  typealias Fields = [(String, String)]

  private func fields(of change: Change) throws -> (thing: String, before: Fields?, after: Fields?) {
    switch change {
    case .person(let before, let after):
      return ((after ?? before)?.name ?? "", try before.map(fields), try after.map(fields))
    case .pair(let before, let after):
      let pair = after ?? before
      return (try title(pair?.mentor, pair?.mentee), before.map(fields), after.map(fields))
    case .room(let before, let after):
      return ("room \((after ?? before)?.name ?? "")", before.map(fields), after.map(fields))
    case .session(let before, let after):
      let session = after ?? before
      let which =
        isForCommands
        ? "session \(session?.id.description ?? "")"
        : (before ?? after).map { times.moment($0.interval.start) } ?? "session"
      return ("\(try title(session?.mentor, session?.mentee)), \(which)", try before.map(fields), try after.map(fields))
    case .series(let before, let after):
      return ("series", before.map(fields), after.map(fields))
    case .attendance(let before, let after):
      let person = try (after ?? before).flatMap { try reader.person($0.person) }
      return ("answer of \(person?.name ?? "?")", before.map(fields), after.map(fields))
    case .notebook(let before, let after):
      return ("notebook", try before.map(fields), try after.map(fields))
    case .reminded: return ("reminder", nil, nil)
    case .busySource(let before, let after):
      let source = after ?? before
      let owner = try source.flatMap { try reader.person($0.person) }
      // Where somebody keeps a calendar is theirs to know.
      let isOwn = source?.person == viewer.person || viewer.isCoordinator
      return ("calendar of \(owner?.name ?? "?")", before.map { fields($0, isOwn) }, after.map { fields($0, isOwn) })
    }
  }

  func title(_ mentor: PersonID?, _ mentee: PersonID?) throws -> String {
    "\(try name(mentor)) → \(try name(mentee))"
  }

  func name(_ person: PersonID?) throws -> String { try person.flatMap { try reader.person($0) }?.name ?? "?" }
}
