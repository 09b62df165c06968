import Diagnostics
import PythonPackaging
import Testing

@testable import ConstraintLayers

@Suite struct LayerMergeTests {
  @Test func theFirstSpeakingLayerWins() {
    let merged = LayerMerge.merge(
      layers([("user", "alpha==1\n"), ("pins", "Alpha==2\nbeta==2\n"), ("upper", "alpha===3\nbeta===3\ngamma===3\n")]))
    #expect(merged.texts == ["alpha==1", "beta==2", "gamma===3"])
    #expect(merged.constraints[0].shadowed.map(\.line.requirement) == ["Alpha==2", "alpha===3"])
    let first = merged.constraints[0]
    #expect(first.shadowed.allSatisfy { $0.isWhole && first.conflicts(with: $0) })
    #expect(merged.diagnostics.isEmpty)
  }

  /// What release 33.0.1 ships, and no resolver takes as it is.
  @Test func pinsWithMarkersOverUpperConstraints() {
    let merged = LayerMerge.merge(
      layers([
        (
          "pins",
          "numpy==2.2.6;python_version<\"3.11\"\nnumpy==2.3.5;python_version>=\"3.11\"\nDjango==5.2.8;python_version>=\"3.13\"\n"
        ),
        ("upper", "numpy===2.2.6\nDjango===4.2.28\n"),
      ]))
    #expect(
      merged.texts == [
        "Django==5.2.8; python_version >= \"3.13\"", "Django===4.2.28; python_version < \"3.13\"",
        "numpy==2.2.6; python_version < \"3.11\"", "numpy==2.3.5; python_version >= \"3.11\"",
      ])
    #expect(merged.constraints.map(\.shadowed.count) == [1, 0, 1, 1])
    #expect(merged.constraints[0].shadowed[0].isWhole == false)
    #expect(merged.constraints[3].shadowed[0].isWhole)
  }

  /// On kernel `6.8.0-45-generic`, which is no version, neither `>= "6"` nor `< "6"` holds.
  @Test func noConstraintIsLostToAKernelThatIsNoVersion() throws {
    let merged = LayerMerge.merge(layers([("pins", "c==7;platform_release>='6'\n"), ("upper", "c===8\n")]))
    #expect(merged.texts == ["c==7; platform_release >= \"6\""])
    #expect(merged.diagnostics.map(\.code) == [.tooManyMarkers])
    let both = LayerMerge.merge(
      layers([("pins", "c==7;platform_release>='6'\n"), ("upper", "c===8;platform_release<'6'\n")]))
    #expect(both.texts == ["c==7; platform_release >= \"6\"", "c===8; platform_release < \"6\""])
    #expect(both.diagnostics.isEmpty)
    let text = LayerMerge.merge(layers([("pins", "c==7;'generic' in platform_release\n"), ("upper", "c===8\n")]))
    #expect(text.texts.last == "c===8; \"generic\" not in platform_release")
  }

  @Test func listsWithCommasAreWrittenAsComparisons() throws {
    let merged = LayerMerge.merge(layers([("pins", "c==7;python_version not in '3.10,3.11'\n")]))
    let marker = try #require(merged.constraints.first?.marker)
    #expect(!marker.description.contains(","))
    for (python, holds) in [("3.9", true), ("3.10", false), ("3.11", false), ("3.12", true), ("3.1", false)] {
      let environment = try #require(MarkerEnvironment(python: python + ".1"))
      #expect(try marker.evaluate(in: environment) == holds)
    }
  }

  @Test func aSearchInATextIsNoEquality() {
    let merged = LayerMerge.merge(
      layers([("pins", "c==7;implementation_version in '3.9'\n"), ("upper", "c===8\n")]))
    #expect(merged.texts.last == "c===8; implementation_version not in \"3.9\"")
  }

  @Test func anOrderOfWhatIsNoVersionNeverHolds() {
    let stack = layers([
      ("pins", "c==7;python_version<'3.8,3.9'\nd==1;os_name>'a'\n"), ("upper", "c===8;python_version>='0.0'\n"),
    ])
    #expect(LayerMerge.merge(stack).texts == ["c===8; python_version >= \"0.0\""])
    #expect(NeverApplying.check(stack).map(\.code) == [.neverApplying, .neverApplying])
  }

  @Test func arbitraryEqualityComparesTexts() throws {
    let stack = layers([("upper", "a===1\na===1.0\na==1.0\nb===1A\nb===1a\n")])
    let lines = stack[0].lines
    #expect(!lines[0].states(sameAs: lines[1]) && lines[0].conflicts(with: lines[1]))
    #expect(lines[0].states(sameAs: lines[2]))
    #expect(lines[3].states(sameAs: lines[4]) && !lines[3].conflicts(with: lines[4]))
  }

  @Test func oneEnvironmentHasNoMarkers() {
    let stack = layers([("pins", "a==2;python_version>='3.11'\n"), ("upper", "a===1\nb===1;python_version<'3'\n")])
    let new = LayerMerge.merge(stack, environment: MarkerEnvironment(python: "3.12"))
    #expect(new.texts == ["a==2"])
    #expect(new.inapplicable == 1)
    let old = LayerMerge.merge(stack, environment: MarkerEnvironment(python: "2.7"))
    #expect(old.texts == ["a===1", "b===1"])
  }

  @Test func markersAreKeptAsWrittenWhereNothingIsLost() {
    let merged = LayerMerge.merge(
      layers([("upper", "a===1;python_version=='3.9' or python_version=='3.10'\na===2;python_version>='3.11'\n")]))
    #expect(
      merged.texts == [
        "a===1; python_version == \"3.9\" or python_version == \"3.10\"", "a===2; python_version >= \"3.11\"",
      ])
  }

  @Test func firstLineOfALayerWinsAndTheRestAreFindings() {
    let merged = LayerMerge.merge(
      layers([("pins", "a==1\na==2;python_version<'3.9'\na==1\nb==1;os_name=='nt'\nb==2;os_name=='posix'\n")]))
    #expect(merged.texts == ["a==1", "b==1; os_name == \"nt\"", "b==2; os_name == \"posix\""])
    #expect(merged.diagnostics.map(\.code) == [.doubleConstraint, .doubleConstraint])
    #expect(merged.diagnostics.map(\.severity) == [.warning, .note])
    #expect(merged.diagnostics.compactMap { $0.location?.line } == [2, 3])
    #expect(merged.diagnostics.compactMap { $0.related.first?.location.line } == [1, 1])
  }

  @Test func namesBuiltFromSourceAreNoOnesToConstrain() {
    let merged = LayerMerge.merge(
      layers([("user", "nova==1\n"), ("upper", "nova===2\nhorizon===25\nalpha===1\n")]),
      built: ["nova": BuiltName(source: "nova"), "horizon": BuiltName(source: "horizon")])
    #expect(merged.texts == ["alpha===1"])
    #expect(merged.built.map(\.canonicalName) == ["horizon", "nova"])
    #expect(merged.built.map(\.dropped.count) == [1, 2])
    // Only what somebody wrote by hand is worth a word.
    #expect(merged.diagnostics.map(\.code) == [.constrainedSource])
  }

  @Test func extrasNeverHoldInAConstraintFile() {
    let merged = LayerMerge.merge(layers([("pins", "a==1;extra=='test'\n"), ("upper", "a===2\n")]))
    #expect(merged.texts == ["a===2"])
    #expect(merged.inapplicable == 1)
  }

  @Test func addressesAndHashesStay() {
    let merged = LayerMerge.merge(
      layers([
        (
          "pins",
          "a @ https://x.example/a.whl ; python_version>='3'\nb==1 --hash=sha256:\(String(repeating: "0", count: 64))\n"
        )
      ]))
    #expect(merged.texts[0] == "a @ https://x.example/a.whl ; python_version >= \"3\"")
    #expect(merged.texts[1].hasSuffix("--hash=sha256:" + String(repeating: "0", count: 64)))
  }

  @Test func markersBeyondTheLimitAreAFinding() {
    let text = (0..<300).map { "a==\($0);platform_machine=='m\($0)'\n" }.joined()
    let merged = LayerMerge.merge(layers([("pins", text)]))
    #expect(merged.constraints.isEmpty)
    #expect(merged.diagnostics.map(\.code) == [.tooManyMarkers])
  }
}
