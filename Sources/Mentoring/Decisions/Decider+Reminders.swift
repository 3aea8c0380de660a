extension Decider {
  /// Takes reminders for oneself to give: of several programs that try, one gets each. The history does not tell it.
  func remind(_ keys: [String]) throws -> Decision {
    let free = try keys.filter { try !store.isReminded($0) }
    var decision = Decision(
      command: "remind", changes: free.map { .reminded(key: $0, at: now) },
      summary: "\(free.count) \(free.count == 1 ? "reminder" : "reminders")")
    decision.isRecorded = false
    decision.unchanged = keys.count - free.count
    return decision
  }
}
