import Foundation
import TestSupport
import Testing

/// Notes in the user's own editor, which has the terminal meanwhile.
@Suite struct EditorTests {
  private let program: ProgramFixture

  init() throws { program = try ProgramFixture() }

  /// A fake editor: a shell script that has the file as `$1`.
  private func editor(_ body: String) throws -> [String: String] {
    let path = program.folder.file("editor.sh")
    try "#!/bin/sh\n\(body)\n".write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    let temporary = program.folder.file("temporary")
    try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
    return ["EDITOR": path, "TMPDIR": temporary]
  }

  private var leftOver: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: program.folder.file("temporary"))) ?? []
  }

  /// Opens the notes of the next session in the editor.
  private func notes(_ environment: [String: String]) throws -> TmuxSession {
    let terminal = try TmuxSession(program, size: (100, 30), environment: environment)
    #expect(terminal.wait(for: "Next sessions"), "\(terminal.screen.joined(separator: "\n"))")
    terminal.type("3")
    #expect(terminal.wait(for: "Enter book"), "\(terminal.screen.joined(separator: "\n"))")
    terminal.type("Tab")
    #expect(terminal.wait(for: "Enter open"), "\(terminal.screen.joined(separator: "\n"))")
    terminal.type("Enter", "n")
    #expect(terminal.wait(for: "e writes them"), "\(terminal.screen.joined(separator: "\n"))")
    terminal.type("E")
    return terminal
  }

  @Test func whatTheEditorSavedIsTheText() throws {
    let terminal = try notes(try editor("printf 'We cut the opening.\\nNext: titles ✂\\n' > \"$1\""))
    #expect(terminal.wait(for: "Next: titles ✂"), "\(terminal.screen.joined(separator: "\n"))")
    // The keys are the interface's again.
    terminal.type("!", "C-s")
    #expect(terminal.wait { $0.contains { $0.contains("Next: titles ✂!") } && $0.contains { $0.contains("To do") } })
    #expect(leftOver.isEmpty)
  }

  @Test func ofAnEditorThatCrashesNothingIsLost() throws {
    let terminal = try notes(try editor("echo 'before the crash' >> \"$1\"; kill -SEGV $$"))
    #expect(terminal.wait(for: "signal 11"), "\(terminal.screen.joined(separator: "\n"))")
    #expect(terminal.screen.contains { $0.contains("before the crash") })
    terminal.type("C-s")
    #expect(terminal.wait(for: "To do"), "\(terminal.screen.joined(separator: "\n"))")
    #expect(leftOver.isEmpty)
  }

  @Test func whatCannotBeNotesIsKeptInItsFile() throws {
    let terminal = try notes(try editor("head -c 1000000 /dev/zero | tr '\\0' x > \"$1\""))
    #expect(
      terminal.wait(for: "that is 1000000 bytes, and 65536 is the most; it is kept"),
      "\(terminal.screen.joined(separator: "\n"))")
    #expect(leftOver.count == 1)
  }

  @Test func whatIsNoTextIsKeptInItsFile() throws {
    let terminal = try notes(try editor("printf 'a\\377\\376b' > \"$1\""))
    #expect(terminal.wait(for: "no text in UTF-8"), "\(terminal.screen.joined(separator: "\n"))")
    #expect(leftOver.count == 1)
  }

  @Test func ofAFileThatTheEditorDeletedNothingIsSaidToBeKept() throws {
    let terminal = try notes(try editor("rm -f \"$1\""))
    #expect(terminal.wait(for: "deleted its file"), "\(terminal.screen.joined(separator: "\n"))")
    #expect(!terminal.screen.contains { $0.contains("is kept in") })
    #expect(leftOver.isEmpty)
  }

  @Test func anEditorThatIsMissingIsNamed() throws {
    var environment = try editor("")
    environment["EDITOR"] = "/no/such/editor"
    let terminal = try notes(environment)
    #expect(
      terminal.wait(for: "“/no/such/editor” was not found; the setting editor names another"),
      "\(terminal.screen.joined(separator: "\n"))")
    #expect(leftOver.isEmpty)
  }
}
