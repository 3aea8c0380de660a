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
