import Mentoring
import Recurrence
import Scheduling
import TestSupport
import Testing

@Suite struct UndoTests {
  let company = Company()

  private func book(_ start: String, in store: MemoryStore, by person: Person) throws -> Session {
    let booking = Booking(pair: PairID(1), start: try company.at(start), length: 60)
    let outcome = try store.perform(.book(booking), by: Actor(person), at: company.now)
    return try #require(outcome.sessions.first)
  }

  private func perform(_ command: Command, _ store: MemoryStore, by person: Person) throws -> Outcome {
    try store.perform(command, by: Actor(person), at: company.now)
  }

  @Test func undoAndRedoGoThroughAllSteps() throws {
    let store = company.store()
    let session = try book("2026-11-26 15:00", in: store, by: company.mia)
    let start = try company.at("2026-11-27 16:00")
    _ = try perform(.move(Move(session: session.id, start: start)), store, by: company.mia)
    _ = try perform(.cancel(session.id, reason: "Ill"), store, by: company.mia)
    func now() throws -> Session? { try store.read { try $0.session(session.id) } }

    #expect(try perform(.undo, store, by: company.mia).summary.hasPrefix("Undid: Cancelled Mia Chen"))
    #expect(try now()?.status == .confirmed)
    // Where it is again the move's own words don't say.
    let back = try perform(.undo, store, by: company.mia)
    #expect(back.summary.hasPrefix("Undid: Moved Mia Chen → Ralf Winter"))
    #expect(back.summary.hasSuffix("; it is Thu 26 Nov 15:00–16:00 CET again"), "\(back.summary)")
    #expect(try now()?.interval == session.interval)
    _ = try perform(.undo, store, by: company.mia)
    #expect(try now()?.status == .cancelled)
    #expect(throws: CommandError.nothingToUndo) { try perform(.undo, store, by: company.mia) }

    #expect(try perform(.redo, store, by: company.mia).summary.hasPrefix("Redid: Booked Mia Chen"))
    #expect(try now()?.status == .confirmed)
    _ = try perform(.redo, store, by: company.mia)
    #expect(try now()?.interval.start == start)
    _ = try perform(.redo, store, by: company.mia)
    #expect(try now()?.status == .cancelled)
    #expect(try now()?.reason == "Ill")
    #expect(throws: CommandError.nothingToRedo) { try perform(.redo, store, by: company.mia) }
    // Each change counted, back and forth, for the calendars that follow it.
    #expect(try now()?.sequence == 8)
  }

  @Test func aNewActionEndsWhatCouldBeRedone() throws {
    let store = company.store()
    _ = try book("2026-11-26 15:00", in: store, by: company.mia)
    _ = try perform(.undo, store, by: company.mia)
    _ = try book("2026-11-27 15:00", in: store, by: company.mia)
    #expect(throws: CommandError.nothingToRedo) { try perform(.redo, store, by: company.mia) }
  }

  @Test func everyoneUndoesTheirOwn() throws {
    let store = company.store()
    _ = try book("2026-11-26 15:00", in: store, by: company.mia)
    #expect(throws: CommandError.nothingToUndo) { try perform(.undo, store, by: company.ralf) }
  }

