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

  /// Numbers of sessions of whoever acts that are not over, the next first; of all for a coordinator.
  static func coming(_ words: [String], _: Int, _: String) -> [String] {
    numbers(words) { try coming($0, of: $1, at: $2) }
  }

  /// Of those that are over, the last first.
  static func past(_ words: [String], _: Int, _: String) -> [String] {
    numbers(words) { try past($0, of: $1, at: $2) }
  }

  static func sessions(_ words: [String], _: Int, _: String) -> [String] {
    numbers(words) { reader, person, now in
      try (coming(reader, of: person, at: now).prefix(mostSessions / 2) + past(reader, of: person, at: now))
    }
  }

  /// Of those that wait for an answer.
  static func requests(_ words: [String], _: Int, _: String) -> [String] {
    numbers(words) { reader, person, now in
      try reader.openRequests(of: person).filter { $0.status(at: now).isHold }
    }
  }

  private static func coming(_ reader: any StoreReader, of person: PersonID?, at now: Instant) throws -> [Session] {
    let ahead = Interval(start: now, seconds: 3_660 * 86_400)
    return try reader.sessions(SessionFilter(interval: ahead, person: person, limit: mostSessions))
  }

  /// Longer and longer ago, until there are enough: a large program has more than that of one day.
  private static func past(_ reader: any StoreReader, of person: PersonID?, at now: Instant) throws -> [Session] {
    var found: [Session] = []
    for days in [1, 7, 90] where found.count < mostSessions {
      found = try reader.sessions(SessionFilter(interval: Interval(now + -days * 86_400, now), person: person)).filter {
        $0.interval.end <= now
      }
    }
    return found.reversed()
  }

  /// - Parameter find: finds sessions of a person, of everybody for nil.
  private static func numbers(
    _ words: [String], _ find: (any StoreReader, PersonID?, Instant) throws -> some Sequence<Session>
  ) -> [String] {
    read(words, acting: true) { reader, environment in
      let actor = try environment.actor(reader)
      return try find(reader, actor.isCoordinator ? nil : actor.person, environment.now).prefix(mostSessions).map {
        String($0.id.rawValue)
      }
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

  /// - Parameter acting: whether it matters who acts; the word behind `--as` may be begun only.
  private static func read(
    _ words: [String], acting: Bool = false, _ body: (any StoreReader, CommandEnvironment) throws -> [String]
  ) -> [String] {
    /// Behind the option, or in one word with it, which bash takes apart.
    func value(of option: String) -> String? {
      if let word = words.first(where: { $0.hasPrefix("\(option)=") }) {
        return String(word.dropFirst(option.count + 1))
      }
      guard let index = words.firstIndex(of: option) else { return nil }
      return words[(index + 1)...].first { $0 != "=" }
    }
    var options = GlobalOptions()
    options.json = false
    options.quiet = true
    options.color = .never
    options.readOnly = true
    options.actor = acting ? value(of: "--as").flatMap { $0.isEmpty ? nil : $0 } : nil
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
