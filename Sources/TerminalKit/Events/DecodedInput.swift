/// What the next bytes of the input are: so many of them, and what they mean.
struct DecodedInput: Hashable {
  enum Meaning: Hashable {
    case nothing
    case event(Event)
    case pasteBegins
    /// More of a sequence follows that means nothing here.
    case unknownSequence
    /// More of a control string follows, such as a terminal's answer to what another program asked.
    case unknownString
  }

  var length: Int
  var meaning: Meaning

  init(_ length: Int, _ meaning: Meaning = .nothing) {
    self.length = length
    self.meaning = meaning
  }

  init(_ length: Int, _ key: Key?) {
    self.init(length, key.map { .event(.key($0)) } ?? .nothing)
  }
}
