import Mentoring
import Scheduling

/// All that stands for or against a time, with what would remove each obstacle.
struct ExplanationSheet: Hashable, Sendable {
  let title: String
  let explanation: Explanation
  /// Taken with 1 to 3.
  let alternatives: [Instant]
  /// Lines scrolled out of sight.
  var scroll = 0
}
