import ArgumentParser
import Testing

@testable import tandem

@Suite struct CommandNameTests {
  /// A command without a name has its type's, which the parser asks the runtime for: for all of them that took more than
  /// half of what `tandem agenda` did.
  @Test func everyCommandNamesItself() {
    var left: [any ParsableCommand.Type] = [Tandem.self]
    var unnamed: [String] = []
    while let command = left.popLast() {
      if command.configuration.commandName == nil { unnamed.append("\(command)") }
      left += command.configuration.subcommands
    }
    #expect(unnamed.isEmpty)
  }
}
