import Mentoring
import Scheduling
import TerminalKit

extension OpeningsList {
  func lines(_ explainer: Explainer, look: CalendarLook, width: Int, height: Int) -> [SheetLine] {
    var list = list
    list.settle(count: items.count, height: height)
    var lines = list.visible(count: items.count, height: height).map { index -> SheetLine in
      let item = items[index]
      let isChosen = index == list.selected
      let style = isChosen ? look[.cursor] : look[.text]
      let span = explainer.times.span(Interval(start: item.start, seconds: length * 60))
      let local = explainer.localTimes(of: item.start).joined(separator: ", ")
      let cost =
        item.reasons.isEmpty
        ? (isBestFirst ? "costs nothing" : "") : "\(item.cost): \(item.reasons.joined(separator: ", "))"
      let head =
        fitted("\(isChosen ? look.glyphs.pointer : " ") \(span)", to: min(width, 34))
        + fitted(local, to: min(20, max(0, width - 34)))
      return SheetLine(
        .spans([
          Span(head, style), Span(fitted(cost, to: max(0, width - columnWidth(head))), isChosen ? style : look[.muted]),
        ]),
        target: .row(index))
    }
    lines.append(
      SheetLine(
        .keys([
          (Key(.enter), "book"), (.character("o"), isBestFirst ? "by time" : "best first"), (Key(.escape), "close"),
        ]), rank: 1))
    return lines
  }
}

extension PairChoice {
  func lines(look: CalendarLook, width: Int, height: Int) -> [SheetLine] {
    var list = list
    list.settle(count: items.count, height: height)
    var lines = list.visible(count: items.count, height: height).map { index -> SheetLine in
      let isChosen = index == list.selected
      let text = fitted("\(isChosen ? look.glyphs.pointer : " ") \(items[index].label)", to: width)
      return SheetLine(.spans([Span(text, isChosen ? look[.cursor] : look[.text])]), target: .row(index))
    }
    lines.append(SheetLine(.keys([(Key(.enter), "open"), (Key(.escape), "close")]), rank: 1))
    return lines
  }
}
