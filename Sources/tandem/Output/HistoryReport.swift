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

  func tell(_ steps: [Step], narrowedBy narrowing: Narrowing) throws {
    if output.isJSON {
      output.json(.fields(["history": .array(try steps.map { try shapes.step($0) })]))
      return
    }
    if steps.isEmpty {
      switch narrowing {
      case .none: output.note("nothing was done yet")
      case .words: output.note("no step holds these words")
      case .filter: output.note("no step fits what was asked")
      }
    }
    let width = steps.map { String($0.id).count }.max() ?? 1
    for step in steps {
      let number = String(repeating: " ", count: width - String(step.id).count) + String(step.id)
      output.line("\(output.dim("\(number)  \(times.moment(step.at))"))  \(step.actor)  \(try words(step))")
    }
  }

  private func words(_ step: Step) throws -> String {
    let reason = step.reason.isEmpty ? "" : " (\(step.reason))"
    let reversal = try reader.reversal(of: step.id)
    return step.summary + reason
      + (reversal.map { output.dim(" · \(step.kind == .undo ? "done again" : "undone") in \($0.id)") } ?? "")
  }

  /// One step, and each thing that it changed, before and after.
  func tell(_ id: Int64) throws {
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
      output.json(.fields(["step": try shapes.step(step), "changes": .array(changes)]))
      return
    }
    output.line("\(step.id)  \(times.moment(step.at))  \(step.actor)  \(try words(step))")
    for line in lines {
      if !line.thing.isEmpty { output.line("  \(line.thing)") }
      output.line("    \(line.text)")
    }
  }
}
