import Recurrence
import Scheduling
import Testing

@Suite struct RuleWordsTests {
  @Test(arguments: [
    ("FREQ=DAILY", "every day"),
    ("FREQ=DAILY;COUNT=1", "every day, once"),
    ("FREQ=DAILY;INTERVAL=3;UNTIL=20261231", "every 3 days, until 31 December 2026"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=6;BYDAY=TU", "every 2 weeks on Tuesday, 6 times"),
    ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "every week on Monday, Wednesday and Friday"),
    ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
    ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=10", "every weekday, 10 times"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR", "every 2 weeks on weekdays"),
    ("FREQ=WEEKLY;UNTIL=20261231T230000Z", "every week, until 31 December 2026"),
    ("FREQ=WEEKLY;BYDAY=MO;BYMONTH=3,4", "every week on Monday in March and April"),
    ("FREQ=MONTHLY;BYDAY=2TU", "every month on the second Tuesday"),
    ("FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU", "every 2 months on the first and last Sunday"),
    ("FREQ=MONTHLY;BYDAY=-2MO", "every month on the second to last Monday"),
    ("FREQ=MONTHLY;BYDAY=TU", "every month on Tuesdays"),
    ("FREQ=MONTHLY;BYMONTHDAY=2,15", "every month on the 2nd and 15th"),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day of the month"),
    ("FREQ=MONTHLY;BYMONTHDAY=10,11,12,13", "every month on the 10th to 13th"),
    ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "every month on Fridays that are the 13th"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "every month on the last weekday"),
    ("FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3", "every month on the third Tuesday, Wednesday or Thursday"),
    ("FREQ=YEARLY;BYMONTH=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", "every year on the first weekday in March"),
    ("FREQ=YEARLY;BYMONTH=3,4;BYDAY=SU;BYSETPOS=-1", "every year on the last Sunday of all in March and April"),
    ("FREQ=MONTHLY;BYMONTHDAY=1,2;BYSETPOS=1", "every month on the 1st and 2nd, only the first of them"),
    ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24", "every year on 24 December"),
    ("FREQ=YEARLY;BYDAY=20MO", "every year on the 20th Monday of the year"),
    ("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "every year on the last Sunday in March"),
    ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "every year on Monday in week 20 of the year"),
    ("FREQ=YEARLY;BYWEEKNO=1,-1;BYDAY=MO", "every year on Monday in week 1 and the last week of the year"),
    ("FREQ=YEARLY;BYYEARDAY=1,100,-1", "every year on day 1 and 100 of the year and the last day of the year"),
    ("FREQ=DAILY;BYDAY=SA,SU", "every day, only on Saturday and Sunday"),
    ("FREQ=DAILY;BYMONTH=1", "every day, only in January"),
    ("FREQ=DAILY;BYHOUR=9,16;BYMINUTE=0,40", "every day at 09:00, 09:40, 16:00 and 16:40"),
    ("FREQ=DAILY;BYHOUR=9", "every day, in hour 9"),
    ("FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,16", "every 20 minutes, in hours 9 to 12 and 16"),
    ("FREQ=HOURLY;BYMINUTE=0,30;BYDAY=MO", "every hour, only on Monday, at minutes 0 and 30"),
    ("FREQ=SECONDLY;BYSECOND=11", "every second, at second 11"),
  ])
  func speaksPlainly(rule: String, words: String) throws {
    #expect(try RecurrenceRule(rule).words() == words)
  }

  /// 2026-11-24 is a Tuesday.
  @Test(arguments: [
    ("FREQ=DAILY", "every day"), ("FREQ=WEEKLY;COUNT=6", "every week on Tuesday, 6 times"),
    ("FREQ=MONTHLY", "every month on the 24th"), ("FREQ=YEARLY", "every year on 24 November"),
    ("FREQ=YEARLY;BYMONTH=3,4", "every year on the 24th in March and April"),
    ("FREQ=YEARLY;BYWEEKNO=3", "every year on Tuesday in week 3 of the year"),
    ("FREQ=DAILY;BYHOUR=9", "every day at 09:30"),
  ])
  func theStartSuppliesWhatIsLeftOpen(rule: String, words: String) throws {
    let start = try #require(CivilDateTime(year: 2026, month: 11, day: 24, hour: 14, minute: 30))
    #expect(try RecurrenceRule(rule).words(from: start) == words)
  }

  @Test func anInstantIsToldAsTheZonesDate() throws {
    let zone = ZoneRules(name: "east", fixedOffset: 7_200, abbreviation: "E")
    #expect(
      try RecurrenceRule("FREQ=DAILY;UNTIL=20261231T230000Z").words(zone: zone) == "every day, until 1 January 2027")
  }
}
