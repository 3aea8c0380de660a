import Mentoring
import Scheduling
import TerminalKit

/// The calendars that keep the viewer busy: files and folders that other programs keep. They are added, read again and
/// removed here; a long reading shows how far it is, and Esc stops it.
struct CalendarsOverlay: Layer {
  enum Action: Hashable, Sendable {
    case move(Int)
    case subscribe, readOnce, refresh, remove
    case keep, leave
    case stop
  }

  let name = "Calendars"
  let person: PersonID
  private(set) var data: CalendarsData?
  private(set) var list = ListState()
  /// While a path is typed, and whether it is subscribed to or read once.
  private(set) var field: TextField?
  /// Whether Esc was pressed although something was written.
  private var isLeaving = false
  private(set) var isSubscribing = true
  /// What is being read.
  private(set) var progress: CalendarProgress?
  /// What is wrong with what is typed, or came of the last reading that failed.
  private var complaint: Complaint?

  /// Told beside the field, or for as long as the calendar that it is about is selected and in the same state.
  private struct Complaint {
    var text: String
    /// Nil for what is typed.
    var path: String?
    /// As it was found after the reading had failed.
    var state: CalendarsData.State?
  }

  /// What to tell in place of the selected one's state, or of what to type.
  var objection: String? {
    guard let complaint, field == nil, let path = complaint.path else { return complaint?.text }
    return path == selected?.source.name ? complaint.text : nil
  }

  init(of person: PersonID) { self.person = person }

  private static let keys = Keymap<Action>([
    .init(.subscribe, [.character("a")], "add a file or folder, read again whenever it changes", hint: "add"),
    .init(.readOnce, [.character("i")], "read a file or folder once", hint: "read once"),
    .init(.refresh, [.character("r"), Key(.enter)], "read it again now", hint: "read again"),
    .init(.remove, [.character("x"), Key(.delete)], "remove it, and the busy time it brought", hint: "remove"),
    .init(.move(1), [Key(.down), .character("j"), Key(.tab)], "down", hint: "move"),
    .init(.move(-1), [Key(.up), .character("k"), .shift(.tab)], "up"),
  ])

  private static let fieldKeys = Keymap<Action>([
    .init(.keep, [Key(.enter)], "read it", hint: "read it"),
    .init(.leave, [Key(.escape)], "leave it", hint: "leave it"),
  ])

  private static let readingKeys = Keymap<Action>([
    .init(.stop, [Key(.escape)], "stop reading; nothing is changed then", hint: "stop"),
    .init(.move(1), [Key(.down), .character("j")], "down"),
    .init(.move(-1), [Key(.up), .character("k")], "up"),
  ])

  var keymap: Keymap<Action> { progress != nil ? Self.readingKeys : field != nil ? Self.fieldKeys : Self.keys }
  var isTyping: Bool { field != nil && progress == nil }
  var isReady: Bool { data != nil }

  var selected: CalendarsData.Entry? {
    guard let entries = data?.entries, entries.indices.contains(list.selected) else { return nil }
    return entries[list.selected]
  }

  func obstacle(to action: Action, _ context: Context) -> String? {
    switch action {
    case .subscribe, .readOnce, .keep: context.writeObstacle
    case .refresh, .remove: context.writeObstacle ?? (selected == nil ? "there is no calendar yet" : nil)
    case .stop: progress?.isWriting == true ? "it is read, and being written in one step" : nil
    case .move: obstacleToMoving(among: data?.entries.count ?? 0)
    case .leave: nil
    }
  }

  mutating func type(_ key: Key, _ context: Context) -> [Effect]? {
    guard progress == nil, field?.handle(key) == true else { return nil }
    complaint = nil
    isLeaving = false
    return []
  }

  mutating func paste(_ text: String, _ context: Context) -> [Effect] {
    field?.paste(text)
    isLeaving = false
    return []
  }

