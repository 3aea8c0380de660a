import Mentoring
import Scheduling
import Synchronization
import TestSupport
import Testing

@testable import TandemUI

@Suite("What no longer fits in the whole program, counted anew as it changes")
struct ProgramConflictTests {
  private let company = Company()

  /// Three pairs: Jonas is in two of them.
  private var store: MemoryStore {
    let store = company.store()
    store.insert(pairs: [
      Pair(id: PairID(3), mentor: company.jonas.id, mentee: company.ralf.id, kind: .peer, topic: "Sound")
    ])
    return store
  }

  @Test("After every change the count is that of a look at every pair", arguments: 1...30)
  func sameAsAll(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let store = store
    let always = HoursEdit.weekly(try WeeklyHours("Mon-Sun 00:00-24:00"))
    for person in company.people {
      let change = HoursChange(person: person.id, edits: [always])
      _ = try store.perform(.changeHours(change), by: Actor(company.kim), at: company.now)
    }
    let told = Mutex<[Conflict]>([])
    let counter = ProgramConflictCounter(store, zones: Company.zones, runsInline: true) { program in
      told.withLock { $0 = program.conflicts }
    }
    var now = company.now
    var found = 0
    for _ in 0..<150 {
      // Refused ones are part of it: they change nothing.
      let (command, actor) = try command(store, at: now, &random)
      _ = try? store.perform(command, by: actor, at: now)
      if Int.random(in: 0..<10, using: &random) == 0 { now += 240 }
      guard Bool.random(using: &random) else { continue }
      counter.count(at: now)
      let all = try store.read { try ConflictFinder($0, zones: Company.zones).conflicts(at: now) }
      #expect(told.withLock { $0 } == all, "seed \(seed)")
      found += all.count
    }
    #expect(found > 0, "seed \(seed) has nothing in conflict")
  }

  @Test("What no step tells of is found with the first change after an hour")
  func written() throws {
    let store = store
    let booking = Booking(pair: PairID(1), start: try company.at("2026-11-27 16:00"), length: 60)
    let booked = try store.perform(.book(booking), by: Actor(company.mia), at: company.now).sessions[0]
    let told = Mutex(-1)
    let counter = ProgramConflictCounter(store, zones: Company.zones, runsInline: true) { program in
      told.withLock { $0 = program.conflicts.count }
    }
    counter.count(at: company.now)
    // As by plain SQL.
    store.insertBusy([BusyBlock(booked.interval, title: "Meeting")], for: company.mia.id)
    counter.count(at: company.now + 3_599)
    #expect(told.withLock { $0 } == 0)
    counter.count(at: company.now + 3_600)
    #expect(told.withLock { $0 } == 1)
    #expect(counter.look(at: company.now + 3_700, mayTakeAll: true) == .some([]))
  }

  private func command(
    _ store: MemoryStore, at now: Instant, _ random: inout SeededRandom
  ) throws -> (Command, Actor) {
    func pick<Element>(_ some: [Element]) -> Element { some[Int.random(in: some.indices, using: &random)] }
    let kim = Actor(company.kim)
    let person = pick(company.people)
    let sessions = try store.read { try $0.sessions(SessionFilter()) }
    let free = try company.at("2026-11-26 00:00") + Int.random(in: 0..<14 * 96, using: &random) * 900
    // Half of what may lie anywhere lies where a session is.
    let start = Bool.random(using: &random) ? free : sessions.randomElement(using: &random)?.interval.start ?? free
    switch Int.random(in: 0..<17, using: &random) {
    case 0...5:
      let room = pick([nil, company.lisbon.id])
      return (.book(Booking(pair: pick([PairID(1), PairID(2), PairID(3)]), start: start, length: 60, room: room)), kim)
    case 6...7:
      let blocks = (0..<3).map { BusyBlock(Interval(start: start + $0 * 9_000, seconds: 3_600), title: "Meeting") }
      return (.importBusy(BusyImport(person: person.id, source: "/a.ics", blocks: blocks)), Actor(person))
    case 8:
      let absence = Absence(.exact(Interval(start: start, seconds: 86_400)))
      return (.changeHours(HoursChange(person: person.id, edits: [.addAbsence(absence)], leavesOthers: true)), kim)
    case 9:
      let hours = try WeeklyHours(pick(["Mon-Fri 09:00-12:00", "Mon-Sun 00:00-24:00", "Tue 10:00-16:00"]))
      return (.changeHours(HoursChange(person: person.id, edits: [.weekly(hours)], leavesOthers: true)), kim)
    case 10:
      var room = RoomRow(line: 2, name: "Lisbon", zone: "Europe/Berlin")
      room.hours = try WeeklyHours(pick(["Mon-Fri 09:00-12:00", "Mon-Sun 00:00-24:00"]))
      room.capacity = pick([1, 4])
      return (.importRooms([room]), kim)
    case 11 where !sessions.isEmpty:
      return (.move(Move(session: pick(sessions).id, start: start)), kim)
    case 12 where !sessions.isEmpty: return (.cancel(pick(sessions).id, reason: "ill"), kim)
    case 13: return (.redo, kim)
    case 14:
      var pair = pick([
        PairRow(line: 2, mentor: "mia", mentee: "ralf"), PairRow(line: 2, mentor: "jonas", mentee: "ralf"),
      ])
      pair.end = .some(pick([nil, CivilDate("2026-11-30"), CivilDate("2026-12-31")]))
      return (.importPairs([pair]), kim)
    default: return (.undo, pick([kim, Actor(person)]))
    }
  }

  @Test("A change reaches only the pairs of those whom it is about; a room's reaches all")
  func reach() throws {
    let store = store
    let counter = ProgramConflictCounter(store, zones: Company.zones, runsInline: true) { _ in }
    let kim = Actor(company.kim)
    func looks(_ commands: [(Command, Actor)], mayTakeAll: Bool = true) throws -> ProgramConflictCounter.Look {
      for (command, actor) in commands { _ = try store.perform(command, by: actor, at: company.now) }
      return counter.look(at: company.now, mayTakeAll: mayTakeAll)
    }
    #expect(try looks([]) == .all)
    #expect(try looks([]) == .some([]))
    let booking = Booking(pair: company.editing.id, start: try company.at("2026-11-26 15:00"), length: 60)
    #expect(try looks([(.book(booking), kim)]) == .some([PairID(1), PairID(3)]))
    #expect(try looks([(.undo, kim)]) == .some([PairID(1), PairID(3)]))
    let busy = BusyImport(person: company.petra.id, source: "/p.ics", blocks: [])
    #expect(try looks([(.importBusy(busy), Actor(company.petra))]) == .some([PairID(2)]))
    let goal = Command.notebook(.addGoal(PairID(1), text: "Cut alone"))
    #expect(try looks([(goal, Actor(company.mia))]) == .some([]))
    let rooms = Command.importRooms([RoomRow(line: 2, name: "Porto", zone: "Europe/Lisbon")])
    #expect(try looks([(rooms, kim)], mayTakeAll: false) == .postponed)
    #expect(try looks([]) == .all)
    // More at once than is worth reading one by one.
    let goals = (0..<60).map { (Command.notebook(.addGoal(PairID(2), text: "Goal \($0)")), Actor(company.jonas)) }
    #expect(try looks(goals) == .all)
    #expect(try looks([]) == .some([]))
  }
}
