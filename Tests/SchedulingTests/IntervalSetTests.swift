import Scheduling
import TestSupport
import Testing

/// A set of seconds as a bit each: the obvious implementation.
struct BitSet: Hashable {
  var bits: UInt64

  init(_ bits: UInt64) { self.bits = bits }

  init(_ set: IntervalSet) {
    bits = 0
    for interval in set.intervals {
      for second in interval.start.seconds..<interval.end.seconds { bits |= 1 << UInt64(second) }
    }
  }

  var intervals: [Interval] {
    (0..<64).filter { bits >> UInt64($0) & 1 == 1 }.map { Interval(start: Instant(seconds: $0), seconds: 1) }
  }
}

@Suite struct IntervalSetTests {
  /// Every pair of sets on a line of seven seconds, which covers all of Allen's relations between their intervals.
  @Test func algebraOnAShortLineIsThatOfBits() {
    let line = Interval(Instant(seconds: 0), Instant(seconds: 7))
    for left in 0..<UInt64(128) {
      let a = IntervalSet(BitSet(left).intervals)
      #expect(BitSet(a) == BitSet(left))
      #expect(BitSet(a.complement(in: line)) == BitSet(~left & 127))
      for right in 0..<UInt64(128) {
        let b = IntervalSet(BitSet(right).intervals)
        guard BitSet(a.union(b)) == BitSet(left | right), BitSet(a.intersection(b)) == BitSet(left & right),
          BitSet(a.subtracting(b)) == BitSet(left & ~right)
        else {
          Issue.record("wrong for \(left) and \(right)")
          return
        }
        for set in [a.union(b), a.intersection(b), a.subtracting(b)] {
          guard zip(set.intervals, set.intervals.dropFirst()).allSatisfy({ $0.end < $1.start }) else {
            Issue.record("intervals touch for \(left) and \(right)")
            return
          }
        }
      }
    }
  }

  @Test func questionsOnAShortLineAreThoseOfBits() {
    for bits in 0..<UInt64(128) {
      let set = IntervalSet(BitSet(bits).intervals)
      for start in 0..<7 {
        #expect(set.contains(Instant(seconds: Int64(start))) == (bits >> UInt64(start) & 1 == 1))
        for end in start + 1...7 {
          let mask = (UInt64(1) << UInt64(end)) - (UInt64(1) << UInt64(start))
          let interval = Interval(Instant(seconds: Int64(start)), Instant(seconds: Int64(end)))
          #expect(set.contains(interval) == (bits & mask == mask))
          #expect(set.overlaps(interval) == (bits & mask != 0))
          #expect(BitSet(set.clipped(to: interval)) == BitSet(bits & mask))
        }
      }
    }
  }

  @Test func unsortedAndOverlappingInputIsPutInOrder() {
    var random = SeededRandom(seed: 11)
    for _ in 0..<2_000 {
      let intervals = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        let start = Int64.random(in: 0..<50, using: &random)
        return Interval(start: Instant(seconds: start), seconds: Int.random(in: 1...13, using: &random))
      }
      let expected = intervals.reduce(UInt64(0)) { $0 | BitSet(IntervalSet($1)).bits }
      #expect(BitSet(IntervalSet(intervals)).bits == expected)
    }
  }
}
