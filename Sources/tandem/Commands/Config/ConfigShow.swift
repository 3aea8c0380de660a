import ArgumentParser
import Configuration

struct ConfigShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "List every setting, its value, and where it came from.")

  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let (file, settings) = (environment.configuration.file, environment.settings)
      if environment.output.isJSON {
        environment.output.json(
          .fields([
            "path": .string(file.path), "exists": .bool(file.exists),
            "settings": .array(
              Setting.allCases.map { setting in
                .fields([
                  "key": .string(setting.rawValue), "value": Self.json(settings[setting].value, setting),
                  "origin": .string(settings[setting].origin.words), "default": Self.json(setting.standard, setting),
                ])
              }),
            "keys": .array(
              settings.keys.map {
                .fields([
                  "action": .string($0.action), "keys": .array($0.keys.map { .string($0) }),
                  "line": .number($0.place.line),
                ])
              }),
          ]))
        return
      }
      environment.output.note(file.path + (file.exists ? "" : " (not there; “tandem config init” makes it)"))
      environment.output.table(
        ["Setting", "Value", "From"],
        Setting.allCases.map { setting in
          let value = settings[setting].value
          return [
            setting.rawValue, value.isEmpty ? "(\(setting.meaningOfStandard ?? "none"))" : value,
            settings[setting].origin.words,
          ]
        } + settings.keys.map { ["keys.\($0.action)", $0.keys.joined(separator: " "), "line \($0.place.line)"] })
    }
  }

  private static func json(_ value: String, _ setting: Setting) -> JSONValue {
    switch setting.kind {
    case .flag: .bool(value == "true")
    case .number: Int(value).map { .number($0) } ?? .string(value)
    case .text, .choice: .string(value)
    }
  }
}
