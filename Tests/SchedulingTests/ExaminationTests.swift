import Scheduling
import SystemZones
import TestSupport
import Testing

@Suite struct ExaminationTests {
  /// The engine against the contract's words, minute by minute, in weeks with clock changes.
  @Test(arguments: 0..<40)
  func violationsAreTheReferences(seed: Int) throws {
    var source = RandomSituation(random: SeededRandom(seed: UInt64(seed)))
    for _ in 0..<8 {
      let (situation, window) = try source.situation()
      let length = [15, 30, 45, 60, 90].randomElement(using: &source.random) ?? 60
      let examination = Examination(situation, length: length * 60, window: window)
      let reference = ExaminationReference(
        situation: situation, length: length * 60, around: window.start)
      var start = window.start
      while start < window.end {
        let found = examination.violations(at: start).map(\.code)
        let expected = reference.codes(at: start)
        guard found == expected else {
          Issue.record("seed \(seed), \(length) min at \(start): \(found), the rules say \(expected)")
          return
        }
        #expect(examination.isOpen(start) == expected.isEmpty)
        start += 5 * 60
      }
    }
  }

  /// What is offered can be booked, and what is refused was not offered.
  @Test(arguments: 40..<60)
  func openingsAreExactlyTheStartsWithoutViolation(seed: Int) throws {
    var source = RandomSituation(random: SeededRandom(seed: UInt64(seed)))
    for _ in 0..<10 {
      let (situation, window) = try source.situation()
      let length = [30, 60].randomElement(using: &source.random) ?? 60
      let examination = Examination(situation, length: length * 60, window: window)
      var expected: [Instant] = []
      situation.grid.forEachStart(in: window) { start in
        // As the commit asks: for this start alone.
        let alone = Examination(situation, length: length * 60, window: Interval(start: start, seconds: 1))
        if alone.violations(at: start).isEmpty { expected.append(start) }
      }
      #expect(examination.openings() == expected, "seed \(seed)")
      #expect(examination.openings(limit: 3) == Array(expected.prefix(3)))
      // However few are asked for, each can be booked.
      for every in [7, 20, 30] {
        let coarse = StartGrid(zone: situation.grid.zone, granularity: every)
        #expect(examination.openings(every: every) == expected.filter(coarse.contains), "seed \(seed), every \(every)")
      }
    }
  }

  /// Every position of a session against one busy block, on a line of minutes: before, touching, overlapping, inside,
  /// around, after.
  @Test func everyRelationToOneBlock() throws {
    let zone = ZoneRules.utc
    let always = WeeklyHours(Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [MinuteRange(0, 1_440)]) }))
    var policy = Policy.standard
    (policy.buffer, policy.notice, policy.granularity) = (2, 0, 1)
    let origin = Instant(seconds: 20_000 * 86_400)
    let block = Interval(origin + 10 * 60, origin + 14 * 60)
    for length in 1...8 {
      for start in 0..<24 {
        let mentor = Attendee(
          person: PersonID(1), availability: Availability(zone: zone, weekly: always),
          busy: BusyTimeline([(block, "Stand-up")]), policy: policy)
        let mentee = Attendee(
          person: PersonID(2), availability: Availability(zone: zone, weekly: always), policy: policy)
        let situation = Situation(now: origin - 3_600, mentor: mentor, mentee: mentee)
        let window = Interval(origin, origin + 30 * 60)
        let at = origin + start * 60
        let found = Examination(situation, length: length * 60, window: window).violations(at: at)
        let meets = start < 14 && 10 < start + length
        let gap = start >= 14 ? start - 14 : 10 - start - length
        if meets {
          #expect(found == [.busy(PersonID(1), block, title: "Stand-up")])
        } else if gap < 2 {
          #expect(found == [.bufferTooShort(PersonID(1), .busy(block, title: "Stand-up"), needed: 2, found: gap)])
        } else {
          #expect(found.isEmpty)
        }
      }
    }
  }

  @Test func aSkippedDayHasNoHours() throws {
    let apia = try SystemZoneProvider().zone(named: "Pacific/Apia")
    let availability = Availability(zone: apia, weekly: .officeHours)
    let from = apia.startOfDay(try #require(CivilDate("2011-12-29")))
    let hours = availability.hours(in: Interval(from, from + 4 * 86_400))
    // Thursday the 29th; Friday the 30th never came, and Saturday has no hours.
    #expect(hours.intervals.map { apia.date(at: $0.start).description } == ["2011-12-29", "2012-01-02"])
  }

  @Test func theLargerOfTwoBuffersCounts() {
    let origin = Instant(seconds: 20_000 * 86_400 + 9 * 3_600)
    var policy = Policy.standard
    (policy.buffer, policy.notice) = (10, 0)
    let other = Engagement(session: SessionID(7), interval: Interval(start: origin, seconds: 3_600), buffer: 30)
    let mentor = Attendee(
      person: PersonID(1), availability: Availability(zone: .utc), engagements: [other], policy: policy)
    let mentee = Attendee(person: PersonID(2), availability: Availability(zone: .utc), policy: policy)
    let situation = Situation(now: origin - 86_400, mentor: mentor, mentee: mentee)
    let window = Interval(origin, origin + 4 * 3_600)
    let examination = Examination(situation, length: 1_800, window: window)
    #expect(
      examination.violations(at: origin + 3_600 + 15 * 60)
        == [.bufferTooShort(PersonID(1), .session(SessionID(7), other.interval), needed: 30, found: 15)])
    #expect(examination.isOpen(origin + 3_600 + 30 * 60))
  }
}
