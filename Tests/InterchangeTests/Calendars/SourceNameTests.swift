import Foundation
import TestSupport
import Testing

@testable import Interchange

/// A calendar is kept by the name that it was given, for a link in it may lead elsewhere tomorrow.
@Suite struct SourceNameTests {
  private let folder = TemporaryFolder()

  init() throws {
    for name in ["v1/c", "v2/c"] {
      try FileManager.default.createDirectory(atPath: folder.file(name), withIntermediateDirectories: true)
    }
    try link("cur", to: "v1")
    try link("v1/up", to: "../v2/c")
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: folder.file(name), withDestinationPath: target)
  }

  @Test(arguments: [
    ("cur/c", "cur/c"), ("./cur//c/", "cur/c"), ("v2/../cur/c", "cur/c"), ("cur/c/../c", "cur/c"),
    ("gone/x/", "gone/x"),
    // Above where a link leads is not where the link lies.
    ("cur/../cur/c", "cur/c"), ("cur/up/../c", "v2/c"),
  ])
  func linksStayInAName(given: String, name: String) {
    #expect(SourceName.of(folder.file(given), among: []) == folder.file(name))
  }

  @Test func aNameWithoutARootIsOfTheFolderWhereOneIs() {
    let here = FileManager.default.currentDirectoryPath
    #expect(SourceName.absolute("a/../b.ics") == here + "/b.ics")
    #expect(SourceName.absolute(".") == here && SourceName.absolute("/..") == "/" && SourceName.absolute("//") == "/")
  }

  @Test func whatLeadsToTheSamePlaceIsTheSameCalendar() throws {
    let (given, resolved) = (folder.file("cur/c"), folder.file("v1/c"))
    #expect(SourceName.of(resolved, among: ["/elsewhere", given]) == given)
    #expect(SourceName.of(given, among: [resolved]) == resolved)
    // The very name goes before.
    #expect(SourceName.of(given, among: [resolved, given]) == given)
    #expect(SourceName.matches(given, among: [resolved, given]) == [given])
    try FileManager.default.removeItem(atPath: folder.file("cur"))
    try link("cur", to: "v2")
    #expect(SourceName.matches(given, among: [resolved]) == [])
    #expect(SourceName.of(folder.file("v2/c"), among: [resolved, given]) == given)
  }

  @Test func whatIsGoneIsFoundByWhereItWas() throws {
    try FileManager.default.removeItem(atPath: folder.file("v1"))
    #expect(SourceName.matches(folder.file("v2/../v1/c/"), among: [folder.file("v1/c")]) == [folder.file("v1/c")])
  }

  @Test func whatAProcessCallsItsInputIsNoName() {
    folder.write("", to: "a.ics")
    let input = open(folder.file("a.ics"), O_RDONLY)
    defer { close(input) }
    #expect(SourceName.absolute("/proc/self/fd/\(input)") == folder.file("a.ics"))
  }
}
