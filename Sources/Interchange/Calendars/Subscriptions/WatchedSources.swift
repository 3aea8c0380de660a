import Glibc

/// The folders in which something can happen to calendars, as the kernel watches them (inotify).
///
/// Of a calendar's own folders everything is heard, and of what links in them lead to; of those above only that they themselves go away, for much comes and
/// goes in them that is none of ours. Where one is gone, the next above tells when something of its name comes. One that
/// can't be read can't be heard either: the folder that it lies in tells when what may be done with it changes.
struct WatchedSources {
  private let events: Int32
  /// What is heard of, by the number that the kernel gave.
  private var interests: [Int32: Interest] = [:]

  /// Steps and links that are heard of, for many links may go the same way.
  private var known: Set<String> = []

  private struct Interest {
    /// Its path where it holds calendar files, and folders of them, by any name.
    var calendar: String?
    /// What else is heard of in it; that it goes away itself always is.
    var names: Set<String> = []
  }

  /// - Parameter events: what inotify gave; nothing else adds to it.
  init(events: Int32) { self.events = events }

  /// Watches these instead of what was watched before. O(files).
  ///
  /// - Parameter paths: absolute.
  mutating func watch(_ paths: [String]) {
    for watch in interests.keys { inotify_rm_watch(events, watch) }
    interests = [:]
    known = []
    for path in paths { add(path) }
  }

  private mutating func add(_ path: String) {
    guard hearWay(to: path).isFolder else { return }
    let folder = try? VdirFolder(path: path)
    for folder in folder?.folders ?? [path] { hear(folder, Interest(calendar: folder)) }
    for link in folder?.links ?? [] { add(link: link) }
  }

  /// Hears of what a link in a calendar's folder leads to. That the link itself changes its folder tells.
  private mutating func add(link: String) {
    guard known.insert(link).inserted, let (parent, name) = Self.parent(of: link) else { return }
    if !Self.isCalendarFile(name) { hear(parent, Interest(names: [name])) }
    let way = hearWay(to: link)
    // Also where it could not be opened.
    if way.isFolder { hear(way.folder, Interest(calendar: way.folder)) }
  }

  /// What there is of the way when all of it is heard of.
  private mutating func hearWay(to path: String) -> PathWay {
    var way = PathWay(to: path)
    // Something may come between the look and the watch, and would be told by nobody.
    for _ in 0..<Self.mostTries {
      for step in way.steps where known.insert(step).inserted { hear(step, Interest(), flags: Int(IN_DONT_FOLLOW)) }
      if !way.isFolder { hear(way.folder, Interest(names: [way.name])) }
      guard !way.isWhole else { break }
      let next = PathWay(to: path)
      if next == way { break }
      way = next
    }
    return way
  }

  /// How often it is looked anew when folders come while they are looked for.
  private static let mostTries = 10

  private mutating func hear(_ path: String, _ interest: Interest, flags: Int = 0) {
    // One that goes away while it is empty tells of itself alone.
    var mask = Int(IN_DELETE_SELF | IN_MOVE_SELF)
    let isHeardInside = interest.calendar != nil || !interest.names.isEmpty
    if isHeardInside {
      mask |= Int(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ATTRIB)
    }
    // A folder may be on the way to one calendar and hold another.
    let all = UInt32(mask | flags) | UInt32(IN_MASK_ADD)
    var watch = inotify_add_watch(events, path, all)
    if watch < 0, isHeardInside, errno == EACCES, let (parent, name) = Self.parent(of: path) {
      hear(parent, Interest(names: [name]))
      // It may have been opened just before that.
      watch = inotify_add_watch(events, path, all)
    }
    guard watch >= 0 else { return }
    var heard = interests[watch] ?? Interest()
    heard.calendar = heard.calendar ?? interest.calendar
    heard.names.formUnion(interest.names)
    interests[watch] = heard
  }

  /// Takes all events. Whether one may be about a calendar: a database in the same folder is written to at each look.
  func hasCalendarEvent() -> Bool {
    let header = MemoryLayout<inotify_event>.size
    var chunk = [UInt8](repeating: 0, count: 65_536)
    var isFound = false
    while true {
      let count = Glibc.read(events, &chunk, chunk.count)
      guard count > 0 else { return isFound }
      var position = 0
      while position + header <= count {
        let (event, name) = chunk.withUnsafeBytes { bytes in
          let event = bytes.loadUnaligned(fromByteOffset: position, as: inotify_event.self)
          let name = bytes[(position + header)..<min(count, position + header + Int(event.len))].prefix { $0 != 0 }
          return (event, String(decoding: name, as: UTF8.self))
        }
        position += header + Int(event.len)
        if concerns(event, name) { isFound = true }
      }
    }
  }

  private func concerns(_ event: inotify_event, _ name: String) -> Bool {
    // So many that some were lost.
    guard event.mask & UInt32(IN_Q_OVERFLOW) == 0 else { return true }
    // That a watch was taken away tells nothing; it is done at each look.
    guard event.mask & UInt32(IN_IGNORED) == 0, let interest = interests[event.wd] else { return false }
    if name.isEmpty || interest.names.contains(name) { return true }
    guard let folder = interest.calendar else { return false }
    if event.mask & UInt32(IN_ISDIR) != 0 || Self.isCalendarFile(name) { return true }
    // A link that comes may lead to a folder.
    guard event.mask & UInt32(IN_CREATE | IN_MOVED_TO) != 0, !name.hasPrefix(".") else { return false }
    var status = stat()
    return lstat(folder + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  private static func isCalendarFile(_ name: String) -> Bool { name.lowercased().hasSuffix(".ics") }

  /// - Parameter path: absolute; the root has none.
  private static func parent(of path: String) -> (folder: String, name: String)? {
    guard path != "/", let slash = path.lastIndex(of: "/") else { return nil }
    return (
      slash == path.startIndex ? "/" : String(path[..<slash]), String(path[path.index(after: slash)...])
    )
  }
}
