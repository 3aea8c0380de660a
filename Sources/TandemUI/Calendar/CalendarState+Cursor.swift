import Mentoring
import Scheduling

extension CalendarState {
  /// Rows down (up when negative) within the cursor's day; items in a list, weeks in a month.
  mutating func move(rows count: Int) {
    switch layout.form {
    case .month: move(days: count * 7)
    case .agenda: move(items: count)
    case .days:
      guard let page, let (day, row) = page.position(of: cursor) else { return }
      let cells = page.days[day].cells
      var target = row
      // A row that the clocks skip is stepped over.
      for _ in 0..<abs(count) {
        var next = target + count.signum()
        while cells.indices.contains(next), cells[next].interval == nil { next += count.signum() }
        guard cells.indices.contains(next) else { break }
        target = next
      }
      guard target != row || cells[row].start != cursor else { return }
      cursor = cells[target].start
      followCursor()
    }
  }

  /// Days on (back when negative) at the same time on the clock.
  mutating func move(days count: Int) {
    move(to: cursorDate + count)
  }

  /// To another date, at the same time on the clock.
  mutating func move(to date: CivilDate) {
    let here = zone.civil(at: cursor)
    cursor = instant(of: CivilDateTime(date, here.time), isBack: date < here.date)
    followCursor()
    snapToCell()
  }

  /// Where the clocks show a reading. One that they jump over is read with the offset before the gap, unless that leads past the
  /// day that is meant, or back to the day that is to be left: then with the offset after it.
  private func instant(of wanted: CivilDateTime, isBack: Bool) -> Instant {
    guard case .skipped(let instant) = zone.resolve(wanted) else { return zone.instant(of: wanted) }
    let found = zone.civil(at: instant)
    // A day that there is not at all is stepped over.
    guard found.date != wanted.date, isBack || zone.interval(of: wanted.date) != nil else { return instant }
    return instant - Int(found.reading - wanted.reading)
  }

  /// Whole pages: a week, three days, a day, a month, or what a list shows.
  mutating func move(pages count: Int) {
    switch layout.form {
    case .days(let days): move(days: days * count)
    case .month: move(to: cursorDate.adding(months: count))
    case .agenda: move(items: count * max(1, layout.body.count - 1))
    }
  }

  /// To the first or the last row in which somebody has hours.
  mutating func moveToEdge(last: Bool) {
    if layout.form == .agenda {
      move(items: last ? agenda.count : -agenda.count)
      return
    }
    guard let page, let day = axisDay else { return }
    let cells = page.days[day].cells
    let working = cells.indices.filter { cells[$0].left == .free || cells[$0].right == .free }
    guard let row = last ? working.last : working.first else { return }
    cursor = cells[row].start
    followCursor()
  }

  /// To any start, which keeps its minutes even where they lie within a row.
  mutating func move(to start: Instant) {
    cursor = start
    followCursor()
  }

  /// To the opening after or before the cursor. - Returns: whether the slice holds one.
  mutating func moveToOpening(_ count: Int) -> Bool {
    guard let open else { return false }
    var target = cursor
    for _ in 0..<max(1, abs(count)) {
      guard let next = count < 0 ? open.previous(before: target) : open.next(after: target) else { return false }
      target = next
    }
    move(to: target)
    return true
  }

  /// To the next session, round from the last to the first; only to those in conflict where asked so.
  mutating func moveToSession(_ step: Int, conflictsOnly: Bool = false) -> Bool {
    let entries = slice?.entries.filter { !conflictsOnly || !$0.conflicts.isEmpty } ?? []
    guard !entries.isEmpty else { return false }
    let current = entries.firstIndex { $0.session.interval.start == cursor }
    let after = entries.firstIndex { $0.session.interval.start > cursor } ?? entries.count
    let target = current.map { $0 + step } ?? (step > 0 ? after + step - 1 : after + step)
    if entries.indices.contains(target) {
      move(to: entries[target].session.interval.start)
    } else if step < 0 {
      move(to: entries[entries.count - 1].session.interval.start)
    } else {
      // Round it goes to the first that is still to come; the past is reached by going back.
      guard let coming = entries.first(where: { $0.session.interval.end > now }) else { return false }
      move(to: coming.session.interval.start)
    }
    return true
  }

