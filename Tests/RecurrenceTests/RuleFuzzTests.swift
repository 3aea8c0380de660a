import Recurrence
import Scheduling
import TestSupport
import Testing

@Suite struct RuleFuzzTests {
  /// The standard's rules, and texts that were trouble to someone.
  private static let corpus: [[UInt8]] =
    (StandardExampleTests.examples.map(\.rule) + [
      "RRULE:FREQ=SECONDLY;COUNT=2147483647", "FREQ=YEARLY;BYDAY=-53SU,53MO;BYSETPOS=-366",
      "freq=daily;;until=99991231",
      "FREQ=MINUTELY;BYSECOND=60;INTERVAL=1000000000", "FREQ=DAILY;UNTIL=00000101T000000Z", "FREQ=WEEKLY;BYDAY=,MO",
      "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=1;BYYEARDAY=366", "FREQ=MONTHLY;BYMONTHDAY=-31;WKST=SU;RSCALE=GREGORIAN",
    ]).map { Array($0.utf8) }

  private static let pieces: [[UInt8]] = [
    ";", ",", "=", "-", "+", "0", "-1", "366", "99999999999999999999", "FREQ=", "DAILY", "SECONDLY", "BYSETPOS=",
    "BYDAY=",
    "2MO", "UNTIL=", "T", "Z", "\u{0}", "é", "RRULE:", "BYMONTH=2", "COUNT=1",
  ].map { Array($0.utf8) }

  private static func mutated(_ random: inout SeededRandom) -> String {
    func place(_ bytes: [UInt8]) -> Int { Int.random(in: 0...bytes.count, using: &random) }
    var bytes = corpus.randomElement(using: &random) ?? []
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let at = place(bytes)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: if at < bytes.count { bytes[at] = UInt8.random(in: 0...255, using: &random) }
      case 1: if at < bytes.count { bytes.remove(at: at) }
      case 2: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: at)
      case 3: bytes.removeSubrange(min(at, place(bytes))..<bytes.count)
      case 4:
        // The parts of one rule after those of another.
        bytes += [UInt8(ascii: ";")] + (corpus.randomElement(using: &random) ?? [])
      default:
        var parts = bytes.split(separator: UInt8(ascii: ";"))
        parts.shuffle(using: &random)
        bytes = Array(parts.joined(separator: [UInt8(ascii: ";")]))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whatever is thrown at the parser it refuses in one sentence, or reads as a rule that prints, counts and expands.
  @Test(arguments: 0..<8)
  func everyTextIsRefusedOrReadForGood(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let start = CivilDateTime(reading: 20_500 * 86_400 + 32_400)
    let window =
      CivilDateTime(
        reading: start.reading + 400 * 86_400)..<CivilDateTime(
        reading: start.reading + 800 * 86_400)
    var read = 0
    for _ in 0..<2_000 {
      let text = Self.mutated(&random)
      do {
        let rule = try RecurrenceRule(text)
        read += 1
        try rule.validate()
        #expect(try RecurrenceRule(rule.description) == rule, "\(text)")
        #expect(!rule.words(from: start).isEmpty)
        let first = rule.occurrences(from: start, zone: .utc, in: window).prefix(3).map(\.start)
        #expect(first.allSatisfy(window.contains) && first == first.sorted(), "\(text)")
      } catch {
        #expect(error.part.count <= 60 && !error.reason.isEmpty && !error.description.contains("\n"), "\(text)")
      }
    }
    // Enough of both, or the mutations miss their mark.
    #expect((100...1_400).contains(read), "\(read) were read")
  }

  @Test func longTextsCostNoMoreThanTheirLength() {
    for part in ["BYDAY=" + String(repeating: "MO,", count: 1_000_000), String(repeating: "X=1;", count: 1_000_000)] {
      #expect { try RecurrenceRule("FREQ=DAILY;" + part) } throws: {
        ($0 as? RecurrenceRuleError)?.part.count ?? 99 <= 60
      }
    }
  }
}
