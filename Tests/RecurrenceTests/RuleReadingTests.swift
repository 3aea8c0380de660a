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
    ("FREQ=YEARLY;BYDAY=-1FR,MO,+2TU,SU,MO", "FREQ=YEARLY;BYDAY=MO,SU,2TU,-1FR"),
    ("FREQ=DAILY;INTERVAL=1;WKST=MO", "FREQ=DAILY"),
    ("FREQ=DAILY;UNTIL=20161231T235960Z", "FREQ=DAILY;UNTIL=20161231T235959Z"),
    ("RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=OMIT", "FREQ=YEARLY"),
    (
      "FREQ=SECONDLY;BYSECOND=0,60;BYMINUTE=59;BYHOUR=0,23;BYDAY=SU;BYMONTHDAY=-31,31;BYYEARDAY=-366,366;BYMONTH=1,12;BYSETPOS=-366,366",
      "FREQ=SECONDLY;BYSECOND=0,60;BYMINUTE=59;BYHOUR=0,23;BYDAY=SU;BYMONTHDAY=-31,31;BYYEARDAY=-366,366;BYMONTH=1,12;BYSETPOS=-366,366"
    ),
  ])
  func readsAndPrints(text: String, printed: String) throws {
    #expect(try RecurrenceRule(text).description == printed)
  }

  /// The whole sentence, as people meet it.
  @Test(arguments: [
    ("FREQ=WEEKLY;BYDAY=MO,8XX", "“BYDAY=MO,8XX” in a recurrence rule: “8XX” is no weekday such as MO, 2TU or -1FR"),
    ("FREQ=MONTHLY;BYMONTHDAY=3,0", "“BYMONTHDAY=3,0” in a recurrence rule: “0” is not from -31 to 31, not 0"),
    ("FREQ=DAILY;COUNT=2;UNTIL=20260101", "“UNTIL=20260101” in a recurrence rule: COUNT and UNTIL exclude each other"),
    ("FREQ=DAILY;COUNT=0", "“COUNT=0” in a recurrence rule: COUNT is one number from 1 to 2147483647"),
    ("COUNT=2", "“COUNT=2” in a recurrence rule: FREQ is missing; it is DAILY, WEEKLY, MONTHLY or YEARLY"),
    ("FREQ=WEEKLY;BYMONTHDAY=3", "“BYMONTHDAY” in a recurrence rule: does not go with FREQ=WEEKLY"),
  ])
  func saysWhatIsWrong(text: String, sentence: String) {
    #expect { try RecurrenceRule(text) } throws: { ($0 as? RecurrenceRuleError)?.description == sentence }
  }

  /// Rules that were put together are held to the same.
  @Test func valuesOutOfBoundsAreNoRule() {
    var rule = RecurrenceRule(.monthly)
    #expect(throws: Never.self) { try rule.validate() }
    rule.months = [13]
    #expect { try rule.validate() } throws: { ($0 as? RecurrenceRuleError)?.part == "BYMONTH=13" }
    rule = RecurrenceRule(.daily)
    rule.end = .count(0)
    #expect { try rule.validate() } throws: { ($0 as? RecurrenceRuleError)?.part == "COUNT=0" }
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
    ("FREQ=YEARLY;BYWEEKNO=2;BYDAY=2MO", "BYDAY"), ("FREQ=DAILY;COUNT=1,2", "COUNT=1,2"),
    ("FREQ=DAILY;INTERVAL=+2", "INTERVAL=+2"), ("FREQ=DAILY;BYHOUR=-1", "BYHOUR=-1"),
    ("FREQ=DAILY;UNTIL=20261231T120099Z", "UNTIL=20261231T120099Z"), ("FREQ=DAıLY", "FREQ=DAıLY"),
    ("FREQ=DAILY;UNTIL=20261231T120000ZZ", "UNTIL=20261231T120000ZZ"),
    ("FREQ=DAILY;UNTIL=2026-12-31", "UNTIL=2026-12-31"),
    ("FREQ=YEARLY;RSCALE=CHINESE", "RSCALE=CHINESE"), ("FREQ=YEARLY;SKIP=FORWARD", "SKIP=FORWARD"),
    ("FREQ=DAILY;BYSETPOS=0;BYDAY=MO", "BYSETPOS=0"), ("FREQ=YEARLY;BYYEARDAY=367", "BYYEARDAY=367"),
    ("FREQ=YEARLY;BYDAY=54MO", "BYDAY=54MO"), ("FREQ=DAILY;BYDAY=MOO", "BYDAY=MOO"), ("FREQ=DAILY;WKST=1", "WKST=1"),
  ])
  func quotesWhatIsWrong(text: String, part: String) {
    #expect { try RecurrenceRule(text) } throws: { ($0 as? RecurrenceRuleError)?.part == part }
  }
}
