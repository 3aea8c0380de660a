/// What the statements are called that a connection has prepared, by their text: the server keeps them under these names.
final class StatementNames {
  private var names: [String: String] = [:]
  private var count = 0

  func name(of sql: String) -> String? { names[sql] }

  /// A name that counts from now on: what is queued behind the preparation may use it already.
  func newName(for sql: String) -> String {
    count += 1
    let name = "s\(count)"
    names[sql] = name
    return name
  }

  /// The server refused it, or never came to it.
  func forget(_ sql: String) { names[sql] = nil }

  /// The text with the server's placeholders: `$1` for the first `?`, and for `?1`.
  func numbered(_ sql: String) -> String {
    var result = ""
    var number = 0
    var isQuoted = false
    var characters = Substring(sql)
    while let character = characters.popFirst() {
      if character == "'" { isQuoted.toggle() }
      guard character == "?", !isQuoted else {
        result.append(character)
        continue
      }
      let digits = characters.prefix { $0.isASCII && $0.isNumber }
      characters = characters.dropFirst(digits.count)
      number = Int(digits) ?? number + 1
      result += "$\(number)"
    }
    return result
  }
}
