import Mentoring

/// What a mail tells of a session that was changed.
enum MailNews: Hashable {
  /// Booked, or booked again.
  case invited
  case changed
  /// Has another time.
  case moved
  /// Was called off, and stands again.
  case back
  /// What is left of a series whose other sessions belong to another now.
  case remaining
  /// All sessions of a series belong to another now.
  case replaced
  case cancelled
  /// Somebody asks for its time.
  case asked
  /// Somebody asks for another time of what was agreed.
  case askedToMove
  /// Somebody asks for another time than the one that was asked for.
  case countered
  case accepted
  case declined
  case withdrawn
  case expired
  /// An answer was taken back: to who asked, and waits again.
  case waitsAgain
  /// A move came to nothing: the time that was agreed stands.
  case stays

  init(_ before: Session?, _ after: Session) {
    let wasAsked = before?.status.isHold ?? false
    switch after.status {
    case .requested, .countered:
      self = after.request?.agreed != nil && !wasAsked ? .askedToMove : wasAsked ? .countered : .asked
    case .confirmed, .held:
      if wasAsked {
        // A move of its series decides a question about one of its sessions, too.
        let isMoved = before?.interval != after.interval
        self = before?.request?.agreed?.interval == after.interval ? .stays : isMoved ? .moved : .accepted
      } else if let before {
        self = !before.status.isLive ? .back : before.interval != after.interval ? .moved : .changed
      } else {
        self = .invited
      }
    case .declined: self = .declined
    case .withdrawn: self = .withdrawn
    case .expired: self = .expired
    case .cancelled, .missed: self = .cancelled
    }
  }

  /// What several of a series have in common.
  init(ofAll members: [(before: Session?, after: Session)]) {
    let kinds = Set(members.map { MailNews($0.before, $0.after) })
    let common = kinds.count == 1 ? kinds.first : nil
    self = common.flatMap { [.invited, .moved, .back, .cancelled].contains($0) ? $0 : nil } ?? .changed
  }

  /// The first word of the mail.
  var title: String {
    switch self {
    case .invited: "Invitation"
    case .changed: "Changed"
    case .moved: "Moved"
    case .back: "On again"
    case .remaining: "Stays"
    case .replaced: "Replaced"
    case .cancelled: "Cancelled"
    case .asked: "Asked for"
    case .askedToMove: "Asked to move"
    case .countered: "Another time"
    case .accepted: "Accepted"
    case .declined: "Declined"
    case .withdrawn: "Withdrawn"
    case .expired: "Not answered in time"
    case .waitsAgain: "Waits again for an answer"
    case .stays: "Not moved"
    }
  }

  /// Whether it waits for an answer.
  var isQuestion: Bool { self == .asked || self == .askedToMove || self == .countered }

  /// Whether both sides have agreed to what it tells.
  var isSettled: Bool { self == .accepted || self == .stays }

  /// Whether it is but the other side of what another mail tells: a series that its sessions have left.
  var isLeft: Bool { self == .remaining || self == .replaced }

  /// Whether a calendar's no to it calls off what it tells.
  var isInvitation: Bool { [.invited, .changed, .moved, .back].contains(self) }

  /// Whether its reason is told.
  var hasReason: Bool {
    switch self {
    case .cancelled, .declined, .withdrawn, .expired, .stays: true
    case .invited, .changed, .moved, .back, .remaining, .replaced, .asked, .askedToMove, .countered, .accepted,
      .waitsAgain:
      false
    }
  }
}
