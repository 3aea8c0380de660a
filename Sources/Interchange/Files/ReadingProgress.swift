/// How far the reading of files has come.
public struct ReadingProgress: Hashable, Sendable {
  /// Bytes read so far, over all files.
  public var bytesDone: Int
  /// Bytes of all files as their folder tells; 0 when it doesn't, as for a pipe.
  public var bytesInAll: Int

  public init(bytesDone: Int, bytesInAll: Int) {
    self.bytesDone = bytesDone
    self.bytesInAll = bytesInAll
  }

  /// 0 to 1; nil when the size isn't known.
  public var fraction: Double? {
    bytesInAll > 0 ? min(1, Double(bytesDone) / Double(bytesInAll)) : nil
  }
}

/// Told of progress every few hundred kilobytes, on the thread that reads. What it throws ends the reading and is
/// thrown on: throw `CancellationError` to cancel.
public typealias ProgressReport = (ReadingProgress) throws -> Void
