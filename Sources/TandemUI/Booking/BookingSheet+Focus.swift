import Mentoring
import Scheduling
import TerminalKit

/// The fields and buttons that the form has by what it is for and how its time stands, and what their keys do.
extension BookingSheet {
  /// In the order of Tab.
  var fields: [Field] {
    if isOver { return [.time, .length, .topic, .confirm] }
    var what: [Field] = moving == nil ? [.time, .length, .room, .topic, .agenda] : [.time, .length]
    if moving == nil { what.append(.repeats) }
    if repetition.isSeries { what.append(.times) }
    if moving?.session.series != nil { what.append(.scope) }
    if showsMessage { what.append(.message) }
    return what + buttons
  }

  /// The buttons that do something; one at least.
  var buttons: [Field] {
    let others: [Field] =
      (explanation?.mayWaive ?? false ? [.anyway] : []) + (offersAsking && !confirmsByAsking ? [.ask] : [])
    return isBlocked && !others.isEmpty ? others : [.confirm] + others
  }

  /// Whether confirming would be refused.
  var isBlocked: Bool { !repetition.isSeries && !confirmsByAsking && explanation?.isOpen == false }

  /// Whether there is a line for the other side: where asking is what is about to be done, or all that can be done.
  var showsMessage: Bool {
    offersAsking && (isAsked || isBlocked || meansToAsk || reachedAsk)
  }

  /// Whether “Ask” stands beside “Book”: not for several of a series.
  var offersAsking: Bool {
    asking.isPossible && !repetition.isSeries && scope == .this && !proposes
  }

  /// Whether it is an answer to what is asked: the other side has to agree to the time.
  var proposes: Bool { moving?.session.status.isHold == true }

  /// What confirming does.
  var verb: (word: String, done: String, doing: String) {
    isOver
      ? ("log", "logged", "logging")
      : proposes
        ? ("propose", "proposed", "proposing")
        : moving != nil ? ("move", "moved", "moving") : ("book", "booked", "booking")
  }

  /// What Enter does where the focus is.
  var enterWord: String {
    switch focus {
    case .ask: "ask"
    case .confirm where repetition.isSeries && moving == nil: "check all"
    case .confirm where confirmsByAsking: "ask"
    case .confirm, .anyway: verb.word
    default: "next"
    }
  }

  /// Whether Enter asks the store where the focus is, and does not only go on to the next field.
  var isOnButton: Bool { [.confirm, .anyway, .ask].contains(focus) }

  /// Whether what the button does can't be had, as is said beside it: other times are offered there.
  var isRefused: Bool { focus == .confirm && isBlocked }

  /// Whether letters are text where the focus is.
  var isTyping: Bool { [.time, .topic, .agenda, .message].contains(focus) }
  /// Whether digits are.
  var takesDigits: Bool { isTyping || focus == .length }
  /// Whether the keys to the sides change what the focus is on.
  var isChoice: Bool { [.length, .room, .repeats, .times, .scope].contains(focus) }

  /// What takes the alternatives, in their order: a digit, with Alt where it would be text.
  var keys: [Key] { ["1", "2", "3"].map { takesDigits ? .alt($0) : .character($0) } }

  /// Which alternative a key takes; Alt with its digit does so everywhere.
  func index(takenBy key: Key) -> Int? {
    guard let index = keys.firstIndex(of: key) ?? ["1", "2", "3"].firstIndex(where: { .alt($0) == key }) else {
      return nil
    }
    return alternatives.indices.contains(index) ? index : nil
  }

  /// Enter on a field: to the next, and from the last to the button that does what the form is for.
  mutating func goOn() {
    moveFocus(1)
    if focus == buttons.first { focus = mainButton }
  }

  /// What the form is for: to ask, where that is what was meant.
  var mainButton: Field { meansToAsk && buttons.contains(.ask) ? .ask : buttons[0] }
}
