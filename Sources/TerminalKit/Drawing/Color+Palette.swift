extension Color {
  /// The nearest color of the usual palette of 256: 16 to 255, which no terminal's settings change.
  ///
  /// The cube of 6 by 6 by 6 from 16 on, or the grays from 232 on, whichever is nearer.
  static func paletteIndex(_ red: Int, _ green: Int, _ blue: Int) -> Int {
    func step(_ value: Int) -> Int {
      cubeLevels.indices.min { abs(cubeLevels[$0] - value) < abs(cubeLevels[$1] - value) } ?? 0
    }
    let (r, g, b) = (step(red), step(green), step(blue))
    let gray = min(23, max(0, ((red + green + blue) / 3 - 3) / 10))
    func distance(_ r2: Int, _ g2: Int, _ b2: Int) -> Int {
      (r2 - red) * (r2 - red) + (g2 - green) * (g2 - green) + (b2 - blue) * (b2 - blue)
    }
    let shade = 8 + gray * 10
    return distance(shade, shade, shade) < distance(cubeLevels[r], cubeLevels[g], cubeLevels[b])
      ? 232 + gray : 16 + 36 * r + 6 * g + b
  }

  /// What xterm shows for a number of its palette, 0 to 255. Terminals differ in the first 16.
  static func palette(_ index: Int) -> Color {
    switch index {
    case 0..<16: Color(basic[index])
    case 16..<232:
      Color(
        cubeLevels[(index - 16) / 36], cubeLevels[(index - 16) / 6 % 6], cubeLevels[(index - 16) % 6])
    default: Color(8 + (index - 232) * 10, 8 + (index - 232) * 10, 8 + (index - 232) * 10)
    }
  }

  private init(_ red: Int, _ green: Int, _ blue: Int) {
    self.init(UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue))
  }

  private static let cubeLevels = [0, 95, 135, 175, 215, 255]

  private static let basic: [UInt32] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]
}

/// A style's colors as numbers of a terminal's palette; nil for the terminal's own color.
public struct PaletteColors: Hashable, Sendable {
  public var foreground: Int?
  public var background: Int?
}

extension Style {
  /// The style's colors in a palette of that depth: 0 to 7, 15 or 255.
  ///
  /// With 8 or 16 colors the nearest one often is the ground itself, and a selection would be lost. So a ground with a hue
  /// gets that hue, and text that could not be read on it becomes black or white. With direct color: 0xRRGGBB.
  public func colors(at depth: ColorDepth) -> PaletteColors {
    switch depth {
    case .none: PaletteColors()
    case .direct: PaletteColors(foreground: foreground.rgb, background: background.rgb)
    case .palette: PaletteColors(foreground: foreground.paletteIndex, background: background.paletteIndex)
    case .eight, .sixteen: fewColors(depth)
    }
  }

  private func fewColors(_ depth: ColorDepth) -> PaletteColors {
    let ground = background.basicIndex(brightest: depth.rawValue - 1, leastChroma: 20, isBright: false)
    guard let ground else {
      let text = foreground.basicIndex(brightest: depth.rawValue - 1, leastChroma: 60, isBright: false)
      return PaletteColors(foreground: text, background: nil)
    }
    let isDarkGround = Color.palette(ground).isDark
    let text = foreground.basicIndex(brightest: depth.rawValue - 1, leastChroma: 60, isBright: isDarkGround)
    guard let text, (Color.palette(text).contrast(to: .palette(ground)) ?? 21) < Color.readable else {
      return PaletteColors(foreground: text, background: ground)
    }
    return PaletteColors(foreground: isDarkGround ? depth.rawValue - 1 : 0, background: ground)
  }
}

extension Color {
  /// The least contrast of text that everyone can read (WCAG 2.1, 1.4.3).
  static let readable = 4.5

  fileprivate var rgb: Int? {
    components.map { $0.red << 16 | $0.green << 8 | $0.blue }
  }

  fileprivate var paletteIndex: Int? {
    components.map { Self.paletteIndex($0.red, $0.green, $0.blue) }
  }

  /// Whether white is read better on it than black.
  fileprivate var isDark: Bool {
    (contrast(to: Color(0xFFFFFF)) ?? 1) >= (contrast(to: Color(0)) ?? 21)
  }

  /// One of the first 8 or 16: by hue where there is enough of it, else the nearest gray.
  fileprivate func basicIndex(brightest: Int, leastChroma: Int, isBright: Bool) -> Int? {
    guard let (red, green, blue) = components else { return nil }
    let (low, high) = (min(red, green, blue), max(red, green, blue))
    guard high - low >= leastChroma else {
      let grays = brightest > 7 ? [0, 8, 7, 15] : [0, 7]
      func distance(_ index: Int) -> Int { abs((Color.palette(index).components?.green ?? 0) - green) }
      return grays.min { distance($0) < distance($1) }
    }
    // A little more than halfway: orange is rather yellow than red, which means an error.
    func bit(_ value: Int) -> Int { 20 * (value - low) > 9 * (high - low) ? 1 : 0 }
    let hue = bit(red) | bit(green) << 1 | bit(blue) << 2
    return isBright && brightest > 7 ? hue + 8 : hue
  }
}
