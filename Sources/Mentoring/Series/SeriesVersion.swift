import Scheduling

extension StoreReader {
  /// The SEQUENCE (RFC 5545, 3.8.7.4) of all series of a pair, and of each of their instances. O(the pair's sessions).
  ///
  /// It is the highest of their sessions', and what changes one of these counts on from it. So it rises with whatever a
  /// series' event tells, its rule too, and never falls, for no session is ever removed. It is one for all of a pair's series
  /// because sessions go over from one to another, which changes both; and one for instances too, or a message about one
  /// would be older than what its series said before.
  public func seriesVersion(of pair: PairID) throws -> Int {
    try highest(of: pair, \.sequence)
  }

  /// As ``seriesVersion(of:)``, without the questions whether sessions may move: as their agreed times are told.
  public func agreedSeriesVersion(of pair: PairID) throws -> Int {
    try highest(of: pair) { ($0.beforeQuestion ?? $0).sequence }
  }

  private func highest(of pair: PairID, _ sequence: (Session) -> Int) throws -> Int {
    try sessions(SessionFilter(pair: pair, liveOnly: false)).filter { $0.series != nil }.map(sequence).max() ?? 0
  }

  /// The changes, with those of sessions in series counted on from what calendars know of any series of their pair.
  ///
  /// A question whether a session may move counts by two: the version between tells calendars of the agreed time.
  func counted(_ changes: [Change]) throws -> [Change] {
    var versions: [PairID: Int] = [:]
    return try changes.map { change in
      guard case .session(let before?, var after?) = change, before.sequence != after.sequence else { return change }
      var known = before.sequence
      if after.series != nil {
        let version = try versions[after.pair] ?? seriesVersion(of: after.pair)
        versions[after.pair] = version
        known = max(known, version)
      }
      after.sequence = max(after.sequence, known + (after.request?.agreed == nil ? 1 : 2))
      return .session(before: before, after: after)
    }
  }
}
