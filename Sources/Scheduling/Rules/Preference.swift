/// Something that makes an allowed start less pleasant, with its measure. Soft: it orders openings, it forbids none.
public enum Preference: Hashable, Sendable {
  /// Minutes of the session outside a person's preferred hours.
  case outsidePreferred(PersonID, minutes: Int)
  /// Days between the start and the day at which the pair's cadence is due.
  case offCadence(days: Int)
  /// Minutes before the day's usual begin, 09:00 where the person is.
  case early(PersonID, minutes: Int)
  /// Minutes after the day's usual end, 17:00 where the person is.
  case late(PersonID, minutes: Int)
  /// An unpleasant hour for the side that bore the last one.
  case unfair(PersonID)

  /// What it costs. A minute of an unpleasant hour costs 1; a day off the cadence as much as 20 of them, so that a pair
  /// rather meets a day later than before breakfast.
  public var cost: Int {
    switch self {
    case .outsidePreferred(_, let minutes): minutes
    case .offCadence(let days): days * 20
    case .early(_, let minutes), .late(_, let minutes): minutes
    case .unfair: 60
    }
  }
}

/// What makes one opening of a pair better than another.
public struct Preferences: Sendable {
  /// By person; those without have none.
  public var preferredHours: [PersonID: WeeklyHours]
  /// When the pair's cadence wants the next session; nil when it has none.
  public var due: CivilDate?
  /// The side that bore the last unpleasant hour, to be spared now.
  public var spared: PersonID?

  public init(preferredHours: [PersonID: WeeklyHours] = [:], due: CivilDate? = nil, spared: PersonID? = nil) {
    self.preferredHours = preferredHours
    self.due = due
    self.spared = spared
  }

  /// What a session costs, term by term, the mentor's before the mentee's; the sum of the terms' costs orders openings.
  public func terms(for session: Interval, in situation: Situation) -> [Preference] {
    var terms: [Preference] = []
    for attendee in situation.attendees {
      let zone = attendee.availability.zone
      if let hours = preferredHours[attendee.person] {
        let preferred = Availability(zone: zone, weekly: hours).hours(in: session)
        let outside = (session.seconds - preferred.seconds) / 60
        if outside > 0 { terms.append(.outsidePreferred(attendee.person, minutes: outside)) }
      }
      let (first, last) = (zone.civil(at: session.start), zone.civil(at: session.end))
      let early = max(0, 9 * 60 - first.time.minuteOfDay)
      let endMinute = last.time.minuteOfDay + (last.date - first.date) * 1_440
      let late = max(0, endMinute - 17 * 60)
      if early > 0 { terms.append(.early(attendee.person, minutes: early)) }
      if late > 0 { terms.append(.late(attendee.person, minutes: late)) }
      if early + late > 0, attendee.person == spared { terms.append(.unfair(attendee.person)) }
    }
    if let due {
      let days = abs(situation.mentor.availability.zone.date(at: session.start) - due)
      if days > 0 { terms.append(.offCadence(days: days)) }
    }
    return terms
  }
}