  /// Whether going to the next session leads anywhere.
  var hasNextSession: Bool {
    slice?.entries.contains { $0.session.interval.start > cursor || $0.session.interval.end > now } ?? false
  }

  /// The next longer or shorter of the lengths that the policy offers.
  mutating func changeLength(_ step: Int) {
    let lengths = slice?.policy.lengths ?? Policy.standard.lengths
    let longer = lengths.filter { $0 > length }
    let shorter = lengths.filter { $0 < length }
    guard let next = step > 0 ? longer.first : shorter.last else { return }
    setLength(next)
  }

  mutating func setLength(_ minutes: Int) {
    guard minutes != length else { return }
    length = minutes
    refreshOpenTimes()
  }

  /// The offered length nearest to a stretch drawn by hand.
  func offeredLength(nearest minutes: Int) -> Int {
    let lengths = slice?.policy.lengths ?? Policy.standard.lengths
    return lengths.min { abs($0 - minutes) < abs($1 - minutes) } ?? length
  }

  // MARK: What is under the cursor

  /// The session under the cursor; while one is moved, none.
  var entryAtCursor: CalendarSlice.Entry? {
    guard ghost == nil, let slice else { return nil }
    // By their places: a frame asks a dozen times, and would copy all of them each time.
    let (entries, cursor) = (slice.entries, cursor)
    let holding = entries.indices.lazy.filter { entries[$0].session.interval.contains(cursor) }
    if let first = holding.first {
      return entries[holding.first { entries[$0].session.interval.start == cursor } ?? first]
    }
    // What was agreed of a session that is asked to move is the session, too.
    return entries.indices.first { index in
      entries[index].session.request?.agreed != nil
        && entries[index].session.agreedRest.contains { $0.contains(cursor) }
    }.map { entries[$0] }
  }

  /// What Enter would book.
  var wanted: Interval { Interval(start: cursor, seconds: length * 60) }

  /// Whether that is over.
  var isPast: Bool { wanted.end <= now }

  /// Position on the page of the cursor's day.
  var axisDay: Int? { page?.axis.day(of: cursorDate) }

  /// Position in the agenda of what the cursor is in, or else of what comes after it.
  var agendaIndex: Int {
    // Lines may overlap, or begin together: the session is meant, else what began last.
    if let session = agenda.firstIndex(where: { $0.start == cursor && $0.isSession }) { return session }
    if let begun = agenda.firstIndex(where: { $0.start == cursor }) { return begun }
    if let holding = agenda.lastIndex(where: { $0.start <= cursor && cursor < $0.end }) { return holding }
    return agenda.firstIndex { $0.start >= cursor } ?? max(0, agenda.count - 1)
  }

  /// Puts a cursor that stands between the items of a list onto the next of them.
  mutating func snapToItem() {
    guard layout.form == .agenda, agenda.indices.contains(agendaIndex) else { return }
    let item = agenda[agendaIndex]
    if !(item.start <= cursor && cursor < item.end) { move(to: item.start) }
  }

  private mutating func move(items count: Int) {
    guard !agenda.isEmpty else { return }
    // Beyond the last line the list goes on with the next weeks.
    // Of lines that begin together one is stopped at.
    let starts = agenda.map(\.start).reduce(into: [Instant]()) { if $0.last != $1 { $0.append($1) } }
    let current = starts.firstIndex(of: agenda[agendaIndex].start) ?? 0
    let target = current + count
    if target >= starts.count, current == starts.count - 1 {
      move(to: cursorDate.startOfWeek(beginningOn: firstWeekday) + 28)
      return
    }
    if target < 0, current == 0 {
      move(to: cursorDate.startOfWeek(beginningOn: firstWeekday) - 7)
      snapToItem()
      return
    }
    cursor = starts[max(0, min(target, starts.count - 1))]
    followCursor()
  }

  /// Puts a cursor that a clock change or another zone moved off the rows onto one.
  private mutating func snapToCell() {
    guard case .days = layout.form, let page, let (day, row) = page.position(of: cursor) else { return }
    let cell = page.days[day].cells[row]
    guard let grid = slice?.situation?.grid, !grid.contains(cursor) else { return }
    cursor = cell.start
  }
}
