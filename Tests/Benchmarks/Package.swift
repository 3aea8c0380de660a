// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the program's build stays lean. Plain loops and a clock: what is measured spans
// processes and the disk, which a benchmarking library would not see.
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "tandem", path: "../..")],
  targets: [
    .executableTarget(
      name: "Measure",
      dependencies: [
        .product(name: "Scheduling", package: "tandem"), .product(name: "Mentoring", package: "tandem"),
        .product(name: "SQLiteStore", package: "tandem"), .product(name: "Tables", package: "tandem"),
        .product(name: "PostgresStore", package: "tandem"), .product(name: "SystemZones", package: "tandem"),
        .product(name: "Recurrence", package: "tandem"), .product(name: "CLibical", package: "tandem"),
      ],
      swiftSettings: [
        .treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ])
  ]
)
