import CNcurses
import CTerminalGuard
import Glibc
public import TerminalKit

/// The terminal the program runs in: shows canvases, reads events, and is given back as it was whatever happens.
///
/// Belongs to the thread that opened it; only ``wake()`` may be called from others. There is one at a time, as there is
/// one ncurses.
public final class Terminal {
  /// What came in, or why nothing did.
  public enum Input: Hashable, Sendable {
    case event(Event)
    /// Another thread called ``wake()``.
    case woken
    /// The time ran out.
    case nothing
    /// The terminal is gone.
    case closed
  }

  public private(set) var size: Size
  /// Whether the locale can show more than ASCII.
  public let isUnicode: Bool
  /// What the terminal shows, or less where the user asked for less.
  public let depth: ColorDepth

  private let screen: OpaquePointer
  private let output: FrameOutput
  private let signals: Int32
  private var decoder = InputDecoder()
  private var ready: [Event] = []
  private var shown: Canvas?
  private var pairs = ColorPairs()
  private var isCursorShown = true
  private var isOpen = true
  private let knowsMouse: Bool
  public private(set) var isMouseOn = false

  /// Milliseconds after which an escape is a key of its own.
  private static let escapeDelay: Int32 = 25

  /// - Parameter wantedDepth: what the user asked for; nil decides by the environment and the terminal's type.
  /// - Throws: ``TerminalError``; nothing was written then.
  public init(wantedDepth: ColorDepth? = nil, usesMouse: Bool = true) throws(TerminalError) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
    let type = getenv("TERM").map { String(cString: $0) } ?? ""
    guard !type.isEmpty, type != "dumb" else { throw .tooSimple(type) }
    isUnicode = tandem_is_utf8() != 0
    var saved = termios()
    tcgetattr(STDIN_FILENO, &saved)
    Self.boundSize()
    guard let output = FrameOutput(), let screen = tandem_open(type, output.stream) else { throw .unknown(type) }
    guard tandem_capability("cup") != nil else {
      endwin()
      delscreen(screen)
      throw .tooSimple(type)
    }
    self.screen = screen
    self.output = output
    output.begin()
    tandem_set_modes()
    depth = Self.startColors(wanted: wantedDepth)
    knowsMouse = tandem_capability("kmous") != nil
    let restore = Self.restoreBytes(knowsMouse: knowsMouse)
    signals = restore.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { chars in
        withUnsafePointer(to: saved) { tandem_guard_install(STDOUT_FILENO, $0, chars.baseAddress, chars.count) }
      }
    }
    size = Self.windowSize()
    tandem_resize(Int32(max(1, size.height)), Int32(max(1, size.width)))
    output.frame { tandem_refresh() }
    startModes(mouse: usesMouse)
  }

  deinit { close() }

  /// Gives the terminal back. May be called more than once.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    giveBack()
    tandem_guard_remove()
    delscreen(screen)
  }

  // MARK: Showing

  /// Shows a canvas of the terminal's size; only what differs from the one before is sent.
  public func paint(_ canvas: Canvas) {
    guard isOpen else { return }
    output.frame { draw(canvas) }
    shown = canvas
  }

  private func draw(_ canvas: Canvas) {
    let height = min(canvas.size.height, max(1, size.height))
    let width = min(canvas.size.width, max(1, size.width))
    canvas.forEachCell(unlike: shown, in: Rect(0, 0, width, height)) { put($0, $1, $2) }
    if let cursor = canvas.cursor, cursor.x < width, cursor.y < height {
      showCursor(true)
      tandem_move(Int32(cursor.y), Int32(cursor.x))
    } else {
      showCursor(false)
    }
    tandem_refresh()
  }

  /// Makes the next ``paint(_:)`` send all of the screen, where something else wrote into it.
  public func redraw() {
    shown = nil
    output.forget()
    tandem_redraw()
  }

  private func put(_ cell: Cell, _ x: Int, _ y: Int) {
    var (base, marks) = (cell.scalar, cell.marks)
    if !isUnicode, base.value > 0x7E || marks.0 != "\0" {
      // One sign a column, so that the columns stay straight.
      (base, marks) = (base.value > 0x7E ? "?" : base, ("\0", "\0", "\0", "\0"))
      if cell.width == 2 { tandem_put(Int32(y), Int32(x + 1), base.value, 0, 0, 0, 0, 0, 0) }
    }
    tandem_put(
      Int32(y), Int32(x), base.value, marks.0.value, marks.1.value, marks.2.value, marks.3.value,
      UInt32(cell.style.attributes.rawValue), pairs.pair(for: cell.style, depth: depth))
  }

  private func showCursor(_ isShown: Bool) {
    guard isShown != isCursorShown else { return }
    isCursorShown = isShown
    curs_set(isShown ? 1 : 0)
  }

  // MARK: Reading

  /// The next event; waits up to so many milliseconds, for ever when nil. Costs nothing while it waits.
  public func next(timeout: Int?) -> Input {
    if !ready.isEmpty { return .event(ready.removeFirst()) }
    var rest = timeout.map { Int32(clamping: $0) } ?? -1
    while true {
      var sources = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
      ]
      let isWaitingForMore = decoder.isPending
      let count = poll(&sources, 2, isWaitingForMore ? Self.escapeDelay : rest)
      if count < 0 {
        // A signal: what it means stands in the pipe.
        if errno == EINTR { continue }
        return .closed
      }
      if sources[1].revents != 0, let input = takeSignals() { return input }
      if sources[0].revents & Int16(POLLIN) != 0 {
        guard readInput() else { return .closed }
      } else if sources[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 {
        return .closed
      } else if count == 0 {
        guard isWaitingForMore else { return .nothing }
        ready += decoder.flush(at: Self.milliseconds())
      }
      if !ready.isEmpty { return .event(ready.removeFirst()) }
      if timeout != nil, count == 0 { rest = 0 }
    }
  }

  /// Has a file, or a folder that is empty by then, removed when a signal ends the program; at most eight, in this order.
  public static func removeAtDeath(_ path: String) { _ = tandem_guard_remove_at_death(path) }

  /// Makes ``next(timeout:)`` return; from any thread.
  public static func wake() { tandem_guard_wake() }

  private func readInput() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 4_096)
    let count = read(STDIN_FILENO, &chunk, chunk.count)
    guard count > 0 else { return count < 0 && (errno == EINTR || errno == EAGAIN) }
    ready += decoder.feed(chunk[..<count], at: Self.milliseconds())
    return true
  }

  private func takeSignals() -> Input? {
    var chunk = [UInt8](repeating: 0, count: 256)
    let count = read(signals, &chunk, chunk.count)
    guard count > 0 else { return nil }
    let bytes = chunk[..<count]
    if bytes.contains(UInt8(ascii: "t")) { suspend() }
    if bytes.contains(UInt8(ascii: "c")) || bytes.contains(UInt8(ascii: "t")) { resume() }
    if bytes.contains(where: { $0 != UInt8(ascii: "m") }) { remeasure() }
    // Woken and resized at once: the size first, the rest is found when it is drawn.
    return ready.isEmpty ? .woken : nil
  }

  private func remeasure() {
    size = Self.windowSize()
    tandem_resize(Int32(max(1, size.height)), Int32(max(1, size.width)))
    shown = nil
    output.forget()
    tandem_redraw()
    ready.append(.resize(size))
  }

  // MARK: Stopping

  /// Stops the program as Ctrl-Z does, with the terminal as it was; returns when it is continued.
  public func suspend() {
    giveBack()
    tandem_guard_stop()
  }

  /// Lets another program have the terminal, as it was before this one; takes it back, and the size anew, afterwards.
  ///
  /// Ctrl-Z stops both together, as the shell expects of one job.
  public func lend<Result>(_ body: () -> Result) -> Result {
    giveBack()
    tandem_guard_lend()
    defer {
      resume()
      remeasure()
    }
    return body()
  }

  private func resume() {
    shown = nil
    output.forget()
    tandem_redraw()
    // A frame goes to memory first, which has no modes that ncurses could set. Until it is written the terminal is as it was
    // given back: whatever ends the program before then has nothing to put right.
    let takeBack = {
      tandem_guard_take_back()
      _ = reset_prog_mode()
    }
    output.frame(first: takeBack) { tandem_refresh() }
    startModes(mouse: isMouseOn)
  }

  // MARK: Modes

  /// Switches the mouse; off, the terminal selects text as usual.
  public func setMouse(_ isOn: Bool) {
    guard knowsMouse, isOn != isMouseOn else { return }
    isMouseOn = isOn
    Self.send(isOn ? Self.mouseOn : Self.mouseOff)
  }

  // Presses and drags, with places beyond column 223 (SGR 1006); pastes in brackets.
  private static let mouseOn = "\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h"
  private static let mouseOff = "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l"

  private func startModes(mouse: Bool) {
    guard knowsMouse else { return }
    Self.send("\u{1B}[?2004h")
    isMouseOn = mouse
    if mouse { Self.send(Self.mouseOn) }
  }

  private func stopModes() {
    guard knowsMouse else { return }
    Self.send((isMouseOn ? Self.mouseOff : "") + "\u{1B}[?2004l")
  }

  /// The terminal as it was. Where it has no other screen for programs, the shell goes on in the last line, which is made empty for it.
  private func giveBack() {
    stopModes()
    endwin()
    FrameOutput.send(Self.lastLine)
  }

  /// Empties the line that the cursor is on, where the terminal has one screen alone.
  private static var lastLine: [UInt8] {
    guard tandem_capability("rmcup") == nil, let capability = tandem_capability("el") else { return [] }
    return withoutPadding("\r" + String(cString: capability))
  }

  private static func send(_ text: String) { FrameOutput.send(Array(text.utf8)) }

  /// What a dying process sends: modes off, colors and attributes off, cursor shown, the other screen back, and the arrow
  /// keys as they were.
  private static func restoreBytes(knowsMouse: Bool) -> [UInt8] {
    var text = knowsMouse ? mouseOff + "\u{1B}[?2004l" : ""
    for name in ["sgr0", "cnorm", "rmcup", "rmkx"] {
      if let capability = tandem_capability(name) { text += String(cString: capability) }
    }
    // A dying process's cursor is anywhere: on such a terminal the shell goes on in the last line, and not in the middle of the screen.
    let isPlain = tandem_capability("rmcup") == nil
    if isPlain, tandem_capability("cup").map({ String(cString: $0).hasPrefix("\u{1B}[%i") }) ?? false {
      text += "\u{1B}[999;1H"
    }
    return withoutPadding(text) + (isPlain ? lastLine : []) + [13]
  }

  /// Padding such as `$<2>` is for tputs, and would be text elsewhere.
  private static func withoutPadding(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.first {
      if rest.starts(with: Array("$<".utf8)), let end = rest.firstIndex(of: UInt8(ascii: ">")) {
        rest = rest[(end + 1)...]
      } else {
        bytes.append(byte)
        rest = rest.dropFirst()
      }
    }
    return bytes
  }

  private static func startColors(wanted: ColorDepth?) -> ColorDepth {
    let noColor = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    if wanted == ColorDepth.none || (wanted == nil && noColor) { return .none }
    guard tandem_start_colors() != 0 else { return .none }
    let colors = Int(tandem_colors())
    let shown = ColorDepth.allCases.last { $0.rawValue <= colors } ?? .none
    return wanted.map { min($0, shown) } ?? shown
  }

  private static func windowSize() -> Size {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
      return Size(80, 24)
    }
    return Size(min(Int(window.ws_col), largest.width), min(Int(window.ws_row), largest.height))
  }

  /// No screen is larger; whoever says that theirs is would have every frame drawn into gigabytes.
  private static let largest = Size(1_000, 500)

  /// Has curses take no larger screen than that, which asks the terminal itself unless it is told.
  private static func boundSize() {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0 else { return }
    if window.ws_col > largest.width { setenv("COLUMNS", String(largest.width), 1) }
    if window.ws_row > largest.height { setenv("LINES", String(largest.height), 1) }
  }

  private static func milliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}
