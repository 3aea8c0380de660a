import Mentoring
import Scheduling
import TerminalKit
import TestSupport
import Testing

@testable import TandemUI

@Suite("What a pair notes, on the screen")
struct NotebookScreenTests {
  private let company = Company()

  /// The notebook, opened from the sheet of a session that was held yesterday.
  private func script(actor: Actor? = nil) throws -> KeyScript {
    let store = company.store()
    let logging = Logging(pair: PairID(1), start: try company.at("2026-11-24 16:00"), length: 60)
    _ = try store.perform(.log(logging), by: Actor(company.mia), at: company.now)
    let script = try KeyScript(store, actor: actor, size: Size(90, 26)).press("2 c g")
    script.type("yesterday 16:00")
    return script.press("enter enter n")
  }

  private func notebook(_ script: KeyScript) throws -> Notebook {
    Notebook(try script.store.read { try $0.notebook(of: PairID(1)) }, of: company.editing, for: company.mia.id)
  }

  @Test("Notes are written over several lines, and stay until they are saved or twice left")
  func notes() throws {
    let script = try script()
    #expect(script.text.contains("none yet; e writes them"))
    script.press("e").type("We cut the opening.")
    script.press("enter").type("Next: titles")
    script.press("esc")
    #expect(script.text.contains("Not saved. Ctrl-S saves, Esc again discards it."))
    script.press("ctrl-s")
    #expect(try notebook(script).notes(of: SessionID(1))?.text == "We cut the opening.\nNext: titles")
    #expect(script.text.contains("│   Next: titles"))
    script.press("e").type("x")
    // F1 lists the keys, that which takes a step back too.
    #expect(script.press("f1").text.contains("take back what was typed last"))
    script.press("esc ctrl-_")
    #expect(script.text.contains("Next: titles") && !script.text.contains("titlesx"))
    script.type("x")
    script.press("esc esc")
    #expect(try notebook(script).notes(of: SessionID(1))?.text == "We cut the opening.\nNext: titles")
    #expect(script.text.contains("To do"))
  }

  @Test("What the other side wrote meanwhile is not lost: both texts are there to be made one")
  func twoWriters() throws {
    let script = try script().press("e").type("Mine")
    _ = try script.store.perform(
      .notebook(.notes(SessionID(1), text: "Theirs")), by: Actor(company.ralf), at: company.now)
    script.settle()
    script.press("ctrl-s")
    #expect(try notebook(script).notes(of: SessionID(1))?.text == "Theirs")
    #expect(script.text.contains("This was changed while you wrote."))
    #expect(script.text.contains("Mine") && script.text.contains("Theirs"))
    script.press("ctrl-s")
    #expect(try notebook(script).notes(of: SessionID(1))?.text == "Mine\n\nTheirs")
  }

  @Test("Links are added, and the last one is taken away")
  func links() throws {
    let script = try script().press("l").type("https://example.org/a")
    script.press("enter l").type("https://example.org/b")
    script.press("enter")
    #expect(script.text.contains("│   https://example.org/b"))
    script.press("X")
    #expect(try notebook(script).notes(of: SessionID(1))?.links == ["https://example.org/a"])
    script.press("X X")
    #expect(try notebook(script).notes(of: SessionID(1)) == nil)
    #expect(script.status.contains("there is no link here"))
  }

  @Test("A paste that is too long is told, and what had room is kept")
  func longPaste() throws {
    let script = try script().press("e")
    script.send(.paste(String(repeating: "ä", count: 100_000)))
    #expect(script.text.contains("67232 characters of that had no room and are left out"))
    #expect(script.text.contains("│ ää"))
    script.press("ctrl-s")
    #expect(try notebook(script).notes(of: SessionID(1))?.text.utf8.count == notebookTextLimit)
  }

  @Test("F1 lists the keys of the text, which stays as it is, and once only")
  func help() throws {
    let script = try script().press("e").type("What we did?").press("f1")
    #expect(script.text.contains("─ Keys ─") && script.text.contains("edit in your own editor"))
    #expect(!script.text.contains("quick add"))
    script.press("f1 esc")
    #expect(!script.text.contains("─ Keys ─") && script.text.contains("│ What we did?"))
  }

  @Test("Notes go to the user's own editor and come back; one step back is what was there before")
  func editor() throws {
    let script = try script().press("e").type("Old")
    script.press("ctrl-x")
    #expect(script.interface.takeTextToEdit() == "Old" && script.interface.takeTextToEdit() == nil)
    script.interface.take(EditedText(text: "New\ntext", complaint: "it complained"))
    #expect(script.text.contains("│ New") && script.text.contains("│ text") && script.text.contains("it complained"))
    script.press("ctrl-_")
    #expect(script.text.contains("│ Old"))
    script.press("ctrl-x")
    _ = script.interface.takeTextToEdit()
    script.interface.take(EditedText(text: nil, complaint: "no text"))
    #expect(script.text.contains("│ Old") && script.text.contains("no text"))
    // What comes without having been asked for is nobody's.
    script.interface.take(EditedText(text: "Stray"))
    #expect(!script.text.contains("Stray"))
  }

