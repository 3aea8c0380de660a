/// The files that a calendar consists of, as they lie there now.
struct SourceFiles {
  /// By name: itself, or those of the folder.
  let paths: [String]
  /// What stands where there should be a file, and can't be one.
  let faults: [String]
  let isFolder: Bool
  /// Where a way that goes over links ends now; nil for one without any.
  let place: String?

  /// O(files).
  init(of path: String) throws(FileError) {
    self.init(path, folder: VdirFolder.isFolder(path) ? try VdirFolder(path: path) : nil)
  }

  /// - Parameter folder: what is there, if it is one.
  init(_ path: String, folder: VdirFolder?) {
    paths = folder?.files ?? [path]
    faults = folder?.faults.map(\.path) ?? []
    isFolder = folder != nil
    let end = SourceName.place(of: path)
    place = end == path ? nil : end
  }

  /// Whether there is nothing in it that could tell of an event.
  var isEmpty: Bool { paths.isEmpty && faults.isEmpty }
}
