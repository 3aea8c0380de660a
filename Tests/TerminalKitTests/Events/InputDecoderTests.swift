import TerminalKit
import Testing

@Suite("The input decoder")
struct InputDecoderTests {
  private func decode(_ text: String) -> [Event] {
    var decoder = InputDecoder()
    let events = decoder.feed(text.utf8, at: 0)
    return events + (decoder.isPending ? decoder.flush(at: 30) : [])
  }

  @Test("reads the keys of every terminal")
  func keys() {
    for (bytes, key) in KnownSequences.keys {
      #expect(decode(bytes) == [.key(key)], "\(bytes.debugDescription)")
    }
  }

  @Test("reads mice, also right of column 223, and the old reports")
  func mice() {
    for (bytes, event) in KnownSequences.mice {
      #expect(decode(bytes) == [.mouse(event)], "\(bytes.debugDescription)")
    }
  }

  @Test("swallows what means nothing, and reads the key after it")
  func swallowed() {
    for bytes in KnownSequences.swallowed {
      #expect(decode(bytes).isEmpty, "\(bytes.debugDescription)")
      #expect(decode(bytes + "q") == [.key(.character("q"))], "\(bytes.debugDescription)")
    }
  }

  @Test("reads the same however the bytes are cut")
  func cuts() {
    let all = KnownSequences.keys.map(\.bytes) + KnownSequences.mice.map(\.bytes) + KnownSequences.swallowed
    for text in all {
      let bytes = Array(text.utf8)
      let whole = decode(text)
      for cut in 0...bytes.count {
        var decoder = InputDecoder()
        var events = decoder.feed(bytes[..<cut], at: 0)
        events += decoder.feed(bytes[cut...], at: 1)
        if decoder.isPending { events += decoder.flush(at: 30) }
        #expect(events == whole, "\(text.debugDescription) cut at \(cut)")
      }
      var decoder = InputDecoder()
      var events = bytes.flatMap { decoder.feed([$0], at: 0) }
      if decoder.isPending { events += decoder.flush(at: 30) }
      #expect(events == whole, "\(text.debugDescription) byte by byte")
    }
  }

  @Test("tells a lone escape from a sequence's first byte by time alone")
  func escape() {
    var decoder = InputDecoder()
    #expect(!decoder.isPending)
    #expect(decoder.feed([0x1B], at: 0).isEmpty)
    #expect(decoder.isPending)
    #expect(decoder.flush(at: 25) == [.key(Key(.escape))])
    #expect(!decoder.isPending)
    #expect(decode("\u{1B}\u{1B}") == [.key(Key(.escape)), .key(Key(.escape))])
    #expect(decode("\u{1B}\u{1B}[A") == [.key(Key(.escape)), .key(Key(.up))])
    #expect(decode("\u{1B}[") == [.key(.alt("["))])
    #expect(decode("\u{1B}O") == [.key(.alt("O"))])
    #expect(decode("\u{1B}]") == [.key(.alt("]"))])
    #expect(decode("\u{1B}Px") == [.key(.alt("P")), .key(.character("x"))])
  }

  @Test("waits for the rest of a character without asking to be woken")
  func slowCharacter() {
    var decoder = InputDecoder()
    #expect(decoder.feed([0xE5, 0xB1], at: 0).isEmpty)
    #expect(!decoder.isPending)
    #expect(decoder.flush(at: 100).isEmpty)
    #expect(decoder.feed([0xB1], at: 200) == [.key(.character("山"))])
  }

  @Test(
    "drops bytes that are no UTF-8, and keeps the rest",
    arguments: [
      [0xFF, 0x61], [0xC0, 0xAF, 0x61], [0xE5, 0xB1, 0x61], [0xED, 0xA0, 0x80, 0x61],
      [0xF8, 0x88, 0x80, 0x80, 0x80, 0x61],
      [0xF4, 0x90, 0x80, 0x80, 0x61], [0x80, 0x61], [0xC2, 0x9B, 0x61], [0xE0, 0x80, 0xAF, 0x61],
      [0xE5, 0xC3, 0x28, 0x61],
    ] as [[UInt8]])
  func notUTF8(_ bytes: [UInt8]) {
    var decoder = InputDecoder()
    #expect(decoder.feed(bytes, at: 0).last == .key(.character("a")))
    #expect(!decoder.isPending)
  }

  @Test("counts presses at one place in short order")
  func clicks() {
    var decoder = InputDecoder()
    func press(_ x: Int, at time: Int) -> [Event] { decoder.feed("\u{1B}[<0;\(x);1M".utf8, at: time) }
    func click(_ count: Int, _ x: Int) -> [Event] { [.mouse(MouseEvent(.press(clicks: count), at: Point(x - 1, 0)))] }
    #expect(press(5, at: 0) == click(1, 5))
    #expect(press(5, at: 300) == click(2, 5))
    #expect(press(5, at: 600) == click(3, 5))
    #expect(press(5, at: 700) == click(1, 5))
    #expect(press(6, at: 750) == click(1, 6))
    #expect(press(6, at: 1_200) == click(1, 6))
    #expect(press(6, at: 1_300) == click(2, 6))
  }
}
