import Foundation
import TestSupport
import Testing

/// What commands tell who reads them: on their clock, the best first, and with what to do next.
@Suite struct TellingTests {
  /// Who calls off in time owes nothing; a coordinator's cancellation is nobody's.
  @Test func whoCallsOffLateIsToldHowToAskForAnother() throws {
    let program = try ProgramFixture()
    for (start, login, isOwed) in [
      ("today 17:00", "ralf", true), ("fri 16:00", "ralf", false), ("fri 15:30", "kim", false),
    ] {
      let booked = try program.json(["book", "mia/ralf", start, "--length", "30"])
      let id = try #require((booked.document["session"] as? [String: Any])?["id"] as? Int, "\(booked)")
      let dry = try program.run(["cancel", "\(id)", "--reason", "Ill", "--dry-run"], as: login)
      #expect(dry.status == 0 && !dry.output.contains("is owed"), "\(dry)")
      let told = try program.run(["cancel", "\(id)", "--reason", "Ill"], as: login)
      let line = told.output.split(separator: "\n").last { $0.contains("is owed another time: tandem ") }
      #expect(told.status == 0 && (line != nil) == isOwed, "\(told)")
      guard let line else { continue }
      let words = line.split(separator: "tandem ")[1].split(separator: " ").map(String.init)
      #expect(try program.run(words, as: login).output.contains("Asked Mia Chen"))
      let asked = try program.json(["requests"]).document["requests"] as? [[String: Any]]
      #expect(asked?.count == 1 && words.contains("30"), "\(words)")
      #expect(try program.run(["undo"], as: login).status == 0)
    }
  }

  /// The history writes a time once, in the session's zone.
  @Test func theHistoryIsToldOnTheReadersClock() throws {
    let program = try ProgramFixture()
    let booked = try program.json(["book", "mia/ralf", "fri 15:00"])
    let id = try #require((booked.document["session"] as? [String: Any])?["id"] as? Int)
    for (login, time) in [("mia", "15:00–16:00 CET"), ("ralf", "09:00–10:00 EST")] {
      let told = try program.run(["history", "--session", "\(id)"], as: login).output
      #expect(told.contains("Booked Mia Chen → Ralf Winter, Fri 27 Nov \(time)"), "\(told)")
      let step = try #require(told.split(separator: " ").first)
      #expect(
        try program.run(["history", String(step)], as: login).output.contains("Ralf Winter, Fri 27 Nov \(time)\n"))
    }
    let json = try program.json(["history", "--session", "\(id)"], as: "ralf").document["history"] as? [[String: Any]]
    #expect((json?.first?["summary"] as? String)?.contains("15:00–16:00 CET") == true)
  }

  /// Whole words first; where there are none, letters in order.
  @Test func theBestMatchIsListedFirst() throws {
    let program = try ProgramFixture()
    func logins(_ words: String...) throws -> [String] {
      let people = try program.json(["people"] + words).document["people"] as? [[String: Any]]
      return people?.compactMap { $0["login"] as? String } ?? []
    }
    #expect(try logins("ralf") == ["ralf"])
    #expect(try logins("mch").first == "mia")
    #expect(try logins().count > 3)
  }
}
