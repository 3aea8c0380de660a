import Glibc
import TerminalKit

/// Where results and messages go: results to standard output, everything else to standard error.
struct Output {
  let isJSON: Bool
  let isQuiet: Bool
  let usesColor: Bool
  /// Columns of the terminal; nil for a pipe, which gets lines of any length.
  let width: Int?

  init(_ options: GlobalOptions) {
    isJSON = options.json
    isQuiet = options.quiet
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let noColor = CommandEnvironment.variable("NO_COLOR") != nil || CommandEnvironment.variable("TERM") == "dumb"
    usesColor = options.color == .always || (options.color == .auto && isTerminal && !noColor)
    var window = winsize()
    width =
      isTerminal && ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0 && window.ws_col > 0
      ? Int(window.ws_col) : nil
  }

  func json(_ value: JSONValue) { Self.document(value) }

  func json(ifAsked fields: KeyValuePairs<String, JSONValue?>) {
    if isJSON { json(.fields(fields)) }
  }

  /// For errors that come before the options are read.
  static func document(_ value: JSONValue) { write(value.text() + "\n", to: STDOUT_FILENO) }

  /// One line: a break in what people wrote would begin another, which could be taken for the program's own.
  func line(_ text: String = "") { write(plain(text.replacing("\n", with: visible("\n"))) + "\n") }

  /// What people wrote in several lines.
  func lines(_ text: String) { write(plain(text) + "\n") }

  /// A whole document of another format, as it is; with `--json` as the value of a key.
  func text(_ text: String, key: String) {
    if isJSON { json(.object([(key, .string(text))])) } else { write(text) }
  }

  /// Words around a result; not with `--quiet` or `--json`.
  func note(_ text: String) {
    if !isQuiet, !isJSON { line(text) }
  }

  /// Help, and what shells complete with: as the parser wrote it.
  static func help(_ text: String) {
    CommandStage.reach(.looking)
    write(text + "\n", to: STDOUT_FILENO)
  }

  /// To standard error.
  static func message(_ text: String) { write(shown(text[...]) + "\n", to: STDERR_FILENO) }

  private func write(_ text: String) { Self.write(text, to: STDOUT_FILENO) }

  /// All of it; a reader that has gone away (`| head`) ends the program quietly. Messages that nobody can read change nothing: the exit
  /// code is then all that tells.
  private static func write(_ text: String, to file: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        guard file == STDOUT_FILENO else { return }
        let reason = errno
        if reason == EPIPE { exit(0) }
        let saved =
          switch CommandStage.current {
          case .looking, .preparing: ""
          case .begun, .asked:
            "; what the command changes, if it changes anything, is saved: “tandem history” tells it"
          }
        message("tandem: the result can't be written: \(String(cString: strerror(reason)))\(saved)")
        exit(1)
      }
      bytes = bytes.dropFirst(count)
    }
  }

  // MARK: Looks

  /// What people wrote steers no terminal: of escape codes only the program's own are sent, and none without colors.
  private func plain(_ text: String) -> String {
    guard usesColor else { return Self.shown(text[...]) }
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "\u{1B}") {
      result += Self.shown(rest[..<start])
      rest = rest[start...]
      let code = Self.codes.first { rest.hasPrefix($0) }
      result += code ?? Self.shown(rest.prefix(1))
      rest = rest.dropFirst(code?.count ?? 1)
    }
    return result + Self.shown(rest)
  }

  /// Without what would steer a terminal, but for line breaks and tabs.
  private static func shown(_ text: Substring) -> String {
    for separator in ["\n", "\t"] as [Character] where text.contains(separator) {
      return text.split(separator: separator, omittingEmptySubsequences: false).map(shown)
        .joined(separator: String(separator))
    }
    return visible(text)
  }

  private static let codes = ["0", "1", "2", "31", "32"].map { "\u{1B}[\($0)m" }

  func bold(_ text: String) -> String { styled(text, "1") }
  func dim(_ text: String) -> String { styled(text, "2") }
  func good(_ text: String) -> String { styled(text, "32") }
  func bad(_ text: String) -> String { styled(text, "31") }

  private func styled(_ text: String, _ code: String) -> String { usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }

  /// A table with straight columns, whatever the names are; the last column is cut at the terminal's edge.
  ///
  /// - Parameter optional: titles of columns that are left out where no row has anything in them.
  func table(_ header: [String], _ rows: [[String]], optional: Set<String> = []) {
    let shown = header.indices.filter { index in
      !optional.contains(header[index]) || rows.contains { index < $0.count && !$0[index].isEmpty }
    }
    let header = shown.map { header[$0] }
    let rows = rows.map { row in shown.compactMap { row.indices.contains($0) ? visible(row[$0]) : nil } }
    var widths = header.map { columnWidth($0) }
    for row in rows {
      for (index, cell) in row.enumerated() { widths[index] = max(widths[index], columnWidth(cell)) }
    }
    func text(_ cells: [String]) -> String {
      var line = cells.enumerated().map { index, cell in
        index == cells.count - 1 ? cell : fitted(cell, to: widths[index])
      }.joined(separator: "  ")
      if let width { line = truncated(line, to: width) }
      while line.last == " " { line.removeLast() }
      return line
    }
    if !isQuiet { line(bold(text(header))) }
    for row in rows { line(text(row)) }
  }
}
