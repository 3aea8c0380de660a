import Scheduling

extension StoreReader {
  /// The SEQUENCE (RFC 5545, 3.8.7.4) of all series of a pair, and of each of their instances. O(the pair's sessions).
  ///
  /// It is the highest of their sessions', and what changes one of these counts on from it. So it rises with whatever a
  /// series' event tells, its rule too, and never falls, for no session is ever removed. It is one for all of a pair's series
  /// because sessions go over from one to another, which changes both; and one for instances too, or a message about one
  /// would be older than what its series said before.
  public func seriesVersion(of pair: PairID) throws -> Int {
    try sessions(SessionFilter(pair: pair, liveOnly: false)).filter { $0.series != nil }.map(\.sequence).max() ?? 0
  }
}

extension Decider {
  /// The changes, with those of sessions in series counted on from what calendars know of any series of their pair.
  func counted(_ changes: [Change]) throws -> [Change] {
    var versions: [PairID: Int] = [:]
    return try changes.map { change in
      guard case .session(let before?, var after?) = change, before.sequence != after.sequence, after.series != nil
      else {
        return change
      }
      let version = try versions[after.pair] ?? store.seriesVersion(of: after.pair)
      versions[after.pair] = version
      after.sequence = max(after.sequence, version + 1)
      return .session(before: before, after: after)
    }
  }
}
