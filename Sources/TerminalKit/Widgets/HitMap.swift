/// What lies where on the screen, noted while drawing, so that a click finds what it means. What was drawn last is on top.
public struct HitMap<Target: Sendable>: Sendable {
  private var regions: [(rect: Rect, target: Target)] = []

  public init() {}

  public mutating func add(_ rect: Rect, _ target: Target) {
    if !rect.isEmpty { regions.append((rect, target)) }
  }

  /// Forgets what lies under a rectangle that now covers it, as a dialog does.
  public mutating func cover() { regions.removeAll() }

  public func target(at point: Point) -> Target? {
    regions.last { $0.rect.contains(point) }?.target
  }

  /// The region's own rectangle too, for places within it.
  public func hit(at point: Point) -> (rect: Rect, target: Target)? {
    regions.last { $0.rect.contains(point) }
  }
}
