import Mentoring
import Scheduling

/// One made-up person's working calendar, as an iCalendar file: recurring meetings, single ones, a day off.
struct DemoCalendar {
  let person: Person
  let number: Int
  let today: CivilDate

  /// Weekly meetings by department: weekday codes, start in minutes, length, title.
  private static let meetings: [String: [(days: String, start: Int, minutes: Int, title: String)]] = [
    "Studio": [
      ("MO,TU,WE,TH,FR", 9 * 60 + 45, 15, "Stand-up"), ("WE", 13 * 60, 60, "Dailies"), ("FR", 11 * 60, 60, "Screening"),
    ],
    "Sales": [
      ("MO", 9 * 60, 60, "Pipeline review"), ("TH", 10 * 60, 60, "Key account round"),
      ("TU,TH", 14 * 60 + 30, 30, "Customer call"),
    ],
    "Finance": [
      ("MO", 8 * 60 + 30, 45, "Cash review"), ("WE", 10 * 60, 90, "Closing"), ("FR", 9 * 60, 30, "Controlling"),
    ],
    "Engineering": [
      ("MO,TU,WE,TH,FR", 11 * 60, 15, "Stand-up"), ("TU", 15 * 60, 60, "Design review"), ("TH", 16 * 60, 60, "Demo"),
    ],
    "Marketing": [
      ("MO", 10 * 60, 60, "Editorial"), ("WE", 14 * 60, 60, "Campaign check"), ("TH", 11 * 60, 45, "Agency call"),
    ],
    "Design": [
      ("MO", 13 * 60, 60, "Critique"), ("WE", 11 * 60, 45, "Studio time"), ("FR", 15 * 60, 60, "Show and tell"),
    ],
    "Legal": [("TU", 10 * 60, 60, "Contracts"), ("TH", 13 * 60 + 30, 60, "Privacy board")],
    "People": [
      ("MO", 11 * 60, 45, "Hiring round"), ("WE", 9 * 60 + 30, 60, "Program check"),
      ("FR", 10 * 60, 45, "Office hours"),
    ],
    "Operations": [("MO,WE,FR", 9 * 60 + 30, 30, "Shift report"), ("TH", 14 * 60, 60, "Vendors")],
    "Production": [("MO,TU,WE,TH", 8 * 60 + 15, 30, "Set call"), ("WE", 11 * 60, 60, "Schedule")],
    "Board": [("MO", 9 * 60, 120, "Board preparation"), ("TH", 15 * 60, 60, "Investors")],
  ]

  var text: String {
    let monday = today.startOfWeek - 25 * 7
    var events: [String] = []
    for (index, meeting) in (Self.meetings[person.department] ?? []).enumerated() {
      events.append(
        Self.event(
          uid: "\(person.login)-\(index)", title: meeting.title,
          start: stamp(first(meeting.days, from: monday), meeting.start),
          end: stamp(first(meeting.days, from: monday), meeting.start + meeting.minutes),
          zone: person.zone, rule: "FREQ=WEEKLY;BYDAY=\(meeting.days)"))
    }
    // Everybody's own: a talk with the manager every other week, lunch away on one day, and single meetings.
    let talk = monday + number % 5
    events.append(
      Self.event(
        uid: "\(person.login)-talk", title: "1:1", start: stamp(talk, 13 * 60 + 30 + number % 4 * 30),
        end: stamp(talk, 14 * 60 + number % 4 * 30), zone: person.zone, rule: "FREQ=WEEKLY;INTERVAL=2"))
    for week in -2...6 {
      let day = today.startOfWeek + week * 7 + (number + week * 3 + 9) % 5
      let start = 10 * 60 + (number * 7 + week * 11 + 40) % 12 * 30
      events.append(
        Self.event(
          uid: "\(person.login)-single-\(week)",
          title: ["Workshop", "Interview", "Dentist", "Offsite", "Review"][(number + week + 2) % 5],
          start: stamp(day, start), end: stamp(day, start + [60, 90, 45, 120][(number + week + 2) % 4]),
          zone: person.zone))
    }
    if number % 7 == 3 {
      let day = today.startOfWeek + 7 + number % 5
      events.append(
        Self.event(uid: "\(person.login)-off", title: "Day off", start: Self.compact(day), end: Self.compact(day + 1)))
    }
    return Self.calendar(events)
  }

  private func first(_ days: String, from monday: CivilDate) -> CivilDate {
    let codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    let code = days.split(separator: ",").first.map(String.init) ?? "MO"
    return monday + (codes.firstIndex(of: code) ?? 0)
  }

  private func stamp(_ date: CivilDate, _ minute: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(Self.compact(date))T\(two(minute / 60))\(two(minute % 60))00"
  }

  private static func compact(_ date: CivilDate) -> String { date.description.filter { $0 != "-" } }

  // MARK: iCalendar

  /// A `start` of eight digits is a whole day.
  static func event(
    uid: String, title: String, start: String, end: String, zone: String? = nil, rule: String? = nil
  ) -> String {
    let parameter = start.count == 8 ? ";VALUE=DATE" : zone.map { ";TZID=\($0)" } ?? ""
    let lines = [
      "BEGIN:VEVENT", "UID:\(uid)@demo.invalid", "DTSTAMP:20260101T000000Z", "SUMMARY:\(title)",
      "DTSTART\(parameter):\(start)", "DTEND\(parameter):\(end)",
    ]
    return (lines + (rule.map { ["RRULE:\($0)"] } ?? []) + ["END:VEVENT"]).joined(separator: "\r\n")
  }

  static func calendar(_ events: [String]) -> String {
    (["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tandem//Demo//EN"] + events + ["END:VCALENDAR", ""]).joined(
      separator: "\r\n")
  }
}
