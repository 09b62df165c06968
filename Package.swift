// swift-tools-version: 6.1
// osa-sources: every fact an OpenStack-Ansible deployment uses to fetch, build and install Python software, read once
// into one typed catalogue. The targets stand in the order in which the data flows; each imports only what stands above.

import PackageDescription

// The C ABI library links the Swift runtime statically and exports only the functions of its header. SwiftPM allows
// that only through unsafe flags, which bar a package from being a dependency: without OSA_SOURCES_ABI the Swift
// library stays usable by others, and `swift test` links (docs/decisions/0003).
let linksStandalone = Context.environment["OSA_SOURCES_ABI"] == "1"
let abiLinkerSettings: [LinkerSetting] =
  linksStandalone
  ? [
    .unsafeFlags(
      [
        "-static-stdlib", "-use-ld=lld", "-Xlinker",
        "--version-script=\(Context.packageDirectory)/Sources/OSASourcesABI/exports.map", "-Xlinker", "-s",
      ], .when(configuration: .release))
  ] : []

// The core never uses regular expressions; without their module none slips in (it is a third of the library's size).
// Names, keys and nodes pass from target to target: optimizing across them takes an eighth of a catalogue's time away
// (docs/decisions/0081).
let coreSettings: [SwiftSetting] =
  linksStandalone
  ? [
    .unsafeFlags(["-Xfrontend", "-disable-implicit-string-processing-module-import"]),
    .unsafeFlags(["-cross-module-optimization", "-enforce-exclusivity=unchecked"], .when(configuration: .release)),
  ] : []

