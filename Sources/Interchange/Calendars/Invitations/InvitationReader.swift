import CLibical
import Mentoring
import Recurrence
public import Scheduling

/// Reads answers to invitations, as a calendar program saves or mails them.
public struct InvitationReader: Sendable {
  /// Bytes; an answer has a few hundred.
  static let largestFile = 4 << 20
  /// Answers of one file.
  static let mostAnswers = 1_000

  let zones: any ZoneProvider
  let own: ZoneRules

  /// - Parameter own: in which times without a zone are read.
  public init(zones: any ZoneProvider, own: ZoneRules) {
    self.zones = zones
    self.own = own
  }

  /// The answers that a file holds, at least one.
  ///
  /// - Throws: ``FileError`` when it is no calendar or can't be read, ``InvitationError`` when it holds no answers, or one
  ///   that is broken.
  public func read(_ path: String) throws -> [InvitationAnswer] {
    let file = try ChunkedFile(path: path, limit: Self.largestFile)
    var bytes: [UInt8] = []
    var chunk: [UInt8] = []
    repeat {
      try file.read(into: &chunk)
      bytes += chunk
    } while !chunk.isEmpty
    return try read(bytes, name: path)
  }

  /// - Parameter name: stands for the file in errors.
  public func read(_ bytes: [UInt8], name: String) throws -> [InvitationAnswer] {
    guard !bytes.isEmpty else { throw FileError.empty(name) }
    var walk = Walk(name: name, resolver: EventResolver(table: ZoneTable(own: own), book: ZoneBook(zones: zones)))
    try walk.read(bytes)
    guard !walk.answers.isEmpty else {
      throw InvitationError(description: "\(name) holds no event, so there is no answer in it")
    }
    return walk.answers
  }

  private struct Walk {
    let name: String
    var resolver: EventResolver
    var answers: [InvitationAnswer] = []
    private var method = ""
    private var hasBegun = false
    /// Events whose zone the calendar may still define.
    private var waiting: [RawComponent] = []

    init(name: String, resolver: EventResolver) {
      self.name = name
      self.resolver = resolver
    }

    mutating func read(_ bytes: [UInt8]) throws {
      var lines = LineScanner()
      var components = ComponentScanner()
      components.readsAnswers = true
      var last = 0
      func take(_ line: LineScanner.Line, _ walk: inout Walk) throws {
        last = line.number
        if !walk.hasBegun {
          let text = String(decoding: line.bytes.prefix(200), as: UTF8.self).replacing("\u{FEFF}", with: "").trimmed
          guard !text.isEmpty else { return }
          guard text.uppercased() == "BEGIN:VCALENDAR" else {
            throw FileError.notCalendar(walk.name, found: quoted(text))
          }
          walk.hasBegun = true
          try components.take(
            LineScanner.Line(bytes: line.bytes.begun, number: line.number, isCut: line.isCut)
          ) { try walk.take($0) }
          return
        }
        try components.take(line) { try walk.take($0) }
      }
      try lines.feed(bytes) { try take($0, &self) }
      try lines.finish { try take($0, &self) }
      guard hasBegun else { throw FileError.empty(name) }
      try components.finish(lastLine: last) { try self.take($0) }
    }

    private mutating func take(_ item: ComponentScanner.Item) throws {
      switch item {
      case .calendarBegan:
        resolver.beginCalendar()
        method = ""
        waiting = []
      case .method(let name): method = name
      case .component(let raw):
        if raw.kind == .zone { resolver.book.define(raw) }
        if raw.kind == .event { waiting.append(raw) }
        guard waiting.count <= InvitationReader.mostAnswers else {
          throw FileError.tooMuch(name, of: "answers", limit: InvitationReader.mostAnswers)
        }
      case .calendarEnded:
        for raw in waiting { answers.append(try answer(raw)) }
        waiting = []
      case .cutOff(let line):
        throw InvitationError(description: "\(name), line \(line): \(ComponentScanner.cutOff)")
      case .fault(let line, let reason): throw InvitationError(description: "\(name), line \(line): \(reason)")
      }
    }

