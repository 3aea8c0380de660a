/// A half-open stretch of a local day in minutes after midnight: `09:00-17:30`.
///
/// One that ends at or before its start runs past midnight and belongs to the day it starts on; `24:00` may end one.
public struct MinuteRange: Hashable, Sendable, Codable {
  /// 0 to 1,439.
  public let start: Int
  /// 1 to 2,879: beyond 1,440 it lies on the next day.
  public let end: Int

  /// - Precondition: `0 <= start < 1440`, `start < end <= start + 1440`.
  public init(_ start: Int, _ end: Int) {
    precondition((0..<1_440).contains(start) && start < end && end <= start + 1_440, "not a stretch of a day")
    self.start = start
    self.end = end
  }

  /// From clock readings in minutes: an `end` at or before `start` means the next day's; nil when out of bounds.
  public init?(clockStart: Int, clockEnd: Int) {
    guard (0..<1_440).contains(clockStart), (0...1_440).contains(clockEnd), clockStart != clockEnd else { return nil }
    start = clockStart
    end = clockEnd > clockStart ? clockEnd : clockEnd + 1_440
  }
}

extension MinuteRange {
  /// What was written by others may be no stretch of a day.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let (start, end) = (try values.decode(Int.self, forKey: .start), try values.decode(Int.self, forKey: .end))
    guard (0..<1_440).contains(start), start < end, end - start <= 1_440 else {
      throw DecodingError.dataCorruptedError(forKey: .end, in: values, debugDescription: "not a stretch of a day")
    }
    self.init(start, end)
  }
}

extension MinuteRange: Comparable {
  public static func < (left: MinuteRange, right: MinuteRange) -> Bool {
    left.start != right.start ? left.start < right.start : left.end < right.end
  }
}

extension MinuteRange: CustomStringConvertible {
  /// `09:00-12:30`; past midnight `22:00-02:00`; to midnight `18:00-24:00`.
  public var description: String {
    func clock(_ minute: Int) -> String { "\(padded(minute / 60, to: 2)):\(padded(minute % 60, to: 2))" }
    return clock(start) + "-" + clock(end > 1_440 ? end - 1_440 : end)
  }
}
