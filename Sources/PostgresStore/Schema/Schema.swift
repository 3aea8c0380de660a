import Mentoring
import Tables

/// The schema is the truth: what must hold, the server itself refuses to break, and what is nobody's business it does not show.
enum Schema {
  /// What makes a program of each version from the one before. Each runs once, and is never edited afterwards.
  static let steps: [(name: String, sql: [String])] = [
    ("tables, guards and access", tables + guards + access),
    ("people and requests seen at less cost", lessToLookAt),
    ("agreed times that stay held", agreedHolds),
    ("which file busy time is of", busyFiles),
    ("identities that stay, and rows that all can read", identities + readableRows + sizes + honestHistory + askedOnce),
    ("who asks is looked up in place", askedInPlace),
    ("people who leave, and steps of one's own things", leavers + ownThings),
    ("texts that say one thing, and owners that last", plainTexts + lastingOwners),
    ("nothing is compared with what may not be seen", gates),
    ("guards run for the program's tables alone", ownTables),
    ("what is inserted meets no row, and who is let in no more is nobody", apart),
    ("what is inserted meets no row at all, and nobody writes with an old view", unmet),
    ("who asks is one look, and no index has an order of what is hidden", oneLook + orderless),
    ("busy time is brought to one's own calendars, and rows are locked by who one is", ownCalendars + lockedRows),
    (
      "gates come first for locks, too; nobody has no row looked at; notes are told of by their own",
      gatedLocks + askedBefore + ownNotes
    ),
    ("functions are called by who is let in, and steps tell a list", toldSteps),
    ("a session is changed once a statement, and whose file a busy time is of is their own", changedOnce + ownFiles),
    ("what is taken is held, and calendars know a session by its number", heldAnew + ownNames),
  ]
  static var version: Int64 { Int64(steps.count) }

  /// The role that all who are let in belong to; one a database, for roles are shared by all databases of a server.
  static func group(_ database: String) -> String {
    let whole = "tandem_\(database)"
    guard whole.utf8.count > longestName else { return whole }
    // Two that begin alike are two.
    let mark =
      "_" + String(database.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }, radix: 36)
    var name = whole
    while name.utf8.count + mark.utf8.count > longestName { name.removeLast() }
    return name + mark
  }

  /// Bytes of a name; the server cuts off what is longer.
  static let longestName = 63

  /// Makes sure that a program of this version's format lies there. - Returns: whether the connection's role owns it.
  ///
  /// - Parameter isWhole: whether one that was copied in part is refused.
  @discardableResult
  static func requirePresent(over connection: ServerConnection, store: String, isWhole: Bool = false) throws
    -> Bool
  {
    let present: Int64
    let isOwner: Bool
    let isUnfinished: Bool
    do {
      let ticket = try connection.queue(
        """
        SELECT (SELECT max(version) FROM tandem.format),
          pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = 'tandem.format'::regclass), 'MEMBER'),
          to_regclass('tandem.\(ProgramCopy.mark)') IS NOT NULL
        """)
      try connection.synchronize()
      present = ticket.result?[0].integer(0) ?? 0
      isOwner = ticket.result?[0].integer(1) == 1
      isUnfinished = ticket.result?[0].integer(2) == 1
    } catch {
      if error.state == "42P01" || error.state == "3F000" {
        throw StoreError.foreign(
          "\(store) holds no program yet; who owns the database makes one with “tandem admin migrate”")
      }
      guard error.state == "42501" else { throw error }
      throw StoreError.unavailable(
        "\(store) does not let \(connection.user) in; who owns it does, with “tandem admin grant \(connection.user) --role "
          + "member”")
    }
    if present > version {
      throw StoreError.newer(
        "\(store) was made by a newer version of Tandem (its format is \(present), this one reads up to \(version)); update Tandem"
      )
    }
    if present < version {
      throw StoreError.foreign(
        "\(store) is of an older format; who owns it brings it up to date with “tandem admin migrate”")
    }
    guard !isWhole || !isUnfinished else { throw ProgramCopy.unfinished(store) }
    return isOwner
  }
}
