/// What can be set in `config.toml`. The raw value is the dotted key there.
public enum Setting: String, CaseIterable, Hashable, Sendable {
  case theme, colors, clock
  case firstWeekday = "first-weekday"
  case zones, ascii, mouse
  case database, login, editor
  case bookingLength = "booking.length"
  case mailCommand = "mail.command"

  /// What values a setting takes.
  public enum Kind: Hashable, Sendable {
    /// Any text on one line; empty stands for none.
    case text
    /// One of some words.
    case choice([String])
    case flag
    /// A whole number within bounds.
    case number(ClosedRange<Int>, unit: String)
  }

  public var kind: Kind {
    switch self {
    case .database, .login, .editor, .mailCommand: .text
    case .theme: .choice(["auto", "dark", "light", "contrast", "mono"])
    case .colors: .choice(["auto", "truecolor", "256", "16", "8", "none"])
    case .clock: .choice(["auto", "24h", "12h"])
    case .firstWeekday:
      .choice(["auto", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
    case .zones: .choice(["both", "mine"])
    case .ascii, .mouse: .flag
    case .bookingLength: .number(5...480, unit: "minutes")
    }
  }

  /// The value without a flag, a variable or a line of the file.
  public var standard: String {
    switch self {
    case .database, .login, .editor, .mailCommand: ""
    case .theme, .colors, .clock, .firstWeekday: "auto"
    case .zones: "both"
    case .ascii: "false"
    case .mouse: "true"
    case .bookingLength: "60"
    }
  }

  /// What an empty text, or `auto`, comes to.
  public var meaningOfStandard: String? {
    switch self {
    case .database: "tandem.db in the data folder"
    case .login: "your login on this system"
    case .editor: "vi"
    case .mailCommand: "no mail is sent"
    case .theme: "by the terminal's background, dark where it is not told"
    case .colors: "what the terminal can show"
    case .clock, .firstWeekday: "as the locale has it"
    default: nil
    }
  }

  /// One sentence without a full stop, for the settings screen and the default file.
  public var help: String {
    switch self {
    case .database: "The database file to open"
    case .login: "As whom you act"
    case .editor: "The program that edits text, as a shell runs it"
    case .theme: "The colors of the interface"
    case .colors: "How many colors the terminal shows"
    case .clock: "How times are written"
    case .firstWeekday: "The day a week begins with"
    case .zones: "The clocks beside the calendar: yours and the other side's, or yours alone"
    case .ascii: "Draw with plain ASCII characters only"
    case .mouse: "Take the mouse; without it the terminal selects text as usual"
    case .bookingLength: "Minutes of a new session where its pair has no usual length"
    case .mailCommand: "A program that sends mail, such as \"msmtp -a work\", to invite the other side"
    }
  }

  /// The flag of the command line that overrules it.
  public var flag: String? {
    switch self {
    case .database: "--db"
    case .login: "--as"
    case .theme: "--theme"
    case .colors: "--color"
    case .bookingLength: "--length"
    default: nil
    }
  }

  /// The variables of the environment that overrule the file, the first that is set.
  public var variables: [String] {
    switch self {
    case .database: ["TANDEM_DB"]
    case .login: ["TANDEM_AS"]
    case .editor: ["VISUAL", "EDITOR"]
    case .theme: ["TANDEM_THEME"]
    case .clock: ["TANDEM_CLOCK"]
    case .firstWeekday: ["TANDEM_FIRST_WEEKDAY"]
    case .mouse: ["TANDEM_MOUSE"]
    case .mailCommand: ["TANDEM_MAIL_COMMAND"]
    case .colors, .zones, .ascii, .bookingLength: []
    }
  }

  /// Its table in the file; empty for the root.
  var table: String { rawValue.split(separator: ".").count > 1 ? String(rawValue.prefix { $0 != "." }) : "" }
  /// Its key within the table.
  var leaf: String { rawValue.split(separator: ".").last.map(String.init) ?? rawValue }

  /// The words it takes, as an error tells them.
  public var accepted: String {
    switch kind {
    case .text: "text on one line"
    case .choice(let words): Self.list(words)
    case .flag: "true or false"
    case .number(let range, let unit): "a whole number from \(range.lowerBound) to \(range.upperBound) (\(unit))"
    }
  }

  private static func list(_ words: [String]) -> String {
    words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " or " + words[words.count - 1]
  }

  /// A value as people write it, in the one form that is kept: `on` is `true`, `24` is `24h`, `mon` is `monday`.
  ///
  /// - Throws: ``SettingError`` that quotes it.
  public func normalized(_ text: String) throws(SettingError) -> String {
    let error = SettingError(setting: self, found: text)
    let word = text.lowercased()
    switch kind {
    case .text:
      guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }), text.utf8.count <= 4_096
      else { throw error }
      return text
    case .choice(let words):
      if words.contains(word) { return word }
      if self == .clock, words.contains(word + "h") { return word + "h" }
      if self == .firstWeekday, word.count >= 2, let day = words.dropFirst().first(where: { $0.hasPrefix(word) }) {
        return day
      }
      throw error
    case .flag:
      if ["true", "on", "yes", "1"].contains(word) { return "true" }
      if ["false", "off", "no", "0"].contains(word) { return "false" }
      throw error
    case .number(let range, _):
      guard let number = Int(text), range.contains(number) else { throw error }
      return String(number)
    }
  }

  /// A normalized value as TOML writes it.
  func literal(_ value: String) -> String {
    switch kind {
    case .flag, .number: value
    case .text, .choice:
      // Strings of ours hold no control characters, so these two are all that a basic string escapes.
      "\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
  }
}

/// A value that a setting doesn't take.
public struct SettingError: Error, Hashable, CustomStringConvertible {
  public let setting: Setting
  public let found: String

  public var description: String {
    let shown = found.count > 40 ? String(found.prefix(40)) + "…" : found
    let quoted = shown.map { $0.isNewline ? "⏎" : String($0) }.joined()
    return "\(setting.rawValue) is “\(quoted)”; it takes \(setting.accepted)"
  }
}
