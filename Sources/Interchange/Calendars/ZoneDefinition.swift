import Recurrence
import Scheduling

/// A VTIMEZONE as zone rules (RFC 5545, 3.6.5).
struct ZoneDefinition {
  let rules: ZoneRules

  /// Nil when the component defines no usable zone.
  init?(_ raw: RawComponent, name: String) {
    guard raw.fault == nil, raw.parts > 0 else { return nil }
    return nil
  }
}
