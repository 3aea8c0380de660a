import Scheduling

/// The text of a reminder with places to be filled in: `{time} {partner} {topic}`.
public struct ReminderTemplate: Hashable, Sendable {
  /// What can be filled in.
  public enum Field: String, CaseIterable, Sendable {
    case text, kind, time, day
    case distance = "in"
    case partner, topic, room, id, person, at
  }

  public struct TemplateError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String
  }

  private enum Part: Hashable, Sendable {
    case literal(String)
    case field(String)
  }

  private let parts: [Part]

  /// - Parameter text: `{{` and `}}` stand for braces, `\n` and `\t` for a new line and a tab.
  /// - Throws: ``TemplateError`` for a field that there isn't, or a brace that is not closed.
  public init(_ text: String) throws(TemplateError) {
    var parts: [Part] = []
    var literal = ""
    var rest = Substring(text)
    while let character = rest.popFirst() {
      switch (character, rest.first) {
      case ("{", "{"), ("}", "}"):
        literal.append(character)
        rest.removeFirst()
      case ("\\", "n"), ("\\", "t"):
        literal.append(rest.removeFirst() == "n" ? "\n" : "\t")
      case ("{", _):
        guard let end = rest.firstIndex(of: "}") else {
          throw TemplateError(description: "“{\(rest.prefix(20))” has no closing brace; write {{ for a brace itself")
        }
        let name = String(rest[..<end])
        guard Field(rawValue: name) != nil else {
          let known = Field.allCases.map { "{\($0.rawValue)}" }.joined(separator: " ")
          throw TemplateError(description: "there is no {\(name)}; a reminder has \(known)")
        }
        parts += [.literal(literal), .field(name)]
        literal = ""
        rest = rest[rest.index(after: end)...]
      default: literal.append(character)
      }
    }
    self.parts = parts + [.literal(literal)]
  }

  /// The text for one reminder.
  public func text(_ value: (Field) throws -> String) rethrows -> String {
    try parts.map { part in
      switch part {
      case .literal(let text): text
      case .field(let name): try Field(rawValue: name).map(value) ?? ""
      }
    }.joined()
  }
}
