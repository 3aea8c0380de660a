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
  @Flag(help: "Of itip: all of the session's series.") var wholeSeries = false
  @Option(help: "Of a reply: the answer.") var answer: Answer?
  @Option(help: ArgumentHelp("Of a counter: the proposed start.", valueName: "time")) var start: String?
  @Option(help: ArgumentHelp("Of a counter: another length.", valueName: "minutes")) var length: Int?
  @Option(help: ArgumentHelp("Of itip: words to go with it.", valueName: "text")) var comment: String?

  func validate(for format: Export.Format) throws {
    let isUsed =
      session != nil || method != nil || wholeSeries || answer != nil || start != nil || length != nil || comment != nil
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
    if answer != nil, method != .reply { throw ValidationError("--answer goes with --method reply only") }
    if start != nil || length != nil, method != .counter {
      throw ValidationError("--start and --length go with --method counter only")
    }
    if wholeSeries, method == .counter || method == .declinecounter {
      throw ValidationError("a counter is about one session; leave --whole-series away")
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
    var sessions = [session]
    if options.wholeSeries {
      guard let series = session.series else {
        throw Failure(.usage, "invalid", "session \(session.id) is of no series; leave --whole-series away")
      }
      sessions = try reader.sessions(SessionFilter(series: series, liveOnly: false))
    }
    if let start = options.start {
      let zone = try environment.zone(of: actor, reader)
      sessions[0].interval = Interval(
        start: try Reading.start(start, zone: zone, now: environment.now),
        seconds: try Reading.length(options.length ?? session.minutes) * 60)
    }
    var entries = CalendarEntries(reader, zones: environment.zones)
    let message = InvitationMessage(
      method, from: sender, answer: options.answer?.participation ?? .accepted, comment: options.comment ?? "")
    environment.output.text(
      try message.text(
        try entries.exported(sessions), series: options.wholeSeries ? try entries.series(of: sessions) : [],
        zones: environment.zones, now: environment.now),
      key: "itip")
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
