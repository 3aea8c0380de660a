import Mentoring

extension RawComponent {
  /// Those who are invited, with what they said. O(lines).
  ///
  /// - Parameter limit: more are left out.
  func attendees(limit: Int) -> [InvitationAnswer.Attendee] {
    lines.lazy.filter { $0.property == .attendee }.prefix(limit).map { line in
      let value = valueText(line).trimmed.lowercased()
      let address = value.hasPrefix("mailto:") ? String(value.dropFirst(7)) : value
      return InvitationAnswer.Attendee(address: address, answer: answer(in: line))
    }
  }

  /// PARTSTAT (RFC 5545, 3.2.12); nil for one that is unknown.
  private func answer(in line: Line) -> Participation? {
    let value = value(line)
    let head = String(decoding: text[line.range.lowerBound..<value.startIndex], as: UTF8.self).uppercased()
    guard let range = head.firstRange(of: "PARTSTAT=") else { return .needsAction }
    let word = head[range.upperBound...].drop { $0 == "\"" }.prefix { $0.isLetter || $0 == "-" }
    switch word {
    case "ACCEPTED": return .accepted
    case "DECLINED": return .declined
    case "TENTATIVE": return .tentative
    case "NEEDS-ACTION": return .needsAction
    default: return nil
    }
  }
}
