import Folding

/// A grid of cells that views draw into and a terminal shows.
///
/// Whatever is drawn, every row stays exactly as wide as the canvas: what does not fit is cut, and half a wide
/// character becomes a blank.
public struct Canvas: Sendable {
  public let size: Size
  /// Row by row, `size.width * size.height` of them.
  public private(set) var cells: [Cell]
  /// Where the terminal's own cursor stands; nil hides it.
  public var cursor: Point?
  /// Whether Latin letters lose their accents, for a terminal that shows none but ASCII's.
  public let isASCII: Bool

  public init(_ size: Size, style: Style = .plain, isASCII: Bool = false) {
    self.size = size
    self.isASCII = isASCII
    let count = size.width * size.height
    let blank = Cell(" ", style: style)
    // A row, and then its memory: cell by cell it takes nine times as long.
    cells = Array(unsafeUninitializedCapacity: count) { place, made in
      let row = min(size.width, count)
      place[..<row].initialize(repeating: blank)
      for first in stride(from: row, to: count, by: max(1, row)) {
        _ = place[first..<first + row].initialize(fromContentsOf: place[..<row])
      }
      made = count
    }
  }

  public var bounds: Rect { Rect(size) }

  /// - Precondition: the place is within the canvas.
  public subscript(x: Int, y: Int) -> Cell { cells[y * size.width + x] }

  /// Puts one cell; outside the canvas nothing happens.
  public mutating func put(_ cell: Cell, at x: Int, _ y: Int) {
    guard x >= 0, y >= 0, y < size.height, x + Int(max(1, cell.width)) <= size.width else { return }
    let index = y * size.width + x
    split(at: index)
    if cell.width == 2 {
      split(at: index + 1)
      cells[index + 1] = Cell(" ", width: 0, style: cell.style)
    }
    cells[index] = cell
  }

