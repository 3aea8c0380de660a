import Foundation

/// Another process, with what it wrote.
public final class ChildProcess {
  private let process = Process()
  private let output = Pipe()
  private let errors = Pipe()

  /// - Parameters:
  ///   - program: a product of this package, built beside the tests; or an absolute path.
  ///   - input: a file that it reads from its standard input; nil for nothing.
  public init(
    _ program: String, _ arguments: [String], environment: [String: String] = [:], input: String? = nil
  ) throws {
    process.executableURL =
      program.hasPrefix("/") ? URL(fileURLWithPath: program) : Self.products.appendingPathComponent(program)
    process.arguments = arguments
    // Nothing of the machine's own settings leaks in.
    let kept = ["PATH", "HOME", "LD_LIBRARY_PATH"].reduce(into: [String: String]()) { result, name in
      result[name] = ProcessInfo.processInfo.environment[name]
    }
    process.environment = kept.merging(environment) { $1 }
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = input.flatMap { FileHandle(forReadingAtPath: $0) } ?? FileHandle.nullDevice
    try process.run()
  }

  public func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

  /// As Ctrl-C does.
  public func interrupt() { Foundation.kill(process.processIdentifier, SIGINT) }

  /// Waits for its end.
  public func finish() -> (status: Int32, output: String, errors: String) {
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaints = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text, complaints)
  }

  /// Where the build puts products: the folder that the test bundle lies in.
  public static var products: URL {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: bundle).deletingLastPathComponent()
  }
}
