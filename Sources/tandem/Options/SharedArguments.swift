import ArgumentParser
import Configuration
import Mentoring
import Scheduling

/// The pair a command is about.
struct PairArgument: ParsableArguments {
  @Argument(
    help: "The pair: its id, mentor/mentee by login, or words that fit it alone.", completion: .custom(Completion.pairs)
  )
  var pair: String
}

/// A stretch of time, each end as people write it.
struct SpanOptions: ParsableArguments {
  @Option(help: ArgumentHelp("From when on, “fri 9:00”, “3 dec” or ISO 8601; the default is now.", valueName: "time"))
  var from: String?

  @Option(help: ArgumentHelp("Before when; without it, so far ahead as is looked without --from.", valueName: "time"))
  var to: String?

  /// The stretch, from `start` for a default of `days`; one that begins before goes on as far.
  func interval(
    _ times: TimeWording, start: Instant, days: Int, _ sense: TimePhrase.Sense = .coming
  ) throws -> Interval {
    let (zone, now) = (times.zone, times.now)
    let from = try from.map { try Reading.beginning($0, zone: zone, now: now, sense) } ?? start
    let to = try to.map { try Reading.beginning($0, zone: zone, now: now, sense) } ?? max(from, start) + days * 86_400
    guard let interval = Interval(from: from, to: to) else {
      throw ValidationError(
        "--to must lie after --from; it is \(times.momentWithZone(to)), and --from is \(times.momentWithZone(from))")
    }
    return interval
  }
}

extension SeriesScope: ExpressibleByArgument {}

/// Reads what people write on the command line.
enum Reading {
  /// A time, or the start of a day. - Throws: `ValidationError` that quotes it.
  static func time(_ text: String, zone: ZoneRules, now: Instant, _ sense: TimePhrase.Sense = .coming) throws -> Instant
  {
    let phrase = try phrase(text, zone: zone, now: now, sense)
    return phrase.instant(in: zone) ?? zone.startOfDay(phrase.date)
  }

  /// As ``time(_:zone:now:_:)``, where a week or a month may be named too: `week 50`, `dec`.
  static func beginning(
    _ text: String, zone: ZoneRules, now: Instant, _ sense: TimePhrase.Sense = .coming
  ) throws -> Instant {
    let phrase = try phrase(text, zone: zone, now: now, sense, takesStretches: true, examples: days)
    return phrase.instant(in: zone) ?? zone.startOfDay(phrase.date)
  }

  /// How a day can be written, where no time is needed.
  private static let days = "“fri”, “next tue”, “3 dec”, “+2w” or 2026-11-25"

  /// The day that is named, of which something is said. - Throws: `ValidationError` for one that the zone's calendar never had.
  static func day(_ text: String, zone: ZoneRules, now: Instant) throws -> CivilDate {
    let phrase = try phrase(text, zone: zone, now: now, examples: days)
    do {
      try phrase.requireDay(text, in: zone)
    } catch {
      throw ValidationError(error.description)
    }
    return phrase.date
  }

  /// A time of day must be named.
  static func start(_ text: String, zone: ZoneRules, now: Instant, _ sense: TimePhrase.Sense = .coming) throws
    -> Instant
  {
    let phrase = try phrase(text, zone: zone, now: now, sense)
    guard let instant = phrase.instant(in: zone) else {
      throw ValidationError("“\(text)” names a day but no time; write for example “\(text) 14:00”")
    }
    return instant
  }

  /// As ``start(_:zone:now:_:)``, and the length where the end is written as well: `fri 14:00-15:30`.
  ///
  /// - Parameter length: what is said besides.
  static func span(
    _ text: String, length: Int?, zone: ZoneRules, now: Instant, _ sense: TimePhrase.Sense = .coming
  ) throws -> (start: Instant, length: Int?) {
    let length = try length.map { try Self.length($0) }
    let span: SpanPhrase
    do {
      span = try SpanPhrase(text, now: now, zone: zone, sense: sense)
    } catch {
      throw misread(text, error, zone: zone, now: now)
    }
    guard let interval = span.interval(in: zone) else {
      return (try start(text, zone: zone, now: now, sense), length)
    }
    let minutes = interval.seconds / 60
    guard length == nil || length == minutes else {
      throw ValidationError("“\(text)” is \(minutes) minutes, and --length is \(length ?? 0); leave one of the two out")
    }
    guard sessionLengths.contains(minutes) else {
      throw ValidationError(
        "“\(text)” is \(minutes) minutes; a session is \(sessionLengths.lowerBound) to \(sessionLengths.upperBound) minutes long"
      )
    }
    return (interval.start, minutes)
  }

