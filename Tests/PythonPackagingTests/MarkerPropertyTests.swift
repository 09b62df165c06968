import TestSupport
import Testing

@testable import PythonPackaging

/// Random markers against plain evaluation in sampled environments.
@Suite struct MarkerPropertyTests {
  private static let environments: [MarkerEnvironment] = {
    var all: [MarkerEnvironment] = []
    for python in ["2.7.18", "3.6.15", "3.8.0", "3.9.18", "3.10.0", "3.10.13", "3.11.3", "3.11.4", "3.12.1", "3.14.0"] {
      for (os, platform, system) in [
        ("posix", "linux", "Linux"), ("nt", "win32", "Windows"), ("posix", "darwin", "Darwin"),
      ] {
        guard var environment = MarkerEnvironment(python: python) else { continue }
        environment.values[.osName] = os
        environment.values[.sysPlatform] = platform
        environment.values[.platformSystem] = system
        for release in [python, "6.8.0-45-generic", "3.9rc1"] {
          environment.values[.platformRelease] = release
          all.append(environment)
        }
      }
    }
    return all
  }()

  private static let comparisons = [
    "python_version < '3.10'", "python_version >= '3.8'", "python_version == '3.11'", "python_version != '3.9'",
    "python_full_version < '3.11.4'", "python_full_version >= '3.10.13'", "python_version ~= '3.6'",
    "'3.9' <= python_version", "python_version in '3.8 3.12'", "python_version == '3.*'", "sys_platform == 'linux'",
    "sys_platform != 'win32'", "os_name == 'nt'", "'x' in os_name", "platform_system == 'Darwin'",
    "platform_release < '3.9'", "platform_release == '3.10.*'", "implementation_name == 'pypy'",
  ]

  private func random(_ generator: inout SplitMix, depth: Int) -> String {
    if depth == 0 || generator.below(3) == 0 { return Self.comparisons[generator.below(Self.comparisons.count)] }
    let joint = generator.below(2) == 0 ? "and" : "or"
    let parts = (0..<2 + generator.below(2)).map { _ in random(&generator, depth: depth - 1) }
    return "(" + parts.joined(separator: " \(joint) ") + ")"
  }

  private func values(_ marker: Marker) throws -> [Bool] {
    try Self.environments.map { try marker.evaluate(in: $0) }
  }

  @Test func simplificationAndNegationKeepEveryTruthValue() throws {
    var generator = SplitMix(seed: 508)
    for _ in 0..<400 {
      let marker = try Marker(parsing: random(&generator, depth: 2))
      let truth = try values(marker)
      switch marker.simplified {
      case .always: #expect(!truth.contains(false), "\(marker)")
      case .never: #expect(!truth.contains(true), "\(marker)")
      case .marker(let simple): #expect(try values(simple) == truth, "\(marker) became \(simple)")
      }
      guard let negated = marker.negated else {
        // No marker says where a comparison of kernels that may be no versions does not hold.
        #expect(marker.description.contains("platform_release"), "\(marker)")
        continue
      }
      switch negated {
      case .always: #expect(!truth.contains(true), "\(marker)")
      case .never: #expect(!truth.contains(false), "\(marker)")
      case .marker(let negation): #expect(try values(negation) == truth.map { !$0 }, "not \(marker) became \(negation)")
      }
    }
  }

  @Test func disjointMarkersShareNoEnvironment() throws {
    var generator = SplitMix(seed: 440)
    var disjoint = 0
    for _ in 0..<400 {
      let a = try Marker(parsing: random(&generator, depth: 1))
      let b = try Marker(parsing: random(&generator, depth: 1))
      let (x, y) = (try values(a), try values(b))
      if a.isDisjoint(with: b) {
        disjoint += 1
        #expect(!zip(x, y).contains { $0 && $1 }, "\(a) and \(b)")
      }
      if a.isEquivalent(to: b) { #expect(x == y) }
    }
    #expect(disjoint > 10)
  }
}
