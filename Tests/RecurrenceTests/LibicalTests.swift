import Recurrence
import Scheduling
import TestSupport
import Testing

@Suite struct LibicalTests {
  private static let voice = LibicalVoice(limit: 30)

  private static func ours(_ question: LibicalVoice.Question) -> [CivilDateTime] {
    question.rule.occurrences(from: question.start, zone: .utc, in: question.start..<question.until)
      .prefix(voice.limit).map(\.start)
  }

  /// Where no known fault of libical's explains it, both say the same.
  @Test func everyDisagreementIsOfAKnownKind() throws {
    var random = SeededRandom(seed: 5_545)
    var questions: [LibicalVoice.Question] = []
    while questions.count < 400 {
      let rule = RandomRule.make(&random)
      let start = RandomRule.start(near: 20_500, &random)
      let until = CivilDateTime(reading: start.reading + RuleExpansionTests.length(for: rule))
      let question = LibicalVoice.Question(rule: rule, start: start, until: until)
      // Below a day it walks second by second to an occurrence that may be months away.
      let isBelowDay = [.hourly, .minutely, .secondly].contains(rule.frequency)
      if isBelowDay, Self.ours(question).count < Self.voice.limit { continue }
      questions.append(question)
    }
    var agreed = 0
    for (question, answer) in zip(questions, try Self.voice.answers(to: questions)) {
      let ours = Self.ours(question)
      let isExplained = !LibicalFault.kinds(of: question).isEmpty
      switch answer {
      case .readings(ours): agreed += isExplained ? 0 : 1
      // What never comes it may refuse, or search for without end.
      case .refused where ours.isEmpty, .lost where ours.count < Self.voice.limit: break
      default: #expect(isExplained, "\(question.rule) from \(question.start): \(answer), ours \(ours)")
      }
    }
    #expect(agreed > questions.count / 3)
  }

  /// One rule of each kind from Monday 2026-02-16T09:00, with what libical says and what the standard's table gives.
  @Test(arguments: [
    (
      LibicalFault.positionsBelowMonths, "FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=-1", "02-16 09:00, 02-20 09:00",
      "02-20 09:00, 02-27 09:00"
    ),
    (
      .positionsOfTimes, "FREQ=MONTHLY;BYDAY=TU;BYHOUR=9,15;BYSETPOS=1", "03-03 09:00, 03-03 15:00",
      "03-03 09:00, 04-07 09:00"
    ),
    (.daysFromEnd, "FREQ=DAILY;BYMONTHDAY=-1,20", "02-20 09:00, 03-20 09:00", "02-20 09:00, 02-28 09:00"),
    (.timesBelowDays, "FREQ=HOURLY;INTERVAL=7;BYHOUR=16,20", "02-16 20:00, 02-17 16:00", "02-16 16:00, 02-17 20:00"),
    (.monthDaysOfYear, "FREQ=YEARLY;BYMONTHDAY=20", "02-20 09:00, 02-20 09:00", "02-20 09:00, 03-20 09:00"),
    (.weekNumbers, "FREQ=YEARLY;BYWEEKNO=31", "10-31 09:00, 10-30 09:00", "07-27 09:00, 08-02 09:00"),
    (.yearDaysOfMonths, "FREQ=YEARLY;BYYEARDAY=60,100;BYMONTH=3", "refused", "03-01 09:00, 03-01 09:00"),
    (.leapSecond, "FREQ=DAILY;BYSECOND=0,60", "02-16 09:00, 02-16 09:01", "02-16 09:00, 02-17 09:00"),
    (.restOfFirstWeek, "FREQ=WEEKLY;INTERVAL=4;BYDAY=SU", "03-15 09:00, 04-12 09:00", "02-22 09:00, 03-22 09:00"),
    (.untilDate, "FREQ=DAILY;UNTIL=20260217", "02-16 09:00", "02-16 09:00, 02-17 09:00"),
  ])
  func aRuleOfEachKind(kind: LibicalFault, text: String, theirs: String, ours: String) throws {
    let start = try RuleExpansionTests.reading("2026-02-16")
    let question = LibicalVoice.Question(
      rule: try RecurrenceRule(text), start: start, until: CivilDateTime(reading: start.reading + 1_500 * 86_400))
    #expect(LibicalFault.kinds(of: question) == [kind])
    func told(_ readings: [CivilDateTime]) -> String {
      readings.prefix(2).map { "\($0.date.description.dropFirst(5)) \($0.time)" }.joined(separator: ", ")
    }
    #expect(told(Self.ours(question)) == ours)
    switch try Self.voice.answers(to: [question])[0] {
    case .readings(let readings): #expect(told(readings) == theirs)
    case .refused: #expect(theirs == "refused")
    case .lost: #expect(theirs == "lost")
    }
  }

  @Test func whatNeverComesItSearchesForWithoutEnd() throws {
    let start = try RuleExpansionTests.reading("2026-02-16")
    let question = LibicalVoice.Question(
      rule: try RecurrenceRule("FREQ=MONTHLY;BYDAY=5WE;BYMONTHDAY=25"), start: start,
      until: CivilDateTime(reading: start.reading + 86_400))
    #expect(try Self.voice.answers(to: [question, question]) == [.lost, .lost])
    #expect(question.rule.occurrences(from: start, zone: .utc).first { _ in true } == nil)
  }
}
