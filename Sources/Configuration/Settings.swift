/// Every setting with its value and where it came from: a flag, else the environment, else the file, else the standard.
public struct Settings: Hashable, Sendable {
  public enum Origin: Hashable, Sendable {
    case standard
    /// A line of the file; from 1.
    case file(line: Int)
    /// A variable of the environment.
    case environment(String)
    case flag(String)

    /// As lists show it.
    public var words: String {
      switch self {
      case .standard: "default"
      case .file(let line): "line \(line)"
      case .environment(let name): name
      case .flag(let name): name
      }
    }

    /// Whether it overrules the file.
    public var overrulesFile: Bool {
      switch self {
      case .environment, .flag: true
      case .standard, .file: false
      }
    }
  }

  public struct Choice: Hashable, Sendable {
    public var value: String
    public var origin: Origin
  }

  private var choices: [Setting: Choice] = [:]
  /// Of the table `keys`: an action's dotted name, and the keys that run it.
  public var keys: [KeyLine] = []

  public init() {}

  public subscript(setting: Setting) -> Choice {
    get { choices[setting] ?? Choice(value: setting.standard, origin: .standard) }
    set { choices[setting] = newValue }
  }

  /// Nil for an empty text.
  public func text(_ setting: Setting) -> String? {
    let value = self[setting].value
    return value.isEmpty ? nil : value
  }

  public func isOn(_ setting: Setting) -> Bool { self[setting].value == "true" }
  public func number(_ setting: Setting) -> Int { Int(self[setting].value) ?? Int(setting.standard) ?? 0 }

  /// The settings of a file, overruled by the environment, overruled by flags. Variables that mean nothing are as none;
  /// ``problems(variable:)`` tells them.
  ///
  /// - Parameters:
  ///   - variable: a variable of the environment; nil when it isn't set.
  ///   - flags: what was given on the command line.
  public init(
    _ document: ConfigurationDocument, variable: (String) -> String? = { _ in nil }, flags: [Setting: String] = [:]
  ) {
    keys = document.keys
    for setting in Setting.allCases {
      if let found = document.values[setting] {
        self[setting] = Choice(value: found.value, origin: .file(line: found.place.line))
      }
      for name in setting.variables {
        guard let text = variable(name), let value = try? setting.normalized(text) else { continue }
        self[setting] = Choice(value: value, origin: .environment(name))
        break
      }
      if let flag = flags[setting] {
        self[setting] = Choice(value: flag, origin: .flag(setting.flag ?? setting.rawValue))
      }
    }
  }

  /// The variables of the environment whose value no setting takes. An empty one counts as not set.
  public static func problems(variable: (String) -> String?) -> [Problem] {
    Setting.allCases.flatMap { setting in
      setting.variables.compactMap { name in
        guard let text = variable(name), !text.isEmpty else { return nil }
        do {
          _ = try setting.normalized(text)
          return nil
        } catch {
          return Problem("\(error)", in: name)
        }
      }
    }
  }
}
