import GRDB
import Glibc
import Mentoring
import Synchronization
import TestSupport
import Testing

@testable import SQLiteStore

/// Writers take turns; one that never ends its turn is told of, not waited for without end.
@Suite struct TurnTests {
  @Test func aTurnThatDoesNotEndIsToldOf() throws {
    let folder = TemporaryFolder()
    let path = folder.file("a.db")
    let other = try #require(TurnFile(path + "-turn"))
    #expect(other.take(until: .now))
    let turn = try #require(WritersTurn(path: path, patience: .milliseconds(50)))
    for _ in 0..<3 {
      #expect {
        try turn.take {}
      } throws: { error in
        if case StoreError.locked(let text) = error { text.contains("another process") } else { false }
      }
    }
    // Those who gave up leave nothing behind that would keep the next from their turn.
    other.giveBack()
    let patient = try #require(WritersTurn(path: path, patience: .seconds(10)))
    #expect(try patient.take { 7 } == 7)
    #expect(try turn.take { 8 } == 8)
  }

  @Test func whoWaitsHasItWhenItIsGivenBack() async throws {
    let folder = TemporaryFolder()
    let path = folder.file("a.db")
    let other = try #require(TurnFile(path + "-turn"))
    #expect(other.take(until: .now))
    let waiting = Task.detached { () -> Int? in
      guard let turn = WritersTurn(path: path, patience: .seconds(120)) else { return nil }
      return try turn.take { 9 }
    }
    try await Task.sleep(for: .milliseconds(100))
    other.giveBack()
    #expect(try await waiting.value == 9)
  }

  /// Threads stand for processes: the locks belong to opened files.
  @Test func turnsNeverOverlapAndAllGetTheirs() async throws {
    let folder = TemporaryFolder()
    let path = folder.file("a.db")
    let inside = Inside()
    let counts = await withTaskGroup(of: Int.self, returning: [Int].self) { group in
      for _ in 0..<6 {
        group.addTask {
          guard let turn = WritersTurn(path: path) else { return -1 }
          return (0..<200).count { _ in (try? turn.take { inside.meetsAnother() }) ?? true }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts == [0, 0, 0, 0, 0, 0])
  }

  private final class Inside: Sendable {
    private let count = Atomic(0)

    func meetsAnother() -> Bool {
      defer { count.subtract(1, ordering: .sequentiallyConsistent) }
      return count.add(1, ordering: .sequentiallyConsistent).oldValue > 0
    }
  }

  /// Awkward names must stay names where a file is opened by a URI, because nothing can be written beside it.
  @Test func aFileIsReadAsItLies() throws {
    let folder = TemporaryFolder()
    let path = folder.file("100%25 of #1?mode=memory.db")
    let fixture = try DatabaseFixture()
    try fixture.raw().writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO '\(path)'") }
    let queue = try DatabaseQueue(path: DatabaseFile.asItLies(path))
    #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM person") } == 5)
    #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: "DELETE FROM counter") } }
  }
}
