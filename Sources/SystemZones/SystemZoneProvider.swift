import Glibc
public import Scheduling
import Synchronization

/// Zone rules from the system's TZif files, each read once.
///
/// The folder is the system's own, so the rules are as current as its packages; `TZDIR` names another.
public final class SystemZoneProvider: ZoneProvider {
  private let folder: String
  private let known = Mutex<[String: ZoneRules]>(["UTC": .utc])

  /// - Parameter folder: holds one file a zone, `Europe/Berlin` under `Europe`.
  public init(folder: String = "/usr/share/zoneinfo") {
    self.folder = folder
  }

  /// The rules of an IANA zone. The first call for a name reads a file; later ones are a look-up.
  public func zone(named name: String) throws(ZoneError) -> ZoneRules {
    if let zone = known.withLock({ $0[name] }) { return zone }
    guard Self.isZoneName(name) else { throw .unknown(name) }
    guard let bytes = try contents(of: name) else { throw .unknown(name) }
    do {
      let zone = try ZoneRules(name: name, tzif: bytes)
      known.withLock { $0[name] = zone }
      return zone
    } catch {
      throw .unreadable(name, reason: error.description)
    }
  }

  /// Whether a text could name a zone at all; keeps `../../etc/passwd` and empty names out of the file system.
  private static func isZoneName(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard let first = parts.first, !strangers.contains(first) else { return false }
    return parts.allSatisfy { part in
      guard let first = part.utf8.first, first != UInt8(ascii: ".") else { return false }
      return part.utf8.allSatisfy { byte in
        (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
          || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
          || [UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+")].contains(byte)
      }
    }
  }

  /// What lies among the zones and is none: copies that count leap seconds, which no calendar does, or say it twice, and what each
  /// machine has its own of.
  private static let strangers: Set<Substring> = ["right", "posix", "localtime", "posixrules", "Factory"]

  /// A zone file's bytes; nil when there is none. Zone files are a few kilobytes, and one of over a megabyte is none.
  private func contents(of name: String) throws(ZoneError) -> [UInt8]? {
    let file = open(folder + "/" + name, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      guard [ENOENT, ENOTDIR, ENAMETOOLONG, ELOOP].contains(errno) else {
        throw .inaccessible(name, reason: String(cString: strerror(errno)))
      }
      return nil
    }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while bytes.count < 1 << 20 {
      let count = read(file, &chunk, chunk.count)
      guard count >= 0 else { return nil }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
    return nil
  }
}
