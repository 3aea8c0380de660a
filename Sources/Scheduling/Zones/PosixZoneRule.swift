/// The rule in a TZif file's footer, for the years after its table: `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// Source: POSIX.1-2017, 8.3 (TZ), with RFC 8536's extension of times to -167…167 hours.
struct PosixZoneRule: Hashable {
  var standard: ZoneRules.Kind
  var daylight: Daylight?

  struct Daylight: Hashable {
    var kind: ZoneRules.Kind
    /// In standard time.
    var start: Change
    /// In daylight-saving time.
    var end: Change
  }

  struct Change: Hashable {
    enum Day: Hashable {
      /// 1 to 365, February 29 never counted.
      case julian(Int)
      /// 0 to 365, February 29 counted.
      case zeroBased(Int)
      /// Month, week 1 to 5 (5 the last), weekday 0 Sunday to 6.
      case weekday(month: Int, week: Int, day: Int)
    }
    var day: Day
    /// Seconds after midnight, may be negative or beyond the day.
    var time: Int

    /// The change's wall-clock reading in a year, in seconds of the zone-free time line.
    func reading(inYear year: Int) -> Int64 {
      let date: CivilDate
      let newYear = CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: 1, day: 1))
      switch day {
      case .julian(let number):
        let leapDay = CivilDate.isLeap(year) && number >= 60 ? 1 : 0
        date = newYear + (number - 1 + leapDay)
      case .zeroBased(let number):
        date = newYear + number
      case .weekday(let month, let week, let weekday):
        let first = CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: month, day: 1))
        let wanted = weekday == 0 ? Weekday.sunday : Weekday.allCases[weekday - 1]
        var day = wanted.daysAfter(first.weekday) + 7 * (week - 1)
        if day >= CivilDate.daysInMonth(month, ofYear: year) { day -= 7 }
        date = first + day
      }
      return CivilDateTime(date).reading + Int64(time)
    }
  }

  /// Nil when the text is no such rule.
  init?(_ text: String) {
    var scanner = Scanner(rest: Array(text.utf8)[...])
    guard let name = scanner.name(), let offset = scanner.time() else { return nil }
    standard = ZoneRules.Kind(offset: -offset, abbreviation: name, isDaylight: false)
    guard !scanner.rest.isEmpty else { return }
    guard let savingName = scanner.name() else { return nil }
    var savingOffset = standard.offset + 3_600
    if let first = scanner.rest.first, first != Scanner.comma {
      guard let given = scanner.time() else { return nil }
      savingOffset = -given
    }
    guard let start = scanner.change(), let end = scanner.change(), scanner.rest.isEmpty else { return nil }
    daylight = Daylight(
      kind: ZoneRules.Kind(offset: savingOffset, abbreviation: savingName, isDaylight: true), start: start, end: end)
  }

  private struct Scanner {
    static let comma = UInt8(ascii: ",")
    var rest: ArraySlice<UInt8>

    mutating func take(_ character: Character) -> Bool {
      guard rest.first == character.asciiValue else { return false }
      rest = rest.dropFirst()
      return true
    }

    mutating func name() -> String? {
      let text: ArraySlice<UInt8>
      if take("<") {
        text = rest.prefix { $0 != UInt8(ascii: ">") }
        rest = rest.dropFirst(text.count)
        guard take(">") else { return nil }
      } else {
        text = rest.prefix { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
        rest = rest.dropFirst(text.count)
      }
      return text.count >= 3 ? String(decoding: text, as: UTF8.self) : nil
    }

    mutating func number() -> Int? {
      let digits = rest.prefix { $0 >= 48 && $0 <= 57 }
      guard (1...3).contains(digits.count) else { return nil }
      rest = rest.dropFirst(digits.count)
      return Int(String(decoding: digits, as: UTF8.self))
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func time() -> Int? {
      let sign = take("-") ? -1 : 1
      if sign == 1 { _ = take("+") }
      guard let hours = number() else { return nil }
      var seconds = hours * 3_600
      if take(":") {
        guard let minutes = number() else { return nil }
        seconds += minutes * 60
        if take(":") {
          guard let rest = number() else { return nil }
          seconds += rest
        }
      }
      return sign * seconds
    }

    mutating func change() -> Change? {
      guard take(",") else { return nil }
      let day: Change.Day
      if take("M") {
        guard let month = number(), take("."), let week = number(), take("."), let weekday = number(),
          (1...12).contains(month), (1...5).contains(week), (0...6).contains(weekday)
        else { return nil }
        day = .weekday(month: month, week: week, day: weekday)
      } else if take("J") {
        guard let number = number(), (1...365).contains(number) else { return nil }
        day = .julian(number)
      } else {
        guard let number = number(), (0...365).contains(number) else { return nil }
        day = .zeroBased(number)
      }
      guard take("/") else { return Change(day: day, time: 7_200) }
      guard let time = time() else { return nil }
      return Change(day: day, time: time)
    }
  }
}
