import Testing

@testable import Scheduling

/// What makes one opening better than another, term by term.
struct PreferenceTests {
  /// An hour ahead of UTC all year.
  private let ahead = ZoneRules(name: "Test/Ahead", fixedOffset: 3_600, abbreviation: "AHD")
  private let mentor = PersonID(1)
  private let mentee = PersonID(2)

  private func situation(preferred: WeeklyHours? = nil) -> Situation {
    var policy = Policy.standard
    policy.preferred = preferred
    return Situation(
      now: Instant(seconds: 0),
      mentor: Attendee(person: mentor, availability: Availability(zone: ahead), policy: policy),
      mentee: Attendee(person: mentee, availability: Availability(zone: .utc)))
  }

  /// Of Monday, 5 January 1970, in UTC.
  private func session(_ hour: Int, _ minute: Int = 0, minutes: Int = 60) -> Interval {
    Interval(start: Instant(seconds: 4 * 86_400) + (hour * 3_600 + minute * 60), seconds: minutes * 60)
  }

  @Test func aSessionInEverybodysUsualDayCostsNothing() {
    #expect(Preferences().terms(for: session(9), in: situation()).isEmpty)
  }

  @Test func earlyAndLateAreToldWithWhomAndHowLong() {
    #expect(Preferences().terms(for: session(8, 30), in: situation()) == [.early(mentee, minutes: 30)])
    #expect(
      Preferences().terms(for: session(16, 15), in: situation()) == [
        .late(mentor, minutes: 75), .late(mentee, minutes: 15),
      ])
  }

  @Test func minutesOutsidePreferredHoursCount() throws {
    let mornings = try WeeklyHours("Mon-Fri 09:00-11:30")
    let terms = Preferences().terms(for: session(10), in: situation(preferred: mornings))
    #expect(terms == [.outsidePreferred(mentor, minutes: 30)])
    #expect(terms.map(\.cost) == [30])
  }

  @Test func theSideThatBoreTheLastUnpleasantHourIsSpared() {
    let people = [(person: mentor, zone: ahead), (person: mentee, zone: ZoneRules.utc)]
    #expect(Preferences.bearer(of: session(8), people) == mentee)
    #expect(Preferences.bearer(of: session(16), people) == mentor)
    #expect(Preferences.bearer(of: session(12), people) == nil)
    let terms = Preferences(spared: mentee).terms(for: session(8, 45), in: situation())
    #expect(terms == [.early(mentee, minutes: 15), .unfair(mentee)])
  }

  @Test func daysOffTheCadenceCountBothWays() throws {
    let due = try #require(CivilDate("1970-01-07"))
    #expect(Preferences(due: due).terms(for: session(10), in: situation()) == [.offCadence(days: 2)])
  }

  @Test func theMostSpecificPreferenceWins() throws {
    var (program, person) = (PolicyOverrides(), PolicyOverrides())
    program.preferred = try WeeklyHours("Mon-Fri 09:00-12:00")
    person.preferred = try WeeklyHours("Tue 14:00-16:00")
    #expect(Policy.standard.applying(program).preferred == program.preferred)
    #expect(Policy.standard.applying(program).applying(person).preferred == person.preferred)
  }
}
