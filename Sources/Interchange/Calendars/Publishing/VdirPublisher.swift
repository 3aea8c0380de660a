import Glibc
import Mentoring
public import Scheduling

/// Keeps a vdir folder, as khal and vdirsyncer read it, in step with sessions: a file for each session or series.
///
/// A file is replaced at once or not at all, and only when what it tells has changed. Which files are ours is told by a
/// list in the folder and by their UIDs; others are never written to or removed.
public struct VdirPublisher {
  /// What a run did to the folder.
  public struct Outcome: Hashable, Sendable {
    public var written = 0
    public var removed = 0
    public var unchanged = 0
    /// Files that stand where ours should, or were ours and are not any more; they were left alone.
    public var foreign: [String] = []
  }

  /// Of the list of our files; hidden, so that calendar programs pass over it.
  static let listName = ".tandem-published"
  private static let temporaryName = ".tandem-write.tmp"
  /// Bytes; what we write is far smaller.
  private static let largestEntry = 4 << 20

  let path: String
  /// Of the program: our UIDs end in it.
  let domain: String
  /// Whose sessions are published: a login, or `*` for the whole program's.
  let owner: String

  public init(path: String, domain: String, owner: String?) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    self.domain = domain
    self.owner = owner ?? "*"
  }

  /// Brings the folder in step; makes it when it is not there. O(entries), each read once.
  ///
  /// What was called off is removed, as a calendar that is synchronized expects; a series stays as long as one of its
  /// sessions stands.
  /// - Throws: ``FileError`` when the folder can't be written to, or is kept for someone else; ``ZoneError``.
  public func publish(
    _ sessions: [ExportedSession], series: [Series], writer: CalendarWriter, now: Instant
  ) throws -> Outcome {
    let folder = try PublishedFolder(path: path)
    let known = try folder.list(named: Self.listName, owner: owner, domain: domain)
    var texts: [(name: String, uid: String, text: String)] = []
    for (uid, members) in Dictionary(grouping: sessions, by: { $0.session.uid }).sorted(by: { $0.key < $1.key })
    where members.contains(where: { $0.session.status.isLive }) {
      let text = try writer.text(members, series: series.filter { $0.uid == uid }, now: now)
      texts.append((Self.fileName(uid), uid, text))
    }
    let wanted = Set(texts.map(\.name))
    // Ours before they are written, and until they are gone: a run that is cut short leaves no file that nobody owns.
    if !wanted.isSubset(of: known) {
      try folder.keepList(known.union(wanted), named: Self.listName, owner: owner, domain: domain)
    }
    var outcome = Outcome()
    var ours = wanted
    for (name, uid, text) in texts {
      let present = folder.read(name, limit: Self.largestEntry)
      if let present, Self.withoutStamps(present) == Self.withoutStamps(text) {
        outcome.unchanged += 1
      } else if present == nil ? folder.has(name) : !isOurs(present, uid: uid) {
        outcome.foreign.append(name)
        ours.remove(name)
      } else {
        try folder.write(text, to: name, through: Self.temporaryName)
        outcome.written += 1
      }
    }
    for name in known.subtracting(wanted).sorted() where folder.has(name) {
      if isOurs(folder.read(name, limit: Self.largestEntry), uid: nil) {
        try folder.remove(name)
        outcome.removed += 1
      } else {
        outcome.foreign.append(name)
      }
    }
    if ours != known { try folder.keepList(ours, named: Self.listName, owner: owner, domain: domain) }
    return outcome
  }

  /// Whether a file's text tells of one of our sessions, or of the one that is named.
  private func isOurs(_ text: String?, uid: String?) -> Bool {
    guard let text else { return false }
    let uids = text.replacing("\r\n ", with: "").split(whereSeparator: \.isNewline).filter { $0.hasPrefix("UID:") }
      .map { $0.dropFirst(4) }
    return !uids.isEmpty && uids.allSatisfy { found in uid.map { found == $0 } ?? found.hasSuffix("@" + domain) }
  }

  /// When an entry was made tells nothing about the session.
  private static func withoutStamps(_ text: String) -> [Substring] {
    text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("DTSTAMP:") }
  }

  /// A UID as a file's name: without what could lead elsewhere.
  private static func fileName(_ uid: String) -> String {
    let kept = uid.map { $0.isASCII && ($0.isLetter || $0.isNumber || "@._-".contains($0)) ? $0 : "_" }
    let name = String(kept.drop { $0 == "." })
    // What some other program named so that no folder has room for it is told apart by a sum.
    guard name.utf8.count > longestName else { return name + ".ics" }
    let sum = uid.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return "\(name.prefix(longestName))-\(String(sum, radix: 36)).ics"
  }

  /// Bytes; with a sum and an ending a name has 255 at most (POSIX's NAME_MAX), and another while it is written.
  private static let longestName = 200
}
