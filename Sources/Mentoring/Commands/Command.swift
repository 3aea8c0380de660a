public import Scheduling

/// Something a user asks for; each is one step of the history, taken whole or not at all.
public enum Command: Hashable, Sendable {
  case importPeople([PersonRow])
  case importPairs([PairRow])
  case importRooms([RoomRow])
  case importBusy(BusyImport)
  /// A ``BusySource`` and its busy time.
  case removeCalendar(Int64)
  case book(Booking)
  case bookSeries(SeriesBooking)
  case move(Move)
  case edit(Edit)
  case answer(Answering)
  /// What one message says, each about other sessions.
  case answers([Answering])
  /// Takes the time that the other side proposed; `anyway` waives the actor's own soft rules.
  case accept(SessionID, anyway: Bool = false)
  case decline(SessionID, reason: String = "")
  case counter(Counter)
  case withdraw(SessionID, reason: String = "")
  /// Lets go of requests that nobody answered in time; every command does so first.
  case expireRequests
  case hold(SessionID)
  /// By the one who did not come.
  case miss(SessionID, by: PersonID, reason: String = "")
  case log(Logging)
  case notebook(NotebookEdit)
  case changeHours(HoursChange)
  /// Takes the reminders with these keys, for nobody else to give; see ``Reminder/key``.
  case remind([String])
  case cancel(SessionID, reason: String, scope: SeriesScope = .this)
  case undo
  case redo
  /// Takes back one step of the history, or does again what a step took back.
  case reverse(Int64)

  /// The word under which the history keeps it.
  public var name: String {
    switch self {
    case .importPeople: "import people"
    case .importPairs: "import pairs"
    case .importRooms: "import rooms"
    case .importBusy(let busy): busy.isSubscribed == true ? "add calendar" : "import busy"
    case .removeCalendar: "remove calendar"
    case .book: "book"
    case .bookSeries: "book series"
    case .move: "move"
    case .edit: "edit"
    case .answer, .answers: "answer"
    case .accept: "accept"
    case .decline: "decline"
    case .counter: "counter"
    case .withdraw: "withdraw"
    case .expireRequests: "expire"
    case .hold: "hold"
    case .miss: "miss"
    case .log: "log"
    case .notebook: "notebook"
    case .changeHours: "change hours"
    case .remind: "remind"
    case .cancel: "cancel"
    case .undo: "undo"
    case .redo: "redo"
    case .reverse: "reverse"
    }
  }
}

/// A session to be booked.
public struct Booking: Hashable, Sendable {
  public var pair: PairID
  public var start: Instant
  /// Minutes, 5 to 480.
  public var length: Int
  public var room: RoomID?
  /// Empty for the pair's topic.
  public var topic: String
  public var agenda: String
  /// Whether the actor waives the soft rules that protect only themselves.
  public var anyway: Bool
  /// Whether the other side is asked, which holds the time; it is asked in any case when it wants to be.
  public var asks: Bool
  /// What the other side reads with a request.
  public var message: String

  public init(
    pair: PairID, start: Instant, length: Int, room: RoomID? = nil, topic: String = "", agenda: String = "",
    anyway: Bool = false, asks: Bool = false, message: String = ""
  ) {
    self.asks = asks
    self.message = message
    self.pair = pair
    self.start = start
    self.length = length
    self.room = room
    self.topic = topic
    self.agenda = agenda
    self.anyway = anyway
  }
}

/// Another time, length or room for a session.
public struct Move: Hashable, Sendable {
  public var session: SessionID
  public var start: Instant
  /// Minutes; nil keeps the length.
  public var length: Int?
  /// The others of a series move by as many days, to the same wall-clock time.
  public var scope: SeriesScope
  public var anyway: Bool
  /// Whether the other side is asked for the new time, which is held until they answer; it is asked in any case when it
  /// wants to be.
  public var asks: Bool
  /// What the other side reads when it is asked.
  public var message: String

  public init(
    session: SessionID, start: Instant, length: Int? = nil, scope: SeriesScope = .this, anyway: Bool = false,
    asks: Bool = false, message: String = ""
  ) {
    self.asks = asks
    self.message = message
    self.scope = scope
    self.session = session
    self.start = start
    self.length = length
    self.anyway = anyway
  }
}

/// Another topic, agenda or room for a session; nil keeps what is there.
public struct Edit: Hashable, Sendable {
  public var session: SessionID
  public var topic: String?
  public var agenda: String?
  /// The agenda that the writer began from: when there is another by now, nothing is written. Nil replaces it.
  public var agendaSince: String?
  /// `.some(nil)` takes the room away.
  public var room: RoomID??
  public var scope: SeriesScope

  public init(
    session: SessionID, topic: String? = nil, agenda: String? = nil, agendaSince: String? = nil,
    room: RoomID?? = nil, scope: SeriesScope = .this
  ) {
    self.agendaSince = agendaSince
    self.scope = scope
    self.session = session
    self.topic = topic
    self.agenda = agenda
    self.room = room
  }
}

/// Busy time read from one calendar; replaces what the same source brought before.
public struct BusyImport: Hashable, Sendable {
  public var person: PersonID
  /// What it was read from: an absolute path.
  public var source: String
  /// In any order.
  public var blocks: [BusyBlock]
  /// Whether the source is read again when its files change; nil keeps what was said before.
  public var isSubscribed: Bool?
  /// What its files were like; see ``BusySource/stamp``.
  public var stamp: String
  /// What was not read, and so keeps the time that it brought before.
  public var unread: Unread?

  /// The files of a source that can't be read now; see ``BusyBlock/file``.
  public enum Unread: Hashable, Sendable {
    case files(Set<Int64>)
    /// All but these, and those that are gone can't be told from the others: a folder can't be looked into.
    case allBut(Set<Int64>)

    /// Whether the time of a file stays. What is of no known file may be of one of these.
    func holds(_ block: BusyBlock) -> Bool {
      switch self {
      case .files(let files): block.file == 0 || files.contains(block.file)
      case .allBut(let files): !files.contains(block.file)
      }
    }
  }

  public init(
    person: PersonID, source: String, blocks: [BusyBlock], isSubscribed: Bool? = nil, stamp: String = "",
    unread: Unread? = nil
  ) {
    self.unread = unread
    self.person = person
    self.source = source
    self.blocks = blocks
    self.isSubscribed = isSubscribed
    self.stamp = stamp
  }
}
