import Configuration
import TerminalKit

/// What writing a setting came to: all settings as they are now.
struct SettingSaved: Loaded {
  let setting: Setting
  let result: Result<Settings, any Error>
}

extension AppState {
  /// A setting is on disk: the interface heeds it where it can, and says what became of it.
  mutating func take(_ saved: SettingSaved) -> [Effect] {
    let name = saved.setting.rawValue
    let settings: Settings
    switch saved.result {
    case .failure(let error):
      say("\(name) was not changed: \(error)", .error)
      return []
    case .success(let all): settings = all
    }
    let choice = settings[saved.setting]
    let old = context.settings.all[saved.setting]
    if saved.setting.appliesAtOnce {
      context.settings.take(settings)
    } else {
      context.settings.all = settings
    }
    let value = choice.value.isEmpty ? "empty" : choice.value
    switch choice.origin {
    case .flag(let other), .environment(let other):
      say("\(name) is written, but \(other) overrules it: \(value)", .warning)
    case .file, .standard:
      let isDefault = choice.origin == .standard ? " (the default)" : ""
      say(
        "\(name) is \(value)\(isDefault)" + (saved.setting.appliesAtOnce ? "" : ", from the next start on"), .success)
    }
    guard saved.setting.appliesAtOnce, old.value != choice.value else { return [] }
    if saved.setting == .theme { context.theme = Theme.named(context.settings.theme) ?? context.theme }
    if saved.setting == .ascii { context.glyphs = context.settings.isUnicode ? .unicode : .ascii }
    if saved.setting == .mouse { wantsMouse = context.settings.usesMouse }
    calendar.take(context.settings)
    return refreshAll(.shown)
  }
}
