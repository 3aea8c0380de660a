public import Scheduling

/// What a step did to one stored thing: its value before and after. Reversing swaps the two.
public enum Change: Hashable, Sendable, Codable {
  case person(before: Person?, after: Person?)
  case pair(before: Pair?, after: Pair?)
  case room(before: Room?, after: Room?)
  case session(before: Session?, after: Session?)
  case series(before: Series?, after: Series?)
  case attendance(before: Attendance?, after: Attendance?)
  case notebook(before: NotebookEntry?, after: NotebookEntry?)
  /// The blocks themselves are kept a generation longer than they are in force.
  case busySource(before: BusySource?, after: BusySource?)
  /// Someone was reminded, which nothing takes back.
  case reminded(key: String, at: Instant)

  public var reversed: Change {
    switch self {
    case .person(let before, let after): .person(before: after, after: before)
    case .pair(let before, let after): .pair(before: after, after: before)
    case .room(let before, let after): .room(before: after, after: before)
    case .session(let before, let after): .session(before: after, after: before)
    case .series(let before, let after): .series(before: after, after: before)
    case .attendance(let before, let after): .attendance(before: after, after: before)
    case .notebook(let before, let after): .notebook(before: after, after: before)
    case .busySource(let before, let after): .busySource(before: after, after: before)
    case .reminded: self
    }
  }
}
