public import Scheduling

/// The time that a command wants for one session.
public struct SoughtTime: Hashable, Sendable {
  public var start: Instant
  /// Minutes.
  public var length: Int
  public var room: RoomID?
  /// The session that gives up its own time for it.
  public var moving: Set<SessionID> = []
}

extension Command {
  /// Nil for a command that wants none, and when its session is gone.
  public func soughtTime(_ reader: any StoreReader) throws -> SoughtTime? {
    switch self {
    case .book(let booking): SoughtTime(start: booking.start, length: booking.length, room: booking.room)
    case .move(let move): try Self.sought(move.session, move.start, move.length, reader)
    case .counter(let counter): try Self.sought(counter.session, counter.start, counter.length, reader)
    case .accept(let id, _): try Self.sought(id, nil, nil, reader)
    default: nil
    }
  }

  private static func sought(
    _ id: SessionID, _ start: Instant?, _ length: Int?, _ reader: any StoreReader
  ) throws -> SoughtTime? {
    guard let session = try reader.session(id) else { return nil }
    return SoughtTime(
      start: start ?? session.interval.start, length: length ?? session.minutes, room: session.room, moving: [id])
  }
}
