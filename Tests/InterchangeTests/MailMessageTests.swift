import Foundation
import Scheduling
import TestSupport
import Testing

@testable import Interchange

/// Mails hold what they should, whatever people are named.
@Suite struct MailMessageTests {
  @Test func headersCanNotBeBrokenOutOf() throws {
    let name = "Eve\r\nBcc: all@example.com"
    let message = MailMessage(
      from: .init(name: name, email: "eve@example.com"), to: .init(name: "山田 愛子, Übung", email: "aiko@example.com"),
      subject: "Invitation: \(String(repeating: "Schnitt und Ton, ", count: 12))\nX: y", id: "a@b",
      at: Instant(seconds: 1_795_599_720), words: "Hello\n", calendar: ("BEGIN:VCALENDAR\r\n", .request))
    let head = try #require(message.text.components(separatedBy: "\n\n").first)
    let names = head.split(separator: "\n").filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
    #expect(
      names == [
        "Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Auto-Submitted", "Content-Type",
      ])
    #expect(message.text.split(separator: "\n").allSatisfy { $0.utf8.count <= 98 && !$0.contains("\r") })
    #expect(head.hasPrefix("Date: Wed, 25 Nov 2026 09:42:00 +0000\n"))
  }

  @Test func encodedWordsHoldWholeCharacters() throws {
    let text = String(repeating: "é山👩‍👩‍👧", count: 20)
    let words = MailMessage.words(text).split(separator: "\n ")
    #expect(words.allSatisfy { $0.count <= 75 && $0.hasPrefix("=?UTF-8?B?") && $0.hasSuffix("?=") })
    let decoded = words.map { word -> String in
      Data(base64Encoded: String(word.dropFirst(10).dropLast(2))).map { String(decoding: $0, as: UTF8.self) } ?? "?"
    }
    #expect(decoded.joined() == text)
    #expect(MailMessage.words("Mia Chen") == "Mia Chen")
  }

  @Test(arguments: [
    ("mia@example.com", true), ("mia", false), ("", false), ("a@b@c", false), ("a b@c", false), ("-f@c", false),
    ("a@b,c@d", false), ("a@b>\nBcc: c@d", false), ("é@b", false),
  ])
  func onlyPlainAddressesAreWrittenTo(email: String, isUsable: Bool) {
    #expect(MailMessage.isUsable(email) == isUsable)
  }
}
