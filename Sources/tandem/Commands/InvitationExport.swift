import ArgumentParser
import Interchange
import Mentoring
import Scheduling

/// What an iTIP message is about, and says.
struct InvitationOptions: ParsableArguments {
  enum Method: String, ExpressibleByArgument, CaseIterable {
    case request, cancel, reply, counter, declinecounter

    var message: InvitationMessage.Method {
      switch self {
      case .request: .request
      case .cancel: .cancel
      case .reply: .reply
      case .counter: .counter
      case .declinecounter: .declineCounter
      }
    }
  }

  enum Answer: String, ExpressibleByArgument, CaseIterable {
    case accepted, tentative, declined
  }

  @Option(help: ArgumentHelp("Of itip: the session's id.", valueName: "id")) var session: String?
  @Option(help: "Of itip: what it is; the default is request.") var method: Method?
  @Flag(help: "Of itip: all of the session's series; of a counter, they go as far as the session does.")
  var wholeSeries = false
  @Flag(help: "Of a declinecounter: the session and all that follow in its series.") var following = false
  @Option(help: "Of a reply: the answer.") var answer: Answer?
  @Option(help: ArgumentHelp("Of a counter: the proposed start.", valueName: "time")) var start: String?
  @Option(help: ArgumentHelp("Of a counter: another length.", valueName: "minutes")) var length: Int?
  @Option(help: ArgumentHelp("Of itip: words to go with it.", valueName: "text")) var comment: String?

  func validate(for format: Export.Format) throws {
    let isUsed =
      session != nil || method != nil || wholeSeries || following || answer != nil || start != nil || length != nil
      || comment != nil
    guard format == .itip else {
      if isUsed {
        throw ValidationError("--session, --method and what belongs to them go with “export itip” only")
      }
      return
    }
    guard session != nil else {
      throw ValidationError("name the session with --session ID; “tandem sessions” lists them")
    }
    if method == .reply, answer == nil {
      throw ValidationError("a reply needs --answer accepted, tentative or declined")
    }
    if method == .counter, start == nil {
      throw ValidationError("a counter needs the proposed start, for example --start \"fri 15:00\"")
    }
    if following, method != .declinecounter || wholeSeries {
      throw ValidationError("--following goes with --method declinecounter only, and not with --whole-series")
    }
    if answer != nil, method != .reply { throw ValidationError("--answer goes with --method reply only") }
    if start != nil || length != nil, method != .counter {
      throw ValidationError("--start and --length go with --method counter only")
    }
  }
}

/// Writes an iTIP message about a session (RFC 5546).
struct InvitationExport {
  let environment: CommandEnvironment
  let reader: any StoreReader

  func write(_ options: InvitationOptions, login: String?) throws {
    let actor = try environment.actor(reader)
    let session = try Reading.session(options.session ?? "", reader)
    guard let pair = try reader.pair(session.pair), actor.mayAct(for: pair) else {
      throw CommandError.notPermitted(
        "\(actor.login) takes no part in session \(session.id); its two people or a coordinator can do this")
    }
    if options.following, session.series == nil {
      throw Failure(.usage, "invalid", "session \(session.id) is of no series; leave --following away")
    }
    let method = (options.method ?? .request).message
    try require(method, fits: session)
    let sender = try login.map { try Reading.person($0, reader).id } ?? actor.person
    if method == .reply || method == .counter {
      guard let sender, pair.includes(sender) else {
        throw Failure(
          .usage, "invalid",
          "a \(method.rawValue) comes from one of the two people of the session; name them with --for LOGIN")
      }
    }
    let zone = try environment.zone(of: actor, reader)
    let start = try options.start.map { try Reading.start($0, zone: zone, now: environment.now) }
    let length = try options.length.map { try Reading.length($0) }
    let (sessions, series) = try told(session, options.wholeSeries, method, start: start, length: length)
    let message = InvitationMessage(
      method, from: sender, answer: options.answer?.participation ?? .accepted, comment: options.comment ?? "",
      changesFollowing: options.following)
    environment.output.text(
      try message.text(sessions, series: series, zones: environment.zones, now: environment.now), key: "itip")
  }

  /// What the message tells of.
  private func told(
    _ session: Session, _ isWhole: Bool, _ method: InvitationMessage.Method, start: Instant?, length: Int?
  ) throws -> (sessions: [ExportedSession], series: [Series]) {
    var entries = CalendarEntries(reader, zones: environment.zones)
    guard isWhole else {
      var proposed = session
      if let start { proposed.interval = Interval(start: start, seconds: (length ?? session.minutes) * 60) }
      return (try entries.exported([proposed]), [])
    }
    guard let series = session.series else {
      throw Failure(.usage, "invalid", "session \(session.id) is of no series; leave --whole-series away")
    }
    guard method == .counter || method == .declineCounter else {
      let sessions = try reader.sessions(SessionFilter(series: series, liveOnly: false))
      return (try entries.exported(sessions), try entries.series(of: sessions))
    }
    let proposed = try ProposedSeries(
      moving: session, to: start ?? session.originalStart ?? session.interval.start, length: length, reader,
      zones: environment.zones)
    var told = try entries.exported(proposed.sessions)
    guard let first = told.first else {
      throw Failure(.refused, "notLive", "no session of the series is live any more")
    }
    // It is about when they are: in what else they differ is not told, and they are one event.
    for index in told.indices {
      (told[index].room, told[index].session.room) = (first.room, first.session.room)
      (told[index].session.topic, told[index].session.agenda) = (first.session.topic, first.session.agenda)
      told[index].session.status = first.session.status
      (told[index].mentorAnswer, told[index].menteeAnswer) = (first.mentorAnswer, first.menteeAnswer)
    }
    return (told, [proposed.series])
  }

  private func require(_ method: InvitationMessage.Method, fits session: Session) throws {
    let status = session.status(at: environment.now)
    if method == .cancel, session.status.isLive {
      throw Failure(
        .refused, "notCancelled",
        "session \(session.id) is \(status.rawValue), so there is nothing to call off; “tandem cancel \(session.id) --reason …” "
          + "cancels it")
    }
    if method == .request, !session.status.isLive {
      throw Failure(
        .refused, "notLive",
        "session \(session.id) is \(status.rawValue), so nobody can be invited to it; --method cancel tells that it is off"
      )
    }
  }
}

extension InvitationOptions.Answer {
  fileprivate var participation: Participation {
    switch self {
    case .accepted: .accepted
    case .tentative: .tentative
    case .declined: .declined
    }
  }
}
