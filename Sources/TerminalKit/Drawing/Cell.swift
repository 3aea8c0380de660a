/// One place of the screen: a spacing character, marks that combine with it, and a style.
///
/// A wide character owns the cell after it, whose width is 0.
public struct Cell: Hashable, Sendable {
  /// The spacing character; a blank for the trailing half of a wide one.
  public var scalar: Unicode.Scalar
  /// Up to four marks that combine with it, as many as ncurses takes; U+0000 where there are none.
  public private(set) var marks: (Unicode.Scalar, Unicode.Scalar, Unicode.Scalar, Unicode.Scalar)
  public var style: Style
  /// 1 or 2; 0 for the trailing half of a wide character.
  public var width: UInt8
  /// So that no byte of a cell is without a value, and rows can be compared by their memory.
  private let filler: UInt16 = 0

  public init(_ scalar: Unicode.Scalar, width: UInt8 = 1, style: Style = .plain) {
    self.scalar = scalar
    self.width = width
    self.style = style
    marks = ("\0", "\0", "\0", "\0")
  }

  public static let blank = Cell(" ")

  /// Adds a combining mark; a fifth and further ones are left out.
  mutating func combine(_ mark: Unicode.Scalar) {
    if marks.0 == "\0" {
      marks.0 = mark
    } else if marks.1 == "\0" {
      marks.1 = mark
    } else if marks.2 == "\0" {
      marks.2 = mark
    } else if marks.3 == "\0" {
      marks.3 = mark
    }
  }

  /// The cell's text; empty for the trailing half of a wide character.
  public var text: String {
    guard width > 0 else { return "" }
    var scalars = String.UnicodeScalarView([scalar])
    for mark in [marks.0, marks.1, marks.2, marks.3] where mark != "\0" { scalars.append(mark) }
    return String(scalars)
  }

  public static func == (left: Cell, right: Cell) -> Bool {
    left.scalar == right.scalar && left.width == right.width && left.style == right.style
      && left.marks == right.marks
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(scalar)
    hasher.combine(width)
    hasher.combine(style)
    hasher.combine(marks.0)
    hasher.combine(marks.1)
    hasher.combine(marks.2)
    hasher.combine(marks.3)
  }
}
