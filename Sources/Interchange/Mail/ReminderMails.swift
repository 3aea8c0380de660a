public import Mentoring
public import Scheduling

extension Outbox {
  /// Keeps a mail that reminds someone, to be handed on with what else waits.
  ///
  /// - Returns: false when the person has no address that a mail can go to.
  /// - Throws: ``FileError`` when the folder can't be written to.
  public func keep(
    reminder: Reminder, text: String, for person: Person, domain: String, at now: Instant
  ) throws(FileError) -> Bool {
    guard MailMessage.isUsable(person.email) else { return false }
    let address = MailMessage.Address(name: person.name, email: person.email)
    let id = reminder.key.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
    try keep(
      MailMessage(
        from: address, to: address, subject: text, id: "remind-\(id)@\(domain)", at: now, words: text + "\n",
        calendar: nil))
    return true
  }
}
