import PythonPackaging
import TestSupport
import TextFiles
import Testing

@testable import ConstraintLayers

/// Random layer stacks against an oracle that knows nothing of algebra: for each sampled environment, the first line of
/// the first layer that speaks.
@Suite struct LayerPropertyTests {
  static let stacks = 100_000
  /// Names are merged independently, so that a merge of many names is a merge of many stacks.
  private static let batch = 5_000

  private static let markers: [Marker?] =
    [
      "python_version<'3.9'", "python_version>='3.11'", "python_version=='3.10'", "python_version in '3.9 3.10'",
      "python_version>='3.10' and python_version<'3.13'", "python_full_version>='3.11.4'", "sys_platform=='win32'",
      "sys_platform!='win32'", "platform_machine=='aarch64'", "implementation_name=='cpython'",
      "platform_system=='Linux' or python_version<'3'",
    ].map { try? Marker(parsing: $0) } + [nil, nil]

  private static let environments: [MarkerEnvironment] = {
    var all: [MarkerEnvironment] = []
    for python in ["2.7.18", "3.8.0", "3.9.18", "3.10.13", "3.11.3", "3.11.4", "3.12.1", "3.13.0", "3.14.2"] {
      for isWindows in [false, true] {
        guard var environment = MarkerEnvironment(python: python) else { continue }
        environment.values[.platformMachine] = python.hasSuffix("1") || isWindows ? "x86_64" : "aarch64"
        if isWindows {
          environment.values[.sysPlatform] = "win32"
          environment.values[.platformSystem] = "Windows"
          environment.values[.osName] = "nt"
        }
        all.append(environment)
      }
    }
    return all
  }()

  /// Where a marker holds, a bit for each environment; kept, because stacks share their markers.
  private struct Truth {
    var known: [Marker: UInt32] = [:]

    mutating func bits(_ marker: Marker?) throws -> UInt32 {
      guard let marker else { return ~0 >> (32 - UInt32(LayerPropertyTests.environments.count)) }
      if let bits = known[marker] { return bits }
      var bits: UInt32 = 0
      for (index, environment) in LayerPropertyTests.environments.enumerated()
      where try marker.evaluate(in: environment) {
        bits |= 1 << UInt32(index)
      }
      known[marker] = bits
      return bits
    }
  }

  /// One line of a random stack; `bits` are the environments of its marker.
  private struct Stated: Hashable {
    let layer: Int
    let line: Int
    var bits: UInt32
  }

  /// For each of some names a stack of its own: two to four layers of up to two lines.
  private func stacks(_ random: inout SplitMix, _ truth: [UInt32]) -> ([ConstraintLayer], [[Stated]]) {
    var layers = (0..<4).map { ConstraintLayer(name: "l\($0)") }
    var stacks: [[Stated]] = []
    for number in 0..<Self.batch {
      var stack: [Stated] = []
      for layer in 0..<2 + random.below(3) {
        for line in 0..<random.below(3) {
          let marker = random.below(Self.markers.count)
          let requirement = Requirement(
            name: Self.names[number], specifiers: Self.versions[line], marker: Self.markers[marker])
          layers[layer].lines.append(ConstraintLine(requirement, at: Self.places[line]))
          stack.append(Stated(layer: layer, line: line + 1, bits: truth[marker]))
        }
      }
      stacks.append(stack)
    }
    return (layers, stacks)
  }

  /// In the order in which they sort, so that results can be matched by going along.
  private static let names = (0..<batch).map { "n\(10_000 + $0)" }
  private static let versions = (0..<3).map { SpecifierSet("==\($0)") ?? .any }
  private static let places = (0..<3).map { Location(file: .caller, line: $0 + 1) }

  @Test func theWinnerIsTheFirstSpeakingLayer() throws {
    var random = SplitMix(seed: 33)
    var truth = Truth()
    let bits = try Self.markers.map { try truth.bits($0) }
    for number in 0..<Self.stacks / Self.batch {
      let (layers, stacks) = stacks(&random, bits)
      let merged = LayerMerge.merge(layers)
      var next = 0
      for (name, stack) in zip(Self.names, stacks) {
        var found: [Stated] = []
        while next < merged.constraints.count, merged.constraints[next].line.name == name {
          let constraint = merged.constraints[next]
          found.append(
            Stated(
              layer: constraint.layer, line: Int(constraint.line.location.line), bits: try truth.bits(constraint.marker)
            ))
          next += 1
        }
        let expected = Self.oracle(stack)
        // Lines that speak in no sampled environment may be there all the same.
        if found.filter({ $0.bits != 0 }) != expected { Issue.record("\(stack) became \(found), not \(expected)") }
      }
      #expect(next == merged.constraints.count)
      idempotent(merged.constraints[(number * 200)..<(number * 200 + 200)].map(\.text))
    }
  }

  /// Goes down the lines: each speaks in the environments where none has spoken before it.
  private static func oracle(_ stack: [Stated]) -> [Stated] {
    var free = ~UInt32(0)
    return stack.compactMap { stated in
      let speaks = Stated(layer: stated.layer, line: stated.line, bits: stated.bits & free)
      free &= ~stated.bits
      return speaks.bits == 0 ? nil : speaks
    }
  }

  /// Merged again as one layer, a set is the same.
  private func idempotent(_ lines: [String]) {
    let again = LayerMerge.merge(layers([("all", lines.joined(separator: "\n") + "\n")]))
    #expect(again.texts == lines)
    #expect(again.diagnostics.isEmpty)
  }
}
