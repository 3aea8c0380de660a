import Mentoring
import Scheduling

/// Lists what pairs keep for themselves, as far as the actor may see it.
struct NotebookReport {
  struct Item {
    let entry: NotebookEntry
    let pair: Pair
  }

  /// What a list is made of while the store is read.
  struct Reading {
    let reader: any StoreReader
    let environment: CommandEnvironment
    let times: TimeWording
    fileprivate let notebooks: [(pair: Pair, notebook: Notebook)]
    fileprivate let header: [String]

    func entries(_ select: (Notebook) -> [NotebookEntry]) -> [Item] {
      notebooks.flatMap { pair, notebook in select(notebook).map { Item(entry: $0, pair: pair) } }
    }

    func title(_ pair: Pair) throws -> String {
      "\(try reader.person(pair.mentor)?.name ?? "?") → \(try reader.person(pair.mentee)?.name ?? "?")"
    }

    /// Writes a table, or the JSON document.
    func tell(
      _ items: [Item], key: String, empty: String, row: (Reading, Item) throws -> [String]
    ) throws {
      let output = environment.output
      if output.isJSON {
        output.json(.object([(key, .array(try items.map(json)))]))
      } else if items.isEmpty {
        output.note(empty)
      } else {
        output.table(header, try items.map { try row(self, $0) })
      }
    }

    private func json(_ item: Item) throws -> JSONValue {
      let entry = item.entry
      let person = try entry.person.flatMap { try reader.person($0) }.map { JSONValue.string($0.login) }
      let session = entry.session.map { JSONValue.number(Int($0.rawValue)) }
      let id = JSONValue.number(Int(entry.id))
      let pair = JSONValue.number(Int(item.pair.id.rawValue))
      switch entry.content {
      case .notes(let text, let links):
        return .fields([
          "id": id, "pair": pair, "session": session, "text": .string(text),
          "links": .array(links.map { .string($0) }),
        ])
      case .action(let text, let due, let done):
        return .fields([
          "id": id, "pair": pair, "session": session, "person": person, "text": .string(text),
          "due": due.map { .string($0.description) }, "done": done.map { JSONShapes.instant($0) },
        ])
      case .goal(let text, let progress):
        return .fields(["id": id, "pair": pair, "text": .string(text), "progress": .number(progress)])
      case .feedback(let rating, let comment):
        return .fields([
          "id": id, "pair": pair, "session": session, "person": person, "rating": .number(rating),
          "comment": comment.isEmpty ? nil : .string(comment),
        ])
      }
    }
  }

  private let environment: CommandEnvironment
  private let pair: String?
  private let body: (Reading) throws -> Void

  /// - Parameter pair: only this pair's; nil for all of the actor's.
  init(_ environment: CommandEnvironment, pair: String?, _ body: @escaping (Reading) throws -> Void) {
    self.environment = environment
    self.pair = pair
    self.body = body
  }

  func run(_ header: [String]) throws {
    try environment.store(isLooking: true).read { reader in
      let actor = try environment.actor(reader)
      let pairs =
        try pair.map { [try PairReference(reader, actor: actor).pair($0)] }
        ?? actor.person.map { try reader.pairs(of: $0) } ?? []
      guard let viewer = actor.person, pairs.allSatisfy({ $0.includes(viewer) }) else {
        throw CommandError.notPermitted(
          "what a pair notes is theirs alone; act as one of them with --as LOGIN")
      }
      let notebooks = try pairs.map { pair in
        (pair: pair, notebook: Notebook(try reader.notebook(of: pair.id), of: pair, for: viewer))
      }
      let times = environment.times(try environment.zone(of: actor, reader))
      try body(
        Reading(reader: reader, environment: environment, times: times, notebooks: notebooks, header: header))
    }
  }
}
