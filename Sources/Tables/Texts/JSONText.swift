import FoundationEssentials

/// Values as JSON text with sorted keys, for what the database only keeps.
enum JSONText {
  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  /// Empty for the value that most rows have, so that reading them costs nothing.
  static func encode<Value: Encodable & Equatable>(_ value: Value, unless usual: Value) throws -> String {
    value == usual ? "" : try encode(value)
  }

  static func decode<Value: Decodable>(_ text: String, or usual: Value) throws -> Value {
    text.isEmpty ? usual : try decode(Value.self, text)
  }
}
