public import Mentoring
public import Scheduling

/// What came back from someone who was invited: an iTIP message (RFC 5546) of METHOD REPLY or COUNTER.
public struct InvitationAnswer: Hashable, Sendable {
  public var method: InvitationMessage.Method
  public var uid: String
  /// Which session of a series it is about; nil for a single session or all of a series.
  public var recurrenceID: Instant?
  /// Of the invitation that it answers.
  public var sequence: Int
  /// Email addresses, without `mailto:`, in lower case, each with the answer; a REPLY has one.
  public var attendees: [Attendee]
  /// The proposed time of a COUNTER.
  public var proposal: Interval?
  public var comment: String

  public struct Attendee: Hashable, Sendable {
    public var address: String
    /// Nil for an answer that is none of ours, such as DELEGATED.
    public var answer: Participation?
  }
}

extension InvitationAnswer {
  /// Whether it says of one session of a series what another says of all: messages about a whole series tell the sessions
  /// that differ from its rule once more.
  public func repeats(_ other: InvitationAnswer) -> Bool {
    isApart(from: other) && attendees == other.attendees && comment == other.comment && sequence <= other.sequence
  }

  /// Whether it answers for one session of a series that another answers for as a whole.
  public func isApart(from other: InvitationAnswer) -> Bool {
    method == .reply && other.method == .reply && uid == other.uid && recurrenceID != nil && other.recurrenceID == nil
  }
}

/// Why a file holds no answer that can be applied. The description is one sentence for the user.
public struct InvitationError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String
}
