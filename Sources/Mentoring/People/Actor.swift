public import Scheduling

/// Who acts: a person of the program, or the operator of its store.
public struct Actor: Hashable, Sendable {
  public var login: String
  /// Nil for a login that is no person of the program; it acts as coordinator.
  public var person: PersonID?
  public var isCoordinator: Bool

  public init(login: String, person: PersonID?, isCoordinator: Bool) {
    self.login = login
    self.person = person
    self.isCoordinator = isCoordinator
  }

  public init(_ person: Person) {
    self.init(login: person.login, person: person.id, isCoordinator: person.role == .coordinator)
  }

  /// What happens by itself: a request that expires.
  public static let program = Actor(login: "tandem", person: nil, isCoordinator: true)

  /// What keeps subscribed calendars in step with their files: in its own name, so that nobody's next undo is about it.
  public static let calendarRefresh = Actor.operating(as: "calendar refresh")

  /// A login that is no person of the program.
  public static func operating(as login: String) -> Actor {
    Actor(login: login, person: nil, isCoordinator: true)
  }

  /// Whether the actor may book, move and cancel for a pair.
  public func mayAct(for pair: Pair) -> Bool {
    isCoordinator || person.map(pair.includes) ?? false
  }

  /// Whether the agenda of a pair's sessions is the actor's to change: in a reverse pair the junior, who mentors, owns it.
  public func mayChangeAgenda(of pair: Pair) -> Bool {
    isCoordinator || pair.kind != .reverse || person != pair.mentee
  }

  /// You waive the soft rules that protect you; a coordinator those that protect nobody in particular.
  public func mayWaive(_ violation: Violation) -> Bool {
    guard !violation.isAbsolute else { return false }
    guard let protected = violation.person else { return isCoordinator }
    return protected == person
  }
}