  @Test("A line says who does what by when; Space does it, u takes it back, x removes it")
  func tasks() throws {
    let script = try script().press("a").type("Ralf: share the files by fri")
    script.press("enter")
    let task = try #require(try notebook(script).actions.first)
    let friday = CivilDate(year: 2026, month: 11, day: 27)
    #expect(task.person == company.ralf.id && task.content == .action(text: "share the files", due: friday, done: nil))
    script.press("a").type("sort by color")
    script.press("enter")
    // Words after “by” that are no day belong to what is to be done.
    #expect(try notebook(script).actions.last?.content == .action(text: "sort by color", due: nil, done: nil))
    script.press("space")
    #expect(try notebook(script).actions.contains { !$0.isOpenAction })
    script.press("u")
    #expect(try notebook(script).actions.allSatisfy(\.isOpenAction))
    script.press("x")
    #expect(try notebook(script).actions.count == 1)
  }

  @Test("Goals go on by tens, and feedback is a number and a sentence")
  func goalsAndFeedback() throws {
    let script = try script().press("o").type("A film alone")
    script.press("enter + + -")
    #expect(try notebook(script).goals.first?.content == .goal(text: "A film alone", progress: 10))
    script.press("f").type("great")
    script.press("enter")
    // What was typed is still there to be mended.
    #expect(script.text.contains("Begin with a number from 1 to 5"))
    script.press("home").type("5 ")
    script.press("enter")
    let given = try #require(try notebook(script).feedback(on: SessionID(1)).first)
    #expect(given.content == .feedback(rating: 5, comment: "great"))
    #expect(script.text.contains("Ralf's is shown once it is given"))
  }

  @Test("Who looks after the program sees that it is none of theirs")
  func privacy() throws {
    let script = try script(actor: Actor(company.kim))
    #expect(script.text.contains("What Mia Chen and Ralf Winter note is theirs alone."))
    script.press("e")
    #expect(script.status.contains("theirs alone"))
  }

  @Test("What was typed in a line is asked for once before it goes; what was not changed goes at once")
  func leavingLines() throws {
    let script = try script().press("a esc")
    #expect(!script.text.contains("─ To do ─"))
    script.press("a").type("share the files")
    script.press("esc")
    #expect(
      script.text.contains("Not done yet: Enter does it, Esc again discards what is")
        && script.text.contains("share the files"))
    script.press("space esc esc")
    #expect(try notebook(script).actions.isEmpty)
    #expect(script.text.contains("Notebook"))
    script.press("f").type("4 Good").press("esc enter")
    #expect(try notebook(script).feedback(on: SessionID(1)).count == 1)
  }

  @Test("The session's sheet says what there is, and which key opens it")
  func papers() throws {
    let script = try script().press("e").type("We cut the opening.")
    script.press("ctrl-s a").type("share the files by fri")
    script.press("enter esc")
    for line in [
      "Notes    1 line · n", "To do    1 open, the first due Fri 27 Nov · n", "Feedback none from you yet · n",
    ] {
      #expect(script.text.contains(line), "\(line): \(script.text)")
    }
    let kim = try KeyScript(script.store, actor: Actor(company.kim), size: Size(90, 26)).press("2 c g")
    kim.type("yesterday 16:00")
    kim.press("enter enter")
    #expect(!kim.text.contains("· n"))
  }

  @Test("On the smallest screen tasks are read in full, and the arrows reach what is below the last of them")
  func smallest() throws {
    let script = try script().press("e").type("We cut the opening.")
    script.press("enter enter enter enter enter enter").type("Then the titles.")
    script.press("ctrl-s a").type("Ralf: share the files of both cameras with the others by fri")
    script.press("enter o").type("A film alone, from the first idea to the last cut")
    script.press("enter").send(.resize(Size(40, 12)))
    var seen = script.text
    for _ in 0..<20 { seen += script.press("down").text }
    for words in [
      "share the files of both", "cameras with the others", "Ralf · Fri 27 Nov", "to the last cut", "none of yours yet",
    ] {
      #expect(seen.contains(words), "\(words): \(seen)")
    }
    // What can't be seen is not changed.
    script.press("pgup pgup pgup pgup pgup pgup")
    #expect(script.text.contains("We cut the opening.") && script.press("x").status.contains("out of sight"))
  }

  @Test("Without anything to select the arrows scroll")
  func emptySmallest() throws {
    let script = try script()
    script.send(.resize(Size(40, 12))).press("down down down down down down")
    #expect(script.text.contains("none of yours yet; f gives it"))
    script.press("up up up up up up")
    #expect(script.text.contains("none yet; e writes them"))
  }

  @Test("Each of several quick presses counts, before the first is written")
  func bursts() throws {
    let script = try script()
    script.press("o").type("A film alone").press("enter")
    script.rush("+ + + +")
    script.settle()
    #expect(try notebook(script).goals.first?.content == .goal(text: "A film alone", progress: 40))
    script.press("-")
    #expect(try notebook(script).goals.first?.content == .goal(text: "A film alone", progress: 30))
    script.press("a").type("share the files").press("enter")
    script.rush("space space space")
    script.settle()
    #expect(try notebook(script).actions.first?.isOpenAction == false)
  }
}
