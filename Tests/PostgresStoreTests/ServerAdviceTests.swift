import Testing

@testable import PostgresStore

/// What can be done is told by what libpq 15 and PostgreSQL 15 say, also where the words of two reasons meet.
@Suite struct ServerAdviceTests {
  @Test(arguments: [
    (#"no pg_hba.conf entry for host "10.0.0.7", user "mia", database "mentoring", SSL encryption"#, "lets people in"),
    (#"no pg_hba.conf entry for host "10.0.0.7", user "mia", database "mentoring", no encryption"#, "lets people in"),
    (#"certificate authentication failed for user "mia""#, "lets people in"),
    (#"permission denied for database "mentoring""#, "lets people in"),
    (#"role "lp" does not exist"#, "lets people in"),
    (#"database "nowhere" does not exist"#, "createdb"),
    (#"server certificate for "db1" does not match host name "db2""#, "would not be safe"),
    ("SSL error: certificate verify failed", "would not be safe"),
    ("session is read-only", "a standby"),
    // The primary is named, and away.
    ("10.0.0.1:5432: Connection refused; 10.0.0.2:5432: session is read-only", "whether it runs"),
    ("no server listens there", "whether it runs"),
    ("Connection timed out", "whether it runs"),
    ("Network is unreachable", "whether it runs"),
    ("connection requires a valid client certificate", "sslcert"),
    (#"could not read certificate file "mia.crt": no start line"#, "sslcert"),
    (#"certificate present, but not private key file "mia.key""#, "sslkey"),
    ("server does not support SSL, but SSL was required", "switches TLS on"),
    (#"root certificate file "root.crt" does not exist"#, "sslrootcert"),
  ])
  func whatCanBeDone(reason: String, words: String) {
    #expect(ServerAdvice.words(on: reason)?.contains(words) == true, "\(ServerAdvice.words(on: reason) ?? "none")")
  }

  @Test func whatIsUnknownIsLeftAlone() {
    for reason in [
      "etwas anderes", "SSL SYSCALL error: EOF detected", "SSL connection has been closed unexpectedly",
      #"database "mentoring" is not currently accepting connections"#,
    ] { #expect(ServerAdvice.words(on: reason) == nil) }
  }
}
