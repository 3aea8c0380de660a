import Scheduling

/// Tells a reminder in words, to the one it is for.
public struct ReminderWording {
  let reader: any StoreReader
  let times: TimeWording

  /// - Parameter times: in the recipient's zone.
  public init(_ reader: any StoreReader, times: TimeWording) {
    self.reader = reader
    self.times = times
  }

  /// `in 15 min: Ralf Winter, Wed 25 Nov 14:30, Video editing · Lisbon`.
  public func sentence(_ reminder: Reminder) throws -> String {
    let partner = try value(.partner, of: reminder)
    switch reminder.occasion {
    case .session(let session):
      let details = [try value(.topic, of: reminder), try value(.room, of: reminder)].filter { !$0.isEmpty }
      let rest = details.isEmpty ? "" : ", " + details.joined(separator: " · ")
      return "\(times.distance(to: reminder.at)): \(partner), \(times.moment(session.interval.start))\(rest)"
    case .request(let session):
      return
        "\(partner) waits for your answer until \(times.moment(reminder.at)) (\(times.distance(to: reminder.at))): "
        + times.span(session.interval)
    case .task(let entry, let due):
      guard case .action(let text, _, _) = entry.content else { return "" }
      let isToday = due == times.zone.date(at: times.now)
      return "\(isToday ? "due today" : "was due \(times.day(due))"): \(text) (with \(partner))"
    }
  }

  /// What a template fills in; empty where the reminder has nothing for it.
  public func value(_ field: ReminderTemplate.Field, of reminder: Reminder) throws -> String {
    let (session, pair, id): (Session?, PairID, String) =
      switch reminder.occasion {
      case .session(let session), .request(let session): (session, session.pair, session.id.description)
      case .task(let entry, _): (nil, entry.pair, "\(entry.id)")
      }
    // A task is due on a day, not at an hour of it.
    if case .task(_, let due) = reminder.occasion {
      if field == .time { return "" }
      if field == .day { return times.day(due) }
    }
    switch field {
    case .text: return try sentence(reminder)
    case .kind: return reminder.kind
    case .time: return times.time(session?.interval.start ?? reminder.at)
    case .day: return times.day(session?.interval.start ?? reminder.at)
    case .distance: return times.distance(to: reminder.at)
    case .partner:
      let partner = try reader.pair(pair)?.partner(of: reminder.recipient)
      return try partner.flatMap { try reader.person($0) }?.name ?? ""
    case .topic:
      if case .task(let entry, _) = reminder.occasion, case .action(let text, _, _) = entry.content { return text }
      return session?.topic ?? ""
    case .room: return try session?.room.flatMap { try reader.room($0) }?.name ?? ""
    case .id: return id
    case .person: return try reader.person(reminder.recipient)?.login ?? ""
    case .at: return times.iso(session?.interval.start ?? reminder.at)
    }
  }
}
