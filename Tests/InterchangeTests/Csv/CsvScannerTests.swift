import Testing

@testable import Interchange

/// What a file's bytes are cut into, and where it breaks RFC 4180.
@Suite struct CsvScannerTests {
  private func records(_ text: String, chunk: Int = 7) -> (records: [CsvRecord], fatal: CsvRecord.Fault?) {
    records(Array(text.utf8), chunk: chunk)
  }

  private func records(_ bytes: [UInt8], chunk: Int = 7) -> (records: [CsvRecord], fatal: CsvRecord.Fault?) {
    var scanner = CsvScanner()
    var found: [CsvRecord] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      scanner.feed(Array(rest.prefix(chunk))) { found.append($0) }
      rest = rest.dropFirst(chunk)
    }
    scanner.finish { found.append($0) }
    return (found, scanner.fatal)
  }

  private func fields(_ text: String) throws -> [[String]] {
    let (found, fatal) = records(text)
    #expect(fatal == nil)
    return try found.map { try $0.fields().get() }
  }

  @Test func readsLineEndsQuotesAndAByteOrderMark() throws {
    #expect(try fields("a,b\n1,2\n") == [["a", "b"], ["1", "2"]])
    #expect(try fields("a,b\r\n1,2") == [["a", "b"], ["1", "2"]])
    #expect(try fields("\u{FEFF}\"a\",b\n") == [["a", "b"]])
    #expect(try fields("\"a,\"\"b\"\"\",c\n") == [["a,\"b\"", "c"]])
    #expect(try fields("\"one\r\ntwo\",x\n") == [["one\r\ntwo", "x"]])
    #expect(try fields("a,,\n,,\n") == [["a", "", ""], ["", "", ""]])
    #expect(try fields("\"\",\"\"") == [["", ""]])
    #expect(try fields("a\u{2028}b,c\n") == [["a\u{2028}b", "c"]])
    #expect(try fields("Aiko 山田,Zoë\n") == [["Aiko 山田", "Zoë"]])
  }

  @Test(arguments: [1, 2, 3, 64]) func chunksDoNotMatter(chunk: Int) throws {
    let text = "\u{FEFF}a,\"b\"\"c\"\r\n\"d\ne\",f\r\n"
    let whole = try records(text, chunk: 1_000).records.map { try $0.fields().get() }
    #expect(try records(text, chunk: chunk).records.map { try $0.fields().get() } == whole)
  }

  @Test func countsPhysicalLinesOverFieldsOfSeveralLines() {
    let (found, _) = records("a,b\n\"x\ny\nz\",1\r\nlast,2\n")
    #expect(found.map(\.line) == [1, 2, 5])
  }

  @Test func namesTheLineOnWhichAQuoteOpened() {
    let fatal = records("a,b\n1,2\n3,\"four\n5,6\n7,8\n").fatal
    #expect(fatal?.line == 3)
    #expect(fatal?.message.contains("never closes") == true)
  }

  @Test(arguments: [
    ("a\"b,c\n", "inside a field"), ("\"a\"b,c\n", "follows the closing"), ("a\u{0}b,c\n", "NUL"),
    ("a\rb,c\n", "carriage return"), ("a,\u{301}b\n", "combining"),
    ("a,\"\u{301}b\"\n", "combining"),
  ])
  func refusesWhatTheFormatForbids(text: String, message: String) throws {
    let record = try #require(records("x,y\n" + text).records.last)
    guard case .failure(let fault) = record.fields() else {
      Issue.record("\(text.debugDescription) was accepted")
      return
    }
    #expect(fault.line == 2)
    #expect(fault.message.contains(message), "\(fault.message)")
  }

  @Test func namesTheLineOfInvalidText() throws {
    let bytes = Array("a,\"one\ntwo\n".utf8) + [0xC3, 0x28] + Array("\"\n".utf8)
    guard case .failure(let fault) = try #require(records(bytes).records.first).fields() else {
      Issue.record("accepted")
      return
    }
    #expect(fault.line == 3)
    #expect(fault.message.contains("UTF-8"))
  }

  @Test func refusesUtf16() {
    #expect(records([0xFF, 0xFE, 0x61, 0x00]).fatal?.message.contains("UTF-16") == true)
  }

  @Test func givesUpOnAFieldBeyondOneMebibyte() {
    var scanner = CsvScanner()
    let chunk = [UInt8](repeating: UInt8(ascii: "x"), count: 64 << 10)
    var fed = 0
    while scanner.fatal == nil, fed < 1 << 30 {
      scanner.feed(chunk) { _ in }
      fed += chunk.count
    }
    #expect(fed <= (1 << 20) + 2 * chunk.count)
    #expect(scanner.fatal?.message.contains("longer than 1 MiB") == true)
  }
}
