import ArgumentParser
import Configuration
import Mentoring
import Scheduling

/// What the shell offers where people, pairs, sessions and values are named. Never says why it has nothing to offer.
enum Completion {
  /// Sessions offered at most.
  private static let mostSessions = 50

  static func pairs(_ words: [String], _: Int, _: String) -> [String] {
    read(words) { reader in
      let logins = Dictionary(try reader.people().map { ($0.id, $0.login) }, uniquingKeysWith: { $1 })
      return try reader.pairs().compactMap { pair in
        guard let mentor = logins[pair.mentor], let mentee = logins[pair.mentee] else { return nil }
        return "\(mentor)/\(mentee)"
      }
    }
  }

  static func logins(_ words: [String], _: Int, _: String) -> [String] {
    read(words) { try $0.people().map(\.login) }
  }

  /// Numbers of sessions of whoever acts, those to come first and then the last; of all for a coordinator.
  static func sessions(_ words: [String], _: Int, _: String) -> [String] {
    read(words) { reader, environment in
      let actor = try environment.actor(reader)
      let (person, now) = (actor.isCoordinator ? nil : actor.person, environment.now)
      let coming = SessionFilter(
        interval: Interval(start: now, seconds: 3_660 * 86_400), person: person, limit: mostSessions)
      let past = SessionFilter(interval: Interval(now + -90 * 86_400, now), person: person)
      let found = try reader.sessions(coming) + reader.sessions(past).reversed()
      return found.prefix(mostSessions).map { String($0.id.rawValue) }
    }
  }

  /// Values that the setting before it takes.
  static func values(_ words: [String], _: Int, _: String) -> [String] {
    guard let setting = words.lazy.compactMap(Setting.init(rawValue:)).first else { return [] }
    return switch setting.kind {
    case .choice(let values): values
    case .flag: ["true", "false"]
    case .text, .number: []
    }
  }

  private static func read(_ words: [String], _ body: (any StoreReader) throws -> [String]) -> [String] {
    read(words) { reader, _ in try body(reader) }
  }

  private static func read(
    _ words: [String], _ body: (any StoreReader, CommandEnvironment) throws -> [String]
  ) -> [String] {
    func value(of option: String) -> String? {
      words.firstIndex(of: option).flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
    }
    var options = GlobalOptions()
    options.json = false
    options.quiet = true
    options.color = .never
    options.readOnly = true
    options.actor = value(of: "--as").flatMap { $0.isEmpty ? nil : $0 }
    options.database = value(of: "--db")
    guard let environment = try? CommandEnvironment(options), let store = try? environment.store(isLooking: true) else {
      return []
    }
    return (try? store.read { try body($0, environment) }) ?? []
  }
}

struct Completions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print the completion script of a shell.",
    discussion: """
      EXAMPLES
        tandem completions bash > ~/.local/share/bash-completion/completions/tandem
        tandem completions zsh > "${fpath[1]}/_tandem"
        tandem completions fish > ~/.config/fish/completions/tandem.fish
      """)

  enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

  @Argument(help: "bash, zsh or fish.") var shell: Shell

  func run() throws {
    let kind: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    Output.help(Tandem.completionScript(for: kind))
  }
}
