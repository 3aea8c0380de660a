import Foundation

extension PostgresCluster {
  /// Stops all of the server's processes as a machine that hangs does: connections stay, and nobody answers.
  public func freeze() throws { try signal(SIGSTOP) }

  /// Lets them go on.
  public func thaw() throws { try signal(SIGCONT) }

  private func signal(_ number: Int32) throws {
    let text = try String(contentsOfFile: "\(folder)/data/postmaster.pid", encoding: .utf8)
    guard let main = text.split(separator: "\n").first.flatMap({ pid_t($0) }) else {
      throw Missing(description: "the server does not run")
    }
    // The one that makes others first, so that none is missed.
    kill(main, number)
    for child in Self.children(of: main) { kill(child, number) }
  }

  private static func children(of parent: pid_t) -> [pid_t] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap { pid_t($0) }.filter { process in
      let status = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
      // The name stands in parentheses, and may hold anything; after it come the state and the parent.
      guard let end = status.lastIndex(of: ")") else { return false }
      return status[end...].split(separator: " ").dropFirst(2).first.flatMap { pid_t($0) } == parent
    }
  }
}
