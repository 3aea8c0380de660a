/// How far a program is filled, and what is advised where there is nothing to show yet.
enum ProgramFill: Hashable, Sendable {
  case nobody, people, pairs

  /// What to do next, in a sentence; nil where there are pairs.
  var advice: String? {
    switch self {
    case .nobody:
      "Nobody is here yet: “tandem import people FILE”, then “tandem import pairs FILE”. “tandem demo” shows a full one."
    case .people: "There are no pairs yet: “tandem import pairs FILE” makes them."
    case .pairs: nil
    }
  }
}
