import ArgumentParser
import Glibc
import Mentoring
import SQLiteStore
import Scheduling
import Tables

struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check the database, the configuration, their folders, the zones and the terminal, and say what to do.",
    discussion: """
      EXAMPLES
        tandem doctor
        tandem doctor --db team.db --json
      """)

  @OptionGroup var options: GlobalOptions

  struct Finding {
    var what: String
    /// Nil when all is well.
    var advice: String?
    var detail: String
  }

  func run() throws {
    // What is wrong with the configuration is one of the findings.
    try options.runUnwarned { environment in
      let findings = [
        database(environment), configuration(environment), state(environment), zones(environment), locale(), terminal(),
        actor(environment),
      ].compactMap(\.self)
      let output = environment.output
      if output.isJSON {
        output.json(
          .fields([
            "checks": .array(
              findings.map {
                .fields([
                  "check": .string($0.what), "ok": .bool($0.advice == nil), "detail": .string($0.detail),
                  "advice": $0.advice.map { .string($0) },
                ])
              })
          ]))
      } else {
        for finding in findings {
          let mark = finding.advice == nil ? output.good("✓") : output.bad("✗")
          output.line("\(mark) \(finding.what): \(finding.detail)")
          if let advice = finding.advice { output.line("    \(advice)") }
        }
      }
      if findings.contains(where: { $0.advice != nil }) { throw ExitCode(1) }
    }
  }

  private func database(_ environment: CommandEnvironment) -> Finding {
    do {
      if case .file(let path) = environment.place, isNotThere(path) { return missing(path, environment) }
      let store = try environment.database()
      let damage = try (store as? ProgramDatabase)?.check() ?? []
      let differences = try damage.isEmpty ? store.schemaDifferences() : []
      let counts = try (store as any Store).read {
        _ = try $0.program()
        return Self.counts(try $0.people().count, try $0.pairs().count)
      }
      return Finding(
        what: "database",
        advice: damage.isEmpty
          ? differences.isEmpty ? readOnlyAdvice(store, environment) : remedy(differences, environment)
          : "restore it from a backup: \(damage.prefix(3).joined(separator: "; "))",
        detail: "\(environment.place.title), \(counts)"
          + (store.readOnlyCause.map { ", for reading only: \($0)" } ?? ""))
    } catch CommandError.notPermitted(let text) {
      return Finding(what: "database", advice: "leave out --as, TANDEM_AS and the setting login", detail: text)
    } catch {
      return Finding(
        what: "database", advice: "name another database with --db, or mend this one",
        detail: (error as? StoreError)?.message ?? (error as? Failure)?.message ?? "\(error)")
    }
  }

  /// Whether a file could lie there and does not: a name too long or one that leads to itself is another matter, and so is a server's.
  private func isNotThere(_ path: String) -> Bool {
    !path.contains("://") && access(path, F_OK) != 0 && errno == ENOENT
  }

  /// What to do where nothing can be written, unless that is as it was asked for.
  private func readOnlyAdvice(_ store: any TableStore, _ environment: CommandEnvironment) -> String? {
    guard store.readOnlyCause != nil, !environment.options.readOnly else { return nil }
    if environment.isOnServer { return "name the server that is written to, beside this one or alone" }
    return "make room, or have the file and its folder made writable for you, and booking goes on"
  }

  private static func counts(_ people: Int, _ pairs: Int) -> String {
    "\(people) \(people == 1 ? "person" : "people"), \(pairs) \(pairs == 1 ? "pair" : "pairs")"
  }

  private func zones(_ environment: CommandEnvironment) -> Finding {
    do {
      let zone = try environment.zones.zone(named: "Europe/Berlin")
      return Finding(what: "time zones", advice: nil, detail: "the system's rules are readable (\(zone.name))")
    } catch {
      return Finding(
        what: "time zones", advice: "install the package tzdata", detail: "the system has no zone rules: \(error)")
    }
  }

  private func locale() -> Finding {
    setlocale(LC_ALL, "")
    let name = String(cString: nl_langinfo(nl_item(CODESET)))
    let isUTF8 = name == "UTF-8"
    return Finding(
      what: "locale",
      advice: isUTF8 ? nil : "set LANG to a UTF-8 locale such as C.UTF-8 for borders and names as they are",
      detail: name + (isUTF8 ? "" : ": screens are drawn in ASCII"))
  }

  private func terminal() -> Finding {
    let type = CommandEnvironment.variable("TERM") ?? ""
    if isatty(STDOUT_FILENO) == 0 {
      return Finding(
        what: "terminal", advice: nil, detail: "output goes to a pipe or a file; the interface needs a terminal")
    }
    let isUsable = !type.isEmpty && type != "dumb"
    return Finding(
      what: "terminal", advice: isUsable ? nil : "set TERM to what your terminal is, for instance xterm-256color",
      detail: type.isEmpty ? "TERM is not set" : type)
  }

  /// Nil when there is no database that could say.
  private func actor(_ environment: CommandEnvironment) -> Finding? {
    let login = environment.login
    var found: Person?
    var isOwner = false
    let isMissing = if case .file(let path) = environment.place { isNotThere(path) } else { false }
    if !isMissing {
      guard let store = try? environment.database(),
        let known = try? (store as any Store).read({ ([try $0.person(login: login)], $0.owner != nil) })
      else { return nil }
      (found, isOwner) = (known.0[0], known.1)
    }
    guard let person = found else {
      return Finding(
        what: "you", advice: nil, detail: "\(login), no person of this program: you act as its coordinator")
    }
    return Finding(
      what: "you", advice: nil,
      detail: "\(login), \(person.name), \(person.role.rawValue)"
        + (isOwner ? "; you own the database, and may do everything in it" : ""))
  }
}
