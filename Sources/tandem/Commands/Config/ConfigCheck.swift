import ArgumentParser
import Configuration

struct ConfigCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Read the configuration over; exit code 5 where something in it is wrong.")

  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.runUnwarned { environment in
      let configuration = environment.configuration
      let errors = configuration.problems.filter { !$0.isWarning }
      if environment.output.isJSON {
        environment.output.json(
          .fields([
            "path": .string(configuration.file.path), "exists": .bool(configuration.file.exists),
            "problems": .array(
              configuration.problems.map {
                .fields([
                  "severity": $0.isWarning ? "warning" : "error", "line": $0.place.map { .number($0.line) },
                  "column": $0.place.map { .number($0.column) }, "message": .string($0.message),
                ])
              }),
          ]))
      } else {
        for problem in configuration.problems {
          let warning = problem.isWarning ? "warning: " : ""
          Output.message("tandem: \(warning)\(problem.sentence(path: configuration.file.path))")
        }
        if configuration.problems.isEmpty {
          environment.output.note(
            "\(environment.output.good("✓")) \(configuration.file.path) "
              + (configuration.file.exists ? "is fine" : "is not there: every setting has its default"))
        }
      }
      if !errors.isEmpty { throw ExitCode(Failure.Exit.badFile.rawValue) }
    }
  }
}