let package = Package(
  name: "osa-sources",
  products: [
    .library(name: "OSASources", targets: ["OSASources"]),
    .library(name: "osa_sources", type: .dynamic, targets: ["OSASourcesABI"]),
    .executable(name: "osa-sources", targets: ["osa-sources"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    // MARK: Reading - bytes on disk to text, findings, trees
    /// Debian's libyaml-dev, linked statically.
    .systemLibrary(name: "CLibYAML"),
    /// GNU functions of the C library that Swift's module of it leaves out.
    .systemLibrary(name: "CGNU"),
    /// Bytes on disk to text with positions; the only code that opens input files.
    .target(name: "TextFiles", dependencies: ["CGNU"], exclude: ["README.md"], swiftSettings: coreSettings),
    /// What a finding is: code, severity, position, hint.
    .target(name: "Diagnostics", dependencies: ["TextFiles"], exclude: ["README.md"], swiftSettings: coreSettings),
    /// JSON text to values and back, in order and bounded.
    .target(name: "JSONText", exclude: ["README.md"], swiftSettings: coreSettings),
    /// Text to a position-bearing YAML tree, as Ansible reads it.
    .target(
      name: "YAMLTree", dependencies: ["CLibYAML", "TextFiles", "Diagnostics", "JSONText"], exclude: ["README.md"],
      swiftSettings: coreSettings),

    // MARK: Deciding - values to one catalogue
    /// PEP 440, 503, 508, wheel names and pip requirement files: pure values.
    .target(name: "PythonPackaging", exclude: ["README.md"], swiftSettings: coreSettings),
    /// The model: sources, venvs, layers; its readers, precedence, variable references and provenance.
    .target(
      name: "SourceCatalogue", dependencies: ["TextFiles", "Diagnostics", "YAMLTree", "PythonPackaging"],
      exclude: ["README.md"], swiftSettings: coreSettings),
    /// Ordered constraint layers to one effective, marker-disjoint set, and why.
    .target(
      name: "ConstraintLayers", dependencies: ["TextFiles", "Diagnostics", "PythonPackaging", "SourceCatalogue"],
      exclude: ["README.md"], swiftSettings: coreSettings),

    /// What is wrong with a deployment: one file per check; configuration, suppressions, baseline.
    .target(
      name: "Checks",
      dependencies: [
        "TextFiles", "Diagnostics", "JSONText", "YAMLTree", "PythonPackaging", "SourceCatalogue", "ConstraintLayers",
      ],
      exclude: ["README.md"], swiftSettings: coreSettings),

    /// Catalogue, constraints and targets to what is fetched, built and installed, with content digests.
    .target(
      name: "BuildPlanning",
      dependencies: ["TextFiles", "Diagnostics", "PythonPackaging", "SourceCatalogue", "ConstraintLayers"],
      exclude: ["README.md"], swiftSettings: coreSettings),

    // MARK: Showing - values to bytes
    /// JSON, text and diagnostics; one renderer per file.
    .target(
      name: "Reporting",
      dependencies: [
        "TextFiles", "Diagnostics", "JSONText", "PythonPackaging", "SourceCatalogue", "ConstraintLayers", "Checks",
        "BuildPlanning",
      ],
      exclude: ["README.md"], swiftSettings: coreSettings),
    /// The facade: the only public Swift library.
    .target(
      name: "OSASources",
      dependencies: [
        "TextFiles", "Diagnostics", "JSONText", "PythonPackaging", "SourceCatalogue", "ConstraintLayers", "Checks",
        "BuildPlanning", "Reporting",
      ],
      exclude: ["README.md"], swiftSettings: coreSettings),

    // MARK: Carrying out - command line only, never in the shared library
    /// Sources fetched with git, curl and tar as child processes.
    .target(
      name: "BuildRunning",
      dependencies: [
        "CGNU", "TextFiles", "Diagnostics", "JSONText", "PythonPackaging", "SourceCatalogue", "BuildPlanning",
        "Reporting",
      ],
      exclude: ["README.md"]),

    // MARK: Handing over - C ABI and command line
    /// The C ABI contract: the header alone.
    .target(name: "COSASources", exclude: ["README.md"]),
    /// That header implemented in Swift: `libosa_sources.so`.
    .target(
      name: "OSASourcesABI", dependencies: ["COSASources", "OSASources"], exclude: ["README.md", "exports.map"],
      swiftSettings: coreSettings, linkerSettings: abiLinkerSettings),
    /// One file per command.
    .target(
      name: "OSASourcesCommands",
      dependencies: [
        "TextFiles", "Diagnostics", "JSONText", "PythonPackaging", "SourceCatalogue", "ConstraintLayers", "Checks",
        "BuildPlanning", "Reporting", "OSASources", "BuildRunning",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], exclude: ["README.md"]),
    /// `main`, a few lines.
    .executableTarget(
      name: "osa-sources", dependencies: ["OSASourcesCommands"],
      linkerSettings: linksStandalone ? [.unsafeFlags(["-Xlinker", "-s"], .when(configuration: .release))] : []),

    // MARK: Tests - one folder per target
    /// Debian's libpython3-dev, for BridgeTests.
    .systemLibrary(name: "CPython", pkgConfig: "python3-embed"),
    .target(name: "TestSupport", path: "Tests/Support"),
    .testTarget(name: "TextFilesTests", dependencies: ["TextFiles", "TestSupport"]),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics", "TextFiles"]),
    .testTarget(name: "JSONTextTests", dependencies: ["JSONText"]),
    .testTarget(name: "YAMLTreeTests", dependencies: ["YAMLTree", "TextFiles", "Diagnostics", "TestSupport"]),
    .testTarget(name: "PythonPackagingTests", dependencies: ["PythonPackaging", "TestSupport"]),
    .testTarget(
      name: "SourceCatalogueTests",
      dependencies: ["SourceCatalogue", "TextFiles", "Diagnostics", "YAMLTree", "TestSupport"]),
    .testTarget(
      name: "ChecksTests",
      dependencies: ["Checks", "SourceCatalogue", "ConstraintLayers", "TextFiles", "Diagnostics", "TestSupport"]),
    .testTarget(
      name: "BuildPlanningTests",
      dependencies: [
        "BuildPlanning", "ConstraintLayers", "PythonPackaging", "SourceCatalogue", "TextFiles", "Diagnostics",
        "TestSupport",
      ]),
    .testTarget(
      name: "ConstraintLayersTests",
      dependencies: [
        "ConstraintLayers", "SourceCatalogue", "PythonPackaging", "TextFiles", "Diagnostics", "TestSupport",
      ]),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "Reporting", "BuildPlanning", "ConstraintLayers", "PythonPackaging", "SourceCatalogue", "TextFiles",
        "Diagnostics",
        "JSONText", "TestSupport",
      ]),
    .testTarget(
      name: "BuildRunningTests",
      dependencies: [
        "CGNU", "BuildPlanning", "Reporting", "BuildRunning", "SourceCatalogue", "PythonPackaging", "TextFiles",
        "JSONText",
        "TestSupport",
      ]),
    .testTarget(name: "OSASourcesTests", dependencies: ["OSASources", "JSONText", "TestSupport"]),
    .testTarget(name: "ABITests", dependencies: ["COSASources", "OSASourcesABI", "JSONText", "TestSupport"]),
    .testTarget(name: "BridgeTests", dependencies: ["CPython", "TestSupport"]),
    .testTarget(
      name: "CommandTests", dependencies: ["osa-sources", "OSASources", "Diagnostics", "TestSupport"],
      exclude: ["Cases"]),
  ],
  swiftLanguageModes: [.v6]
)
