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
  /// When the pair's cadence wants the next session; nil when it has none.
  public var due: CivilDate?
  /// The side that bore the last unpleasant hour, to be spared now.
  public var spared: PersonID?

  public init(due: CivilDate? = nil, spared: PersonID? = nil) {
    self.due = due
    self.spared = spared
  }

  /// What a session costs, term by term, the mentor's before the mentee's; the sum of the terms' costs orders openings.
  public func terms(for session: Interval, in situation: Situation) -> [Preference] {
    var terms: [Preference] = []
    for attendee in situation.attendees {
      let zone = attendee.availability.zone
      if let hours = attendee.policy.preferred {
        let preferred = Availability(zone: zone, weekly: hours).hours(in: session)
        let outside = (session.seconds - preferred.seconds) / 60
        if outside > 0 { terms.append(.outsidePreferred(attendee.person, minutes: outside)) }
      }
      let (early, late) = Self.unpleasant(session, in: zone)
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

  /// Minutes of a session before the day's usual begin and after its usual end, where someone is.
  private static func unpleasant(_ session: Interval, in zone: ZoneRules) -> (early: Int, late: Int) {
    let (first, last) = (zone.civil(at: session.start), zone.civil(at: session.end))
    let endMinute = last.time.minuteOfDay + (last.date - first.date) * 1_440
    return (max(0, 9 * 60 - first.time.minuteOfDay), max(0, endMinute - 17 * 60))
  }

  /// Who bore more of a session's unpleasant hours; nil when nobody did, or both alike.
  public static func bearer(of session: Interval, _ people: [(person: PersonID, zone: ZoneRules)]) -> PersonID? {
    let borne = people.map { person, zone in
      let (early, late) = unpleasant(session, in: zone)
      return (person: person, minutes: early + late)
    }
    guard let most = borne.max(by: { $0.minutes < $1.minutes }), most.minutes > 0 else { return nil }
    return borne.count { $0.minutes == most.minutes } == 1 ? most.person : nil
  }
}
