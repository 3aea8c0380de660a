import Scheduling

extension Decider {
  /// Replaces what the same source brought before; the same blocks again change nothing.
  func importBusy(_ busy: BusyImport) throws -> Decision {
    let person = try person(busy.person)
    guard actor.isCoordinator || actor.person == person.id else {
      throw CommandError.notPermitted(
        "\(actor.login) may not import \(person.name)'s calendar; \(person.login) or a coordinator can")
    }
    let blocks = busy.blocks.sorted { ($0.interval, $0.title) < ($1.interval, $1.title) }
    let before = try store.busySources(of: person.id).first { $0.name == busy.source }
    let digest = Self.digest(of: blocks)
    var decision = Decision(
      command: "import busy", changes: [],
      summary: "\(person.name)'s calendar \(busy.source): \(blocks.count) busy blocks, unchanged")
    guard before?.digest != digest else {
      decision.unchanged = blocks.count
      return decision
    }
    let id = try before?.id ?? store.newBusySourceID()
    // The block rows of undone imports may still be there, so a generation is never used twice.
    let generation = try store.latestBusyGeneration(of: id) + 1
    try store.insert(blocks, source: id, person: person.id, generation: generation)
    let after = BusySource(
      id: id, person: person.id, name: busy.source, generation: generation, importedAt: now, blocks: blocks.count,
      digest: digest)
    decision.changes = [.busySource(before: before, after: after)]
    decision.summary =
      "Imported \(person.name)'s calendar \(busy.source): \(blocks.count) busy blocks"
      + (before.map { ", in place of \($0.blocks)" } ?? "")
    return decision
  }

  /// FNV-1a, 64 bits: tells two imports apart, guards against nothing.
  private static func digest(of blocks: [BusyBlock]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for block in blocks {
      for number in [block.interval.start.seconds, block.interval.end.seconds] {
        withUnsafeBytes(of: number.littleEndian) { $0.forEach(add) }
      }
      block.title.utf8.forEach(add)
      add(0)
    }
    return String(hash, radix: 16)
  }
}
