/// What generated people are called and do.
enum GeneratorNames {
  static let first = [
    "Mia", "Ralf", "Aiko", "Jonas", "Petra", "Tom", "Zoë", "Noah", "Ines", "Omar", "Lena", "Sven", "Priya", "Łukasz",
    "Chiara", "Amara", "Björn", "Dilek", "Emre", "Fatima", "Goran", "Hana", "Ivan", "Julia", "Kofi", "Li", "Marta",
    "Nils", "Olga", "Pedro", "Quinn", "Rosa", "Samir", "Tuva", "Ugo", "Vera", "Wei", "Yara", "明", "さくら",
  ]
  static let last = [
    "Chen", "Winter", "山田", "Okafor", "Lindqvist", "Brandt", "Álvarez", "Meyer", "Rossi", "Haddad", "Novák", "Kim",
    "Petrov", "Silva", "Okonkwo", "Yılmaz", "Schmidt", "Dubois", "Nowak", "Jensen", "O'Neill", "Larsen", "Costa",
    "Fischer", "Horvat", "Ito", "Kowalski", "Moreau", "Nguyen", "Papadopoulos", "Quist", "Ricci", "Sato", "Tanaka",
    "Urban", "Varga", "Weber", "Xu", "Young", "Zhang",
  ]
  /// Near enough to one another that all can meet at the same hours, but not of one clock.
  static let zones = ["Europe/Berlin", "Europe/London", "Europe/Lisbon", "Europe/Athens", "Europe/Stockholm"]
  static let departments = ["Design", "Engineering", "Finance", "Legal", "Marketing", "Operations", "People", "Sales"]
  static let topics = [
    "Video editing", "AI tools", "Social media", "Data in plain words", "Leading a team", "Negotiating",
    "Public speaking", "How a new generation thinks", "Writing", "Product sense",
  ]
  static let meetings = ["Stand-up", "Review", "Planning", "One-on-one", "Customer call", "Focus time", "Interview"]
}
