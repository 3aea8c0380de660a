import Mentoring
import Scheduling

/// Whom the viewer called off at short notice is owed another time: until one is booked or asked for, or two weeks have gone.
struct OwedNudges {
  let viewer: Person?
  let times: TimeWording

  static let daysTold = 14

  /// - Parameter pairs: the viewer's active pairs, each with its sessions of the last ``daysTold`` days and after, whatever became of them.
  func load(_ pairs: [(Pair, [Session])], _ reader: any StoreReader) throws -> [TodayData.Nudge] {
    guard let viewer else { return [] }
    let now = times.now
    let program = try reader.program().policy
    return try pairs.compactMap { pair, all in
      let notice = program.applying(pair.policy).lateNotice
      let late = all.filter { session in
        session.wasCalledOffLate(notice: notice) && session.closing?.by == viewer.id
          && now - (session.closing?.at ?? now) < Self.daysTold * 86_400
      }
      // What was booked after the last one was called off is for those before, too.
      guard let owed = late.max(by: { ($0.closing?.at ?? now) < ($1.closing?.at ?? now) }), let closing = owed.closing
      else { return nil }
      let live = Set(all.filter { $0.status(at: now).isLive }.map(\.id))
      guard try !reader.isReplaced(owed, since: closing.at, by: live) else { return nil }
      let partner = try pair.partner(of: viewer.id).flatMap { try reader.person($0) }?.name ?? "?"
      return TodayData.Nudge(
        text: "You called off \(times.moment(owed.interval.start)) late: propose another time to \(partner)",
        pair: pair.id, days: times.zone.date(at: now) - times.zone.date(at: closing.at))
    }
  }
}
