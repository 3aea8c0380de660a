import Glibc

/// Measures the program, and prints a figure a line.
///
/// usage: Measure engine
///        Measure recurrence
///        Measure bookings FOLDER [PROCESSES] [SECONDS]
///        Measure server ADDRESS [CLIENTS] [SECONDS] [OWNER]
///        Measure inserts ADDRESS [CLIENTS] [SECONDS]
///        Measure store DATABASE
///        Measure process RUNS COMMAND [ARGUMENT…]
@main
struct Measure {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments.first {
    case "engine": try EngineFigures().print()
    case "recurrence": try RecurrenceFigures().print()
    case "libical" where arguments.count == 3: LibicalChild(rule: arguments[1], start: arguments[2]).run()
    case "bookings" where arguments.count >= 2:
      try BookingRace(
        folder: arguments[1], processes: arguments.count > 2 ? Int(arguments[2]) ?? 8 : 8,
        seconds: arguments.count > 3 ? Int(arguments[3]) ?? 5 : 5
      ).run()
    case "booker" where arguments.count == 5: try Booker(arguments)?.run()
    case "server" where arguments.count >= 2:
      try ServerRace(
        address: arguments[1], owner: arguments.count > 4 ? arguments[4] : arguments[1],
        clients: arguments.count > 2 ? Int(arguments[2]) ?? 50 : 50,
        seconds: arguments.count > 3 ? Int(arguments[3]) ?? 60 : 60
      ).run()
    case "inserts" where arguments.count >= 2:
      try BareInserts(
        address: arguments[1], clients: arguments.count > 2 ? Int(arguments[2]) ?? 8 : 8,
        seconds: arguments.count > 3 ? Int(arguments[3]) ?? 6 : 6
      ).run()
    case "serverbooker" where arguments.count == 6: try ServerBooker(arguments)?.run()
    case "store" where arguments.count == 2: try StoreFigures(path: arguments[1]).print()
    case "process" where arguments.count >= 3:
      try ProcessFigures(runs: Int(arguments[1]) ?? 20, command: Array(arguments[2...])).print()
    default:
      print(
        "usage: Measure engine | recurrence | bookings FOLDER [PROCESSES] [SECONDS] "
          + "| server ADDRESS [CLIENTS] [SECONDS] [OWNER] | inserts ADDRESS [CLIENTS] [SECONDS] | store DATABASE | process RUNS COMMAND …"
      )
      exit(64)
    }
  }
}
