import TerminalKit
import TestSupport
import Testing

/// Seeded and bounded: the same bytes each time, some tenths of a second.
@Suite("The input decoder, given anything")
struct DecoderFuzzTests {
  private static let fragments: [[UInt8]] =
    (KnownSequences.keys.map(\.bytes) + KnownSequences.mice.map(\.bytes) + KnownSequences.swallowed).map {
      Array($0.utf8)
    }
    + [[0x1B], [0x5B], [0x9B], [0xC3], Array("\u{1B}[200~".utf8), Array("\u{1B}]0;".utf8), Array("\u{1B}[<".utf8)]

  private func noise(using random: inout SeededRandom) -> [UInt8] {
    (0..<Int.random(in: 0...12, using: &random)).flatMap { _ -> [UInt8] in
      switch Int.random(in: 0..<3, using: &random) {
      case 0: return [UInt8.random(in: 0...255, using: &random)]
      case 1: return Self.fragments.randomElement(using: &random) ?? []
      default:
        // A known sequence with one byte changed, or cut short.
        var bytes = Self.fragments.randomElement(using: &random) ?? []
        if let index = bytes.indices.randomElement(using: &random) {
          bytes[index] = UInt8.random(in: 0...255, using: &random)
        }
        return Array(bytes.prefix(Int.random(in: 0...12, using: &random)))
      }
    }
  }

  @Test("never stops, and reads keys again after silence and an Escape")
  func resynchronizes() {
    for seed in 0..<3_000 {
      var random = SeededRandom(seed: UInt64(seed))
      var decoder = InputDecoder()
      var now = 0
      for _ in 0..<4 {
        _ = decoder.feed(noise(using: &random), at: now)
        now += Int.random(in: 0...60, using: &random)
        if Bool.random(using: &random), decoder.isPending { _ = decoder.flush(at: now) }
      }
      // Silence, Escape, silence: what a person does whose keys are not heard.
      if decoder.isPending { _ = decoder.flush(at: now) }
      _ = decoder.feed([0x1B], at: now)
      _ = decoder.flush(at: now + 1_000)
      #expect(decoder.feed([0x1B], at: now + 2_000).isEmpty)
      _ = decoder.flush(at: now + 3_000)
      #expect(!decoder.isPending)
      #expect(decoder.feed("q".utf8, at: now + 3_001) == [.key(.character("q"))], "seed \(seed)")
    }
  }

  @Test("gives no text but what is a character, and no place left of or above the screen")
  func lawful() {
    var random = SeededRandom(seed: 77)
    for _ in 0..<3_000 {
      var decoder = InputDecoder()
      let events = decoder.feed(noise(using: &random), at: 0) + decoder.flush(at: 1_000)
      for event in events {
        switch event {
        case .key(let key):
          if case .character(let character) = key.code {
            #expect(character.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
          }
        case .mouse(let mouse): #expect(mouse.position.x >= 0 && mouse.position.y >= 0)
        case .paste, .resize: break
        }
      }
    }
  }
}
