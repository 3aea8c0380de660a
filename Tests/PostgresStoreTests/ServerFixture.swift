import Mentoring
import Scheduling
import TestSupport
import Testing

@testable import PostgresStore

/// The small company in a database of its own, with each of its people let in as a role of their own.
struct ServerFixture {
  let cluster: PostgresCluster
  let database: String
  let company = Company()
  /// As its owner.
  let store: PostgresDatabase

  init(_ cluster: PostgresCluster? = nil) throws {
    self.cluster = try cluster ?? PostgresCluster.shared
    database = try self.cluster.newDatabase()
    let address = ServerAddress(self.cluster.address(database, as: "owner"))
    #expect(try !Migration(address).run(domain: "test.invalid").isEmpty)
    store = try PostgresDatabase(address, zones: Company.zones)
    try company.imported(into: store)
    for login in ["mia", "ralf", "jonas", "petra"] {
      _ = try AccessList(address).grant(login, .member, at: company.now)
    }
    _ = try AccessList(address).grant("kim", .coordinator, at: company.now)
  }

  var owner: ServerAddress { ServerAddress(cluster.address(database, as: "owner")) }

  func open(as login: String) throws -> PostgresDatabase {
    try PostgresDatabase(ServerAddress(cluster.address(database, as: login)), zones: Company.zones)
  }

  func actor(_ login: String) throws -> Actor {
    try store.read { try $0.person(login: login).map { Actor($0) } } ?? .operating(as: login)
  }

  func booking(_ start: String, pair: Int64 = 1) throws -> Command {
    .book(Booking(pair: PairID(pair), start: try company.at(start), length: 60))
  }

  func sql(_ text: String, as role: String = "owner") throws -> (status: Int32, output: String, errors: String) {
    try cluster.sql(text, database: database, as: role)
  }

  /// What a query answers, a line a row.
  func answer(_ text: String, as role: String) throws -> String {
    let result = try sql(text, as: role)
    try #require(result.status == 0, "\(result.errors)")
    return result.output.split(separator: "\n").joined(separator: "\n")
  }
}

extension ServerConnection {
  /// Statements in one trip. - Returns: the last one's first value.
  @discardableResult
  func run(_ sql: String...) throws -> String? {
    var ticket: Ticket?
    for text in sql { ticket = try queue(text) }
    try synchronize()
    return ticket?.result.flatMap { $0.count > 0 ? $0[0].text(0) : nil }
  }
}
