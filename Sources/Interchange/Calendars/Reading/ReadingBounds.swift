/// What one reading of a calendar may come to, so that a hostile one costs some seconds and at most about 250 MB. A year of somebody
/// who meets twenty times a day has seven thousand busy times.
struct ReadingBounds: Sendable {
  /// Occurrences of repeating events that are looked at, whether they count in the end or not.
  var occurrences = 10_000_000
  /// What EXDATE and RDATE list, which is kept until all is read: a newer version may come.
  var dates = 500_000
  var blocks = 750_000
}
