/// The interface was left while something was still being written. Told once the terminal is given back.
struct UnfinishedWrites: Error, CustomStringConvertible {
  let count: Int

  var description: String {
    count == 1
      ? "you left before the last change was known to be saved; “tandem history” tells whether it was"
      : "you left before the last \(count) changes were known to be saved; “tandem history” tells which were"
  }
}
