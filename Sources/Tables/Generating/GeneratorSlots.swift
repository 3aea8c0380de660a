import Scheduling

/// Which of a week's times a generated program's people have given away.
///
/// Four slots a working day lie in the hours of every generated zone, winter and summer, and further apart than the
/// longest session and its buffer.
struct GeneratorSlots {
  /// A bit for each of a week's 20 slots.
  private var taken: [Key: UInt32] = [:]

  private struct Key: Hashable {
    let person: PersonID
    let week: Int
  }

  struct Slot {
    /// 0 to 19: four on each of five days.
    let index: Int
    /// Since Monday 00:00 UTC: at 9:00, 10:15, 11:30 and 12:45.
    var seconds: Int { index / 4 * 86_400 + 9 * 3_600 + index % 4 * 4_500 }
  }

  /// A slot that is free for all, within two a day and five a week; nil when none was found.
  mutating func take(_ week: Int, for people: [PersonID], _ random: inout GeneratorRandom) -> Slot? {
    let keys = people.map { Key(person: $0, week: week) }
    let weeks = keys.map { taken[$0] ?? 0 }
    guard weeks.allSatisfy({ $0.nonzeroBitCount < 5 }) else { return nil }
    for _ in 0..<12 {
      let index = random.next(20)
      let day: UInt32 = 0b1111 << UInt32(index / 4 * 4)
      guard weeks.allSatisfy({ $0 & (1 << UInt32(index)) == 0 && ($0 & day).nonzeroBitCount < 2 }) else { continue }
      for key in keys { taken[key, default: 0] |= 1 << UInt32(index) }
      return Slot(index: index)
    }
    return nil
  }
}

/// The same numbers for the same seed (SplitMix64).
struct GeneratorRandom {
  var state: UInt64

  /// 0 to `bound` - 1.
  mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
