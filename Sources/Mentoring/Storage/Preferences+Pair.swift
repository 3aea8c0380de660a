public import Scheduling

extension Preferences {
  /// What makes one opening of a pair better than another.
  ///
  /// The next session is due a cadence after the pair's last one, booked ones included; with none yet, a cadence from now. Who
  /// bore the unpleasant hours of the last session is spared.
  /// - Parameters:
  ///   - sessions: the pair's live ones, by start.
  ///   - zones: where the mentor and the mentee are.
  public init(of pair: Pair, sessions: [Session], mentor: ZoneRules, mentee: ZoneRules, now: Instant) {
    let last = sessions.last
    self.init(
      due: pair.cadence.map { $0.date(after: mentor.date(at: last?.interval.start ?? now)) },
      spared: last.flatMap {
        Self.bearer(of: $0.interval, [(person: pair.mentor, zone: mentor), (person: pair.mentee, zone: mentee)])
      })
  }
}
