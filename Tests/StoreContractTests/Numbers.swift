import Mentoring
import Scheduling
import TestSupport

/// How a store numbers what the store in memory has too. Both count upwards, so the order is the same; but a server gives out a
/// number for good, also to a command that is refused then.
struct Numbers {
  private var sessions: [SessionID: SessionID] = [:]
  private var entries: [Int64: Int64] = [:]
  private var steps: [Int64: Int64] = [:]
  /// For steps that are in neither.
  private var lastStep: Int64?

  /// Those of the store in memory itself.
  init() {}

  /// - Parameter imports: the last step of those that filled the store.
  init(of store: any Store, like memory: MemoryStore, after imports: Int64) throws {
    func all(_ reader: any StoreReader) throws -> (sessions: [SessionID], entries: [Int64], steps: [Int64]) {
      (
        try reader.sessions(SessionFilter(liveOnly: false)).map(\.id).sorted(),
        try reader.pairs().flatMap { try reader.notebook(of: $0.id) }.map(\.id).sorted(),
        try reader.steps(StepFilter(limit: 10_000)).map(\.id).sorted()
      )
    }
    let (own, known) = (try store.read(all), try memory.read(all))
    sessions = Dictionary(uniqueKeysWithValues: zip(known.sessions, own.sessions))
    entries = Dictionary(uniqueKeysWithValues: zip(known.entries, own.entries))
    let later = own.steps.filter { $0 > imports }
    steps = Dictionary(uniqueKeysWithValues: zip(known.steps, later))
    lastStep = later.last ?? imports
  }

  // MARK: From memory's

  func session(_ id: SessionID) -> SessionID { sessions[id] ?? id }
  func entry(_ id: Int64) -> Int64 { entries[id] ?? id }
  func step(_ id: Int64) -> Int64 { steps[id] ?? lastStep.map { $0 + 1_000 } ?? id }

  // MARK: To memory's

  func asInMemory(_ session: Session) -> Session {
    var known = session
    guard let id = sessions.first(where: { $0.value == session.id })?.key else { return known }
    known.id = id
    known.uid = known.uid.replacing("session-\(session.id)@", with: "session-\(id)@")
    return known
  }

  func asInMemory(_ engagement: Engagement) -> Engagement {
    Engagement(
      session: sessions.first { $0.value == engagement.session }?.key ?? engagement.session,
      interval: engagement.interval, buffer: engagement.buffer, isHold: engagement.isHold, expires: engagement.expires)
  }

  func asInMemory(_ entry: NotebookEntry) -> NotebookEntry {
    var known = entry
    known.id = entries.first { $0.value == entry.id }?.key ?? entry.id
    known.session = entry.session.flatMap { id in sessions.first { $0.value == id }?.key ?? id }
    return known
  }
}
