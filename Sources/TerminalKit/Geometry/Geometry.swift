/// A cell's place; columns and rows count from 0 at the top left.
public struct Point: Hashable, Sendable {
  public var x: Int
  public var y: Int

  public init(_ x: Int, _ y: Int) {
    self.x = x
    self.y = y
  }
}

/// Columns and rows, never negative.
public struct Size: Hashable, Sendable {
  public var width: Int
  public var height: Int

  public init(_ width: Int, _ height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
  }
}

/// A rectangle of cells; width and height are never negative.
public struct Rect: Hashable, Sendable {
  public var x: Int
  public var y: Int
  public var width: Int
  public var height: Int

  public init(_ x: Int, _ y: Int, _ width: Int, _ height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  public init(_ size: Size) { self.init(0, 0, size.width, size.height) }

  public var size: Size { Size(width, height) }
  public var maxX: Int { x + width }
  public var maxY: Int { y + height }
  public var isEmpty: Bool { width == 0 || height == 0 }

  public func contains(_ point: Point) -> Bool {
    point.x >= x && point.x < maxX && point.y >= y && point.y < maxY
  }

  public func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(left, top, min(maxX, other.maxX) - left, min(maxY, other.maxY) - top)
  }

  /// The rectangle without so many cells at each side.
  public func inset(_ columns: Int, _ rows: Int) -> Rect {
    Rect(x + columns, y + rows, width - 2 * columns, height - 2 * rows)
  }

  /// One row of it, counted from its top.
  public func row(_ index: Int) -> Rect { Rect(x, y + index, width, index < height ? 1 : 0) }

  /// Cuts off so many rows at the top, or columns at the left; the rest comes second.
  public func splitTop(_ rows: Int) -> (Rect, Rect) {
    let cut = min(max(0, rows), height)
    return (Rect(x, y, width, cut), Rect(x, y + cut, width, height - cut))
  }

  public func splitBottom(_ rows: Int) -> (rest: Rect, bottom: Rect) {
    let cut = min(max(0, rows), height)
    return (Rect(x, y, width, height - cut), Rect(x, maxY - cut, width, cut))
  }

  public func splitLeft(_ columns: Int) -> (Rect, Rect) {
    let cut = min(max(0, columns), width)
    return (Rect(x, y, cut, height), Rect(x + cut, y, width - cut, height))
  }

  /// A rectangle of at most that size in the middle of this one.
  public func centered(_ size: Size) -> Rect {
    let width = min(size.width, self.width)
    let height = min(size.height, self.height)
    return Rect(x + (self.width - width) / 2, y + (self.height - height) / 2, width, height)
  }
}

/// A part's claim to space when a length is divided.
public enum Share: Hashable, Sendable {
  case fixed(Int)
  /// What remains, divided by weight, but never under a minimum.
  case flexible(weight: Int, minimum: Int)

  public static var rest: Share { .flexible(weight: 1, minimum: 0) }
}

/// Divides `length` among `shares`, in order; the sum is `length` where the claims allow, and never more.
public func divide(_ length: Int, among shares: [Share]) -> [Int] {
  var fixed = 0
  var weights = 0
  for share in shares {
    switch share {
    case .fixed(let cells): fixed += cells
    case .flexible(let weight, _): weights += weight
    }
  }
  let free = max(0, length - fixed)
  var given = 0
  var seen = 0
  var result = shares.map { share -> Int in
    switch share {
    case .fixed(let cells): return cells
    case .flexible(let weight, let minimum):
      // Rounding by running sums leaves no cell over.
      seen += weight
      let upTo = weights == 0 ? 0 : free * seen / weights
      defer { given = upTo }
      return max(minimum, upTo - given)
    }
  }
  var excess = result.reduce(0, +) - length
  for index in result.indices.reversed() where excess > 0 {
    let cut = min(excess, result[index])
    result[index] -= cut
    excess -= cut
  }
  return result
}
