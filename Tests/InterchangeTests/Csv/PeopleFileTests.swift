import Mentoring
import Scheduling
import SystemZones
import Testing

@testable import Interchange

@Suite struct PeopleFileTests {
  private let importer = CsvImporter(zones: SystemZoneProvider())

  private func people(_ text: String) -> CsvReading<PersonRow> { importer.people(Array(text.utf8)) }

  @Test func readsEveryColumn() throws {
    let reading = people(
      """
      zone,login,name,email,hours,role,grade,department,manager,generation,teaches,learns,mentor_capacity,mentee_capacity
      Europe/Berlin,mia,Mia Chen,mia@example.com,Mon-Thu 09:00-12:30,Coordinator,3,Video,ralf,Z,Editing; AI tools;editing,,2,
      """)
    #expect(reading.errors.isEmpty && reading.warnings.isEmpty)
    let row = try #require(reading.rows.first)
    var wanted = PersonRow(line: 2, login: "mia", name: "Mia Chen", zone: "Europe/Berlin")
    wanted.email = "mia@example.com"
    wanted.hours = try WeeklyHours("Mon-Thu 09:00-12:30")
    wanted.role = .coordinator
    wanted.grade = 3
    wanted.department = "Video"
    wanted.manager = "ralf"
    wanted.generation = .z
    wanted.teaches = ["Editing", "AI tools"]
    wanted.learns = []
    wanted.mentorCapacity = 2
    wanted.menteeCapacity = .some(nil)
    #expect(row == wanted)
  }

  /// As Outlook and Exchange write them.
  @Test func windowsNamesAreMapped() {
    let reading = people("login,name,zone\nmia,Mia,W. Europe Standard Time\nralf,Ralf,eastern standard time\n")
    #expect(reading.errors.isEmpty)
    #expect(reading.rows.map(\.zone) == ["Europe/Berlin", "America/New_York"])
    #expect(people("login,name,zone\nmia,Mia,Mars Standard Time\n").errors.count == 1)
  }

  @Test func rowsThatNameSomeoneAreThereBesideErrors() {
    let reading = people("login,name,zone,grade\nmia,Mia,UTC,x\n,No one,UTC,1\nralf,Ralf,UTC,2\n")
    #expect(reading.rows.isEmpty && reading.errors.count == 2)
    #expect(reading.identified.map(\.login) == ["mia", "ralf"] && !reading.hasLostRows)
    // A row that was lost may be the one that others refer to.
    let lost = people("login,name,zone,grade\nmia,Mia,UTC,x\nralf,Ralf\n")
    #expect(lost.identified.map(\.login) == ["mia"] && lost.hasLostRows)
  }

  @Test func aMissingColumnKeepsWhatIsStoredAndAnEmptyFieldSetsTheDefault() throws {
    let bare = try #require(people("login,name,zone\nmia,Mia,Europe/Berlin\n").rows.first)
    #expect(bare == PersonRow(line: 2, login: "mia", name: "Mia", zone: "Europe/Berlin"))
    let empty = try #require(people("login,name,zone,hours,role,grade\nmia,Mia,Europe/Berlin,,,\n").rows.first)
    #expect(empty.hours == .officeHours)
    #expect(empty.role == .member)
    #expect(empty.grade == .some(nil))
  }

  @Test func listsEveryErrorWithLineColumnAndValue() throws {
    let reading = people(
      """
      login,name,zone,hours,grade,role,generation,email,mentor_capacity
      mia,Mia,Europe/Berlin,,,,,,
      ,Ralf,Europe/Berlin,,,,,,
      tom brandt,,Mars/Base,Mon 9-5,high,boss,y,tom,-1
      "li
      na",Lina,Mars Standard Time,,,,,,
      """)
    #expect(reading.rows.isEmpty)
    let found = reading.errors.map { "\($0.line ?? 0) \($0.column ?? "-") \($0.value ?? "-")" }
    #expect(
      found == [
        "3 login ", "4 login tom brandt", "4 name ", "4 zone Mars/Base", "4 email tom", "4 hours Mon 9-5",
        "4 role boss",
        "4 grade high", "4 generation y", "4 mentor_capacity -1", "5 login li\nna", "5 login li\nna",
        "5 zone Mars Standard Time",
      ])
    #expect(reading.errors.allSatisfy { !$0.message.isEmpty })
    let zone = try #require(reading.errors.last)
    #expect(zone.message.contains("Europe/Berlin"))
  }

  @Test func warnsOfUnknownColumnsAndRowsWithoutAnything() {
    let reading = people("login,name,shoe size,zone\nmia,Mia,38,Europe/Berlin\n,,,\n\n")
    #expect(reading.errors.isEmpty)
    #expect(reading.rows.count == 1)
    #expect(reading.warnings.map(\.line) == [1, 3])
    #expect(reading.warnings[0].message.contains("shoe size"))
  }

  @Test func refusesHeadersThatLackOrRepeatAColumn() {
    #expect(people("login,name\nmia,Mia\n").errors.map(\.column) == ["zone"])
    #expect(people("login,name,zone,Name\nmia,Mia,UTC,M\n").errors.map(\.column) == ["name"])
    let semicolons = people("login;name;zone\nmia;Mia;UTC\n")
    #expect(semicolons.errors.count == 3)
    #expect(semicolons.errors[0].message.contains("semicolons"))
  }

  @Test func tellsOfFilesWithoutRows() {
    #expect(people("").errors.map(\.message).contains { $0.contains("empty") })
    #expect(people("\n\n").errors.count == 1)
    let header = people("login,name,zone\n")
    #expect(header.errors.isEmpty && header.rows.isEmpty)
    #expect(header.warnings.count == 1)
  }

  @Test func refusesRowsOfAnotherLength() {
    let reading = people("login,name,zone\nmia,Chen, Mia,UTC\nralf,Ralf\n")
    #expect(reading.errors.map(\.line) == [2, 3])
    #expect(reading.errors[0].message.contains("4 fields where the header has 3"))
    #expect(reading.errors[1].message.contains("2 fields"))
  }

  @Test func anUnclosedQuoteEndsTheFileWithTheLineWhereItOpened() {
    let reading = people("login,name,zone\nmia,\"Mia,UTC\nralf,Ralf,UTC\n")
    #expect(reading.rows.isEmpty)
    #expect(reading.errors.map(\.line) == [2])
  }

  @Test func controlCharactersAreNamedAndNotRepeated() throws {
    let error = try #require(people("login,name,zone\nmia,Mi\u{1B}[31ma,UTC\n").errors.first)
    #expect(error.column == "name")
    #expect(error.message.contains("U+001B"))
    #expect(!error.message.contains("\u{1B}"))
  }

  @Test func listsAtMostAThousandErrors() throws {
    let rows = String(repeating: "mia,Mia,Nowhere\n", count: 2_500)
    let reading = people("login,name,zone\n" + rows)
    #expect(reading.errors.count == 1_001)
    #expect(try #require(reading.errors.last).message == "1500 more are not listed")
  }
}
