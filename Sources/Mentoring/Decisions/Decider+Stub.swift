import Scheduling
extension Decider {
  func importPeople(_ rows: [PersonRow]) throws -> Decision { throw CommandError.invalid("") }
  func importPairs(_ rows: [PairRow]) throws -> Decision { throw CommandError.invalid("") }
  func importRooms(_ rows: [RoomRow]) throws -> Decision { throw CommandError.invalid("") }
  func importBusy(_ busy: BusyImport) throws -> Decision { throw CommandError.invalid("") }
  func book(_ booking: Booking) throws -> Decision { throw CommandError.invalid("") }
  func move(_ move: Move) throws -> Decision { throw CommandError.invalid("") }
  func edit(_ edit: Edit) throws -> Decision { throw CommandError.invalid("") }
  func cancel(_ session: SessionID, reason: String) throws -> Decision { throw CommandError.invalid("") }
  func undo() throws -> Decision { throw CommandError.invalid("") }
  func redo() throws -> Decision { throw CommandError.invalid("") }
}
