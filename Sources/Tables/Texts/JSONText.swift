import FoundationEssentials

/// Values as JSON text with sorted keys, for what the database only keeps.
enum JSONText {
  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// - Throws: ``DamagedRow`` for a text that holds no such value.
  static func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch let error as DecodingError {
      throw DamagedRow(what: words(error))
    }
  }

  private static func words(_ error: DecodingError) -> String {
    func place(_ path: [any CodingKey]) -> String { path.map(\.stringValue).joined(separator: ".") }
    return switch error {
    case .keyNotFound(let key, _): "a text without “\(key.stringValue)”"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? "a text that is none of its own" : "a text whose “\(place(context.codingPath))” is none"
    @unknown default: "a text that is none of its own"
    }
  }

  /// Empty for the value that most rows have, so that reading them costs nothing.
  static func encode<Value: Encodable & Equatable>(_ value: Value, unless usual: Value) throws -> String {
    value == usual ? "" : try encode(value)
  }

  static func decode<Value: Decodable>(_ text: String, or usual: Value) throws -> Value {
    text.isEmpty ? usual : try decode(Value.self, text)
  }
}
