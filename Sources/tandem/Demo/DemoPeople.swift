/// The made-up company's people and rooms, as the files that a real one would import.
enum DemoPeople {
  /// About 60 people of four generations in five time zones.
  static let people = """
    login,name,email,zone,hours,role,grade,department,manager,generation,teaches,learns,mentor_capacity,mentee_capacity
    kim,Kim Park,kim@demo.invalid,Europe/Berlin,Mon-Fri 08:30-17:00,coordinator,6,People,helena,x,Feedback;Facilitation,Data storytelling,2,1
    helena,Helena Brandão,helena@demo.invalid,Europe/London,Mon-Fri 08:30-17:30,member,11,Board,,boomer,Strategy;Negotiation,AI tools;Social media,2,2
    ralf,Ralf Winter,ralf@demo.invalid,America/New_York,Mon-Thu 07:30-12:30 13:30-17:00; Fri 07:30-13:00,member,10,Sales,,boomer,Negotiation;Key accounts,Video editing;Social media,2,2
    petra,Petra Lindqvist,petra@demo.invalid,Europe/Berlin,Mon-Fri 08:00-16:30,member,9,Finance,,x,Budgeting;Risk,Video editing;AI tools,2,2
    sanjay,Sanjay Iyer,sanjay@demo.invalid,Asia/Kolkata,Mon-Fri 10:00-19:00,member,9,Engineering,,x,Architecture;Hiring,AI tools;Prompting,3,2
    grace,Grace O'Neill,grace@demo.invalid,Europe/London,Mon-Fri 09:00-17:30,member,9,Marketing,,boomer,Brand;Crisis communication,Short video;Community,2,2
    kenji,Kenji Tanaka,kenji@demo.invalid,Asia/Tokyo,Mon-Fri 10:00-19:30,member,9,Design,,x,Typography;Critique,Motion design;AI tools,2,2
    dolores,Dolores Vega,dolores@demo.invalid,America/New_York,Mon-Fri 08:00-16:30,member,8,Legal,,boomer,Contracts;Privacy,Social media,2,1
    mia,Mia Chen,mia@demo.invalid,Europe/Berlin,Mon-Fri 09:00-18:00,member,2,Studio,tom,z,Video editing;Short video,Leadership;Negotiation,2,2
    jonas,Jonas Okafor,jonas@demo.invalid,Europe/Berlin,Mon-Fri 09:30-18:00,member,3,Studio,tom,z,Video editing;Motion design,Budgeting,2,2
    tom,Tom Brandt,tom@demo.invalid,Europe/Berlin,Mon-Fri 07:30-16:00,member,7,Studio,grace,x,Production planning,Typography;AI tools,2,2
    aiko,Aiko 山田,aiko@demo.invalid,Asia/Tokyo,Mon-Fri 10:00-19:30,member,8,Design,kenji,millennial,Editing;Storyboards,Leadership,2,1
    lena,Lena Hoffmann,lena@demo.invalid,Europe/Berlin,Mon-Thu 09:00-15:00,member,4,Studio,tom,millennial,Sound design,Project management,1,1
    omar,Omar Haddad,omar@demo.invalid,Europe/Berlin,Mon-Fri 10:00-18:30,member,2,Studio,tom,z,Short video;Memes,Public speaking,1,1
    zoe,Zoë Lambert,zoe@demo.invalid,Europe/London,Mon-Fri 09:30-18:00,member,2,Marketing,grace,z,Community;Social media,Brand,2,1
    femi,Fẹ́mi Adeyemi,femi@demo.invalid,Europe/London,Mon-Fri 09:00-17:30,member,3,Marketing,grace,z,Short video;Podcasts,Negotiation,2,1
    ines,Inês Carvalho,ines@demo.invalid,Europe/London,Mon-Fri 08:30-17:00,member,5,Marketing,grace,millennial,Campaigns;Analytics,Leadership,2,1
    hugh,Hugh Pemberton,hugh@demo.invalid,Europe/London,Mon-Fri 09:00-17:00,member,7,Marketing,grace,boomer,Copywriting;Brand,AI tools,1,1
    priya,Priya Nair,priya@demo.invalid,Asia/Kolkata,Mon-Fri 10:30-19:30,member,3,Engineering,sanjay,z,AI tools;Prompting,Architecture,2,2
    arjun,Arjun Mehta,arjun@demo.invalid,Asia/Kolkata,Mon-Fri 11:00-20:00,member,2,Engineering,sanjay,z,Prompting;Automation,Public speaking,2,1
    deepa,Deepa Krishnan,deepa@demo.invalid,Asia/Kolkata,Mon-Fri 09:30-18:30,member,6,Engineering,sanjay,millennial,Testing;Hiring,Strategy,2,1
    rohan,Rohan Das,rohan@demo.invalid,Asia/Kolkata,Mon-Fri 10:00-19:00,member,4,Engineering,deepa,millennial,Cloud costs,Leadership,1,1
    ben,Ben Whitaker,ben@demo.invalid,America/New_York,Mon-Fri 08:30-17:00,member,4,Engineering,sanjay,millennial,Data storytelling,Architecture,1,1
    lucia,Lucía Fernández,lucia@demo.invalid,America/New_York,Mon-Fri 09:00-17:30,member,3,Sales,ralf,z,Social media;Short video,Key accounts,2,2
    marcus,Marcus Reed,marcus@demo.invalid,America/New_York,Mon-Fri 08:00-16:30,member,6,Sales,ralf,x,Forecasting;Key accounts,AI tools,2,1
    tasha,Tasha Williams,tasha@demo.invalid,America/New_York,Mon-Fri 09:00-17:00,member,4,Sales,marcus,millennial,Presentations,Negotiation,1,1
    noah,Noah Goldberg,noah@demo.invalid,America/New_York,Mon-Fri 09:30-17:30,member,2,Sales,marcus,z,Automation;AI tools,Forecasting,2,1
    erik,Erik Sørensen,erik@demo.invalid,Europe/Berlin,Mon-Fri 08:00-16:00,member,6,Finance,petra,x,Forecasting;Risk,Data storytelling,2,1
    yusuf,Yusuf Demir,yusuf@demo.invalid,Europe/Berlin,Mon-Fri 09:00-17:30,member,3,Finance,petra,millennial,Spreadsheets;Automation,Budgeting,2,1
    clara,Clara Neumann,clara@demo.invalid,Europe/Berlin,Mon-Wed 09:00-14:30; Thu-Fri 09:00-13:00,member,4,Finance,erik,millennial,Accounting,Leadership,1,1
    hana,Hana Kobayashi,hana@demo.invalid,Asia/Tokyo,Mon-Fri 10:00-19:00,member,2,Design,kenji,z,Motion design;Short video,Critique,2,1
    yuki,Yuki Sato,yuki@demo.invalid,Asia/Tokyo,Mon-Fri 11:00-20:00,member,3,Design,aiko,z,AI tools;Illustration,Typography,2,1
    ren,Ren Watanabe,ren@demo.invalid,Asia/Tokyo,Mon-Fri 09:30-18:30,member,5,Design,kenji,millennial,Prototyping,Public speaking,1,1
    nadia,Nadia Petrova,nadia@demo.invalid,Europe/Berlin,Mon-Fri 09:00-17:00,member,7,People,kim,x,Coaching;Hiring,Data storytelling,2,1
    samir,Samir Aziz,samir@demo.invalid,Europe/Berlin,Mon-Fri 09:00-17:30,member,3,People,kim,z,Social media;Employer brand,Coaching,2,1
    alma,Alma Lund,alma@demo.invalid,Europe/Berlin,Mon-Fri 08:30-16:30,member,5,People,nadia,millennial,Facilitation,Strategy,1,1
    victor,Victor Dubois,victor@demo.invalid,Europe/London,Mon-Fri 08:00-16:30,member,8,Operations,,boomer,Logistics;Negotiation,Automation;AI tools,2,2
    maya,Maya Shah,maya@demo.invalid,Europe/London,Mon-Fri 09:30-18:00,member,2,Operations,victor,z,Automation;Dashboards,Logistics,2,1
    owen,Owen Clarke,owen@demo.invalid,Europe/London,Mon-Fri 09:00-17:00,member,5,Operations,victor,millennial,Procurement,Leadership,1,1
    fatima,Fatima Zahra,fatima@demo.invalid,Europe/London,Mon-Fri 10:00-18:00,member,3,Operations,owen,z,Dashboards;Data storytelling,Procurement,2,1
    gustav,Gustav Keller,gustav@demo.invalid,Europe/Berlin,Mon-Fri 07:00-15:30,member,8,Engineering,sanjay,boomer,Reliability;Mentoring,AI tools,2,2
    emre,Emre Yıldız,emre@demo.invalid,Europe/Berlin,Mon-Fri 10:00-18:30,member,2,Engineering,gustav,z,AI tools;Open source,Reliability,2,1
    sofia,Sofia Rossi,sofia@demo.invalid,Europe/Berlin,Mon-Fri 09:00-17:30,member,5,Engineering,gustav,millennial,Frontend;Accessibility,Architecture,2,1
    tariq,Tariq Mansour,tariq@demo.invalid,Europe/Berlin,Mon-Fri 09:30-18:00,member,4,Engineering,sofia,millennial,Security,Hiring,1,1
    nora,Nora Åkesson,nora@demo.invalid,Europe/Berlin,Mon-Fri 08:30-16:30,member,6,Legal,dolores,x,Privacy;Contracts,Prompting,2,1
    liam,Liam Murphy,liam@demo.invalid,Europe/London,Mon-Fri 09:00-17:30,member,2,Legal,nora,z,Prompting;AI tools,Contracts,2,1
    ivy,Ivy Zhang,ivy@demo.invalid,America/New_York,Mon-Fri 09:00-17:30,member,5,Legal,dolores,millennial,Compliance,Strategy,1,1
    carlos,Carlos Mendoza,carlos@demo.invalid,America/New_York,Mon-Fri 07:30-16:00,member,7,Operations,victor,x,Vendor management,Dashboards,2,1
    ruth,Ruth Abramson,ruth@demo.invalid,America/New_York,Mon-Thu 09:00-16:00,member,8,Finance,petra,boomer,Audit;Risk,Automation,1,1
    jade,Jade Thompson,jade@demo.invalid,America/New_York,Mon-Fri 10:00-18:00,member,2,Finance,ruth,z,Automation;Spreadsheets,Audit,2,1
    anton,Anton Volkov,anton@demo.invalid,Europe/Berlin,Mon-Fri 09:00-17:00,member,4,Sales,marcus,millennial,Customer research,Key accounts,1,1
    leila,Leila Karimi,leila@demo.invalid,Europe/London,Mon-Fri 09:00-17:30,member,4,Design,kenji,millennial,Service design,Leadership,1,1
    mateo,Mateo Silva,mateo@demo.invalid,America/New_York,Mon-Fri 09:30-18:00,member,3,Marketing,ines,z,Podcasts;Community,Copywriting,2,1
    astrid,Astrid Berg,astrid@demo.invalid,Europe/Berlin,Mon-Fri 08:00-16:00,member,7,Sales,ralf,x,Public speaking;Key accounts,Social media,2,1
    walter,Walter Schmidt,walter@demo.invalid,Europe/Berlin,Mon-Thu 08:00-14:00,member,8,Production,,boomer,Production planning;Crisis communication,Video editing,1,1
    chiara,Chiara Conti,chiara@demo.invalid,Europe/Berlin,Mon-Fri 09:00-17:30,member,3,Production,walter,z,Video editing;Drones,Production planning,2,1
    amit,Amit Joshi,amit@demo.invalid,Asia/Kolkata,Mon-Fri 10:00-18:30,member,7,Operations,victor,x,Process design,AI tools,2,1
    nikhil,Nikhil Rao,nikhil@demo.invalid,Asia/Kolkata,Mon-Fri 11:00-20:00,member,2,Operations,amit,z,AI tools;Dashboards,Process design,2,1
    noam,נועם לוי,noam@demo.invalid,Europe/London,Mon-Fri 09:00-17:00,member,4,Engineering,gustav,millennial,Machine learning,Strategy,1,1

    """

