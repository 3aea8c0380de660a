// swift-tools-version: 6.2
import PackageDescription

/// Our own targets build without a warning; the packages we depend on are not ours to judge.
let house: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "tandem",
  products: [
    .executable(name: "tandem", targets: ["tandem"]),
    .library(name: "Scheduling", targets: ["Scheduling"]),
    .library(name: "Mentoring", targets: ["Mentoring"]),
    .library(name: "SQLiteStore", targets: ["SQLiteStore"]),
    .library(name: "PostgresStore", targets: ["PostgresStore"]),
    .library(name: "Tables", targets: ["Tables"]),
    .library(name: "Recurrence", targets: ["Recurrence"]),
    .library(name: "SystemZones", targets: ["SystemZones"]),
    .library(name: "CLibical", targets: ["CLibical"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // System libraries: a module map and a shim each.
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .systemLibrary(name: "CLibical", providers: [.apt(["libical-dev"])]),
    // What runs inside a signal handler: C, for Swift's runtime is not safe there.
    .target(name: "CTerminalGuard", cSettings: [.define("_GNU_SOURCE")]),
    // A lock that is waited for with an end: C, for Swift sees neither the timers' threads nor the signals' numbers.
    .target(name: "CFileLock", cSettings: [.define("_GNU_SOURCE")]),
    // A setting of SQLite's that Swift can't call.
    .target(name: "CSQLiteSettings", linkerSettings: [.linkedLibrary("sqlite3")]),
    // libpq by its own names, loaded when the first is called: who names no server does not wait for it.
    .target(name: "CPostgres"),

    // How words that people type are compared with names: both the middle and the screens do.
    .target(name: "Folding", swiftSettings: house),

    // The pure middle.
    .target(name: "Scheduling", swiftSettings: house),
    .target(name: "Recurrence", dependencies: ["Scheduling"], swiftSettings: house),
    .target(name: "Mentoring", dependencies: ["Folding", "Scheduling", "Recurrence"], swiftSettings: house),

    // What both databases share: the tables' rows, and the queries.
    .target(name: "Tables", dependencies: ["Mentoring", "Scheduling"], swiftSettings: house),

    // The edge: disk, files, terminal.
    .target(name: "SystemZones", dependencies: ["Scheduling"], swiftSettings: house),
    .target(
      name: "SQLiteStore",
      dependencies: [
        "CFileLock", "CSQLiteSettings", "Mentoring", "Scheduling", "Tables",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: house),
    .target(
      name: "PostgresStore", dependencies: ["Mentoring", "Scheduling", "Tables", "CPostgres"], swiftSettings: house),
    .target(
      name: "Interchange",
      dependencies: [
        "Mentoring", "Recurrence", "Scheduling", "CLibical", .product(name: "SwiftCSV", package: "SwiftCSV"),
      ],
      swiftSettings: house),
    .target(
      name: "Configuration", dependencies: [.product(name: "TOMLKit", package: "TOMLKit")], swiftSettings: house),
    .target(name: "TerminalKit", dependencies: ["Folding"], swiftSettings: house),
    .target(name: "Curses", dependencies: ["TerminalKit", "CNcurses", "CTerminalGuard"], swiftSettings: house),
    .target(
      name: "TandemUI",
      dependencies: ["Configuration", "Folding", "Mentoring", "Recurrence", "Scheduling", "TerminalKit"],
      swiftSettings: house),
    .executableTarget(
      name: "tandem",
      dependencies: [
        "Folding", "Scheduling", "Recurrence", "Mentoring", "SystemZones", "SQLiteStore", "PostgresStore", "Tables",
        "Interchange", "TerminalKit", "Configuration", "Curses", "TandemUI",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: house),

    // Tests: a target a module, one for the real binary, and what they share.
    .target(
      name: "TestSupport", dependencies: ["Mentoring", "Scheduling", "SystemZones"], path: "Tests/Support",
      swiftSettings: house),
    .executableTarget(
      name: "BookingRacer",
      dependencies: ["Mentoring", "Scheduling", "PostgresStore", "SQLiteStore", "SystemZones", "Tables"],
      path: "Tests/Racer",
      swiftSettings: house),
    .executableTarget(
      name: "SecondVoice", dependencies: ["CLibical"], path: "Tests/SecondVoice", swiftSettings: house),
    .testTarget(
      name: "SchedulingTests", dependencies: ["Scheduling", "SystemZones", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "RecurrenceTests",
      dependencies: ["Recurrence", "Scheduling", "SystemZones", "TestSupport", "SecondVoice"], swiftSettings: house),
    .testTarget(
      name: "MentoringTests", dependencies: ["Mentoring", "Scheduling", "Recurrence", "SystemZones", "TestSupport"],
      swiftSettings: house),
    .testTarget(
      name: "SQLiteStoreTests",
      dependencies: [
        "SQLiteStore", "Tables", "Mentoring", "Scheduling", "Recurrence", "SystemZones", "TestSupport", "BookingRacer",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: house),
    .testTarget(
      name: "StoreContractTests",
      dependencies: [
        "PostgresStore", "SQLiteStore", "Tables", "Mentoring", "Scheduling", "SystemZones", "TestSupport",
      ],
      swiftSettings: house),
    .testTarget(
      name: "PostgresStoreTests",
      dependencies: [
        "PostgresStore", "SQLiteStore", "Tables", "TandemUI", "TerminalKit", "Mentoring", "Scheduling", "Recurrence",
        "SystemZones", "TestSupport", "BookingRacer",
      ],
      swiftSettings: house),
    .testTarget(
      name: "InterchangeTests",
      dependencies: [
        "Interchange", "Mentoring", "Scheduling", "Recurrence", "SystemZones", "CLibical", "TestSupport",
      ],
      swiftSettings: house),
    .testTarget(
      name: "ConfigurationTests", dependencies: ["Configuration", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "TerminalKitTests", dependencies: ["TerminalKit", "Curses", "TestSupport"], swiftSettings: house),
    .testTarget(
      name: "TandemUITests",
      dependencies: [
        "TandemUI", "TerminalKit", "Configuration", "Mentoring", "Recurrence", "Scheduling", "SQLiteStore",
        "SystemZones", "TestSupport",
      ],
      swiftSettings: house),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "tandem", "Mentoring", "Scheduling", "SQLiteStore", "SystemZones", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: house),
  ]
)
