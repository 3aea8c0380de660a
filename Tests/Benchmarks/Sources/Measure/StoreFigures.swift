import Mentoring
import SQLiteStore
import Scheduling
import SystemZones

/// Reads of a large store, as `tandem generate` makes it.
struct StoreFigures {
  let path: String

  private func opened() throws -> ProgramDatabase {
    try ProgramDatabase(path: path, zones: SystemZoneProvider(), domain: "measure.invalid")
  }

  func print() throws {
    let store = try opened()
    guard let last = try store.read({ try $0.sessions(SessionFilter()).last }) else {
      Swift.print("\(path) holds no session; fill it with `tandem generate`")
      return
    }
    let now = last.interval.start - 21 * 86_400
    let week = Interval(start: now, seconds: 7 * 86_400)
    let zones = SystemZoneProvider()

    let opening = try Timing(runs: 50) {
      let store = try opened()
      use(try store.read { try $0.sessions(SessionFilter(interval: week, person: last.mentor)) })
    }
    Swift.print("open, and read a person's week: \(opening.text(unit: "ms", nanoseconds: 1e6))")
    let reading = try Timing(runs: 200) {
      use(try store.read { try $0.sessions(SessionFilter(interval: week, person: last.mentor)) })
    }
    Swift.print("read a person's week: \(reading.text(unit: "ms", nanoseconds: 1e6))")
    let pair = try store.read { try $0.pair(last.pair) }
    if let pair {
      let window = Interval(start: now, seconds: 90 * 86_400)
      let situation = try Timing(runs: 200) {
        use(
          try store.read { reader in
            let situation = try SituationLoader(reader, zones: zones).situation(
              of: pair, at: now, window: window, length: 3_600)
            return Examination(situation, length: 3_600, window: window).openings().count
          })
      }
      Swift.print("load a pair's 90 days, find all openings: \(situation.text(unit: "ms", nanoseconds: 1e6))")
    }
    let lists: [(String, (any StoreReader) throws -> Int)] = [
      ("all people", { try $0.people().count }), ("all pairs", { try $0.pairs().count }),
      ("next session of every pair", { try $0.nextSessions(after: now).count }),
      ("past sessions of every pair", { try $0.pastSessions(until: now).count }),
      ("the newest 100 steps", { try $0.steps(StepFilter()).count }),
      ("sessions that meet busy time", { try $0.sessionsMeetingBusyTime(after: now).count }),
    ]
    for (name, body) in lists {
      let timing = try Timing(runs: 20) { use(try store.read(body)) }
      Swift.print("\(name): \(timing.text(unit: "ms", nanoseconds: 1e6))")
    }
  }
}
