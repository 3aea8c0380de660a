import ArgumentParser
import Configuration
import TandemUI

/// The configuration, joined with the environment and the command line.
struct LoadedConfiguration {
  let file: ConfigurationFile
  let document: ConfigurationDocument
  let keys: KeyChoices
  /// Of the file and of its table `keys`, in the order of their places, then of the environment.
  let problems: [Problem]

  init() {
    file = ConfigurationFile(variable: CommandEnvironment.variable)
    document = file.read()
    let ofVariables = Settings.problems(variable: CommandEnvironment.variable)
    guard !document.keys.isEmpty else {
      (keys, problems) = (KeyChoices(), document.problems + ofVariables)
      return
    }
    let (choices, wrong) = KeyCatalog.choices(document.keys)
    keys = choices
    let ofFile = (document.problems + wrong).sorted {
      ($0.place ?? Place(line: 0, column: 0)) < ($1.place ?? Place(line: 0, column: 0))
    }
    problems = ofFile + ofVariables
  }

  /// One sentence for all problems that do harm, or only for the first and how many follow; nil without any.
  var notice: String? { sentence(for: problems.filter { !$0.isWarning }, in: file.path) }

  /// The same for what does no harm.
  var warning: String? { sentence(for: problems.filter(\.isWarning), in: file.path) }

  /// The same for the interface, whose status line has no room for the whole path; the settings screen has it.
  var shortNotice: String? { sentence(for: problems.filter { !$0.isWarning }, in: file.name) }

  /// For the interface, too: what does no harm.
  var shortWarning: String? { sentence(for: problems.filter(\.isWarning), in: file.name) }

  private func sentence(for problems: [Problem], in file: String) -> String? {
    guard let first = problems.first else { return nil }
    let rest = problems.count == 1 ? "" : " (and \(problems.count - 1) more: “tandem config check”)"
    return first.sentence(path: file) + rest
  }

  /// Told once a command, before it does anything.
  func warn(_ options: GlobalOptions) {
    if let notice { Output.message("tandem: \(notice)") }
    guard !options.quiet else { return }
    for problem in problems where problem.isWarning {
      Output.message("tandem: warning: \(problem.sentence(path: file.path))")
    }
  }
}

extension GlobalOptions {
  /// What the command line says of settings.
  var flags: [Setting: String] {
    var flags: [Setting: String] = [:]
    if let database { flags[.database] = database }
    if let actor { flags[.login] = actor }
    switch color {
    case .auto: break
    case .always: flags[.colors] = "truecolor"
    case .never: flags[.colors] = "none"
    }
    return flags
  }
}

extension CommandEnvironment {
  /// Every setting as it counts for this command.
  static func settings(_ options: GlobalOptions, _ document: ConfigurationDocument) -> Settings {
    Settings(document, variable: variable, flags: options.flags)
  }

  /// Minutes of a session where neither the command line nor its pair says.
  var standardLength: Int { settings.number(.bookingLength) }

  /// Refuses to go on with a setting that the file has and that can't be read.
  func require(_ setting: Setting) throws {
    guard configuration.document.misread.contains(setting), !settings[setting].origin.overrulesFile else { return }
    let place = configuration.document.problems.first { $0.message.hasPrefix(setting.rawValue) }
    throw Failure(
      .failure, "badConfiguration",
      place?.sentence(path: configuration.file.path) ?? "\(configuration.file.path): \(setting.rawValue) is wrong")
  }
}
