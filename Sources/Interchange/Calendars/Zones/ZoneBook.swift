import Mentoring
import Scheduling

/// Finds the zone that a calendar's TZID means.
///
/// A name that the system knows is the system's zone, for its rules are kept current; so is one that ends in such a name
/// (`/freeassociation.sourceforge.net/Europe/Berlin`) or is Windows's. Other names are served by the file's VTIMEZONE.
struct ZoneBook {
  private let zones: any ZoneProvider
  private var known: [String: ZoneRules?] = [:]
  /// What was asked for last and found: most calendars keep to a zone or two.
  private var latest: (id: String, found: Found)?
  /// VTIMEZONEs of the calendar being read, by TZID.
  private var definitions: [String: RawComponent] = [:]
  private static let mostDefinitions = 1_000
  /// Whether the calendar has more of them than are kept.
  private(set) var leavesOutDefinitions = false
  private var defined: [String: Result<ZoneRules, ComponentError>] = [:]
  /// STANDARD and DAYLIGHT parts read so far; each may cost some milliseconds.
  private var partsRead = 0
  private static let mostParts = 2_000
  /// Why a zone of the system's could not be looked for, the first time: what was read since may be wrong.
  private(set) var trouble: ZoneError?

  init(zones: any ZoneProvider) {
    self.zones = zones
  }

  mutating func beginCalendar() {
    definitions = [:]
    leavesOutDefinitions = false
    defined = [:]
    latest = nil
  }

  /// Keeps a VTIMEZONE; it is read when its name is first needed.
  mutating func define(_ component: RawComponent) {
    guard let line = component.first(.zoneID) else { return }
    guard definitions.count < Self.mostDefinitions else {
      leavesOutDefinitions = true
      return
    }
    // Quoted or with blanks around it, it is the same name.
    definitions[Self.plain(component.valueText(line))] = component
  }

  /// A zone, and whether it is only the calendar's own: another calendar may mean another by its name.
  struct Found {
    var rules: ZoneRules
    var isOfCalendar: Bool
  }

  /// The zone of a TZID; nil when neither the system nor the calendar, as far as it was read, knows it.
  mutating func zone(named id: String) -> Found? {
    if let latest, latest.id == id { return latest.found }
    let found = lookUp(id)
    if let found { latest = (id, found) }
    return found
  }

  private mutating func lookUp(_ id: String) -> Found? {
    let name = Self.plain(id)
    if let zone = known[name] ?? systemZone(name) { return Found(rules: zone, isOfCalendar: false) }
    if defined[name] == nil, let definition = definitions[name] { defined[name] = read(definition, name) }
    return (try? defined[name]?.get()).map { Found(rules: $0, isOfCalendar: true) }
  }

  private mutating func read(_ definition: RawComponent, _ name: String) -> Result<ZoneRules, ComponentError> {
    guard partsRead <= Self.mostParts else {
      return .failure(
        ComponentError(line: definition.line, reason: "those before it have more than \(Self.mostParts) parts"))
    }
    partsRead += definition.parts.count
    do throws(ComponentError) {
      return .success(try ZoneDefinition(definition, name: name).rules)
    } catch {
      return .failure(error)
    }
  }

  /// Why the calendar's VTIMEZONE of a name, which was asked for, can't be used; nil where it has none.
  func fault(ofZone id: String) -> ComponentError? {
    guard case .failure(let fault) = defined[Self.plain(id)] else { return nil }
    return fault
  }

  private mutating func systemZone(_ name: String) -> ZoneRules? {
    var zone: ZoneRules?
    for candidate in Self.candidates(name) where zone == nil { zone = systemRules(candidate) }
    zone = zone ?? Self.fixedOffset(name)
    if known.count < 10_000 { known[name] = .some(zone) }
    return zone
  }

  private mutating func systemRules(_ name: String) -> ZoneRules? {
    do {
      return try zones.zone(named: name)
    } catch .inaccessible(let name, let reason) {
      trouble = trouble ?? .inaccessible(name, reason: reason)
    } catch {}
    return nil
  }

  private static func candidates(_ name: String) -> [String] {
    var result = [name]
    if let windows = WindowsZones.ianaName(name) { result.append(windows) }
    // Names with a maker's prefix: the longest end that is a zone counts.
    let parts = name.split(separator: "/")
    for count in [3, 2] where parts.count >= count && name.contains("/") {
      result.append(parts.suffix(count).joined(separator: "/"))
    }
    return result
  }

  /// `UTC+01:00`, `GMT-5`; east of Greenwich is positive, unlike in `Etc/GMT+5`, which the system knows.
  private static func fixedOffset(_ name: String) -> ZoneRules? {
    let upper = name.uppercased()
    if upper == "Z" || upper == "UTC" || upper == "GMT" { return .utc }
    guard upper.hasPrefix("UTC") || upper.hasPrefix("GMT"), let sign = upper.dropFirst(3).first,
      sign == "+" || sign == "-"
    else { return nil }
    let parts = upper.dropFirst(4).split(separator: ":", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ (1...2).contains($0.utf8.count) }),
      let hours = Int(parts[0]), hours >= 0, hours <= 14, let minutes = parts.count == 2 ? Int(parts[1]) : 0,
      (0...59).contains(minutes)
    else { return nil }
    return ZoneRules(
      name: name, fixedOffset: (sign == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60), abbreviation: name)
  }

  /// Without quotation marks and white space around it.
  private static func plain(_ name: String) -> String {
    let trimmed = name.trimmed
    guard trimmed.count >= 2, trimmed.hasPrefix("\""), trimmed.hasSuffix("\"") else { return trimmed }
    return String(trimmed.dropFirst().dropLast()).trimmed
  }
}
