import TerminalKit
import Testing

@Suite("Pasted text")
struct PasteTests {
  private static let begin = "\u{1B}[200~"
  private static let end = "\u{1B}[201~"

  @Test(
    "comes as one event, whatever is in it",
    arguments: [
      "", "two\nlines\r\n", "山田 é", "\u{1B}[A arrow", "\u{1B}\u{1B}", "\u{1B}[20", "\u{1B}[200~nested",
      "\u{1B}[201 ~", "\u{3}\u{1A}",
    ])
  func whole(_ text: String) {
    let bytes = Array((Self.begin + text + Self.end + "q").utf8)
    for cut in 0...bytes.count {
      var decoder = InputDecoder()
      let events = decoder.feed(bytes[..<cut], at: 0) + decoder.feed(bytes[cut...], at: 1)
      #expect(events == [.paste(text), .key(.character("q"))], "cut at \(cut)")
    }
    var decoder = InputDecoder()
    #expect(bytes.flatMap { decoder.feed([$0], at: 0) } == [.paste(text), .key(.character("q"))])
  }

  @Test("may be long, and takes time in proportion; beyond a megabyte it is cut")
  func long() {
    var decoder = InputDecoder()
    var events = decoder.feed(Self.begin.utf8, at: 0)
    let chunk = [UInt8](repeating: 0x61, count: 4_096)
    for _ in 0..<300 { events += decoder.feed(chunk, at: 0) }
    events += decoder.feed(Self.end.utf8, at: 0)
    guard case .paste(let text)? = events.first else {
      Issue.record("no paste came")
      return
    }
    #expect(events.count == 1)
    #expect(text.utf8.count == 1 << 20)
  }

  @Test("ends by Escape and silence where its end never comes, and loses nothing")
  func endless() {
    var decoder = InputDecoder()
    #expect(decoder.feed((Self.begin + "half").utf8, at: 0).isEmpty)
    #expect(!decoder.isPending)
    #expect(decoder.feed([0x1B], at: 1_000).isEmpty)
    #expect(decoder.isPending)
    #expect(decoder.flush(at: 1_025).isEmpty)
    #expect(decoder.flush(at: 1_500) == [.paste("half")])
    #expect(decoder.feed("q".utf8, at: 1_600) == [.key(.character("q"))])
  }
}
