import ArgumentParser
import Interchange
import Mentoring
import Scheduling

struct Remind: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remind",
    abstract: "Tell what is due: sessions that begin soon, requests about to expire, tasks. Each once.",
    discussion: """
      EXAMPLES
        tandem remind                           a line each; nothing if none is due
        tandem remind --lead 1d,2h,10m
        tandem remind --template "{time} {partner}" | xargs -r -d '\\n' -n1 notify-send
        */5 * * * * tandem remind --mail --all  from cron, for everybody
        tandem remind --again                   also what was told before

      A template fills in {text} {kind} {time} {day} {in} {partner} {topic} {room} {id} {person} {at}; \\n is a new line.
      Of programs that ask at once, also on several machines, one tells each reminder. What is printed and what is mailed
      are told apart, so a status bar takes no mail away. A mail that can't be sent is kept and tried again with a later
      command, which is no failure of this one; “tandem outbox” tells what waits.
      """)

  @Option(
    help: ArgumentHelp("How long before a start or a deadline: weeks, days, hours, minutes.", valueName: "times"))
  var lead = "1d,15m"
  @Option(help: ArgumentHelp("What to print of each.", valueName: "text")) var template = "{text}"
  @Flag(help: "Send each as a mail to whom it is for, through mail.command.") var mail = false
  @Flag(help: "Everybody's; for coordinators.") var all = false
  @OptionGroup var owner: HoursOwner
  @Flag(help: "Also what was told before; takes no note of it.") var again = false
  @OptionGroup var options: GlobalOptions

  func run() throws {
    try options.run { environment in
      let leads = try Self.leads(lead)
      let template = try Self.template(template)
      if mail, try MailSettings.configured(environment) == nil {
        throw ValidationError(
          "--mail needs a program that sends: set mail.command, as in “tandem config set mail.command 'msmtp -a work'”")
      }
      let store = try environment.currentStore()
      let (actor, found) = try store.read { reader in
        let actor = try environment.actor(reader)
        return (actor, try due(leads, actor, reader, environment))
      }
      let channel = mail ? "mail" : "print"
      let free = again ? found : try claim(found, channel, store, actor, environment)
      try store.read { reader in
        let told = try free.map { (reminder: $0, text: try text($0, template, reader, environment)) }
        if mail { try send(told, reader, environment) }
        if !mail || environment.output.isJSON { try show(told, reader, environment, actor) }
      }
    }
  }

  private func due(
    _ leads: [Int], _ actor: Actor, _ reader: any StoreReader, _ environment: CommandEnvironment
  ) throws -> [Reminder] {
    let people: [Person]
    if all {
      guard actor.isCoordinator else {
        throw CommandError.notPermitted("\(actor.login) may not remind everybody; a coordinator can")
      }
      people = try reader.people()
    } else {
      let person = try owner.person(actor, reader)
      guard person.id == actor.person || actor.isCoordinator else {
        throw CommandError.notPermitted("\(actor.login) sees only their own reminders; a coordinator sees all")
      }
      people = [person]
    }
    let finder = ReminderFinder(reader, zones: environment.zones, now: environment.now)
    return try people.flatMap { try finder.due(for: $0, leads: leads) }
  }

  /// Those that nobody has told before, now taken.
  private func claim(
    _ found: [Reminder], _ channel: String, _ store: any Store, _ actor: Actor, _ environment: CommandEnvironment
  ) throws -> [Reminder] {
    guard !found.isEmpty else { return [] }
    let keys = found.map { "\(channel) \($0.key)" }
    // What was told before is no reason to wait for a turn to write.
    let unsaid = try store.read { reader in try keys.filter { try !reader.isReminded($0) } }
    guard !unsaid.isEmpty else { return [] }
    let outcome = try store.perform(.remind(unsaid), by: actor, at: environment.now)
    let taken = Set(outcome.changes.compactMap { if case .reminded(let key, _) = $0 { key } else { nil } })
    return zip(found, keys).filter { taken.contains($0.1) }.map(\.0)
  }

  private func text(
    _ reminder: Reminder, _ template: ReminderTemplate, _ reader: any StoreReader, _ environment: CommandEnvironment
  ) throws -> String {
    guard let person = try reader.person(reminder.recipient) else { return "" }
    let zone = try environment.zones.zone(named: person.zone)
    let wording = ReminderWording(reader, times: environment.times(zone))
    return try template.text { try wording.value($0, of: reminder) }
  }

  private func show(
    _ told: [(reminder: Reminder, text: String)], _ reader: any StoreReader, _ environment: CommandEnvironment,
    _ actor: Actor
  ) throws {
    let output = environment.output
    guard output.isJSON else {
      for (_, text) in told { output.lines(text) }
      return
    }
    let shapes = JSONShapes(reader: reader, zones: environment.zones, viewer: actor, now: environment.now)
    output.json(
      .fields([
        "reminders": .array(
          try told.map { reminder, text in
            let session: Session? =
              switch reminder.occasion {
              case .session(let session), .request(let session): session
              case .task: nil
              }
            return .fields([
              "kind": .string(reminder.kind), "for": try reader.person(reminder.recipient).map { .string($0.login) },
              "at": JSONShapes.instant(reminder.at), "text": .string(text),
              "session": try session.map { try shapes.session($0) },
            ])
          })
      ]))
  }

  private func send(
    _ told: [(reminder: Reminder, text: String)], _ reader: any StoreReader, _ environment: CommandEnvironment
  ) throws {
    let domain = try reader.program().domain
    for (reminder, text) in told {
      guard let person = try reader.person(reminder.recipient) else { continue }
      let isKept = try environment.outbox.keep(
        reminder: reminder, text: text, for: person, domain: domain, at: environment.now)
      if !isKept { Output.message("tandem: \(person.login) has no address that a mail can go to: \(text)") }
    }
  }

  /// Minutes of `1w,1d,2h,15m`.
  private static func leads(_ text: String) throws -> [Int] {
    let leads = text.split(separator: ",").map { part -> Int? in
      let word = part.trimmingSpaces.lowercased()
      let units = ["w": 10_080, "d": 1_440, "h": 60, "m": 1]
      guard let unit = word.last.flatMap({ units[String($0)] }), let count = Int(word.dropLast()), count >= 0,
        count <= 525_600 / unit
      else { return nil }
      return count * unit
    }
    guard !leads.isEmpty, !leads.contains(nil) else {
      throw ValidationError("--lead is “\(text)”; write times up to a year, as in “1d,2h,15m”")
    }
    return leads.compactMap { $0 }
  }

  private static func template(_ text: String) throws -> ReminderTemplate {
    guard !text.isEmpty else { throw ValidationError("--template is empty; write for example “{time} {partner}”") }
    do {
      return try ReminderTemplate(text)
    } catch {
      throw ValidationError("--template: \(error.description)")
    }
  }
}
