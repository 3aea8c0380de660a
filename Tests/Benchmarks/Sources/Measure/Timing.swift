/// How long something took, again and again.
struct Timing {
  /// Nanoseconds, ascending.
  private(set) var samples: [Double]

  /// Runs `body` `runs` times after a tenth as many to warm up.
  ///
  /// - Parameter repeats: calls a sample, for what is shorter than the clock's own cost.
  init(runs: Int, repeats: Int = 1, _ body: () throws -> Void) rethrows {
    samples = []
    let clock = ContinuousClock()
    for run in -(runs / 10)..<runs {
      let taken = try clock.measure { for _ in 0..<repeats { try body() } }
      if run >= 0 { samples.append(Self.nanoseconds(taken) / Double(repeats)) }
    }
    samples.sort()
  }

  init(nanoseconds: [Double]) { samples = nanoseconds.sorted() }

  static func nanoseconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) * 1e9 + Double(duration.components.attoseconds) / 1e9
  }

  func at(_ share: Double) -> Double {
    samples.isEmpty ? 0 : samples[min(samples.count - 1, Int(share * Double(samples.count)))]
  }

  /// `median 1.234 ms, 99th percentile 2.345, worst 3.456`
  func text(unit: String, nanoseconds: Double) -> String {
    func figure(_ value: Double) -> String {
      let thousandths = Int((value / nanoseconds * 1_000).rounded())
      let rest = String(thousandths % 1_000)
      return "\(thousandths / 1_000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }
    return "median \(figure(at(0.5))) \(unit), 99th percentile \(figure(at(0.99))), worst \(figure(at(1)))"
  }
}

/// Keeps the optimizer from leaving out what nobody looks at.
@inline(never)
func use<Value>(_ value: Value) {}
