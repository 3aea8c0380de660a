import Scheduling

extension HoursEdit {
  /// The edits that make one person's hours those of another.
  ///
  /// Applied to somebody whose hours were changed meanwhile, they change only what they are about.
  public static func difference(from before: Person, to after: Person) -> [HoursEdit] {
    var edits: [HoursEdit] = []
    if before.hours != after.hours { edits.append(.weekly(after.hours)) }
    for day in after.overrides where !before.overrides.contains(day) { edits.append(.day(day.date, day.ranges)) }
    for day in before.overrides where !after.overrides.contains(where: { $0.date == day.date }) {
      edits.append(.day(day.date, nil))
    }
    edits += before.absences.filter { !after.absences.contains($0) }.map { .removeAbsence($0) }
    edits += after.absences.filter { !before.absences.contains($0) }.map { .addAbsence($0) }
    if before.policy.preferred != after.policy.preferred { edits.append(.preferred(after.policy.preferred)) }
    if before.policy.asksFirst != after.policy.asksFirst { edits.append(.asksFirst(after.policy.asksFirst)) }
    return edits
  }
}
