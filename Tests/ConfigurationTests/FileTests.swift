import Foundation
import TestSupport
import Testing

@testable import Configuration

@Suite("The configuration's file")
struct FileTests {
  private let folder = TemporaryFolder()
  private var file: ConfigurationFile { ConfigurationFile(path: folder.file("deep/config.toml")) }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test("It is found by XDG_CONFIG_HOME where that is an absolute path, else in the home folder")
  func path() {
    #expect(ConfigurationFile { ["XDG_CONFIG_HOME": "/x"][$0] }.path == "/x/tandem/config.toml")
    #expect(ConfigurationFile { ["XDG_CONFIG_HOME": "x", "HOME": "/h"][$0] }.path == "/h/.config/tandem/config.toml")
  }

  @Test("A first setting makes the file, for its owner alone; mode and link of one that is there are kept")
  func writing() throws {
    #expect(file.read() == ConfigurationDocument())
    try file.write(.theme, "light", opening: "# mine\n")
    #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "# mine\ntheme = \"light\"\n")
    #expect(try mode(file.path) == 0o600)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    let link = ConfigurationFile(path: folder.file("link.toml"))
    try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "deep/config.toml")
    #expect(try link.write(.clock, "12").values[.clock]?.value == "12h")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "deep/config.toml")
    #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "# mine\ntheme = \"light\"\nclock = \"12h\"\n")
    #expect(try mode(file.path) == 0o644)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("deep")) == ["config.toml"])
  }

  @Test("A value that is not taken, a file that is no TOML or a directory changes nothing")
  func refused() throws {
    try file.write(.theme, "light")
    #expect(throws: ConfigurationError("theme is “pink”; it takes auto, dark, light, contrast or mono")) {
      try file.write(.theme, "pink")
    }
    try "theme".write(toFile: file.path, atomically: true, encoding: .utf8)
    #expect(throws: ConfigurationError.self) { try file.write(.theme, "dark") }
    #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "theme")
    let directory = ConfigurationFile(path: folder.path)
    #expect(directory.read().problems.map(\.message) == ["it is a directory; a file is expected there"])
    #expect(throws: ConfigurationError.self) { try directory.write(.theme, "dark") }
    #expect(throws: ConfigurationError.self) { try file.create("x") }
  }
}
