/// Where blocks of one day stand that overlap in time: side by side, or as one where they would be too narrow.
struct BlockLayout: Hashable, Sendable {
  /// A block's place: rows in halves from the top of the day, columns from the left of the day.
  struct Place: Hashable, Sendable {
    /// Positions of the blocks it stands for, the first one named.
    let blocks: [Int]
    let halfRows: Range<Int>
    let columns: Range<Int>

    /// How many blocks are not named.
    var hidden: Int { blocks.count - 1 }
  }

  /// Blocks narrower than this are drawn as one.
  static let narrowest = 6

  let places: [Place]

  /// - Parameters:
  ///   - blocks: half rows of each, in any order.
  ///   - width: columns of the day.
  /// - Complexity: O(*n* log *n*).
  init(_ blocks: [Range<Int>], width: Int) {
    var places: [Place] = []
    var group: [Int] = []
    var groupEnd = Int.min
    let order = blocks.indices.sorted {
      (blocks[$0].lowerBound, -blocks[$0].upperBound, $0) < (blocks[$1].lowerBound, -blocks[$1].upperBound, $1)
    }
    for index in order {
      if blocks[index].lowerBound >= groupEnd, !group.isEmpty {
        places += Self.arrange(group, blocks, width)
        group = []
      }
      group.append(index)
      groupEnd = max(groupEnd, blocks[index].upperBound)
    }
    if !group.isEmpty { places += Self.arrange(group, blocks, width) }
    self.places = places
  }

  /// Places a group in which each overlaps another.
  private static func arrange(_ group: [Int], _ blocks: [Range<Int>], _ width: Int) -> [Place] {
    // Each goes to the first lane that is free again; as many lanes as are deep at the deepest point.
    var laneEnds: [Int] = []
    var lanes: [Int] = []
    for index in group {
      let lane = laneEnds.firstIndex { $0 <= blocks[index].lowerBound } ?? laneEnds.count
      if lane == laneEnds.count { laneEnds.append(0) }
      laneEnds[lane] = blocks[index].upperBound
      lanes.append(lane)
    }
    let depth = laneEnds.count
    guard depth == 1 || (depth < 3 && width / depth >= narrowest) else {
      let start = group.map { blocks[$0].lowerBound }.min() ?? 0
      let end = group.map { blocks[$0].upperBound }.max() ?? 0
      return [Place(blocks: group, halfRows: start..<end, columns: 0..<width)]
    }
    return zip(group, lanes).map { index, lane in
      let columns = (width * lane / depth)..<(width * (lane + 1) / depth)
      return Place(blocks: [index], halfRows: blocks[index], columns: columns)
    }
  }
}
