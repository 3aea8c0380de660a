/// The looks of everything a view draws, by what it means and never by color.
public struct Theme: Hashable, Sendable {
  public enum Role: Int, CaseIterable, Hashable, Sendable {
    case text, muted, strong, accent, title, border, focusedBorder
    case tab, activeTab, statusLine, hintKey, hintText
    case selection, mutedSelection, cursor
    case mentor, mentee, free, session, pastSession, request, series, conflict, outsideHours, today, ghost
    case success, warning, error
    case field, focusedField, placeholder, match
  }

  public let name: String
  private let styles: [Style]

  public subscript(role: Role) -> Style { styles[role.rawValue] }

  /// - Parameter styles: those that are missing are as `text`.
  init(_ name: String, _ styles: [Role: Style]) {
    self.name = name
    let text = styles[.text] ?? .plain
    self.styles = Role.allCases.map { styles[$0] ?? text }
  }

  public static let all = [dark, light, highContrast, mono]

  public static func named(_ name: String) -> Theme? { all.first { $0.name == name } }

  public static let dark = colored(
    "dark", ground: 0x14171C, raised: 0x222831, text: 0xD8DEE6, muted: 0x97A1AF, strong: 0xFFFFFF, accent: 0x7FC8FF,
    mentor: 0x7EC7F2, mentee: 0xF2B179, free: 0x8FD694, request: 0xE3C86A, warning: 0xF2C14E, error: 0xFF8A80,
    selection: 0x2C4A66, border: 0x6B7686, session: 0x23452F)

  public static let light = colored(
    "light", ground: 0xFBFBF8, raised: 0xE9EBEE, text: 0x22272E, muted: 0x59626E, strong: 0x000000, accent: 0x0A5A9C,
    mentor: 0x0B5E94, mentee: 0x94470A, free: 0x1E6B2B, request: 0x735800, warning: 0x7A5200, error: 0xB3261E,
    selection: 0xC9E1F7, border: 0x6B7480, session: 0xD6EEDB)

  public static let highContrast = colored(
    "contrast", ground: 0x000000, raised: 0x000000, text: 0xFFFFFF, muted: 0xD9D9D9, strong: 0xFFFFFF, accent: 0x66D9FF,
    mentor: 0x66D9FF, mentee: 0xFFC266, free: 0x7CFF7C, request: 0xFFF07A, warning: 0xFFF07A, error: 0xFF9E9E,
    selection: 0x003C73, border: 0xFFFFFF, session: 0x003314)

  /// No color at all: bold, reverse, underline and dim carry what color does elsewhere, and signs carry the rest.
  public static let mono = Theme(
    "mono",
    [
      .text: .plain, .muted: Style(.standard, on: .standard, .dim), .strong: bold, .accent: bold, .title: bold,
      .border: Style(.standard, on: .standard, .dim), .focusedBorder: bold, .tab: .plain, .activeTab: reversed,
      .hintKey: bold, .selection: reversed, .mutedSelection: underlined, .cursor: reversed, .mentor: bold,
      .session: bold, .pastSession: Style(.standard, on: .standard, .dim), .request: underlined,
      .conflict: reversed.adding(.bold), .outsideHours: Style(.standard, on: .standard, .dim), .today: bold,
      .ghost: reversed, .success: bold, .warning: bold, .error: reversed, .field: underlined,
      .focusedField: underlined.adding(.bold), .placeholder: Style(.standard, on: .standard, .dim),
      .match: underlined, .statusLine: .plain, .hintText: Style(.standard, on: .standard, .dim),
    ])

  private static let bold = Style(.standard, on: .standard, .bold)
  private static let reversed = Style(.standard, on: .standard, .reverse)
  private static let underlined = Style(.standard, on: .standard, .underline)

  // The palettes of a theme: 0xRRGGBB each.
  private static func colored(
    _ name: String, ground: UInt32, raised: UInt32, text: UInt32, muted: UInt32, strong: UInt32, accent: UInt32,
    mentor: UInt32, mentee: UInt32, free: UInt32, request: UInt32, warning: UInt32, error: UInt32, selection: UInt32,
    border: UInt32, session: UInt32
  ) -> Theme {
    func style(_ color: UInt32, on ground: UInt32, _ attributes: Style.Attributes = []) -> Style {
      Style(Color(color), on: Color(ground), attributes)
    }
    return Theme(
      name,
      [
        .text: style(text, on: ground), .muted: style(muted, on: ground), .strong: style(strong, on: ground, .bold),
        .accent: style(accent, on: ground), .title: style(strong, on: ground, .bold),
        .border: style(border, on: ground), .focusedBorder: style(accent, on: ground),
        .tab: style(muted, on: raised), .activeTab: style(strong, on: selection, .bold),
        .statusLine: style(text, on: ground), .hintKey: style(accent, on: raised),
        .hintText: style(muted, on: raised), .selection: style(strong, on: selection, .bold),
        .mutedSelection: style(text, on: raised), .cursor: style(strong, on: selection, .bold),
        .mentor: style(mentor, on: ground), .mentee: style(mentee, on: ground), .free: style(free, on: ground),
        .session: style(strong, on: session), .pastSession: style(muted, on: raised),
        .request: style(request, on: ground, .italic), .series: style(accent, on: ground),
        .conflict: style(error, on: ground, [.bold, .reverse]), .outsideHours: style(muted, on: ground, .dim),
        .today: style(accent, on: ground, .bold), .ghost: style(strong, on: selection, .italic),
        .success: style(free, on: ground), .warning: style(warning, on: ground), .error: style(error, on: ground),
        .field: style(text, on: raised), .focusedField: style(strong, on: selection),
        .placeholder: style(muted, on: raised), .match: style(accent, on: ground, [.bold, .underline]),
      ])
  }
}
