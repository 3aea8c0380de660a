import Mentoring
import Scheduling
import TerminalKit

extension OpeningsList {
  func lines(_ explainer: Explainer, look: CalendarLook, width: Int, height: Int) -> [SheetLine] {
    var list = list
    list.settle(count: items.count, height: height)
    let shown = list.visible(count: items.count, height: height)
    let texts = shown.map { index -> (span: String, local: String) in
      let start = items[index].start
      return (
        explainer.times.span(Interval(start: start, seconds: length * 60)),
        explainer.localTimes(of: start).joined(separator: ", ")
      )
    }
    // The columns are as wide as what they hold; the cost has the rest.
    let spanWidth = min(width, (texts.map { columnWidth($0.span) }.max() ?? 0) + 4)
    let localWidth = min(max(0, width - spanWidth), (texts.map { columnWidth($0.local) }.max() ?? 0) + 2)
    let ellipsis = look.glyphs.ellipsis
    var lines = zip(shown, texts).map { index, text -> SheetLine in
      let isChosen = index == list.selected
      let style = isChosen ? look[.cursor] : look[.text]
      let head =
        fitted("\(isChosen ? look.glyphs.pointer : " ") \(text.span)", to: spanWidth, ellipsis: ellipsis)
        + fitted(text.local, to: localWidth, ellipsis: ellipsis)
      let rest = fitted(
        width - spanWidth - localWidth < Self.leastForWords
          ? brief(items[index]) : cost(items[index], explainer.slice), to: max(0, width - spanWidth - localWidth),
        ellipsis: ellipsis)
      return SheetLine(.spans([Span(head, style), Span(rest, isChosen ? style : look[.muted])]), target: .row(index))
    }
    // What its line has no room for is told whole of the chosen one.
    if let item = selected, columnWidth(cost(item, explainer.slice)) > width - spanWidth - localWidth {
      for text in wrapped("costs \(cost(item, explainer.slice))", to: width - 2, most: 2, ellipsis: ellipsis) {
        lines.append(SheetLine(.spans([Span("  \(text)", look[.muted])]), rank: 2))
      }
    }
    lines.append(
      SheetLine(
        .keys([
          (Key(.enter), "book"), (.character("o"), isBestFirst ? "by time" : "best first"), (Key(.escape), "close"),
        ]), rank: 1))
    return lines
  }

  /// Columns in which the first of what makes a cost has room.
  private static let leastForWords = 20

  private func brief(_ item: Item) -> String { item.terms.isEmpty && !isBestFirst ? "" : "\(item.cost)" }

  private func cost(_ item: Item, _ slice: CalendarSlice) -> String {
    guard !item.terms.isEmpty else { return isBestFirst ? "costs nothing" : "" }
    return "\(item.cost): \(item.terms.map { Self.words($0, slice) }.joined(separator: ", "))"
  }
}

extension PairChoice {
  func lines(look: CalendarLook, width: Int, height: Int) -> [SheetLine] {
    var list = list
    list.settle(count: items.count, height: height)
    var lines = list.visible(count: items.count, height: height).map { index -> SheetLine in
      let isChosen = index == list.selected
      let text = fitted(
        "\(isChosen ? look.glyphs.pointer : " ") \(items[index].label)", to: width, ellipsis: look.glyphs.ellipsis)
      return SheetLine(.spans([Span(text, isChosen ? look[.cursor] : look[.text])]), target: .row(index))
    }
    lines.append(SheetLine(.keys([(Key(.enter), "open"), (Key(.escape), "close")]), rank: 1))
    return lines
  }
}
