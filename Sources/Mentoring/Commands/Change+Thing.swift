import Scheduling

extension Change {
  /// Which stored thing, by what never changes of it.
  enum Thing: Hashable {
    case person(PersonID)
    case pair(PairID)
    case room(RoomID)
    case session(SessionID)
    case series(SeriesID)
    case attendance(SessionID, PersonID)
    case notebook(Int64)
    case busySource(Int64)
  }

  /// What it is about, whatever became of it.
  var thing: Thing? {
    switch self {
    case .person(let before, let after): (after ?? before).map { .person($0.id) }
    case .pair(let before, let after): (after ?? before).map { .pair($0.id) }
    case .room(let before, let after): (after ?? before).map { .room($0.id) }
    case .session(let before, let after): (after ?? before).map { .session($0.id) }
    case .series(let before, let after): (after ?? before).map { .series($0.id) }
    case .attendance(let before, let after): (after ?? before).map { .attendance($0.session, $0.person) }
    case .notebook(let before, let after): (after ?? before).map { .notebook($0.id) }
    case .busySource(let before, let after): (after ?? before).map { .busySource($0.id) }
    case .reminded: nil
    }
  }
}
