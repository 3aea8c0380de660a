public import Mentoring
public import Scheduling

/// What is said about sessions in an iTIP message (RFC 5546, 3.2).
public struct InvitationMessage: Hashable, Sendable {
  public enum Method: String, Hashable, Sendable, CaseIterable {
    /// Invites, or tells of a change.
    case request = "REQUEST"
    case cancel = "CANCEL"
    /// Answers an invitation.
    case reply = "REPLY"
    /// Proposes another time.
    case counter = "COUNTER"
    /// Turns a proposal down.
    case declineCounter = "DECLINECOUNTER"
  }

  public var method: Method
  /// Who sends it; of a request nobody's answer is asked for who sends it.
  public var sender: PersonID?
  /// Of a reply.
  public var answer: Participation
  public var comment: String
  /// Whether both sides have agreed to what is told, so that nobody is asked for an answer.
  public var isSettled: Bool
  /// Whether it is about what follows an instance of a series, too (RANGE=THISANDFUTURE; RFC 5545, 3.2.13).
  public var changesFollowing: Bool

  public init(
    _ method: Method, from sender: PersonID?, answer: Participation = .accepted, comment: String = "",
    isSettled: Bool = false, changesFollowing: Bool = false
  ) {
    self.method = method
    self.sender = sender
    self.answer = answer
    self.comment = comment
    self.isSettled = isSettled
    self.changesFollowing = changesFollowing
  }

  /// The message's text: a calendar with a METHOD.
  ///
  /// - Parameters:
  ///   - series: told as a whole; sessions of other series are told as the instances that they are.
  ///   - now: when it is said (DTSTAMP).
  /// - Throws: ``ZoneError``.
  public func text(
    _ sessions: [ExportedSession], series: [Series] = [], zones: any ZoneProvider, now: Instant
  ) throws(ZoneError) -> String {
    // Whoever receives it sets their own alarms.
    try CalendarWriter(zones: zones, alarm: nil).text(sessions, series: series, now: now, message: self)
  }

  func shape(_ event: inout SessionEvent) {
    event.asksForAnswers = method == .request && !isSettled
    event.asker = sender
    event.changesFollowing = changesFollowing
    event.onlyNames = method == .declineCounter
    // What only an organizer says, whoever of the two says it.
    if method == .request || method == .cancel || method == .declineCounter { event.speaker = sender }
    event.comment = comment.isEmpty ? nil : comment
    if method == .reply, let sender { event.replier = (sender, answer) }
  }
}
