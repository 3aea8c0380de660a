import Mentoring
import Scheduling
import TerminalKit

extension CalendarDrawing {
  /// The day's sessions and imported blocks, to scale: half rows at either end are drawn as such.
  ///
  /// - Parameter chosen: the session under the cursor.
  func drawBlocks(
    _ page: CalendarPage, _ day: Int, _ columns: Range<Int>, _ rows: Range<Int>, _ top: Int,
    chosen: SessionID? = nil, _ canvas: inout Canvas
  ) {
    let blocks = page.days[day].blocks
    guard !blocks.isEmpty else { return }
    for place in BlockLayout(blocks.map(\.halfRows), width: columns.count).places {
      guard place.halfRows.upperBound > rows.lowerBound * 2, place.halfRows.lowerBound < rows.upperBound * 2 else {
        continue
      }
      let shown = place.blocks.map { blocks[$0] }
      // Of several the one that needs attention is named.
      let named = shown.first { !($0.entry?.conflicts.isEmpty ?? true) } ?? shown.first { $0.entry != nil } ?? shown[0]
      draw(
        named, hidden: place.hidden, isChosen: chosen != nil && shown.contains { $0.entry?.id == chosen },
        isAtCursor: chosen != nil && named.agreed?.id == chosen, place.halfRows,
        columns.lowerBound + place.columns.lowerBound..<columns.lowerBound + place.columns.upperBound, rows, top,
        &canvas)
    }
  }

  private func draw(
    _ block: CalendarPage.Block, hidden: Int, isChosen: Bool, isAtCursor: Bool, _ halfRows: Range<Int>,
    _ columns: Range<Int>, _ rows: Range<Int>, _ top: Int, _ canvas: inout Canvas
  ) {
    let more = hidden > 0 ? " +\(hidden)" : ""
    switch block.content {
    case .busy(let interval, let title):
      let style = look[.mentor]
      let name = title.isEmpty ? "busy" : title
      frame(
        halfRows, columns, rows, top, style: style, lines: nil,
        texts: [name + more, state.times.times(interval)], &canvas)
    case .agreed(let entry, let interval):
      let isAtCursor = isAtCursor && interval.contains(state.cursor)
      let isConflict = !entry.agreedConflicts.isEmpty
      let sign = isConflict ? look.glyphs.warning : ""
      // Under a dozen columns the line below the grid says the rest.
      let words = "\(sign)if not moved\(more)"
      frame(
        halfRows, columns, rows, top,
        style: isAtCursor ? look[.cursor].adding(.bold) : look[isConflict ? .conflict : .pastSession],
        lines: look.glyphs.heavyBox,
        texts: [
          columnWidth(words) <= columns.count - 2 ? words : "\(sign)if no\(more)", state.times.times(interval),
          entry.session.topic,
        ], &canvas)
    case .entry(let entry):
      let isMoving = state.ghost?.session == entry.id
      let isPast = entry.session.interval.end <= state.now
      let isConflict = !entry.conflicts.isEmpty
      let role: Theme.Role =
        isConflict ? .conflict : entry.session.status.isHold ? .request : isPast || isMoving ? .pastSession : .session
      var style = look[role]
      if isChosen { style = look[.cursor].adding(isConflict ? [.bold, .underline] : .bold) }
      let sign =
        (isConflict ? look.glyphs.warning : entry.isMissed ? look.glyphs.cross + " " : "")
        + (entry.session.series == nil ? "" : look.glyphs.repeats + " ")
      let with = state.slice?.pair == nil ? partner(entry) + " " : ""
      let title = "\(sign)\(with)\(entry.session.topic)"
      let inner = columns.count - 2
      let count = entry.isMissed ? "missed" : entry.count
      let full = "\(title) \(count)\(more)"
      let name =
        columnWidth(full) <= inner
        ? full : truncated(title, to: max(1, inner - columnWidth(more)), ellipsis: look.glyphs.ellipsis) + more
      frame(
        halfRows, columns, rows, top, style: style,
        lines: entry.session.status.isHold ? look.glyphs.dashedBox : look.glyphs.heavyBox,
        texts: [name, state.times.times(entry.session.interval), entry.room.map { "Room \($0)" } ?? ""],
        edge: columnWidth(full) <= inner ? "" : count, &canvas)
    }
  }

  /// With whom the person whose calendar it is has the session.
  func partner(_ entry: CalendarSlice.Entry) -> String {
    let name = state.slice?.lanes.first?.person.id == entry.session.mentor ? entry.mentee : entry.mentor
    return name.split(separator: " ").first.map(String.init) ?? name
  }

