import Glibc
import Mentoring
import Scheduling
import TandemUI

extension InterfaceSettings {
  /// As the locale has it (LC_TIME), unless `TANDEM_CLOCK` (`12`, `24`), `TANDEM_FIRST_WEEKDAY` (`mon` … `sun`),
  /// `TANDEM_THEME` or `TANDEM_MOUSE` (`on`, `off`) say otherwise. Values that mean nothing are as none.
  init(environment: [String: String], isReadOnly: Bool) {
    self.init(isReadOnly: isReadOnly)
    setlocale(LC_TIME, "")
    if let theme = environment["TANDEM_THEME"], !theme.isEmpty { self.theme = theme }
    usesMouse = environment["TANDEM_MOUSE"] != "off"
    switch environment["TANDEM_CLOCK"] {
    case "12": clock = .hours12
    case "24": clock = .hours24
    default: clock = Self.localeClock
    }
    firstWeekday = environment["TANDEM_FIRST_WEEKDAY"].flatMap(Self.weekday) ?? Self.localeFirstWeekday
  }

  private static func weekday(_ text: String) -> Weekday? {
    guard text.count >= 2 else { return nil }
    return Weekday.allCases.first { $0.name.lowercased().hasPrefix(text.lowercased()) }
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
