import Diagnostics
import PythonPackaging
import Testing

@testable import ConstraintLayers

@Suite struct MarkerSpecialisationTests {
  private func specialised(_ marker: String, _ known: [Marker.Variable: String]) throws -> String {
    var specialisation = MarkerSpecialisation(known)
    switch specialisation.specialised(try Marker(parsing: marker)) {
    case .never: return "never"
    case .always: return "always"
    case .marker(let rest): return rest.description
    }
  }

  @Test(arguments: [
    ("platform_machine == 'aarch64'", "always"), ("platform_machine != 'aarch64'", "never"),
    ("platform_machine == 'x86_64' or python_version < '3.11'", "python_version < \"3.11\""),
    ("platform_machine == 'aarch64' and python_version < '3.11'", "python_version < \"3.11\""),
    ("platform_machine == 'aarch64' or python_version < '3.11'", "always"),
    (
      "(platform_machine == 'x86_64' or os_name == 'nt') and python_version < '3.11'",
      "os_name == \"nt\" and python_version < \"3.11\""
    ),
    ("'arch' in platform_machine", "always"), ("extra == 'x'", "never"),
    ("python_version > '3'", "python_version > \"3\""),
  ])
  func putsValuesIn(_ marker: String, _ expected: String) throws {
    #expect(try specialised(marker, [.platformMachine: "aarch64"]) == expected)
  }

  /// One variable says something of its kin.
  @Test func platformsAndVersions() throws {
    #expect(try specialised("os_name == 'nt'", [.sysPlatform: "linux"]) == "never")
    #expect(try specialised("platform_system != 'Windows'", [.sysPlatform: "linux"]) == "always")
    #expect(try specialised("python_full_version >= '3.13'", [.pythonVersion: "3.12"]) == "never")
    #expect(try specialised("python_full_version < '4'", [.pythonVersion: "3.12"]) == "always")
  }

  @Test func mergedForEveryPythonOfOneMachine() {
    let stack = layers([
      ("pins", "a==2;platform_machine=='aarch64' and python_version>='3.12'\nb==1;platform_machine=='x86_64'\n"),
      ("upper", "a===1\nb===2\n"),
    ])
    let set = LayerMerge.merge(stack, known: [.platformMachine: "aarch64"])
    #expect(
      set.texts == ["a==2; python_version >= \"3.12\"", "a===1; python_version < \"3.12\"", "b===2"])
    #expect(set.inapplicable == 1)
    #expect(set.known == [.platformMachine: "aarch64"])
    // The same as for all machines, asked in one environment.
    let all = LayerMerge.merge(stack)
    for python in ["3.10", "3.12", "3.14"] {
      var environment = MarkerEnvironment(python: python)
      environment?.values[.platformMachine] = "aarch64"
      guard let environment else { continue }
      let speaking: (EffectiveConstraints) -> [String] = { set in
        set.constraints.filter { (try? $0.marker?.evaluate(in: environment)) ?? true }.map(\.line.requirement)
      }
      #expect(speaking(set) == speaking(all))
    }
  }

  @Test func whatSpeaksNowhereIsANote() throws {
    var question = ConstraintQuestion()
    question.given = [
      GivenLayer(
        name: "upper",
        content: .lines([
          "a==1;extra=='test'", "b==1;python_version<'3' and python_version>='3.8'",
          "c==1;sys_platform=='win32' and platform_system=='Linux'", "d==1;python_version<'3'",
          "e==1;python_version<'3' and sys_platform=='linux'", "f==1;extra==''",
        ]))
    ]
    let found = question.answer().diagnostics
    #expect(found.map(\.code) == [.neverApplying, .neverApplying, .neverApplying])
    #expect(found.compactMap(\.location?.line) == [1, 2, 3])
    question.environment = MarkerEnvironment(python: "3.12")
    #expect(question.answer().diagnostics.count == 3)
  }
}