  /// A framed block; without lines it has a bar at its left.
  private func frame(
    _ halfRows: Range<Int>, _ columns: Range<Int>, _ rows: Range<Int>, _ top: Int, style: Style, lines: BoxLines?,
    texts: [String], edge: String = "", _ canvas: inout Canvas
  ) {
    let left = area.x + columns.lowerBound
    let right = area.x + columns.upperBound - 1
    guard right > left else { return }
    let startsInHalf = halfRows.lowerBound % 2 == 1
    let endsInHalf = halfRows.upperBound % 2 == 1
    let first = halfRows.lowerBound / 2
    let last = (halfRows.upperBound - 1) / 2
    let fullFirst = first + (startsInHalf ? 1 : 0)
    let fullLast = last - (endsInHalf ? 1 : 0)
    let hasBorders = lines != nil && fullLast - fullFirst >= 1
    var textRow = fullFirst + (hasBorders && !startsInHalf ? 1 : 0)
    // Two rows have no inside: the words stand in the upper edge.
    let isInEdge = hasBorders && !startsInHalf && !endsInHalf && fullLast - fullFirst == 1
    if isInEdge || textRow > fullLast { textRow = fullFirst }
    for row in max(first, rows.lowerBound)..<min(last + 1, rows.upperBound) {
      let y = top + row - rows.lowerBound
      let rect = Rect(left, y, right - left + 1, 1)
      if row < fullFirst || row > fullLast {
        drawHalf(row < fullFirst, rect, style, &canvas)
        continue
      }
      canvas.fill(rect, style: style)
      guard let lines else {
        canvas.put(Cell(look.glyphs.leftBusy, style: style), at: left, y)
        continue
      }
      let isTop = hasBorders && row == fullFirst && !startsInHalf
      let isBottom = hasBorders && row == fullLast && !endsInHalf && row != textRow
      if isTop || isBottom {
        for x in left...right { canvas.put(Cell(isTop ? lines.top : lines.bottom, style: style), at: x, y) }
      }
      // What the words have no room for stands in the lower edge.
      if isBottom, columns.count - 4 >= columnWidth(edge) {
        canvas.write(edge, at: right - 1 - columnWidth(edge), y, style: style)
      }
      canvas.put(Cell(isTop ? lines.topLeft : isBottom ? lines.bottomLeft : lines.left, style: style), at: left, y)
      canvas.put(Cell(isTop ? lines.topRight : isBottom ? lines.bottomRight : lines.right, style: style), at: right, y)
    }
    let inside = (hasBorders && !endsInHalf && !isInEdge ? fullLast - 1 : fullLast)
    // What starts above the page is named in its first row on show.
    var row = max(textRow, rows.lowerBound)
    for text in texts where !text.isEmpty && row < rows.upperBound {
      guard row <= max(inside, textRow), row <= last else { break }
      canvas.write(
        truncated(look.plain(text), to: max(0, columns.count - 2), ellipsis: look.glyphs.ellipsis), at: left + 1,
        top + row - rows.lowerBound, style: style)
      if isInEdge { break }
      row += 1
    }
  }

  /// The lower half of a block's first row, or the upper half of its last.
  private func drawHalf(_ isLower: Bool, _ rect: Rect, _ style: Style, _ canvas: inout Canvas) {
    // The half is foreground: where the block is drawn by its ground alone, that ground becomes the color.
    let color =
      style.attributes.contains(.reverse) || style.background == look[.text].background
      ? style.foreground : style.background
    var half = look[.text]
    half.foreground = color == .standard ? look[.text].foreground : color
    for x in rect.x..<rect.maxX {
      canvas.put(Cell(isLower ? look.lowerHalf : look.upperHalf, style: half), at: x, rect.y)
    }
  }

  // MARK: Cursor

  /// The stretch that Enter would book, or that a moved session would take.
  func drawCursor(_ page: CalendarPage, _ rows: Range<Int>, _ top: Int, _ canvas: inout Canvas) {
    guard let day = state.axisDay, layout.columns.indices.contains(day) else { return }
    let columns = layout.columns[day]
    let left = area.x + columns.lowerBound
    guard let row = page.axis.row(of: state.cursor, day: day), rows.contains(row) else { return }
    canvas.cursor = Point(left, top + row - rows.lowerBound)
    guard state.entryAtCursor == nil else { return }
    guard state.slice?.pair != nil else {
      // Nothing is booked here: the cursor points, and what it points at stays readable.
      let y = top + row - rows.lowerBound
      canvas.restyle(Rect(left, y, columns.count, 1)) { _ in look[.cursor] }
      if page.block(at: state.cursor) == nil {
        canvas.write(state.times.time(state.cursor), at: left + 1, y, style: look[.cursor], limit: columns.count - 2)
      }
      return
    }
    let start = page.axis.halfRows(to: state.cursor, day: day)
    let end = max(start + 1, page.axis.halfRows(toEnd: state.wanted.end, day: day))
    let isBlocked = !(state.open?.isOpening(state.cursor) ?? false)
    let style = look[state.ghost?.session != nil ? .ghost : .cursor]
    let sign = isBlocked ? look.glyphs.cross : look.glyphs.check
    for row in max(start / 2, rows.lowerBound)..<min((end + 1) / 2, rows.upperBound) {
      let y = top + row - rows.lowerBound
      let rect = Rect(left, y, columns.count, 1)
      if row * 2 < start || row * 2 + 1 >= end {
        drawHalf(row * 2 < start, rect, style, &canvas)
        if row != start / 2 { continue }
      } else {
        canvas.fill(rect, style: style)
      }
      canvas.put(Cell(look.cursorLeft, style: style), at: left, y)
      canvas.put(Cell(look.cursorRight, style: style), at: left + columns.count - 1, y)
    }
    let text = look.plain(state.times.times(state.wanted))
    let room = columns.count - 2
    let line = columnWidth(sign + text) <= room ? sign + text : sign + state.times.time(state.cursor)
    canvas.write(line, at: left + 1, top + row - rows.lowerBound, style: style, limit: room)
  }
}
