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
  /// Whether it is read again when its files change.
  public var isSubscribed: Bool
  /// What its files were like when they were last read; empty when that is not known.
  public var stamp: String

  public init(
    id: Int64 = 0, person: PersonID, name: String, generation: Int64, importedAt: Instant, blocks: Int, digest: String,
    isSubscribed: Bool = false, stamp: String = ""
  ) {
    self.id = id
    self.person = person
    self.name = name
    self.generation = generation
    self.importedAt = importedAt
    self.blocks = blocks
    self.digest = digest
    self.isSubscribed = isSubscribed
    self.stamp = stamp
  }

  /// Histories of the first versions know nothing of subscriptions.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      id: try values.decode(Int64.self, forKey: .id), person: try values.decode(PersonID.self, forKey: .person),
      name: try values.decode(String.self, forKey: .name),
      generation: try values.decode(Int64.self, forKey: .generation),
      importedAt: try values.decode(Instant.self, forKey: .importedAt),
      blocks: try values.decode(Int.self, forKey: .blocks), digest: try values.decode(String.self, forKey: .digest),
      isSubscribed: try values.decodeIfPresent(Bool.self, forKey: .isSubscribed) ?? false,
      stamp: try values.decodeIfPresent(String.self, forKey: .stamp) ?? "")
  }
}

extension BusySource {
  /// Why it can't be read, and that what it told is not free for that.
  public func told(unreadable reason: String) -> String {
    blocks > 0 ? "\(reason); what it kept busy before stays so" : reason
  }
}

/// One stretch of imported busy time.
public struct BusyBlock: Hashable, Sendable, Codable {
  public var interval: Interval
  /// Shown to its owner only.
  public var title: String
  /// Which file of a folder it was read from, by a number of its own; 0 for a source that is one file, and where that was
  /// not kept yet.
  public var file: Int64

  public init(_ interval: Interval, title: String, file: Int64 = 0) {
    self.interval = interval
    self.title = title
    self.file = file
  }
}
