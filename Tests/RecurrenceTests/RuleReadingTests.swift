import Recurrence
import Scheduling
import TestSupport
import Testing

@Suite struct RuleReadingTests {
  @Test(arguments: [
    ("freq=weekly;byday=mo,we", "FREQ=WEEKLY;BYDAY=MO,WE"), ("RRULE:FREQ=DAILY;COUNT=3", "FREQ=DAILY;COUNT=3"),
    ("COUNT=3;FREQ=DAILY;", "FREQ=DAILY;COUNT=3"), ("FREQ=MONTHLY;BYDAY=+2TU,-1FR", "FREQ=MONTHLY;BYDAY=2TU,-1FR"),
    ("FREQ=DAILY;UNTIL=20261231", "FREQ=DAILY;UNTIL=20261231"),
    ("FREQ=DAILY;UNTIL=20261231T120000", "FREQ=DAILY;UNTIL=20261231T120000"),
    ("FREQ=DAILY;UNTIL=20261231T120000Z", "FREQ=DAILY;UNTIL=20261231T120000Z"),
    ("FREQ=YEARLY;BYWEEKNO=-1,1;WKST=SU", "FREQ=YEARLY;BYWEEKNO=-1,1;WKST=SU"),
    ("FREQ=MONTHLY;BYMONTHDAY=3,1,3", "FREQ=MONTHLY;BYMONTHDAY=1,3"),
  ])
  func readsAndPrints(text: String, printed: String) throws {
    #expect(try RecurrenceRule(text).description == printed)
  }

  @Test(arguments: [
    ("", ""), ("BYDAY=MO", "BYDAY=MO"), ("FREQ=FORTNIGHTLY", "FREQ=FORTNIGHTLY"), ("FREQ=DAILY;COUNT=0", "COUNT=0"),
    ("FREQ=DAILY;COUNT=-1", "COUNT=-1"), ("FREQ=DAILY;COUNT=99999999999", "COUNT=99999999999"),
    ("FREQ=DAILY;INTERVAL=0", "INTERVAL=0"), ("FREQ=DAILY;COUNT=2;UNTIL=20260101", "UNTIL=20260101"),
    ("FREQ=DAILY;UNTIL=20260230", "UNTIL=20260230"), ("FREQ=WEEKLY;BYDAY=8MO", "BYDAY"),
    ("FREQ=MONTHLY;BYDAY=0MO", "BYDAY=0MO"),
    ("FREQ=MONTHLY;BYDAY=XX", "BYDAY=XX"), ("FREQ=DAILY;BYWEEKNO=3", "BYWEEKNO"),
    ("FREQ=WEEKLY;BYMONTHDAY=3", "BYMONTHDAY"),
    ("FREQ=MONTHLY;BYYEARDAY=3", "BYYEARDAY"), ("FREQ=YEARLY;BYMONTH=13", "BYMONTH=13"),
    ("FREQ=DAILY;BYHOUR=24", "BYHOUR=24"),
    ("FREQ=DAILY;BYSETPOS=1", "BYSETPOS"), ("FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY"), ("FREQ=DAILY;X=1", "X=1"),
    ("FREQ=DAILY;COUNT", "COUNT"), ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY=0"),
    ("FREQ=DAILY;BYHOUR=1,,2", "BYHOUR=1,,2"),
    ("FREQ=YEARLY;BYWEEKNO=2;BYDAY=2MO", "BYDAY"),
  ])
  func quotesWhatIsWrong(text: String, part: String) {
    #expect { try RecurrenceRule(text) } throws: { ($0 as? RecurrenceRuleError)?.part == part }
  }

  /// Whatever is thrown at it, it answers.
  @Test func noiseIsRefusedOrRead() {
    var random = SeededRandom(seed: 99)
    let pieces = [
      "FREQ=", "DAILY", "YEARLY", ";", "BYDAY=", "COUNT=", "-", ",", "1", "MO", "=", "\u{0}", "é", "9999999999",
      "UNTIL=", "T", "Z",
    ]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      if let rule = try? RecurrenceRule(text) { #expect((try? RecurrenceRule(rule.description)) == rule) }
    }
  }
}
