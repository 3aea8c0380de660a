import TerminalKit
import Testing

/// Fewer bytes that show the same: a small terminal reads both and must come to the same screen.
@Suite struct FrameCompactorTests {
  /// What a frame does to a terminal, as far as the compactor could change it.
  private struct Screen {
    /// Each thing that was drawn or erased, with the SGR parameters in force.
    private(set) var drawn: [String] = []
    private var colors: [String: String] = [:]
    private var attributes: [String] = []

    /// An obvious reading of the bytes, sequence by sequence.
    init(_ text: String) {
      var rest = text.unicodeScalars[...]
      while let scalar = rest.popFirst() {
        guard scalar == "\u{1B}" else {
          scalar.value < 0x20
            ? drawn.append("move \(scalar.value)" + (scalar == "\n" ? style : "")) : draw(String(scalar))
          continue
        }
        let kind = rest.popFirst()
        if kind == "(" {
          _ = rest.popFirst()
        } else if kind == "[" {
          var parameters = ""
          while let next = rest.popFirst() {
            if ("@"..."~").contains(next) {
              perform(next, parameters)
              break
            }
            parameters.unicodeScalars.append(next)
          }
        }
      }
    }

    private var style: String {
      (colors.map { "\($0)=\($1)" }.sorted() + attributes.sorted()).joined(separator: ",")
    }

    /// What of the style shows where there is no character.
    private var blankStyle: String {
      attributes.contains("4") || attributes.contains("7") ? style : "bg=\(colors["bg"] ?? "")"
    }

    private mutating func draw(_ character: String) {
      drawn.append(character == " " ? "blank \(blankStyle)" : "\(character) \(style)")
    }

    private mutating func perform(_ final: Unicode.Scalar, _ parameters: String) {
      switch final {
      case "m": setStyle(parameters.split(separator: ";", omittingEmptySubsequences: false).map(String.init))
      case "K", "X", "J": drawn.append("erase \(final)\(parameters) \(blankStyle)")
      default: drawn.append("\(final)\(parameters)")
      }
    }

    private mutating func setStyle(_ numbers: [String]) {
      var numbers = numbers[...]
      while let number = numbers.popFirst() {
        switch Int(number) ?? 0 {
        case 0: (colors, attributes) = ([:], [])
        case 38, 48:
          let extent = numbers.first == "2" ? 4 : 2
          colors[number == "38" ? "fg" : "bg"] = numbers.prefix(extent).joined(separator: ";")
          numbers = numbers.dropFirst(extent)
        case 22: attributes.removeAll { $0 == "1" || $0 == "2" }
        case 23...29: attributes.removeAll { $0 == String((Int(number) ?? 0) - 20) }
        case 39: colors["fg"] = nil
        case 49: colors["bg"] = nil
        case 30...37, 90...97: colors["fg"] = number
        case 40...47, 100...107: colors["bg"] = number
        default: if !attributes.contains(number) { attributes.append(number) }
        }
      }
    }
  }

  private func compacted(_ text: String, isTakenBackSingly: Bool = false) -> String {
    var compactor = FrameCompactor(isTakenBackSingly: isTakenBackSingly)
    return String(decoding: compactor.compact(Array(text.utf8)), as: UTF8.self)
  }

