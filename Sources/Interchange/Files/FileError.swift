/// Why a file or folder could not be read at all. The description is one sentence for the user.
public enum FileError: Error, Hashable, Sendable, CustomStringConvertible {
  case missing(String)
  case isFolder(String)
  /// The system's reason.
  case unreadable(String, reason: String)
  case unwritable(String, reason: String)
  case empty(String)
  /// The bound in bytes.
  case tooLarge(String, limit: Int)
  /// What stands where `BEGIN:VCALENDAR` was expected.
  case notCalendar(String, found: String)
  case noCalendarsInFolder(String)
  /// Which files of a calendar could not be read when it was last, and why, in a sentence.
  case partlyUnread(String)
  /// Why a calendar's only file could not be read, or not to its end, when it was last, in a sentence.
  case unread(String)
  /// What there is too much of, and the bound.
  case tooMuch(String, of: String, limit: Int)

  /// Whether it begins as mails do that were saved whole.
  private static func isMail(_ found: String) -> Bool {
    let headers = [
      "from", "return-path", "received", "delivered-to", "mime-version", "message-id", "date", "subject", "to",
    ]
    let name = found.drop { $0 == "“" }.prefix { $0 != ":" && $0 != " " }.lowercased()
    return headers.contains(name)
  }

  public var description: String {
    switch self {
    case .missing(let path): "\(path) doesn't exist; check the path"
    case .isFolder(let path): "\(path) is a folder; name a file in it"
    case .unreadable(let path, let reason): "\(path) can't be read: \(reason)"
    case .unwritable(let path, let reason): "\(path) can't be written to: \(reason)"
    case .empty(let path): "\(path) is empty, so there is nothing to read"
    case .tooLarge(let path, let limit):
      "\(path) is larger than \(limit >> 20) MiB, the most that is read from one file; split it"
    case .notCalendar(let path, let found):
      "\(path) isn't iCalendar: it begins with \(found), where “BEGIN:VCALENDAR” was expected"
        + (Self.isMail(found) ? "; of a mail, save the .ics file that is attached, and name that" : "")
    case .partlyUnread(let sentence), .unread(let sentence): sentence
    case .noCalendarsInFolder(let path): "\(path) holds no .ics file; name a calendar file or a vdir folder"
    case .tooMuch(let path, let what, let limit):
      "\(path) holds more than \(limit) \(what), the most that is imported at once; split it"
    }
  }
}
