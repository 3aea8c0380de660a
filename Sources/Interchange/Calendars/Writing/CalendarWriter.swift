public import Mentoring
public import Scheduling

/// Writes sessions as an iCalendar file (RFC 5545) with the VTIMEZONEs that it uses.
public struct CalendarWriter: Sendable {
  static let product = "-//Tandem//Mentoring sessions//EN"

  let zones: any ZoneProvider
  /// Minutes before a session at which its alarm rings; nil for none.
  let alarm: Int?

  public init(zones: any ZoneProvider, alarm: Int? = 10) {
    self.zones = zones
    self.alarm = alarm
  }

  /// The calendar's text. O(*n*) in sessions, and in what the series' rules give.
  ///
  /// - Parameters:
  ///   - series: those whose sessions are all among `sessions`: each becomes one event with its rule, and one for each
  ///     session that differs from it (RFC 5545, 3.8.5). Sessions of other series are told one by one.
  ///   - now: when the entries were made (DTSTAMP).
  /// - Throws: ``ZoneError`` for a session in a zone that the system doesn't know.
  public func text(
    _ sessions: [ExportedSession], series: [Series] = [], now: Instant
  ) throws(ZoneError) -> String {
    try text(sessions, series: series, now: now, message: nil)
  }

  /// - Parameter message: what it is as an iTIP message; nil for a calendar.
  func text(
    _ sessions: [ExportedSession], series: [Series], now: Instant, message: InvitationMessage?
  ) throws(ZoneError) -> String {
    var used = UsedZones(zones: zones)
    for exported in sessions { try used.use(exported.session.zone, over: exported.session.interval) }
    var entries: [SeriesID: SeriesEntry] = [:]
    let members = Dictionary(grouping: sessions) { $0.session.series }
    for series in series {
      guard let all = members[series.id], let span = Self.span(all) else { continue }
      try used.use(series.zone, over: span)
      entries[series.id] = SeriesEntry(series, all, zone: try zones.zone(named: series.zone))
    }
    var text = "BEGIN:VCALENDAR\r\nPRODID:\(Self.product)\r\nVERSION:2.0\r\nCALSCALE:GREGORIAN\r\n"
    if let message { text += "METHOD:\(message.method.rawValue)\r\n" }
    Libical.exclusively {
      func event(_ exported: ExportedSession, sequence: Int) -> SessionEvent {
        var event = SessionEvent(exported: exported, now: now, sequence: sequence, alarm: alarm)
        if let message { message.shape(&event) }
        return event
      }
      func single(_ exported: ExportedSession, _ seriesZone: ZoneRules? = nil) -> String {
        let session = exported.session
        guard let zone = used.rules(session.zone) else { return "" }
        return event(exported, sequence: exported.sequence).single(
          in: zone, instance: session.originalStart.map { ($0, seriesZone ?? zone) }
        ).text
      }
      text += used.text
      var told: Set<SeriesID> = []
      for exported in sessions {
        guard let id = exported.session.series, let entry = entries[id] else {
          text += single(exported)
          continue
        }
        guard told.insert(id).inserted else { continue }
        text += event(entry.usual, sequence: entry.sequence).recurring(entry).text
        for changed in entry.changed { text += single(changed, entry.zone) }
      }
    }
    return text + "END:VCALENDAR\r\n"
  }

  private static func span(_ sessions: [ExportedSession]) -> Interval? {
    let starts = sessions.flatMap {
      [$0.session.interval.start, $0.session.originalStart ?? $0.session.interval.start]
    }
    guard let first = starts.min(), let last = sessions.map(\.session.interval.end).max() else { return nil }
    return Interval(from: first, to: max(last, first + 1))
  }
}

/// The zones that a calendar's entries name, each with the stretch over which it must be told.
struct UsedZones {
  private let zones: any ZoneProvider
  private var used: [String: (rules: ZoneRules, span: Interval)] = [:]

  init(zones: any ZoneProvider) { self.zones = zones }

  mutating func use(_ name: String, over interval: Interval) throws(ZoneError) {
    if let span = used[name]?.span {
      used[name]?.span = Interval(min(span.start, interval.start), max(span.end, interval.end))
    } else {
      used[name] = (try zones.zone(named: name), interval)
    }
  }

  func rules(_ name: String) -> ZoneRules? { used[name]?.rules }

  /// Their VTIMEZONEs. Only used while ``Libical`` is held.
  var text: String {
    used.sorted { $0.key < $1.key }.filter { $0.key != "UTC" }
      .map { ZoneComponent.text($0.value.rules, over: $0.value.span) }.joined()
  }
}
