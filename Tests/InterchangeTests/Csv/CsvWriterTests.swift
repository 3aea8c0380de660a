import Testing

@testable import Interchange

@Suite struct CsvWriterTests {
  @Test func quotesWhatNeedsIt() {
    var writer = CsvWriter(header: ["name", "note"])
    writer.append(["Mia", "plain"])
    writer.append(["a,b", "say \"hi\""])
    writer.append(["two\nlines", " edge "])
    #expect(
      writer.text == "name,note\r\nMia,plain\r\n\"a,b\",\"say \"\"hi\"\"\"\r\n\"two\nlines\",\" edge \"\r\n")
  }

  @Test func readsBackWhatItWrote() throws {
    let rows = [["", "a"], ["\"", ","], ["é\r\n山", "x"], ["\u{2028}quoted,", "-"]]
    var writer = CsvWriter(header: ["one", "two"])
    for row in rows { writer.append(row) }
    var scanner = CsvScanner()
    var found: [CsvRecord] = []
    scanner.feed(Array(writer.text.utf8)) { found.append($0) }
    scanner.finish { found.append($0) }
    #expect(try found.dropFirst().map { try $0.fields().get() } == rows)
  }
}
