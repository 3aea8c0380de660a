/// What who meets a server's refusal can do about it. What the server says is in its words, or in libpq's, by which it is known; in another language
/// the words stand alone.
enum ServerAdvice {
  /// Of each reason all words that it is known by. The first that fits: who is not let in may be so over TLS, and by a certificate.
  private static let known: [(signs: [[String]], advice: String)] = [
    (
      [
        ["valid client certificate"], ["could not read certificate file"], ["certificate present, but not private key"],
      ],
      "the server asks for a certificate of yours: name its file as sslcert and its key's as sslkey"
    ),
    (
      [
        ["pg_hba.conf"], ["authentication failed"], ["permission denied for database"], ["not permitted to log in"],
        ["role \"", "does not exist"],
      ],
      "who looks after the server lets people in (“tandem admin grant LOGIN --role member”, and pg_hba.conf)"
    ),
    (
      [["does not support SSL"]],
      "who looks after the server switches TLS on there; without it everybody on the way could read along"
    ),
    (
      [["does not match host name"], ["certificate verify failed"], ["root certificate file"]],
      "the connection would not be safe: name the server as its certificate does, with its authority's file as sslrootcert"
    ),
    (
      [["database \"", "does not exist"]],
      "name another, or have who looks after the server make it (“createdb”, then “tandem admin migrate”)"
    ),
    (
      [
        ["Connection refused"], ["no server listens there"], ["could not translate host name"], ["timeout expired"],
        ["Connection timed out"], ["No route to host"], ["Network is unreachable"],
      ],
      "see whether it runs, and whether its host and port are these"
    ),
    // Of one that does not answer beside it that is told.
    (
      [["session is read-only"], ["server is in hot standby"], ["server is not in hot standby"]],
      "that one is a standby: name the primary as well"
    ),
  ]

  /// - Parameter reason: as libpq says it.
  /// - Returns: nil where nothing better than the reason itself is known.
  static func words(on reason: String) -> String? {
    known.first { $0.signs.contains { $0.allSatisfy(reason.contains) } }?.advice
  }
}
