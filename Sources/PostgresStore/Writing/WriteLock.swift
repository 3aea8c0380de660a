import Mentoring
import Scheduling
import Tables

/// What a command keeps others from changing while it is decided.
///
/// A command about one pair holds its two people and the room, and shares the program with others of its kind; any other command has
/// the program alone. The server grants locks in the order in which they were asked for, so nobody starves; they are taken in one
/// order, so nobody waits in a circle; and they end with the transaction, however it ends.
enum WriteLock {
  case program
  case pair(PairID, room: RoomID?)
  case session(SessionID)

  init(_ command: Command) {
    self =
      switch command {
      case .book(let booking): .pair(booking.pair, room: booking.room)
      case .move(let move) where move.scope == .this: .session(move.session)
      case .cancel(let session, _, .this): .session(session)
      case .accept(let session, _), .decline(let session, _), .withdraw(let session, _), .hold(let session),
        .miss(let session, _, _):
        .session(session)
      case .counter(let counter): .session(counter.session)
      default: .program
      }
  }

  var isShared: Bool { if case .program = self { false } else { true } }

  /// An expression that waits for the lock.
  var sql: String {
    switch self {
    case .program: "lock_program()"
    case .pair: "lock_pair(?, ?)"
    case .session: "lock_session(?)"
    }
  }

  var values: Values {
    switch self {
    case .program: []
    case .pair(let pair, let room): [pair.rawValue, room?.rawValue]
    case .session(let session): [session.rawValue]
    }
  }
}
