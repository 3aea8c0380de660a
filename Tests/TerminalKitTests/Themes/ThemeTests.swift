import Testing

@testable import TerminalKit

@Suite("Themes")
struct ThemeTests {
  /// Lines and bars, which are no text; 3:1 is asked of them (WCAG 2.1, 1.4.11).
  private static let lines: Set<Theme.Role> = [.border, .focusedBorder]

  @Test(
    "can be read: each text at least 4.5 to 1, at every depth of color", arguments: Theme.all,
    [ColorDepth.eight, .sixteen, .palette, .direct])
  func contrast(_ theme: Theme, _ depth: ColorDepth) {
    for role in Theme.Role.allCases {
      let style = theme[role]
      let colors = style.colors(at: depth)
      guard let text = colors.foreground, let ground = colors.background else { continue }
      func shown(_ index: Int) -> Color { depth == .direct ? Color(UInt32(index)) : .palette(index) }
      let contrast = shown(text).contrast(to: shown(ground)) ?? 0
      #expect(contrast >= (Self.lines.contains(role) ? 3 : 4.5), "\(theme.name) \(role): \(contrast)")
    }
  }

  @Test("tell what is selected from what is not, at every depth", arguments: Theme.all, ColorDepth.allCases)
  func selection(_ theme: Theme, _ depth: ColorDepth) {
    // A colored theme without any color is replaced by mono.
    guard depth > .none || theme.name == "mono" else { return }
    for role in [Theme.Role.selection, .cursor, .activeTab, .focusedField] {
      let (one, other) = (theme[role], theme[role == .activeTab ? .tab : .text])
      #expect(
        one.colors(at: depth).background != other.colors(at: depth).background || one.attributes != other.attributes)
      if theme.name != "mono" {
        #expect(
          one.colors(at: depth).background != other.colors(at: depth).background, "\(theme.name) \(role) \(depth)")
      }
    }
  }

  @Test("use no color at all in mono, and tell roles apart all the same")
  func mono() {
    for role in Theme.Role.allCases {
      #expect(Theme.mono[role].foreground == .standard && Theme.mono[role].background == .standard)
    }
    for role in [Theme.Role.selection, .cursor, .conflict, .error, .session, .request, .activeTab, .field] {
      #expect(Theme.mono[role] != Theme.mono[.text], "\(role)")
    }
  }

  @Test("are found by name") func names() {
    #expect(Theme.all.map(\.name) == ["dark", "light", "contrast", "mono"])
    for theme in Theme.all { #expect(Theme.named(theme.name) == theme) }
    #expect(Theme.named("neon") == nil)
  }

  @Test("measure contrast as WCAG does")
  func formula() throws {
    #expect(abs((Color(0xFFFFFF).contrast(to: Color(0)) ?? 0) - 21) < 0.001)
    #expect(abs((Color(0x777777).contrast(to: Color(0xFFFFFF)) ?? 0) - 4.478) < 0.001)
    #expect(abs((Color(0xFF0000).contrast(to: Color(0xFFFFFF)) ?? 0) - 3.998) < 0.001)
    #expect(Color.standard.contrast(to: Color(0)) == nil)
  }

  @Test("keep the palette's own colors as they are")
  func palette() {
    for index in 16..<256 {
      let color = Color.palette(index)
      let style = Style(color, on: .standard)
      #expect(Color.palette(style.colors(at: .palette).foreground ?? 0) == color)
      #expect(style.colors(at: .palette).background == nil)
    }
  }
}
