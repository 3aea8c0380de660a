import Mentoring
import Recurrence
import Scheduling
import SystemZones
import TestSupport
import Testing

/// How series are written, as they would be said.
@Suite struct RepeatPhraseTests {
  private let now = Company().now

  private func read(_ text: String) throws -> String {
    try RepeatPhrase(text, now: now, zone: Company.zones.zone(named: "Europe/Berlin")).rule.description
  }

  @Test(arguments: [
    ("weekly, 6 times", "FREQ=WEEKLY;COUNT=6"), ("Weekly x6", "FREQ=WEEKLY;COUNT=6"),
    ("every week for 3 times", "FREQ=WEEKLY;COUNT=3"), ("every 2 weeks x 4", "FREQ=WEEKLY;INTERVAL=2;COUNT=4"),
    ("every other week, 4 sessions", "FREQ=WEEKLY;INTERVAL=2;COUNT=4"),
    ("fortnightly 5 times", "FREQ=WEEKLY;INTERVAL=2;COUNT=5"),
    ("every tue until 31 mar", "FREQ=WEEKLY;UNTIL=20270331;BYDAY=TU"),
    ("every tuesday 2 times", "FREQ=WEEKLY;COUNT=2;BYDAY=TU"),
    ("monthly until 1 jun", "FREQ=MONTHLY;UNTIL=20270601"), ("every day, 5 times", "FREQ=DAILY;COUNT=5"),
  ])
  func isRead(text: String, rule: String) throws { #expect(try read(text) == rule) }

  @Test(arguments: [
    ("weekly", "say when it ends, as in “weekly, 6 times”"), ("sometimes", "write for example “weekly, 6 times”"),
    ("every", "write for example"), ("every 0 weeks x2", "write for example"), ("every blue moon", "write for example"),
    ("weekly 0 times", "say how often"), ("weekly often", "say how often"),
    ("weekly until 31 feb", "“31 feb” is no date"),
    ("weekly until fri 14:00", "leave the time out"), ("", "write for example"),
    ("weekly x99999999999999999999", "say how often"),
  ])
  func isAnswered(text: String, words: String) {
    #expect { try read(text) } throws: { "\($0)".contains(words) }
  }
}
