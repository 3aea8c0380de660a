public import Scheduling

/// Tells a reader what was done: the history writes a session's time once, in the session's own zone, and each reads it in theirs.
public struct SummaryWording {
  private let times: TimeWording
  private let zones: any ZoneProvider

  /// - Parameter times: of the reader.
  public init(_ times: TimeWording, zones: any ZoneProvider) {
    self.times = times
    self.zones = zones
  }

  /// The summary with the times of the sessions among `changes` as the reader's clock shows them.
  public func words(_ summary: String, of changes: [Change]) -> String {
    var spans: [String: String] = [:]
    for case .session(let before, let after) in changes {
      for case let session? in [before, after] {
        guard let zone = try? zones.zone(named: session.zone) else { continue }
        for time in [session.interval, session.request?.agreed?.interval].compactMap(\.self) {
          spans[TimeWording(zone: zone, now: times.now).span(time)] = times.span(time)
        }
      }
    }
    // Whose day is another then reads the rule's days so, too.
    for case .series(nil, let series?) in changes {
      guard let zone = try? zones.zone(named: series.zone), let days = try? series.days(in: times.zone, own: zone)
      else {
        continue
      }
      if let other = days.other { spans[days.own] = other }
    }
    // A summary names few times, whatever it changed. One after the other from its beginning, so that what was put in is left alone.
    var words = ""
    var rest = summary[...]
    while let next = spans.keys.compactMap({ span in rest.firstRange(of: span).map { (span, $0) } })
      .min(by: { $0.1.lowerBound < $1.1.lowerBound })
    {
      words += rest[..<next.1.lowerBound] + (spans[next.0] ?? next.0)
      rest = rest[next.1.upperBound...]
    }
    return words + rest
  }
}
