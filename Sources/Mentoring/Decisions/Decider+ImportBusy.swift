import Scheduling

extension Decider {
  /// Replaces what the same source brought before; the same blocks again change nothing.
  func importBusy(_ busy: BusyImport) throws -> Decision {
    let person = try person(busy.person)
    try requireKeeping(person)
    let before = try store.busySources(of: person.id).first { $0.name == busy.source }
    let kept = try kept(of: before, busy)
    let blocks = (busy.blocks + kept).sorted {
      ($0.interval, $0.title, $0.file) < ($1.interval, $1.title, $1.file)
    }
    let digest = Self.digest(of: blocks)
    let isSubscribed = busy.isSubscribed ?? before?.isSubscribed ?? false
    var decision = Decision(
      command: Command.importBusy(busy).name, changes: [],
      summary: "\(person.name)'s calendar \(busy.source): \(Self.count(blocks.count, "busy block")), unchanged")
    if var same = before, same.digest == digest {
      // Counted as what is added and changed is: by calendar.
      decision.unchanged = 1
      same.stamp = busy.stamp.isEmpty ? same.stamp : busy.stamp
      same.isSubscribed = isSubscribed
      guard same != before else { return decision }
      decision.changes = [.busySource(before: before, after: same)]
      decision.isRecorded = same.isSubscribed != before?.isSubscribed
      if decision.isRecorded {
        decision.summary = "Subscribed \(person.name) to \(busy.source): \(Self.count(blocks.count, "busy block"))"
      }
      return decision
    }
    let id = try before?.id ?? store.newBusySourceID()
    // The block rows of undone imports may still be there, so a generation is never used twice.
    let generation = try store.latestBusyGeneration(of: id) + 1
    try store.insert(blocks, source: id, person: person.id, generation: generation)
    let after = BusySource(
      id: id, person: person.id, name: busy.source, generation: generation, importedAt: now, blocks: blocks.count,
      digest: digest, isSubscribed: isSubscribed, stamp: busy.stamp)
    decision.changes = [.busySource(before: before, after: after)]
    let isNew = isSubscribed && before?.isSubscribed != true
    decision.summary =
      (isNew ? "Subscribed \(person.name) to " : "Imported \(person.name)'s calendar ")
      + "\(busy.source): \(Self.count(blocks.count, "busy block"))"
      + (kept.isEmpty ? before.map { ", in place of \($0.blocks)" } ?? "" : ", \(kept.count) of them from before")
    decision.warnings = try newlyMet(by: blocks, of: person)
    return decision
  }

  /// Coming sessions that meet busy time as of now, and met none before. O(sessions log blocks).
  private func newlyMet(by blocks: [BusyBlock], of person: Person) throws -> [ImportIssue] {
    let busy = IntervalSet(blocks.map(\.interval))
    let count = try store.sessions(SessionFilter(interval: Interval(now, .distantFuture), person: person.id)).count {
      guard $0.interval.start > now, busy.overlaps($0.interval),
        !$0.waives(.busy(person.id, $0.interval, title: ""))
      else { return false }
      return try !store.busy(of: person.id, in: $0.interval).merged.overlaps($0.interval)
    }
    guard count > 0 else { return [] }
    return [
      ImportIssue(
        line: nil,
        message: "\(Self.noLongerFit(count)): \(person.name) is busy then; \(ImportIssue.conflictsAdvice)")
    ]
  }

  /// What stays of the time that a source brought before, for it is of files that can't be read now.
  private func kept(of source: BusySource?, _ busy: BusyImport) throws -> [BusyBlock] {
    guard let source, let unread = busy.unread else { return [] }
    let new = Set(busy.blocks)
    return try store.busyBlocks(of: source).filter { unread.holds($0) && !new.contains($0) }
  }

  /// Ends a subscription, or forgets an import; its busy time goes with it.
  func removeCalendar(_ id: Int64) throws -> Decision {
    guard let source = try store.busySource(id) else {
      throw CommandError.notFound("there is no calendar \(id); it may have been removed already")
    }
    let person = try person(source.person)
    try requireKeeping(person)
    return Decision(
      command: "remove calendar", changes: [.busySource(before: source, after: nil)],
      summary: "Removed \(person.name)'s calendar \(source.name) and its \(Self.count(source.blocks, "busy block"))")
  }

  private func requireKeeping(_ person: Person) throws {
    guard actor.isCoordinator || actor.person == person.id else {
      throw CommandError.notPermitted(
        "\(actor.login) may not change \(person.name)'s calendars; \(person.login) or a coordinator can")
    }
  }

  /// FNV-1a, 64 bits, once over all and from there once more: tells two imports apart. Others may see it who may not read titles; from one
  /// pass's end to the next import's they could reckon what came in between. O(bytes).
  static func digest(of blocks: [BusyBlock]) -> String {
    String(mixed(blocks, into: mixed(blocks, into: 0xcbf2_9ce4_8422_2325)), radix: 16)
  }

  private static func mixed(_ blocks: [BusyBlock], into start: UInt64) -> UInt64 {
    var hash = start
    for block in blocks {
      for number in [block.interval.start.seconds, block.interval.end.seconds] {
        for shift in stride(from: 0, to: 64, by: 8) { mix(UInt8(truncatingIfNeeded: number >> shift), into: &hash) }
      }
      var title = block.title
      // Not by the string's own walk over its bytes, which took longer than all else here.
      title.withUTF8 { bytes in
        for byte in bytes { mix(byte, into: &hash) }
      }
      mix(0, into: &hash)
      guard block.file != 0 else { continue }
      for shift in stride(from: 0, to: 64, by: 8) { mix(UInt8(truncatingIfNeeded: block.file >> shift), into: &hash) }
    }
    return hash
  }

  private static func mix(_ byte: UInt8, into hash: inout UInt64) {
    hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
  }
}
