import Mentoring
import Scheduling

/// One row's fields by column name, trimmed; reads them as values and keeps what is wrong with each.
struct CsvRow {
  let line: Int
  private let values: [String: String]
  private(set) var issues: [ImportIssue] = []

  init(line: Int, values: [String: String]) {
    self.line = line
    self.values = values
  }

  /// Keeps an issue about a field: its value quoted, then the message.
  mutating func refuse(_ column: String, _ value: String, _ message: String) {
    issues.append(ImportIssue(line: line, column: column, value: value, message: "\(quoted(value)) \(message)"))
  }

  /// A line of text; nil when the file doesn't have the column.
  mutating func text(_ column: String, longest: Int = 1_000) -> String? {
    guard let value = values[column] else { return nil }
    if let control = value.unicodeScalars.first(where: { $0.properties.generalCategory == .control }) {
      refuse(column, value, "holds the control character \(Self.code(control)); remove it")
    } else if value.count > longest {
      refuse(column, value, "is \(value.count) characters long; at most \(longest) are accepted")
    }
    return value
  }

  private static func code(_ scalar: Unicode.Scalar) -> String {
    let code = String(scalar.value, radix: 16, uppercase: true)
    return "U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code)"
  }

  /// A line of text that must not be empty; `what` says what is accepted.
  mutating func requiredText(_ column: String, longest: Int = 200, _ what: String) -> String {
    let value = text(column, longest: longest) ?? ""
    if value.isEmpty {
      issues.append(ImportIssue(line: line, column: column, value: "", message: "\(column) is empty; \(what)"))
    }
    return value
  }

  /// A login: no white space, no slash, no comma or semicolon, and nothing that can't be seen, for two that look alike would be two.
  mutating func login(_ column: String) -> String {
    let value = requiredText(column, longest: 64, "it is a login such as mia")
    if value.contains(where: { $0.isWhitespace || $0 == "/" || $0 == "," || $0 == ";" }) {
      refuse(
        column, value, "is no login; a login is one word without slash, comma or semicolon, such as mia or mia.chen")
    } else if let unseen = value.unicodeScalars.first(where: { $0.properties.generalCategory == .format }) {
      refuse(column, value, "holds the character \(Self.code(unseen)), which can't be seen; remove it")
    }
    return value
  }

  /// The name of a zone that `zones` knows; Windows's name of one is that zone.
  mutating func zone(_ column: String, _ zones: any ZoneProvider) -> String {
    let value = requiredText(column, "it is an IANA time zone such as Europe/Berlin")
    guard !value.isEmpty else { return value }
    do {
      _ = try zones.zone(named: value)
    } catch {
      let mapped = WindowsZones.ianaName(value)
      if let mapped, (try? zones.zone(named: mapped)) != nil { return mapped }
      let missing = mapped.map { "; that is \($0), which this system has no rules for" } ?? ""
      issues.append(ImportIssue(line: line, column: column, value: value, message: error.description + missing))
    }
    return value
  }

  /// Weekly hours; nil when the file doesn't have the column. The text may be empty.
  mutating func hours(_ column: String) -> (text: String, hours: WeeklyHours)? {
    guard let value = values[column] else { return nil }
    do {
      return (value, try WeeklyHours(value))
    } catch {
      issues.append(ImportIssue(line: line, column: column, value: value, message: error.description))
      return nil
    }
  }

  /// A whole number; the inner nil is an empty field.
  mutating func number(_ column: String, _ range: ClosedRange<Int>, _ what: String) -> Int?? {
    guard let value = values[column] else { return nil }
    guard !value.isEmpty else { return .some(nil) }
    guard let number = Int(value), range.contains(number) else {
      refuse(
        column, value,
        "is no \(what); accepted are whole numbers from \(range.lowerBound) to \(range.upperBound), or nothing")
      return nil
    }
    return number
  }

  /// One of a few words, of any case; the inner nil is an empty field.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(_ column: String) -> Choice??
  where Choice.RawValue == String {
    guard let value = values[column] else { return nil }
    guard !value.isEmpty else { return .some(nil) }
    guard let choice = Choice(rawValue: value.lowercased()) else {
      let accepted = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      refuse(column, value, "is no \(column); accepted are \(accepted), or nothing")
      return nil
    }
    return choice
  }

  /// Reads a value that may be missing; the inner nil is an empty field.
  mutating func value<Value>(_ column: String, _ read: (String) -> Value?, accepted: String) -> Value?? {
    guard let value = values[column] else { return nil }
    guard !value.isEmpty else { return .some(nil) }
    guard let result = read(value) else {
      refuse(column, value, accepted)
      return nil
    }
    return result
  }

  /// Skills parted by semicolons, each once.
  mutating func list(_ column: String) -> [String]? {
    guard let value = text(column, longest: 10_000) else { return nil }
    var seen: Set<String> = []
    return value.split(separator: ";").map { String($0).trimmed }
      .filter { !$0.isEmpty && seen.insert($0.lowercased()).inserted }
  }
}
