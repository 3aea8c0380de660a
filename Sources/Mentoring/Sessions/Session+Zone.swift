public import Scheduling

extension ZoneProvider {
  /// The zone that a session's time is told in. On a server any program of its two people may have written a name that nobody
  /// knows, which must not keep others from reading: such a time is told in UTC.
  public func zone(of session: Session) -> ZoneRules { (try? zone(named: session.zone)) ?? .utc }
}
