import CLibical
import Synchronization

/// The way into libical, with errors that are never fatal.
///
/// Several threads may parse at once. What libical 3.0.16 shares among threads then, as valgrind's helgrind finds it, is two
/// counters that number its lists and that nothing reads, and how an error of a malformed line is taken, which is never
/// fatal here whatever it says; its last error and its ring of buffers are each thread's own.
enum Libical {
  private static let lock = Mutex<Void>(())
  private static let setUp: Void = {
    icalerror_set_errors_are_fatal(0)
    // Its zones are set up when first asked for one: before there are threads.
    _ = icaltimezone_get_utc_timezone()
  }()

  /// Parses a component's text and lends it to `body`; nil when libical can make nothing of it.
  ///
  /// - Parameter text: content lines, ended by a NUL byte.
  static func withComponent<Result>(_ text: [UInt8], _ body: (OpaquePointer) -> Result?) -> Result? {
    _ = setUp
    return text.withUnsafeBytes { bytes in
      guard let start = bytes.bindMemory(to: CChar.self).baseAddress,
        let component = icalparser_parse_string(start)
      else { return nil }
      defer { icalcomponent_free(component) }
      return body(component)
    }
  }

  /// Runs `body` while nobody else does: who writes also asks for zones.
  static func exclusively(_ body: () -> Void) {
    _ = setUp
    lock.withLock { _ in body() }
  }
}
