import Mentoring
import Scheduling
import TerminalKit

/// Where the calendar stands: what it shows, where its cursor is, and what is being dragged over it.
struct CalendarState: Sendable {
  /// A session, booked or wanted, that follows the cursor until it is dropped.
  struct Ghost: Hashable, Sendable {
    /// What is moved; nil while a new session's length is drawn.
    let session: SessionID?
    /// Where it was: Esc puts the cursor back there.
    let origin: Instant
    let originalLength: Int
    /// Distance from its start to where it was taken hold of, in seconds.
    var grip = 0
    /// Whether the mouse holds it; otherwise keys move it and Enter drops it.
    var isDragged = false
  }

  var subject: CalendarSubject?
  var view = CalendarView.week
  /// Minutes a row.
  var step = 30
  /// Start of the session that Enter would book.
  var cursor: Instant
  /// Minutes of it.
  var length = 60
  /// Position in ``zones`` of the one whose clock makes the rows.
  var zoneIndex = 0
  /// Where its part of the screen begins.
  var origin = Point(0, 0)
  /// First row on show.
  var top = 0
  /// First item on show in a list.
  var listTop = 0
  var ghost: Ghost?

  private(set) var slice: CalendarSlice?
  /// Whether the store changed since ``slice`` was read, and it was out of sight: it no longer says what is free.
  private(set) var isStale = false
  private(set) var now: Instant
  private(set) var open: OpenTimes?
  private(set) var page: CalendarPage?
  /// Of ``page``, as it was drawn last.
  private(set) var picture = GridPicture()
  private(set) var agenda: [AgendaItem] = []
  private(set) var layout = CalendarLayout(width: 0, height: 0, view: .week, zones: 1)
  /// Of the interface: whose clock counts where nobody of the calendar is the viewer.
  var viewerZone: ZoneRules
  var clock = TimeWording.Clock.hours24
  var firstWeekday = Weekday.monday
  /// Whether the other side's clock stands beside the rows.
  var showsOtherZone = true
  /// Minutes of a new session where its pair has no usual length.
  var standardLength = 60

  init(now: Instant, viewerZone: ZoneRules) {
    self.now = now
    self.viewerZone = viewerZone
    cursor = StartGrid(zone: viewerZone, granularity: 30).firstStart(atOrAfter: now)
  }

  // MARK: Zones

  /// The clocks that can make the rows: the viewer's first, then the people's; each once.
  var zones: [ZoneRules] {
    ([viewerZone] + (slice?.lanes.map(\.zone) ?? [])).reduce(into: []) { zones, zone in
      if !zones.contains(zone) { zones.append(zone) }
    }
  }

  var zone: ZoneRules {
    // Asked many times a frame, and nearly always the viewer's.
    if zoneIndex == 0 { return viewerZone }
    let zones = zones
    return zones[min(zoneIndex, zones.count - 1)]
  }

  /// The clock beside it in the gutter: of the person who lives elsewhere.
  var otherZone: ZoneRules? {
    guard showsOtherZone else { return nil }
    let zone = zone
    return slice?.lanes.map(\.zone).last { $0 != zone } ?? zones.first { $0 != zone }
  }

  var times: TimeWording { TimeWording(zone: zone, now: now, clock: clock) }

  // MARK: Dates

  var cursorDate: CivilDate { zone.date(at: cursor) }

  /// The days on show around the cursor: a week from its first weekday, three days, one, or the weeks of a month.
  var dates: [CivilDate] {
    let date = cursorDate
    switch layout.form {
    case .days(7): return (0..<7).map { date.startOfWeek(beginningOn: firstWeekday) + $0 }
    case .days(let count) where count > 1:
      // Blocks of three that never move under the cursor.
      let first = date - ((date.dayNumber % count) + count) % count
      return (0..<count).map { first + $0 }
    case .days: return [date]
    case .month:
      let first = date.startOfMonth.startOfWeek(beginningOn: firstWeekday)
      let last = date.startOfMonth.adding(months: 1) - 1
      return (0..<((last - first) / 7 + 1) * 7).map { first + $0 }
    case .agenda: return (0..<28).map { date.startOfWeek(beginningOn: firstWeekday) + $0 }
    }
  }

  // MARK: Derived values

  /// New data; the cursor stays where it is.
  mutating func show(_ slice: CalendarSlice) {
    let isNewSubject = self.slice?.subject != slice.subject
    self.slice = slice
    isStale = false
    if isNewSubject {
      length = slice.usualLength(standardLength)
      ghost = nil
    }
    zoneIndex = min(zoneIndex, zones.count - 1)
    refreshOpenTimes()
  }

  /// The store changed and this was not read again: until it is, nothing is told to be free.
  mutating func markStale() {
    guard slice != nil else { return }
    isStale = true
    refreshOpenTimes()
  }

  /// Forgets the data of another subject.
  mutating func show(subject: CalendarSubject?) {
    guard subject != self.subject else { return }
    self.subject = subject
    slice = nil
    isStale = false
    ghost = nil
    zoneIndex = 0
    refreshOpenTimes()
  }

  /// The clock went on: what is past or too soon has changed.
  mutating func tick(to now: Instant) {
    guard now != self.now else { return }
    self.now = now
    refreshOpenTimes()
  }

