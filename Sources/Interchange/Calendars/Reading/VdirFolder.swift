import Glibc

/// The calendar files of a folder and the folders in it, as khal and vdirsyncer keep them: one event a file, a folder a
/// calendar.
struct VdirFolder {
  static let mostFiles = 200_000
  static let deepest = 8

  let path: String
  /// Paths by name, so that a folder always reads the same.
  let files: [String]
  /// Itself and those in it that are read.
  let folders: [String]
  /// Symbolic links in them that lead to a calendar file, to a folder, or nowhere.
  let links: [String]
  /// Bytes.
  let size: Int
  /// Folders and calendar files that can't be opened, and what stands in a calendar file's place; by name.
  let faults: [Fault]
  /// Folders that lie too deep to be entered.
  let tooDeep: [String]

  /// What can't be opened, and why.
  struct Fault {
    let path: String
    let reason: String
    let isFolder: Bool
  }

  /// Whether a path is a folder.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// - Throws: ``FileError`` when the folder can't be read, or holds too many files.
  init(path: String) throws(FileError) {
    var walk = Walk(root: path)
    try walk.visit(path, depth: 0)
    self.path = path
    files = walk.files.sorted()
    size = walk.size
    folders = walk.folders
    links = walk.links
    faults = walk.faults.sorted { $0.path < $1.path }
    tooDeep = walk.tooDeep
  }

  private struct Place: Hashable {
    var device: UInt
    var node: UInt
  }

  private struct Walk {
    let root: String
    var files: [String] = []
    var folders: [String] = []
    var links: [String] = []
    var size = 0
    var faults: [Fault] = []
    var tooDeep: [String] = []
    /// Folders and files seen, so that links can't lead in a circle or bring a file twice.
    var seen: Set<Place> = []

    init(root: String) { self.root = root }

    mutating func visit(_ folder: String, depth: Int) throws(FileError) {
      guard let stream = opendir(folder) else {
        let reason = ChunkedFile.reason(errno)
        guard depth > 0 else { throw .unreadable(folder, reason: reason) }
        faults.append(Fault(path: folder, reason: reason, isFolder: true))
        return
      }
      defer { closedir(stream) }
      folders.append(folder)
      while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        // Hidden files hold notes of the programs that keep the folder.
        guard !name.hasPrefix(".") else { continue }
        let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
        var status = stat()
        let isLink = entry.pointee.d_type == UInt8(DT_LNK)
        guard stat(path, &status) == 0 else {
          if isLink { links.append(path) }
          if name.lowercased().hasSuffix(".ics") {
            faults.append(Fault(path: path, reason: ChunkedFile.reason(errno), isFolder: false))
          }
          continue
        }
        let place = Place(device: UInt(status.st_dev), node: UInt(status.st_ino))
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
          guard depth < VdirFolder.deepest else {
            if !seen.contains(place) { tooDeep.append(path) }
            continue
          }
          if isLink { links.append(path) }
          guard seen.insert(place).inserted else { continue }
          let before = (files.count, faults.count)
          try visit(path, depth: depth + 1)
          // Where it took a file's place it tells nothing of what was in that. One that holds calendars is a folder by its name.
          if name.lowercased().hasSuffix(".ics"), before == (files.count, faults.count) {
            faults.append(Fault(path: path, reason: "it is an empty folder, not a file", isFolder: false))
          }
        case S_IFREG where name.lowercased().hasSuffix(".ics"):
          if isLink { links.append(path) }
          guard seen.insert(place).inserted else { continue }
          guard files.count < VdirFolder.mostFiles else {
            throw .tooMuch(root, of: "calendar files", limit: VdirFolder.mostFiles)
          }
          files.append(path)
          size += Int(status.st_size)
        case _ where name.lowercased().hasSuffix(".ics"):
          faults.append(Fault(path: path, reason: "it is no file", isFolder: false))
        default: continue
        }
      }
    }
  }
}
