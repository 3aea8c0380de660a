public import Configuration
import Dispatch
public import Mentoring
public import Scheduling
import Synchronization
public import TerminalKit

/// The interface as the program runs it: takes events, gives canvases, and does its effects off the calling thread.
///
/// Everything but `wake` is called on one thread. Reads and commands run on queues of their own, so that no key ever
/// waits for them; what they come to is taken in by ``drain()``.
public final class Interface {
  private var state: AppState
  private let store: any Store
  private let zones: any ZoneProvider
  private let clock: @Sendable () -> Instant
  private let mailbox = Mailbox()
  private let wake: @Sendable () -> Void
  private let save: @Sendable (Setting, String?) throws -> Settings
  private let desk: CalendarDesk?
  private let counter: ProgramConflictCounter
  private let reading: DispatchQueue?
  private let writing: DispatchQueue?
  private var watch: (any WatchToken)?
  private let reach: StoreReach
  /// Minutes since 1970 when the clock was last told of.
  private var lastMinute: Int64
  /// What came due with the new minute, and when it is read; so that those who look at one server do not all ask it at the same
  /// second.
  private var postponed: (effects: [Effect], due: Int)?
  private let delay = Int.random(in: 1...longestDelay)
  /// Milliseconds.
  private static let longestDelay = 50_000
  /// Which read of each name was the last one asked for.
  private var newest: [String: Int] = [:]

  /// - Parameters:
  ///   - clock: what time it is; asked on events and ticks.
  ///   - save: writes a setting to the configuration and returns all settings as they are then; nil takes one out.
  ///   - calendarFiles: reads the calendars that people keep elsewhere; nil where that can't be done.
  ///   - notices: what is said from outside.
  ///   - onStoreChange: called when the store has changed, and once when that can be told from now on; from any thread.
  ///   - runsInline: does effects at once on the calling thread, for tests.
  ///   - wake: called from any thread when there is something to drain.
  /// - Throws: what the store throws while the viewer is read.
  public init(
    store: any Store, zones: any ZoneProvider, actor: Actor, clock: @escaping @Sendable () -> Instant, size: Size,
    settings: InterfaceSettings, systemZone: ZoneRules = .utc,
    save: @escaping @Sendable (Setting, String?) throws -> Settings = { _, _ in throw NoConfiguration() },
    calendarFiles: (any CalendarFiles)? = nil, notices: Notices? = nil,
    onStoreChange: @escaping @Sendable () -> Void = {}, runsInline: Bool = false,
    wake: @escaping @Sendable () -> Void = {}
  ) throws {
    self.save = save
    self.store = store
    self.zones = zones
    self.clock = clock
    self.wake = wake
    reach = StoreReach { [mailbox] in mailbox.put($0) }
    reading = runsInline ? nil : DispatchQueue(label: "tandem.read")
    writing = runsInline ? nil : DispatchQueue(label: "tandem.write")
    let viewer = try store.read { reader in try actor.person.flatMap { try reader.person($0) } }
    lastMinute = clock().minute
    let zone = try viewer.map { try zones.zone(named: $0.zone) } ?? systemZone
    state = AppState(
      context: Context(
        now: clock(), actor: actor, viewer: viewer, zone: zone, zones: zones,
        theme: Theme.named(settings.theme) ?? .dark, glyphs: settings.isUnicode ? .unicode : .ascii, size: size,
        settings: settings, calendarFiles: calendarFiles),
      beat: runsInline ? 0 : Self.uptime)
    let mailbox = mailbox
    let report: @Sendable (any Loaded) -> Void = { loaded in
      mailbox.put(.loaded(loaded))
      wake()
    }
    desk = calendarFiles.map { CalendarDesk(store, files: $0, runsInline: runsInline, report: report) }
    counter = ProgramConflictCounter(store, zones: zones, runsInline: runsInline, report: report)
    notices?.connect { [reach] loaded in
      guard let wait = loaded as? StoreWait else { return report(loaded) }
      reach.note(wait)
      wake()
    }
    watch = try store.watch {
      mailbox.put(.storeChanged)
      wake()
      onStoreChange()
    }
    onStoreChange()
    run(state.start())
  }

  public var isFinished: Bool { state.isFinished }
  /// How many changes were asked for whose end is not known: by whoever left without waiting for them.
  public var unfinishedWrites: Int { state.context.writes.count }
  public var wantsMouse: Bool { state.wantsMouse }

  /// Whether the program should stop for a while; asking clears it.
  public func takeSuspension() -> Bool {
    defer { state.wantsSuspension = false }
    return state.wantsSuspension
  }