  /// The same for whole texts, which most are, each byte of them a character.
  @discardableResult
  public mutating func write(_ text: String, at x: Int, _ y: Int, style: Style, limit: Int = .max) -> Int {
    guard isPlainASCII(text) else { return write(text[...], at: x, y, style: style, limit: limit) }
    guard y >= 0, y < size.height, x < size.width, limit > 0 else { return 0 }
    let count = min(text.utf8.count, limit, size.width - x)
    guard count > 0, x + count > 0 else { return count }
    let row = y * size.width
    split(at: row + max(x, 0))
    split(at: row + x + count - 1)
    var cell = Cell(" ", style: style)
    let isWritten: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
      cells.withUnsafeMutableBufferPointer { cells in
        for index in max(-x, 0)..<count {
          cell.scalar = Unicode.Scalar(bytes[index])
          cells[row + x + index] = cell
        }
      }
    }
    return isWritten == nil ? write(text[...], at: x, y, style: style, limit: limit) : count
  }

  /// Draws text from a place on, cut at `limit` columns and at the canvas's edge; returns the columns it took.
  ///
  /// Control characters are shown escaped, see ``visible(_:)``.
  @discardableResult
  public mutating func write(_ text: some StringProtocol, at x: Int, _ y: Int, style: Style, limit: Int = .max) -> Int {
    guard y >= 0, y < size.height, x < size.width, limit > 0 else { return 0 }
    var column = x
    let end = limit > size.width - x ? size.width : x + limit
    var walk = ColumnWalk()
    for scalar in visible(text).unicodeScalars {
      switch walk.next(scalar) {
      case .hidden: continue
      case .mark: if !isASCII { combine(scalar, before: column, y) }
      case .spacing(let width):
        guard column + width <= end else {
          if width == 2, column >= 0, column < end { put(Cell(" ", style: style), at: column, y) }
          return end - x
        }
        if column >= 0 {
          let scalar = isASCII && width == 1 ? plainLetter(scalar) ?? scalar : scalar
          put(Cell(scalar, width: UInt8(width), style: style), at: column, y)
        } else if column + width > 0 {
          put(Cell(" ", style: style), at: 0, y)
        }
        column += width
      }
    }
    return column - x
  }

  /// Fills a rectangle with blanks, or another narrow character.
  public mutating func fill(_ rect: Rect, style: Style, with scalar: Unicode.Scalar = " ") {
    let area = rect.intersection(bounds)
    guard !area.isEmpty else { return }
    let cell = Cell(scalar, style: style)
    for y in area.y..<area.maxY {
      let start = y * size.width + area.x
      split(at: start)
      split(at: start + area.width - 1)
      for index in start..<start + area.width { cells[index] = cell }
    }
  }

  /// Copies another canvas to a place, cut at the edges.
  public mutating func draw(_ other: Canvas, at x: Int, _ y: Int) {
    let area = Rect(x, y, other.size.width, other.size.height).intersection(bounds)
    guard !area.isEmpty else { return }
    for row in area.y..<area.maxY {
      let start = row * size.width + area.x
      let first = (row - y) * other.size.width + area.x - x
      split(at: start)
      split(at: start + area.width - 1)
      cells.withUnsafeMutableBufferPointer { cells in
        other.cells.withUnsafeBufferPointer { other in
          let copied = UnsafeMutableBufferPointer(rebasing: cells[start..<start + area.width])
          _ = copied.update(fromContentsOf: other[first..<first + area.width])
        }
      }
      // Half of what is cut through is a blank.
      if cells[start].width == 0 { cells[start] = Cell(" ", style: cells[start].style) }
      let last = start + area.width - 1
      if cells[last].width == 2 { cells[last] = Cell(" ", style: cells[last].style) }
    }
  }

  /// Changes the style of a rectangle's cells, and leaves their text.
  public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    let area = rect.intersection(bounds)
    guard !area.isEmpty else { return }
    for y in area.y..<area.maxY {
      for index in y * size.width + area.x..<y * size.width + area.maxX {
        cells[index].style = change(cells[index].style)
      }
    }
  }

  /// Hands on each cell of an area that another canvas does not have at its place, with its column and row: all when there is none, or it is of
  /// another size. The trailing halves of wide characters go with the first.
  public func forEachCell(unlike other: Canvas?, in rect: Rect, _ body: (Cell, Int, Int) -> Void) {
    let area = rect.intersection(bounds)
    let other = other.flatMap { $0.size == size ? $0 : nil }
    for y in area.y..<area.maxY {
      let row = y * size.width
      let places = row + area.x..<row + area.maxX
      guard let other else {
        for index in places where cells[index].width > 0 { body(cells[index], index - row, y) }
        continue
      }
      cells.withUnsafeBytes { own in
        other.cells.withUnsafeBytes { theirs in
          // For each key all rows of a screen are compared, and few differ.
          let (own, theirs) = (own.bindMemory(to: UInt64.self), theirs.bindMemory(to: UInt64.self))
          guard !Self.areSame(row..<row + size.width, own, theirs) else { return }
          for index in places where cells[index].width > 0 && !Self.areSame(index..<index + 1, own, theirs) {
            body(cells[index], index - row, y)
          }
        }
      }
    }
  }

  /// Whether cells are the same, told by their memory, of which no byte is without a value.
  private static func areSame(
    _ places: Range<Int>, _ one: UnsafeBufferPointer<UInt64>, _ other: UnsafeBufferPointer<UInt64>
  ) -> Bool {
    let words = places.lowerBound * Self.words..<places.upperBound * Self.words
    var difference: UInt64 = 0
    for index in words { difference |= one[index] ^ other[index] }
    return difference == 0
  }

  /// Of 64 bits, a cell.
  private static let words = MemoryLayout<Cell>.stride / MemoryLayout<UInt64>.stride

  /// The rows as text, wide characters once, as wide as the canvas. For tests and for reading aloud.
  public var lines: [String] {
    (0..<size.height).map { y in cells[y * size.width..<(y + 1) * size.width].map(\.text).joined() }
  }

  /// A wide character that is about to lose one of its halves becomes blanks.
  private mutating func split(at index: Int) {
    if cells[index].width == 0, index % size.width > 0 {
      cells[index - 1] = Cell(" ", style: cells[index - 1].style)
      cells[index] = Cell(" ", style: cells[index].style)
    } else if cells[index].width == 2, (index + 1) % size.width > 0 {
      cells[index + 1] = Cell(" ", style: cells[index + 1].style)
    }
  }

  private mutating func combine(_ mark: Unicode.Scalar, before column: Int, _ y: Int) {
    guard column > 0 else { return }
    var index = y * size.width + column - 1
    if cells[index].width == 0, column > 1 { index -= 1 }
    cells[index].combine(mark)
  }
}
