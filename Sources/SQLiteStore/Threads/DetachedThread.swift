import Glibc

/// A thread of its own for what blocks in the kernel, where a task would block one of a few shared threads.
enum DetachedThread {
  /// Runs `body` on a new thread.
  ///
  /// - Returns: false when the system gives none; `body` is not run then.
  static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    let boxed = Unmanaged.passRetained(Box(body))
    var thread = pthread_t()
    let code = pthread_create(
      &thread, &attributes,
      {
        Unmanaged<Box>.fromOpaque($0!).takeRetainedValue().body()
        return nil
      }, boxed.toOpaque())
    if code != 0 { boxed.release() }
    return code == 0
  }

  /// What the thread runs, boxed so that C can carry it.
  private final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
