/// The file that `tandem config init` writes: every setting, commented out at its default.
public enum DefaultText {
  /// - Parameter actions: each screen's actions with their keys, in order, as the table `keys` names them.
  public static func text(actions: [(name: String, keys: [String], label: String)]) -> String {
    var lines = [
      "# Tandem's configuration (TOML). Each line that begins with “# name =” shows a default: take the # away to set it.",
      "# A flag overrules the environment, which overrules this file. “tandem config check” reads it over.",
    ]
    var table = ""
    for setting in Setting.allCases {
      if setting.table != table {
        table = setting.table
        lines += ["", "[\(table)]"]
      }
      lines += ["", "# \(setting.help)"]
      lines.append("# " + takes(setting))
      lines.append("# \(setting.leaf) = \(setting.literal(setting.standard))")
    }
    lines += [
      "", "[keys]", "",
      "# Which keys run what: a key or a list of them, in place of those shown; [] takes all away. Keys are written",
      "# enter, tab, esc, space, backspace, up, pgdn, f5, G, ctrl-r, alt-x, shift-left. Digits are counts.", "",
    ]
    for action in actions {
      let keys = action.keys.map { Setting.theme.literal($0) }.joined(separator: ", ")
      lines.append("# \(action.name) = [\(keys)]  # \(action.label)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func takes(_ setting: Setting) -> String {
    var text = "Takes \(setting.accepted)"
    if let meaning = setting.meaningOfStandard {
      text += "; \(setting.standard.isEmpty ? "empty" : setting.standard): \(meaning)"
    }
    let others = (setting.flag.map { [$0] } ?? []) + setting.variables
    return text + (others.isEmpty ? "" : ". Overruled by \(others.joined(separator: ", "))")
  }
}
