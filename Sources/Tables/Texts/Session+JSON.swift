import Mentoring
import Scheduling

extension Session {
  /// The text that ``JSONText`` would make, sorted keys and all, without its cost: a third of a booking's time under the
  /// lock went there.
  var json: String {
    var text = ""
    // Most are that long; and appending one after the other makes no text in between.
    text.reserveCapacity(512)
    func put(_ name: String, _ value: String) {
      text += name
      text += value
    }
    put(#"{"agenda":"#, Self.quoted(agenda))
    if let closing {
      put(#","closing":{"at":"#, String(closing.at.seconds))
      if let person = closing.by { put(#","by":"#, String(person.rawValue)) }
      text += "}"
    }
    put(#","id":"#, String(id.rawValue))
    put(#","interval":{"end":"#, String(interval.end.seconds))
    put(#","start":"#, String(interval.start.seconds))
    put(#"},"mentee":"#, String(mentee.rawValue))
    put(#","menteeBuffer":"#, String(menteeBuffer))
    put(#","mentor":"#, String(mentor.rawValue))
    put(#","mentorBuffer":"#, String(mentorBuffer))
    if let originalStart { put(#","originalStart":"#, String(originalStart.seconds)) }
    put(#","pair":"#, String(pair.rawValue))
    put(#","reason":"#, Self.quoted(reason))
    if let request {
      text += #","request":{"#
      if let agreed = request.agreed {
        put(#""agreed":{"interval":{"end":"#, String(agreed.interval.end.seconds))
        put(#","start":"#, String(agreed.interval.start.seconds))
        put(#"},"waivers":"#, Self.list(agreed.waivers))
        text += "},"
      }
      put(#""deadline":"#, String(request.deadline.seconds))
      put(#","message":"#, Self.quoted(request.message))
      put(#","proposer":"#, String(request.proposer.rawValue))
      text += "}"
    }
    if let room { put(#","room":"#, String(room.rawValue)) }
    put(#","sequence":"#, String(sequence))
    if let series { put(#","series":"#, String(series.rawValue)) }
    put(#","status":""#, status.rawValue)
    put(#"","topic":"#, Self.quoted(topic))
    put(#","uid":"#, Self.quoted(uid))
    if !waivers.isEmpty { put(#","waived":"#, Self.list(waivers)) }
    put(#","zone":"#, Self.quoted(zone))
    text += "}"
    return text
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
