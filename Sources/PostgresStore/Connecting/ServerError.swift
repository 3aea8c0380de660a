import Mentoring

/// What a server, or the way to it, said.
enum ServerError: Error {
  /// The server refused a statement. `state` is its SQLSTATE (PostgreSQL's documentation, appendix A).
  case refused(state: String, message: String, detail: String)
  /// There is no connection, or there is none any more.
  case lost(String)
  /// The server answered, and let no connection in: a wrong password, no such database, or it is starting up.
  case turnedAway(String)

  /// The server's code for what it refused; nil when there is no server.
  var state: String? { if case .refused(let state, _, _) = self { state } else { nil } }
  /// The server's words, or what is wrong with the way there.
  var message: String {
    switch self {
    case .refused(_, let message, _), .lost(let message), .turnedAway(let message): message
    }
  }

  /// Whether what was tried may succeed when all of it is decided anew.
  var isWorthAnotherTry: Bool {
    guard case .refused(let state, let message, _) = self else { return false }
    // Serialization failure, deadlock, and the database's own guards: somebody else was faster. So was who used a number that was
    // given to us.
    return ["40001", "40P01", "23P01", "23505"].contains(state)
      || (state == "42501" && message.hasSuffix(" was another's"))
  }

  /// Whether the server goes away with this, whatever the connection still looks like.
  var isLoss: Bool {
    switch self {
    case .lost, .turnedAway: true
    // Shut down by an administrator, crashed, starting up, out of memory for one more, a session that was ended.
    case .refused(let state, _, _): ["57P01", "57P02", "57P03", "25P03", "53300"].contains(state)
    }
  }
}

extension StoreError {
  /// What it means for the user, in one sentence that names the store.
  init(_ error: any Error, store: String) {
    if let known = error as? StoreError {
      self = known
      return
    }
    guard let error = error as? ServerError else {
      self = .damaged(
        "\(store) holds something this program did not write: \(error); who owns it finds it with “tandem admin verify” and puts it right, or "
          + "restores a backup from before that")
      return
    }
    switch error {
    case .lost(let reason): self = .unreachable("\(store) does not answer", reason)
    case .turnedAway(let reason): self = .unreachable("\(store) can't be opened", reason)
    case .refused(let state, let message, let detail):
      // A check's detail is the whole row.
      let said = detail.isEmpty || ["23502", "23514"].contains(state) ? message : "\(message) (\(detail))"
      switch state {
      case "25006": self = .readOnly("\(store) can't be written to: it is a standby, or set to be read only")
      case "42501": self = .failed("\(store) does not allow that: \(message)")
      case "53100": self = .full("the disk of \(store) is full; nothing was changed")
      case "55P03", "57014":
        self = .locked("\(store) is being written by someone who does not finish; nothing was changed, try again")
      case "40001", "40P01": self = .locked("\(store) is too busy; nothing was changed, try again")
      case "3D000", "28000", "28P01": self = .unreachable("\(store) can't be opened", message)
      case "42P01", "3F000": self = .foreign("\(store) holds no program; “tandem admin migrate” makes one")
      case _ where state.hasPrefix("57"), "53300":
        self = .unavailable("\(store) does not answer: \(message)", cause: message)
      case "23505" where Self.name(in: detail) != nil:
        self = .failed(
          "“\(Self.name(in: detail) ?? "")” is there already, as a server compares names: case, width and kana make no other; "
            + "rename one of the two")
      case _ where state.hasPrefix("23"): self = .failed("the database refused the change: \(said)")
      case _ where state.hasPrefix("XX"): self = .damaged("\(store) reports damage: \(said)")
      default: self = .failed("\(store): \(said)")
      }
    }
  }

  private static func unreachable(_ what: String, _ reason: String) -> StoreError {
    .unavailable("\(what): \(reason)" + (ServerAdvice.words(on: reason).map { "; \($0)" } ?? ""), cause: reason)
  }

  /// `Lab 2` of `Key (name)=(Lab 2) already exists.`; nil for what is no name.
  private static func name(in detail: String) -> String? {
    for column in ["name", "login"] {
      guard let begin = detail.firstRange(of: "(\(column))=("), let end = detail[begin.upperBound...].lastIndex(of: ")")
      else { continue }
      return String(detail[begin.upperBound..<end])
    }
    return nil
  }
}
