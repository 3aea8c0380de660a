import Foundation
import Glibc
import TandemUI

/// The user's own editor, on a text that goes to it in a file and comes back.
struct TextEditor {
  /// As a shell runs it, so that it may have options.
  let command: String
  /// Bytes of UTF-8 that can come back.
  var longest = Int.max

  /// Waits until the editor ends. Of one that fails, what it had saved by then comes back, with a complaint.
  ///
  /// What can't come back stays in its file, which the complaint names.
  func edit(_ text: String) -> EditedText {
    let path: String
    do {
      path = try Self.file(holding: text)
    } catch {
      return EditedText(text: nil, complaint: "no file for the editor could be written: \(error)")
    }
    let failure = Self.run(command, on: path)
    guard let data = FileManager.default.contents(atPath: path) else {
      return EditedText(text: nil, complaint: Self.complaint(command, lost: path))
    }
    guard let edited = String(data: data, encoding: .utf8) else {
      return EditedText(text: nil, complaint: "what “\(command)” left is no text in UTF-8; it is kept in \(path)")
    }
    // Editors end the last line, too.
    let whole = edited.hasSuffix("\n") ? String(edited.dropLast()) : edited
    guard whole.utf8.count <= longest else {
      return EditedText(
        text: nil,
        complaint: "that is \(whole.utf8.count) bytes, and \(longest) is the most; it is kept in \(path)")
    }
    unlink(path)
    guard let failure else { return EditedText(text: whole) }
    return EditedText(
      text: whole, complaint: "“\(command)” \(failure)" + (whole == text ? "" : "; this is what it had saved"))
  }

  /// What there is to say where no text is left: that the file is gone, or why it can't be read.
  private static func complaint(_ command: String, lost path: String) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    let reason = errno
    if file >= 0 { close(file) }
    if file < 0, reason == ENOENT { return "“\(command)” deleted its file; the text is as it was before" }
    let why = file < 0 ? String(cString: strerror(reason)) : "it is no plain file"
    return "what “\(command)” left in \(path) can't be read: \(why); the text is as it was before"
  }

  /// Runs a program of the user's on a file, with the terminal that there is.
  ///
  /// - Returns: how it failed, in words; nil when it didn't.
  static func run(_ command: String, on path: String) -> String? {
    let quoted = "'" + path.replacing("'", with: "'\\''") + "'"
    let status = system("\(command) \(quoted)")
    if status == 0 { return nil }
    if status < 0 { return "could not be started" }
    let (code, signal) = (status >> 8 & 0xFF, status & 0x7F)
    if code == 127 { return "was not found; the setting editor names another" }
    // A shell says 128 and more for what died of a signal.
    if signal != 0 || code > 128 { return "was ended by signal \(signal != 0 ? signal : code - 128)" }
    return "ended with \(code)"
  }

  /// A new file that only the user can read.
  private static func file(holding text: String) throws -> String {
    let folder = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
    // The system puts letters of its own in place of each X; the ending tells an editor what it is.
    var template = Array("\(folder)/tandem-XXXXXX.txt".utf8CString)
    let descriptor = mkstemps(&template, 4)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try handle.write(contentsOf: Data((text.isEmpty ? "" : text + "\n").utf8))
    try handle.close()
    return path
  }
}
