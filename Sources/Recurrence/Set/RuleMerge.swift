import Scheduling

/// Several rules' occurrences as one ascending sequence: a heap by each rule's next, for a file may have thousands.
struct RuleMerge: Sendable {
  private struct Entry {
    var next: Occurrence
    var rest: RuleOccurrences
  }

  private var heap: [Entry] = []
  private(set) var isCut = false
  /// Of those that are over.
  private var stepsSpent = 0

  /// See ``RuleOccurrences/steps``.
  var steps: Int { heap.reduce(stepsSpent) { $0 + $1.rest.steps } }

  init(_ rules: [RuleOccurrences]) {
    for var rule in rules {
      if let next = rule.next() {
        heap.append(Entry(next: next, rest: rule))
      } else {
        stepsSpent += rule.steps
        if rule.isCut { isCut = true }
      }
    }
    for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(index) }
  }

  var first: Occurrence? { heap.first?.next }

  /// Moves every rule behind a reading, which is the first's.
  mutating func pass(_ reading: Int64) {
    while let first = heap.first, first.next.start.reading == reading {
      if let next = heap[0].rest.next() {
        heap[0].next = next
      } else {
        if heap[0].rest.isCut { isCut = true }
        stepsSpent += heap[0].rest.steps
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
      }
      sink(0)
    }
  }

  private mutating func sink(_ index: Int) {
    var index = index
    while true {
      var least = index
      for child in [2 * index + 1, 2 * index + 2] where child < heap.count {
        if heap[child].next.start < heap[least].next.start { least = child }
      }
      guard least != index else { return }
      heap.swapAt(index, least)
      index = least
    }
  }
}
