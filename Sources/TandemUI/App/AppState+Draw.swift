import Mentoring
import Scheduling
import TerminalKit

extension AppState {
  /// The least that a screen needs.
  static let smallest = Size(40, 12)

  /// The whole screen.
  func draw() -> Canvas {
    var canvas = Canvas(context.size, style: context.theme[.text], isASCII: !context.glyphs.isUnicode)
    guard context.size.width >= Self.smallest.width, context.size.height >= Self.smallest.height else {
      canvas.write(Self.tooSmall(context.size), at: 0, 0, style: context.theme[.warning])
      return canvas
    }
    let context = context
    screen.draw(into: &canvas, context)
    for overlay in overlays { overlay.draw(into: &canvas, context) }
    drawTabs(&canvas)
    drawStatus(&canvas)
    _ = hintLine.line.draw(into: &canvas, Rect(0, context.size.height - 1, context.size.width, 1), theme: context.theme)
    return canvas
  }

  /// The longest that fits.
  private static func tooSmall(_ size: Size) -> String {
    let found = "\(size.width)x\(size.height)"
    let texts = ["too small (\(found)): Tandem needs 40x12", "too small: needs 40x12", "needs 40x12", "40x12"]
    return texts.first { columnWidth($0) <= size.width } ?? "!"
  }

  // MARK: Tabs

  private func drawTabs(_ canvas: inout Canvas) {
    let theme = context.theme
    canvas.fill(Rect(0, 0, context.size.width, 1), style: theme[.tab])
    if showsName { canvas.write("tandem", at: 1, 0, style: theme[.tab].adding(.bold)) }
    let places = tabPlaces
    for (rect, tab) in places {
      let words = usesShortTitles ? tab.shortTitle : tab.title
      let gap = usesShortTitles && isMarked(tab) ? context.glyphs.bullet : " "
      let title = " \(tab.rawValue + 1)\(gap)\(tab == self.tab ? words.uppercased() : words)\(mark(of: tab)) "
      canvas.write(title, at: rect.x, 0, style: theme[tab == self.tab ? .activeTab : .tab])
    }
    // The last tab ends in a blank of its own.
    let left = (places.last?.rect.maxX ?? 0) + 1
    let room = context.size.width - 1 - left
    let text = identity(room: room)
    canvas.write(text, at: context.size.width - 1 - columnWidth(text), 0, style: theme[.tab])
  }

  /// ` •2` where two requests wait for the viewer. On the smallest screens a `•` before the title says that some do, and
  /// leaves the clock its room.
  private func mark(of tab: Tab) -> String {
    guard isMarked(tab), !usesShortTitles, let count = requests.data?.countOnTab else { return "" }
    return " \(context.glyphs.bullet)\(count)"
  }

  private func isMarked(_ tab: Tab) -> Bool { tab == .requests && requests.data?.countOnTab ?? 0 > 0 }

  private var usesShortTitles: Bool { context.size.width < 50 }

  private var showsName: Bool { context.size.width >= 60 }

  /// Who is looking, where, and when: the longest that has room, else nothing.
  private func identity(room: Int) -> String {
    let time = context.times.time(context.now)
    let name = context.viewer?.name ?? context.actor.login
    let whole = "\(name) \(context.glyphs.separator) \(context.zone.city) \(time)"
    if columnWidth(whole) <= room { return whole }
    return ["\(name) \(time)", time, TimeWording.narrow(time)].first { columnWidth($0) <= room } ?? ""
  }

  // MARK: Status