  /// Whether all of the screen should be sent anew; asking clears it.
  public func takeRedraw() -> Bool {
    defer { state.wantsRedraw = false }
    return state.wantsRedraw
  }

  /// A text that the user wants to edit in an editor of their own; asking clears it. ``take(_:)`` has the answer.
  public func takeTextToEdit() -> String? {
    defer { state.textToEdit = nil }
    return state.textToEdit
  }

  /// What the editor made of it.
  public func take(_ edited: EditedText) { run(state.update(.loaded(edited))) }

  /// - Parameter milliseconds: a monotonic clock's time, to tell `2` and then `j` from `2j`; nil asks the system.
  public func handle(_ event: Event, at milliseconds: Int? = nil) {
    state.context.now = clock()
    beat(milliseconds)
    run(state.update(.event(event)))
  }

  /// Takes in what reads and commands came to. Returns whether there was anything.
  @discardableResult
  public func drain(at milliseconds: Int? = nil) -> Bool {
    beat(milliseconds)
    // A server tells with each answer whether it can be written to, which may be another one by now.
    if store.isFar { state.take(readOnlyCause: store.readOnlyCause) }
    let messages = mailbox.takeAll()
    for message in messages { run(state.update(message)) }
    return !messages.isEmpty
  }

  /// The clock went on: what is told of the time changes with the minute.
  public func tick(at milliseconds: Int? = nil) {
    beat(milliseconds)
    state.endReadMessage()
    let now = clock()
    if now.minute != lastMinute {
      lastMinute = now.minute
      // A request that nobody can answer any more does not stay on screen.
      let isUrgent = !store.isFar || state.requests.hasRunOut(at: now)
      let effects = state.update(.clock(now))
      if !effects.isEmpty { postponed = (effects, isUrgent ? state.beat : state.beat + delay) }
    }
    guard let (effects, due) = postponed, state.beat >= due else { return }
    postponed = nil
    run(effects)
  }

  private func beat(_ milliseconds: Int?) {
    state.beat = milliseconds ?? Self.uptime
  }

  /// Milliseconds of a monotonic clock.
  private static var uptime: Int { Int(DispatchTime.now().uptimeNanoseconds / 1_000_000) }

  /// Milliseconds until something that is shown changes by itself: the minute, or a message that goes.
  public var millisecondsToNextChange: Int {
    let toNextMinute = (60 - Int(clock().seconds - clock().minute * 60)) * 1_000
    beat(nil)
    let others = [state.shownMessage.map { $0.since + ShownMessage.longest }, postponed?.due].compactMap(\.self)
    return others.map { max(1, $0 - state.beat) }.reduce(toNextMinute, min)
  }

  public func draw() -> Canvas { state.draw() }

  /// For tests, which look at what keys do.
  var context: Context { state.context }

  // MARK: Effects

  private func run(_ effects: [Effect]) {
    var reads: [Read] = []
    for effect in effects {
      switch effect {
      case .read(let name, let body): reads.append(expected(name, body))
      case .perform(let command):
        // Where it is begun, for effects pass through the state more than once.
        state.context.writes.begin()
        perform(command)
      case .expireRequests: expireRequests()
      case .countConflicts: counter.count(at: clock())
      case .save(let setting, let value):
        state.context.writes.begin()
        write(setting, value)
      case .readCalendar(let wish): desk?.read(wish, by: state.context.actor, at: clock())
      case .stopReadingCalendar: desk?.stop()
      default: break
      }
    }
    // What is wanted at the same time is asked together where that takes no longer; else the first is there before the last.
    if store.isFar, !reads.isEmpty { read(reads) } else { for one in reads { read([one]) } }
  }

  /// One thing to read, and which read of its name it is.
  private struct Read: Sendable {
    var name: String
    var number: Int
    var body: @Sendable (any StoreReader, any ZoneProvider) throws -> any Loaded
  }

  private func expected(
    _ name: String, _ body: @escaping @Sendable (any StoreReader, any ZoneProvider) throws -> any Loaded
  ) -> Read {
    let number = (newest[name] ?? 0) + 1
    newest[name] = number
    mailbox.expect(number, for: name)
    return Read(name: name, number: number, body: body)
  }

