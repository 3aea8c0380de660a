import ArgumentParser
import Mentoring
import Scheduling

extension Reading {
  /// Weekly hours. - Throws: `ValidationError` that quotes what was not understood.
  static func hours(_ text: String) throws -> WeeklyHours {
    guard !text.trimmingSpaces.isEmpty else {
      throw ValidationError("hours are empty; write for example “Mon-Fri 09:00-17:00”, or “Mon-Sun off”")
    }
    do {
      return try WeeklyHours(text)
    } catch {
      throw ValidationError(error.description)
    }
  }

  /// The ranges of one day.
  static func ranges(_ text: String) throws -> [MinuteRange] {
    do {
      return try WeeklyHours.ranges(ofDay: text)
    } catch {
      throw ValidationError(
        "“\(error.value)” \(error.reason); a day's hours look like “10:00-12:00 14:00-15:00” or “off”")
    }
  }

  static func absence(
    _ from: String, _ to: String?, _ reason: String, zone: ZoneRules, now: Instant
  ) throws -> Absence {
    do throws(TimePhraseError) {
      return try reason.isEmpty
        ? AbsencePhrase(from, to: to, now: now, zone: zone).absence
        : AbsencePhrase(from: from, to: to, reason: reason, now: now, zone: zone).absence
    } catch {
      throw ValidationError(error.description)
    }
  }
}
