import Mentoring
import Synchronization

/// Works out what many groups of events keep busy, on as many threads as there are processors.
struct BusyExpansion {
  /// What some of the groups gave.
  private struct Part: Sendable {
    var blocks: [BusyBlock]
    var failures: [Failure]
  }

  /// A master whose occurrences are left out.
  struct Failure: Sendable {
    var master: CalendarEvent
    var error: ComponentError
  }

  /// What all parts have come to, so that those of a hostile calendar stop together.
  private final class Spent: Sendable {
    let blocks = Atomic(0)
    let lookedAt = Atomic(0)
  }

  /// Groups; enough of them that handing a part on costs nothing beside it, and few enough to be stopped between parts.
  private static let partSize = 128

  private let builder: BusyBuilder
  private let bounds: ReadingBounds
  private let ahead: Int
  private let spent = Spent()
  private(set) var failures: [Failure] = []
  /// By start, once all groups are added.
  private(set) var blocks: [BusyBlock] = []

  /// - Parameters:
  ///   - builder: without blocks.
  ///   - ahead: parts that are worked on beside the one that is waited for; 0 does all in the caller's thread.
  init(_ builder: BusyBuilder, bounds: ReadingBounds, ahead: Int = OrderedWork<Void>.usual) {
    self.builder = builder
    self.bounds = bounds
    self.ahead = ahead
  }

  /// Adds all groups, once. O(*n* log *n*) in the occurrences within the horizon.
  ///
  /// - Parameters:
  ///   - source: named when there is too much.
  ///   - progress: called between parts; what it throws ends the work.
  /// - Throws: ``FileError`` when there are more blocks than fit an import, or more occurrences than are looked at.
  mutating func add(
    _ groups: [EventCollector.Group], source: String, _ progress: () throws -> Void
  ) throws {
    var work = OrderedWork<Part>()
    var rest = groups[...]
    repeat {
      try progress()
      while !rest.isEmpty, work.count <= ahead {
        let part = rest.prefix(Self.partSize)
        rest = rest.dropFirst(part.count)
        let make: @Sendable () -> Part = { [builder, bounds, spent] in Self.part(part, builder, bounds, spent) }
        if ahead > 0 { work.add(make) } else { take(make()) }
      }
      if let part = work.next() { take(part) }
      guard spent.blocks.load(ordering: .relaxed) <= bounds.blocks else {
        throw FileError.tooMuch(source, of: "busy times", limit: bounds.blocks)
      }
      guard spent.lookedAt.load(ordering: .relaxed) <= bounds.occurrences else {
        throw FileError.tooMuch(
          source, of: "occurrences of repeating events to look at or count", limit: bounds.occurrences)
      }
    } while !rest.isEmpty || work.count > 0
    blocks.sort { $0.interval != $1.interval ? $0.interval < $1.interval : $0.title < $1.title }
  }

  private mutating func take(_ part: Part) {
    blocks += part.blocks
    failures += part.failures
  }

  private static func part(
    _ groups: ArraySlice<EventCollector.Group>, _ empty: BusyBuilder, _ bounds: ReadingBounds, _ spent: Spent
  ) -> Part {
    var builder = empty
    var failures: [Failure] = []
    for group in groups {
      let (blocks, lookedAt) = (builder.blocks.count, builder.lookedAt)
      do throws(ComponentError) {
        try builder.add(group)
      } catch {
        if let master = group.master { failures.append(Failure(master: master, error: error)) }
      }
      let made = spent.blocks.wrappingAdd(builder.blocks.count - blocks, ordering: .relaxed).newValue
      let seen = spent.lookedAt.wrappingAdd(builder.lookedAt - lookedAt, ordering: .relaxed).newValue
      // Too much; it is told when the part is taken.
      if made > bounds.blocks || seen > bounds.occurrences { break }
    }
    return Part(blocks: builder.blocks, failures: failures)
  }
}
