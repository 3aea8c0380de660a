import Glibc
import Scheduling
import SystemZones
import TestSupport
import Testing

/// The C library reads the same files with other code. It keeps its zone in the environment, so these run one by one.
@Suite(.serialized) struct ZoneRulesTests {
  static let provider = SystemZoneProvider()
  static let names = [
    "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia",
    "Africa/Abidjan", "America/Sao_Paulo", "Europe/Dublin", "Asia/Tokyo", "Pacific/Chatham", "America/St_Johns",
    "Asia/Tehran", "Africa/Cairo", "Europe/London", "Australia/Sydney", "UTC", "Antarctica/Troll",
  ]

  @Test(arguments: names)
  func offsetsAreThoseOfTheCLibrary(name: String) throws {
    let zone = try Self.provider.zone(named: name)
    setenv("TZ", name, 1)
    tzset()
    defer {
      unsetenv("TZ")
      tzset()
    }
    var random = SeededRandom(seed: 7)
    var moments = (0..<4_000).map { _ in Int64.random(in: -1_500_000_000...4_000_000_000, using: &random) }
    // And both sides of every change of these years.
    var change = zone.nextTransition(after: Instant(seconds: 0))
    while let at = change, at.seconds < 3_900_000_000 {
      moments += [at.seconds - 1, at.seconds]
      change = zone.nextTransition(after: at)
    }
    for seconds in moments {
      var time = time_t(seconds)
      var parts = tm()
      localtime_r(&time, &parts)
      let kind = zone.kind(at: Instant(seconds: seconds))
      guard kind.offset == parts.tm_gmtoff else {
        Issue.record("\(name) at \(seconds): \(kind.offset), the C library says \(parts.tm_gmtoff)")
        return
      }
    }
  }

  /// Every quarter of an hour of three years, there and back.
  @Test(arguments: names)
  func readingsGoThereAndBack(name: String) throws {
    let zone = try Self.provider.zone(named: name)
    var seen: [CivilDateTime: Instant] = [:]
    var instant = Instant(seconds: 1_293_840_000)
    while instant.seconds < 1_388_534_400 {
      let reading = zone.civil(at: instant)
      if seen[reading] == nil { seen[reading] = instant }
      instant += 900
    }
    for (reading, first) in seen where zone.instant(of: reading) != first {
      // The window's own edge may cut off the first of two.
      guard first.seconds > 1_293_940_000 else { continue }
      Issue.record("\(name) \(reading): \(zone.instant(of: reading)), first seen at \(first)")
      return
    }
  }

  @Test func skippedAndRepeatedTimes() throws {
    let berlin = try Self.provider.zone(named: "Europe/Berlin")
    let gap = try #require(CivilDateTime(year: 2026, month: 3, day: 29, hour: 2, minute: 30))
    #expect(berlin.resolve(gap) == .skipped(try #require(Instant(at: "2026-03-29T01:30:00"))))
    #expect(berlin.civil(at: berlin.instant(of: gap)).time.description == "03:30")
    let fold = try #require(CivilDateTime(year: 2026, month: 10, day: 25, hour: 2, minute: 30))
    let first = try #require(Instant(at: "2026-10-25T00:30:00"))
    #expect(berlin.resolve(fold) == .repeated(first: first, second: first + 3_600))
    #expect(berlin.instant(of: fold) == first)
  }

  @Test func daysAreAsLongAsTheirClocksMakeThem() throws {
    let berlin = try Self.provider.zone(named: "Europe/Berlin")
    #expect(berlin.interval(of: try #require(CivilDate("2026-03-29")))?.seconds == 23 * 3_600)
    #expect(berlin.interval(of: try #require(CivilDate("2026-10-25")))?.seconds == 25 * 3_600)
    let howe = try Self.provider.zone(named: "Australia/Lord_Howe")
    #expect(howe.interval(of: try #require(CivilDate("2026-10-04")))?.seconds == 23 * 3_600 + 1_800)
    let apia = try Self.provider.zone(named: "Pacific/Apia")
    #expect(apia.interval(of: try #require(CivilDate("2011-12-30"))) == nil)
    #expect(apia.interval(of: try #require(CivilDate("2011-12-29")))?.seconds == 86_400)
    #expect(apia.interval(of: try #require(CivilDate("2011-12-31")))?.seconds == 86_400)
    // A day that begins at 01:00, for the clocks jumped over its midnight.
    let saoPaulo = try Self.provider.zone(named: "America/Sao_Paulo")
    let day = try #require(CivilDate("2017-10-15"))
    #expect(saoPaulo.civil(at: saoPaulo.startOfDay(day)).time.description == "01:00")
  }

  @Test func yearsBeyondTheTableFollowTheFooter() throws {
    let berlin = try Self.provider.zone(named: "Europe/Berlin")
    for year in [2040, 2399, 2400, 2800, 9999] {
      let summer = try #require(CivilDateTime(year: year, month: 7, day: 1, hour: 12, minute: 0))
      let winter = try #require(CivilDateTime(year: year, month: 1, day: 1, hour: 12, minute: 0))
      #expect(berlin.offset(at: berlin.instant(of: summer)) == 7_200)
      #expect(berlin.offset(at: berlin.instant(of: winter)) == 3_600)
      #expect(berlin.civil(at: berlin.instant(of: summer)) == summer)
    }
  }

  /// In 2000 to 2006, a cycle before 2400 to 2406, New York's summer began in April.
  @Test func everyYearToComeChangesByTodaysRule() throws {
    let zone = try Self.provider.zone(named: "America/New_York")
    var at = Instant(seconds: try #require(CivilDateTime(year: 2390, month: 1, day: 1, hour: 0, minute: 0)).reading)
    for year in 2_390..<2_450 {
      for (month, days) in [(3, 8...14), (11, 1...7)] {
        at = try #require(zone.nextTransition(after: at))
        let date = zone.date(at: at)
        #expect(date.year == year && date.month == month && days.contains(date.day), "\(date)")
      }
    }
  }

  @Test(arguments: ["Mars/Olympus", "", "../../etc/passwd", "Europe", "Europe/Berlin/", ".", "Europe/../UTC", "a b"])
  func unknownZonesAreNamed(name: String) {
    #expect(throws: ZoneError.self) { try Self.provider.zone(named: name) }
  }

  @Test func damagedFilesAreRefused() {
    var random = SeededRandom(seed: 3)
    let whole = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 200)
    for length in 0..<whole.count { _ = try? ZoneRules(name: "x", tzif: Array(whole[..<length])) }
    for _ in 0..<2_000 {
      let noise = (0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      _ = try? ZoneRules(name: "x", tzif: Array("TZif2".utf8) + noise)
    }
    #expect(throws: ZoneFileError.notTZif) { try ZoneRules(name: "x", tzif: Array(repeating: 65, count: 60)) }
  }
}

extension Instant {
  /// A reading in UTC.
  init?(at text: String) {
    let parts = text.split(separator: "T")
    guard parts.count == 2, let date = CivilDate(parts[0]), let time = CivilTime(parts[1]) else { return nil }
    self.init(seconds: CivilDateTime(date, time).reading)
  }
}
