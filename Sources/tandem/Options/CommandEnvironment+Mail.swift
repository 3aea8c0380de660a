import Dispatch
import Interchange
import Mentoring

/// Invitations by mail, where a program that sends it is configured.
extension CommandEnvironment {
  var outbox: Outbox { Outbox(besides: besides) }

  /// The store; those who take part in what is booked through it are told by mail, if that is configured.
  ///
  /// - Parameters:
  ///   - orMade: whether a file that is not there is made.
  ///   - isLooking: whether the command changes nothing.
  ///   - onDelivery: when there is one, mails are handed on at once, off the thread that books, instead of when the command
  ///     ends; it is told what that came to.
  ///   - onDelay: as in ``database(orMade:takesUnfinished:onDelay:onWait:)``, and `onWait` too.
  func store(
    orMade: Bool = false, isLooking: Bool = false, onDelivery: (@Sendable (Outbox.Delivery) -> Void)? = nil,
    onDelay: @escaping @Sendable (String) -> Void = { Output.message("tandem: \($0)") },
    onWait: (@Sendable (StoreError?) -> Void)? = nil
  ) throws -> any Store {
    CommandStage.reach(isLooking ? .looking : .preparing)
    let base = WatchedStore(base: try database(orMade: orMade, onDelay: onDelay, onWait: onWait))
    let isReadOnly = base.readOnlyCause != nil
    // Who only reads sees what a command that writes would leave: no request outlives its deadline.
    let store: any Store = isReadOnly ? SettledStore(base, clock: clock) : base
    // A standby may take over while it is open, and who is booked with then hears of it.
    guard !isReadOnly || (base.isFar && !options.readOnly) else { return store }
    guard let mail = try MailSettings.configured(self) else { return store }
    let outbox = outbox
    guard let onDelivery else {
      return InvitingStore(
        store, zones: zones, outbox: outbox, onProblem: { Output.message("tandem: \($0)") })
    }
    let queue = DispatchQueue(label: "tandem.mail", qos: .utility)
    return InvitingStore(
      store, zones: zones, outbox: outbox,
      onPosted: { queue.async { onDelivery(outbox.deliver(by: mail.command, within: MailSettings.patience)) } })
  }

  /// The store, to tell how things stand: requests that nobody answered in time are let go of first, as every command
  /// that writes does.
  func currentStore() throws -> any Store {
    let store = try store(isLooking: true)
    guard store.readOnlyCause == nil else { return store }
    let now = now
    if try store.read({ try !$0.dueRequests(at: now).isEmpty }) {
      do {
        _ = try store.perform(.expireRequests, by: .operating(as: login), at: now)
      } catch {
        // What can't be written now is told as if it were.
        return SettledStore(store, clock: clock)
      }
    }
    return store
  }

  /// Hands on what waits, for a few seconds at most; tells what was not taken.
  /// - Parameters:
  ///   - waits: whether the program itself may be at it still.
  ///   - insists: whether a mail program that lately did not end is tried all the same.
  ///
  /// - Returns: to whom mails went.
  @discardableResult func deliverMail(waits: Bool = false, insists: Bool = false) -> [String] {
    guard !options.readOnly, let mail = (try? MailSettings.configured(self)) ?? nil else { return [] }
    let delivery = outbox.deliver(by: mail.command, within: MailSettings.patience, waits: waits, insists: insists)
    for to in delivery.sent { if output.width != nil { output.note("sent to \(to)") } }
    for (to, reason) in delivery.failed {
      Output.message(
        "tandem: the mail to \(to) was not sent: \(reason); it is kept and tried again with a later command "
          + "(“tandem outbox --send” does so at once)")
    }
    return delivery.sent
  }
}
