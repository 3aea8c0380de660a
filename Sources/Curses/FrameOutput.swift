import CNcurses
import CTerminalGuard
import Glibc
import TerminalKit

/// What ncurses writes, gathered: a frame is one write to the terminal, and as short as it can be.
///
/// ncurses writes at each move of the cursor, and a reader that is quick shows half a frame. While a frame is made, its
/// output is a file in memory.
final class FrameOutput {
  /// ncurses' own stream to the terminal.
  let stream: UnsafeMutablePointer<FILE>
  private let descriptor: Int32
  private let memory: Int32
  /// Nil for a terminal whose colors are set in another way than ECMA-48's.
  private var compactor: FrameCompactor?

  init?() {
    let copy = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0, let stream = fdopen(copy, "w") else { return nil }
    self.stream = stream
    descriptor = copy
    memory = tandem_frame_open()
  }

  deinit {
    fclose(stream)
    if memory >= 0 { Glibc.close(memory) }
  }

  /// To be called when the terminal's capabilities are known.
  func begin() {
    if let reset = tandem_capability("sgr0"), String(cString: reset).contains("\u{1B}[") {
      // Who takes back one color without the other (39, 49) follows ECMA-48, and takes back attributes one by one too.
      let colorsOff = tandem_capability("op").map { String(cString: $0) } ?? ""
      compactor = FrameCompactor(isTakenBackSingly: colorsOff.contains("39;49"))
    }
  }

  /// To be called when something else wrote to the terminal.
  func forget() { compactor?.forget() }

  /// Sends what ncurses writes in `body` at once.
  ///
  /// - Parameter first: what is done when that is known, right before the first of it is written.
  func frame(first: () -> Void = {}, _ body: () -> Void) {
    guard memory >= 0, tandem_frame_point(descriptor, memory) >= 0 else {
      first()
      return body()
    }
    body()
    _ = tandem_frame_point(descriptor, STDOUT_FILENO)
    let count = Int(lseek(memory, 0, SEEK_CUR))
    lseek(memory, 0, SEEK_SET)
    guard count > 0 else { return first() }
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = max(0, pread(memory, buffer.baseAddress, count, 0))
    }
    let frame = compactor?.compact(bytes) ?? bytes
    first()
    Self.send(frame)
  }

  /// Writes all of it to the terminal.
  static func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { return }
      rest = rest.dropFirst(max(0, count))
    }
  }
}
