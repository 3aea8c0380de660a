public import Mentoring
public import Recurrence
public import Scheduling

/// What came back from someone who was invited: an iTIP message (RFC 5546) of METHOD REPLY or COUNTER.
public struct InvitationAnswer: Hashable, Sendable {
  public var method: InvitationMessage.Method
  public var uid: String
  /// Which session of a series it is about; nil for a single session or all of a series.
  public var recurrenceID: Instant?
  /// Whether it is about that session and those that follow (RANGE=THISANDFUTURE; RFC 5545, 3.2.13).
  public var changesFollowing = false
  /// Of the invitation that it answers.
  public var sequence: Int
  /// Email addresses, without `mailto:`, in lower case, each with the answer; a REPLY has one.
  public var attendees: [Attendee]
  /// The proposed time of a COUNTER.
  public var proposal: Interval?
  /// The rule that a COUNTER about a series has.
  public var rule: RecurrenceRule?
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
    method == .reply && isApart(from: other) && attendees == other.attendees && comment == other.comment
      && sequence <= other.sequence
  }

  /// Whether it answers for one session of a series, or for a part of them, that another answers for with more of them.
  public func isApart(from other: InvitationAnswer) -> Bool {
    guard method == other.method, uid == other.uid, let start = recurrenceID else { return false }
    guard let from = other.recurrenceID else { return true }
    return other.changesFollowing && start >= from && (!changesFollowing || start > from)
  }
}

/// Why a file holds no answer that can be applied. The description is one sentence for the user.
public struct InvitationError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String
}
