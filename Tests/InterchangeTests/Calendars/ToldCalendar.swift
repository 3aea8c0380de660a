import Mentoring
import Scheduling
import Testing

@testable import Interchange

/// A calendar program that is told of sessions by mail, as RFC 5546 has it: what is of an older SEQUENCE than what it has is
/// no news to it.
struct ToldCalendar {
  private struct Event {
    var sequence: Int
    var text: String
    /// DTSTART, RRULE, EXDATE, RDATE.
    var schedule: [String]
    var isCancelled: Bool
  }

  private var masters: [String: Event] = [:]
  private var instances: [String: [String: Event]] = [:]
  private var zones: [String] = []
  /// What was not as the RFCs want it.
  private(set) var faults: [String] = []

  /// Takes a message, or with no METHOD a calendar that is only looked at.
  mutating func take(_ text: String) {
    let lines = text.replacing("\r\n ", with: "").split(separator: "\r\n").map(String.init)
    let method = lines.first { $0.hasPrefix("METHOD:") }?.dropFirst(7)
    if zones.isEmpty {
      zones = Array(lines.drop { $0 != "BEGIN:VTIMEZONE" }.prefix { $0 != "BEGIN:VEVENT" })
    }
    var replaced: Set<String> = []
    for var event in lines.split(separator: "BEGIN:VEVENT").dropFirst() {
      event = event.prefix { $0 != "END:VEVENT" }
      func value(_ name: String) -> String {
        event.first { $0.hasPrefix(name) }.map { String($0.drop { $0 != ":" }.dropFirst()) } ?? ""
      }
      let (uid, recurrence) = (value("UID"), value("RECURRENCE-ID"))
      let taken = Event(
        sequence: Int(value("SEQUENCE")) ?? -1, text: event.joined(separator: "\n"),
        schedule: event.filter { line in ["DTSTART", "RRULE", "EXDATE", "RDATE"].contains { line.hasPrefix($0) } },
        isCancelled: method == "CANCEL" || value("STATUS") == "CANCELLED")
      if recurrence.isEmpty {
        take(taken, of: uid, isTold: method != nil)
        if method != nil, replaced.insert(uid).inserted { instances[uid] = [:] }
      } else {
        if let known = masters[uid], taken.sequence < known.sequence {
          faults.append("\(uid) at \(recurrence) is \(taken.sequence), its series was \(known.sequence)")
        }
        if let known = instances[uid]?[recurrence], taken.sequence < known.sequence {
          faults.append("\(uid) at \(recurrence) is \(taken.sequence), and was \(known.sequence)")
        }
        if method != nil { instances[uid, default: [:]][recurrence] = taken }
      }
    }
  }

  private mutating func take(_ master: Event, of uid: String, isTold: Bool) {
    if let known = masters[uid] {
      if master.sequence < known.sequence {
        faults.append("\(uid) is \(master.sequence), and was \(known.sequence)")
      }
      // Exceptions are told with an instance's own message, which does not change the series' event here.
      if isTold, master.sequence == known.sequence, master.schedule != known.schedule {
        faults.append("\(uid) is \(master.sequence) with \(known.schedule) and with \(master.schedule)")
      }
    }
    if isTold { masters[uid] = master }
  }

  /// What it shows as busy.
  func busy() throws -> [Interval] {
    var events: [String] = []
    for (uid, master) in masters where !master.isCancelled {
      var text = master.text
      for (recurrence, instance) in instances[uid] ?? [:] {
        if instance.isCancelled {
          text += "\nEXDATE;TZID=Europe/Berlin:\(recurrence)"
        } else {
          events.append(instance.text)
        }
      }
      events.append(text)
    }
    let lines = zones + events.flatMap { ["BEGIN:VEVENT", $0, "END:VEVENT"] }
    return try CalendarText.read(lines.joined(separator: "\n")).blocks.map(\.interval)
  }
}
