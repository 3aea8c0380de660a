import Scheduling
import TestSupport
import Testing

@Suite struct WeeklyHoursTests {
  @Test(arguments: [
    ("Mon-Thu 09:00-12:30 13:30-17:30; Fri 09:00-13:00", "Mon-Thu 09:00-12:30 13:30-17:30; Fri 09:00-13:00"),
    ("", "Mon-Fri 09:00-17:00"), ("  ", "Mon-Fri 09:00-17:00"), ("mon 9:00-17:00;", "Mon 09:00-17:00"),
    ("Sat,Sun 10:00-12:00", "Sat-Sun 10:00-12:00"), ("Sun-Mon 22:00-02:00", "Mon 22:00-02:00; Sun 22:00-02:00"),
    ("Wednesday 18:00-24:00", "Wed 18:00-24:00"), ("Mon off; Tue 09:00-10:00", "Tue 09:00-10:00"),
    ("Mon-Fri 9-17", "Mon-Fri 09:00-17:00"), ("Mon 8:30-12 13–18", "Mon 08:30-12:00 13:00-18:00"),
    ("Mon 18-24", "Mon 18:00-24:00"), ("Mon-Sun off", "Mon-Sun off"),
    ("Mon-Fri 9am-5pm", "Mon-Fri 09:00-17:00"), ("Mon 9-5pm", "Mon 09:00-17:00"), ("Mon 2-3:30pm", "Mon 14:00-15:30"),
    ("Mon 10pm-2am", "Mon 22:00-02:00"), ("Mon 11am–1 pm", "Mon 11:00-13:00"), ("Mon 9-9pm", "Mon 09:00-21:00"),
    ("Mon 12am-12pm", "Mon 00:00-12:00"), ("Mon 10:00 - 12:00 14:00 to 15:00", "Mon 10:00-12:00 14:00-15:00"),
    ("Mon to Fri 2 - 3 pm", "Mon-Fri 14:00-15:00"),
    ("Mon 13:00-14:00 09:00-10:00", "Mon 09:00-10:00 13:00-14:00"),
  ])
  func readsAndPrints(text: String, printed: String) throws {
    let hours = try WeeklyHours(text)
    #expect(hours.description == printed)
    #expect(try WeeklyHours(hours.description) == hours)
  }

  @Test(arguments: [
    ("Mo-Fry 09:00-17:00", "Mo-Fry"), ("Mon", "Mon"), ("Mon 09:00-09:00", "09:00-09:00"), ("Mon 9-5", "9-5"),
    ("Mon 9-9", "9-9"), ("Mon 9-25", "9-25"), ("Mon 9-", "9-"), ("Mon 9-12-17", "9-12-17"),
    ("Mon 09:00-25:00", "09:00-25:00"), ("Mon 24:00-02:00", "24:00-02:00"), ("Mon 09:00-17:00; Mon 10:00-11:00", "Mon"),
    ("Mon-Wed 09:00-10:00; Tue 11:00-12:00", "Tue"), ("Mon 09:00-12:00 11:00-13:00", "09:00-12:00 11:00-13:00"),
    ("Mon 13pm-2pm", "13pm-2pm"), ("Mon 9am-9am", "9am-9am"), ("Mon 10:00 to", "10:00-"), ("Mon am-pm", "am-pm"),
    ("x", "x"), ("Mon-Tue-Wed 09:00-10:00", "Mon-Tue-Wed"), ("09:00-17:00", "09:00-17:00"),
  ])
  func quotesWhatIsWrong(text: String, quoted: String) {
    #expect { try WeeklyHours(text) } throws: { ($0 as? HoursError)?.value == quoted }
  }
}
