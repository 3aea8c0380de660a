import CLibical
import Glibc

/// Expands recurrence rules with libical, and prints a line of readings for each, as seconds on the zone-free time line.
///
/// It ends by a signal when a rule takes more than a quarter of a second of the processor: libical never comes back from some.
///
/// usage: SecondVoice LIMIT (START UNTIL RULE)…
let arguments = Array(CommandLine.arguments.dropFirst())
guard let limit = arguments.first.flatMap({ Int($0) }), arguments.count % 3 == 1 else {
  print("usage: SecondVoice LIMIT (START UNTIL RULE)…")
  exit(64)
}
icalerror_set_errors_are_fatal(0)
let utc = icaltimezone_get_utc_timezone()
for index in stride(from: 1, to: arguments.count, by: 3) {
  var timer = itimerval(it_interval: timeval(), it_value: timeval(tv_sec: 0, tv_usec: 250_000))
  setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
  let start = icaltime_from_string(arguments[index])
  guard let until = Int(arguments[index + 1]),
    let iterator = icalrecur_iterator_new(icalrecurrencetype_from_string(arguments[index + 2]), start)
  else {
    print("refused")
    fflush(nil)
    continue
  }
  var readings: [String] = []
  while readings.count < limit {
    let time = icalrecur_iterator_next(iterator)
    guard icaltime_is_null_time(time) == 0 else { break }
    let reading = Int(icaltime_as_timet_with_zone(time, utc))
    guard reading < until else { break }
    readings.append(String(reading))
  }
  icalrecur_iterator_free(iterator)
  print(readings.joined(separator: " "))
  fflush(nil)
}
