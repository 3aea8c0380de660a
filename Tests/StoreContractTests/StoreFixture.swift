import Mentoring
import PostgresStore
import SQLiteStore
import Scheduling
import Tables
import TestSupport

/// The stores that must all behave the same.
enum StoreKind: String, CaseIterable, Sendable {
  case sqlite, postgres
}

/// The small company in a real database.
struct StoreFixture {
  let company = Company()
  let store: any TableStore
  /// Another program's view of it.
  let open: () throws -> any TableStore
  private let folder = TemporaryFolder()

  init(_ kind: StoreKind) throws {
    switch kind {
    case .sqlite:
      let path = folder.file("tandem.db")
      open = { try ProgramDatabase(path: path, zones: Company.zones, domain: "test.invalid") }
    case .postgres:
      let cluster = try PostgresCluster.shared
      let address = ServerAddress(cluster.address(try cluster.newDatabase(), as: "owner"))
      _ = try Migration(address).run(domain: "test.invalid")
      open = { try PostgresDatabase(address, zones: Company.zones) }
    }
    store = try open()
    try company.imported(into: store)
  }
}
