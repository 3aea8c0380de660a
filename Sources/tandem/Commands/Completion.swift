import ArgumentParser
import Mentoring
import SQLiteStore

/// What the shell offers where people and pairs are named. Never says why it has nothing to offer.
enum Completion {
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

  private static func read(_ words: [String], _ body: (any StoreReader) throws -> [String]) -> [String] {
    var options = GlobalOptions()
    options.json = false
    options.quiet = true
    options.color = .never
    options.readOnly = true
    options.actor = nil
    options.database = words.firstIndex(of: "--db").flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
    guard let environment = try? CommandEnvironment(options), let store = try? environment.store(isLooking: true) else {
      return []
    }
    return (try? store.read(body)) ?? []
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
