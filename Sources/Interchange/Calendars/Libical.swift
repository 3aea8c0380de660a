import CLibical
import Synchronization

/// The way into libical: one caller at a time, for the library keeps some state of its own, and never fatal errors.
enum Libical {
  private static let lock = Mutex<Void>(())
  private static let setUp: Void = icalerror_set_errors_are_fatal(0)

  /// Parses a component's text and lends it to `body`; nil when libical can make nothing of it.
  ///
  /// - Parameter text: content lines, ended by a NUL byte.
  static func withComponent<Result>(_ text: [UInt8], _ body: (OpaquePointer) -> Result?) -> Result? {
    var result: Result?
    exclusively {
      text.withUnsafeBytes { bytes in
        guard let start = bytes.bindMemory(to: CChar.self).baseAddress,
          let component = icalparser_parse_string(start)
        else { return }
        defer { icalcomponent_free(component) }
        result = body(component)
      }
    }
    return result
  }

  /// Runs `body` while no one else uses the library.
  static func exclusively(_ body: () -> Void) {
    _ = setUp
    lock.withLock { _ in body() }
  }
}
