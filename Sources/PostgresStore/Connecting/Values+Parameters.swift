import Tables

extension Values {
  /// Calls `body` with the values as libpq takes them: texts that end with a zero, nil for null.
  func withParameters<Result>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result) -> Result {
    var bytes: [CChar] = []
    var offsets: [Int?] = []
    offsets.reserveCapacity(list.count)
    for value in list {
      switch value {
      case .null:
        offsets.append(nil)
        continue
      case .integer(let number):
        offsets.append(bytes.count)
        bytes.append(contentsOf: String(number).utf8.lazy.map { CChar(bitPattern: $0) })
      case .text(let text):
        offsets.append(bytes.count)
        // A server keeps no zero bytes in text, and would take one for its end.
        bytes.append(contentsOf: text.utf8.lazy.filter { $0 != 0 }.map { CChar(bitPattern: $0) })
      }
      bytes.append(0)
    }
    return bytes.withUnsafeBufferPointer { buffer in
      let pointers = offsets.map { offset in offset.flatMap { offset in buffer.baseAddress.map { $0 + offset } } }
      return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
    }
  }
}
