import Mentoring
import Scheduling

extension Session {
  /// The text that ``JSONText`` would make, sorted keys and all, without its cost: a third of a booking's time under the
  /// lock went there.
  var json: String {
    var text = #"{"agenda":"# + Self.quoted(agenda)
    if let closing {
      text += #","closing":{"at":"# + String(closing.at.seconds)
      if let person = closing.by { text += #","by":"# + String(person.rawValue) }
      text += "}"
    }
    text += #","id":"# + String(id.rawValue)
    text += #","interval":{"end":"# + String(interval.end.seconds)
    text += #","start":"# + String(interval.start.seconds)
    text += #"},"mentee":"# + String(mentee.rawValue)
    text += #","menteeBuffer":"# + String(menteeBuffer)
    text += #","mentor":"# + String(mentor.rawValue)
    text += #","mentorBuffer":"# + String(mentorBuffer)
    if let originalStart { text += #","originalStart":"# + String(originalStart.seconds) }
    text += #","pair":"# + String(pair.rawValue)
    text += #","reason":"# + Self.quoted(reason)
    if let request {
      text += #","request":{"#
      if let agreed = request.agreed {
        text += #""agreed":{"interval":{"end":"# + String(agreed.interval.end.seconds)
        text += #","start":"# + String(agreed.interval.start.seconds)
        text += #"},"waivers":"# + Self.list(agreed.waivers) + "},"
      }
      text += #""deadline":"# + String(request.deadline.seconds)
      text +=
        #","message":"# + Self.quoted(request.message) + #","proposer":"# + String(request.proposer.rawValue) + "}"
    }
    if let room { text += #","room":"# + String(room.rawValue) }
    text += #","sequence":"# + String(sequence)
    if let series { text += #","series":"# + String(series.rawValue) }
    text += #","status":""# + status.rawValue
    text += #"","topic":"# + Self.quoted(topic)
    text += #","uid":"# + Self.quoted(uid)
    if !waivers.isEmpty { text += #","waived":"# + Self.list(waivers) }
    text += #","zone":"# + Self.quoted(zone)
    return text + "}"
  }

  private static func list(_ waivers: [Waiver]) -> String {
    let items = waivers.map { waiver in
      let person = waiver.person.map { #","person":"# + String($0.rawValue) } ?? ""
      return #"{"code":"# + quoted(waiver.code) + person + "}"
    }
    return "[" + items.joined(separator: ",") + "]"
  }

  /// A JSON string (RFC 8259, 7): only quotes, backslashes and control characters need escapes.
  private static func quoted(_ text: String) -> String {
    let needsEscape = text.utf8.contains { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
    guard needsEscape else { return "\"\(text)\"" }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
