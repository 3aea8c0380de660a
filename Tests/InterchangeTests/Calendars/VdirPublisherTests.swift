import Foundation
import Mentoring
import Scheduling
import TestSupport
import Testing

@testable import Interchange

/// A published folder stays in step, and what isn't ours stays as it is.
@Suite struct VdirPublisherTests {
  private let folder = TemporaryFolder()
  private let now = Instant(seconds: 1_795_000_000)
  private var path: String { folder.file("calendars/mentoring") }

  private func single(_ id: Int64, at start: Int64) -> ExportedSession {
    ExportedSession(
      session: Session(
        id: SessionID(id), uid: "session-\(id)@test.invalid", pair: PairID(1), mentor: SeriesFixture.mia.id,
        mentee: SeriesFixture.ralf.id, interval: Interval(start: Instant(seconds: start), seconds: 3_600),
        zone: "Europe/Berlin", topic: "Editing"), mentor: SeriesFixture.mia, mentee: SeriesFixture.ralf)
  }

  private func publish(
    _ sessions: [ExportedSession], series: [Series] = [], owner: String? = "mia", after seconds: Int = 0
  ) throws -> VdirPublisher.Outcome {
    try VdirPublisher(path: path, domain: "test.invalid", owner: owner).publish(
      sessions, series: series, writer: CalendarWriter(zones: CalendarText.zones), now: now + seconds)
  }

  private var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  private func text(_ name: String) throws -> String { try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) }

  @Test func writesOnlyWhatChangedAndRemovesWhatWasCalledOff() throws {
    let fixture = try SeriesFixture("FREQ=WEEKLY;COUNT=4")
    var sessions = [single(1, at: 1_796_000_400), single(2, at: 1_796_100_300)] + fixture.sessions
    let first = try publish(sessions, series: [fixture.series])
    #expect(first.written == 3 && first.unchanged == 0)
    #expect(
      try files == [
        ".tandem-published", "series-7@test.invalid.ics", "session-1@test.invalid.ics", "session-2@test.invalid.ics",
      ])
    let before = try text("session-1@test.invalid.ics")
    // A later run tells the same, though it is another time.
    #expect(try publish(sessions, series: [fixture.series], after: 60) == VdirPublisher.Outcome(unchanged: 3))
    #expect(try text("session-1@test.invalid.ics") == before)

    sessions[0].session.status = .cancelled
    sessions[3].session.status = .cancelled
    let second = try publish(sessions, series: [fixture.series], after: 120)
    #expect(second == VdirPublisher.Outcome(written: 1, removed: 1, unchanged: 1))
    #expect(try text("series-7@test.invalid.ics").contains("EXDATE;TZID=Europe/Berlin:20261013T140000"))
    // One session is left of all.
    #expect(try publish([sessions[1]]) == VdirPublisher.Outcome(removed: 1, unchanged: 1))
    #expect(try files == [".tandem-published", "session-2@test.invalid.ics"])
  }

  /// Another program named them so; every other session is published all the same.
  @Test func namesThatNoFolderHasRoomForAreCut() throws {
    var sessions = (1...3).map { single($0, at: 1_796_000_400 + $0 * 86_400) }
    for index in 0..<2 { sessions[index].session.uid = String(repeating: "u", count: 400 + index) }
    #expect(try publish(sessions).written == 3)
    #expect(try Set(files).count == 4 && files.allSatisfy { $0.utf8.count < 240 })
    #expect(try publish(sessions, after: 60) == VdirPublisher.Outcome(unchanged: 3))
    #expect(try publish([sessions[2]]).unchanged == 1)
  }

  @Test func whatIsNotOursStays() throws {
    _ = try publish([single(1, at: 1_796_000_400)])
    let theirs = ["dentist.ics", "session-2@test.invalid.ics", "color", ".hidden"]
    for name in theirs {
      try "BEGIN:VCALENDAR\nUID:dentist\n".write(toFile: "\(path)/\(name)", atomically: false, encoding: .utf8)
    }
    let outcome = try publish([single(2, at: 1_796_000_400)])
    #expect(outcome.foreign == ["session-2@test.invalid.ics"] && outcome.written == 0 && outcome.removed == 1)
    for name in theirs { #expect(try text(name) == "BEGIN:VCALENDAR\nUID:dentist\n") }
    // Ours that someone made their own is left alone too.
    _ = try publish([single(3, at: 1_796_000_400)])
    try "BEGIN:VCALENDAR\nUID:mine\n".write(
      toFile: "\(path)/session-3@test.invalid.ics", atomically: false, encoding: .utf8)
    #expect(try publish([]).foreign == ["session-3@test.invalid.ics"])
    #expect(try text("session-3@test.invalid.ics") == "BEGIN:VCALENDAR\nUID:mine\n")
  }

  @Test func ourFilesComeBackAsTheyShouldBe() throws {
    let session = single(1, at: 1_796_000_400)
    _ = try publish([session])
    let ours = try text("session-1@test.invalid.ics")
    try ours.replacing("Editing", with: "Cutting").write(
      toFile: "\(path)/session-1@test.invalid.ics", atomically: false, encoding: .utf8)
    #expect(try publish([session]).written == 1)
    #expect(try text("session-1@test.invalid.ics") == ours)
    try FileManager.default.removeItem(atPath: "\(path)/session-1@test.invalid.ics")
    #expect(try publish([session]).written == 1)
    // Without the list, a file with our UID is known as ours.
    try FileManager.default.removeItem(atPath: "\(path)/.tandem-published")
    #expect(try publish([single(1, at: 1_796_100_300)]).written == 1)
  }

  @Test func aListLeadsNowhereElse() throws {
    let victim = folder.file("victim.ics")
    _ = try publish([])
    try "UID:session-9@test.invalid\n".write(toFile: victim, atomically: false, encoding: .utf8)
    try "tandem 1 test.invalid mia\n../../victim.ics\n".write(
      toFile: "\(path)/.tandem-published", atomically: false, encoding: .utf8)
    _ = try publish([])
    #expect(FileManager.default.fileExists(atPath: victim))
    // Nor does a link in the place of a file.
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/session-1@test.invalid.ics", withDestinationPath: victim)
    #expect(try publish([single(1, at: 1_796_000_400)]).foreign == ["session-1@test.invalid.ics"])
    #expect(try String(contentsOfFile: victim, encoding: .utf8) == "UID:session-9@test.invalid\n")
  }

  @Test func aFolderIsKeptForOneOwner() throws {
    _ = try publish([single(1, at: 1_796_000_400)])
    #expect(throws: FileError.unwritable(path, reason: "it is kept for mia; publish to a folder of its own")) {
      try publish([], owner: nil)
    }
    #expect(try files.count == 2)
    folder.write("", to: "file")
    #expect(
      throws: FileError.unwritable(folder.file("file"), reason: "it is a file, and a folder is needed")
    ) { try PublishedFolder(path: folder.file("file")) }
  }
}
