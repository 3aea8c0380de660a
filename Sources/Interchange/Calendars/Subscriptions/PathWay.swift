import Glibc

/// The folders and links that lead to a file or folder, as far as there are any. O(folders).
struct PathWay: Equatable {
  /// Paths of folders and symbolic links from the root on; of a link, then what leads to where it points.
  private(set) var steps: [String] = []
  /// Where it ends: the last folder that there is.
  private(set) var folder = "/"
  /// What comes behind that: the file, or the first thing that is missing; empty where the way leads to a folder.
  private(set) var name = ""
  /// Whether there is something at its end.
  private(set) var isWhole = true

  var isFolder: Bool { isWhole && name.isEmpty }

  /// As many as Linux follows.
  private static let mostLinks = 40

  /// - Parameter path: absolute.
  init(to path: String) {
    var rest = Self.names(path)
    var links = 0
    while let next = rest.popLast() {
      guard next != ".." else {
        folder = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? "/"
        if folder.isEmpty { folder = "/" }
        continue
      }
      let here = folder == "/" ? "/" + next : folder + "/" + next
      var status = stat()
      let isThere = lstat(here, &status) == 0
      switch status.st_mode & S_IFMT {
      case S_IFDIR where isThere:
        steps.append(here)
        folder = here
      case S_IFLNK where isThere:
        links += 1
        guard links <= Self.mostLinks, let target = Self.target(of: here) else {
          (name, isWhole) = (next, false)
          return
        }
        steps.append(here)
        if target.hasPrefix("/") { folder = "/" }
        rest += Self.names(target)
      default:
        (name, isWhole) = (next, isThere && rest.isEmpty)
        return
      }
    }
  }

  /// The last first.
  private static func names(_ path: String) -> [String] {
    path.split(separator: "/").filter { $0 != "." }.reversed().map(String.init)
  }

  private static func target(of link: String) -> String? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(link, &bytes, bytes.count)
    return count > 0 ? String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }
}
