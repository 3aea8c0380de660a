import Interchange
import Mentoring
import Scheduling

/// Writes when a person can't be met, for whoever may see their busy time.
struct FreeBusyExport {
  let environment: CommandEnvironment
  let reader: any StoreReader

  /// Days from now that are told, where no end is named.
  private static let days = 60

  func write(login: String?, span: SpanOptions) throws {
    let actor = try environment.actor(reader)
    let person = try Reading.person(
      login ?? environment.login, whose: "free/busy time", isSeenBy: actor, reader)
    let zone = try environment.zone(of: actor, reader)
    let interval = try span.interval(environment.times(zone), start: environment.now, days: Self.days)
    guard interval.seconds <= 800 * 86_400 else {
      throw Failure(.usage, "invalid", "--from and --to lie \(interval.seconds / 86_400) days apart; 800 is the most")
    }
    var stretches = try reader.busy(of: person.id, in: interval).merged.intervals.map { (FreeBusyWriter.Kind.busy, $0) }
    for engagement in try reader.engagements(of: person.id, in: interval) {
      stretches.append((engagement.isHold ? .tentative : .busy, engagement.interval))
    }
    let available = try person.availability(environment.zones).available(in: interval)
    stretches += IntervalSet(interval).subtracting(available).intervals.map { (.unavailable, $0) }
    environment.output.text(
      FreeBusyWriter().text(
        of: person, in: interval, stretches, domain: try reader.program().domain, now: environment.now),
      key: "freebusy")
  }
}
