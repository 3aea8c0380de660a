/// Turns the bytes that a terminal sends into events.
///
/// Knows what xterm, tmux, screen, the Linux console and a VT100 send; whatever it doesn't know is swallowed whole, so
/// that it never appears as text. Bytes may come in pieces of any size: a sequence that is not complete waits, and only
/// a lone escape needs ``flush(at:)`` after a short time without input to be told from the beginning of one. Memory is
/// bounded by the longest paste.
public struct InputDecoder: Sendable {
  private var buffer: [UInt8] = []
  /// Where in the buffer the next event begins.
  private var head = 0
  private var mode = Mode.keys
  private var lastFeed = 0
  private var clicks = ClickCounter()

  private enum Mode: Hashable {
    case keys
    /// Inside a bracketed paste, with what came of it so far.
    case paste([UInt8])
    /// Inside a sequence or string that means nothing here; it is swallowed to its end.
    case unknownSequence, unknownString
  }

  /// Longest paste that is kept, in bytes; the rest of a longer one is dropped.
  static let longestPaste = 1 << 20
  /// Milliseconds of silence after which a lone escape ends a paste whose end never came.
  static let pasteDelay = 500

  public init() {}

  /// Whether something waits that a flush would decide.
  public var isPending: Bool {
    switch mode {
    // What was begun of a character is no key of its own: it waits for its rest, however long.
    case .keys: head < buffer.count && buffer[head] == 0x1B
    case .paste: head < buffer.count
    case .unknownSequence, .unknownString: true
    }
  }

  /// Takes bytes, and returns the events that are complete. O(bytes).
  ///
  /// - Parameter milliseconds: a monotonic clock's time, to tell double clicks.
  public mutating func feed(_ bytes: some Sequence<UInt8>, at milliseconds: Int) -> [Event] {
    buffer.append(contentsOf: bytes)
    lastFeed = milliseconds
    return drain(isLast: false, at: milliseconds)
  }

  /// Nothing more came: what waits is taken for what it is, a lone escape above all.
  public mutating func flush(at milliseconds: Int) -> [Event] {
    switch mode {
    case .keys: return drain(isLast: true, at: milliseconds)
    case .paste(let bytes):
      guard isPending, milliseconds - lastFeed >= Self.pasteDelay else { return [] }
      mode = .keys
      buffer.removeAll()
      return [.paste(String(decoding: bytes, as: UTF8.self))]
    case .unknownSequence, .unknownString:
      mode = .keys
      return drain(isLast: true, at: milliseconds)
    }
  }

  private mutating func drain(isLast: Bool, at milliseconds: Int) -> [Event] {
    var events: [Event] = []
    while head < buffer.count {
      let found: DecodedInput?
      switch mode {
      case .keys: found = EscapeReader(buffer[head...], isLast: isLast).next()
      case .paste: found = readPaste()
      case .unknownSequence: found = skipSequence()
      case .unknownString: found = skipString()
      }
      guard let found else { break }
      head += found.length
      switch found.meaning {
      case .event(let event): events.append(clicks.count(event, at: milliseconds))
      case .pasteBegins: mode = .paste([])
      case .unknownSequence: mode = .unknownSequence
      case .unknownString: mode = .unknownString
      case .nothing: break
      }
    }
    buffer.removeFirst(head)
    head = 0
    return events
  }

  // MARK: Pastes

  private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

  /// Takes a paste's bytes up to its end; nil when more are needed.
  private mutating func readPaste() -> DecodedInput? {
    guard case .paste(var content) = mode else { return nil }
    // Else the bytes would be copied for each piece that comes.
    mode = .keys
    var index = head
    while let escape = buffer[index...].firstIndex(of: 0x1B) {
      let rest = buffer[escape...].prefix(Self.pasteEnd.count)
      if rest.elementsEqual(Self.pasteEnd) {
        Self.add(buffer[head..<escape], to: &content)
        let length = escape - head + Self.pasteEnd.count
        return DecodedInput(length, .event(.paste(String(decoding: content, as: UTF8.self))))
      }
      index = escape + 1
      if Self.pasteEnd.starts(with: rest) {
        Self.add(buffer[head..<escape], to: &content)
        mode = .paste(content)
        head = escape
        return nil
      }
    }
    Self.add(buffer[head...], to: &content)
    mode = .paste(content)
    head = buffer.count
    return nil
  }

  private static func add(_ bytes: ArraySlice<UInt8>, to content: inout [UInt8]) {
    content.append(contentsOf: bytes.prefix(max(0, longestPaste - content.count)))
  }

  // MARK: What means nothing

  /// Up to the final byte, or to a control character, which begins something else.
  private mutating func skipSequence() -> DecodedInput? {
    let end = buffer[head...].firstIndex { !(0x20..<0x40).contains($0) }
    guard let end else { return DecodedInput(buffer.count - head) }
    mode = .keys
    return DecodedInput(end - head + ((0x40..<0x7F).contains(buffer[end]) ? 1 : 0))
  }

  /// Up to the bell, the string terminator, or a cancelling control character (ECMA-48, 5.6).
  private mutating func skipString() -> DecodedInput? {
    guard let end = buffer[head...].firstIndex(where: { $0 == 0x07 || $0 == 0x18 || $0 == 0x1A || $0 == 0x1B }) else {
      return DecodedInput(buffer.count - head)
    }
    if buffer[end] == 0x1B {
      guard end + 1 < buffer.count else {
        head = end
        return nil
      }
      mode = .keys
      return DecodedInput(end - head + (buffer[end + 1] == UInt8(ascii: "\\") ? 2 : 0))
    }
    mode = .keys
    return DecodedInput(end - head + 1)
  }
}
