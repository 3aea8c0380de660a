import Dispatch
import Mentoring
import Scheduling
import Synchronization

/// Reads calendars off the main thread, one after the other, and brings them into the store.
final class CalendarDesk: Sendable {
  private struct Stopped: Error {}

  /// Nanoseconds between two reports of progress: the screen needn't be drawn more often.
  private static let pause: UInt64 = 80_000_000

  private let store: any Store
  private let files: any CalendarFiles
  private let queue: DispatchQueue?
  private let isStopped = Mutex(false)
  /// Takes what it came to, on the thread that works.
  private let report: @Sendable (any Loaded) -> Void

  /// - Parameter runsInline: works on the calling thread, for tests.
  init(
    _ store: any Store, files: any CalendarFiles, runsInline: Bool, report: @escaping @Sendable (any Loaded) -> Void
  ) {
    self.store = store
    self.files = files
    self.report = report
    queue = runsInline ? nil : DispatchQueue(label: "tandem.calendar-files")
  }

  func stop() { isStopped.withLock { $0 = true } }

  func read(_ wish: CalendarWish, by actor: Actor, at now: Instant) {
    isStopped.withLock { $0 = false }
    report(CalendarProgress(path: wish.path, share: 0))
    let work: @Sendable () -> Void = { [self] in
      do {
        try carryOut(wish, by: actor, at: now)
      } catch is Stopped {
        report(CalendarEnd(path: wish.path, result: .stopped))
      } catch {
        report(CalendarEnd(path: wish.path, result: .failed((error as? StoreError)?.message ?? "\(error)")))
      }
    }
    if let queue { queue.async(execute: work) } else { work() }
  }

  private func carryOut(_ wish: CalendarWish, by actor: Actor, at now: Instant) throws {
    let (person, domain, sources) = try store.read { reader in
      (try reader.person(wish.person), try reader.program().domain, try reader.busySources(of: wish.person))
    }
    let isKnown = sources.contains { $0.name == wish.path && $0.isSubscribed }
    guard let person else { throw CommandError.notFound("whose calendar it is is nobody of this program any more") }
    var last: UInt64 = 0
    var found = try files.read(
      wish.path, for: person, domain: domain, now: now, isSubscribed: isKnown ? true : wish.isSubscribed,
      known: sources.map(\.name)
    ) { share in
      guard !isStopped.withLock({ $0 }) else { throw Stopped() }
      let time = DispatchTime.now().uptimeNanoseconds
      guard time - last > Self.pause else { return }
      last = time
      report(CalendarProgress(path: wish.path, share: share))
    }
    guard !isStopped.withLock({ $0 }) else { throw Stopped() }
    report(CalendarProgress(path: wish.path, share: 1, isWriting: true))
    // That it is read again changes nothing about the subscription.
    found.busy.isSubscribed = wish.isSubscribed
    let command = Command.importBusy(found.busy)
    let result = Result { [found] in
      var outcome = try store.perform(command, by: actor, at: now)
      outcome.warnings += Self.remarks(found).map { ImportIssue(line: nil, message: $0) }
      return outcome
    }
    // Before the command's own words, which are what is left on the status line.
    report(CalendarEnd(path: wish.path, result: .read(warnings: found.warnings)))
    report(CommandResult(command: command, result: result))
  }

  private static func remarks(_ found: CalendarFound) -> [String] {
    let count = found.warnings.count
    let passedOver = count == 0 ? nil : count == 1 ? "1 warning, L shows it" : "\(count) warnings, L lists them"
    return [found.remark, passedOver].compactMap(\.self)
  }
}
