import Glibc
import Mentoring
import Scheduling
import TandemUI

extension InterfaceSettings.Surroundings {
  /// As the locale (LC_TIME) and the terminal have it.
  static var system: Self {
    setlocale(LC_TIME, "")
    var surroundings = Self()
    surroundings.clock = localeClock
    surroundings.firstWeekday = localeFirstWeekday
    if hasLightBackground { surroundings.theme = "light" }
    return surroundings
  }

  /// Some terminals tell their colors as `COLORFGBG=0;15`: the last number is the background, of the sixteen.
  private static var hasLightBackground: Bool {
    let number = CommandEnvironment.variable("COLORFGBG")?.split(separator: ";").last.flatMap { Int($0) }
    return number == 7 || number.map { (9...15).contains($0) } == true
  }

  /// How the locale writes a time: `%I`, `%p` or `%r` mean twelve hours.
  private static var localeClock: TimeWording.Clock {
    guard let format = nl_langinfo(nl_item(T_FMT)).map({ String(cString: $0) }) else { return .hours24 }
    return ["%I", "%l", "%p", "%r"].contains { format.contains($0) } ? .hours12 : .hours24
  }

  /// Sunday or Monday. The C locale's Sunday is nobody's choice, so there it is Monday (ISO 8601).
  private static var localeFirstWeekday: Weekday {
    let name = setlocale(LC_TIME, nil).map { String(cString: $0) } ?? "C"
    guard !name.hasPrefix("C"), name != "POSIX",
      // A byte, 1 for Sunday.
      let first = nl_langinfo(nl_item(_NL_TIME_FIRST_WEEKDAY))?.pointee, first >= 1, first <= 7
    else { return .monday }
    return Weekday(rawValue: first == 1 ? 7 : Int(first) - 1) ?? .monday
  }
}
