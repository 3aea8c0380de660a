import ArgumentParser
import Interchange

struct OutboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outbox",
    abstract: "List the mails that wait to be sent, and why they still do.",
    discussion: """
      EXAMPLES
        tandem outbox            lists them; then they are tried again
        tandem outbox --send     tries it now and lists what still waits
        tandem outbox --discard  forgets them

      A program that did not end within five seconds is left alone for five minutes, but for --send.

      Invitations are mailed where a program that sends mail is configured: TANDEM_MAIL_COMMAND, or
      command = "msmtp -a work" under [mail] in $XDG_CONFIG_HOME/tandem/config.toml.
      """)

  @Flag(help: "Forget what waits.") var discard = false
  @Flag(help: "Try to send what waits first.") var send = false
  @OptionGroup var options: GlobalOptions

  func validate() throws {
    if discard, send { throw ValidationError("--send and --discard can't both be done") }
  }

  func run() throws {
    try options.runUnwarned { environment in
      environment.configuration.warn(options)
      var sent: [String] = []
      if send {
        guard try MailSettings.configured(environment) != nil else {
          throw ValidationError(
            "--send needs a program that sends: set mail.command, as in “tandem config set mail.command 'msmtp -a work'”"
          )
        }
        sent = environment.deliverMail(waits: true, insists: true)
      }
      defer { if !send { environment.deliverMail() } }
      let outbox = environment.outbox
      let waiting = outbox.waiting()
      if discard { for mail in waiting { outbox.remove(mail.name) } }
      if environment.output.isJSON {
        environment.output.json(
          .fields([
            "configured": .bool(try MailSettings.configured(environment) != nil), "discarded": discard ? true : nil,
            "sent": send ? .array(sent.map { .string($0) }) : nil,
            "waiting": .array(
              waiting.map {
                .fields([
                  "to": .string($0.to), "subject": .string($0.subject),
                  "reason": $0.reason.isEmpty ? nil : .string($0.reason),
                ])
              }),
          ]))
        return
      }
      if discard {
        environment.output.note("forgot \(waiting.count == 1 ? "1 mail" : "\(waiting.count) mails")")
        return
      }
      if !sent.isEmpty { environment.output.note("sent \(sent.count == 1 ? "1 mail" : "\(sent.count) mails")") }
      guard !waiting.isEmpty else {
        if sent.isEmpty { environment.output.note("no mail waits") }
        return
      }
      environment.output.table(
        ["To", "Subject", "Why"],
        waiting.map { [$0.to, $0.subject, $0.reason.isEmpty ? "not tried yet" : $0.reason] })
    }
  }
}
