import Mentoring
import SystemZones
import TestSupport
import Testing

@testable import Interchange

/// Damaged files never stop the program, and always get an answer.
@Suite struct CsvFuzzTests {
  private static let seedFile = #"""
    login,name,email,zone,hours,role,grade,generation,teaches
    mia,"Chen, Mia",mia@example.com,Europe/Berlin,"Mon-Thu 09:00-12:30; Fri 9:00-13:00",,3,z,Editing; AI
    ralf,Ralf Winter,,America/New_York,,coordinator,9,boomer,
    aiko,"Aiko ""山田""",aiko@example.com,Asia/Tokyo,,member,,millennial,"a
    b"

    """#

  @Test(arguments: 0..<8) func mutationsAlwaysGetAnAnswer(seed: Int) {
    let importer = CsvImporter(zones: SystemZoneProvider())
    var random = SeededRandom(seed: UInt64(seed))
    for _ in 0..<250 {
      let bytes = Mutation.applied(to: Array(Self.seedFile.utf8), using: &random)
      let reading = importer.people(bytes)
      #expect(reading.rows.isEmpty || reading.errors.isEmpty)
      #expect(!reading.rows.isEmpty || !reading.errors.isEmpty || !reading.warnings.isEmpty)
      let lines = bytes.count { $0 == 10 } + 1
      #expect(reading.errors.allSatisfy { (1...lines).contains($0.line ?? 1) })
    }
  }
}
