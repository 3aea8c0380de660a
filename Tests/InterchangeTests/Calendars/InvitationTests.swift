import Mentoring
import Scheduling
import TestSupport
import Testing

@testable import Interchange

/// iTIP messages are written as RFC 5546 has them, and answers are read.
@Suite struct InvitationTests {
  private let now = Instant(seconds: 1_795_000_000)

  private func session(_ change: (inout Session) -> Void = { _ in }) -> ExportedSession {
    var session = Session(
      id: SessionID(12), uid: "session-12@test.invalid", pair: PairID(1), mentor: SeriesFixture.mia.id,
      mentee: SeriesFixture.ralf.id, interval: Interval(start: Instant(seconds: 1_796_140_800), seconds: 3_600),
      zone: "Europe/Berlin", sequence: 2, topic: "Editing")
    change(&session)
    return ExportedSession(session: session, mentor: SeriesFixture.mia, mentee: SeriesFixture.ralf)
  }

  private func text(_ message: InvitationMessage, _ exported: ExportedSession) throws -> String {
    try message.text([exported], zones: CalendarText.zones, now: now)
  }

  private func read(_ text: String) throws -> [InvitationAnswer] {
    try InvitationReader(zones: CalendarText.zones, own: .utc).read(Array(text.utf8), name: "r.ics")
  }

  private func lines(_ text: String, _ start: String) -> [String] {
    text.replacing("\r\n ", with: "").split(separator: "\r\n").map(String.init).filter { $0.hasPrefix(start) }
  }

  @Test func aRequestAsksThoseWhoDidNotAnswer() throws {
    let request = InvitationMessage(.request, from: SeriesFixture.mia.id)
    var exported = session()
    let first = try text(request, exported)
    #expect(lines(first, "METHOD") == ["METHOD:REQUEST"] && lines(first, "BEGIN:VALARM").isEmpty)
    #expect(
      lines(first, "ATTENDEE") == [
        "ATTENDEE;ROLE=CHAIR;PARTSTAT=ACCEPTED;CN=Mia Chen:mailto:mia@example.com",
        "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Ralf Winter:mailto:ralf@example.com",
      ])
    exported.menteeAnswer = .tentative
    #expect(try lines(text(request, exported), "ATTENDEE").last?.contains("PARTSTAT=TENTATIVE;CN") == true)
  }

  @Test func aReplyReadsBack() throws {
    let reply = InvitationMessage(
      .reply, from: SeriesFixture.ralf.id, answer: .declined, comment: "Ill; sorry,\nreally")
    let written = try text(reply, session())
    #expect(lines(written, "ATTENDEE").count == 1)
    let answer = try #require(try read(written).first)
    #expect(answer.method == .reply && answer.uid == "session-12@test.invalid" && answer.sequence == 2)
    #expect(answer.attendees == [InvitationAnswer.Attendee(address: "ralf@example.com", answer: .declined)])
    #expect(answer.recurrenceID == nil && answer.comment == "Ill; sorry, really")
  }

  @Test func aCounterOfAnInstanceReadsBack() throws {
    let original = Instant(seconds: 1_796_140_800)
    let moved = Interval(start: original + 7_200, seconds: 2_700)
    let exported = session {
      $0.uid = "series-7@test.invalid"
      $0.series = SeriesID(7)
      $0.originalStart = original
      $0.interval = moved
    }
    let answer = try #require(try read(text(InvitationMessage(.counter, from: SeriesFixture.ralf.id), exported)).first)
    #expect(answer.method == .counter && answer.proposal == moved && answer.recurrenceID == original)
  }

  /// As Exchange, Gmail and others write them: without DTSTART, with lower-case names, with a zone of the file's own.
  @Test func repliesOfOtherProgramsAreRead() throws {
    let bare = """
      BEGIN:VCALENDAR
      METHOD:REPLY
      BEGIN:VEVENT
      UID:series-7@test.invalid
      RECURRENCE-ID;TZID=Europe/Berlin:20261201T160000
      attendee;CN="Winter, Ralf";partstat=accepted;X-A=1:MAILTO:Ralf@Example.com
      END:VEVENT
      END:VCALENDAR
      """
    let answer = try #require(try read(bare).first)
    #expect(answer.attendees == [InvitationAnswer.Attendee(address: "ralf@example.com", answer: .accepted)])
    #expect(answer.recurrenceID == Instant(iso: "2026-12-01T15:00:00Z") && answer.sequence == 0)
    let delegated = bare.replacing("partstat=accepted", with: "PARTSTAT=DELEGATED")
    #expect(try read(delegated).first?.attendees.first?.answer == nil)
  }

  private static let refused: [(text: String, reason: String)] = [
    ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nEND:VEVENT\nEND:VCALENDAR", "it has no METHOD"),
    ("BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:a\nEND:VEVENT\nEND:VCALENDAR", "is a REQUEST"),
    ("BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR", "holds no event"),
    ("BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nATTENDEE:mailto:a@b\nEND:VEVENT\nEND:VCALENDAR", "has no UID"),
    ("BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:a\nSEQUENCE:-1\nEND:VEVENT\nEND:VCALENDAR", "“-1” is no number"),
    ("BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:a\n", "line 4: the file ends before “END:VCALENDAR”"),
    ("BEGIN:VCALENDAR\nMETHOD:COUNTER\nBEGIN:VEVENT\nUID:a\nEND:VEVENT\nEND:VCALENDAR", "no DTSTART"),
    (
      "BEGIN:VCALENDAR\nMETHOD:COUNTER\nBEGIN:VEVENT\nUID:a\nDTSTART:20261201T100000Z\nEND:VEVENT\nEND:VCALENDAR",
      "no start and end"
    ),
    ("BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:a\u{0}b\nEND:VEVENT\nEND:VCALENDAR", "a NUL byte"),
    ("<html>", "isn't iCalendar"), ("", "is empty"),
    (
      "From: ralf@example.org\nSubject: Accepted\n\nYes",
      "of a mail, save the .ics file that is attached, and name that"
    ),
  ]

  @Test(arguments: refused)
  func whatIsNoAnswerIsRefusedInOneSentence(text: String, reason: String) {
    let error = #expect(throws: (any Error).self) { try read(text) }
    let told = error.map { "\($0)" } ?? ""
    #expect(told.contains(reason) && !told.contains("\n"), "\(told)")
  }

  /// Whatever is in it, a file costs little and ends in answers or a sentence.
  @Test func mutatedAnswersNeverBreak() throws {
    let reply = try text(InvitationMessage(.reply, from: SeriesFixture.ralf.id, comment: "Yes"), session())
    let counter = try text(InvitationMessage(.counter, from: SeriesFixture.ralf.id), session())
    var random = SeededRandom(seed: 7)
    for round in 0..<400 {
      let bytes = Mutation.applied(to: Array((round % 2 == 0 ? reply : counter).utf8), using: &random)
      do {
        let answers = try InvitationReader(zones: CalendarText.zones, own: .utc).read(bytes, name: "r.ics")
        #expect(!answers.isEmpty)
      } catch {
        #expect(error is FileError || error is InvitationError, "\(error)")
      }
    }
  }
}
