import Mentoring
import Scheduling

/// The latest step about the viewer that somebody else took, told on the status line as it happens; and whether they have
/// something to take back.
struct News: Loaded {
  /// The history's end as the viewer sees it; 0 while there is none.
  var last: Int64
  /// Since the step that was asked about; nil when all that came is the viewer's own.
  var step: Step?
  /// Who took it; nil for nobody of the program.
  var doer: Person?
  /// Whether something of the viewer's own can be undone, or done again.
  var canUndo = true
  var canRedo = true
  /// What it did to a session, where it was about one.
  var changes: [Change] = []
  /// Whose sessions these are.
  var people: [PersonID: Person] = [:]

  /// More at once is an import, or a series of things that the screens show anyway.
  private static let looked = 20

  /// - Parameter known: the last step that was seen; nil at the start, when nothing is news.
  static func load(_ reader: any StoreReader, since known: Int64?, for viewer: Actor) throws -> News {
    var news = News(last: 0)
    news.canUndo = try reader.undoTarget(of: viewer.login) != nil
    news.canRedo = try reader.redoTarget(of: viewer.login) != nil
    // Steps are about people of the program; to whom none can be about, all would be news.
    guard let person = viewer.person else { return news }
    let steps = try reader.steps(StepFilter(person: person, limit: known == nil ? 1 : looked))
    news.last = steps.first?.id ?? 0
    guard let known else { return news }
    news.step = steps.first { $0.id > known && $0.actor.lowercased() != viewer.login.lowercased() }
    guard let step = news.step else { return news }
    news.doer = try reader.person(login: step.actor)
    // One that was made up, which can't be read, is no reason to tell no other.
    if step.session != nil { news.changes = (try? reader.changes(of: step.id)) ?? [] }
    news.people = try reader.people(among: SummaryWording.people(in: news.changes))
    return news
  }
}

extension AppState {
  /// Asks what somebody else did, and whether there is something to undo.
  func readNews() -> [Effect] {
    let (viewer, known) = (context.actor, lastStep)
    return [.read("news") { reader, _ in try News.load(reader, since: known, for: viewer) }]
  }

  mutating func take(_ news: News) {
    (context.canUndo, context.canRedo) = (news.canUndo, news.canRedo)
    let isNew = lastStep.map { $0 < news.last } ?? true
    guard isNew else { return }
    lastStep = news.last
    guard let step = news.step else { return }
    let isProgram = step.actor == Actor.program.login
    let why = step.reason.isEmpty ? "" : " (\(step.reason))"
    let forms = told(step.summary, news.changes, news.people, by: news.doer?.id).enumerated().map { place, words in
      let name = place == 0 ? news.doer?.name : news.doer?.firstName
      return (isProgram ? "" : "\(name ?? step.actor): ") + words + why
    }
    say(forms[0], .warning, briefs: Array(forms.dropFirst()))
  }
}
