import Scheduling
import TestSupport
import Testing

/// Painting hours, against a week of single minutes.
struct WeekPaintingTests {
  /// Each minute of a week from Monday on: whether it is part of the hours.
  private func minutes(_ hours: WeeklyHours) -> [Bool] {
    var result = Array(repeating: false, count: 7 * 1_440)
    for (index, day) in Weekday.allCases.enumerated() {
      for range in hours[day] {
        for minute in range.start..<range.end { result[(index * 1_440 + minute) % result.count] = true }
      }
    }
    return result
  }

  @Test(arguments: 0..<20)
  func isWhatEveryMinuteSays(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    var hours = try WeeklyHours(
      [
        "Mon-Thu 09:00-12:30 13:30-17:30; Fri 22:00-06:00; Sun 20:00-24:00", "Mon-Sun 23:15-01:45",
        "Mon-Sun 00:00-24:00", "Mon-Sun off",
      ][seed % 4])
    var expected = minutes(hours)
    for _ in 0..<60 {
      let index = Int.random(in: 0..<7, using: &random)
      let from = Int.random(in: 0..<96, using: &random) * 15
      let to = min(1_440, from + Int.random(in: 1...24, using: &random) * 15)
      let isOn = Bool.random(using: &random)
      hours.paint(isOn, on: Weekday.allCases[index], from: from, to: to)
      for minute in from..<to { expected[index * 1_440 + minute] = isOn }
      #expect(minutes(hours) == expected)
      #expect(hours.minutes(on: Weekday.allCases[index], from: from, to: to) == (isOn ? to - from : 0))
      // What was painted can be written and read.
      #expect(minutes(try WeeklyHours(hours.description)) == expected)
    }
  }

  @Test func whatTouchesBecomesOne() throws {
    var hours = try WeeklyHours("Mon 09:00-10:00 11:00-12:00")
    hours.paint(true, on: .monday, from: 600, to: 660)
    #expect(hours.description == "Mon 09:00-12:00")
    hours.paint(false, on: .monday, from: 0, to: 1_440)
    #expect(hours.isEmpty)
  }

  @Test func whatIsNoStretchChangesNothing() {
    var hours = WeeklyHours.officeHours
    for (from, to) in [(-15, 30), (600, 600), (700, 600), (1_400, 1_500)] {
      hours.paint(false, on: .monday, from: from, to: to)
    }
    #expect(hours == .officeHours)
  }
}
