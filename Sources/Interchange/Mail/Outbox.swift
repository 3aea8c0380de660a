import Glibc

/// Mails that are to be sent: a folder beside the database, a file each, until a program took them.
public final class Outbox: Sendable {
  /// A mail that waits.
  public struct Waiting: Hashable, Sendable {
    public var name: String
    public var to: String
    public var subject: String
    /// Why it was not sent when that was last tried; empty when it never was.
    public var reason: String
  }

  /// What a delivery came to.
  public struct Delivery: Hashable, Sendable {
    /// To whom.
    public var sent: [String] = []
    public var failed: [(to: String, reason: String)] { zip(failedTo, reasons).map { ($0, $1) } }
    var failedTo: [String] = []
    var reasons: [String] = []
  }

  private static let errorsName = ".errors"
  /// Its time says when the mail program was last found not to end.
  private static let hungName = ".hung"
  /// For how long a program that did not end is left alone; seconds.
  private static let rest = 300

  public let path: String

  /// - Parameter database: the file beside which the folder lies.
  public init(besides database: String) { path = database + ".outbox" }

  /// Keeps a mail, on disk when this returns.
  ///
  /// - Throws: ``FileError`` when the folder can't be written to.
  func keep(_ message: MailMessage) throws(FileError) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .unwritable(path, reason: ChunkedFile.reason(errno)) }
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    // By time, so that a change follows what it changes.
    let stamp = String(time.tv_sec * 1_000_000_000 + time.tv_nsec, radix: 16)
    let name = "\(String(repeating: "0", count: max(0, 16 - stamp.count)))\(stamp)-\(getpid())"
    let head = "\(message.to.email)\n\(message.subject.split(whereSeparator: \.isNewline).joined(separator: " "))\n"
    try write(head, to: ".\(name).head")
    try write(message.text, to: "\(name).eml")
  }

  private func write(_ text: String, to name: String) throws(FileError) {
    let temporary = "\(path)/.new-\(getpid())-\(name)"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .unwritable(path, reason: ChunkedFile.reason(errno)) }
    var code: Int32 = 0
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty, code == 0 {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { code = errno }
    }
    if fsync(file) != 0, code == 0 { code = errno }
    if close(file) != 0, code == 0 { code = errno }
    if code == 0, rename(temporary, "\(path)/\(name)") != 0 { code = errno }
    guard code == 0 else {
      unlink(temporary)
      throw .unwritable(path, reason: ChunkedFile.reason(code))
    }
  }

  /// The mails that wait, oldest first; none when there is no folder.
  public func waiting() -> [Waiting] {
    names().map { name in
      let head = text(".\(name).head").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      return Waiting(
        name: name, to: head.first ?? "", subject: head.count > 1 ? head[1] : "", reason: text(".\(name).why"))
    }
  }

  private func names() -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name.hasSuffix(".eml"), !name.hasPrefix(".") { names.append(String(name.dropLast(4))) }
    }
    return names.sorted()
  }

  private func text(_ name: String) -> String {
    guard let file = try? ChunkedFile(path: "\(path)/\(name)", limit: 1 << 20) else { return "" }
    var chunk: [UInt8] = []
    guard (try? file.read(into: &chunk)) != nil else { return "" }
    return String(decoding: chunk, as: UTF8.self)
  }

  /// Hands what waits to a mail program, for at most so many milliseconds in all; what it does not take stays.
  ///
  /// Does nothing while someone else is delivering. After the program did not end it is left alone for five minutes, for each try
  /// costs all the time there is.
  /// - Parameters:
  ///   - waits: whether to wait, no longer than that either, until who else is delivering has done so.
  ///   - insists: whether a program that lately did not end is tried all the same.
  public func deliver(
    by command: String, within milliseconds: Int, waits: Bool = false, insists: Bool = false
  ) -> Delivery {
    var delivery = Delivery()
    let names = names()
    guard !names.isEmpty else { return delivery }
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return delivery }
    defer { close(folder) }
    let began = Self.now()
    while flock(folder, LOCK_EX | LOCK_NB) != 0 {
      guard waits, Self.now() - began < milliseconds else { return delivery }
      usleep(20_000)
    }
    if !insists, rests {
      // Of each it is told once.
      for new in waiting() where new.reason.isEmpty {
        note("the program that sends mail did not end when it was last tried", for: new, &delivery)
      }
      return delivery
    }
    let program = MailProgram(command: command)
    for waiting in self.waiting() {
      let left = milliseconds - (Self.now() - began)
      guard left > 0 else { break }
      let result = program.send(
        "\(path)/\(waiting.name).eml", errors: "\(path)/\(Self.errorsName)", within: left)
      switch result {
      case .sent:
        unlink("\(path)/\(Self.hungName)")
        remove(waiting.name)
        delivery.sent.append(waiting.to)
        continue
      case .failed(let reason):
        note(reason, for: waiting, &delivery)
        continue
      case .hung:
        try? write("", to: Self.hungName)
        // To the nearest second: what was left for the first is a few milliseconds short of a whole number.
        note("it did not end within \(max(1, (left + 500) / 1_000)) s", for: waiting, &delivery)
      }
      break
    }
    return delivery
  }

  private var rests: Bool {
    var found = stat()
    guard stat("\(path)/\(Self.hungName)", &found) == 0 else { return false }
    // A time yet to come is of a clock that was set back.
    return (0..<Self.rest).contains(time(nil) - found.st_mtim.tv_sec)
  }

  private func note(_ reason: String, for waiting: Waiting, _ delivery: inout Delivery) {
    delivery.failedTo.append(waiting.to)
    delivery.reasons.append(reason)
    try? write(reason, to: ".\(waiting.name).why")
  }

  /// Forgets a mail, sent or not.
  public func remove(_ name: String) {
    for file in ["\(name).eml", ".\(name).head", ".\(name).why"] { unlink("\(path)/\(file)") }
  }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}
