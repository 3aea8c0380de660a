import Glibc

/// Whether a process still makes the file that carries its number.
enum FileMaker {
  /// Numbers are given anew, to threads too: who began after the file was written last is somebody else.
  static func isAtWork(_ process: pid_t, on path: String) -> Bool {
    // What another user runs is there as well, though it may not be signaled.
    guard kill(process, 0) == 0 || errno != ESRCH else { return false }
    var status = stat()
    guard let began = start(of: process), stat(path, &status) == 0 else { return true }
    // The clock may have been set a little meanwhile.
    return began <= Int(status.st_mtim.tv_sec) + 2
  }

  /// In seconds since 1970, as `/proc` tells it in ticks since the machine started (proc(5)); nil where it doesn't.
  private static func start(of process: pid_t) -> Int? {
    let text = LockHolder.text(of: "/proc/\(process)/stat")
    // Behind the name, which may hold anything: the state is the third field, the start the twenty-second.
    guard let end = text.lastIndex(of: ")") else { return nil }
    let fields = text[end...].dropFirst().split(separator: " ")
    guard fields.count > 19, let ticks = Int(fields[19]) else { return nil }
    var (now, sinceStart) = (timespec(), timespec())
    guard clock_gettime(CLOCK_REALTIME, &now) == 0, clock_gettime(CLOCK_BOOTTIME, &sinceStart) == 0 else { return nil }
    return now.tv_sec - sinceStart.tv_sec + ticks / max(1, sysconf(Int32(_SC_CLK_TCK)))
  }
}