  @Test func aTimeTakenSinceIsNotTakenBack() throws {
    let store = company.store()
    let session = try book("2026-11-26 15:00", in: store, by: company.mia)
    _ = try perform(.cancel(session.id, reason: "Ill"), store, by: company.mia)
    _ = try book("2026-11-26 15:30", in: store, by: company.ralf)
    #expect {
      try perform(.undo, store, by: company.mia)
    } throws: { error in
      guard case CommandError.refused(let violations, _, _) = error else { return false }
      return violations.contains { $0.code == "sessionClash" }
    }
    #expect(try store.read { try $0.session(session.id) }?.status == .cancelled)
  }

  /// A booking that is taken back at once was a slip; later it is called off, which may be late.
  @Test(arguments: [(minutes: 14, isCounted: false), (minutes: 15, isCounted: true)])
  func aBookingTakenBackLateIsCountedUnlessItWasASlip(_ since: (minutes: Int, isCounted: Bool)) throws {
    let store = company.store()
    let start = try company.at("2026-11-26 15:00")
    let booked = start + -20 * 3_600
    let booking = Booking(pair: PairID(1), start: start, length: 60)
    _ = try store.perform(.book(booking), by: Actor(company.mia), at: booked)
    let undone = try store.perform(.undo, by: Actor(company.mia), at: booked + since.minutes * 60)
    let told = undone.warnings.map(\.message)
    #expect(
      told == (since.isCounted ? ["that is less than 24 h before its start, and counts as a late cancellation"] : []))
    let counted = try store.read { try Shortfall.counted($0) }
    #expect(counted[PairID(1)]?[company.mia.id]?.late == (since.isCounted ? 1 : nil))
  }

  /// What is called off once more is called off then, and not when it was the first time; what was back for minutes only stays
  /// called off as it was.
  @Test(arguments: [
    (isCancelled: false, hours: 3, isLate: true), (isCancelled: true, hours: 3, isLate: true),
    (isCancelled: false, hours: 80, isLate: false), (isCancelled: true, hours: 80, isLate: false),
  ])
  func whatIsCalledOffAgainIsCalledOffThen(_ example: (isCancelled: Bool, hours: Int, isLate: Bool)) throws {
    let store = company.store()
    let start = try company.at("2026-12-04 15:00")
    let mia = Actor(company.mia)
    func perform(_ command: Command, hoursBefore hours: Int, minutes: Int = 0) throws -> Outcome {
      try store.perform(command, by: mia, at: start + -hours * 3_600 + minutes * 60)
    }
    let booked = try perform(.book(Booking(pair: PairID(1), start: start, length: 60)), hoursBefore: 100)
    let session = try #require(booked.sessions.first)
    if example.isCancelled {
      _ = try perform(.cancel(session.id, reason: "Ill"), hoursBefore: 95)
      _ = try perform(.undo, hoursBefore: 90)
    } else {
      _ = try perform(.undo, hoursBefore: 95)
      _ = try perform(.redo, hoursBefore: 90)
    }
    let again = try perform(example.isCancelled ? .redo : .undo, hoursBefore: example.hours)
    let told = again.warnings.map(\.message)
    #expect(
      told == (example.isLate ? ["that is less than 24 h before its start, and counts as a late cancellation"] : []))
    func counted() throws -> Int? { try store.read { try Shortfall.counted($0) }[PairID(1)]?[company.mia.id]?.late }
    #expect(try counted() == (example.isLate ? 1 : nil))
    // Back for a minute: neither better nor worse for that.
    let back = try perform(example.isCancelled ? .undo : .redo, hoursBefore: example.hours, minutes: 20)
    #expect(back.sessions.first?.status == .confirmed)
    let slip = try perform(example.isCancelled ? .redo : .undo, hoursBefore: example.hours, minutes: 21)
    #expect(slip.warnings.isEmpty && slip.sessions.first?.closing == again.sessions.first?.closing)
    #expect(try counted() == (example.isLate ? 1 : nil))
  }

  /// What is done again is asked of the other side anew; what was agreed, and only called off, is told.
  @Test func theOtherSidesRulesHoldForWhatIsDoneAgain() throws {
    let absence = Absence(
      .exact(Interval(start: try company.at("2026-11-26 14:00"), seconds: 4 * 3_600)), reason: "ill")
    let change = HoursChange(person: company.ralf.id, edits: [.addAbsence(absence)])
    for isCancelled in [false, true] {
      let store = company.store()
      let session = try book("2026-11-26 15:00", in: store, by: company.mia)
      _ = try perform(isCancelled ? .cancel(session.id, reason: "Ill") : .undo, store, by: company.mia)
      _ = try perform(.changeHours(change), store, by: company.ralf)
      if isCancelled {
        let told = try perform(.undo, store, by: company.mia).warnings.map(\.message)
        #expect(told.count == 1 && told[0].contains("away"), "\(told)")
      } else {
        let error = #expect(throws: CommandError.self) { try perform(.redo, store, by: company.mia) }
        guard case .refused(let violations, _, _) = error else {
          Issue.record("\(String(describing: error))")
          continue
        }
        #expect(violations.map(\.code) == ["absent"])
        _ = try store.perform(.undo, by: Actor(company.ralf), at: company.now)
        _ = try perform(.redo, store, by: company.mia)
      }
      #expect(try store.read { try $0.session(session.id) }?.status == .confirmed)
    }
  }

  /// The program's own rules too: a member gets round neither notice nor a term that has ended since.
  @Test func theProgramsRulesHoldForWhatIsDoneAgain() throws {
    let ended = PairRow(line: 2, mentor: "mia", mentee: "ralf")
    for isCancelled in [false, true] {
      let store = company.store()
      let session = try book("2026-11-26 15:00", in: store, by: company.mia)
      _ = try perform(isCancelled ? .cancel(session.id, reason: "Ill") : .undo, store, by: company.mia)
      var row = ended
      row.end = .some(CivilDate("2026-11-25"))
      _ = try perform(.importPairs([row]), store, by: company.kim)
      let error = #expect(throws: CommandError.self) {
        try perform(isCancelled ? .undo : .redo, store, by: company.mia)
      }
      guard case .refused(let violations, _, _) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(violations.map(\.code) == ["beyondWindow"])
    }
    // What was a slip, notice was given for.
    for (minutes, comesBack) in [(10, true), (20, false)] {
      let store = company.store()
      _ = try book("2026-11-26 15:00", in: store, by: company.mia)
      let undone = try company.at("2026-11-26 12:55")
      _ = try store.perform(.undo, by: Actor(company.mia), at: undone)
      let redo = { try store.perform(.redo, by: Actor(self.company.mia), at: undone + minutes * 60) }
      if comesBack { _ = try redo() } else { #expect(throws: CommandError.self) { try redo() } }
    }
  }

  /// Nobody can come to it any more, and by its time alone it would count as held.
  @Test(arguments: ["redo of a booking", "undo of a cancellation", "undo of a move"])
  func nothingComesBackToATimeThatIsOver(_ what: String) throws {
    let store = company.store()
    let session = try book("2026-11-26 15:00", in: store, by: company.mia)
    let command: Command
    switch what {
    case "redo of a booking":
      _ = try perform(.undo, store, by: company.mia)
      command = .redo
    case "undo of a cancellation":
      _ = try perform(.cancel(session.id, reason: "Ill"), store, by: company.mia)
      command = .undo
    default:
      let start = try company.at("2026-12-10 16:00")
      _ = try perform(.move(Move(session: session.id, start: start)), store, by: company.mia)
      command = .undo
    }
    let before = try store.read { try $0.session(session.id) }
    let later = try company.at("2026-12-01 12:00")
    #expect {
      try store.perform(command, by: Actor(company.mia), at: later)
    } throws: { error in
      guard case CommandError.changedSince(let text) = error else { return false }
      return text.contains("Thu 26 Nov 15:00–16:00 CET is over")
        && text.contains("if it took place after all, log it")
        // What lies behind it is there to be taken back all the same.
        && (command == .redo || text.hasSuffix("; what you did before it can be undone from the history, step 1 next"))
    }
    let after = try store.read { try $0.session(session.id) }
    #expect(after == before)
    // Before its time it does come back.
    _ = try store.perform(command, by: Actor(company.mia), at: company.now)
  }

  @Test func whatATimeThatIsOverCameToCanBePutRight() throws {
    let store = company.store()
    let session = try book("2026-11-26 15:00", in: store, by: company.mia)
    let later = try company.at("2026-12-01 12:00")
    func status() throws -> Session.Status? { try store.read { try $0.session(session.id) }?.status(at: later) }
    _ = try store.perform(.miss(session.id, by: company.ralf.id), by: Actor(company.mia), at: later)
    #expect(try status() == .missed)
    _ = try store.perform(.undo, by: Actor(company.mia), at: later)
    #expect(try status() == .held)
    let logging = Logging(pair: PairID(1), start: try company.at("2026-11-24 15:00"), length: 60)
    let logged = try #require(
      try store.perform(.log(logging), by: Actor(company.mia), at: later).sessions.first)
    _ = try store.perform(.undo, by: Actor(company.mia), at: later)
    _ = try store.perform(.redo, by: Actor(company.mia), at: later)
    let again = try store.read { try $0.session(logged.id) }
    #expect(again?.status(at: later) == .held)
  }

  @Test func whatWasChangedSinceIsLeftAlone() throws {
    let store = company.store()
    let session = try book("2026-11-26 15:00", in: store, by: company.mia)
    _ = try perform(.edit(Edit(session: session.id, topic: "Color")), store, by: company.ralf)
    _ = try perform(.notebook(.notes(session.id, text: "Bring the files")), store, by: company.ralf)
    #expect {
      try perform(.undo, store, by: company.mia)
    } throws: { error in
      error as? CommandError
        == .changedSince(
          "the session was changed since in step 2 by ralf (Edited Mia Chen → Ralf Winter, Thu 26 Nov 15:00–16:00 CET), "
            + "so this can't be undone")
    }
  }

  /// What was done and undone since is in nobody's way; what stands is, or stands no more.
  @Test func whatStandsInTheWayIsNamed() throws {
    let store = company.store()
    let (mia, ralf) = (company.mia, company.ralf)
    let ask = Booking(pair: PairID(1), start: try company.at("2026-11-26 15:00"), length: 60, asks: true)
    let asked = try #require(try store.perform(.book(ask), by: Actor(mia), at: company.now).sessions.first)
    _ = try perform(.counter(Counter(session: asked.id, start: try company.at("2026-11-27 15:00"))), store, by: ralf)
    _ = try perform(.accept(asked.id), store, by: mia)
    _ = try perform(.undo, store, by: mia)
    func refusal(_ command: Command, by person: Person) -> String {
      do {
        _ = try perform(command, store, by: person)
        return "done"
      } catch CommandError.changedSince(let text) {
        return text
      } catch {
        return "\(error)"
      }
    }
    #expect(
      refusal(.undo, by: mia).hasPrefix("the session was changed since in step 2 by ralf ("),
      "\(refusal(.undo, by: mia))")
    _ = try perform(.undo, store, by: ralf)
    _ = try perform(.undo, store, by: mia)
    _ = try perform(.redo, store, by: mia)
    // Ralf's counter-proposal is what the yes was to.
    #expect(
      refusal(.redo, by: mia).hasPrefix("the session was changed since in step 5 by ralf (Undid: "),
      "\(refusal(.redo, by: mia))")
    _ = try perform(.redo, store, by: ralf)
    #expect(refusal(.redo, by: mia) == "done")
  }

  @Test func softRulesAreToldNotEnforced() throws {
    let store = company.store()
    let session = try book("2026-11-26 15:00", in: store, by: company.mia)
    _ = try perform(.cancel(session.id, reason: "Ill"), store, by: company.mia)
    store.insertBusy([BusyBlock(session.interval, title: "Board")], for: PersonID(2))
    let outcome = try perform(.undo, store, by: company.mia)
    // Not the title: it is Ralf's calendar.
    #expect(
      outcome.warnings.map(\.message) == [
        "Thu 26 Nov 15:00–16:00 CET stands again, against a rule: Ralf Winter: busy 15:00–16:00 (imported)"
      ])
  }

  @Test func anImportIsTakenBackWhileNothingHangsOnIt() throws {
    let store = company.store()
    let row = PersonRow(line: 2, login: "ana", name: "Ana Costa", zone: "Europe/Lisbon")
    _ = try perform(.importPeople([row]), store, by: company.kim)
    _ = try perform(.undo, store, by: company.kim)
    #expect(try store.read { try $0.person(login: "ana") } == nil)
    _ = try perform(.redo, store, by: company.kim)
    _ = try perform(.importPairs([PairRow(line: 2, mentor: "ana", mentee: "ralf")]), store, by: company.kim)
    _ = try perform(.undo, store, by: company.kim)
    #expect(try store.read { try $0.pairs() }.count == 2)
  }

  @Test func aRefusalNamesTheStepInTheWayWhateverItIsAbout() throws {
    let store = company.store()
    func refusal(_ command: Command, by person: Person) -> String {
      do {
        _ = try perform(command, store, by: person)
        return ""
      } catch {
        if case CommandError.changedSince(let text) = error { return text }
        return "\(error)"
      }
    }
    let mia = company.mia.id
    _ = try perform(.changeHours(HoursChange(person: mia, edits: [.asksFirst(true)])), store, by: company.mia)
    _ = try perform(.changeHours(HoursChange(person: mia, edits: [.asksFirst(nil)])), store, by: company.kim)
    #expect(refusal(.undo, by: company.mia).hasPrefix("Mia Chen was changed since in step 2 by kim ("))
    _ = try perform(.notebook(.addAction(PairID(1), owner: mia, text: "Share")), store, by: company.mia)
    let task = try #require(try store.read { try $0.notebook(of: PairID(1)) }.first)
    _ = try perform(.notebook(.finishAction(task.id, isDone: true)), store, by: company.ralf)
    #expect(refusal(.undo, by: company.mia).hasPrefix("the entry was changed since in step 4 by ralf ("))
  }

  @Test func whatTookPlaceIsPastUndoing() throws {
    let store = company.store()
    let booked = try book("2026-11-26 15:00", in: store, by: company.mia)
    let later = booked.interval.end + 3_600
    func refusal() -> String {
      do {
        _ = try store.perform(.undo, by: Actor(company.mia), at: later)
        return ""
      } catch { return "\(error)" }
    }
    #expect(refusal().contains("the session of Thu 26 Nov 15:00–16:00 CET has taken place"))
    #expect(try store.read { try $0.session(booked.id) }?.status == .confirmed)
    // Who said that it was missed may take that back.
    _ = try store.perform(.miss(booked.id, by: company.ralf.id), by: Actor(company.mia), at: later)
    _ = try store.perform(.undo, by: Actor(company.mia), at: later)
    #expect(try store.read { try $0.session(booked.id) }?.status == .confirmed)
  }

  @Test func ofASeriesWhatTookPlaceStays() throws {
    let store = company.store()
    let rule = try RecurrenceRule("FREQ=WEEKLY;COUNT=3")
    let first = try company.at("2026-11-26 15:00")
    let series = SeriesBooking(first: Booking(pair: PairID(1), start: first, length: 60), rule: rule)
    _ = try store.perform(.bookSeries(series), by: Actor(company.mia), at: company.now)
    let outcome = try store.perform(.undo, by: Actor(company.mia), at: first + 86_400)
    #expect(
      outcome.warnings.map(\.message) == [
        "the session of Thu 26 Nov 15:00–16:00 CET has taken place, and stays as it is"
      ])
    let statuses = try store.read { try $0.sessions(SessionFilter(liveOnly: false)) }.map(\.status)
    #expect(statuses == [.confirmed, .cancelled, .cancelled])
  }
}
