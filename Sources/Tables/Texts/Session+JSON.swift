import Mentoring
import Scheduling

extension JSONWriter {
  /// Puts the text that ``JSONText`` would make, sorted keys and all, without its cost: a third of a booking's time under the
  /// lock went there.
  mutating func put(_ session: Session) {
    put(#"{"agenda":"#, quoted: session.agenda)
    if let closing = session.closing {
      put(#","closing":{"at":"#, closing.at.seconds)
      if let person = closing.by { put(#","by":"#, person.rawValue) }
      put("}")
    }
    put(#","id":"#, session.id.rawValue)
    put(#","interval":{"end":"#, session.interval.end.seconds)
    put(#","start":"#, session.interval.start.seconds)
    put(#"},"mentee":"#, session.mentee.rawValue)
    put(#","menteeBuffer":"#, Int64(session.menteeBuffer))
    put(#","mentor":"#, session.mentor.rawValue)
    put(#","mentorBuffer":"#, Int64(session.mentorBuffer))
    if let originalStart = session.originalStart { put(#","originalStart":"#, originalStart.seconds) }
    put(#","pair":"#, session.pair.rawValue)
    put(#","reason":"#, quoted: session.reason)
    if let request = session.request {
      put(#","request":{"#)
      if let agreed = request.agreed {
        put(#""agreed":{"interval":{"end":"#, agreed.interval.end.seconds)
        put(#","start":"#, agreed.interval.start.seconds)
        put(#"},"waivers":"#, agreed.waivers)
        put("},")
      }
      put(#""deadline":"#, request.deadline.seconds)
      put(#","message":"#, quoted: request.message)
      put(#","proposer":"#, request.proposer.rawValue)
      put("}")
    }
    if let room = session.room { put(#","room":"#, room.rawValue) }
    put(#","sequence":"#, Int64(session.sequence))
    if let series = session.series { put(#","series":"#, series.rawValue) }
    put(#","status":"#, quoted: session.status.rawValue)
    put(#","topic":"#, quoted: session.topic)
    put(#","uid":"#, quoted: session.uid)
    if !session.waivers.isEmpty { put(#","waived":"#, session.waivers) }
    put(#","zone":"#, quoted: session.zone)
    put("}")
  }

  private mutating func put(_ name: StaticString, _ waivers: [Waiver]) {
    put(name)
    var before: StaticString = "["
    for waiver in waivers {
      put(before)
      put(#"{"code":"#, quoted: waiver.code)
      if let person = waiver.person { put(#","person":"#, person.rawValue) }
      put("}")
      before = ","
    }
    put(waivers.isEmpty ? "[]" : "]")
  }
}
