import Glibc

/// The files whose writing can be a change: the database, its log, and what writers touch when they are done.
///
/// Each is watched by itself, and the folder only for files that come: another program's log beside the database would wake
/// us with every line.
struct WatchedFiles {
  private let events: Int32
  private let folder: String
  private let names: [String]
  private let folderWatch: Int32

  /// - Parameters:
  ///   - events: what inotify gave.
  ///   - folder: with its slash.
  ///   - database: the file's name.
  /// - Returns: nil when the folder or the database can't be watched.
  init?(events: Int32, folder: String, database: String) {
    self.events = events
    self.folder = folder
    names = ["", "-wal", "-turn", "-journal"].map { database + $0 }
    folderWatch = inotify_add_watch(events, folder, UInt32(IN_CREATE) | UInt32(IN_MOVED_TO))
    guard folderWatch >= 0, watch(database) else { return nil }
    for name in names.dropFirst() { watch(name) }
  }

  /// A file that is not there yet is watched when it comes.
  @discardableResult
  private func watch(_ name: String) -> Bool { inotify_add_watch(events, folder + name, UInt32(IN_MODIFY)) >= 0 }

  /// Whether one of the events is about these files. Those that came are watched from now on.
  func concern(_ bytes: ArraySlice<UInt8>) -> Bool {
    let header = MemoryLayout<inotify_event>.size
    var rest = bytes
    var isConcerned = false
    while rest.count >= header {
      let (watch, length) = rest.withUnsafeBytes {
        ($0.loadUnaligned(as: Int32.self), $0.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
      }
      if watch == folderWatch {
        let text = rest.dropFirst(header).prefix(Int(length)).prefix { $0 != 0 }
        let file = String(decoding: text, as: UTF8.self)
        if names.contains(file) {
          self.watch(file)
          isConcerned = true
        }
      } else {
        isConcerned = true
      }
      rest = rest.dropFirst(header + Int(length))
    }
    return isConcerned
  }
}
