import Mentoring
import Scheduling

/// A person's hours as they are stored, and what a change of them would break.
struct HoursData: Loaded {
  /// Nil when the person is gone.
  var person: Person?
  /// The change that was asked about.
  var edits: [HoursEdit]
  var broken: [BrokenSession] = []
  /// Times that were chosen for broken sessions, which what is offered to the others leaves alone.
  var moved: [SessionID: Instant] = [:]
  /// The other side of each broken session.
  var partners: [SessionID: Person] = [:]

  static func load(
    _ reader: any StoreReader, _ zones: any ZoneProvider, _ id: PersonID, _ edits: [HoursEdit],
    moved: [SessionID: Instant] = [:], now: Instant
  ) throws -> HoursData {
    var data = HoursData(person: try reader.person(id), edits: edits, moved: moved)
    // Edits that no longer make sense are refused when they are saved, with the reason.
    guard let person = data.person, !edits.isEmpty, let edited = try? person.applying(edits) else { return data }
    data.broken = try HoursImpact(reader, zones: zones, now: now).broken(by: edited, moved: moved)
    for session in data.broken.map(\.session) {
      data.partners[session.id] = try reader.person(session.mentor == id ? session.mentee : session.mentor)
    }
    return data
  }
}