  @Test(arguments: [
    // A frame begins without knowing what the terminal has.
    ("\u{1B}[38;5;247m\u{1B}[48;5;234ma", "\u{1B}[0;38;5;247;48;5;234ma"),
    ("\u{1B}[1m\u{1B}[0m\u{1B}[31ma", "\u{1B}[0;31ma"),
    ("\u{1B}[31ma\u{1B}[39;49m\u{1B}[mb", "\u{1B}[0;31ma\u{1B}[mb"),
    ("\u{1B}[31m\u{1B}[5;7H\u{1B}[32mb", "\u{1B}[5;7H\u{1B}[0;32mb"),
    ("\u{1B}[41m\u{1B}[K\u{1B}[42mb", "\u{1B}[0;41m\u{1B}[K\u{1B}[42mb"),
    // Only what differs.
    ("\u{1B}[0;31;44ma\u{1B}[0;32;44mb", "\u{1B}[0;31;44ma\u{1B}[32mb"),
    ("\u{1B}[0;31;44ma\u{1B}[0;1;31;44mb\u{1B}[0;31;44mc", "\u{1B}[0;31;44ma\u{1B}[1mb\u{1B}[0;31;44mc"),
    // A blank shows no foreground.
    ("\u{1B}[0;31;44ma\u{1B}[32m \u{1B}[31mb", "\u{1B}[0;31;44ma b"),
    ("\u{1B}[0;31;44ma\u{1B}[32m\u{1B}[3X\u{1B}[31mb", "\u{1B}[0;31;44ma\u{1B}[3Xb"),
    ("\u{1B}[0;31;44ma\u{1B}[4m \u{1B}[0;31;44mb", "\u{1B}[0;31;44ma\u{1B}[4m \u{1B}[0;31;44mb"),
    ("\u{1B}(Ba\u{1B}(Bb", "\u{1B}(B\u{1B}[mab"), ("\u{1B}(0q\u{1B}(Bb\u{1B}(Bc", "\u{1B}(0\u{1B}[mq\u{1B}(Bbc"),
    ("▀▀▀▀▀▀", "\u{1B}[m▀▀▀▀▀▀"), ("\u{1B}[41m\n\u{1B}[42mb", "\u{1B}[0;41m\n\u{1B}[42mb"),
    ("\u{1B}[38;2;1;2;3m\u{1B}[48;5;0mx", "\u{1B}[0;38;2;1;2;3;48;5;0mx"),
    // What isn't understood goes through, until the next reset.
    ("\u{1B}[31m\u{1B}[11mx\u{1B}[32my\u{1B}[0;32mz", "\u{1B}[0;31m\u{1B}[11mx\u{1B}[32my\u{1B}[0;32mz"),
    ("\u{1B}[?25l\u{1B}[31mx", "\u{1B}[m\u{1B}[?25l\u{1B}[31mx"), ("\u{1B}", "\u{1B}[m\u{1B}"),
    ("\u{1B}[12", "\u{1B}[m\u{1B}[12"),
  ])
  func knownCases(given: String, expected: String) { #expect(compacted(given) == expected) }

  @Test(arguments: [
    ("\u{1B}[0;1;31;44ma\u{1B}[0;31;44mb", "\u{1B}[0;1;31;44ma\u{1B}[22mb"),
    ("\u{1B}[0;1;2;31;44ma\u{1B}[0;2;31;44mb", "\u{1B}[0;1;2;31;44ma\u{1B}[22;2mb"),
    ("\u{1B}[0;4;31;44ma\u{1B}[0;44mb", "\u{1B}[0;4;31;44ma\u{1B}[0;44mb"),
    ("\u{1B}[0;38;5;200;48;5;234ma\u{1B}[0;48;5;234mb", "\u{1B}[0;38;5;200;48;5;234ma\u{1B}[39mb"),
    ("\u{1B}[0;1;31;44ma\u{1B}[mb", "\u{1B}[0;1;31;44ma\u{1B}[mb"),
    // A blank waits for its characters' color.
    ("\u{1B}[0;1;31;44ma\u{1B}[0;32;45m \u{1B}[33mb", "\u{1B}[0;1;31;44ma\u{1B}[45m \u{1B}[22;33mb"),
    ("\u{1B}[0;31;44ma\u{1B}[0;32;45m b", "\u{1B}[0;31;44ma\u{1B}[32;45m b"),
  ])
  func whatIsTakenBackSingly(given: String, expected: String) {
    #expect(compacted(given, isTakenBackSingly: true) == expected)
  }

  /// Random frames of all that ncurses writes.
  @Test(arguments: 0..<40) func framesShowTheSame(seed: Int) {
    var random = SplitMix(state: UInt64(seed) &* 7_919 + 1)
    let pieces: [String] = [
      "\u{1B}[m", "\u{1B}[0m", "\u{1B}(B\u{1B}[0;1m", "\u{1B}[38;5;247m", "\u{1B}[48;5;234m", "\u{1B}[39;49m",
      "\u{1B}[31m",
      "\u{1B}[97m", "\u{1B}[44m", "\u{1B}[38;2;10;0;38m", "\u{1B}[7m", "\u{1B}[4m", "\u{1B}[1m", "\u{1B}[2m",
      "\u{1B}[0;7m", "\u{1B}[K", "\u{1B}[3X",
      "\u{1B}[1K",
      "\u{1B}[5;7H", "\u{1B}[A", "\u{1B}[12d", "\r", "\u{8}", "abc", " ", "│", "▀▀▀▀▀", "░░", "·····", "日本", "é",
      "\u{1B}[2@",
    ]
    for _ in 0..<25 {
      let frame = (0..<random.next(60)).map { _ in pieces[random.next(pieces.count)] }.joined()
      for isTakenBackSingly in [false, true] {
        let short = compacted(frame, isTakenBackSingly: isTakenBackSingly)
        // A reset at the start, for what was there before; and what a reset took may have to be said again once.
        #expect(short.utf8.count <= frame.utf8.count + 40)
        #expect(Screen(short).drawn == Screen(frame).drawn)
      }
    }
  }

  private struct SplitMix {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
  }
}
