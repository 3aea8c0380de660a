import TerminalKit

/// The theme and the characters that a calendar is drawn with.
struct CalendarLook: Sendable {
  let theme: Theme
  let glyphs: Glyphs
  /// Whether the store can't be reached, so that what is not read yet won't be soon.
  var isAway = false

  /// What stands where something is not read yet.
  func unread(_ usual: String) -> String { Context.unread(usual, isAway: isAway) }

  subscript(role: Theme.Role) -> Style { theme[role] }

  /// Words with the characters that a plain terminal lacks replaced.
  func plain(_ text: String) -> String {
    guard !glyphs.isUnicode, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    var result = ""
    for character in text {
      switch character {
      case "–", "—": result += "-"
      case "·": result += "|"
      case "×": result += "x"
      case "…": result += "..."
      case "“", "”": result += "\""
      case "→", "⇄": result += "->"
      default: result.append(character)
      }
    }
    return result
  }

  /// Fills the upper or the lower half of a row.
  var upperHalf: Unicode.Scalar { glyphs.isUnicode ? "▀" : "\"" }
  var lowerHalf: Unicode.Scalar { glyphs.isUnicode ? "▄" : "_" }
  /// The edges of the cursor.
  var cursorLeft: Unicode.Scalar { glyphs.isUnicode ? "▐" : "<" }
  var cursorRight: Unicode.Scalar { glyphs.isUnicode ? "▌" : ">" }
  /// Where somebody is away.
  var away: Unicode.Scalar { glyphs.isUnicode ? "▒" : "%" }
  /// Where the clocks skip an hour.
  var gap: Unicode.Scalar { glyphs.isUnicode ? "╱" : "/" }
}