  static let rooms = """
    name,location,zone,capacity,hours
    Lisbon,Berlin 2nd floor,Europe/Berlin,4,Mon-Fri 08:00-18:00
    Oslo,Berlin 3rd floor,Europe/Berlin,2,Mon-Fri 08:00-18:00
    Phone booth,Berlin 2nd floor,Europe/Berlin,1,
    Thames,London 1st floor,Europe/London,6,Mon-Fri 08:30-18:00
    Hudson,New York 14th floor,America/New_York,4,Mon-Fri 08:00-18:00
    Sakura,Tokyo 5th floor,Asia/Tokyo,3,Mon-Fri 09:00-20:00

    """

  /// Mentor, mentee, topic, cadence, minutes, sessions meant, weeks since it began; the kind follows from the grades.
  static let pairs: [DemoPair] = [
    DemoPair("mia", "ralf", "Video editing for leadership updates", "2w", 60, 12, 16),
    DemoPair("jonas", "petra", "Video editing", "2w", 45, 8, 14, isStalled: true),
    DemoPair("aiko", "tom", "Editing: from storyboard to cut", "3w", 60, 6, 13),
    DemoPair("zoe", "ralf", "Social media without a script", "3w", 45, 8, 12),
    DemoPair("femi", "helena", "Short video for the board", "3w", 30, 8, 12),
    DemoPair("liam", "sanjay", "Prompting for architects", "1w", 45, 16, 11),
    DemoPair("arjun", "victor", "Automating the dull parts", "2w", 45, 10, 10),
    DemoPair("hana", "deepa", "Motion design in an afternoon", "2w", 60, 8, 12),
    DemoPair("priya", "hugh", "AI tools for writers", "2w", 45, 8, 9),
    DemoPair("lucia", "dolores", "Social media without regrets", "2w", 45, 10, 13),
    DemoPair("noah", "ruth", "Automation for auditors", "2w", 45, 8, 8, isStalled: true),
    DemoPair("yuki", "amit", "AI tools", "2w", 45, 8, 7),
    DemoPair("emre", "petra", "AI tools in finance", "2w", 45, 8, 9),
    DemoPair("samir", "nadia", "Employer brand where people look", "2w", 45, 8, 12),
    DemoPair("maya", "carlos", "Dashboards that get read", "2w", 45, 8, 11),
    DemoPair("chiara", "grace", "Short video for brands", "1w", 45, 12, 7),
    DemoPair("nikhil", "gustav", "AI tools for reliability", "2w", 45, 8, 9),
    DemoPair("jade", "marcus", "Automation for forecasts", "2w", 45, 8, 10),
    DemoPair("mateo", "astrid", "Podcasts and communities", "2w", 45, 8, 8),
    DemoPair("fatima", "erik", "Data storytelling", "2w", 45, 8, 7),
    DemoPair("omar", "walter", "Video editing", "2w", 45, 8, 8),
    DemoPair("helena", "deepa", "Strategy", "4w", 60, 6, 20),
    DemoPair("ralf", "sofia", "Negotiation", "2w", 60, 8, 12),
    DemoPair("sanjay", "yusuf", "Automation and architecture", "2w", 60, 8, 13),
    DemoPair("grace", "tasha", "Presentations that land", "3w", 45, 6, 12),
    DemoPair("kenji", "nikhil", "Critique", "2w", 45, 8, 10),
    DemoPair("victor", "ben", "Leading without shouting", "2w", 60, 8, 12),
    DemoPair("gustav", "anton", "Reliability for customers", "2w", 60, 8, 12),
    DemoPair("marcus", "mateo", "Key accounts", "2w", 45, 8, 9),
    DemoPair("nadia", "clara", "Leading a small team", "2w", 45, 8, 11),
    DemoPair("dolores", "sofia", "Contracts for engineers", "2w", 45, 8, 10),
    DemoPair("petra", "lena", "Budgeting a studio", "2w", 45, 8, 9),
    DemoPair("deepa", "owen", "Leadership", "2w", 45, 8, 8),
    DemoPair("astrid", "samir", "Public speaking", "2w", 45, 8, 7),
    DemoPair("kim", "emre", "Facilitation", "2w", 45, 8, 9),
    DemoPair("nora", "mia", "Leading before you have the title", "3w", 45, 8, 10),
    DemoPair("tom", "chiara", "Producing under pressure", "3w", 45, 8, 10),
    DemoPair("ines", "owen", "Analytics and procurement", "3w", 45, 6, 9),
    DemoPair("rohan", "tariq", "Cloud costs and security", "3w", 45, 6, 9),
    DemoPair("clara", "lena", "Numbers and sound", "3w", 45, 6, 6, isStalled: true),
  ]
}

/// A made-up pair, as its line of `pairs.csv` is made from.
struct DemoPair {
  let mentor: String
  let mentee: String
  let topic: String
  let cadence: String
  let minutes: Int
  let sessions: Int
  /// Since it began.
  let weeks: Int
  /// Whether it has not met for a while, and nothing is booked.
  let isStalled: Bool

  init(
    _ mentor: String, _ mentee: String, _ topic: String, _ cadence: String, _ minutes: Int, _ sessions: Int,
    _ weeks: Int,
    isStalled: Bool = false
  ) {
    self.mentor = mentor
    self.mentee = mentee
    self.topic = topic
    self.cadence = cadence
    self.minutes = minutes
    self.sessions = sessions
    self.weeks = weeks
    self.isStalled = isStalled
  }
}
