/// A color as a view asks for it; the terminal shows the nearest it has.
public struct Color: Hashable, Sendable {
  /// 0 the terminal's own; else 0x1RRGGBB.
  let code: UInt32

  /// Whatever the terminal uses by itself.
  public static let standard = Color(code: 0)

  init(code: UInt32) { self.code = code }

  /// 0xRRGGBB.
  public init(_ rgb: UInt32) { code = 0x100_0000 | (rgb & 0xFF_FFFF) }

  /// Red, green and blue, 0 to 255; nil for the terminal's own.
  public var components: (red: Int, green: Int, blue: Int)? {
    guard code != 0 else { return nil }
    return (Int(code >> 16 & 0xFF), Int(code >> 8 & 0xFF), Int(code & 0xFF))
  }

  /// WCAG 2.1 contrast ratio of two colors, 1 to 21; nil where one is the terminal's own.
  public func contrast(to other: Color) -> Double? {
    guard let one = luminance, let two = other.luminance else { return nil }
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  /// Relative luminance by WCAG 2.1, with the 2.4 power approximated by squares and roots.
  private var luminance: Double? {
    guard let (red, green, blue) = components else { return nil }
    func linear(_ value: Int) -> Double {
      let share = Double(value) / 255
      guard share > 0.03928 else { return share / 12.92 }
      let base = (share + 0.055) / 1.055
      // base^2.4 = base^2 * (base^2)^(1/5); the fifth root by Newton's steps.
      let square = base * base
      var root = 0.7
      for _ in 0..<24 { root -= (root * root * root * root * root - square) / (5 * root * root * root * root) }
      return square * root
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
}

/// How many colors a terminal shows.
public enum ColorDepth: Int, Hashable, Sendable, Comparable, CaseIterable {
  case none = 0
  case eight = 8
  case sixteen = 16
  case palette = 256
  case direct = 16_777_216

  public static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.rawValue < right.rawValue }
}

extension Color {
  /// The nearest color of the usual palette of that depth: 0 to 7, 15 or 255; nil for the terminal's own.
  public func index(at depth: ColorDepth) -> Int? {
    guard let (red, green, blue) = components else { return nil }
    switch depth {
    case .none: return nil
    case .eight: return Self.nearest(red, green, blue, in: Self.basic.prefix(8))
    case .sixteen: return Self.nearest(red, green, blue, in: Self.basic[...])
    case .palette, .direct: return Self.paletteIndex(red, green, blue)
    }
  }

  /// The colors that xterm gives 0 to 15; others vary, and only nearness matters.
  private static let basic: [(Int, Int, Int)] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
    (255, 255, 255),
  ]

  private static func nearest(_ red: Int, _ green: Int, _ blue: Int, in colors: ArraySlice<(Int, Int, Int)>) -> Int {
    func distance(_ color: (Int, Int, Int)) -> Int {
      let (dr, dg, db) = (color.0 - red, color.1 - green, color.2 - blue)
      return 2 * dr * dr + 4 * dg * dg + 3 * db * db
    }
    return colors.indices.min { distance(colors[$0]) < distance(colors[$1]) } ?? 7
  }

  /// The cube of 6 by 6 by 6 from 16 on, or the grays from 232 on, whichever is nearer.
  private static func paletteIndex(_ red: Int, _ green: Int, _ blue: Int) -> Int {
    let levels = [0, 95, 135, 175, 215, 255]
    func step(_ value: Int) -> Int { levels.indices.min { abs(levels[$0] - value) < abs(levels[$1] - value) } ?? 0 }
    let (r, g, b) = (step(red), step(green), step(blue))
    let average = (red + green + blue) / 3
    let gray = min(23, max(0, (average - 3) / 10))
    func distance(_ r2: Int, _ g2: Int, _ b2: Int) -> Int {
      (r2 - red) * (r2 - red) + (g2 - green) * (g2 - green) + (b2 - blue) * (b2 - blue)
    }
    let shade = 8 + gray * 10
    return distance(shade, shade, shade) < distance(levels[r], levels[g], levels[b])
      ? 232 + gray : 16 + 36 * r + 6 * g + b
  }
}
