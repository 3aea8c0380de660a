/// Where a link leads, as people write it: `https://example.com/doc`, `mailto:mia@example.com`, or `example.com/doc`.
///
/// Whoever opens a link must not start a program by it, so only schemes that name a place are taken.
struct LinkAddress: Hashable, Sendable {
  /// With its scheme.
  let text: String

  private static let schemes = ["http", "https", "ftp", "file", "mailto"]
  /// What numbers follow that are no ports.
  private static let telephones: Set<String> = ["tel", "sms", "fax", "callto"]

  /// - Throws: ``CommandError`` that quotes what can't be opened.
  init(_ written: String) throws(CommandError) {
    func refused(_ why: String) -> CommandError {
      let shown = written.count > 60 ? written.prefix(60) + "…" : written[...]
      return .invalid("“\(shown)” is no link: \(why); write for example https://example.com/doc")
    }
    guard !written.contains(where: \.isWhitespace) else { throw refused("an address has no blanks") }
    guard let colon = written.firstIndex(of: ":"), Self.isScheme(written[..<colon]),
      !Self.isPort(behind: colon, written)
    else {
      guard Self.beginsWithHost(written) else { throw refused("it names no place") }
      text = "https://" + written
      return
    }
    let scheme = written[..<colon].lowercased()
    guard Self.schemes.contains(scheme) else {
      throw refused("Tandem takes \(Self.schemes.joined(separator: ", ")), not “\(scheme):”")
    }
    let rest = written[written.index(after: colon)...]
    let place = scheme == "mailto" ? rest : rest.hasPrefix("//") ? rest.dropFirst(2) : ""
    let leadsSomewhere =
      switch scheme {
      case "mailto": place.dropFirst().contains("@")
      case "file": !place.isEmpty
      default: place.first.map { $0.isLetter || $0.isNumber || $0 == "[" } ?? false
      }
    guard leadsSomewhere else { throw refused("nothing stands behind “\(scheme):” that it could lead to") }
    text = written
  }

  /// RFC 3986, 3.1.
  private static func isScheme(_ text: Substring) -> Bool {
    guard let first = text.first, first.isASCII, first.isLetter else { return false }
    return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
  }

  /// `example.com:8080/doc`: what stands before it is a host, and no scheme.
  private static func isPort(behind colon: String.Index, _ text: String) -> Bool {
    let port = text[text.index(after: colon)...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let isNumber = port.allSatisfy { $0.isASCII && $0.isNumber } && Int(port).map { (1...65_535).contains($0) } ?? false
    return isNumber && !telephones.contains(text[..<colon].lowercased())
  }

  /// A name with a dot in it, as `example.com`, `localhost` with a port, and what may follow it.
  private static func beginsWithHost(_ text: String) -> Bool {
    let authority = text.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let host = authority.prefix { $0 != ":" }
    guard authority.count == host.count || isPort(behind: host.endIndex, text) else { return false }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    let areNames = labels.allSatisfy { label in
      !label.isEmpty && label.first != "-" && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
    }
    return areNames && (labels.count > 1 || authority.count > host.count)
  }
}
