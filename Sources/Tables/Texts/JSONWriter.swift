/// JSON text (RFC 8259) that is put together piece by piece, as bytes: what is appended to a `String` is checked each time.
struct JSONWriter {
  private var bytes: [UInt8] = []

  init() {
    // Most sessions are that long.
    bytes.reserveCapacity(512)
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Puts what is JSON already.
  mutating func put(_ json: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: json.utf8Start, count: json.utf8CodeUnitCount))
  }

  /// Puts what is JSON already.
  mutating func put(json: String) { bytes.append(contentsOf: json.utf8) }

  mutating func put(_ name: StaticString, _ number: Int64) {
    put(name)
    let first = bytes.count
    var rest = number.magnitude
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes[first...].reverse()
  }

  /// Puts a string. Only quotes, backslashes and control characters need escapes (RFC 8259, 7).
  mutating func put(_ name: StaticString, quoted text: String) {
    put(name)
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        put("\\u00")
        for digit in [byte >> 4, byte & 15] { bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
