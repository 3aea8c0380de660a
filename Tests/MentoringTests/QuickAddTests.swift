import Mentoring
import Scheduling
import SystemZones
import TestSupport
import Testing

/// How one line that books is read.
@Suite struct QuickAddTests {
  private let company = Company()

  private func read(_ text: String, as person: Person? = nil) throws -> QuickAdd {
    let zone = try Company.zones.zone(named: (person ?? company.mia).zone)
    return try company.store().read { reader in
      try QuickAddReader(reader, actor: Actor(person ?? company.mia), now: company.now, zone: zone).read(text)
    }
  }

  @Test(arguments: [
    ("ralf fri 14:00 45m editing: color grading", "2026-11-27 14:00", 45, "", "editing", "color grading"),
    ("ralf fri 14:00", "2026-11-27 14:00", 60, "", "", ""),
    ("fri 14:00 ralf", "2026-11-27 14:00", 60, "", "", ""),
    ("mia/ralf fri 14:00", "2026-11-27 14:00", 60, "", "", ""),
    ("1 fri 14:00", "2026-11-27 14:00", 60, "", "", ""),
    ("Ralf Winter next tue at 9:15", "2026-12-01 09:15", 60, "", "", ""),
    ("3 dec at 14:00 with Ralf Winter for 1h30 about color", "2026-12-03 14:00", 90, "", "color", ""),
    ("ralf fri 14:00-14:45", "2026-11-27 14:00", 45, "", "", ""),
    ("ralf fri 23:30–0:30", "2026-11-27 23:30", 60, "", "", ""),
    ("ralf fri 2pm", "2026-11-27 14:00", 60, "", "", ""),
    ("ralf fri 2:30 pm 45 min", "2026-11-27 14:30", 45, "", "", ""),
    ("fri 45m 14:00 ralf", "2026-11-27 14:00", 45, "", "", ""),
    ("14:00 fri ralf", "2026-11-27 14:00", 60, "", "", ""),
    ("14:00 ralf fri", "2026-11-27 14:00", 60, "", "", ""),
    ("14:00 ralf this fri", "2026-11-27 14:00", 60, "", "", ""),
    ("14:00 ralf in two days", "2026-11-27 14:00", 60, "", "", ""),
    ("14:00 ralf the day after tomorrow", "2026-11-27 14:00", 60, "", "", ""),
    ("ralf day after tomorrow 14:00", "2026-11-27 14:00", 60, "", "", ""),
    ("14:00 ralf next steps", "2026-11-25 14:00", 60, "", "next steps", ""),
    ("14:00 ralf about freitag", "2026-11-25 14:00", 60, "", "freitag", ""),
    ("fri 14:00 ralf this week", "2026-11-27 14:00", 60, "", "this week", ""),
    ("fri 22:00-24:00 ralf", "2026-11-27 22:00", 120, "", "", ""),
    ("14:00-14:45 with ralf 3 dec editing", "2026-12-03 14:00", 45, "", "editing", ""),
    ("fri ralf 14:00", "2026-11-27 14:00", 60, "", "", ""),
    ("ralf 14:00 how we cut", "2026-11-25 14:00", 60, "", "how we cut", ""),
    ("ralf 2026-12-03T14:00 1h @Lisbon", "2026-12-03 14:00", 60, "Lisbon", "", ""),
    ("@lisbon ralf +2w 14:00 1.5h", "2026-12-09 14:00", 90, "Lisbon", "", ""),
    ("ralf 1.12. 14:30", "2026-12-01 14:30", 60, "", "", ""),
    ("ralf 30.11.2026 13:45", "2026-11-30 13:45", 60, "", "", ""),
    ("ralf 2026/11/30 13:45 cut", "2026-11-30 13:45", 60, "", "cut", ""),
    ("ralf in 2 days 14:30", "2026-11-27 14:30", 60, "", "", ""),
    ("14:30 on the 27th with ralf", "2026-11-27 14:30", 60, "", "", ""),
    ("ralf fri 15-16", "2026-11-27 15:00", 60, "", "", ""),
    ("ralf fri 2-3pm", "2026-11-27 14:00", 60, "", "", ""),
    ("ralf fri 11-12:30 pm", "2026-11-27 11:00", 90, "", "", ""),
    ("ralf fri 2pm - 2:30pm", "2026-11-27 14:00", 30, "", "", ""),
    ("ralf fri from 14:00 to 14:45", "2026-11-27 14:00", 45, "", "", ""),
    ("ralf fri 14:00 – 14:45", "2026-11-27 14:00", 45, "", "", ""),
    ("ralf fri 14h30", "2026-11-27 14:30", 60, "", "", ""),
    ("ralf fri 14:00 for an hour about an hour", "2026-11-27 14:00", 60, "", "an hour", ""),
    ("ralf fri 14:00 for 45 minutes", "2026-11-27 14:00", 45, "", "", ""),
    ("ralf fri 14:00 for half an hour", "2026-11-27 14:00", 30, "", "", ""),
    ("ralf fri 14:00 plans for monday", "2026-11-27 14:00", 60, "", "plans for monday", ""),
    ("ralf fri 14:00 review 12/1", "2026-11-27 14:00", 60, "", "review 12/1", ""),
    ("ralf fri 14:00 chapters 9-10", "2026-11-27 14:00", 60, "", "chapters 9-10", ""),
    ("ralf fri 14:00 3rd session", "2026-11-27 14:00", 60, "", "3rd session", ""),
    ("ralf 14:00 3rd session", "2026-11-25 14:00", 60, "", "3rd session", ""),
    ("ralf 27th 45m 14:00", "2026-11-27 14:00", 45, "", "", ""),
    ("ralf about color 14:00", "2026-11-25 14:00", 60, "", "color", ""),
    ("ralf about friday plans 15:00", "2026-11-25 15:00", 60, "", "friday plans", ""),
    ("ralf about plans fri 15:00", "2026-11-27 15:00", 60, "", "plans", ""),
    ("ralf 15:00 about friday plans", "2026-11-25 15:00", 60, "", "friday plans", ""),
    ("ralf fri 14:00 45m about 3 dec launch", "2026-11-27 14:00", 45, "", "3 dec launch", ""),
    ("ralf fri 14:00 about 2pm meeting: cuts", "2026-11-27 14:00", 60, "", "2pm meeting", "cuts"),
    ("ralf fri 14:00:", "2026-11-27 14:00", 60, "", "", ""),
    ("ralf fri 14:00 : only an agenda: really", "2026-11-27 14:00", 60, "", "", "only an agenda: really"),
    ("ralf on fri at 14:00 for 1h15m on titles", "2026-11-27 14:00", 75, "", "titles", ""),
    ("  ralf\t fri   14:00  e\u{301}dit 🎬 ", "2026-11-27 14:00", 60, "", "e\u{301}dit 🎬", ""),
  ])
  func linesThatBook(
    line: String, start: String, length: Int, room: String, topic: String, agenda: String
  ) throws {
    let quick = try read(line)
    #expect(quick.problems.map(\.message) == [])
    let booking = try #require(quick.booking(standardLength: 60))
    #expect(booking.pair == PairID(1) && booking.length == length)
    #expect(booking.start == (try company.at(start)))
    #expect((quick.room?.name ?? "") == room && booking.topic == topic && booking.agenda == agenda)
  }

