import Mentoring
import Scheduling

extension HoursEdit {
  /// Whether it changes what the row tells.
  func isAbout(_ row: HoursSheet.Row) -> Bool {
    switch (self, row) {
    case (.day(let date, _), .day(let day)): day.date == date
    case (.addAbsence(let one), .absence(let other)): one.span == other.span
    default: false
    }
  }
}
