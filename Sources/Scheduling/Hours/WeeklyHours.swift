/// The hours of an ordinary week on the wall clock: for each weekday a list of ranges.
public struct WeeklyHours: Hashable, Sendable {
  /// Sorted ranges by ISO weekday, Monday first; always seven lists.
  private var days: [[MinuteRange]]

  /// No hours at all.
  public init() { days = Array(repeating: [], count: 7) }

  public init(_ hours: [Weekday: [MinuteRange]]) {
    self.init()
    for (day, ranges) in hours { self[day] = ranges }
  }

  /// Ranges of a weekday, sorted by start; ranges that overlap are allowed and count once.
  public subscript(day: Weekday) -> [MinuteRange] {
    get { days[day.rawValue - 1] }
    set { days[day.rawValue - 1] = newValue.sorted() }
  }

  public var isEmpty: Bool { days.allSatisfy(\.isEmpty) }

  /// Monday to Friday, 09:00-17:00.
  public static let officeHours = WeeklyHours(
    Dictionary(uniqueKeysWithValues: Weekday.allCases.prefix(5).map { ($0, [MinuteRange(540, 1_020)]) }))
}