  @Test(arguments: [
    ("", ["with whom? Begin with a name", "when? Add a day and a time"]),
    ("ralf", ["when? Add a day and a time"]),
    ("fri 14:00", ["with whom? Begin with a name"]),
    ("ralf fri", ["“fri” names a day but no time; write for example “fri 14:00”"]),
    ("ralf next week", ["“next week” names a day but no time"]),
    ("ralf fri 25:00", ["“25:00” is no time"]),
    ("ralf fri 14:00 mon 15:00", ["“15:00” is a second time"]),
    ("ralf fri 14:00 @Attic", ["there is no room “Attic”; there are "]),
    ("ralf fri 14:00 45m 60m", ["“60m” is a second length"]),
    ("ralf fri 14:00-15:00 -45m", ["“-45m” is a second length"]),
    ("ralf 31 feb 16:00", ["“31 feb” is no date"]), ("ralf fri 14:00 3 dec", ["“3 dec” is a second day"]),
    ("ralf 12/1 2:30pm", ["“12/1”: the day may stand first, or the month; write “1 dec” or “12 jan”"]),
    ("ralf thu 27 nov 14:30", ["“thu 27 nov”: 27 Nov is a Friday"]),
    ("ralf 14:30 thu 27 nov", ["“thu 27 nov”: 27 Nov is a Friday"]),
    ("ralf thu 27 nov 45m 14:30", ["“thu 27 nov”: 27 Nov is a Friday"]),
    ("ralf frday 14:30", ["“frday” is no day I understand; write for example “fri 14:30”"]),
    ("ralf freitag 14:30", ["“freitag” is no day I understand"]),
    ("ralf 14:30 freitag", ["“freitag” is no day I understand"]),
    ("ralf 31.11. 14:30", ["“31.11.” is no day I understand"]),
    ("ralf fri 30.11 13:45", ["“30.11”: write “30.11.” for the date"]),
    ("ralf color grading 14:30", ["“color grading” is no day I understand"]),
    ("ralf fri 2-3", ["“2-3”: morning or afternoon? Write for example “2-3pm”"]),
    ("ralf fri 2 - 3", ["“2-3”: morning or afternoon?"]),
    ("ralf fri 14:00 14h30", ["“14h30” is a second time"]),
    ("ralf 2nd session 14:00", ["“2nd session” is no day I understand"]),
    ("ralf thu 14:00 27th", ["“27th” is a second day"]),
    ("ralf thu 14:00 fri", ["“fri” is a second day"]),
    ("fri 14:00 ralf mon", ["“mon” is a second day"]), ("fri 14:00 ralf 3 dec", ["“3 dec” is a second day"]),
    ("14:00 ralf Freitag", ["“Freitag” is no day I understand"]),
    ("14:00 ralf Mittwoch", ["“Mittwoch” is no day I understand"]),
    ("14:00 ralf coming fri", ["“coming fri” is no day I understand"]),
    ("14:00 ralf next month", ["“next month” is no day I understand"]),
    ("ralf 14:00 in some days", ["“in some days” is no day I understand"]),
    ("ralf fri 14:30-14:30", ["“14:30-14:30”: it ends when it begins; write for example “14:30-15:30”"]),
    ("ralf fri 14-14", ["“14-14”: it ends when it begins"]),
    ("ralf fri 14:00 2m", ["“2m” is 2 minutes; a session is 5 to 480"]),
    ("ralf fri 14:00 99h", ["“99h” is 5940 minutes"]),
    ("ralf fri 16:00-17:30 45m", ["“fri 16:00-17:30” is 90 minutes, and 45 are said too"]),
    ("ralf fri 14:00-14:01", ["“fri 14:00-14:01” is 1 minutes"]),
    ("nobody fri 14:00", ["no pair fits “nobody”"]),
    ("e fri 14:00 @Attic", ["no pair fits"]),
  ])
  func linesThatDoNot(line: String, messages: [String]) throws {
    let quick = try read(line, as: line.hasPrefix("e ") ? company.kim : nil)
    #expect(quick.booking(standardLength: 60) == nil)
    if line.hasPrefix("e ") {
      // A coordinator's pairs are all: a letter fits more than one.
      #expect(quick.problems.first?.message.hasPrefix("“e” fits 2 pairs: mia/ralf, jonas/petra") == true)
      return
    }
    #expect(quick.problems.count == messages.count)
    for (problem, message) in zip(quick.problems, messages) { #expect(problem.message.hasPrefix(message)) }
  }

  @Test func whereADayIsNotUnderstoodNoTimeIsShown() throws {
    #expect(try read("ralf frday 14:30").start == nil && read("ralf 14:30").start != nil)
  }

  /// Whoever has no such key on the keyboard writes names without their accents.
  @Test func namesAreFoundWithoutTheirAccents() throws {
    let store = MemoryStore(zones: Company.zones)
    let names = ["Linnéa Åkesson", "Zeynep Yıldız", "João Brandão"]
    let others = names.enumerated().map { index, name in
      Person(id: PersonID(Int64(10 + index)), login: "p\(index)", name: name, zone: "Europe/Berlin")
    }
    let pairs = others.enumerated().map { index, person in
      Pair(id: PairID(Int64(1 + index)), mentor: company.mia.id, mentee: person.id, kind: .peer, topic: "Français")
    }
    store.insert(people: [company.mia] + others, pairs: pairs, rooms: [])
    let zone = try Company.zones.zone(named: "Europe/Berlin")
    try store.read { reader in
      let quick = QuickAddReader(reader, actor: Actor(company.mia), now: company.now, zone: zone)
      for (line, pair) in [
        ("akesson fri 14:00", 1), ("Linnea Akesson fri 14:00", 1), ("YILDIZ fri 14:00", 2), ("Brandão fri 14:00", 3),
        ("joao francais fri 14:00", 3),
      ] {
        let read = try quick.read(line)
        #expect(read.problems.map(\.message) == [] && read.pair?.id == PairID(Int64(pair)), "\(line)")
      }
    }
  }

  @Test func aNumberIsAPairOnlyWhereTheLineBegins() throws {
    #expect(try read("1 fri 14:00").pair?.id == PairID(1))
    for line in ["tomorrow 1", "fri 14:00 1", "with 1 fri 14:00"] {
      let quick = try read(line)
      #expect(quick.pair == nil, "\(line)")
      #expect(quick.problems.first?.message.hasPrefix("“1” is a pair's id only where the line begins") ?? false)
    }
  }

  @Test func twoPeopleWhoAreNoPairAreTold() throws {
    for line in ["ralf petra fri 14:00", "fri 14:00 with ralf Lindqvist"] {
      let messages = try read(line).problems.map(\.message)
      #expect(
        messages.count == 1 && messages.first?.contains("who is not in the pair with Ralf Winter") ?? false, "\(line)")
    }
    for line in ["ralf fri 14:00 petra", "ralf about petra fri 14:00", "ralf mia fri 14:00", "mia ralf fri 14:00"] {
      #expect(try read(line).problems.map(\.message) == [], "\(line)")
    }
  }

