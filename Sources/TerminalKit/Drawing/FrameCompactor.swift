/// Makes the bytes that show a frame fewer, without changing what they show.
///
/// Neighboring SGR sequences (ECMA-48, 8.3.117) become one, what a later one overrides is left out, and so is the choice of a
/// character set that is chosen already. Everything else passes through as it is. Runs are not told by REP (8.3.103): tmux
/// repeats no character outside ASCII, whatever the terminal's description promises.
public struct FrameCompactor: Sendable {
  /// Whether ASCII is known to be the character set.
  private var isASCIIChosen = false
  /// SGR parameters that wait for something to be drawn with them.
  private var pending: [[UInt8]] = []
  private var result: [UInt8] = []

  public init() {}

  /// One frame, whole: no sequence may be split. O(bytes).
  public mutating func compact(_ bytes: [UInt8]) -> [UInt8] {
    result.removeAll(keepingCapacity: true)
    result.reserveCapacity(bytes.count)
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
    flush()
    return result
  }

  // MARK: Sequences

  private mutating func takeSequence(_ rest: inout ArraySlice<UInt8>) {
    let start = rest.startIndex
    guard start + 1 < rest.endIndex else { return pass(&rest, through: rest.endIndex) }
    switch rest[start + 1] {
    case UInt8(ascii: "["):
      guard let end = rest[(start + 2)...].firstIndex(where: { (0x40...0x7E).contains($0) }) else {
        return pass(&rest, through: rest.endIndex)
      }
      let parameters = rest[(start + 2)..<end]
      if rest[end] == UInt8(ascii: "m"),
        parameters.allSatisfy({ $0 == UInt8(ascii: ";") || (0x30...0x3A).contains($0) })
      {
        addColors(parameters)
        rest = rest[(end + 1)...]
      } else {
        // Erasing uses the colors; moving doesn't.
        let isMove = "ABCDEFGHdf".utf8.contains(rest[end])
        pass(&rest, through: end + 1, isColored: !isMove)
      }
    case UInt8(ascii: "(") where start + 2 < rest.endIndex:
      let isASCII = rest[start + 2] == UInt8(ascii: "B")
      if isASCII, isASCIIChosen {
        rest = rest[(start + 3)...]
      } else {
        isASCIIChosen = isASCII
        pass(&rest, through: start + 3)
      }
    default: pass(&rest, through: start + 2)
    }
  }

  private mutating func pass(_ rest: inout ArraySlice<UInt8>, through end: Int, isColored: Bool = true) {
    if isColored { flush() }
    result += rest[rest.startIndex..<end]
    rest = rest[end...]
  }

  // MARK: Colors and attributes

  private mutating func addColors(_ parameters: ArraySlice<UInt8>) {
    let numbers = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    var index = 0
    while index < numbers.count {
      // 38;5;n and 38;2;r;g;b are one, and so with 48.
      let extent =
        numbers[index] == [0x33, 0x38] || numbers[index] == [0x34, 0x38]
        ? numbers.indices.contains(index + 1) && numbers[index + 1] == [0x32] ? 5 : 3 : 1
      let unit = numbers[index..<min(index + extent, numbers.count)]
      add(Array(unit.joined(separator: [UInt8(ascii: ";")])))
      index += extent
    }
  }

  private mutating func add(_ unit: [UInt8]) {
    let kind = Kind(unit)
    switch kind {
    case .reset: pending.removeAll()
    case .foreground, .background: pending.removeAll { Kind($0) == kind }
    case .other: break
    }
    pending.append(unit.isEmpty ? [UInt8(ascii: "0")] : unit)
  }

  private enum Kind {
    case reset, foreground, background, other

    init(_ unit: [UInt8]) {
      let number = unit.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: ":") }
        .reduce(0) { min($0 * 10 + Int($1) - 0x30, 1_000) }
      switch number {
      case 0: self = .reset
      case 30...39, 90...97: self = .foreground
      case 40...49, 100...107: self = .background
      default: self = .other
      }
    }
  }

  private mutating func flush() {
    guard !pending.isEmpty else { return }
    result += [0x1B, UInt8(ascii: "[")]
    if pending != [[UInt8(ascii: "0")]] { result += pending.joined(separator: [UInt8(ascii: ";")]) }
    result.append(UInt8(ascii: "m"))
    pending.removeAll(keepingCapacity: true)
  }

  // MARK: Text

  private mutating func takeText(_ rest: inout ArraySlice<UInt8>) {
    flush()
    let end = rest.firstIndex { $0 < 0x20 || $0 == 0x7F } ?? rest.endIndex
    result += rest[..<end]
    rest = rest[end...]
  }
}