  private func read(_ reads: [Read]) {
    let (store, zones, mailbox, wake, reach) = (store, zones, mailbox, wake, reach)
    let work: @Sendable () -> Void = {
      // One that was overtaken while it waited needn't be read at all.
      let wanted = reads.filter { mailbox.isExpected($0.number, for: $0.name) }
      guard !wanted.isEmpty else { return }
      var loaded: [any Loaded]
      do {
        loaded = try store.readAhead { reader in
          try wanted.map { read in
            do {
              return try read.body(reader, zones)
            } catch let refusal as CommandError {
              return ReadFailure(text: "\(refusal)")
            }
          }
        }
        reach.note(nil)
      } catch {
        reach.note(error)
        loaded = [ReadFailure(text: (error as? StoreError)?.message ?? "\(error)")]
      }
      if loaded.count == wanted.count {
        loaded = zip(wanted, loaded).filter { mailbox.isExpected($0.0.number, for: $0.0.name) }.map(\.1)
      }
      for one in loaded { mailbox.put(.loaded(one)) }
      wake()
    }
    if let reading { reading.async(execute: work) } else { work() }
  }

  private func perform(_ command: Command) {
    let (store, zones, mailbox, wake, reach) = (store, zones, mailbox, wake, reach)
    let (actor, now) = (state.context.actor, clock())
    let (zone, clock) = (state.context.zone, state.context.settings.clock)
    // Beside what else stands on the line.
    let room = state.context.size.width - 40
    let patience = Patience()
    let work: @Sendable () -> Void = {
      let result = Result { try store.performOffering(command, by: actor, at: now, zones: zones) }
      if case .failure(let error) = result { reach.note(error) } else { reach.note(nil) }
      var told = CommandResult(command: command, result: result)
      if case .success(let outcome) = result {
        // What surely has room is told as it is, with the names in it.
        let people = SummaryWording.people(in: outcome.changes)
        if !people.isEmpty, !outcome.warnings.isEmpty || columnWidth(outcome.summary) > room {
          told.people = (try? store.read { try $0.people(among: people) }) ?? [:]
        }
      }
      if case .failure(CommandError.refused(let violations, _, _)) = result {
        // Without the names the reasons are told all the same.
        let reasons = try? store.read { reader in
          let wording = try ViolationWording(reader, zones: zones, viewer: actor, now: now, zone: zone, clock: clock)
          return try violations.map(wording.sentence)
        }
        told.reasons = reasons ?? []
      }
      patience.end()
      mailbox.put(.written(told))
      wake()
    }
    guard let writing else { return work() }
    patience.lasts(Self.quietWait) {
      mailbox.put(.stillWriting)
      wake()
    }
    writing.async(execute: work)
  }

  /// How long something is written before that is said; seconds.
  private static let quietWait = 0.7

  private func expireRequests() {
    let (store, actor, now) = (store, state.context.actor, clock())
    // Every command does it first, in the program's name, which a server lets nobody take for their own.
    // Where it can't be done now it is tried again when the clock goes on, and by every command.
    let work: @Sendable () -> Void = { _ = try? store.perform(.expireRequests, by: actor, at: now) }
    if let writing { writing.async(execute: work) } else { work() }
  }

  private func write(_ setting: Setting, _ value: String?) {
    let (save, mailbox, wake) = (save, mailbox, wake)
    let work: @Sendable () -> Void = {
      let result = Result { try save(setting, value) }
      mailbox.put(.written(SettingSaved(setting: setting, result: result)))
      wake()
    }
    if let writing { writing.async(execute: work) } else { work() }
  }
}

extension Instant {
  /// Whole minutes since 1970.
  fileprivate var minute: Int64 { (seconds - ((seconds % 60) + 60) % 60) / 60 }
}

/// An interface that was opened without a file to write to.
public struct NoConfiguration: Error, CustomStringConvertible {
  public init() {}
  public var description: String { "there is no configuration to write to" }
}

/// How long nothing is said of something that is being done.
private final class Patience: Sendable {
  private let isOver = Mutex(false)

  /// Calls `body`, from any thread, when it has not ended after so many seconds.
  func lasts(_ seconds: Double, _ body: @escaping @Sendable () -> Void) {
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds) {
      if !self.isOver.withLock({ $0 }) { body() }
    }
  }

  func end() { isOver.withLock { $0 = true } }
}

/// Messages from other threads, until the main one takes them.
private final class Mailbox: Sendable {
  private struct Content {
    var messages: [AppMessage] = []
    var expected: [String: Int] = [:]
  }

  private let content = Mutex(Content())

  func put(_ message: AppMessage) { content.withLock { $0.messages.append(message) } }

  func takeAll() -> [AppMessage] {
    content.withLock { content in
      defer { content.messages = [] }
      return content.messages
    }
  }

  func expect(_ number: Int, for name: String) { content.withLock { $0.expected[name] = number } }
  func isExpected(_ number: Int, for name: String) -> Bool { content.withLock { $0.expected[name] == number } }
}
