public import Scheduling

/// A calendar from which a person's busy time was imported.
public struct BusySource: Hashable, Sendable, Codable, Identifiable {
  public var id: Int64
  public var person: PersonID
  /// What it was read from, as the user named it: a file's or folder's absolute path.
  public var name: String
  /// Counts the imports; the blocks of the current one are in force, the one before is kept for undo.
  public var generation: Int64
  public var importedAt: Instant
  /// How many blocks the current import holds.
  public var blocks: Int
  /// A digest of the blocks, so that importing the same file again changes nothing.
  public var digest: String

  public init(
    id: Int64 = 0, person: PersonID, name: String, generation: Int64, importedAt: Instant, blocks: Int, digest: String
  ) {
    self.id = id
    self.person = person
    self.name = name
    self.generation = generation
    self.importedAt = importedAt
    self.blocks = blocks
    self.digest = digest
  }
}

/// One stretch of imported busy time.
public struct BusyBlock: Hashable, Sendable, Codable {
  public var interval: Interval
  /// Shown to its owner only.
  public var title: String

  public init(_ interval: Interval, title: String) {
    self.interval = interval
    self.title = title
  }
}
