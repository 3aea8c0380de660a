public import Configuration
public import Mentoring
public import Scheduling

/// What the user or the system decided about the interface.
public struct InterfaceSettings: Hashable, Sendable {
  public var theme: String
  public var isUnicode: Bool
  public var clock: TimeWording.Clock
  public var firstWeekday: Weekday
  /// As the store tells it; nil when it can be written.
  public var readOnlyCause: String?
  public var usesMouse: Bool
  /// Whether the other side's clock stands beside the calendar.
  public var showsOtherZone = true
  /// Minutes of a new session where its pair has no usual length.
  public var standardLength = 60
  public var keys = KeyChoices()
  /// Every setting with its origin, for the settings screen.
  public var all = Settings()
  /// The configuration's file, as the settings screen names it.
  public var path = ""
  /// What is wrong with the configuration; said when the interface opens.
  public var notices: [String] = []
  /// What of it does no harm, such as a name that nothing reads; said before the ``notices``.
  public var warnings: [String] = []
  /// What `auto` comes to.
  public var surroundings = Surroundings()

  public init(
    theme: String = "dark", isUnicode: Bool = true, clock: TimeWording.Clock = .hours24,
    firstWeekday: Weekday = .monday,
    readOnlyCause: String? = nil, usesMouse: Bool = true
  ) {
    self.theme = theme
    self.isUnicode = isUnicode
    self.clock = clock
    self.firstWeekday = firstWeekday
    self.readOnlyCause = readOnlyCause
    self.usesMouse = usesMouse
  }

  /// What the terminal and the locale are like.
  public struct Surroundings: Hashable, Sendable {
    public var theme = "dark"
    public var clock = TimeWording.Clock.hours24
    public var firstWeekday = Weekday.monday
    public var isUnicode = true
    /// Where there is none, bold, reverse and underline must tell what color tells.
    public var hasColor = true

    public init() {}
  }

  public init(_ settings: Settings, in surroundings: Surroundings, readOnlyCause: String? = nil) {
    self.init(readOnlyCause: readOnlyCause)
    self.surroundings = surroundings
    take(settings)
  }

  public var isReadOnly: Bool { readOnlyCause != nil }
  /// What stands where something can't be written; nil when it can.
  var writeRefusal: String? { readOnlyCause.map { "open for reading only: \($0)" } }

  /// Everything but keys, which were checked when the interface opened, as the settings have it.
  public mutating func take(_ settings: Settings) {
    all = settings
    let theme = settings[.theme].value
    self.theme = !surroundings.hasColor ? "mono" : theme == "auto" ? surroundings.theme : theme
    clock =
      switch settings[.clock].value {
      case "12h": .hours12
      case "24h": .hours24
      default: surroundings.clock
      }
    let day = settings[.firstWeekday].value
    firstWeekday = Weekday.allCases.first { $0.name.lowercased() == day } ?? surroundings.firstWeekday
    isUnicode = surroundings.isUnicode && !settings.isOn(.ascii)
    usesMouse = settings.isOn(.mouse)
    showsOtherZone = settings[.zones].value != "mine"
    standardLength = settings.number(.bookingLength)
  }
}

extension Setting {
  /// Whether the interface heeds a change at once; else it counts from the next start.
  var appliesAtOnce: Bool {
    switch self {
    case .theme, .clock, .firstWeekday, .zones, .ascii, .mouse, .bookingLength: true
    case .database, .login, .editor, .colors, .mailCommand: false
    }
  }
}
