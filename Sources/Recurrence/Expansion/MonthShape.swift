import Scheduling

/// A month as an expansion needs it, computed from year and month by a few multiplications.
struct MonthShape {
  let year: Int
  /// 1 to 12.
  let month: Int
  /// Day number of its first.
  let first: Int
  /// 28 to 31.
  let length: Int
  /// Days of the year before its first.
  let daysBefore: Int
  /// 365 or 366.
  let yearLength: Int

  init(year: Int, month: Int) {
    self.year = year
    self.month = month
    let isLeap = Self.isLeap(year)
    yearLength = isLeap ? 366 : 365
    // The months from March on have 31, 30, 31, 30, 31 days over and over, which (153m + 2) / 5 counts.
    let fromMarch = month > 2 ? month - 3 : month + 9
    daysBefore = month > 2 ? (153 * fromMarch + 2) / 5 + (isLeap ? 60 : 59) : month == 2 ? 31 : 0
    length = month == 2 ? (isLeap ? 29 : 28) : 30 + (month + (month >> 3)) & 1
    first = Self.yearStart(year) + daysBefore
  }

  init(holding day: Int) {
    let (year, month, _) = CivilDate(dayNumber: day).fields
    self.init(year: year, month: month)
  }

  /// Months of every length that begin on every weekday.
  static let allShapes: [MonthShape] = {
    var shapes: [Int: MonthShape] = [:]
    // Dates fall on the same weekdays after 28 years, while no century comes between.
    for index in 0..<28 * 12 {
      let shape = MonthShape(year: 2_000 + index / 12, month: index % 12 + 1)
      shapes[shape.length * 7 + shape.weekday] = shape
    }
    return Array(shapes.values)
  }()

  /// The month after it.
  var next: MonthShape { month == 12 ? MonthShape(year: year + 1, month: 1) : MonthShape(year: year, month: month + 1) }

  /// Day number of the next month's first.
  var end: Int { first + length }

  /// Of its first, 0 Monday to 6.
  var weekday: Int { Self.weekday(first) }

  static func isLeap(_ year: Int) -> Bool { year & 3 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// Day number of January 1. - Precondition: the year is after -400,000.
  static func yearStart(_ year: Int) -> Int {
    let before = year + 399_999
    return 365 * before + before / 4 - before / 100 + before / 400 - 146_816_162
  }

  /// 0 Monday to 6.
  static func weekday(_ day: Int) -> Int { floorMod(day + 3, 7) }
}

/// The quotient rounded down; `divisor` is positive.
func floorDiv<Number: FixedWidthInteger & SignedInteger>(_ number: Number, _ divisor: Number) -> Number {
  number >= 0 ? number / divisor : -((divisor - 1 - number) / divisor)
}

/// The remainder from 0 up; `divisor` is positive.
func floorMod<Number: FixedWidthInteger & SignedInteger>(_ number: Number, _ divisor: Number) -> Number {
  let rest = number % divisor
  return rest >= 0 ? rest : rest + divisor
}