    private mutating func answer(_ raw: RawComponent) throws -> InvitationAnswer {
      guard let kind = InvitationMessage.Method(rawValue: method), kind == .reply || kind == .counter else {
        throw InvitationError(description: Self.refusal(method, name))
      }
      if let fault = raw.fault {
        throw InvitationError(description: "\(name), line \(fault.line): the answer can't be read: \(fault.reason)")
      }
      do {
        var answer = InvitationAnswer(
          method: kind, uid: raw.first(.uid).map { raw.valueText($0).trimmed } ?? "", sequence: 0,
          attendees: raw.attendees(limit: 100), comment: comment(raw))
        if answer.uid.isEmpty { throw ComponentError(line: raw.line, reason: "it has no UID") }
        if let line = raw.first(.sequence) {
          guard let sequence = Int(raw.valueText(line).trimmed), sequence >= 0 else {
            throw ComponentError(line: line.number, reason: "its SEQUENCE \(quoted(raw.valueText(line))) is no number")
          }
          answer.sequence = sequence
        }
        if let line = raw.first(.recurrenceID),
          String(decoding: raw.text[line.range], as: UTF8.self).contains(/;RANGE="?THISANDPRIOR"?/.ignoresCase())
        {
          throw ComponentError(
            line: line.number,
            reason:
              "RANGE=THISANDPRIOR is not of the standard any more (RFC 5545, 3.2.13); answer each of those sessions by itself"
          )
        }
        // A reply need not say when; what it is about must be told.
        var timed = raw
        if kind == .reply {
          timed.lines.removeAll { $0.property == .end || $0.property == .duration || $0.property == .rule }
          if timed.first(.start) == nil, let line = timed.first(.recurrenceID) {
            (answer.recurrenceID, answer.changesFollowing) = try instance(line, in: raw)
            return answer
          }
          guard timed.first(.start) != nil else { return answer }
        }
        let event = try resolver.resolve(EventParser(timed).event(), file: 0)
        answer.recurrenceID = event.recurrenceID.map { resolver.table.instant($0) }
        answer.changesFollowing = event.changesFollowing
        if kind == .counter {
          guard event.extent.isPositive, !event.start.isDate,
            let interval = resolver.table.interval(event.start, event.extent)
          else { throw ComponentError(line: raw.line, reason: "the proposed time has no start and end") }
          answer.proposal = interval
          answer.rule = try event.recurrence?.rules.first.map { text, line in
            do { return try RecurrenceRule(text) } catch {
              throw ComponentError(line: line, reason: "its RRULE can't be read: \(error)")
            }
          }
        }
        return answer
      } catch let error as ComponentError {
        throw InvitationError(description: "\(name), line \(error.line): the answer can't be read: \(error.reason)")
      }
    }

    /// A RECURRENCE-ID without a DTSTART beside it: read as if it were one.
    private mutating func instance(
      _ line: RawComponent.Line, in raw: RawComponent
    ) throws -> (start: Instant, changesFollowing: Bool) {
      let text = String(decoding: raw.text[line.range], as: UTF8.self)
      let range = text.firstRange(of: /;RANGE="?THISANDFUTURE"?/.ignoresCase())
      var rest = text
      if let range { rest.removeSubrange(range) }
      var alone = RawComponent(kind: .event, line: raw.line)
      alone.text = Array(("DTSTART" + rest.dropFirst("RECURRENCE-ID".count)).utf8)
      alone.lines = [RawComponent.Line(property: .start, number: line.number, range: alone.text.indices, part: 0)]
      let event = try resolver.resolve(EventParser(alone).event(), file: 0)
      return (resolver.table.instant(event.start), range != nil)
    }

    private func comment(_ raw: RawComponent) -> String {
      guard let line = raw.first(.comment) else { return "" }
      let text = raw.valueText(line)
        .replacing("\\n", with: " ").replacing("\\N", with: " ").replacing("\\,", with: ",")
        .replacing("\\;", with: ";").replacing("\\\\", with: "\\")
      return String(text.forCalendar.trimmed.prefix(500))
    }

    private static func refusal(_ method: String, _ name: String) -> String {
      switch method {
      case "":
        "\(name) is a calendar and no message: it has no METHOD; “tandem import busy” reads calendars"
      case "REQUEST", "PUBLISH", "CANCEL", "ADD", "DECLINECOUNTER":
        "\(name) is a \(method), which an organizer sends; only answers of those who were invited (REPLY, COUNTER) are applied"
      case "REFRESH":
        "\(name) asks for the newest version (REFRESH); send it with “tandem export itip --method request”"
      default: "\(name) has the METHOD \(quoted(method)), which is no answer to an invitation (REPLY or COUNTER)"
      }
    }
  }
}

extension UnsafeRawBufferPointer {
  /// Without a byte-order mark.
  fileprivate var begun: UnsafeRawBufferPointer {
    starts(with: [0xEF, 0xBB, 0xBF]) ? UnsafeRawBufferPointer(rebasing: dropFirst(3)) : self
  }
}
