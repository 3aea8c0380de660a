import GRDB
import Mentoring
import SQLiteStore
import Scheduling
import TestSupport

@testable import Tables

/// A database in a folder of its own, with the small company in it.
struct DatabaseFixture {
  let folder = TemporaryFolder()
  let company = Company()
  var path: String { folder.file("tandem.db") }
  let store: ProgramDatabase

  init() throws {
    store = try ProgramDatabase(path: folder.file("tandem.db"), zones: Company.zones, domain: "test.invalid")
    try company.imported(into: store)
  }

  /// Another program's hand on the file.
  func raw() throws -> DatabaseQueue { try DatabaseQueue(path: path) }

  func book(_ start: String, pair: Int64 = 1, length: Int = 60, by login: String = "mia") throws -> Session? {
    let actor = try store.read { try $0.person(login: login).map { Actor($0) } } ?? .operating(as: login)
    let booking = Booking(pair: PairID(pair), start: try company.at(start), length: length)
    return try store.perform(.book(booking), by: actor, at: company.now).sessions.first
  }
}

extension Session {
  /// As the history keeps it.
  var storedText: String {
    var json = JSONWriter()
    json.put(self)
    return json.text
  }
}
