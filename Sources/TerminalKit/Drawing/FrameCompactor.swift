/// Makes the bytes that show a frame fewer, without changing what they show.
///
/// Colors and attributes (SGR; ECMA-48, 8.3.117) are sent where they differ from those in force and something is drawn that
/// shows them: a blank shows only the background. The choice of a character set that is chosen already is left out.
/// Everything else passes through as it is. Runs are not told by REP (8.3.103): tmux repeats no character outside ASCII,
/// whatever the terminal's description promises.
public struct FrameCompactor: Sendable {
  /// Part of a frame, where it lies.
  typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

  /// Whether ASCII is known to be the character set.
  private var isASCIIChosen = false
  /// What the frame asks for.
  private var wanted = TerminalLook()
  /// What the terminal has; nil when that isn't known.
  private var sent: TerminalLook?
  /// Whether ``wanted`` is all there is to know: an order that isn't understood ends that until the next reset.
  private var isUnderstood = true
  private let isTakenBackSingly: Bool
  private var result: [UInt8] = []

  /// - Parameter isTakenBackSingly: whether the terminal has orders that end one attribute or color, as ECMA-48 has; a
  ///   reset does it everywhere, and then what stays must be said again.
  public init(isTakenBackSingly: Bool = false) { self.isTakenBackSingly = isTakenBackSingly }

  /// To be called when something else wrote to the terminal.
  public mutating func forget() { self = FrameCompactor(isTakenBackSingly: isTakenBackSingly) }

  /// One frame, whole: no sequence may be split. O(bytes).
  public mutating func compact(_ bytes: [UInt8]) -> [UInt8] {
    result.removeAll(keepingCapacity: true)
    result.reserveCapacity(bytes.count)
    bytes.withUnsafeBufferPointer { bytes in
      var rest = bytes[...]
      while let byte = rest.first {
        if byte == 0x1B {
          takeSequence(&rest)
        } else if byte < 0x20 || byte == 0x7F {
          // Moves of the cursor: colors can wait, but for a new line, which may scroll one in that has them.
          if byte == UInt8(ascii: "\n") { flush() }
          result.append(byte)
          rest = rest.dropFirst()
        } else {
          takeText(&rest)
        }
      }
    }
    flush()
    return result
  }

  // MARK: Sequences

  private mutating func takeSequence(_ rest: inout Bytes) {
    let start = rest.startIndex
    guard start + 1 < rest.endIndex else { return pass(&rest, through: rest.endIndex) }
    switch rest[start + 1] {
    case UInt8(ascii: "["):
      guard let end = rest[(start + 2)...].firstIndex(where: { (0x40...0x7E).contains($0) }) else {
        return pass(&rest, through: rest.endIndex)
      }
      switch Unicode.Scalar(rest[end]) {
      case "m": takeLook(&rest, parameters: rest[(start + 2)..<end])
      case "A", "B", "C", "D", "E", "F", "G", "H", "d", "f": pass(&rest, through: end + 1, shows: .nothing)
      case "J", "K", "X": pass(&rest, through: end + 1, shows: .background)
      default: pass(&rest, through: end + 1)
      }
    case UInt8(ascii: "(") where start + 2 < rest.endIndex:
      let isASCII = rest[start + 2] == UInt8(ascii: "B")
      if isASCII, isASCIIChosen {
        rest = rest[(start + 3)...]
      } else {
        isASCIIChosen = isASCII
        pass(&rest, through: start + 3, shows: .nothing)
      }
    default: pass(&rest, through: start + 2)
    }
  }

  /// What of the look can be seen in what follows.
  private enum Shown {
    case nothing, background, everything
  }

  private mutating func pass(_ rest: inout Bytes, through end: Int, shows: Shown = .everything) {
    show(shows)
    result += rest[rest.startIndex..<end]
    rest = rest[end...]
  }

  private mutating func takeLook(_ rest: inout Bytes, parameters: Bytes) {
    let starting = isUnderstood || TerminalLook.isReset(parameters) ? wanted : nil
    if let changed = starting?.applying(parameters) {
      wanted = changed
      if !isUnderstood { sent = nil }
      isUnderstood = true
    } else {
      flush()
      result += [0x1B, UInt8(ascii: "[")]
      result += parameters
      result.append(UInt8(ascii: "m"))
      isUnderstood = false
    }
    rest = rest[(parameters.endIndex + 1)...]
  }

  private mutating func show(_ shown: Shown) {
    switch shown {
    case .nothing: break
    case .background: if !(sent?.looksAlikeBlank(wanted) ?? false) { flushGround() }
    case .everything: flush()
    }
  }

  private mutating func flush() {
    guard isUnderstood, wanted != sent else { return }
    result += wanted.order(after: sent, isTakenBackSingly: isTakenBackSingly)
    sent = wanted
  }

  /// Sends no more than what a blank shows: its characters' color may never be needed.
  private mutating func flushGround() {
    guard isUnderstood, let known = sent, let ground = known.onGround(of: wanted) else { return flush() }
    result += ground.order(after: known, isTakenBackSingly: isTakenBackSingly)
    sent = ground
  }

  // MARK: Text

  private mutating func takeText(_ rest: inout Bytes) {
    let blanks = rest.prefix { $0 == UInt8(ascii: " ") }
    if !blanks.isEmpty {
      // Where characters follow in the same look, one order does for both.
      let isFollowed = blanks.endIndex < rest.endIndex && rest[blanks.endIndex] > 0x20 && rest[blanks.endIndex] != 0x7F
      if !isFollowed || sent?.looksAlikeBlank(wanted) ?? false { show(.background) } else { flush() }
      result += blanks
      rest = rest[blanks.endIndex...]
    }
    let end = rest.firstIndex { $0 <= 0x20 || $0 == 0x7F } ?? rest.endIndex
    guard end > rest.startIndex else { return }
    flush()
    result += rest[..<end]
    rest = rest[end...]
  }
}