  mutating func perform(_ action: Action, count: Int, _ context: Context) -> [Effect] {
    switch action {
    case .move(let rows): list.move(by: rows * count, count: data?.entries.count ?? 0)
    case .subscribe, .readOnce:
      complaint = nil
      isLeaving = false
      isSubscribing = action == .subscribe
      field = TextField(placeholder: isSubscribing ? "~/.calendars/work" : "~/calendar.ics")
    case .refresh:
      guard let source = selected?.source else { return [] }
      return read(source.name, isSubscribed: nil)
    case .remove:
      guard let source = selected?.source else { return [] }
      return [.perform(.removeCalendar(source.id))]
    case .keep:
      let path = field?.text.trimmingSpaces ?? ""
      guard !path.isEmpty else {
        complaint = Complaint(text: "write a path, such as ~/.calendars/work")
        return []
      }
      return read(path, isSubscribed: isSubscribing ? true : nil)
    case .leave:
      isLeaving = !isLeaving && field?.text.trimmingSpaces.isEmpty == false
      complaint =
        isLeaving ? Complaint(text: "not read yet: Enter reads it, Esc again discards what is written") : nil
      if !isLeaving { field = nil }
    case .stop: return [.stopReadingCalendar]
    }
    return []
  }

  private mutating func read(_ path: String, isSubscribed: Bool?) -> [Effect] {
    complaint = nil
    progress = CalendarProgress(path: path, share: 0)
    return [.readCalendar(CalendarWish(path: path, person: person, isSubscribed: isSubscribed))]
  }

  mutating func receive(_ loaded: any Loaded, _ context: Context) -> [Effect] {
    switch loaded {
    case let data as CalendarsData:
      self.data = data
      list.move(by: 0, count: data.entries.count)
      settleComplaint(data)
    case is CalendarsLookedAfter: return [load(context)].compactMap(\.self)
    case let progress as CalendarProgress: self.progress = progress
    case let end as CalendarEnd:
      progress = nil
      // A path that was wrong stays to be put right.
      switch end.result {
      case .read: field = nil
      case .stopped: break
      case .failed(let reason):
        complaint = Complaint(text: reason, path: field == nil ? end.path : nil)
        // That it failed may mean that it is gone.
        return [load(context)].compactMap(\.self)
      }
    case let result as CommandResult:
      guard case .importBusy(let busy) = result.command, case .success = result.result else { return [] }
      return [load(context, selecting: busy.source)].compactMap(\.self)
    default: break
    }
    return []
  }

  /// What a reading failed with is no more so once the calendar's state is another.
  private mutating func settleComplaint(_ data: CalendarsData) {
    guard let path = complaint?.path else { return }
    let state = data.entries.first { $0.source.name == path }?.state
    if let known = complaint?.state, known != state { complaint = nil } else { complaint?.state = state }
  }

  mutating func refresh(_ reason: RefreshReason, _ context: Context) -> [Effect] {
    guard reason == .shown || reason == .storeChanged else { return [] }
    return [load(context)].compactMap(\.self)
  }

  private mutating func load(_ context: Context, selecting path: String? = nil) -> Effect? {
    guard let files = context.calendarFiles else { return nil }
    let person = person
    if let index = data?.entries.firstIndex(where: { $0.source.name == path }) { list.selected = index }
    return .read("calendars") { reader, _ in try CalendarsData.load(reader, person, files) }
  }

  mutating func mouse(_ event: MouseEvent, _ context: Context) -> [Effect] {
    let drawing = CalendarsDrawing(overlay: self, context: context)
    switch event.action {
    case .wheelUp: list.move(by: -1, count: data?.entries.count ?? 0)
    case .wheelDown: list.move(by: 1, count: data?.entries.count ?? 0)
    case .press where drawing.rows.contains(event.position):
      let index = drawing.firstRow + event.position.y - drawing.rows.y
      if data?.entries.indices.contains(index) == true { list.selected = index }
    case .press where !drawing.frame.contains(event.position) && field == nil && progress == nil: return [.pop]
    default: break
    }
    return []
  }

  func draw(into canvas: inout Canvas, _ context: Context) {
    CalendarsDrawing(overlay: self, context: context).draw(into: &canvas)
  }

  func focus(_ context: Context) -> String {
    if let progress {
      return progress.isWriting
        ? "Writing what \(progress.path) holds" : "Reading \(progress.path), \(Int(progress.share * 100)) %"
    }
    if field != nil { return isSubscribing ? "Calendars: a file or folder to add" : "Calendars: what to read once" }
    guard data != nil else { return "Calendars: \(context.unread("reading…"))" }
    guard let entry = selected else { return "Calendars: none yet" }
    return "Calendar \(list.selected + 1) of \(data?.entries.count ?? 0): \(entry.source.name), \(entry.stateWords)"
  }
}
