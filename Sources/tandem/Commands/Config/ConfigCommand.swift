import ArgumentParser
import Configuration
import TandemUI
import TerminalKit

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Show, check and change the configuration.",
    discussion: """
      EXAMPLES
        tandem config                every setting, its value, and where it came from
        tandem config init           write a file with every setting in a comment
        tandem config set clock 12h  change one; comments stay
        tandem config unset clock    back to the default
        tandem config check          read the file over; exit code 5 for errors

      The file is $XDG_CONFIG_HOME/tandem/config.toml (~/.config without that variable). A flag overrules the
      environment, which overrules the file.
      """,
    subcommands: [
      ConfigShow.self, ConfigCheck.self, ConfigInit.self, ConfigGet.self, ConfigSet.self, ConfigUnset.self,
      ConfigEdit.self,
    ],
    defaultSubcommand: ConfigShow.self)

  /// The file that `config init` writes.
  static var defaultText: String {
    DefaultText.text(
      actions: KeyCatalog.tables.joined().map { action in
        (action.name, action.keys.map(\.description), action.label)
      })
  }
}

/// The setting that a command is about.
struct SettingArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The setting, as “tandem config” lists it.", valueName: "setting"),
    completion: .list(Setting.allCases.map(\.rawValue)))
  var name: String

  func setting() throws -> Setting {
    if let setting = Setting(rawValue: name) { return setting }
    let near = nearest(to: name, among: Setting.allCases.map(\.rawValue))
    throw Failure(
      .notFound, "notFound",
      "there is no setting “\(name.prefix(80))”"
        + (near.map { "; did you mean \($0)?" } ?? "; “tandem config” lists them")
        + (name.hasPrefix("keys.") ? " (keys are changed in the file: “tandem config edit”)" : ""))
  }
}
