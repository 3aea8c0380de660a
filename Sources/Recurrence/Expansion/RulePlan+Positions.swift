extension RulePlan {
  /// The places among `count` instances that BYSETPOS picks, ascending, each once.
  func places(among count: Int) -> [Int] {
    var places: [Int] = []
    places.reserveCapacity(positions.count)
    for position in positions {
      let place = position > 0 ? position - 1 : count + position
      if place >= 0, place < count { places.append(place) }
    }
    guard places.count > 1 else { return places }
    return Set(places).sorted()
  }

  /// How many of `count` instances of a period BYSETPOS leaves.
  func kept(of count: Int) -> Int { positions.isEmpty ? count : places(among: count).count }

  /// BYSETPOS applied to a period's bases times offsets. Instances in `gaps` are none, so they have no position either.
  func picked(_ bases: [Int64], gaps: [Range<Int64>]) -> [Int64] {
    let removed = gaps.map { (from: index(of: $0.lowerBound, in: bases), to: index(of: $0.upperBound, in: bases)) }
    let count = bases.count * offsets.count - removed.reduce(0) { $0 + $1.to - $1.from }
    return places(among: count).map { place in
      var index = place
      for gap in removed where index >= gap.from { index += gap.to - gap.from }
      return bases[index / offsets.count] + offsets[index % offsets.count]
    }
  }

  /// How many of bases times offsets are before a reading. O(log *n*).
  func index(of reading: Int64, in bases: [Int64]) -> Int {
    let base = lowerBound(bases, reading + 1) - 1
    guard base >= 0 else { return 0 }
    return base * offsets.count + lowerBound(offsets, reading - bases[base])
  }
}

/// How many of ascending numbers are below a value. O(log *n*).
func lowerBound(_ numbers: [Int64], _ value: Int64) -> Int {
  var (low, high) = (0, numbers.count)
  while low < high {
    let middle = (low &+ high) >> 1
    if numbers[middle] < value { low = middle &+ 1 } else { high = middle }
  }
  return low
}
