import FoundationEssentials
import Scheduling

/// A mail with a calendar message in it (iMIP, RFC 6047), as a sendmail-compatible program takes it: with LF line ends.
struct MailMessage {
  struct Address: Hashable {
    var name: String
    var email: String
  }

  var from: Address
  var to: Address
  /// Where answers go; nil for the sender.
  var replyTo: Address?
  var subject: String
  /// Unique among all mails.
  var id: String
  var at: Instant
  /// For people.
  var words: String
  /// For their programs; nil for a mail that is for people alone.
  var calendar: (text: String, method: InvitationMessage.Method)?

  var text: String {
    let boundary = "tandem-" + id.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined().prefix(50)
    var lines = [
      "Date: \(Self.date(at))", "From: \(Self.header(from))", "To: \(Self.header(to))",
    ]
    if let replyTo, replyTo != from { lines.append("Reply-To: \(Self.header(replyTo))") }
    lines += [
      "Subject: \(Self.words(subject))", "Message-ID: <\(id)>", "MIME-Version: 1.0", "Auto-Submitted: auto-generated",
    ]
    let plain = [
      "Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: base64", "", Self.base64(words),
    ]
    guard let calendar else { return (lines + plain + [""]).joined(separator: "\n") }
    lines += [
      "Content-Type: multipart/alternative; boundary=\"\(boundary)\"", "", "--\(boundary)",
    ]
    lines += plain
    lines += [
      "--\(boundary)",
      "Content-Type: text/calendar; method=\(calendar.method.rawValue); charset=UTF-8; component=VEVENT",
      "Content-Transfer-Encoding: base64", "", Self.base64(calendar.text), "--\(boundary)--", "",
    ]
    return lines.joined(separator: "\n")
  }

  /// Whether an address can stand in a header as it is, and leads to one mailbox.
  static func isUsable(_ email: String) -> Bool {
    let parts = email.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && email.utf8.count <= 254 && !email.hasPrefix("-")
      && email.utf8.allSatisfy { $0 > 32 && $0 < 127 && !"<>(),;:\\\"[]".utf8.contains($0) }
  }

  private static func header(_ address: Address) -> String {
    "\(words(address.name)) <\(address.email)>"
  }

  /// Text of a header: as it is where it is plain, else in encoded words (RFC 2047) of at most 75 characters.
  static func words(_ text: String) -> String {
    let plain = text.utf8.allSatisfy {
      $0 == 32 || $0 >= 48 && $0 <= 57 || $0 >= 65 && $0 <= 90 || $0 >= 97 && $0 <= 122
    }
    guard !plain || text.utf8.count > 60 else { return text }
    var pieces: [String] = []
    var piece = ""
    for character in text {
      let shown = character.isNewline ? " " : character
      if piece.utf8.count + shown.utf8.count > 42 {
        pieces.append(piece)
        piece = ""
      }
      piece.append(shown)
    }
    pieces.append(piece)
    return pieces.map { "=?UTF-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\n ")
  }

  private static func base64(_ text: String) -> String {
    let encoded = Array(Data(text.utf8).base64EncodedString())
    return stride(from: 0, to: encoded.count, by: 76).map { String(encoded[$0..<min($0 + 76, encoded.count)]) }
      .joined(separator: "\n")
  }

  /// RFC 5322, 3.3: `Wed, 25 Nov 2026 09:42:00 +0000`.
  static func date(_ instant: Instant) -> String {
    let civil = CivilDateTime(reading: instant.seconds)
    let (year, month, day) = civil.date.fields
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return
      "\(civil.date.weekday.name.prefix(3)), \(day) \(months[month - 1]) \(year) \(civil.description.suffix(8)) +0000"
  }
}
