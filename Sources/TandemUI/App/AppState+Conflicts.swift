import Mentoring

/// Whose conflicts are told: a member's own, which come with the first screen, and all of them to those who look after the
/// program, which take longer to find.
extension AppState {
  func countConflicts() -> [Effect] { context.actor.isCoordinator ? [.countConflicts] : [] }

  /// What is loaded says of them; nil when that is nothing.
  func conflictsTold(by loaded: any Loaded) -> [Conflict]? {
    if let program = loaded as? ProgramConflicts { return program.conflicts }
    guard !context.actor.isCoordinator else { return nil }
    return (loaded as? TodayData)?.conflicts
  }

  /// A session that has begun is no conflict any more; that of all others needn't be looked at for it.
  mutating func endConflicts() -> [Effect] {
    guard context.actor.isCoordinator else { return [] }
    let program = ProgramConflicts(conflicts: context.conflicts).ahead(of: context.now)
    return program.conflicts.count == context.conflicts.count ? [] : receive(program)
  }
}