  /// Fits it into a space of the screen.
  mutating func resize(width: Int, height: Int) {
    let layout = CalendarLayout(
      width: width, height: height, view: view, zones: otherZone == nil ? 1 : 2,
      clockWidth: CalendarLayout.clockWidth(clock))
    guard layout != self.layout || page == nil else { return }
    self.layout = layout
    refreshPage()
  }

  /// After ``view``, ``step`` or the zone changed.
  mutating func refreshLayout() {
    let (width, height) = (layout.width, layout.height)
    layout = CalendarLayout(
      width: width, height: height, view: view, zones: otherZone == nil ? 1 : 2,
      clockWidth: CalendarLayout.clockWidth(clock))
    refreshPage()
  }

  /// Another number of minutes a row; the cursor keeps its line.
  mutating func zoom(to step: Int) {
    let line = (page?.position(of: cursor)?.row ?? top) - top
    self.step = step
    refreshPage()
    if let row = page?.position(of: cursor)?.row { top = max(0, row - line) }
    scrollToCursor()
  }

  /// After the length or the ghost changed.
  mutating func refreshOpenTimes() {
    open = (isStale ? nil : slice).flatMap {
      OpenTimes($0, length: length, at: now, room: ghostRoom, moving: ghost?.session)
    }
    refreshLayout()
  }

  /// After the cursor moved: a page is made only when it left the one on show.
  mutating func followCursor() {
    if page?.axis.dates != dates || page?.axis.zone != zone { refreshPage() } else { scrollToCursor() }
  }

  /// What a list of openings is asked for; nil where there is no pair.
  func openingsQuery(from origin: Instant) -> OpeningsQuery? {
    slice?.pair.map { pair in
      OpeningsQuery(pair: pair.id, length: length, room: ghostRoom, moving: ghost?.session, origin: origin)
    }
  }

  /// A session keeps its room when it moves, so the room must be free too.
  private var ghostRoom: RoomID? {
    ghost?.session.flatMap { slice?.entry($0) }?.session.room
  }

  private mutating func refreshPage() {
    forgetPicture()
    guard let slice else {
      page = nil
      agenda = []
      return
    }
    let isFirst = page == nil
    page = CalendarPage(slice, open: open, zone: zone, dates: dates, step: step)
    agenda =
      layout.form == .agenda
      ? AgendaItem.items(slice, open: open, zone: zone, dates: dates, moving: ghost?.session) : []
    if isFirst { showWorkingHours() }
    scrollToCursor()
  }

  mutating func forgetPicture() { picture = GridPicture() }

  // MARK: Scrolling

  /// Rows that fit, without the lines that announce hidden sessions.
  var visibleRows: Int { max(1, layout.body.count - (hides.earlier ? 1 : 0) - (hides.later ? 1 : 0)) }

  /// Whether a line above or below the rows must announce sessions outside them.
  var hides: (earlier: Bool, later: Bool) {
    guard let page else { return (false, false) }
    let blocks = page.days.lazy.flatMap(\.blocks).filter { $0.entry != nil }
    let earlier = top > 0 && blocks.contains { $0.halfRows.upperBound <= top * 2 }
    let bottom = top + layout.body.count - (earlier ? 1 : 0)
    return (earlier, blocks.contains { $0.halfRows.lowerBound >= bottom * 2 })
  }

  /// Rows on show.
  var shownRows: Range<Int> {
    guard let page else { return 0..<0 }
    let rows = page.axis.rows.count
    return min(top, rows)..<min(rows, top + visibleRows)
  }

  /// Scrolls the earliest hour of the page's people to the top, if the rest of the day fits or not.
  private mutating func showWorkingHours() {
    guard let page else { return }
    let rows = page.axis.rows.count
    let room = max(1, layout.body.count - 2)
    // The hours that both have; where there are none, those of either.
    func matching(_ isWanted: (CalendarPage.Cell) -> Bool) -> [Int] {
      page.days.flatMap { day in day.cells.indices.filter { isWanted(day.cells[$0]) } }
    }
    let isWithin: (CalendarPage.Mark) -> Bool = { $0 == .free || $0 == .busy }
    let both = matching { isWithin($0.left) && isWithin($0.right) }
    let working = both.isEmpty ? matching { isWithin($0.left) || isWithin($0.right) } : both
    guard let first = working.min(), let last = working.max() else { return }
    // What is left over goes above and below.
    let spare = max(0, room - (last - first + 1))
    top = max(0, min(first - spare / 2, rows - room))
  }

  /// Moves what is on show and leaves the cursor where it is, as a wheel does.
  mutating func scroll(rows count: Int) {
    guard let page else { return }
    top = max(0, min(top + count, page.axis.rows.count - min(page.axis.rows.count, layout.body.count - 1)))
  }

  mutating func scrollToCursor() {
    if layout.form == .agenda {
      let (index, room) = (agendaIndex, max(1, layout.body.count))
      if index < listTop { listTop = index }
      if index >= listTop + room { listTop = index - room + 1 }
      return
    }
    guard let page, let row = page.position(of: cursor)?.row else { return }
    let rows = page.axis.rows.count
    let room = max(1, layout.body.count - 2)
    top = max(0, min(top, rows - min(rows, layout.body.count)))
    let span = max(1, min(room, (length + step - 1) / step))
    if row < top { top = row }
    if row + span > top + room { top = max(0, min(row, row + span - room)) }
  }
}
