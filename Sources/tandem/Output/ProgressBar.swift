import Glibc

/// A line on standard error that tells how far long work is; only on a terminal, and only after a moment.
final class ProgressBar {
  private let isShown: Bool
  private let began = ProgressBar.milliseconds()
  private var last = 0
  private var hasDrawn = false

  init(isShown: Bool) { self.isShown = isShown && isatty(STDERR_FILENO) == 1 }

  /// - Parameter share: from 0 to 1.
  func show(_ text: String, share: Double) {
    guard isShown else { return }
    let now = Self.milliseconds()
    guard now - began > 300, now - last > 80 else { return }
    last = now
    hasDrawn = true
    let filled = Int(min(1, max(0, share)) * 24)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
    Self.write("\r\u{1B}[K\(bar) \(Int(share * 100)) %  \(text)")
  }

  func clear() {
    if hasDrawn { Self.write("\r\u{1B}[K") }
    hasDrawn = false
  }

  /// Clears what any bar has drawn, and what the terminal echoed of the key that ended it.
  static func clearLine() {
    if isatty(STDERR_FILENO) == 1 { write("\r\u{1B}[K") }
  }

  private static func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  private static func milliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}