  private func drawStatus(_ canvas: inout Canvas) {
    let theme = context.theme
    let y = context.size.height - 2
    canvas.fill(Rect(0, y, context.size.width, 1), style: theme[.statusLine])
    var right = context.size.width - 1
    func badge(_ text: String, _ role: Theme.Role) {
      let width = columnWidth(text)
      guard right - width > 20 else { return }
      right -= width
      canvas.write(text, at: right, y, style: theme[role])
      right -= 1
    }
    if context.settings.isReadOnly { badge(" READ ONLY ", .activeTab) }
    if context.storeTrouble != nil { badge(" OFFLINE ", .conflict) }
    if !context.conflicts.isEmpty {
      let count = context.conflicts.count
      let words = " \(count) \(count == 1 ? "conflict" : "conflicts")"
      // What the status says counts more than the word.
      badge(" \(context.glyphs.warning)\(context.isNarrow ? "\(count)" : words) ", .conflict)
    }
    if let digits = count.digits { badge("\(digits)", .accent) }
    let (sign, texts, role) = statusText
    let used = sign.isEmpty ? 0 : canvas.write(sign + " ", at: 1, y, style: theme[role].adding(.bold))
    let room = max(0, right - 2 - used)
    let forms = texts.map(context.plain)
    let text = forms.first { columnWidth($0) <= room } ?? forms.last ?? ""
    canvas.write(
      truncated(text, to: room, ellipsis: context.glyphs.ellipsis), at: 1 + used, y, style: theme[role])
  }

  /// - Returns: the text and what can stand for it where it has no room, the longest first.
  private var statusText: (sign: String, texts: [String], role: Theme.Role) {
    if context.writes.leavingSince != nil { return ("", leavingTexts, .warning) }
    guard let message = shownMessage?.message else {
      if let notice = context.writes.notice { return (context.glyphs.warning, [notice], .warning) }
      // It counts for as long as it lasts, and more than what the cursor is on.
      return context.storeTrouble.map { (context.glyphs.cross, $0.briefs, .error) }
        ?? ("", [top.focus(context)], .muted)
    }
    let texts = [message.text] + message.briefs
    switch message.kind {
    case .notice: return ("", texts, .text)
    case .success: return (context.glyphs.check, texts, .success)
    case .warning: return (context.glyphs.warning, texts, .warning)
    case .error: return (context.glyphs.cross, texts, .error)
    }
  }

  // MARK: Hints and places

  /// The hints of the layer with the focus, then those of every screen; `?` stays to the last.
  var hintLine: (line: HintLine, keys: [Key]) {
    // Once: a layer is a value, and large.
    let top = top
    let (isTyping, isModal) = (top.isTyping, top.isModal)
    var commands = top.commands(context, isHinted: true)
    let everywhere = globalCommands
    if overlays.isEmpty {
      commands += everywhere.filter { !isModal || ["commands", "help"].contains($0.hint) }
    } else if !(top is HelpOverlay) {
      commands += everywhere.filter { $0.hint == "help" }
    }
    var hints: [HintLine.Hint] = []
    var keys: [Key] = []
    // Arrows are tried without being told of: where there is little room, what nobody guesses comes first.
    if context.isNarrow { commands = commands.filter { $0.hint != "move" } + commands.filter { $0.hint == "move" } }
    for command in commands where command.obstacle == nil {
      guard let hint = command.hint, let key = command.keys.first else { continue }
      // Where text is typed a letter is no command.
      if isTyping, key.typed != nil { continue }
      // Pairs of keys such as up and down share a hint, and are shown together.
      let label =
        command.hint == "move" && key == Key(.down) ? Self.moveLabel(context.glyphs) : key.label(context.glyphs)
      hints.append(HintLine.Hint(label, hint, isKept: command.isKept))
      keys.append(key)
    }
    // A layer may have a better word for it.
    if !overlays.isEmpty, !keys.contains(Key(.escape)) {
      hints.append(HintLine.Hint("Esc", "back", isKept: true))
      keys.append(Key(.escape))
    }
    return (HintLine(hints), keys)
  }

  private static func moveLabel(_ glyphs: Glyphs) -> String { glyphs.isUnicode ? "↑↓" : "Up/Down" }

  var tabPlaces: [(rect: Rect, tab: Tab)] {
    var x = showsName ? 9 : 0
    return Tab.allCases.map { tab in
      let width = columnWidth(usesShortTitles ? tab.shortTitle : tab.title) + 4 + columnWidth(mark(of: tab))
      defer { x += width }
      return (Rect(x, 0, width, 1), tab)
    }
  }

  var hintPlaces: [(rect: Rect, key: Key)] {
    let (line, keys) = hintLine
    let y = context.size.height - 1
    return line.layout(width: context.size.width - 1).map { index, x in
      let width = columnWidth(line.hints[index].key) + 1 + columnWidth(line.hints[index].label)
      return (Rect(1 + x, y, width, 1), keys[index])
    }
  }
}
