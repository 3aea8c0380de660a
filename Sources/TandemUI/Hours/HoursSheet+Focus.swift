import Mentoring
import Scheduling
import TerminalKit

/// How the week is shown, and what the status line says of where one is in it.
extension HoursSheet {
  func draw(into canvas: inout Canvas, _ context: Context) {
    HoursDrawing(sheet: self, context: context).draw(into: &canvas)
  }

  func focus(_ context: Context) -> String {
    guard edited != nil else { return "Hours: \(context.unread("loading"))" }
    if let objection { return objection }
    if field != nil { return isAddingAbsence ? "Add an absence: from, to, reason" : "Other hours for one day" }
    guard pane == .week else {
      let rows = rows(context)
      guard rows.indices.contains(list.selected) else { return "Days that differ, and absences: none" }
      return HoursDrawing(sheet: self, context: context).words(rows[list.selected])
    }
    let times = context.times
    // A day that ends with the last half hour ends at 24, where its clock has that hour.
    let end =
      slot == 47 && times.clock == .hours24 ? "24:00" : times.time(CivilTime(secondOfDay: (slot + 1) * 1_800 % 86_400))
    let range = "\(times.time(CivilTime(secondOfDay: slot * 1_800)))–\(end)"
    let works = minutes(slot, of: weekday, .hours)
    let prefers = minutes(slot, of: weekday, .preferred) > 0 ? ", preferred" : ""
    let brush = brush == .preferred ? "Preferred hours, " : ""
    return
      "\(brush)\(weekday.name) \(range): \(works == 30 ? "works" : works == 0 ? "off" : "works \(works) min")\(prefers)"
  }
}
