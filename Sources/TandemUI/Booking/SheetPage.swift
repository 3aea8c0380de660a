import TerminalKit

/// The lines of a sheet that has more of them than rows: those in sight, and where they stand among all.
struct SheetPage: Sendable {
  let lines: [SheetLine]
  /// Lines above those in sight.
  let offset: Int
  /// Of the lines in sight those that scroll; the foot stays.
  let shown: Int
  let total: Int

  /// Lines that can be scrolled out of sight.
  var limit: Int { total - shown }

  /// All of it, where ranks make what does not fit fit.
  init(_ lines: [SheetLine]) {
    self.lines = lines
    (offset, shown, total) = (0, lines.count, lines.count)
  }

  /// A part of `body` above a line that stays.
  init(_ body: [SheetLine], foot: SheetLine, height: Int, scroll: Int) {
    shown = min(body.count, max(1, height - 1))
    offset = min(max(0, scroll), body.count - shown)
    total = body.count
    lines = body[offset..<offset + shown] + [foot]
  }
}
