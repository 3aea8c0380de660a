/// One place of the screen: a spacing character, marks that combine with it, and a style.
///
/// A wide character owns the cell after it, whose width is 0.
public struct Cell: Hashable, Sendable {
  /// The spacing character; a blank for the trailing half of a wide one.
  public var scalar: Unicode.Scalar
  /// Up to two marks that combine with it; U+0000 where there are none.
  public var marks: (first: Unicode.Scalar, second: Unicode.Scalar)
  /// 1 or 2; 0 for the trailing half of a wide character.
  public var width: UInt8
  public var style: Style

  public init(_ scalar: Unicode.Scalar, width: UInt8 = 1, style: Style = .plain) {
    self.scalar = scalar
    self.width = width
    self.style = style
    marks = ("\0", "\0")
  }

  public static let blank = Cell(" ")

  /// Adds a combining mark; a third and further ones are left out.
  mutating func combine(_ mark: Unicode.Scalar) {
    if marks.first == "\0" { marks.first = mark } else if marks.second == "\0" { marks.second = mark }
  }

  public var hasMarks: Bool { marks.first != "\0" }

  /// The cell's text; empty for the trailing half of a wide character.
  public var text: String {
    guard width > 0 else { return "" }
    var scalars = String.UnicodeScalarView([scalar])
    if marks.first != "\0" { scalars.append(marks.first) }
    if marks.second != "\0" { scalars.append(marks.second) }
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
    hasher.combine(marks.first)
    hasher.combine(marks.second)
  }
}
