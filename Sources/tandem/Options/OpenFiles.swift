import Glibc

/// How many files may be open at a time: what the system's libraries do when no more can be opened is to end the program.
enum OpenFiles {
  /// The database, its log and locks, a queue's descriptors, calendars and zones, and some to spare.
  private static let needed: rlim_t = 64

  /// Lifts the limit where that is allowed; otherwise says what it is, and ends the program before anything was begun.
  static func require() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < needed else { return }
    if limit.rlim_max >= needed {
      limit.rlim_cur = needed
      if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 { return }
    }
    Output.message(
      "tandem: only \(limit.rlim_cur) files may be open at a time here, and \(needed) are needed; nothing was begun; raise the limit "
        + "(“ulimit -n”)")
    exit(1)
  }
}
