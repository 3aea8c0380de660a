public import Mentoring
public import Scheduling

/// Reads `people.csv`, `pairs.csv` and `rooms.csv`: RFC 4180, UTF-8, with or without byte order mark, a header line and
/// columns in any order.
///
/// Every field is checked by itself; what refers to other rows or to the store is checked when the rows are imported.
/// Read in chunks: at most ``largestFile`` bytes, 1 MiB a field. O(bytes).
public struct CsvImporter: Sendable {
  /// Bytes.
  public static let largestFile = 64 << 20

  let zones: any ZoneProvider

  /// - Parameter zones: decides which zone names are known.
  public init(zones: any ZoneProvider) {
    self.zones = zones
  }

  /// Reads a file of people.
  ///
  /// - Throws: ``FileError`` when the file can't be read at all, or what `progress` throws.
  public func people(at path: String, progress: ProgressReport = { _ in }) throws -> CsvReading<PersonRow> {
    try read(at: path, progress, Self.peopleTable, personRow)
  }

  /// Reads people from a file's bytes.
  public func people(_ bytes: [UInt8]) -> CsvReading<PersonRow> {
    read(bytes, Self.peopleTable, personRow)
  }

  /// Reads a file of pairs.
  ///
  /// - Throws: ``FileError`` when the file can't be read at all, or what `progress` throws.
  public func pairs(at path: String, progress: ProgressReport = { _ in }) throws -> CsvReading<PairRow> {
    try read(at: path, progress, Self.pairsTable, pairRow)
  }

  /// Reads pairs from a file's bytes.
  public func pairs(_ bytes: [UInt8]) -> CsvReading<PairRow> {
    read(bytes, Self.pairsTable, pairRow)
  }

  /// Reads a file of rooms.
  ///
  /// - Throws: ``FileError`` when the file can't be read at all, or what `progress` throws.
  public func rooms(at path: String, progress: ProgressReport = { _ in }) throws -> CsvReading<RoomRow> {
    try read(at: path, progress, Self.roomsTable, roomRow)
  }

  /// Reads rooms from a file's bytes.
  public func rooms(_ bytes: [UInt8]) -> CsvReading<RoomRow> {
    read(bytes, Self.roomsTable, roomRow)
  }

  private func read<Row>(
    _ bytes: [UInt8], _ table: CsvTable, _ row: (inout CsvRow) -> Row
  ) -> CsvReading<Row> {
    var rest = bytes
    return read(
      {
        defer { rest = [] }
        return rest
      }, table, row)
  }

  private func read<Row>(
    at path: String, _ progress: ProgressReport, _ table: CsvTable, _ row: (inout CsvRow) -> Row
  ) throws -> CsvReading<Row> {
    let file = try ChunkedFile(path: path, limit: Self.largestFile)
    var chunk: [UInt8] = []
    return try read(
      {
        try file.read(into: &chunk)
        try progress(ReadingProgress(bytesDone: file.bytesRead, bytesInAll: file.size))
        return chunk
      }, table, row)
  }

  /// - Parameter next: gives the next bytes with each call; an empty array is the end.
  private func read<Row>(
    _ next: () throws -> [UInt8], _ table: CsvTable, _ row: (inout CsvRow) -> Row
  ) rethrows -> CsvReading<Row> {
    var table = table
    var scanner = CsvScanner()
    var rows: [Row] = []
    func take(_ record: CsvRecord) {
      guard var fields = table.take(record) else { return }
      let value = row(&fields)
      for issue in fields.issues { table.add(error: issue) }
      if !fields.issues.contains(where: { $0.column.map(table.keys.contains) ?? false }) { rows.append(value) }
    }
    while scanner.fatal == nil {
      let chunk = try next()
      guard !chunk.isEmpty else { break }
      scanner.feed(chunk, take)
    }
    scanner.finish(take)
    if let fatal = scanner.fatal { table.take(fatal) }
    table.finish()
    return CsvReading(
      rows: table.errors.isEmpty ? rows : [], identified: rows, hasLostRows: table.hasLostRows,
      errors: table.errors.listed, warnings: table.warnings.listed)
  }
}