  private static func phrase(
    _ text: String, zone: ZoneRules, now: Instant, _ sense: TimePhrase.Sense = .coming, takesStretches: Bool? = nil,
    examples: String? = nil
  ) throws -> TimePhrase {
    do {
      return try TimePhrase(text, now: now, zone: zone, sense: sense, takesStretches: takesStretches)
    } catch {
      throw misread(text, error, zone: zone, now: now, examples: examples)
    }
  }

  /// What is wrong with a time: of `fri 9` that the hour wants its minutes, of `fri 30` that the day wants its ending.
  private static func misread(
    _ text: String, _ error: TimePhraseError, zone: ZoneRules, now: Instant, examples: String? = nil
  ) -> ValidationError {
    let last = text.split(separator: " ").last ?? ""
    let unclear = ValidationError(examples.map(error.words) ?? error.description)
    guard error.advice == nil, last.utf8.count <= 2, let number = Int(last) else { return unclear }
    func phrase(_ text: String) -> TimePhrase? { try? TimePhrase(text, now: now, zone: zone) }
    let hour = "\(text):00"
    if (0..<24).contains(number), phrase(hour) != nil {
      return ValidationError("“\(text)” has no time; for the hour write “\(hour)”")
    }
    guard let date = phrase("\(text)th")?.date else { return unclear }
    return ValidationError("“\(text)” has no month; write “\(TimeWording(zone: zone, now: now).day(date))”")
  }

  /// What is to be done, by whom and until when. - Throws: `ValidationError` for what is meant as a day and is none.
  static func task(_ text: String, people: [Person], readsDay: Bool, zone: ZoneRules, now: Instant) throws -> TaskPhrase
  {
    do {
      return try TaskPhrase(text, people: people, readsDay: readsDay, now: now, zone: zone)
    } catch {
      throw ValidationError(error.description)
    }
  }

  /// A session's length. - Throws: `ValidationError` outside 5 to 480 minutes.
  static func length(_ minutes: Int) throws -> Int {
    guard sessionLengths.contains(minutes) else {
      throw ValidationError(
        "--length is \(minutes); a session is \(sessionLengths.lowerBound) to \(sessionLengths.upperBound) minutes long"
      )
    }
    return minutes
  }

  /// - Parameter noun: what it is called where it is asked for: a session, or a request.
  static func session(_ text: String, _ reader: any StoreReader, as noun: String = "session") throws -> Session {
    guard let number = Int64(text) else {
      throw ValidationError("“\(text)” is no \(noun)'s id; “tandem \(noun)s” lists them")
    }
    guard let session = try reader.session(SessionID(number)) else {
      throw CommandError.notFound("there is no \(noun) \(number); “tandem \(noun)s” lists them")
    }
    return session
  }

  static func person(_ login: String, _ reader: any StoreReader) throws -> Person {
    guard let person = try reader.person(login: login) else {
      let near = try reader.people().map(\.login).filter { editDistance($0.lowercased(), login.lowercased()) <= 2 }
        .prefix(
          3)
      let advice = near.isEmpty ? "“tandem people” lists the logins" : "did you mean \(near.joined(separator: ", "))?"
      throw CommandError.notFound("“\(login)” is nobody's login; \(advice)")
    }
    return person
  }

  /// As ``person(_:_:)``, of whom `actor` may see when they are free: themselves, a partner, or anybody for a coordinator.
  ///
  /// - Parameter matter: what is asked for, as “week”.
  /// - Throws: `CommandError.notPermitted`, which names who may.
  static func person(
    _ login: String, whose matter: String, isSeenBy actor: Actor, _ reader: any StoreReader
  ) throws -> Person {
    let person = try person(login, reader)
    let maySee =
      try actor.isCoordinator || actor.person == person.id
      || reader.pairs(of: person.id).contains { actor.mayAct(for: $0) }
    guard maySee else {
      throw CommandError.notPermitted(
        "\(actor.login) may not see \(person.name)'s \(matter); \(person.login), who is paired with them, or a coordinator can"
      )
    }
    return person
  }

  static func room(_ name: String, _ reader: any StoreReader) throws -> Room {
    guard let room = try reader.room(named: name) else {
      let names = try reader.rooms().map(\.name)
      throw CommandError.notFound(
        "there is no room “\(name)”"
          + (names.isEmpty ? "; import rooms first" : "; there are \(names.joined(separator: ", "))"))
    }
    return room
  }
}
