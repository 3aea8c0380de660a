import Glibc

/// Whether a thread can be made: without one the database's library waits for ever at the end of a command, its work done.
enum Threads {
  /// Says so, and ends the program before anything was begun. Some 30 µs.
  static func require() {
    var thread = pthread_t()
    let failure = pthread_create(&thread, nil, { _ in nil }, nil)
    guard failure != 0 else {
      pthread_join(thread, nil)
      return
    }
    Output.message(
      "tandem: no thread can be made here (\(String(cString: strerror(failure)))); nothing was begun; raise the limits on processes "
        + "and memory (“ulimit -u”, “ulimit -v”), or end other programs")
    exit(1)
  }
}
