import Scheduling

/// When a request expires: after some working days of the one who answers, at the latest a while before its start.
struct RequestDeadline {
  /// Of the one who answers.
  let zone: ZoneRules
  let policy: Policy

  /// Working days are Monday to Friday; the hour stays what the clock on the wall says.
  func instant(askedAt now: Instant, start: Instant) -> Instant {
    let asked = zone.civil(at: now)
    var date = asked.date
    var left = policy.requestDays
    while left > 0 {
      date = date + 1
      if date.weekday.rawValue <= Weekday.friday.rawValue { left -= 1 }
    }
    return min(zone.instant(of: CivilDateTime(date, asked.time)), start - policy.requestLead * 60)
  }
}
