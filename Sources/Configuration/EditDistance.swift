/// Edits that turn one word into another (Levenshtein). O(*n* · *m*).
public func editDistance(_ one: String, _ other: String) -> Int {
  let (left, right) = (Array(one), Array(other))
  var row = Array(0...right.count)
  for (i, a) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, b) in right.enumerated() {
      let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (a == b ? 0 : 1))
      diagonal = row[j + 1]
      row[j + 1] = next
    }
  }
  return row[right.count]
}

/// The name that is most like a word; nil when none is near: more than a third of its letters differ.
///
/// A word longer than any name could be is near to none, and costs nothing.
public func nearest(to word: String, among names: [String]) -> String? {
  guard word.count <= 80 else { return nil }
  let ranked = names.map { (name: $0, distance: editDistance(word.lowercased(), $0.lowercased())) }
  guard let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= max(2, word.count / 3) else {
    return nil
  }
  return best.name
}
