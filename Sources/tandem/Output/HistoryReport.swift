import Mentoring
import Scheduling

/// Tells steps of the history, or one of them with what it changed.
struct HistoryReport {
  let reader: any StoreReader
  let environment: CommandEnvironment
  let actor: Actor
  let times: TimeWording

  private var output: Output { environment.output }

  private var shapes: JSONShapes {
    JSONShapes(reader: reader, zones: environment.zones, viewer: actor, now: environment.now)
  }

  /// Why there may be nothing to tell.
  enum Narrowing {
    /// All there is was asked for.
    case none
    /// Only what holds some words, and nothing else was asked.
    case words
    case filter
  }

  /// What is to be printed.
  enum Told {
    case json(JSONValue)
    case note(String)
    case lines([String])

    func print(on output: Output) {
      switch self {
      case .json(let value): output.json(value)
      case .note(let text): output.note(text)
      case .lines(let lines): for line in lines { output.line(line) }
      }
    }
  }

  func told(_ steps: [Step], narrowedBy narrowing: Narrowing) throws -> Told {
    if output.isJSON { return .json(.fields(["history": .array(try steps.map { try shapes.step($0) })])) }
    if steps.isEmpty {
      switch narrowing {
      case .none: return .note("nothing was done yet")
      case .words: return .note("no step holds these words")
      case .filter: return .note("no step fits what was asked")
      }
    }
    let width = steps.map { String($0.id).count }.max() ?? 1
    let summaries = try summaries(steps)
    return .lines(
      try steps.map { step in
        let number = String(repeating: " ", count: width - String(step.id).count) + String(step.id)
        let head = output.dim("\(number)  \(times.moment(step.at))")
        return "\(head)  \(step.actor)  \(try words(step, summaries))"
      })
  }

  /// Each with its times on the reader's clock; an operator, who has none, reads them as the history has them.
  private func summaries(_ steps: [Step]) throws -> [Int64: [String]] {
    guard let person = actor.person else { return [:] }
    return try SummaryWording(times, zones: environment.zones).forms(of: steps, reader, for: person)
  }

  private func words(_ step: Step, _ summaries: [Int64: [String]]) throws -> String {
    let reason = step.reason.isEmpty ? "" : " (\(step.reason))"
    let reversal = try reader.reversal(of: step.id)
    return (summaries[step.id]?.first ?? step.summary) + reason
      + (reversal.map { output.dim(" · \(step.kind == .undo ? "done again" : "undone") in \($0.id)") } ?? "")
  }

  /// One step, and each thing that it changed, before and after.
  func told(of id: Int64) throws -> Told {
    guard let step = try reader.step(id) else {
      throw CommandError.notFound("there is no step \(id); “tandem history” lists them")
    }
    let shown = try reader.steps(
      StepFilter(session: nil, before: id + 1, limit: 1).visible(to: actor))
    guard shown.first?.id == id else {
      throw CommandError.notPermitted("step \(id) is not about \(actor.login); its people or a coordinator can see it")
    }
    let lines = try ChangeWording(reader, viewer: actor, times: times).lines(try reader.changes(of: id))
    if output.isJSON {
      let changes = lines.map { line -> JSONValue in
        .fields([
          "thing": line.thing.isEmpty ? nil : .string(line.thing), "field": .string(line.field),
          "before": line.before.map { .string($0) }, "after": line.after.map { .string($0) },
        ])
      }
      return .json(.fields(["step": try shapes.step(step), "changes": .array(changes)]))
    }
    let head = "\(step.id)  \(times.moment(step.at))  \(step.actor)  \(try words(step, summaries([step])))"
    return .lines(
      [head] + lines.flatMap { ($0.thing.isEmpty ? [] : ["  \($0.thing)"]) + ["    \($0.text)"] })
  }
}
