public import Scheduling

/// Where a program is kept: read as consistent views, changed by commands alone.
///
/// Every implementation decides a command inside its write transaction, so that what the rule read is what is true
/// when the change is written, and refuses an overlap of one person or one room on its own besides.
public protocol Store: Sendable {
  /// Calls `body` with a view in which nothing changes. May be called from any thread; readers don't wait for writers.
  /// - Throws: what `body` throws, or ``StoreError``.
  func read<Result>(_ body: (any StoreReader) throws -> Result) throws -> Result

  /// Whether each answer takes a while to come, however little is asked: then what is wanted at once is best read in one go.
  var isFar: Bool { get }

  /// Why it can only be read, as sentences have it in brackets: `you may not write to it`; nil when it can be written.
  var readOnlyCause: String? { get }

  /// As ``read(_:)``, in few trips where the store is far away: what `body` asks is asked together, as far as it can be known.
  ///
  /// For that `body` may be called several times, at first with answers missing, which read as nothing found; only what its
  /// last call returns or throws counts. So it does nothing but read.
  func readAhead<Result>(_ body: (any StoreReader) throws -> Result) throws -> Result

  /// Carries out a command: whole, durable when it returns, and recorded; or not at all.
  ///
  /// - Parameter isDryRun: decides and tells, but writes nothing.
  /// - Throws: ``CommandError`` when it was refused, ``StoreError`` when the store failed.
  func perform(_ command: Command, by actor: Actor, at now: Instant, isDryRun: Bool) throws -> Outcome

  /// Calls `onChange` after each change by anyone, this program or another, within a second, from any thread, until
  /// the returned token is released. Costs nothing while nothing changes.
  func watch(_ onChange: @escaping @Sendable () -> Void) throws -> any WatchToken
}

extension Store {
  public var isFar: Bool { false }
  public var readOnlyCause: String? { nil }

  public func readAhead<Result>(_ body: (any StoreReader) throws -> Result) throws -> Result { try read(body) }

  public func perform(_ command: Command, by actor: Actor, at now: Instant) throws -> Outcome {
    try perform(command, by: actor, at: now, isDryRun: false)
  }
}

/// Keeps a watch alive; ``cancel()`` or its release ends it.
public protocol WatchToken: AnyObject, Sendable {
  func cancel()
}

/// The view inside a write transaction, which can also give out ids.
public protocol StoreTransaction: StoreReader {
  /// An id that nothing has had before.
  func newPersonID() throws -> PersonID
  func newPairID() throws -> PairID
  func newRoomID() throws -> RoomID
  func newSessionID() throws -> SessionID
  func newSeriesID() throws -> SeriesID
  func newBusySourceID() throws -> Int64
  func newNotebookID() throws -> Int64
  /// The newest generation that a source was ever given blocks for, also in an import undone since; 0 for none.
  func latestBusyGeneration(of source: Int64) throws -> Int64
  /// Keeps an import's blocks under a source's generation; they come in force with the source's change.
  func insert(_ blocks: [BusyBlock], source: Int64, person: PersonID, generation: Int64) throws
}

/// Why a store can't be used. The text of each case is one sentence for the user.
public enum StoreError: Error, Hashable, Sendable {
  /// Not there, not readable, not a folder: the system's reason. `cause`: why a server does not answer, as the sentence has it
  /// behind a colon; where there is little room it comes first.
  case unavailable(String, cause: String? = nil)
  /// Another program holds it for too long.
  case locked(String)
  case readOnly(String)
  case full(String)
  /// It is no database of this program.
  case foreign(String)
  case damaged(String)
  /// Made by a newer version of the program.
  case newer(String)
  case failed(String)

  public var message: String {
    switch self {
    case .unavailable(let text, _), .locked(let text), .readOnly(let text), .full(let text), .foreign(let text),
      .damaged(let text), .newer(let text), .failed(let text):
      text
    }
  }

  /// The same of a server that was never told to keep what was asked for.
  public var changingNothing: StoreError {
    let words = "nothing was changed"
    guard case .unavailable(let text, let cause?) = self, !text.contains(words) else { return self }
    return .unavailable("\(text); \(words)", cause: cause)
  }
}