  @Test func anotherTimeTakesThePlaceOfTheOne() throws {
    #expect(try read("ralf fri 14:00 45m: cut").replacingTime(with: "mon 9:15") == "ralf mon 9:15 45m: cut")
    #expect(try read("14:00 fri ralf").replacingTime(with: "mon 9:15") == "mon 9:15 ralf")
    #expect(try read("ralf").replacingTime(with: "mon 9:15") == "ralf mon 9:15")
  }

  @Test(arguments: 0..<4) func anyLineIsReadAndItsPlacesStandInIt(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let pieces = [
      "ralf", "winter", "mia/ralf", "fri", "next", "tue", "14:00", "25:00", "9:15-10:00", "45m", "1h30", "min",
      "@Lisbon",
      "@", "@x", ":", "a:", "::", "-", "–", "3", "dec", "+2w", "pm", "we", "for", "with", "about", "e\u{301}", "🦊",
      "\u{202E}",
      "\0", "99999999999999999999h", "/", "1",
    ]
    let company = company
    let zone = try Company.zones.zone(named: company.mia.zone)
    try company.store().read { reader in
      let quick = QuickAddReader(reader, actor: Actor(company.mia), now: company.now, zone: zone)
      for _ in 0..<1_500 {
        let words = (0..<Int.random(in: 0...9, using: &random)).compactMap { _ in pieces.randomElement(using: &random) }
        let text = words.joined(separator: Bool.random(using: &random) ? " " : "\t ")
        let line = try quick.read(text)
        var end = text.startIndex
        for place in line.places {
          #expect(place.range.lowerBound >= end && place.range.upperBound <= text.endIndex, "\(text)")
          end = place.range.upperBound
        }
        #expect(line.problems.isEmpty == (line.booking(standardLength: 60) != nil), "\(text)")
        #expect(line.replacingTime(with: "mon 9:15").contains("mon 9:15"))
      }
    }
  }
}
