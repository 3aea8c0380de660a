import TOMLKit

/// What a configuration says, and what is wrong with it. What is right counts, whatever else is wrong.
public struct ConfigurationDocument: Hashable, Sendable {
  public struct Found: Hashable, Sendable {
    /// Normalized.
    public var value: String
    public var place: Place
  }

  public private(set) var values: [Setting: Found] = [:]
  public private(set) var keys: [KeyLine] = []
  /// In the order of their places.
  public private(set) var problems: [Problem] = []
  /// Settings that the file names with a value that they don't take.
  public private(set) var misread: Set<Setting> = []

  /// Whether nothing of it could be read, for it is no TOML.
  public private(set) var isUnreadable = false

  /// More than a configuration could need; bytes.
  public static let largest = 1 << 20

  public init() {}

  /// A file that can't be read.
  public init(unreadable problem: Problem) {
    problems = [problem]
    isUnreadable = true
  }

  /// Reads a document. O(*n*).
  public init(_ bytes: [UInt8]) {
    guard bytes.count <= Self.largest else {
      self.init(
        unreadable: Problem("it is larger than 1 MiB, which no configuration is; remove what does not belong in it"))
      return
    }
    if let bad = Self.firstFlaw(in: bytes) {
      self.init(unreadable: bad)
      return
    }
    self.init()
    let text = String(decoding: bytes, as: UTF8.self)
    let root: TOMLTable
    do {
      root = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      // Its words can quote the text; one line of them is enough.
      let words = error.description.prefix { !$0.isNewline }.prefix(300)
      self.init(
        unreadable: Problem(
          "this is not TOML: \(words)",
          at: Place(line: max(1, error.source.begin.line), column: max(1, error.source.begin.column))))
      return
    } catch {
      self.init(unreadable: Problem("this is not TOML: \(error)"))
      return
    }
    let scanner = StatementScanner(Array(text.unicodeScalars))
    let places = Places(scanner)
    read(root, [], places)
    problems.sort { ($0.place ?? Place(line: 0, column: 0)) < ($1.place ?? Place(line: 0, column: 0)) }
    keys.sort { $0.place < $1.place }
  }

  private mutating func read(_ table: TOMLTable, _ path: [String], _ places: Places) {
    for key in table.keys {
      guard let value = table[key] else { continue }
      let path = path + [key]
      let name = path.joined(separator: ".")
      let place = places[path]
      if path.first == "keys" {
        readKeys(value, path, place, places)
      } else if let setting = Setting(rawValue: name) {
        read(value, as: setting, place)
      } else if let table = value.table, path.count == 1, Self.tables.contains(key) {
        read(table, path, places)
      } else {
        let near = nearest(to: name, among: Setting.allCases.map(\.rawValue) + ["keys"])
        problems.append(
          Problem(
            "nothing reads “\(Self.shortened(name))”"
              + (near.map { "; did you mean \($0)?" } ?? "; “tandem config” lists what can be set"), at: place,
            isWarning: true))
      }
    }
  }

  private static let tables = Set(Setting.allCases.map(\.table)).subtracting([""])

  private mutating func read(_ value: any TOMLValueConvertible, as setting: Setting, _ place: Place) {
    let text: String?
    let found: String
    switch setting.kind {
    case .flag: (text, found) = (value.bool.map { $0 ? "true" : "false" }, Self.words(value))
    case .number: (text, found) = (value.int.map { "\($0)" }, Self.words(value))
    case .text, .choice: (text, found) = (value.string, Self.words(value))
    }
    guard let text else {
      misread.insert(setting)
      let quotes =
        switch setting.kind {
        case .text: "text in quotes"
        case .choice(let words): "one of " + words.map { "\"\($0)\"" }.joined(separator: ", ") + ", in quotes"
        case .flag, .number: "\(setting.accepted), without quotes"
        }
      problems.append(Problem("\(setting.rawValue) must be \(quotes); it is \(found)", at: place))
      return
    }
    do {
      values[setting] = Found(value: try setting.normalized(text), place: place)
    } catch {
      misread.insert(setting)
      problems.append(Problem("\(error)", at: place))
    }
  }

  private mutating func readKeys(_ value: any TOMLValueConvertible, _ path: [String], _ place: Place, _ places: Places)
  {
    if let table = value.table {
      for key in table.keys {
        if let value = table[key] { readKeys(value, path + [key], places[path + [key]], places) }
      }
      return
    }
    let action = path.dropFirst().joined(separator: ".")
    if let text = value.string, !action.isEmpty {
      keys.append(KeyLine(action: action, keys: [text], place: place))
    } else if let array = value.array, !action.isEmpty, array.allSatisfy({ $0.string != nil }) {
      keys.append(KeyLine(action: action, keys: array.compactMap(\.string), place: place))
    } else {
      problems.append(
        Problem(
          "keys.\(Self.shortened(action)) must be a key in quotes or a list of them, such as [\"enter\", \"b\"]; "
            + "it is \(Self.words(value))", at: place))
    }
  }

  /// A value in a few characters.
  private static func words(_ value: any TOMLValueConvertible) -> String {
    switch value.type {
    case .table: "a table"
    case .array: "a list"
    case .string: "the text “\(shortened(value.string ?? ""))”"
    default: shortened("\(value.debugDescription)")
    }
  }

  private static func shortened(_ text: String) -> String {
    let line = text.prefix { !$0.isNewline }
    return line.count > 40 ? "\(line.prefix(40))…" : String(line)
  }

  /// The first byte that is no UTF-8, or no text at all.
  private static func firstFlaw(in bytes: [UInt8]) -> Problem? {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var (line, column) = (1, 1)
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar):
        if scalar == "\0" {
          return Problem("this is not text: there is a NUL character", at: Place(line: line, column: column))
        }
        column = scalar == "\n" ? 1 : column + 1
        if scalar == "\n" { line += 1 }
      case .emptyInput: return nil
      case .error:
        return Problem(
          "this is not UTF-8, which TOML must be; save the file in that encoding",
          at: Place(line: line, column: column))
      }
    }
  }
}

/// Where keys stand, by their path; what stands in an inline table has the place of the statement around it.
private struct Places {
  private var places: [[String]: Place] = [:]

  init(_ scanner: StatementScanner) {
    for header in scanner.headers where places[header.path] == nil { places[header.path] = header.place }
    for statement in scanner.statements { places[statement.path] = statement.place }
    // A table that only its parts name begins with the first of them.
    for statement in scanner.statements {
      for count in 1..<max(2, statement.path.count) {
        let path = Array(statement.path.prefix(count))
        if places[path] == nil { places[path] = statement.place }
      }
    }
    for header in scanner.headers {
      for count in 1..<max(2, header.path.count) {
        let path = Array(header.path.prefix(count))
        if places[path] == nil { places[path] = header.place }
      }
    }
  }

  subscript(path: [String]) -> Place {
    var path = path
    while !path.isEmpty {
      if let place = places[path] { return place }
      path.removeLast()
    }
    return Place(line: 1, column: 1)
  }
}
