/// Every example of RFC 5545, 3.8.5.3, in its order: the rules, with DTSTART in New York at 09:00 unless told, and what
/// they give. A line of dates holds the year and the clock that the standard tells; `…` stands where it goes on.
///
/// As printed, the rule of every 3 hours ends before the last hours it is said to give; erratum 3883 has the UNTIL that
/// is meant.
enum StandardExamples {
  static let text = """
    Daily for 10 occurrences
    19970902 FREQ=DAILY;COUNT=10
      1997 EDT: Sep 2-11

    Daily until December 24, 1997
    19970902 FREQ=DAILY;UNTIL=19971224T000000Z
      1997 EDT: Sep 2-30, Oct 1-25
      1997 EST: Oct 26-31, Nov 1-30, Dec 1-23

    Every other day
    19970902 FREQ=DAILY;INTERVAL=2
      1997 EDT: Sep 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30, Oct 2 4 6 8 10 12 14 16 18 20 22 24
      1997 EST: Oct 26 28 30, Nov 1 3 5 7 9 11 13 15 17 19 21 23 25 27 29, Dec 1 3 …

    Every 10 days, 5 occurrences
    19970902 FREQ=DAILY;INTERVAL=10;COUNT=5
      1997 EDT: Sep 2 12 22, Oct 2 12

    Every day in January, for 3 years
    19980101 FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA
    19980101 FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1
      1998 EST: Jan 1-31
      1999 EST: Jan 1-31
      2000 EST: Jan 1-31

    Weekly for 10 occurrences
    19970902 FREQ=WEEKLY;COUNT=10
      1997 EDT: Sep 2 9 16 23 30, Oct 7 14 21
      1997 EST: Oct 28, Nov 4

    Weekly until December 24, 1997
    19970902 FREQ=WEEKLY;UNTIL=19971224T000000Z
      1997 EDT: Sep 2 9 16 23 30, Oct 7 14 21
      1997 EST: Oct 28, Nov 4 11 18 25, Dec 2 9 16 23

    Every other week
    19970902 FREQ=WEEKLY;INTERVAL=2;WKST=SU
      1997 EDT: Sep 2 16 30, Oct 14
      1997 EST: Oct 28, Nov 11 25, Dec 9 23
      1998 EST: Jan 6 20, Feb 3 17 …

    Tuesday and Thursday for five weeks
    19970902 FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH
    19970902 FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH
      1997 EDT: Sep 2 4 9 11 16 18 23 25 30, Oct 2

    Every other week on Monday, Wednesday and Friday until December 24
    19970901 FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR
      1997 EDT: Sep 1 3 5 15 17 19 29, Oct 1 3 13 15 17
      1997 EST: Oct 27 29 31, Nov 10 12 14 24 26 28, Dec 8 10 12 22

    Every other week on Tuesday and Thursday, 8 occurrences
    19970902 FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH
      1997 EDT: Sep 2 4 16 18 30, Oct 2 14 16

    First Friday, 10 occurrences
    19970905 FREQ=MONTHLY;COUNT=10;BYDAY=1FR
      1997 EDT: Sep 5, Oct 3
      1997 EST: Nov 7, Dec 5
      1998 EST: Jan 2, Feb 6, Mar 6, Apr 3
      1998 EDT: May 1, Jun 5

    First Friday until December 24
    19970905 FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR
      1997 EDT: Sep 5, Oct 3
      1997 EST: Nov 7, Dec 5

    First and last Sunday, every other month
    19970907 FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU
      1997 EDT: Sep 7 28
      1997 EST: Nov 2 30
      1998 EST: Jan 4 25, Mar 1 29
      1998 EDT: May 3 31

    Second-to-last Monday
    19970922 FREQ=MONTHLY;COUNT=6;BYDAY=-2MO
      1997 EDT: Sep 22, Oct 20
      1997 EST: Nov 17, Dec 22
      1998 EST: Jan 19, Feb 16

    Third-to-last day
    19970928 FREQ=MONTHLY;BYMONTHDAY=-3
      1997 EDT: Sep 28
      1997 EST: Oct 29, Nov 28, Dec 29
      1998 EST: Jan 29, Feb 26 …

    2nd and 15th
    19970902 FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15
      1997 EDT: Sep 2 15, Oct 2 15
      1997 EST: Nov 2 15, Dec 2 15
      1998 EST: Jan 2 15

    First and last day
    19970930 FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1
      1997 EDT: Sep 30, Oct 1
      1997 EST: Oct 31, Nov 1 30, Dec 1 31
      1998 EST: Jan 1 31, Feb 1

    Every 18 months on the 10th to 15th
    19970910 FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15
      1997 EDT: Sep 10-15
      1999 EST: Mar 10-13

    Every Tuesday, every other month
    19970902 FREQ=MONTHLY;INTERVAL=2;BYDAY=TU
      1997 EDT: Sep 2 9 16 23 30
      1997 EST: Nov 4 11 18 25
      1998 EST: Jan 6 13 20 27, Mar 3 10 17 24 31 …

    June and July
    19970610 FREQ=YEARLY;COUNT=10;BYMONTH=6,7
      1997 EDT: Jun 10, Jul 10
      1998 EDT: Jun 10, Jul 10
      1999 EDT: Jun 10, Jul 10
      2000 EDT: Jun 10, Jul 10
      2001 EDT: Jun 10, Jul 10

    January, February and March of every other year
    19970310 FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3
      1997 EST: Mar 10
      1999 EST: Jan 10, Feb 10, Mar 10
      2001 EST: Jan 10, Feb 10, Mar 10
      2003 EST: Jan 10, Feb 10, Mar 10

    1st, 100th and 200th day of every third year
    19970101 FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200
      1997 EST: Jan 1
      1997 EDT: Apr 10, Jul 19
      2000 EST: Jan 1
      2000 EDT: Apr 9, Jul 18
      2003 EST: Jan 1
      2003 EDT: Apr 10, Jul 19
      2006 EST: Jan 1

    20th Monday of the year
    19970519 FREQ=YEARLY;BYDAY=20MO
      1997 EDT: May 19
      1998 EDT: May 18
      1999 EDT: May 17 …

    Monday of week 20
    19970512 FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO
      1997 EDT: May 12
      1998 EDT: May 11
      1999 EDT: May 17 …

    Every Thursday in March
    19970313 FREQ=YEARLY;BYMONTH=3;BYDAY=TH
      1997 EST: Mar 13 20 27
      1998 EST: Mar 5 12 19 26
      1999 EST: Mar 4 11 18 25 …

    Every Thursday in June, July and August
    19970605 FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8
      1997 EDT: Jun 5 12 19 26, Jul 3 10 17 24 31, Aug 7 14 21 28
      1998 EDT: Jun 4 11 18 25, Jul 2 9 16 23 30, Aug 6 13 20 27
      1999 EDT: Jun 3 10 17 24, Jul 1 8 15 22 29, Aug 5 12 19 26 …

    Every Friday the 13th; the start is taken out by an EXDATE
    19970902 FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13
      1998 EST: Feb 13, Mar 13, Nov 13
      1999 EDT: Aug 13
      2000 EDT: Oct 13 …

    The first Saturday after the first Sunday
    19970913 FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13
      1997 EDT: Sep 13, Oct 11
      1997 EST: Nov 8, Dec 13
      1998 EST: Jan 10, Feb 7, Mar 7
      1998 EDT: Apr 11, May 9, Jun 13 …

    Election day
    19961105 FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8
      1996 EST: Nov 5
      2000 EST: Nov 7
      2004 EST: Nov 2 …

    The third Tuesday, Wednesday or Thursday
    19970904 FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3
      1997 EDT: Sep 4, Oct 7
      1997 EST: Nov 6

    The second-to-last weekday
    19970929 FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2
      1997 EDT: Sep 29
      1997 EST: Oct 30, Nov 27, Dec 30
      1998 EST: Jan 29, Feb 26, Mar 30 …

    Every 3 hours from 9:00 to 17:00
    19970902 FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z
      1997 EDT: Sep 2 at 09:00 12:00 15:00

    Every 15 minutes, 6 occurrences
    19970902 FREQ=MINUTELY;INTERVAL=15;COUNT=6
      1997 EDT: Sep 2 at 09:00 09:15 09:30 09:45 10:00 10:15

    Every hour and a half, 4 occurrences
    19970902 FREQ=MINUTELY;INTERVAL=90;COUNT=4
      1997 EDT: Sep 2 at 09:00 10:30 12:00 13:30

    Every 20 minutes from 9:00 to 16:40
    19970902 FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40
    19970902 FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16
      1997 EDT: Sep 2-3 at 09:00 09:20 09:40 10:00 10:20 10:40 11:00 11:20 11:40 12:00 12:20 12:40 13:00 13:20 13:40 14:00 14:20 14:40 15:00 15:20 15:40 16:00 16:20 16:40 …

    Weeks that begin on Monday
    19970805 FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO
      1997 EDT: Aug 5 10 19 24

    Weeks that begin on Sunday
    19970805 FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU
      1997 EDT: Aug 5 17 19 31

    A date that does not exist is ignored
    20070115 FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5
      2007 EST: Jan 15 30, Feb 15
      2007 EDT: Mar 15 30
    """
}
