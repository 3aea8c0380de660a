/// Where zone rules come from: the system's files in the program, fixed ones in a test.
public protocol ZoneProvider: Sendable {
  /// The rules of an IANA zone name.
  func zone(named name: String) throws(ZoneError) -> ZoneRules
}

/// Why a zone can't be used.
public enum ZoneError: Error, Hashable, Sendable, CustomStringConvertible {
  case unknown(String)
  case unreadable(String, reason: String)
  /// There may be such a zone: what says so can't be got at now.
  case inaccessible(String, reason: String)

  public var description: String {
    switch self {
    case .unknown(let name):
      "“\(name)” is no time zone that this system knows; use an IANA name such as Europe/Berlin or America/New_York"
    case .unreadable(let name, let reason), .inaccessible(let name, let reason):
      "the system's rules for the time zone \(name) can't be read: \(reason)"
    }
  }
}
