import ArgumentParser
import Configuration
import Glibc
import PostgresStore

struct ConfigInit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a configuration with every setting in a comment; never over one that is there.")

  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.runUnwarned { environment in
      let file = environment.configuration.file
      try file.create(ConfigCommand.defaultText)
      environment.output.json(ifAsked: ["path": .string(file.path)])
      environment.output.note("wrote \(file.path); “tandem config edit” opens it")
    }
  }
}

struct ConfigGet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "Print the value of a setting.",
    discussion: """
      EXAMPLES
        tandem config get clock
        tandem config get theme --json  and where it came from
      """)

  @OptionGroup var argument: SettingArgument
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let setting = try argument.setting()
      let choice = environment.settings[setting]
      if environment.output.isJSON {
        environment.output.json(
          .fields([
            "key": .string(setting.rawValue), "value": .string(choice.value), "origin": .string(choice.origin.words),
          ]))
      } else {
        environment.output.line(choice.value)
      }
    }
  }
}

struct ConfigSet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Set a setting in the file; all else in it stays as it is.",
    discussion: """
      EXAMPLES
        tandem config set clock 12h
        tandem config set booking.length 45
        tandem config set mail.command "msmtp -a work"
      """)

  @OptionGroup var argument: SettingArgument
  @Argument(help: "Its value.", completion: .custom(Completion.values)) var value: String
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.runUnwarned { environment in
      let setting = try argument.setting()
      do {
        _ = try setting.normalized(value)
      } catch {
        throw Failure(.usage, "invalid", "\(error)")
      }
      // What could never be opened is not written; whether there is anything is seen when it is.
      if setting == .database, case .server(let address) = StorePlace(value), let problem = address.problem {
        throw Failure(.usage, "invalid", "“\(value)” is no address of a server: \(problem)")
      }
      try environment.write(setting, value)
    }
  }
}

struct ConfigUnset: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unset", abstract: "Take a setting out of the file: it goes back to its default.",
    discussion: """
      EXAMPLES
        tandem config unset clock
      """)

  @OptionGroup var argument: SettingArgument
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.runUnwarned { environment in try environment.write(argument.setting(), nil) }
  }
}

struct ConfigEdit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Open the configuration in your editor, and check it afterwards.")

  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.runUnwarned { environment in
      let file = environment.configuration.file
      guard InterfaceOptions.hasTerminal else {
        throw Failure(
          .failure, "noTerminal",
          "an editor needs a terminal, and standard input or output is none; “tandem config set SETTING VALUE” changes "
            + "one without, and the file is \(file.path)")
      }
      if !file.exists { try file.create(ConfigCommand.defaultText) }
      let editor = environment.settings.text(.editor) ?? "vi"
      if let failure = TextEditor.run(editor, on: file.path) {
        throw Failure(.failure, "editorFailed", "the editor “\(editor)” \(failure)")
      }
      let after = LoadedConfiguration()
      for problem in after.problems { Output.message("tandem: \(problem.sentence(path: file.path))") }
      if after.problems.contains(where: { !$0.isWarning && $0.variable == nil }) {
        throw ExitCode(Failure.Exit.badFile.rawValue)
      }
    }
  }
}

extension CommandEnvironment {
  /// Writes a setting, or with nil takes it out, and says what counts now.
  fileprivate func write(_ setting: Setting, _ value: String?) throws {
    let document = try configuration.file.write(setting, value, opening: ConfigCommand.defaultText)
    let choice = Self.settings(options, document)[setting]
    output.json(ifAsked: [
      "key": .string(setting.rawValue), "value": .string(choice.value), "origin": .string(choice.origin.words),
      "path": .string(configuration.file.path),
    ])
    let meaning = setting.meaningOfStandard.map { "not set: \($0)" }
    let shown = choice.value.isEmpty ? meaning ?? "empty" : choice.value
    switch choice.origin {
    case .file, .standard:
      output.note(
        "\(setting.rawValue) is \(shown)"
          + (choice.origin == .standard && !choice.value.isEmpty ? " (the default)" : ""))
    case .environment(let other), .flag(let other):
      output.note("written to \(configuration.file.path), but \(other) overrules it: \(setting.rawValue) is \(shown)")
    }
  }
}
